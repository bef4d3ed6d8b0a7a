// The matcher of names: what kjournal.journal.matching does, step by step (test_parity.py holds the two together).
const NONE = 99; // costs and places of a match, as in pattern.py; a lower score is better
const PREFIX = 8;
const INSIDE = 16;
const ASIDE = 24;
const FULL = 2;
const MIXED = 4;
const INITIALS = 6;
const KINDS = { N: "name", A: "alias", Y: "pinyin", I: "id", C: "contact", P: "phone", T: "town", G: "tag", R: "rep" };
const ASIDES = new Set(["town", "tag", "rep"]);
const AFRESH = [[0, -1]];
// Blanks, dashes, dots and what nobody sees, as words/folding.py drops them.
const DROPPED =
  /[\s\x1c-\x1f\x85\-‐‒–—―−_·•‧∙⋅・\xad\u034f\u061c\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\u{e0100}-\u{e01ef}]/gu;

const codes = (text) => Array.from(text, (char) => char.codePointAt(0));
const least = (ways, used) => ways.get(used) ?? NONE;
const marks = new Map(Object.entries(KINDS).map(([mark, kind]) => [mark.charCodeAt(0), kind]));

const bits = (letters) => letters.reduce((sum, code) => (code >= 97 && code <= 122 ? sum | (1 << (code - 97)) : sum), 0);

// The characters of all rows: how they are read, and which other characters may be typed for them.
function alphabet({ readings, heads, variants }) {
  const syllables = new Map();
  for (const line of readings.split("\n")) {
    const [known, chars = ""] = line.split(" ");
    for (const code of codes(chars)) syllables.set(code, known.split(","));
  }
  const surnames = new Map(heads.split(" ").map((pair) => [pair.codePointAt(0), pair.replace(/^./u, "")]));
  const pairs = Array.from(variants);
  const simplified = new Map();
  for (let at = 0; at < pairs.length; at += 2) simplified.set(pairs[at], pairs[at + 1]);

  const simple = (char) => simplified.get(char) ?? char;
  const once = (text) =>
    Array.from(text.normalize("NFKC").toLowerCase().replace(DROPPED, ""), simple).join("").replaceAll("座标", "坐标");
  // Text as the keys have it: folded letters and digits.
  function plain(text) {
    for (let folded = once(text); folded !== text; folded = once(text)) text = folded;
    return text.normalize("NFKD").replace(/[^\p{L}\p{N}]/gu, "");
  }

  const kept = [new Map(), new Map()];
  // The ways to type a character: the letters of a syllable, and whether that reading is rare.
  function read(code, first) {
    const cache = kept[+first];
    if (!cache.has(code)) {
      const known = syllables.get(code) ?? [];
      const usual = known.slice(0, 1);
      if (first && surnames.has(code)) usual.unshift(surnames.get(code));
      if (code === 0x513f) usual.push("r"); // 花儿 is typed huar as well as huaer
      const ways = [...new Set([...usual, ...known])].flatMap((syllable) =>
        (syllable.includes("v") ? [syllable, syllable.replaceAll("v", "u")] : [syllable]).map((typed) => [
          typed,
          +!usual.includes(syllable),
        ]),
      );
      cache.set(code, ways);
    }
    return cache.get(code);
  }
  // The letters that may be typed first for a character, a bit each.
  const begun = new Map();
  for (const [code, known] of syllables) begun.set(code, bits([...known, surnames.get(code) ?? ""].map((syllable) => syllable.charCodeAt(0))));
  return { plain, read, begun };
}

// The cost of a way after one more step: initials stay initials, complete stays complete, else it is mixed.
function together(cost, step) {
  if (cost < 0) return step;
  const [one, other] = [cost & ~1, step & ~1];
  const most = Math.max(one, other);
  const kind = (one === INITIALS && other === INITIALS) || most <= FULL ? most : MIXED;
  return kind | ((cost | step) & 1);
}

// The ways that may still come to a score below the bound.
const hopeful = (ways, bound) => [...ways].filter((way) => way[1] < bound).sort((a, b) => a[0] - b[0]);

// One word of a query: an automaton that runs over the keys of a row character by character.
class Pattern {
  constructor(letters, word) {
    this.letters = letters;
    this.text = letters.plain(word);
    this.query = codes(this.text);
    this.end = this.query.length;
    this.rests = this.query.map((_, at) => String.fromCodePoint(...this.query.slice(at)));
    this.phones = /^[0-9]{3,}$/.test(this.text); // a shorter one finds no phone: every phone has it
    this.literal = this.text.match(/[^a-z]+/g) ?? []; // these must be in a row as they are
    this.states = new Map();
    this.shared = {}; // the scores of the words that customers share, by their column
    this.start = this.state(AFRESH, [], NONE, NONE, 0);
  }

