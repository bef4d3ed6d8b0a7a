"""Customers who change their group: letters and ranks go with them."""

from __future__ import annotations

from itertools import permutations

import pytest

from tests.graph.conftest import Journal
from tests.graph.edits import difference

_CARD = "---\nname: 店{0}\nclass: {1}\nregion: 向阳镇\nrep: {2}\nphone: 19900000001\naddress: 街口\ncreated: 2026-11-01\n---\n"
_GROUPS = (("村镇药店", "li"), ("个体诊所", "han"), ("村镇药店", "zhao"))


@pytest.mark.parametrize(("before", "after"), list(permutations(_GROUPS, 2)))
def test_a_customer_goes_to_another_group(
    journal: Journal, before: tuple[str, str], after: tuple[str, str]
) -> None:
    """Another rep or class, whichever is worked out first: the rows are those of a clean build."""
    for number, group in enumerate([*_GROUPS, before]):
        journal.write(f"customers/c{number}.md", _CARD.format(number, *group))
    journal.build()
    journal.write("customers/c3.md", _CARD.format(3, *after))
    journal.build()
    clean = journal.copy(journal.root.parent / "clean")
    clean.build()
    assert difference(journal, clean) == ""
