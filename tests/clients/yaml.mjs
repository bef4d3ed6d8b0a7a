// Reads YAML 1.2 documents, one JSON string a line, and prints what each says with every scalar a string: a text, or
// ["list", …], or ["map", [key, value], …]; null where it is none, or has what no note may hold: anchors, aliases, tags, merge keys, keys that are no name.
import { createInterface } from "node:readline";
import { isAlias, isMap, isScalar, isSeq, parseDocument } from "yaml";

const OPTIONS = { schema: "failsafe", version: "1.2", strict: true, uniqueKeys: true };

function said(node) {
  if (node === null) return "";
  if (isAlias(node) || node.anchor || node.tag) throw new Error("no plain node");
  if (isScalar(node)) return node.value ?? "";
  if (isSeq(node)) return ["list", ...node.items.map(said)];
  if (isMap(node)) return ["map", ...node.items.map(({ key, value }) => [name(key), said(value)])];
  throw new Error("another kind of node");
}

function name(key) {
  if (!isScalar(key) || !key.value || key.anchor || key.tag) throw new Error("no name");
  if (key.value === "<<" && key.type === "PLAIN") throw new Error("a merge key");
  return key.value;
}

function document(text) {
  const found = parseDocument(text, OPTIONS);
  if (found.errors.length || found.warnings.length) return null;
  try {
    return said(found.contents);
  } catch {
    return null;
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  console.log(JSON.stringify(document(JSON.parse(line))));
}
