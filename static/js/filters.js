// A results page that follows its filters at once (htmx): keeps what is open, says the new total, moves the focus.
// The search form carries the htmx attributes (components/search_bar.html, live); without htmx it is a plain form.

const PAGER = ".pager a";
let openFacets = new Set();
let cameFromPager = false;

const announce = document.createElement("p");
announce.className = "visually-hidden";
announce.setAttribute("role", "status");
document.body.append(announce);

const facetDetails = () => [...document.querySelectorAll("#facets details[id]")];

document.addEventListener("click", (event) => {
  cameFromPager = Boolean(event.target.closest(PAGER));
});

// A place that is typed is searched for when it is entered, not when the field is left as well; whether the list keeps
// in step with the map is no filter.
document.addEventListener(
  "change",
  (event) => {
    if (event.target.matches("#near, [data-in-step]")) event.stopPropagation();
  },
  true,
);

// Empty fields do not belong in the address.
document.addEventListener("htmx:configRequest", ({ detail }) => {
  for (const [name, value] of Object.entries(detail.parameters)) {
    if (value === "") delete detail.parameters[name];
  }
});
document.addEventListener("submit", (event) => {
  if (!event.target.matches(".search-bar")) return;
  for (const field of event.target.elements) field.disabled ||= field.name && field.value === "";
});
addEventListener("pageshow", () => {
  for (const field of document.querySelectorAll(".search-bar [name]:disabled")) field.disabled = false;
});

document.addEventListener("htmx:beforeSwap", () => {
  openFacets = new Set(facetDetails().filter((facet) => facet.open).map((facet) => facet.id));
});

document.addEventListener("htmx:afterSettle", ({ target }) => {
  if (target.id !== "results") return; // each part that was exchanged says so
  for (const facet of facetDetails()) facet.open = openFacets.has(facet.id);
  const heading = document.getElementById("results-heading");
  if (!heading) return;
  announce.textContent = heading.textContent.trim();
  if (cameFromPager) heading.focus();
  cameFromPager = false;
  const title = document.getElementById("results")?.dataset.title;
  if (title) document.title = title;
  document.dispatchEvent(new CustomEvent("results-changed"));
});

// An answer without a page (the network is gone, or an error): load it as a page, which says what is the matter.
for (const name of ["htmx:responseError", "htmx:swapError"]) {
  document.addEventListener(name, ({ detail }) => location.assign(detail.pathInfo.finalRequestPath));
}
