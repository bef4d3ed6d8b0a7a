// The search page: what is found while one types.
const ask = document.getElementById("ask");
if (ask && document.getElementById("hits")) searching();

function searching() {
  const byId = (id) => document.getElementById(id);
  const input = ask.elements.q;
  const list = byId("hits");
  const tells = byId("tells");
  let now = () => {}; // shows what is found for what was typed last
  const wanted = () => new URLSearchParams(location.hash.slice(1)).get("q") ?? "";

  function show(rows) {
    const words = typed(input.value);
    const found = rows.search(words).map(([, row]) => row);
    kept([["q", input.value.trim()]]);
    list.replaceChildren();
    tells.textContent = !words.length ? "" : found.length ? said(tells.dataset.text, found.length, rows.count) : tells.dataset.none;
    byId("how").hidden = words.length > 0;
    paged(found, byId("more"), (some) => {
      list.append(...some.map((row) => filled(byId("row"), rows, row, words)));
    });
  }

  // The arrow keys go from the words to what was found, and back.
  function walk(event) {
    if (event.key === "Enter" && document.activeElement === input && !event.isComposing) now();
    const links = [input, ...list.querySelectorAll("a.who")];
    const at = links.indexOf(document.activeElement);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
    if (step && at >= 0 && links[at + step]) links[at + step].focus();
    else if (event.key === "Enter" && at === 0 && links[1]) links[1].click();
    else if ((event.key === "/" && at !== 0) || (event.key === "Escape" && at > 0)) input.select();
    else return;
    event.preventDefault();
  }

  ask.addEventListener("submit", (event) => event.preventDefault());
  document.addEventListener("keydown", walk);
  input.value = wanted();
  ask.hidden = false;
  byId("without")?.remove();
  input.focus({ preventScroll: true });
  customers().then((rows) => {
    let waiting = 0;
    now = () => {
      clearTimeout(waiting);
      show(rows);
    };
    now();
    input.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(now, 40);
    });
    addEventListener("hashchange", () => {
      if (wanted() === input.value.trim()) return;
      input.value = wanted();
      now();
    });
  });
}
