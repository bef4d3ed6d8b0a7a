"""A text as a header's value: plain where it is read back as it is, else in quotes."""

from __future__ import annotations

import json

from kjournal.notes.header.parsing import parse
from kjournal.notes.nodes import Mapping, Scalar

_BETWEEN = frozenset(",[]{}")


def written(text: str) -> str:
    """`text` as it stands behind a key or between brackets."""
    if not text:
        return ""
    plain = (
        (text[0].isalnum() or text.startswith("--"))
        and text.isprintable()
        and text not in {"null", "Null", "NULL"}
        and not _BETWEEN.intersection(text)
    )
    if plain:
        read = parse(f"k: {text}")
        if isinstance(read, Mapping) and len(read.entries) == 1:
            value = read.entries[0][1]
            if isinstance(value, Scalar) and value.text == text and "  " not in text:
                return text
    return json.dumps(text, ensure_ascii=False)
