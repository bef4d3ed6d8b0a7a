"""A query as an automaton: it runs over the keys of a row character by character and ends in the best score.

A state says how far the query may have been used up after the characters so far, at which cost. Each state is worked
out once, when it is first met, so a row costs one dictionary look-up a character.
"""

from __future__ import annotations

import re
from functools import lru_cache, reduce
from operator import getitem
from typing import TYPE_CHECKING

from kjournal.journal.matching.plain import plain
from kjournal.journal.matching.readings import beginnings, readings
from kjournal.journal.matching.rows import KINDS, MARKS, About, Field, Row, fields

if TYPE_CHECKING:
    from collections.abc import Iterator

EXACT, PREFIX, INSIDE = 0, 8, 16  # where the match stands in its field; a score is this plus the cost
ASIDE = 24  # more for a town, a tag or a rep: they stand for many customers, and a name that was meant comes first
NONE = 99
LITERAL, FULL, MIXED, INITIALS = 0, 2, 4, 6  # how it was typed; plus 1 where a rare reading was needed

Ways = tuple[tuple[int, int], ...]
"""How many characters of the query are used up, and the least cost of getting there; -1 where nothing is."""

ASIDES = frozenset({"town", "tag", "rep"})
AS_WRITTEN = frozenset({"region", "class", "grade", "status"})
"""Found as they are written alone: by their initials, half of all customers would be found for any two letters."""

PHONE = MARKS["phone"]
AFRESH: Ways = ((0, -1),)


class Pattern:
    """One word of a query, ready to be run over many rows."""

    def __init__(self, query: str) -> None:
        self.text = plain(query)
        self.end = len(self.text)
        number = re.fullmatch("[0-9]{3,}", self.text)  # a shorter one finds no phone: every phone has it
        self.phones = number is not None
        # letters may be pinyin, all else must be there as it is: this spares the automaton most rows
        self._literal = re.findall("[^a-z]+", self.text)
        self._shared: dict[About, int] = {}
        self._states: dict[tuple[Ways, Ways, int, int, int], State] = {}
        self._start = self.state(AFRESH, (), NONE, NONE, EXACT)

    def score(self, keys: str) -> int:
        """The best score of the fields in `keys`, lower is better; NONE where nothing matches."""
        last = reduce(getitem, keys if self.phones else keys.partition(PHONE)[0], self._start)
        return min(last.best, last.whole)

    def of(self, row: Row) -> int:
        """The score of a row: that of the best of its fields."""
        own = self.score(row.keys) if all(part in row.keys for part in self._literal) else NONE
        return min(own, self.shared(row.about)) if row.about else own

    def field(self, field: Field) -> int:
        """The score of one field."""
        if field.kind not in AS_WRITTEN:
            return self.score(MARKS[field.kind] + field.keys)
        if self.text not in field.keys:
            return NONE
        if field.keys == self.text and self.end == 1:
            return EXACT  # a letter is a grade before it is an initial, which many a name has
        return ASIDE + (
            EXACT if field.keys == self.text else PREFIX if field.keys.startswith(self.text) else INSIDE
        )

    def shared(self, about: About) -> int:
        """The score of what is shared with many, worked out once for all of them."""
        if about not in self._shared:
            self._shared[about] = min(map(self.field, fields(Row("", "", "", about))), default=NONE)
        return self._shared[about]

    def place(self, plain_text: str) -> tuple[int, int]:
        """Where the best match in the plain text of one field begins and ends."""
        found = [(NONE, 0, 0)]
        for start in range(len(plain_text)):
            ways = AFRESH
            for at in range(start, len(plain_text)):
                reached = self.advance(ways, plain_text[at], first=at == 0)
                best, whole = self._complete(reached)
                if start == 0 and at + 1 == len(plain_text):
                    found.append((EXACT + whole, start, at + 1))
                found.append(((PREFIX if start == 0 else INSIDE) + best, start, at + 1))
                ways = tuple(reached.items())
        return min(found)[1:]

    def state(self, head: Ways, inside: Ways, best: int, whole: int, field: int) -> State:
        """The one state with these properties."""
        key = (head, inside, best, whole, field)
        if key not in self._states:
            self._states[key] = State(self, (head, inside), best, whole, field)
        return self._states[key]

    def begin(self, state: State, mark: str) -> State:
        """The state at the head of the next field."""
        field = ASIDE if KINDS[mark] in ASIDES else EXACT
        if KINDS[mark] == "phone" and not self.phones:
            field = NONE
        return self.state(AFRESH, (), min(state.best, state.whole), NONE, field)

    def go_on(self, state: State, char: str) -> State:
        """The state after one more character of the field."""
        head = self.advance(state.head, char, first=state.at_head)
        inside = self.advance(state.inside if state.at_head else state.inside + AFRESH, char)
        begun, whole = self._complete(head)
        best = min(state.best, state.field + PREFIX + begun, state.field + INSIDE + self._complete(inside)[0])
        return self.state(
            _hopeful(head, best - state.field),
            _hopeful(inside, best - state.field - INSIDE),
            best,
            min(NONE, state.field + EXACT + whole),
            state.field,
        )

    def advance(self, ways: Ways, char: str, *, first: bool = False) -> dict[int, int]:
        """How far the query may be used up after one more character; `end + 1`: at its end, within a syllable."""
        reached: dict[int, int] = {}
        for used, cost in ways:
            for then, step in self._steps(used, char, first=first):
                reached[then] = min(reached.get(then, NONE), _together(cost, step))
        return reached

    def _steps(self, used: int, char: str, *, first: bool) -> Iterator[tuple[int, int]]:
        """The ways in which one character may have been typed after the first `used` ones of the query."""
        query, here = self.text, self.text[used]
        if here == char:
            yield used + 1, LITERAL
        for syllable, rare in readings(char, first=first):
            if syllable[0] != here:
                continue
            initial = 2 if syllable[1:2] == "h" else 1  # zh, ch, sh are typed z, c, s as well
            yield used + 1, INITIALS + rare
            if initial == 2 and query.startswith("h", used + 1):
                yield used + 2, INITIALS + rare
            if query.startswith(syllable, used):
                yield used + len(syllable), FULL + rare
            elif initial < self.end - used < len(syllable) and syllable.startswith(query[used:]):
                yield self.end + 1, MIXED + rare

    def _complete(self, reached: dict[int, int]) -> tuple[int, int]:
        """Take out the matches that are complete: the least cost of any, and of one that ends with a whole syllable."""
        whole, within = reached.pop(self.end, NONE), reached.pop(self.end + 1, NONE)
        return min(whole, within), whole


