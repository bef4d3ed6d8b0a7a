"""SARIF: valid by its schema, true to the findings, and the same when lines move."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from kjournal import words
from kjournal.findings import sarif
from kjournal.findings.codes import CODES
from kjournal.findings.finding import Edit, Finding, Fix, Place, Severity, count
from kjournal.notes.note import NoteReader
from kjournal.notes.settings import ReadSettings
from tests.parts import lacking

SCHEMA = (
    Path(__file__).parents[1]
    / "clients/node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json"
)
CARD = "---\nname：甲\nclass: 村卫生室\nregion: 向阳镇\nphone: 19900000001\naddress: 街口\nbirthday: 2026-02-30\n---\n"
PATH = "customers/甲 店#1.md"


@cache
def schema() -> Any:
    """The schema of SARIF 2.1.0, as npm has it."""
    if not SCHEMA.exists():
        lacking("npm's @microsoft/jest-sarif")
    return json.loads(SCHEMA.read_text(encoding="utf-8"))


def weighed(*findings: Finding) -> list[tuple[Finding, Severity]]:
    """Findings as grave as their codes say."""
    return [(one, CODES[one.code].severity) for one in findings]


def log(found: list[tuple[Finding, Severity]], version: str, *, baseline: bool = False) -> Any:
    """What is written, read back."""
    return json.loads("".join(sarif.log(found, count(found).codes, version, baseline=baseline)))


def read(text: str) -> tuple[Finding, ...]:
    """The findings of a card."""
    return NoteReader(ReadSettings()).read(PATH, text.encode()).findings


def results(text: str) -> dict[str, Any]:
    """The results of a card by their codes."""
    return {one["ruleId"]: one for one in log(weighed(*read(text)), "1.2.3")["runs"][0]["results"]}


@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_valid(language: str) -> None:
    """What is written holds by the schema: every code as a rule, edits, places without a line, several places, a baseline."""
    words.use(language)
    whole = [Finding(code, (Place("a.md"),), {"reason": "x"}) for code in CODES]
    several = Finding("KJ301", (Place("visits/a.md", 2, 1, 2, 3), Place("visits/b.md")), {"value": "x"})
    made = log(weighed(*read(CARD), *whole, several), "1.2.3", baseline=True)
    jsonschema.Draft4Validator(schema()).validate(made)
    rules = made["runs"][0]["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == sorted(CODES)
    for rule in rules:
        assert rule["shortDescription"]["text"]
        assert "{" not in rule["shortDescription"]["text"]


def test_a_result() -> None:
    """Code, level, message and remedy; the place in characters, its end exclusive; the file as a relative address."""
    found = results(CARD)["KJ203"]
    assert found == {
        "ruleId": "KJ203",
        "ruleIndex": 1,
        "level": "error",
        "message": {
            "text": "生日: month 2 has no day 30: 2026-02-30\n"
            "write a real date such as 2026-02-28; without the year --02-28; lunar 农历二月三十."
        },
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {
                        "uri": "customers/%E7%94%B2%20%E5%BA%97%231.md",
                        "uriBaseId": "%SRCROOT%",
                    },
                    "region": {
                        "startLine": 7,
                        "startColumn": 11,
                        "endLine": 7,
                        "endColumn": 21,
                        "snippet": {"text": "2026-02-30"},
                    },
                }
            }
        ],
        "partialFingerprints": {"kjournal/v1": "KJ203:customers/%E7%94%B2%20%E5%BA%97%231.md:b6f08459:1"},
    }


def test_columns_are_characters() -> None:
    """A character outside the first plane is one column, as the run says."""
    run = log(weighed(*read(CARD.replace("address: 街口", "address: [𠮷, {a: 1}]"))), "1")["runs"][0]
    assert run["columnKind"] == "unicodeCodePoints"
    (region,) = [
        one["locations"][0]["physicalLocation"]["region"]
        for one in run["results"]
        if one["ruleId"] == "KJ214"
    ]
    assert (region["startLine"], region["startColumn"]) == (6, 10)


def test_fixes() -> None:
    """The edits of a finding as replacements; those that hold secret words are not told."""
    (fix,) = results(CARD)["KJ111"]["fixes"]
    assert fix["properties"] == {"safe": True}
    (change,) = fix["artifactChanges"]
    (replacement,) = change["replacements"]
    assert replacement["insertedContent"] == {"text": ": "}
    assert replacement["deletedRegion"] == {"startLine": 2, "startColumn": 5, "endLine": 2, "endColumn": 6}
    hidden = Finding("KJ205", (Place("a.md", 2),), fix=Fix((Edit(2, 1, 2, 2, "x"),), hidden=True))
    (run,) = log(weighed(hidden), "1")["runs"]
    assert "fixes" not in run["results"][0]


def test_fingerprints_do_not_move() -> None:
    """A finding keeps its fingerprint when lines come in above it, and two alike have two."""
    moved = CARD.replace("class:", "# neu\nclass:")
    for code, result in results(CARD).items():
        assert result["partialFingerprints"] == results(moved)[code]["partialFingerprints"]
    twice = (Finding("KJ211", (Place("a.md", line),), {"value": "1"}) for line in (2, 3))
    (run,) = log(weighed(*twice), "1")["runs"]
    assert len({one["partialFingerprints"]["kjournal/v1"] for one in run["results"]}) == 2


def test_secret_words_are_masked() -> None:
    """What nobody may see is not in the snippet, and readers are told what the mask is."""
    text = CARD.replace("birthday: 2026-02-30", "health: {a: 肺结核}")
    made = log(weighed(*read(text)), "1")
    assert "肺结核" not in json.dumps(made, ensure_ascii=False)
    assert made["runs"][0]["redactionTokens"] == ["●●●"]
