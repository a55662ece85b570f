// What a step of the form gains from JavaScript: it saves itself, keeps what could not be saved, counts characters.
// Without it everything works with one button per step. Words stand in data- attributes of the form.

const PAUSE = 1200; // milliseconds of silence before saving
const RETRY = 8000;
const PREFIX = "sinet-form:";
const form = document.querySelector("form[data-save]");
const state = document.querySelector("[data-save-state]");

// --- what lies in the browser until the server has it -------------------------------------------

function stored(key) {
  try {
    return JSON.parse(sessionStorage.getItem(key));
  } catch {
    return null; // storage is switched off, or holds something else
  }
}

function store(key, value) {
  try {
    if (value === null) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, JSON.stringify(value));
  } catch {
    // Storage is switched off or full: the server remains.
  }
}

function keyOf(path) {
  return PREFIX + path;
}

function typed() {
  return [...new FormData(form)].filter(([, value]) => typeof value === "string");
}

function fill(pairs) {
  const values = new Map();
  for (const [name, value] of pairs) values.set(name, [...(values.get(name) ?? []), value]);
  for (const field of form.elements) {
    if (!field.name || field.type === "submit" || field.name === "do") continue;
    const given = values.get(field.name) ?? [];
    if (field.type === "checkbox" || field.type === "radio") field.checked = given.includes(field.value);
    else if (given.length) field.value = given[0];
    field.dispatchEvent(new Event("restored", { bubbles: true }));
  }
}

function same(pairs) {
  const sorted = (list) => JSON.stringify([...list].sort());
  return sorted(pairs) === sorted(typed());
}

// --- saving -------------------------------------------------------------------------------------

function tell(text, failed = false) {
  if (!state) return;
  state.textContent = text;
  state.classList.toggle("is-failed", failed);
}

class Saver {
  constructor() {
    this.key = keyOf(location.pathname);
    this.restore();
    form.addEventListener("input", () => this.later());
    form.addEventListener("submit", () => {
      clearTimeout(this.timer);
      this.leaving = true;
      store(this.key, { pairs: typed(), left: true });
    });
    addEventListener("online", () => this.failed && this.save());
    addEventListener("pagehide", () => {
      if (this.dirty && !this.leaving) navigator.sendBeacon(form.dataset.save, new URLSearchParams(typed()));
    });
  }

  restore() {
    const kept = stored(this.key);
    // A page that shows errors shows what was just sent: the server has it.
    if (kept && !document.querySelector(".error-summary") && !same(kept.pairs) && !this.isAnswer(kept)) {
      fill(kept.pairs);
      tell(form.dataset.restored);
      this.save();
      return;
    }
    store(this.key, null);
  }

  // What was sent by the button and arrived stands on the page, perhaps with a new row beside it.
  isAnswer({ pairs, left }) {
    const here = new Set(typed().map((pair) => JSON.stringify(pair)));
    return left && pairs.every((pair) => pair[1] === "" || here.has(JSON.stringify(pair)));
  }

  later() {
    this.dirty = true;
    store(this.key, { pairs: typed(), left: false });
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), PAUSE);
  }

  async save() {
    clearTimeout(this.timer);
    const sent = typed();
    tell(form.dataset.saving);
    try {
      const answer = await fetch(form.dataset.save, { method: "POST", body: new URLSearchParams(sent) });
      if (!answer.ok) throw new Error(String(answer.status));
      this.failed = false;
      if (same(sent)) {
        this.dirty = false;
        if (!this.leaving) store(this.key, null);
      }
      tell(form.dataset.saved);
    } catch {
      if (this.leaving) return;
      this.failed = true;
      tell(form.dataset.unsaved, true);
      this.timer = setTimeout(() => this.save(), RETRY);
    }
  }
}

// --- characters left ----------------------------------------------------------------------------

function countCharacters(field) {
  const line = document.getElementById(`${field.id}_count`);
  const limit = Number(field.dataset.limit);
  const show = () => {
    const left = limit - [...field.value].length;
    line.classList.toggle("is-over", left < 0);
    if (left > limit * 0.25) return;
    line.textContent = (left < 0 ? field.dataset.over : field.dataset.left).replace("{n}", Math.abs(left));
  };
  for (const name of ["input", "restored"]) field.addEventListener(name, show);
  show();
}

// --- a picture that was chosen ------------------------------------------------------------------

// Shown beside its words; one that is too large is named before it is sent. The server checks everything again.
function preview(field) {
  const most = Number(field.closest("[data-most-bytes]").dataset.mostBytes);
  field.addEventListener("change", () => {
    const place = field.closest(".field");
    place.querySelectorAll(".preview, .field-error").forEach((old) => old.remove());
    field.removeAttribute("aria-invalid");
    const [file] = field.files;
    if (!file) return;
    if (file.size > most) {
      const line = document.createElement("p");
      line.className = "field-error";
      line.id = `${field.id}_wrong`;
      line.setAttribute("role", "alert");
      line.textContent = field.closest("[data-too-large]").dataset.tooLarge;
      field.before(line);
      field.setAttribute("aria-invalid", "true");
      field.value = "";
      return;
    }
    const reader = new FileReader();
    reader.addEventListener("load", () => {
      const image = new Image();
      image.className = "preview";
      image.alt = "";
      image.addEventListener("load", () => place.append(image));
      image.src = reader.result;
    });
    reader.readAsDataURL(file);
  });
}

// --- rows that come along through htmx ----------------------------------------------------------

// A town that is chosen fills in its name and its country.
document.addEventListener("change", ({ target }) => {
  const match = target.name?.match(/^(place-\d+)-geoname$/);
  if (!match || target.value === "none") return;
  const field = document.getElementById(`id_${match[1]}-query`);
  const label = target.closest("label")?.textContent.trim();
  if (field && label) field.value = label;
  const country = document.getElementById(`id_${match[1]}-country`);
  if (country && target.dataset.country) country.value = target.dataset.country;
});

// Another step of this draft that was left by its button: this page is the answer to it, so it arrived.
function forgetArrived() {
  const here = keyOf(location.pathname);
  const draft = here.match(/^.*\/draft\/[^/]+\//)?.[0];
  if (!draft) return;
  try {
    for (const key of Object.keys(sessionStorage)) {
      if (key.startsWith(draft) && key !== here && stored(key)?.left) store(key, null);
    }
  } catch {
    // Storage is switched off.
  }
}

forgetArrived();
if (form) new Saver();
document.querySelectorAll("textarea[data-limit]").forEach(countCharacters);
document.querySelectorAll("input[data-preview]").forEach(preview);
