"""What the figures are held against: the same notes and events handled in the plain way, with nothing checked.

python tests/bench/yardsticks.py load DIR      frontmatter.load and one SQLite row a note; what it cannot read is an empty row
python tests/bench/yardsticks.py calendar N    N events in one icalendar.Calendar, serialised whole; prints its CPU seconds
"""

from __future__ import annotations

import json
import sqlite3
import sys
import tempfile
import time
from pathlib import Path


def load(journal: str) -> int:
    """Every note through the library's default loader into one table; how many."""
    import frontmatter
    import yaml

    with tempfile.TemporaryDirectory(prefix="kjournal-bench-") as folder:
        connection = sqlite3.connect(Path(folder) / "notes.db")
        connection.execute("CREATE TABLE notes (path TEXT PRIMARY KEY, header TEXT, body TEXT)")
        count = 0
        for top in ("customers", "visits"):
            for path in sorted((Path(journal) / top).rglob("*.md")):
                try:
                    note = frontmatter.load(str(path))
                except (yaml.YAMLError, ValueError):  # a full-width colon, GB18030: nothing is mended here
                    note = frontmatter.Post("")
                header = json.dumps(note.metadata, ensure_ascii=False, default=str)
                connection.execute(
                    "INSERT INTO notes VALUES (?, ?, ?)",
                    (path.relative_to(journal).as_posix(), header, note.content),
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
    sys.stdout.write(f"{ {'load': load, 'calendar': calendar}[sys.argv[1]](sys.argv[2]) }\n")
