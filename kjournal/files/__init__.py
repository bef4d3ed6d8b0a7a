"""Find, read and write files: safe decoding in, atomic out.

The bottom room: it knows nothing of notes but their names' ending and their limit of size. What is wrong on the disk
is a value (`Refused`, `Decoded.problem`) whose words the rooms above choose; only a failing write raises `OSError`.
"""

from kjournal.files.decoding import Decoded, Encoding, Problem, decode
from kjournal.files.naming import case_key, portable_name, tidy
from kjournal.files.reading import NOTE_LIMIT, Reason, Refused, read_note_bytes
from kjournal.files.scanning import Entry, Folder, Scan, look_at, look_into, scan, scan_folders
from kjournal.files.writing import (
    TEMPORARY,
    Changed,
    sweep_temporaries,
    write_atomic,
    write_guarded,
    write_if_changed,
)

__all__ = [
    "NOTE_LIMIT",
    "TEMPORARY",
    "Changed",
    "Decoded",
    "Encoding",
    "Entry",
    "Folder",
    "Problem",
    "Reason",
    "Refused",
    "Scan",
    "case_key",
    "decode",
    "look_at",
    "look_into",
    "portable_name",
    "read_note_bytes",
    "scan",
    "scan_folders",
    "sweep_temporaries",
    "tidy",
    "write_atomic",
    "write_guarded",
    "write_if_changed",
]