class State(dict[str, "State"]):
    """Where the automaton stands; as a dictionary, the state after each next character."""

    def __init__(self, pattern: Pattern, ways: tuple[Ways, Ways], best: int, whole: int, field: int) -> None:
        super().__init__()
        self.pattern = pattern
        self.head, self.inside = ways  # a match that began with the field; one that began later
        self.best = best  # score of what is found, whatever follows
        self.whole = whole  # score of a match that covers the field so far; it counts if the field ends here
        self.field = field  # what a match in this field costs more; NONE: the query does not look into it
        self.missed: State | None = None  # the state after a character that leads nowhere
        self.at_head = self.head == AFRESH
        self.wanted = frozenset(pattern.text[used : used + 1] for used, _ in self.head + self.inside + AFRESH)

    def __missing__(self, char: str) -> State:
        """Work out the state after a character when it is first met."""
        pattern = self.pattern
        if char in KINDS:
            after = pattern.begin(self, char)
        elif self.field == NONE:
            after = self
        elif self.wanted.isdisjoint(beginnings(char)):  # most characters: not worth the full step
            if self.missed is None:
                self.missed = pattern.state((), (), self.best, NONE, self.field)
            after = self.missed
        else:
            after = pattern.go_on(self, char)
        self[char] = after
        return after


@lru_cache(maxsize=64)  # an editor asks for each name of a list with the same query
def pattern(query: str) -> Pattern:
    """The automaton of a query."""
    return Pattern(query)


def match(query: str, keys: str) -> int | None:
    """How well a query fits the keys of a name (or of a row); lower is better, None where it does not."""
    wanted = pattern(query)
    score = wanted.score(keys) if wanted.end else NONE
    return score if score < NONE else None


def _together(cost: int, step: int) -> int:
    """The cost of a way after one more step: initials stay initials, complete stays complete, else it is mixed."""
    if cost < 0:
        return step
    kinds = {cost & ~1, step & ~1}
    kind = max(kinds) if kinds == {INITIALS} or max(kinds) <= FULL else MIXED
    return kind | ((cost | step) & 1)


def _hopeful(ways: dict[int, int], bound: int) -> Ways:
    """The ways that may still come to a score below the bound; costs never fall."""
    return tuple(sorted(way for way in ways.items() if way[1] < bound))