  // The best score of the fields in `keys`; NONE where nothing matches.
  score(keys) {
    if (!this.literal.every((part) => keys.includes(part))) return NONE;
    let state = this.start;
    for (let at = 0; at < keys.length; at += 1) {
      let code = keys.charCodeAt(at);
      if (code === 80 && !this.phones) break; // phones stand at the end
      if ((code & 0xfc00) === 0xd800) {
        code = keys.codePointAt(at);
        at += 1;
      }
      state = state.next.get(code) ?? this.step(state, code);
    }
    return Math.min(state.best, state.whole);
  }

  // The score of one field. What has no mark is found as it is written alone.
  field({ mark, keys }) {
    if (mark) return this.score(mark + keys);
    const at = keys.indexOf(this.text);
    if (at < 0) return NONE;
    if (keys === this.text && this.end === 1) return 0; // a letter is a grade before it is an initial
    return ASIDE + (keys === this.text ? 0 : at ? INSIDE : PREFIX);
  }

  // Where the best match in the plain text of one field begins and ends, in characters.
  place(text) {
    let found = [NONE, 0, 0];
    const field = codes(text);
    const better = (score, start, end) => {
      const [best, from, to] = found;
      if (score < best || (score === best && (start < from || (start === from && end < to)))) found = [score, start, end];
    };
    for (let start = 0; start < field.length; start += 1) {
      let ways = AFRESH;
      for (let at = start; at < field.length && ways.length; at += 1) {
        const reached = this.advance(ways, field[at], at === 0);
        const [best, whole] = this.complete(reached);
        if (start === 0 && at + 1 === field.length) better(whole, start, at + 1);
        better((start === 0 ? PREFIX : INSIDE) + best, start, at + 1);
        ways = [...reached];
      }
    }
    return found.slice(1);
  }

  state(head, inside, best, whole, field) {
    const key = `${head.join()} ${inside.join()} ${best} ${whole} ${field}`;
    let state = this.states.get(key);
    if (!state) {
      const wanted = [...head, ...inside, ...AFRESH].map(([used]) => this.query[used]);
      state = { head, inside, best, whole, field, wanted, bits: bits(wanted), next: new Map(), missed: null };
      state.atHead = head.length === 1 && head[0][0] === 0 && head[0][1] === -1;
      this.states.set(key, state);
    }
    return state;
  }

  // The state after a character, worked out when it is first met.
  step(state, code) {
    let after = state;
    if (marks.has(code)) after = this.begin(state, marks.get(code));
    else if (state.field !== NONE) {
      if (this.letters.begun.get(code) & state.bits || state.wanted.includes(code)) after = this.goOn(state, code);
      else after = state.missed ??= this.state([], [], state.best, NONE, state.field);
    }
    state.next.set(code, after);
    return after;
  }

  begin(state, kind) {
    let field = ASIDES.has(kind) ? ASIDE : 0;
    if (kind === "phone" && !this.phones) field = NONE;
    return this.state(AFRESH, [], Math.min(state.best, state.whole), NONE, field);
  }

  goOn(state, code) {
    const head = this.advance(state.head, code, state.atHead);
    const inside = this.advance(state.atHead ? state.inside : [...state.inside, ...AFRESH], code, false);
    const [begun, whole] = this.complete(head);
    const best = Math.min(state.best, state.field + PREFIX + begun, state.field + INSIDE + this.complete(inside)[0]);
    return this.state(
      hopeful(head, best - state.field),
      hopeful(inside, best - state.field - INSIDE),
      best,
      Math.min(NONE, state.field + whole),
      state.field,
    );
  }

  // How far the query may be used up after one more character; `end + 1`: at its end, within a syllable.
  advance(ways, code, first) {
    const reached = new Map();
    for (const [used, cost] of ways) {
      const reach = (then, step) => reached.set(then, Math.min(least(reached, then), together(cost, step)));
      const here = this.query[used];
      const rest = this.rests[used];
      if (here === code) reach(used + 1, 0);
      for (const [syllable, rare] of this.letters.read(code, first)) {
        if (syllable.charCodeAt(0) !== here) continue;
        const initial = syllable[1] === "h" ? 2 : 1; // zh, ch, sh are typed z, c, s as well
        reach(used + 1, INITIALS + rare);
        if (initial === 2 && rest[1] === "h") reach(used + 2, INITIALS + rare);
        if (rest.startsWith(syllable)) reach(used + syllable.length, FULL + rare);
        else if (initial < rest.length && rest.length < syllable.length && syllable.startsWith(rest)) reach(this.end + 1, MIXED + rare);
      }
    }
    return reached;
  }

  // Take out the matches that are complete: the least cost of any, and of one that ends with a whole syllable.
  complete(reached) {
    const whole = least(reached, this.end);
    const within = least(reached, this.end + 1);
    reached.delete(this.end);
    reached.delete(this.end + 1);
    return [Math.min(whole, within), whole];
  }
}
