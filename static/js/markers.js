// The marks on the map of results: which are drawn, how large, and what they say. A feature has the properties of one
// entry (title, url, kind, place), of several in one place (count, entries, place) or of a cluster (count, bbox, town).

const SMALL = 24; // pixels: the least that a finger hits (WCAG 2.5.8)
const LARGE = 50;
const AIR = 2;

const asNumber = (value) => value.toLocaleString(document.documentElement.lang);
const say = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");

export function sizeOf({ count }) {
  return count ? Math.round(Math.min(LARGE, 28 + Math.sqrt(count) * 2.4)) : SMALL;
}

function boxOf({ geometry, properties }) {
  const [longitude, latitude] = geometry.coordinates;
  return properties.bbox ?? [longitude, latitude, longitude, latitude];
}

// A larger mark takes in a smaller one that it would cover; it becomes a cluster around both.
function joined(large, small) {
  const [one, other] = [boxOf(large), boxOf(small)];
  const bbox = [0, 1, 2, 3].map((edge) => (edge < 2 ? Math.min : Math.max)(one[edge], other[edge]));
  const count = (large.properties.count ?? 1) + (small.properties.count ?? 1);
  const { town, place, entries } = large.properties;
  return { ...large, properties: { count, bbox, town: town ?? place ?? entries?.[0]?.place } };
}

// The features with those that would cover each other joined; `point` gives a feature's place in pixels.
export function merged(features, point) {
  const size = (feature) => sizeOf(feature.properties);
  const kept = [];
  for (const feature of features.toSorted((a, b) => size(b) - size(a))) {
    const place = point(feature);
    // Fingers and checkers take a mark as the square around it.
    const covers = (other) => {
      const { x, y } = point(other).subtract(place);
      return Math.max(Math.abs(x), Math.abs(y)) < (size(other) + size(feature)) / 2 + AIR;
    };
    const index = kept.findIndex(covers);
    if (index < 0) kept.push(feature);
    else kept[index] = joined(kept[index], feature);
  }
  return kept;
}

function commonPlace(entries = []) {
  const places = new Set(entries.map(({ place }) => place));
  return places.size === 1 ? [...places][0] : "";
}

// What a mark is called: it is read out, and shown when it is pointed at.
export function label({ count, entries, place = entries?.[0]?.place, title, town }, words) {
  if (!count) return place ? say(words.one, { title, place }) : title;
  const several = town ? words.around : words.many;
  const sentence = say(entries ? words.here : several, { n: asNumber(count), town });
  return place ? `${sentence}: ${place}` : sentence;
}

function linkTo(url, text) {
  const anchor = document.createElement("a");
  anchor.href = url;
  anchor.dir = "auto";
  anchor.textContent = text;
  return anchor;
}

function howFar(km, words) {
  return km < 1 ? words.nearby : say(words.away, { km: asNumber(Math.round(km)) });
}

// How far it is, and that its point is not its place, where that is so.
function remarks({ distance_km: km, precision }, words) {
  return [...(km === undefined ? [] : [howFar(km, words)]), ...(precision === "region" ? [words.coarse] : [])].join(" · ");
}

function listItem(entry, words) {
  const item = document.createElement("li");
  item.append(linkTo(entry.url, entry.title));
  const more = remarks(entry, words);
  if (more) item.append(textElement("small", more));
  return item;
}

function textElement(name, text) {
  const element = document.createElement(name);
  element.textContent = text;
  return element;
}

// The entry, or the entries of one place, as links.
export function popupContent(properties, words) {
  const { count, entries, url } = properties;
  const place = properties.place ?? commonPlace(entries);
  const box = document.createElement("div");
  const list = document.createElement("ul");
  const shown = entries ?? [properties];
  list.append(...shown.map((entry) => listItem(entry, words)));
  if (place) box.append(textElement("h3", place));
  box.append(list);
  if (count > shown.length) {
    const all = document.createElement("p");
    all.append(linkTo(url, say(words.all, { n: asNumber(count) })));
    box.append(all);
  }
  return box;
}
