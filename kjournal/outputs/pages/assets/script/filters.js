// The list of customers: filters and order.
(() => {
  const root = document.documentElement;
  const form = document.getElementById("filters");
  if (form) filters(form, document.getElementById("customers"));

  function filters(form, table) {
    const towns = [...table.tBodies];
    const rows = [...table.querySelectorAll("tr.row")];
    const home = new Map(rows.map((row) => [row, row.parentNode]));
    const text = new Map(
      rows.map((row) => [row, `${row.textContent} ${row.dataset.also} ${row.dataset.region}`.toLowerCase()]),
    );
    const day = (row, cell) => row.querySelector(`td.${cell} time`)?.dateTime ?? "";
    const keys = {
      band: (row) => row.dataset.n.slice(1) + (day(row, "last") || "9"),
      grade: (row) => row.dataset.n,
      next: (row) => day(row, "next") || "9",
      last: (row) => day(row, "last"),
      name: (row) => row.querySelector("td.name a").textContent,
    };
    const flat = document.createElement("tbody");
    table.append(flat);
    const names = ["rep", "region", "class", "grade", "band", "status"].filter((name) => form.elements[name]);

    const order = (by) => {
      const compare = new Intl.Collator(root.lang).compare;
      if (!by) for (const row of rows) home.get(row).append(row);
      else flat.append(...[...rows].sort((a, b) => compare(keys[by](a), keys[by](b))));
    };
    const show = () => {
      const wanted = form.elements.words.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
      let shown = 0;
      for (const row of rows) {
        const fits =
          names.every((name) => !form.elements[name].value || row.dataset[name] === form.elements[name].value) &&
          wanted.every((word) => text.get(row).includes(word));
        row.hidden = !fits;
        shown += fits;
      }
      for (const town of towns) {
        const here = [...town.querySelectorAll("tr.row:not([hidden])")].length;
        town.hidden = !here;
        town.querySelector(".count").textContent = here;
      }
      document.getElementById("shown").textContent = shown;
      document.getElementById("none").hidden = shown > 0;
    };
    // What was chosen stays while one goes to a customer and back.
    const keep = () => {
      const chosen = new URLSearchParams([...new FormData(form)].filter(([, value]) => value)).toString();
      try {
        history.replaceState(null, "", chosen ? `#${chosen}` : location.pathname);
      } catch {
        // some browsers forbid it from a file
      }
    };
    for (const [name, value] of new URLSearchParams(location.hash.slice(1))) {
      if (form.elements[name]) form.elements[name].value = value;
    }
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("input", (event) => {
      if (event.target.name === "order") order(event.target.value);
      show();
      keep();
    });
    form.hidden = false;
    order(form.elements.order.value);
    show();
  }
})();
