// What a customer shares with many, in the order in which rows.py has it; the region without its town.
const SHARED = ["region", "class", "rep", "grade", "status"];
const MARKED = { rep: "R" };

// All customers, as search-data.js has them.
class Customers {
  constructor(data) {
    this.letters = alphabet(data.alphabet);
    this.keys = data.keys ? data.keys.split("\n") : [];
    this.texts = data.texts.split("\n");
    this.stems = data.stems.split("\n");
    this.numbers = data.calls.split("\n");
    this.words = data.words;
    this.closed = new Set(data.closed ?? []);
    this.codes = {};
    for (const [name, column] of Object.entries(data.columns)) {
      this.codes[name] = Uint32Array.from(codes(column), (code) => (code < 0xe000 ? code : code - 0x800) - 0x30);
    }
    this.patterns = new Map();
    this.about = {};
    for (const kind of SHARED) {
      this.about[kind] = this.words[kind].map((word) =>
        (kind === "region" ? word.split("/").slice(0, -1) : [word])
          .filter(Boolean)
          .map((text) => ({ kind, mark: MARKED[kind], keys: this.letters.plain(text), text })),
      );
    }
  }

  get count() {
    return this.keys.length;
  }

  get(name, row) {
    return this.words[name][this.codes[name][row]];
  }

  // The fields of a row: kind, plain text, and as written.
  fields(row) {
    const written = this.texts[row].split("\t");
    const own = Array.from(this.keys[row].matchAll(/([NAYICPTG])([^NAYICPTG]*)/g), ([, mark, keys], at) => ({
      kind: KINDS[mark],
      mark,
      keys,
      text: written[at] || keys,
    }));
    return own.concat(...SHARED.map((kind) => this.about[kind][this.codes[kind][row]]));
  }

  field(row, kind) {
    return this.fields(row).filter((field) => field.kind === kind);
  }

  name(row) {
    return this.written(row, 0);
  }

  written(row, at) {
    return this.fields(row)[at].text;
  }

  id(row) {
    return this.field(row, "id")[0].text;
  }

  page(row) {
    return `customers/${encodeURIComponent(this.stems[row] || this.id(row))}.html`;
  }

  // The numbers to call, each as shown and as a telephone dials it.
  phones(row) {
    const told = this.numbers[row];
    const shown = told ? told.split("\t") : this.field(row, "phone").slice(0, 1).map((field) => field.text);
    return shown
      .filter((text) => text !== "-")
      .map((text) => [text, (text.match(/\+?\d[\d\- ()（）]{5,}\d/)?.[0] ?? "").replace(/[^\d+]/g, "")]);
  }

  tagged(row, tag) {
    return this.keys[row].split(/(?=[A-Z])/).includes(`G${tag}`);
  }

  // All tags, as written first.
  tags() {
    const found = new Map();
    this.keys.forEach((keys, row) => {
      if (keys.includes("G")) for (const { keys: plain, text } of this.field(row, "tag")) found.has(plain) || found.set(plain, text);
    });
    return [...found].sort((a, b) => (a[1] < b[1] ? -1 : 1));
  }

  // One automaton a word, kept while somebody types.
  asked(words) {
    if (this.patterns.size > 200) this.patterns.clear();
    return words
      .map((word) => {
        if (!this.patterns.has(word)) this.patterns.set(word, new Pattern(this.letters, word));
        return this.patterns.get(word);
      })
      .filter((pattern) => pattern.end);
  }

  // The best score of a row: of its own fields, and of what it shares with many, worked out once a word.
  score(pattern, row) {
    let best = pattern.score(this.keys[row]);
    for (const kind of SHARED) {
      pattern.shared[kind] ??= this.about[kind].map((fields) => Math.min(NONE, ...fields.map((field) => pattern.field(field))));
      best = Math.min(best, pattern.shared[kind][this.codes[kind][row]]);
    }
    return best;
  }

  // The rows that have all words, best first, then by id.
  search(words) {
    const patterns = this.asked(words);
    const found = [];
    if (!patterns.length) return found;
    this.keys.forEach((_, row) => {
      let total = 0;
      for (const pattern of patterns) {
        const score = this.score(pattern, row);
        if (score === NONE) return;
        total += score;
      }
      found.push([total, row]);
    });
    return found.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  }

  // For each word the field that fits best, and what to mark in it.
  found(row, words) {
    return this.asked(words).map((pattern) => {
      let best = null;
      let least = NONE + 1;
      for (const field of this.fields(row)) {
        const score = pattern.field(field);
        if (score < least) [best, least] = [field, score];
      }
      const whole = [0, Array.from(best.text).length];
      const [start, end] = best.kind === "pinyin" ? whole : this.span(best.text, ...pattern.place(best.keys)) ?? whole;
      return { kind: best.kind, text: best.text, start, end };
    });
  }

  // Where the characters `start` to `end` of the plain text stand in the text.
  span(text, start, end) {
    const ends = [];
    let sum = 0;
    for (const char of text) ends.push((sum += codes(this.letters.plain(char)).length));
    if (sum === 0 || sum !== codes(this.letters.plain(text)).length) return null;
    return [ends.findIndex((count) => count > start), ends.findIndex((count) => count >= end) + 1];
  }
}

const beside = new URL("search-data.js", document.currentScript.src);
let coming = null;
// The data is a script of its own, asked for once the page stands.
function customers() {
  coming ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = beside;
    script.onload = () => resolve(new Customers(globalThis.kjournalCustomers));
    script.onerror = reject;
    document.head.append(script);
  });
  return coming;
}
