// The pages' search for the tests: data and queries come in as lines of JSON, what is found goes out.
const { readFileSync } = require("node:fs");
const { createInterface } = require("node:readline");

const source = process.argv.slice(2).map((path) => readFileSync(path, "utf8")).join("");
const page = { currentScript: { src: "file:///search.js" }, getElementById: () => null };
const make = new Function("document", `"use strict";${source}; return { Customers };`);
const { Customers } = make(page);
let rows = null;

const answers = {
  data: (text) => {
    const holder = {};
    new Function("globalThis", text)(holder);
    rows = new Customers(holder.kjournalCustomers);
    return rows.count;
  },
  plain: (texts) => texts.map((text) => rows.letters.plain(text)),
  search: (words) =>
    rows.search(words).map(([score, row]) => [
      score,
      rows.id(row),
      rows.found(row, words).map(({ kind, text, start, end }) => [kind, text, start, end]),
    ]),
  timed: (words) => {
    rows.patterns.clear();
    const begun = process.cpuUsage();
    rows.search(words);
    const { user, system } = process.cpuUsage(begun);
    return (user + system) / 1000; // of the processor: others may be busy on the same machine
  },
  shown: (row) => [rows.name(row), rows.page(row), rows.phones(row), ...["class", "region", "band"].map((name) => rows.get(name, row))],
};

createInterface({ input: process.stdin }).on("line", (line) => {
  const [kind, value] = JSON.parse(line);
  process.stdout.write(`${JSON.stringify(answers[kind](value))}\n`);
});
