"""Values that were read before: the same texts come again with every note, and nearly all say the same in each.

What is read of a text may hang on the note around it: on a visit's day (明天), on the line in which a finding stands.
So a text is first read as if no note were there; where the reading asks for one, it is marked as hanging on it and read
anew each time. No list of what may be kept is needed, and none can grow old.
"""

from __future__ import annotations

from typing import Any, NoReturn, cast

from kjournal.notes.reading import Reading
from kjournal.notes.settings import ReadSettings
from kjournal.records import spec
from kjournal.records.choices import Choices
from kjournal.records.spec import Field, Record

UNKNOWN, HANGS = object(), object()
"""A text that was not read yet; one that means something else in each note."""
_LONGEST = 48  # characters of a text that may come again
_MOST = 30_000  # texts that are kept
_OF_ITS_OWN = frozenset({spec.LINK, spec.LINKS, spec.PROSE, spec.BIRTHDAY, spec.PHONE, spec.GEO})
"""Types whose values hardly come again, or are told to the note."""


class AsksForNote(Exception):  # noqa: N818  it says what is so, and never leaves `Fields`
    """The reading of a text hangs on the note around it."""


class _NoNote:
    """What stands in a note's place while a text is read by itself; all that it does not have raises `AsksForNote`."""

    hashes = invisible = False
    mark = 0  # no finding yet: with the first one the note is asked for

    def __init__(self, settings: ReadSettings, classes: Choices) -> None:
        self.settings = settings
        self.classes = classes

    def __getattr__(self, name: str) -> NoReturn:
        raise AsksForNote(name)


class Texts(dict[str, Any]):
    """The texts of a field that say something by themselves, with what each says."""

    def __init__(self) -> None:
        super().__init__()
        # those that say nothing, None, or hang on the note around them, HANGS
        self.others: dict[str, Any] = {}

    def forget(self) -> None:
        """Begin anew."""
        self.clear()
        self.others.clear()


class Memory:
    """What was read under one set of settings."""

    def __init__(self, settings: ReadSettings, classes: Choices) -> None:
        self.reading = cast("Reading", _NoNote(settings, classes))
        self._texts: dict[tuple[int, str], Texts | None] = {}
        self._plain: dict[type[Record], dict[str, tuple[str, Texts]]] = {}
        self._fields: list[Field] = []  # held, so that no other can get the id of one
        self._count = 0

    def texts(self, field: Field, place: str) -> Texts | None:
        """The texts of a field that are known, with what was read; None where it has none that come again.

        `place` is the way in which they stand there: the same text may say another thing as an item of a list.
        """
        try:
            return self._texts[id(field), place]
        except KeyError:
            kept = field.type not in _OF_ITS_OWN and field.sensitivity != spec.SECRET
            self._fields.append(field)
            return self._texts.setdefault((id(field), place), Texts() if kept else None)

    def plain(self, record: type[Record]) -> dict[str, tuple[str, Texts]]:
        """By the spellings of a record's keys, fields whose text alone is the value: each with its name and its known texts."""
        found = self._plain.get(record)
        if found is None:
            known = (
                (key, field, self.texts(field, "value"))
                for key, field in spec.by_key(record).items()
                if field.type != spec.QUANTITY  # it gives two fields
            )
            found = {key: (field.name, texts) for key, field, texts in known if texts is not None}
            self._plain[record] = found
        return found

    def keep(self, known: Texts, text: str, value: Any) -> None:
        """Remember what a text says."""
        if len(text) > _LONGEST:
            return
        if self._count >= _MOST:
            for texts in self._texts.values():
                if texts is not None:
                    texts.forget()
            self._count = 0
        (known.others if value is None or value is HANGS else known)[text] = value
        self._count += 1
