// What every page has: theme button, menus, filters on a small screen, the network drawing. Pages work without it.
import { enhanceSearchBars } from "./suggest.js";

const root = document.documentElement;
const SMALL_SCREEN = "(max-width: 52rem)";

function toggleTheme() {
  const systemIsDark = matchMedia("(prefers-color-scheme: dark)").matches;
  const isDark = root.dataset.theme ? root.dataset.theme === "dark" : systemIsDark;
  root.dataset.theme = isDark ? "light" : "dark";
  try {
    localStorage.setItem("theme", root.dataset.theme);
  } catch {
    // Storage is switched off: the choice lasts as long as the page.
  }
}

function closePopovers(except, focusSummary) {
  for (const popover of document.querySelectorAll("details[data-popover][open]")) {
    if (popover.contains(except)) continue;
    const hadFocus = popover.contains(document.activeElement);
    popover.open = false;
    if (focusSummary && hadFocus) popover.querySelector("summary").focus();
  }
}

// Without JavaScript the filters are open everywhere, so that nobody has to find them.
function closeFilters() {
  const small = matchMedia(SMALL_SCREEN).matches;
  const closed = small ? "details.filters" : ".map-filters details.filters";
  for (const filters of document.querySelectorAll(closed)) filters.open = false;
}

// Pointing at a node, or moving to it by keyboard, leaves only its own lines and neighbours in full ink.
function enhanceNetwork(svg) {
  const nodes = [...svg.querySelectorAll("[data-node]")];
  const lines = [...svg.querySelectorAll("line[data-ends]")];
  const show = (node) => {
    const near = new Set([node.dataset.node]);
    for (const line of lines) {
      const ends = line.dataset.ends.split(" ");
      const touches = ends.includes(node.dataset.node);
      line.classList.toggle("is-hot", touches);
      if (touches) ends.forEach((end) => near.add(end));
    }
    for (const other of nodes) other.classList.toggle("is-hot", near.has(other.dataset.node));
    svg.classList.add("is-dimmed");
  };
  const hide = () => svg.classList.remove("is-dimmed");
  for (const node of svg.querySelectorAll("a[data-node]")) {
    node.addEventListener("pointerenter", () => show(node));
    node.addEventListener("focus", () => show(node));
    node.addEventListener("pointerleave", hide);
    node.addEventListener("blur", hide);
  }
}

// A button with data-copy="id" copies the text of that element and says so.
async function copyText(button) {
  const source = document.getElementById(button.dataset.copy);
  await navigator.clipboard.writeText(source.value ?? source.textContent.trim());
  button.querySelector("[role=status]").textContent = button.dataset.copied;
}

document.addEventListener("click", (event) => {
  closePopovers(event.target, false);
  const button = event.target.closest("button");
  if (!button) return;
  if ("themeButton" in button.dataset) toggleTheme();
  else if ("printButton" in button.dataset) print();
  else if ("copy" in button.dataset) copyText(button);
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") closePopovers(null, true);
});

closeFilters();
document.querySelectorAll("svg.network").forEach(enhanceNetwork);
enhanceSearchBars();
document.querySelector(".error-summary")?.focus();
