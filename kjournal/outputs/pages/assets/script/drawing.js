// What was found, drawn with the marks that the page holds in a template.
const PAGE = 200;

function part(name, css, text) {
  const made = document.createElement(name);
  if (css) made.className = css;
  made.textContent = text;
  return made;
}

function filled(template, all, row, words) {
  const node = template.content.firstElementChild.cloneNode(true);
  const slot = (name) => node.querySelector(`[data-is=${name}]`);
  const put = (name, ...parts) => slot(name)?.append(...parts.filter(Boolean));
  const get = (name) => all.get(name, row);
  const bands = JSON.parse(template.dataset.bands);
  const found = all.found(row, words);
  const day = (name, more) => {
    if (!get(name)) return slot(name)?.replaceChildren();
    const time = part("time", "far", get(name));
    time.dateTime = get(name);
    return put(name, time, " ", part("small", "", get(more)));
  };
  const link = slot("name");
  link.href = all.page(row);
  link.append(...marked(all.name(row), found.filter((one) => one.kind === "name")));
  node.classList.toggle("closed", all.closed.has(get("status")));
  if (!get("stale")) slot("stale").remove();
  if (get("grade")) {
    const grade = part("span", `grade grade-${get("grade").toLowerCase()}`, get("grade"));
    grade.title = template.dataset.grade;
    put("grade", grade);
  }
  if (get("band")) put("band", part("span", `band band-${bands[get("band")] ?? "fine"}`, get("band")));
  put("about", [get("unit"), get("class")].filter(Boolean).join(" · "));
  if (get("status") && get("status") !== "合作") put("about", " ", part("span", "chip", get("status")));
  for (const tag of all.field(row, "tag")) put("about", " ", part("span", "chip tag", tag.text));
  put("town", get("region").split("/").pop());
  put("place", [get("region").split("/").pop(), get("rep")].filter(Boolean).join(" · "));
  put("rep", get("rep"));
  day("last", "channel");
  day("next", "what");
  for (const [shown, dial] of all.phones(row)) {
    const phone = part(dial ? "a" : "span", "tel", shown);
    if (dial) phone.href = `tel:${dial}`;
    put("phones", phone);
  }
  put("why", ...reasons(found, JSON.parse(template.dataset.kinds)));
  if (!slot("why").childNodes.length) slot("why").remove();
  return node;
}

// What was found elsewhere than in the name.
function reasons(found, kinds) {
  const fields = new Map();
  for (const one of found) {
    const key = `${one.kind} ${one.text}`;
    if (one.kind !== "name") fields.set(key, [...(fields.get(key) ?? []), one]);
  }
  return [...fields.values()].map((ones) => {
    const made = part("span", "reason", `${kinds[ones[0].kind]} `);
    made.append(...marked(ones[0].text, ones));
    return made;
  });
}

// A text with what was found in it marked.
function marked(text, found) {
  const chars = Array.from(text);
  const on = chars.map((_, at) => found.some(({ start, end }) => start <= at && at < end));
  const made = [];
  chars.forEach((char, at) => {
    if (at && on[at] === on[at - 1]) made.at(-1).textContent += char;
    else made.push(on[at] ? part("mark", "", char) : document.createTextNode(char));
  });
  return made;
}

// Shows a list a page at a time: `draw` makes the nodes of some rows.
function paged(rows, button, draw) {
  let shown = 0;
  const more = () => {
    draw(rows.slice(shown, shown + PAGE));
    shown += PAGE;
    button.hidden = shown >= rows.length;
    button.textContent = button.dataset.text.replace("{count}", Math.min(PAGE, rows.length - shown));
  };
  button.onclick = more;
  more();
}

const said = (text, count, total) => text.replace("{count}", count).replace("{total}", total);
const typed = (text) => text.split(/\s+/).filter(Boolean);
// Distances stand beside days that were added as well.
const drawn = (node) => node.dispatchEvent(new Event("drawn", { bubbles: true }));

// What was typed stays in the address while one goes to a customer and back.
function kept(values) {
  const chosen = new URLSearchParams(values.filter(([, value]) => value)).toString();
  try {
    history.replaceState(null, "", chosen ? `#${chosen}` : location.href.split("#")[0]);
  } catch {
    // some browsers forbid it from a file
  }
}
