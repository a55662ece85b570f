// Suggestions under a search field: the combobox pattern of ARIA 1.2 over a plain <input type="search">.
// The field names its source and its words: data-suggest (address), data-suggest-label, data-suggest-none,
// data-suggest-count ("{n} suggestions"), data-suggest-group-entry, -term, -tag, -place.

const SHORTEST = 2;
const PAUSE = 150; // milliseconds of silence before asking

class Combobox {
  constructor(input) {
    this.input = input;
    this.active = -1;
    this.results = [];
    this.build();
    input.addEventListener("input", () => this.later());
    input.addEventListener("keydown", (event) => this.onKey(event));
    input.addEventListener("blur", () => this.close());
    input.form.addEventListener("submit", () => this.close());
  }

  build() {
    const bar = this.input.closest(".search-bar");
    this.list = document.createElement("ul");
    this.list.id = `${this.input.id}-suggestions`;
    this.list.className = "suggestions";
    this.list.hidden = true;
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", this.input.dataset.suggestLabel);
    this.list.addEventListener("mousedown", (event) => event.preventDefault()); // keep the focus in the field
    this.list.addEventListener("click", (event) => this.onClick(event));
    this.status = document.createElement("p");
    this.status.className = "visually-hidden";
    this.status.setAttribute("role", "status");
    bar.append(this.list, this.status);
    const attributes = {
      role: "combobox",
      "aria-expanded": "false",
      "aria-controls": this.list.id,
      "aria-autocomplete": "list",
    };
    for (const [name, value] of Object.entries(attributes)) this.input.setAttribute(name, value);
  }

  later() {
    const query = this.input.value.trim();
    if (query.length < SHORTEST) {
      this.close();
      return;
    }
    clearTimeout(this.timer);
    this.request?.abort();
    this.timer = setTimeout(() => this.ask(query), PAUSE);
  }

  async ask(query) {
    this.request = new AbortController();
    const address = new URL(this.input.dataset.suggest, location.href);
    address.searchParams.set("q", query);
    try {
      const answer = await fetch(address, {
        signal: this.request.signal,
        headers: { Accept: "application/json" },
      });
      if (!answer.ok) return;
      const { results } = await answer.json();
      if (document.activeElement === this.input) this.show(results);
    } catch (error) {
      // A newer question, or a page that is being left; without an answer the field is a plain search field.
      if (error.name !== "AbortError" && !(error instanceof TypeError)) throw error;
    }
  }

  show(results) {
    this.results = results;
    this.list.replaceChildren(...results.map((result, index) => this.option(result, index)));
    this.list.hidden = results.length === 0;
    this.input.setAttribute("aria-expanded", String(results.length > 0));
    this.mark(-1);
    const { suggestCount, suggestNone } = this.input.dataset;
    this.status.textContent = results.length ? suggestCount.replace("{n}", results.length) : suggestNone;
  }

  option(result, index) {
    const option = document.createElement("li");
    option.id = `${this.list.id}-${index}`;
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    const label = document.createElement("bdi");
    label.textContent = result.label;
    const detail = document.createElement("span");
    const group = result.group.charAt(0).toUpperCase() + result.group.slice(1);
    detail.textContent = result.detail || this.input.dataset[`suggestGroup${group}`] || "";
    option.append(label, detail);
    return option;
  }

  mark(index) {
    this.active = index;
    [...this.list.children].forEach((option, position) => {
      option.setAttribute("aria-selected", String(position === index));
    });
    if (index < 0) {
      this.input.removeAttribute("aria-activedescendant");
      return;
    }
    const option = this.list.children[index];
    this.input.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  }

  onKey(event) {
    const count = this.results.length;
    if (this.list.hidden || event.isComposing) return;
    if (event.key === "ArrowDown") this.mark((this.active + 1) % count);
    else if (event.key === "ArrowUp") this.mark(this.active <= 0 ? count - 1 : this.active - 1);
    else if (event.key === "Escape") this.close();
    else if (event.key === "Enter" && this.active >= 0) location.assign(this.results[this.active].url);
    else return;
    event.preventDefault();
  }

  onClick(event) {
    const option = event.target.closest("[role=option]");
    if (option) location.assign(this.results[[...this.list.children].indexOf(option)].url);
  }

  close() {
    clearTimeout(this.timer);
    this.request?.abort();
    this.list.hidden = true;
    this.results = [];
    this.input.setAttribute("aria-expanded", "false");
    this.mark(-1);
  }
}

export function enhanceSearchBars() {
  for (const input of document.querySelectorAll("input[data-suggest]")) new Combobox(input);
}
