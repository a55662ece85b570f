// Looks every few seconds how far decisions have come that are carried out in the background.
const SECONDS = 4;
const UNCHANGED = 304;
const course = document.querySelector("[data-batch-course]");
let known = "";

async function look() {
  try {
    const answer = await fetch(location.href, { redirect: "manual", headers: { "If-None-Match": known } });
    if (!answer.ok && answer.status !== UNCHANGED) return; // signed out, or gone
    if (answer.ok && !show(await answer.text())) return;
    known = answer.headers.get("ETag") ?? "";
  } catch {
    // The network may come back: the next look finds out.
  }
  setTimeout(look, SECONDS * 1000);
}

// Whether there is more to come; what is finished is a page of its own.
function show(text) {
  const page = new DOMParser().parseFromString(text, "text/html");
  if (!page.querySelector("[data-batch-course]")) {
    location.reload();
    return false;
  }
  for (const name of ["sum", "progress", "lines"]) take(page, `[data-batch-${name}]`);
  return true;
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
