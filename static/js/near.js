// Where somebody wants to look around: the browser's position, on request only, and rounded before it is sent.

const LONGEST = 10_000; // milliseconds
const OLDEST = 600_000;
const DIGITS = 2; // of a degree: about 1 km
const PROBLEMS = { 1: "denied", 2: "unknown", 3: "late" }; // GeolocationPositionError.code

const form = () => document.getElementById("filters");

// Looks around a place instead of in a part of the map.
export function searchNear(latitude, longitude) {
  document.getElementById("near").value = `${latitude.toFixed(DIGITS)},${longitude.toFixed(DIGITS)}`;
  forgetArea();
  form().requestSubmit();
}

function forgetArea() {
  for (const field of document.querySelectorAll("input[name=bbox][form=filters]")) field.remove();
}

function locate(button) {
  const say = (word) => {
    document.querySelector("[data-locate-status]").textContent = word ? button.dataset[word] : "";
  };
  if (!navigator.geolocation) {
    say("unknown");
    return;
  }
  say("asking");
  navigator.geolocation.getCurrentPosition(
    ({ coords }) => {
      say("");
      searchNear(coords.latitude, coords.longitude);
    },
    ({ code }) => say(PROBLEMS[code] ?? "unknown"),
    { timeout: LONGEST, maximumAge: OLDEST, enableHighAccuracy: false },
  );
}

document.addEventListener("click", ({ target }) => {
  const button = target.closest("[data-locate]");
  if (button) locate(button);
});
document.addEventListener("input", ({ target }) => {
  if (target.id === "near") forgetArea();
});
