"""All findings of a journal in their order, one note's after the other's."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from heapq import merge
from itertools import chain, groupby
from operator import itemgetter

import msgspec

from kjournal.config.settings import Settings
from kjournal.findings.finding import Finding
from kjournal.graph.findings import Weighed, across_notes, weigh

Way = Callable[[list[Weighed]], Iterable[Weighed]]
"""What becomes of a note's findings."""
_AT_ONCE = 100  # notes
_path = itemgetter(0)
_decode = msgspec.json.Decoder(list[list[tuple[Finding, ...]]]).decode


class Listed:
    """Findings sorted by place, held packed: whoever goes through them, as often as they like, meets them as they are unpacked.

    A hundred thousand take 200 MB as objects, 3 so. They belong to no connection and can be read slowly.
    """

    def __init__(self, held: Sequence[bytes], settings: Settings, ways: tuple[Way, ...] = ()) -> None:
        self._held = held
        self._settings = settings
        self._ways = ways

    @classmethod
    def of(cls, rows: Iterable[tuple[str, bytes]], settings: Settings) -> Listed:
        """From lists of findings as JSON, each behind the path of their first place and sorted by it."""
        notes = ([msgspec.Raw(some) for _same, some in one] for _path, one in groupby(rows, key=_path))
        return cls([*_packed(notes)], settings)

    def __iter__(self) -> Iterator[Weighed]:
        for packed in self._held:
            for note in _decode(zlib.decompress(packed)):
                found: Iterable[Weighed] = weigh(chain.from_iterable(note), self._settings)
                for way in self._ways:
                    found = way(list(found))
                yield from found

    def by(self, way: Way) -> Listed:
        """The same findings on one way more: changed there, or left out."""
        return Listed(self._held, self._settings, (*self._ways, way))

    def where(self, wanted: Callable[[Finding], bool]) -> Listed:
        """Those that are wanted."""
        return self.by(lambda found: (one for one in found if wanted(one.finding)))


def all_findings(connection: sqlite3.Connection, settings: Settings) -> Listed:
    """Findings of the settings, of each note and across notes."""
    own = connection.execute("SELECT path, findings FROM said ORDER BY path")
    told = ((one.place.path, msgspec.json.encode([one])) for one in across_notes(connection, settings))
    return Listed.of(merge(own, sorted(told, key=_path), key=_path), settings)


def _packed(notes: Iterable[list[msgspec.Raw]]) -> Iterator[bytes]:
    """Some notes at a time, pressed quickly: findings are much alike."""
    some: list[list[msgspec.Raw]] = []
    for note in notes:
        some.append(note)
        if len(some) == _AT_ONCE:
            yield zlib.compress(msgspec.json.encode(some), 1)
            some = []
    yield zlib.compress(msgspec.json.encode(some), 1)
