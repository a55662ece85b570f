// The map of results: Leaflet over the land of static/geo, without tiles. The server answers what lies in the
// window (GeoJSON of at most some dozens of points, clusters and stacks); until then its own drawing stays.
// components/map.html holds addresses and words in data attributes; the same entries stand in the list.

import { label, merged, popupContent, sizeOf } from "./markers.js";
import { searchNear } from "./near.js";

const EUROPE = [
  [36, -10],
  [65, 29],
];
// The land that static/geo/europe.topo.json holds, less a little, so that its cut edge is never seen.
const LAND = [
  [27, -35],
  [73, 60],
];
const RIM = 13; // pixels: half of the smallest marker
const CLOSEST = 14; // the zoom at which the server names all (directory/search/maps.py)
const PAUSE = 450; // milliseconds after a movement until the list follows
const EDGE_DIGITS = 4;
const canvas = document.getElementById("map");
const figure = canvas?.closest("figure");
const words = canvas?.dataset ?? {};
const still = matchMedia("(prefers-reduced-motion: reduce)").matches;

let L;
let map;
let layer;
let request;
let source = words.map;
let markers = [];
let pause;
let hasMoved = false; // by the visitor, since the results changed
let isFollowing = false; // the list is being fetched for where the map looks: the map stays

async function loaded(address, signal) {
  const answer = await fetch(address, { signal, headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`${answer.status} from ${address}`);
  return answer.json();
}

function edges(bounds) {
  const [west, east] = [Math.max(bounds.getWest(), -180), Math.min(bounds.getEast(), 180)];
  const [south, north] = [Math.max(bounds.getSouth(), -90), Math.min(bounds.getNorth(), 90)];
  return [west, south, east, north].map((edge) => Number(edge.toFixed(EDGE_DIGITS))).join(",");
}

function windowAddress(bounds, zoom) {
  const address = new URL(source, location.href);
  address.searchParams.set("bbox", edges(bounds));
  address.searchParams.set("zoom", Math.round(zoom));
  return address;
}

// --- what a marker does ---------------------------------------------------------------------------

function icon(properties) {
  const size = sizeOf(properties);
  const { count, entries, precision } = properties;
  const coarse = count ? entries?.length && entries.every((entry) => entry.precision === "region") : precision === "region";
  const look = coarse ? " map-marker-coarse" : "";
  if (!count) return L.divIcon({ className: `map-marker map-marker-one${look}`, iconSize: [size, size] });
  const number = document.createElement("span");
  number.textContent = count.toLocaleString(document.documentElement.lang);
  return L.divIcon({ className: `map-marker${look}`, html: number, iconSize: [size, size] });
}

function zoomInto(properties, position) {
  if (properties.bbox) {
    const [west, south, east, north] = properties.bbox;
    const bounds = L.latLngBounds([south, west], [north, east]);
    const zoom = Math.min(map.getBoundsZoom(bounds, false, L.point(30, 30)), map.getMaxZoom());
    if (zoom > map.getZoom()) {
      map.setView(bounds.getCenter(), zoom, { animate: !still });
      return;
    }
  }
  map.setView(position, Math.min(map.getZoom() + 2, map.getMaxZoom()), { animate: !still });
}

function openPopup(marker, properties, byKeyboard) {
  marker.bindPopup(popupContent(properties, words), { minWidth: 200, maxWidth: 260 }).openPopup();
  const box = marker.getPopup().getElement();
  box.querySelector(".leaflet-popup-close-button")?.setAttribute("aria-label", words.close);
  if (byKeyboard) box.querySelector("a[href]:not(.leaflet-popup-close-button)")?.focus();
  marker.once("popupclose", () => {
    if (box.contains(document.activeElement)) marker.getElement()?.focus();
    marker.unbindPopup();
  });
}

function markerOf({ geometry, properties }) {
  const position = [geometry.coordinates[1], geometry.coordinates[0]];
  const marker = L.marker(position, { icon: icon(properties), title: label(properties, words), riseOnHover: true });
  const act = (byKeyboard) => {
    if (properties.count && !properties.entries) zoomInto(properties, position);
    else openPopup(marker, properties, byKeyboard);
  };
  marker.on("click", () => act(false));
  marker.on("keypress", ({ originalEvent }) => {
    if (originalEvent.key !== "Enter" && originalEvent.key !== " ") return;
    originalEvent.preventDefault();
    act(true);
  });
  marker.on("add", () => marker.getElement().setAttribute("aria-label", label(properties, words)));
  return marker;
}

// --- drawing --------------------------------------------------------------------------------------

function show(collection) {
  const hadFocus = layer.getLayers().some((marker) => marker.getElement() === document.activeElement);
  layer.clearLayers();
  const point = ({ geometry }) => map.latLngToContainerPoint(geometry.coordinates.toReversed());
  const closest = map.getZoom() >= map.getMaxZoom(); // nothing would take joined ones apart
  markers = (closest ? collection.features : merged(collection.features, point)).map(markerOf);
  for (const marker of markers) layer.addLayer(marker);
  if (hadFocus) canvas.focus({ preventScroll: true });
}

async function draw() {
  const { x, y } = map.getSize();
  if (Math.min(x, y) <= 2 * RIM) return; // it is not on the screen: in print the drawing stands for it
  if (layer.getLayers().some((marker) => marker.isPopupOpen())) return; // the map only made room for it
  request?.abort();
  request = new AbortController();
  const bounds = wholeMarkers();
  try {
    show(await loaded(windowAddress(bounds, map.getZoom()), request.signal));
  } catch (error) {
    if (error.name !== "AbortError") canvas.dataset.failed = error.message;
  }
  tellArea(bounds);
  follow();
}

// --- the list in step with the map ----------------------------------------------------------------

// The link that searches where the map looks is followed once the map has come to rest.
function follow() {
  clearTimeout(pause);
  pause = setTimeout(() => {
    const anchor = document.querySelector("#map-notes [data-search-area]");
    const isWanted = document.querySelector("[data-in-step]")?.checked && hasMoved;
    if (!anchor || !isWanted || document.querySelector(".leaflet-popup")) return;
    const bbox = (address) => new URL(address).searchParams.get("bbox");
    if (bbox(anchor.href) === bbox(location.href)) return;
    isFollowing = true;
    anchor.click();
  }, PAUSE);
}

function offerNear({ latlng, originalEvent }) {
  if (!canvas.closest(".map-figure-large") || originalEvent.target.closest(".leaflet-popup, .map-marker")) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button button-line";
  button.textContent = words.near;
  button.addEventListener("click", () => searchNear(latlng.lat, latlng.lng));
  L.popup({ minWidth: 160, autoPan: false }).setLatLng(latlng).setContent(button).openOn(map);
}

// What lies so near the edge that its marker would be cut off is not asked for.
function wholeMarkers() {
  const { x, y } = map.getSize();
  const corner = (left, top) => map.containerPointToLatLng([left, top]);
  return L.latLngBounds(corner(RIM, RIM), corner(x - RIM, y - RIM));
}

// htmx follows a link to where it led when the page was read.
document.addEventListener("htmx:configRequest", ({ detail, target }) => {
  if (target.matches("a[data-search-area]")) detail.path = target.href;
});

// Who wants to search where the map looks: a link with data-search-area gets the window as its bbox.
function tellArea(bounds) {
  const bbox = edges(bounds);
  for (const anchor of document.querySelectorAll("a[data-search-area]")) {
    const address = new URL(anchor.href);
    address.searchParams.set("bbox", bbox);
    address.searchParams.delete("page");
    address.search = address.search.replaceAll("%2C", ",").replaceAll("%3A", ":"); // as the server writes it
    anchor.href = address;
  }
  document.dispatchEvent(new CustomEvent("map-moved", { detail: { bbox } }));
}

function build(topology) {
  const summary = figure.querySelector(".map-drawing svg")?.getAttribute("aria-label") ?? "";
  figure.classList.add("is-live");
  canvas.setAttribute("role", "region");
  canvas.setAttribute("aria-label", `${words.label}. ${summary}`.trim());
  map = L.map(canvas, {
    maxZoom: CLOSEST,
    scrollWheelZoom: canvas.closest(".map-figure-large") !== null,
    zoomControl: false,
    zoomAnimation: !still,
    fadeAnimation: !still,
    markerZoomAnimation: !still,
    maxBounds: LAND,
    maxBoundsViscosity: 1,
  });
  map.setMinZoom(map.getBoundsZoom(LAND, true));
  L.control.zoom({ zoomInTitle: words.zoomIn, zoomOutTitle: words.zoomOut }).addTo(map);
  map.attributionControl.setPrefix("").addAttribution("Natural Earth");
  const land = globalThis.topojson.feature(topology, topology.objects.countries);
  L.geoJSON(land, { interactive: false, style: { className: "map-area" } }).addTo(map);
  layer = L.layerGroup().addTo(map);
  fit();
  map.on("moveend", draw);
  map.on("click", offerNear);
  for (const name of ["pointerdown", "keydown", "wheel"]) {
    canvas.addEventListener(name, () => (hasMoved = true), { passive: true });
  }
  canvas.addEventListener("keydown", (event) => {
    if (event.key === "Escape") map.closePopup();
  });
}

// data-bounds ("west,south,east,north") is where the results are; without it the map shows Europe.
function fit() {
  const results = document.getElementById("results");
  const given = ((results ?? canvas).dataset[results ? "mapBounds" : "bounds"] ?? "").split(",").map(Number);
  const [west, south, east, north] = given;
  const known = given.length === 4 && given.every(Number.isFinite);
  const bounds = known
    ? [
        [south, west],
        [north, east],
      ]
    : EUROPE;
  map.fitBounds(bounds, { animate: false, maxZoom: known ? CLOSEST : 8 });
}

// --- list and map point at each other -----------------------------------------------------------

function pointAt(hit) {
  for (const marker of markers) marker.getElement()?.classList.remove("is-near");
  if (!hit || !map) return;
  const [latitude, longitude] = hit.dataset.position.split(",").map(Number);
  const point = map.latLngToContainerPoint([latitude, longitude]);
  const distance = (marker) => point.distanceTo(map.latLngToContainerPoint(marker.getLatLng()));
  const nearest = markers.toSorted((a, b) => distance(a) - distance(b))[0];
  if (nearest && distance(nearest) < 60) nearest.getElement()?.classList.add("is-near");
}

function listenToList() {
  for (const name of ["pointerover", "focusin"]) {
    document.addEventListener(name, ({ target }) => {
      const hit = target.closest?.("[data-position]");
      if (hit || target.closest?.(".hits")) pointAt(hit);
    });
  }
  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-search-near]")) return;
    event.preventDefault();
    const { lat, lng } = map.getCenter();
    searchNear(lat, lng);
  });
  document.addEventListener("results-changed", () => {
    source = document.getElementById("results")?.dataset.mapUrl ?? source;
    hasMoved = false;
    if (isFollowing) {
      isFollowing = false;
      tellArea(wholeMarkers());
      return;
    }
    map.closePopup();
    map.off("moveend", draw);
    fit();
    map.on("moveend", draw);
    draw();
  });
}

async function start() {
  const style = document.createElement("link");
  style.rel = "stylesheet";
  style.href = words.style;
  const styled = new Promise((resolve, reject) => {
    style.addEventListener("load", resolve);
    style.addEventListener("error", reject);
  });
  document.head.prepend(style); // before our own styles, which have the last word
  const [topology] = await Promise.all([
    loaded(words.topology),
    styled,
    import("../vendor/leaflet-1.9.4/leaflet.js"),
    import("../vendor/topojson-client-3.1.0/topojson-client.min.js"),
  ]);
  L = globalThis.L;
  build(topology);
  listenToList();
  await draw();
}

if (source) {
  const watcher = new IntersectionObserver(
    (entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      watcher.disconnect();
      start();
    },
    { rootMargin: "200px" },
  );
  watcher.observe(figure);
}
