// Looks every few seconds how far decisions have come that are carried out in the background.
const SECONDS = 4;
const course = document.querySelector("[data-batch-course]");

async function look() {
  try {
    const answer = await fetch(location.href, { redirect: "manual" });
    if (!answer.ok) return; // signed out, or gone
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (!page.querySelector("[data-batch-course]")) {
      location.reload();
      return;
    }
    for (const name of ["sum", "progress", "lines"]) take(page, `[data-batch-${name}]`);
  } catch {
    // The network may come back: the next look finds out.
  }
  setTimeout(look, SECONDS * 1000);
}

// Only what is different is said again, and nothing is taken from under the focus.
function take(page, place) {
  const old = document.querySelector(place);
  const now = page.querySelector(place);
  if (!old || !now) return;
  if ("value" in old) old.value = now.value;
  if (old.textContent === now.textContent || old.contains(document.activeElement)) return;
  old.replaceChildren(...now.childNodes);
}

if (course) setTimeout(look, 1000);
