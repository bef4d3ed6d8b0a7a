// Whose day was looked at last is shown first, on this device.
(() => {
  const chips = [...document.querySelectorAll(".today .jump a[href^='#']")];
  if (!chips.length) return;
  const KEY = "kjournal-today-rep";
  const show = (id) => {
    for (const rep of document.querySelectorAll(".rep")) rep.classList.toggle("chosen", rep.id === id);
    const chosen = document.querySelector(".rep.chosen");
    for (const chip of chips) {
      const own = chosen ? decodeURIComponent(chip.hash.slice(1)) === id : chip.classList.contains("everybody");
      if (own) chip.setAttribute("aria-current", "true");
      else chip.removeAttribute("aria-current");
    }
  };
  const asked = () => decodeURIComponent(location.hash.slice(1));
  let known = "";
  try {
    known = localStorage.getItem(KEY) ?? "";
  } catch {
    // a browser that keeps nothing for files
  }
  show(asked() || known);
  addEventListener("hashchange", () => {
    show(asked());
    try {
      localStorage.setItem(KEY, asked());
    } catch {
      // nothing is kept
    }
  });
})();
