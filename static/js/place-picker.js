// A pin on a map: by pointer, or by keyboard (arrow keys move the map, Enter puts the pin into its middle).
// The fields for the coordinates stay the truth; without JavaScript they are typed.

const EUROPE = [
  [35, -11],
  [70, 40],
];
let ready;

function styleSheet(address) {
  const style = document.createElement("link");
  style.rel = "stylesheet";
  style.href = address;
  const loaded = new Promise((resolve, reject) => {
    style.addEventListener("load", resolve);
    style.addEventListener("error", reject);
  });
  document.head.prepend(style);
  return loaded;
}

async function load(box) {
  ready ??= Promise.all([
    fetch(box.dataset.topology).then((answer) => answer.json()),
    import("../vendor/leaflet-1.9.4/leaflet.js"),
    import("../vendor/topojson-client-3.1.0/topojson-client.min.js"),
    styleSheet(box.dataset.style),
  ]);
  const [topology] = await ready;
  return topology;
}

function inputs(box) {
  return ["latitude", "longitude"].map((axis) => document.getElementById(`id_${box.dataset.pin}-${axis}`));
}

function read(fields) {
  const numbers = fields.map((field) => Number.parseFloat(field.value.replace(",", ".")));
  return numbers.every(Number.isFinite) ? numbers : null;
}

function chosenTown(name) {
  const chosen = document.querySelector(`input[name="${name}-geoname"][data-at]:checked`);
  return chosen ? chosen.dataset.at.split(",").map(Number) : null;
}

class Picker {
  constructor(box, topology) {
    this.L = globalThis.L;
    this.fields = inputs(box);
    this.canvas = document.createElement("div");
    this.canvas.className = "pin-canvas";
    box.prepend(this.canvas);
    this.canvas.setAttribute("role", "application");
    this.canvas.setAttribute("aria-label", box.dataset.label);
    this.map = this.L.map(this.canvas, { maxZoom: 12, zoomControl: false, scrollWheelZoom: false });
    this.L.control.zoom({ zoomInTitle: box.dataset.zoomIn, zoomOutTitle: box.dataset.zoomOut }).addTo(this.map);
    this.map.attributionControl.setPrefix("").addAttribution("Natural Earth");
    const land = globalThis.topojson.feature(topology, topology.objects.countries);
    this.L.geoJSON(land, { interactive: false, style: { className: "map-area" } }).addTo(this.map);
    const at = read(this.fields) ?? chosenTown(box.dataset.pin);
    if (at) this.map.setView(at, 9);
    else this.map.fitBounds(EUROPE);
    this.listen();
    this.show();
    this.canvas.focus();
  }

  listen() {
    this.map.on("click", ({ latlng }) => this.put(latlng));
    this.canvas.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      this.put(this.map.getCenter());
    });
    for (const field of this.fields) field.addEventListener("change", () => this.show());
  }

  put({ lat, lng }) {
    const [latitude, longitude] = this.fields;
    latitude.value = lat.toFixed(5);
    longitude.value = lng.toFixed(5);
    latitude.dispatchEvent(new Event("input", { bubbles: true }));
    this.show();
  }

  show() {
    const at = read(this.fields);
    if (!at) return;
    this.marker ??= this.L.circleMarker(at, { radius: 9, className: "map-pin", interactive: false }).addTo(this.map);
    this.marker.setLatLng(at);
    if (!this.map.getBounds().contains(at)) this.map.setView(at, Math.max(this.map.getZoom(), 7));
  }
}

document.addEventListener("click", async ({ target }) => {
  const button = target.closest?.("[data-open-map]");
  if (!button) return;
  const box = button.closest("[data-pin]");
  button.disabled = true;
  try {
    const topology = await load(box);
    button.remove();
    new Picker(box, topology);
  } catch {
    button.disabled = false; // the coordinates can be typed
    ready = undefined;
  }
});
