"""explain: cause, example and cure of a finding."""

from __future__ import annotations

import re

from kjournal.commands.opening import Stop
from kjournal.findings.codes import CODES
from kjournal.words import _


def run(code: str) -> int:
    """Print what a code means."""
    known = CODES.get(code.upper())
    if known is None:
        raise Stop(_("there is no finding {code}; docs/findings.md lists all").format(code=code))
    print(f"{known.code} ({known.severity})  {_open(_(known.message))}")
    print()
    print(_(known.why))
    if known.example:
        print("\n" + _("For example:") + "\n\n" + _indented(known.example))
    if known.remedy not in {"{nearest}", "{remedy}"}:
        print("\n" + _("What to do:") + " " + _open(_(known.remedy)))
    if known.cure:
        print("\n" + _indented(known.cure))
    return 0


def _open(template: str) -> str:
    """A message without a finding: what it would name is left open."""
    named = {
        "label": _("the field"),
        "key": _("key"),
        "value": _("the value"),
        "reason": _("why"),
        "read": _("what was read"),
    }
    return re.sub(r"\{(\w+)\}", lambda match: named.get(match[1], "…"), template)


def _indented(text: str) -> str:
    return "\n".join("    " + line for line in text.splitlines())
