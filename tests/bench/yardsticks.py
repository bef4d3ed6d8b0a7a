"""What the figures are held against: the same notes and events handled in the plain way, with nothing checked.

python tests/bench/yardsticks.py load DIR      frontmatter.load and one SQLite row a note; what it cannot read is an empty row
python tests/bench/yardsticks.py events DIR    the same by libyaml's events alone, each scalar a string with its place: no field is looked at
python tests/bench/yardsticks.py calendar N    N events in one icalendar.Calendar, serialised whole; prints its CPU seconds
"""

from __future__ import annotations

import json
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

Note = tuple[dict[str, Any], str]
"""What a header says, and the body."""


def load(journal: str) -> int:
    """Every note through the library's default loader into one table; how many."""
    import frontmatter
    import yaml

    def read(path: Path) -> Note:
        try:
            note = frontmatter.load(str(path))
        except (yaml.YAMLError, ValueError):  # a full-width colon, GB18030: nothing is mended here
            return {}, ""
        return note.metadata, note.content

    return _stored(journal, read)


def events(journal: str) -> int:
    """Every note through libyaml's event parser into the same table; how many."""
    import yaml

    def read(path: Path) -> Note:
        try:
            _before, header, body = path.read_text(encoding="utf-8").split("---\n", 2)
            return _built(header), body
        except (yaml.YAMLError, ValueError):
            return {}, ""

    return _stored(journal, read)


def _built(header: str) -> dict[str, Any]:
    """A header's texts, each with its line and column."""
    from yaml import DocumentEndEvent, MappingEndEvent, MappingStartEvent, ScalarEvent, SequenceEndEvent
    from yaml.cyaml import CParser  # type: ignore[attr-defined]

    take: Callable[[], Any] = CParser(header).get_event

    def node(event: Any) -> Any:
        kind = type(event)
        if kind is ScalarEvent:
            return event.value, event.start_mark.line, event.start_mark.column
        if kind is MappingStartEvent:
            entries = {}
            while type(key := take()) is not MappingEndEvent:
                entries[key.value] = node(take())
            return entries
        items = []
        while type(item := take()) is not SequenceEndEvent:
            items.append(node(item))
        return items

    take(), take()  # the stream and its document begin
    first = take()
    found: dict[str, Any] = node(first) if type(first) is not DocumentEndEvent else {}
    return found


def _stored(journal: str, read: Callable[[Path], Note]) -> int:
    """All notes in one table, a row each; how many."""
    with tempfile.TemporaryDirectory(prefix="kjournal-bench-") as folder:
        connection = sqlite3.connect(Path(folder) / "notes.db")
        connection.execute("CREATE TABLE notes (path TEXT PRIMARY KEY, header TEXT, body TEXT)")
        count = 0
        for top in ("customers", "visits"):
            for path in sorted((Path(journal) / top).rglob("*.md")):
                header, body = read(path)
                connection.execute(
                    "INSERT INTO notes VALUES (?, ?, ?)",
                    (
                        path.relative_to(journal).as_posix(),
                        json.dumps(header, ensure_ascii=False, default=str),
                        body,
                    ),
                )
                count += 1
        connection.commit()
        connection.close()
    return count


def calendar(count: str) -> float:
    """So many events, of the properties that ours have, in one calendar; the CPU seconds that it took, loading apart."""
    from datetime import UTC, date, datetime, timedelta

    from icalendar import Alarm, Calendar, Event

    began = time.process_time()
    whole = Calendar()
    whole.add("prodid", "-//bench//")
    whole.add("version", "2.0")
    for n in range(int(count)):
        event = Event()
        event.add("uid", f"visit-{n:016x}@bench")
        event.add("dtstamp", datetime(2026, 11, 20, tzinfo=UTC))
        event.add("last-modified", datetime(2026, 11, 20, tzinfo=UTC))
        event.add("sequence", 3_600_000)
        day = date(2026, 11, 20) + timedelta(days=n % 400)
        event.add("dtstart", day)
        event.add("dtend", day + timedelta(days=1))
        event.add("summary", "生日：板龙村卫生室 黄建国")
        event.add(
            "description",
            "农历八月初五生日，属鼠。\n电话 19900000001\n上次 2026-10-27 上门，谈了板蓝根颗粒的价格。\n未办：送两盒样品（2026-12-01）",
        )
        event.add("location", "板江镇民族街1号")
        event.add("status", "CONFIRMED")
        event.add("transp", "TRANSPARENT")
        event.add("class", "PRIVATE")
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", "生日")
        alarm.add("trigger", timedelta(hours=-15))
        event.add_component(alarm)
        whole.add_component(event)
    whole.to_ical()
    return time.process_time() - began


if __name__ == "__main__":
    sys.stdout.write(
        f"{ {'load': load, 'events': events, 'calendar': calendar}[sys.argv[1]](sys.argv[2]) }\n"
    )
