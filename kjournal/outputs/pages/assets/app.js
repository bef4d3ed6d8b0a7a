// What makes reading easier and is never needed for it: distances beside dates, filters, a reload after a change.
"use strict";
(() => {
  const root = document.documentElement;
  const DAY = 86400000;

  // Days are counted from the journal's pinned day, else from today in the journal's time zone.
  const today = (() => {
    if (root.dataset.today) return Date.parse(root.dataset.today);
    try {
      return Date.parse(new Intl.DateTimeFormat("sv-SE", { timeZone: root.dataset.zone }).format(new Date()));
    } catch {
      return Date.parse(new Date().toISOString().slice(0, 10));
    }
  })();

  // 今天, 明天, 3天前: in the language of the page.
  const words = new Intl.RelativeTimeFormat(root.lang, { numeric: "auto" });
  const distance = (days) => {
    const far = Math.abs(days);
    if (far < 60) return words.format(days, "day");
    if (far < 700) return words.format(Math.round(days / 30.44), "month");
    return words.format(Math.round(days / 365.25), "year");
  };
  for (const time of document.querySelectorAll("time.far")) {
    const days = Math.round((Date.parse(time.dateTime) - today) / DAY);
    if (Number.isNaN(days)) continue;
    const span = document.createElement("span");
    span.className = "ago";
    span.textContent = distance(days);
    time.after(" ", span);
  }

  // On a wide screen what helps at the door stands open; on a phone a tap opens it.
  if (matchMedia("(min-width: 60rem)").matches) {
    for (const details of document.querySelectorAll(".item details:not(.near), .filters details")) details.open = true;
  }

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

  // Served by `kjournal serve`: reload when this page was made anew. From a file or another host nothing is asked.
  if (location.protocol.startsWith("http")) {
    const parts = [location.pathname, new URL("style.css", document.currentScript.src).pathname];
    const query = parts.map((path) => `path=${encodeURIComponent(decodeURIComponent(path))}`).join("&");
    let known = "";
    const ask = async () => {
      if (document.hidden) return true;
      const answer = await fetch(`/-/version?${query}`, { cache: "no-store" });
      if (!answer.ok) return false;
      const version = await answer.text();
      if (known && version !== known) location.reload();
      if (!known) notesAreElsewhere();
      known = version;
      return true;
    };
    const again = async () => {
      let goOn = true;
      try {
        goOn = await ask();
      } catch {
        goOn = known !== ""; // the server was stopped, perhaps to be started again
      }
      if (goOn) setTimeout(again, 1500);
    };
    again();
  }

  // The server gives pages and feeds, never notes: their paths are shown without a link that leads nowhere.
  function notesAreElsewhere() {
    for (const link of document.querySelectorAll("a.note")) {
      if (link.classList.contains("open")) link.remove();
      else link.removeAttribute("href");
    }
  }
})();
