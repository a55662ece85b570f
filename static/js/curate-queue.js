// The queue by keyboard. Every key only fills in the form of the page; deciding is the server's, after a preview.
const form = document.querySelector("[data-queue]");
const lines = form ? [...form.querySelectorAll("[data-line]")] : [];
const reasons = document.querySelector("[data-reasons]");
const help = document.querySelector("[data-help]");
const state = document.querySelector("[data-queue-state]");
let current = -1;

// Single keys disturb speech input and some readers: they can be switched off (WCAG 2.1.4), and stay so.
const KEY_CHOICE = "curate-keys";
const toggle = document.querySelector("[data-keys-toggle]");
let keysOn = true;
try {
  keysOn = localStorage.getItem(KEY_CHOICE) !== "off";
} catch {
  // Storage is switched off: keys are on.
}
if (toggle) toggle.checked = keysOn;
toggle?.addEventListener("change", () => {
  keysOn = toggle.checked;
  try {
    localStorage.setItem(KEY_CHOICE, keysOn ? "on" : "off");
  } catch {
    // The choice lasts as long as the page.
  }
});

const select = (line) => line.querySelector("select[name^='decision-']");
const tick = (line) => line.querySelector("input[name='selected']");
const ticked = () => lines.filter((line) => tick(line)?.checked);
const targets = () => (ticked().length ? ticked() : lines[current] ? [lines[current]] : []);

function move(to) {
  if (!lines.length) return;
  lines[current]?.classList.remove("is-current");
  current = Math.min(Math.max(to, 0), lines.length - 1);
  const line = lines[current];
  line.classList.add("is-current");
  line.focus();
  line.scrollIntoView({ block: "nearest" });
}

function count() {
  const chosen = lines.filter((line) => select(line)?.value).length;
  if (state) state.textContent = chosen ? state.dataset.words.replace("{n}", chosen) : "";
  for (const line of lines) line.classList.toggle("is-decided", Boolean(select(line)?.value));
}

// Give every target the value, when its list has it. Lines that were ticked are done with.
function choose(value) {
  const chosen = targets();
  for (const line of chosen) {
    const list = select(line);
    if (list && [...list.options].some((option) => option.value === value)) list.value = value;
    if (tick(line)) tick(line).checked = false;
  }
  count();
  if (chosen.length === 1 && chosen[0] === lines[current]) move(current + 1);
}

function openReasons() {
  const [line] = targets();
  if (!line || !reasons) return;
  const options = [...select(line).options].filter((option) => option.value.startsWith("reject:"));
  const list = reasons.querySelector("[data-reason-list]");
  list.replaceChildren(
    ...options.map((option) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "link-button";
      button.value = option.value;
      button.textContent = option.textContent;
      const item = document.createElement("li");
      item.append(button);
      return item;
    }),
  );
  reasons.querySelector("[data-no-reason]").hidden = options.length > 0;
  reasons.showModal();
}

function takeReason(button) {
  if (!button) return;
  reasons.close();
  choose(button.value);
}

const open = (anchor) => lines[current] && location.assign(lines[current].dataset.url + anchor);

const KEYS = {
  j: () => move(current + 1),
  k: () => move(current - 1),
  x: () => {
    const box = lines[current] && tick(lines[current]);
    if (box) box.checked = !box.checked;
  },
  // The queue of proposals has "accept", that of grants "same"; a list takes only what it has.
  a: () => select(lines[current] ?? form) && choose(form.querySelector("option[value='same']") ? "same" : "accept"),
  d: () => choose("different"),
  l: () => choose("later"),
  r: openReasons,
  u: () => {
    for (const line of targets()) if (select(line)) select(line).value = "";
    count();
  },
  c: () => open("?do=ask#ask"),
  o: () => open(""),
  s: () => form.querySelector("[data-preview]")?.click(),
  "?": () => help?.showModal(),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || !form || !keysOn) return;
  if (reasons?.open) {
    if (/^[1-9]$/.test(event.key)) takeReason(reasons.querySelectorAll("[data-reason-list] button")[event.key - 1]);
    return;
  }
  if (help?.open || event.target.closest("input:not([type='checkbox']), textarea, select")) return;
  const act = KEYS[event.key];
  if (!act) return;
  event.preventDefault();
  act();
});
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-close]")) event.target.closest("dialog").close();
  if (event.target.closest("[data-reason-list] button")) takeReason(event.target);
});
form?.addEventListener("change", count);
form?.addEventListener("focusin", (event) => {
  const line = event.target.closest("[data-line]");
  if (!line || line === lines[current]) return;
  lines[current]?.classList.remove("is-current");
  current = lines.indexOf(line);
  line.classList.add("is-current");
});
addEventListener("pageshow", count);
if (lines.length && form.querySelector("[data-preview]")) {
  current = 0;
  lines[0].classList.add("is-current");
}
