// Whose day was looked at last is shown first, on this device; what is told on top is told of that day alone.
(() => {
  const chips = [...document.querySelectorAll(".today .jump a[href^='#']")];
  if (!chips.length) return;
  const KEY = "kjournal-today-rep";
  const hero = document.querySelector(".hero");
  const everybody = hero.cloneNode(true);
  const tell = (own) => {
    const from = own ? own.content : everybody;
    for (const part of [".told", ".tiles"]) hero.querySelector(part).replaceWith(from.querySelector(part).cloneNode(true));
    hero.className = own ? `hero state-${own.dataset.state}` : everybody.className;
  };
  const show = (id) => {
    for (const rep of document.querySelectorAll(".rep")) rep.classList.toggle("chosen", rep.id === id);
    const chosen = document.querySelector(".rep.chosen");
    tell(chosen?.querySelector("template.own"));
    for (const chip of chips) {
      const own = chosen ? decodeURIComponent(chip.hash.slice(1)) === id : chip.classList.contains("everybody");
      if (own) chip.setAttribute("aria-current", "true");
      else chip.removeAttribute("aria-current");
    }
  };
  const asked = () => decodeURIComponent(location.hash.slice(1));
  // Some addresses lead to a block of a day, which chooses nobody.
  const chooses = () => chips.some((chip) => decodeURIComponent(chip.hash.slice(1)) === asked());
  let known = "";
  try {
    known = localStorage.getItem(KEY) ?? "";
  } catch {
    // a browser that keeps nothing for files
  }
  show(chooses() ? asked() : known);
  addEventListener("hashchange", () => {
    if (location.hash && !chooses()) return;
    show(asked());
    try {
      localStorage.setItem(KEY, asked());
    } catch {
      // nothing is kept
    }
  });
})();
