"""A valid header says what YAML 1.2 says when every scalar is a string: nothing is repaired, nothing guessed."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import pytest
from hypothesis import event, given, settings

from kjournal.notes.header import plainlines
from kjournal.notes.header.handler import NoteHandler
from kjournal.notes.header.strict import strict
from kjournal.notes.nodes import Node, Scalar, Sequence
from tests.notes import valid
from tests.notes.headers import headers
from tests.notes.written import read
from tests.parts import lacking, needs
from tests.tries import tries

CLIENTS = Path(__file__).parents[2] / "clients"


class Yaml:
    """The `yaml` package of npm, which follows YAML 1.2 and shares no code with libyaml."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._in: IO[str] = process.stdin  # type: ignore[assignment]
        self._out: IO[str] = process.stdout  # type: ignore[assignment]

    def says(self, *texts: str) -> list[object]:
        """What each document says; None where it is none."""
        self._in.write("".join(json.dumps(text) + "\n" for text in texts))
        self._in.flush()
        return [json.loads(self._out.readline()) for _ in texts]


@pytest.fixture(scope="module")
def yaml() -> Iterator[Yaml]:
    """One process for all documents."""
    needs("node")
    if not (CLIENTS / "node_modules" / "yaml").is_dir():
        lacking("yaml (npm ci --prefix tests/clients)")
    with subprocess.Popen(
        ["node", str(CLIENTS / "yaml.mjs")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    ) as process:
        yield Yaml(process)
        process.stdin.close()  # type: ignore[union-attr]


def said(node: Node) -> object:
    """A node as the other reader tells it."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return ["list", *map(said, node.items)]
    return ["map", *([key.text, said(value)] for key, value in node.entries)]


def meant_by(yaml: Yaml, texts: list[str]) -> list[tuple[str, object]]:
    """Those of the headers that YAML 1.2 takes, with what they say."""
    return [(one, meant) for one, meant in zip(texts, yaml.says(*texts), strict=True) if meant]


def test_what_yaml_means(yaml: Yaml) -> None:
    """Of 2,000 headers that YAML 1.2 takes, the scalars handed on are the same, and there is no word about syntax."""
    taken = 0

    @settings(max_examples=250, deadline=None)
    @given(seed=valid.seeds)
    def each(seed: int) -> None:
        nonlocal taken
        for header, meant in meant_by(yaml, [valid.made(seed + n) for n in range(20)]):
            taken += 1
            handler = NoteHandler()
            assert handler.understand(header) is None, header
            assert said(handler.header) == meant, header
            assert handler.repairs == [], header

    each()
    assert taken >= 2000


@tries(300)
@given(header=headers)
def test_the_common_header_line_by_line(yaml: Yaml, header: str) -> None:
    """The quick reading, the strict one and YAML 1.2 agree."""
    (meant,) = yaml.says(header + "\n")
    quick = plainlines.read(header, 1)
    event("quick" if quick else "strict")
    assert quick is None or (quick == strict(header) and said(quick) == meant)


def test_prose_to_the_end(yaml: Yaml) -> None:
    """What stands in a prose field is in the record to the letter, whatever the style."""
    taken = 0

    @settings(max_examples=50, deadline=None)
    @given(seed=valid.seeds)
    def each(seed: int) -> None:
        nonlocal taken
        texts = [f"name: 甲\n备注: {valid.scalar(seed + n)}\n" for n in range(20)]
        for header, meant in meant_by(yaml, texts):
            text = meant[2][1]  # type: ignore[index]
            note = read(f"---\n{header}---\n")
            if not isinstance(text, str) or note.record is None:
                assert not isinstance(text, str), header
                continue
            taken += 1
            assert note.record.note == text, header
            assert [one.code for one in note.findings if one.code.startswith("KJ1")] == []

    each()
    assert taken >= 400
