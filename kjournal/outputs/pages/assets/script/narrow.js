// Lists of promises, money and the like: only the rows of the customers that are asked for. Without words the list is whole.
const narrow = document.getElementById("narrow");
if (narrow) narrowing();

function narrowing() {
  const tells = document.getElementById("tells");
  const told = document.getElementById("narrowed");
  const chosen = (name) => narrow.elements[name].value.trim();
  const cell = (row, name) => row.querySelector(`td.at-${name}`)?.textContent.trim() ?? "";
  const stem = (link) => decodeURIComponent((link?.getAttribute("href") ?? "").split("/").pop().replace(/\.html.*$/, ""));
  const tables = [...document.querySelectorAll("table.report")].filter((table) => table.querySelector("td.is-who"));
  const lines = tables.flatMap((table) =>
    [...table.tBodies[0].rows].map((row) => ({
      row,
      who: stem(row.querySelector("td.is-who a")),
      rep: cell(row, "rep"),
      town: cell(row, "town"),
    })),
  );

  // What the table does not say of a row is asked of its customer.
  function completed(rows) {
    const places = new Map(rows.keys.map((_, row) => [rows.stems[row] || rows.id(row), row]));
    for (const line of lines) {
      const at = places.get(line.who);
      line.plain = rows.letters.plain(line.row.textContent);
      if (at === undefined) continue;
      line.rep ||= rows.get("rep", at);
      line.town ||= rows.get("region", at).split("/").pop();
    }
    offer("town");
  }

  // The customers that a word finds, as it does in the list of customers.
  const known = (rows, word) => new Set(rows.search([word]).map(([, row]) => rows.stems[row] || rows.id(row)));

  function show(rows) {
    const words = typed(chosen("words")).map((word) => ({ plain: rows.letters.plain(word), who: known(rows, word) }));
    const fits = (line) =>
      ["rep", "town"].every((name) => !chosen(name) || line[name] === chosen(name)) &&
      words.every(({ plain, who }) => who.has(line.who) || (plain && line.plain.includes(plain)));
    const any = words.length || chosen("rep") || chosen("town");
    let count = 0;
    for (const line of lines) {
      line.row.hidden = any && !fits(line);
      count += !line.row.hidden;
    }
    for (const table of tables) {
      table.closest("section").hidden = any && [...table.tBodies[0].rows].every((row) => row.hidden);
      if (table.tFoot) table.tFoot.hidden = any; // it adds up all of them
    }
    told.hidden = !any;
    tells.textContent = any ? said(tells.dataset.text, count, lines.length) : "";
    if (any || location.hash.includes("=")) kept([...new FormData(narrow)]);
  }

  // The choices are what there is; a filter with one choice is none.
  function offer(name) {
    const select = narrow.elements[name];
    const there = new Set([...select.options].map((one) => one.value));
    const words = new Set(lines.map((line) => line[name]).filter((word) => word && !there.has(word)));
    select.append(...[...words].sort().map((word) => new Option(word)));
    select.closest("label").hidden = select.options.length < 3;
  }

  let waiting = 0;
  let ready = null;
  const soon = () => {
    clearTimeout(waiting);
    ready ??= customers().then((rows) => {
      completed(rows);
      return rows;
    });
    waiting = setTimeout(() => ready.then(show), 60);
  };
  offer("rep");
  offer("town");
  narrow.hidden = lines.length < 2;
  narrow.addEventListener("submit", (event) => event.preventDefault());
  narrow.addEventListener("focusin", soon, { once: true });
  narrow.addEventListener("input", soon);
  narrow.addEventListener("reset", soon);
  const before = [...new URLSearchParams(location.hash.slice(1))].filter(([name, value]) => value && narrow.elements[name]);
  for (const [name, value] of before) {
    const field = narrow.elements[name];
    if (field.options && ![...field.options].some((one) => one.value === value)) field.append(new Option(value));
    field.value = value;
  }
  if (before.length) soon();
}
