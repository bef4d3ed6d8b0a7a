// The list of customers: words, filters and an order, over all of them whichever part of the list is open.
const KEYS = ["rep", "region", "class", "grade", "band", "status"];
const form = document.getElementById("filters");
if (form && document.getElementById("found")) filters();

function filters() {
  const byId = (id) => document.getElementById(id);
  const all = customers();
  const chosen = (name) => form.elements[name].value;

  function orders(rows) {
    const by = {
      town: (row) => [rows.codes.region[row], +rows.closed.has(rows.get("status", row)), rows.codes.grade[row]],
      band: (row) => [rows.codes.band[row], rows.get("last", row) || "9"],
      grade: (row) => [rows.codes.grade[row], rows.codes.band[row]],
      next: (row) => [rows.get("next", row) || "9"],
      last: (row) => [rows.get("last", row)],
    };
    const title = (row) => rows.get("unit", row) || rows.name(row);
    const compare = new Intl.Collator(document.documentElement.lang).compare;
    return (found, name) => {
      if (name === "name") return found.map((row) => [rows.name(row), row]).sort((a, b) => compare(a[0], b[0]) || a[1] - b[1]).map(([, row]) => row);
      const keyed = found.map((row) => [...by[name || "town"](row), ...(name ? [] : [title(row)]), row]);
      keyed.sort((a, b) => {
        const at = a.findIndex((key, n) => key !== b[n]);
        return at < 0 ? 0 : a[at] < b[at] ? -1 : 1;
      });
      return keyed.map((key) => key.at(-1));
    };
  }

  // A region holds what lies in it.
  const inside = (path, wanted) => `/${path}/`.includes(`/${wanted}/`);
  const fits = (rows, row, wanted) =>
    wanted.every(([name, value]) =>
      name === "tag" ? rows.tagged(row, value) : name === "region" ? inside(rows.get(name, row), value) : rows.get(name, row) === value,
    );

  function show(rows, order) {
    const words = typed(chosen("words"));
    const wanted = [...KEYS, "tag"].map((name) => [name, chosen(name)]).filter(([, value]) => value);
    const by = chosen("order");
    const any = words.length || wanted.length || by;
    byId("everyone").hidden = any;
    byId("found").hidden = !any;
    kept([...new FormData(form)]);
    if (!any) return;
    let found = words.length ? rows.search(words).map(([, row]) => row) : Array.from(rows.keys, (_, row) => row);
    found = found.filter((row) => fits(rows, row, wanted));
    if (by || !words.length) found = order(found, by);
    const names = wanted.map(([name]) => form.elements[name].selectedOptions[0].text);
    byId("tells").textContent = [said(byId("tells").dataset.text, found.length, rows.count), ...names].join(" · ");
    byId("none").hidden = found.length > 0;
    draw(rows, found, words, !by && !words.length);
  }

  function draw(rows, found, words, towns) {
    const table = byId("found").querySelector("table");
    for (const body of [...table.tBodies]) body.remove();
    table.hidden = !found.length;
    table.classList.toggle("by-town", towns);
    let last = null;
    paged(found, byId("more"), (some) => {
      const body = table.appendChild(document.createElement("tbody"));
      for (const row of some) {
        const region = rows.get("region", row);
        if (towns && region !== last) body.append(town(region));
        last = region;
        body.append(filled(byId("row"), rows, row, words));
      }
      drawn(body);
    });
  }

  function town(region) {
    const node = byId("town").content.firstElementChild.cloneNode(true);
    const cell = node.firstElementChild;
    cell.textContent = region.split("/").pop() || cell.dataset.none;
    return node;
  }

  // The choices are what there is; a filter with one choice is none.
  function offer(rows) {
    for (const name of KEYS) if (name !== "region") choices(name, rows.words[name].map((word) => [word, word]));
    choices("tag", rows.tags());
    const paths = rows.words.region.filter(Boolean);
    const above = [...new Set(paths.map((path) => path.replace(/\/?[^/]*$/, "")))];
    const select = form.elements.region;
    for (const over of above) {
      const here = paths.filter((path) => path.replace(/\/?[^/]*$/, "") === over).map((path) => [path, path.split("/").pop()]);
      if (above.length === 1) choices("region", here);
      else {
        const name = over.split("/").pop();
        const group = document.createElement("optgroup");
        group.label = name || "–";
        if (over && !paths.includes(over)) here.unshift([over, select.dataset.all.replace("{region}", name)]);
        group.append(...here.map(option));
        select.append(group);
        select.closest("label").hidden = false;
      }
    }
  }
  const option = ([value, text]) => new Option(text, value);
  function choices(name, pairs) {
    const words = pairs.filter(([value]) => value);
    form.elements[name].append(...words.map(option));
    form.elements[name].closest("label").hidden = words.length < 2;
  }

  // From the address: what was chosen before, or what another page asks for.
  function restore() {
    for (const [name, value] of new URLSearchParams(location.hash.slice(1))) {
      const field = form.elements[name];
      if (!field) continue;
      field.value = value;
      if (field.options && field.selectedIndex < 0) {
        field.value = [...field.options].find((one) => one.value.endsWith(`/${value}`))?.value ?? "";
      }
    }
  }

  form.addEventListener("submit", (event) => event.preventDefault());
  form.elements.words.value = new URLSearchParams(location.hash.slice(1)).get("words") ?? "";
  form.hidden = false;
  all.then((rows) => {
    const order = orders(rows);
    let waiting = 0;
    const soon = () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => show(rows, order), 60);
    };
    offer(rows);
    restore();
    show(rows, order);
    form.addEventListener("input", soon);
    form.addEventListener("reset", soon);
  });
}
