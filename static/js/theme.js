// Runs before the first paint, so that a page never flashes in the wrong colours. The choice lies in the browser only.
(() => {
  const root = document.documentElement;
  root.classList.add("with-script");
  try {
    const chosen = localStorage.getItem("theme");
    if (chosen === "light" || chosen === "dark") root.dataset.theme = chosen;
  } catch {
    // Storage is switched off: the system's preference stands.
  }
})();
