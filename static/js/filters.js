// A results page that follows its filters at once (htmx): keeps what is open, says the new total, moves the focus.
// The search form carries the htmx attributes (components/search_bar.html, live); without htmx it is a plain form.

const LEAVING = ".pager a, .chips-box a"; // links that are not there any more when they have been followed
let openFacets = new Set();
let cameFromLink = false;

const announce = document.createElement("p");
announce.className = "visually-hidden";
announce.setAttribute("role", "status");
document.body.append(announce);

const facetDetails = () => [...document.querySelectorAll("#facets details[id], #chips-more")];

document.addEventListener("click", (event) => {
  cameFromLink = Boolean(event.target.closest(LEAVING));
});

// A place that is typed is searched for when it is entered, not when the field is left as well; whether the list keeps
// in step with the map is no filter.
document.addEventListener(
  "change",
  (event) => {
    if (event.target.matches("#near, [data-in-step], [data-find-value]")) event.stopPropagation();
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

// While the name of a value is typed the server is asked which have it; an empty field shows none of them.
document.addEventListener("htmx:beforeRequest", (event) => {
  if (!event.target.matches("[data-find-value]") || event.target.value.trim()) return;
  event.preventDefault();
  document.getElementById(event.target.getAttribute("aria-controls")).replaceChildren();
});

// A value that was found and chosen stands in the panel from now on: the focus goes there.
const found = (id) => (id?.startsWith("found-") ? document.getElementById(id.slice("found-".length)) : null);
let focused = "";
document.addEventListener("htmx:beforeSwap", () => {
  focused = document.activeElement?.id ?? "";
});

document.addEventListener("htmx:afterSettle", ({ target }) => {
  if (target.classList.contains("facet-found")) announce.textContent = target.querySelector("[data-say]")?.textContent ?? "";
  if (target.id === "facets") found(focused)?.focus();
  if (target.id !== "results") return; // each part that was exchanged says so
  for (const facet of facetDetails()) facet.open = openFacets.has(facet.id);
  const heading = document.getElementById("results-heading");
  if (!heading) return;
  announce.textContent = heading.textContent.trim();
  if (cameFromLink) heading.focus();
  cameFromLink = false;
  const title = document.getElementById("results")?.dataset.title;
  if (title) document.title = title;
  document.dispatchEvent(new CustomEvent("results-changed"));
});

// An answer without a page (the network is gone, or an error): load it as a page, which says what is the matter.
for (const name of ["htmx:responseError", "htmx:swapError"]) {
  document.addEventListener(name, ({ detail }) => location.assign(detail.pathInfo.finalRequestPath));
}
