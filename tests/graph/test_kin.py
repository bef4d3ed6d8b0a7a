"""Visits that count for a person and for the organisation: a change reaches both."""

from __future__ import annotations

from tests.graph.conftest import Journal

UNIT = (
    "---\nname: 县医院\nid: H\nclass: 县医院\nregion: 城关镇\nrep: li\nphone: 0778-0000001\naddress: x\n---\n"
)
PERSON = "---\nname: 王医生\nid: P\nkind: 个人\norg: 县医院\nphone: 19900000001\n---\n"
VISIT = "---\ncustomer: 县医院\ndate: 2026-11-18\npeople: [王医生]\nresult: 达成\n---\n谈了。\n"


def last(journal: Journal) -> dict[str, str]:
    """The day of the last contact by customer."""
    rows = journal.query("SELECT customer, json_extract(CAST(facts AS TEXT), '$.last.day') FROM facts")
    return dict(rows)


def test_a_visit_to_the_unit_that_names_a_person_counts_for_both(journal: Journal) -> None:
    """And when it is deleted, for neither."""
    journal.write("customers/h.md", UNIT)
    journal.write("customers/p.md", PERSON)
    journal.write("visits/v.md", VISIT)
    journal.build()
    assert last(journal) == {"H": "2026-11-18", "P": "2026-11-18"}
    (journal.root / "visits" / "v.md").unlink()
    journal.build()
    assert last(journal) == {"H": None, "P": None}


def test_a_visit_to_a_person_counts_for_the_unit(journal: Journal) -> None:
    """One to the unit that does not name the person is the unit's alone."""
    journal.write("customers/h.md", UNIT)
    journal.write("customers/p.md", PERSON)
    journal.write(
        "visits/v.md", VISIT.replace("customer: 县医院", "customer: 王医生").replace("people: [王医生]\n", "")
    )
    journal.build()
    assert last(journal) == {"H": "2026-11-18", "P": "2026-11-18"}
    journal.write("visits/v.md", VISIT.replace("people: [王医生]\n", ""))
    journal.build()
    assert last(journal) == {"H": "2026-11-18", "P": None}


def test_the_pages_of_both_show_where_a_finding_stands_now(journal: Journal) -> None:
    """A comment above it moves its line and nothing else, in a visit to the unit as in one to the person."""
    journal.write("customers/h.md", UNIT)
    journal.write("customers/p.md", PERSON)
    for customer in ("县医院", "王医生"):
        visit = f"---\ncustomer: {customer}\npeople: [王医生]\ndate: 2026年11月18日\n---\n谈了。\n"
        journal.write("visits/v.md", visit)
        journal.build()
        for line, shown in ((visit, 4), (visit.replace("---\n", "---\n# x\n", 1), 5)):
            journal.write("visits/v.md", line)
            journal.build()
            pages = [(journal.site / "customers" / f"{name}.html").read_text("utf-8") for name in "HP"]
            assert [f'<span class="no">{shown}</span>date:' in page for page in pages] == [True, True]


SHOP = "---\nname: {name}\nid: {id}\nclass: 村镇药店\nregion: 城关镇\nrep: li\nphone: 0778-0000001\naddress: x\n{more}---\n"


def test_who_brought_whom_stands_on_both_pages(journal: Journal) -> None:
    """A new name of either, another introducer and a deleted card reach the page of the other, with no clean build."""

    def block(identity: str) -> str:
        page = (journal.site / "customers" / f"{identity}.html").read_text("utf-8")
        return page.partition('id="referrals"')[2].partition("</section>")[0]

    def write(identity: str, name: str, more: str = "") -> None:
        journal.write(f"customers/{identity}.md", SHOP.format(id=identity, name=name, more=more))

    for identity, name in (("A", "甲店"), ("B", "乙店"), ("C", "丙店")):
        write(identity, name, "introduced_by: A\n" if identity == "C" else "")
    journal.build()
    assert ["丙店" in block("A"), "甲店" in block("C"), block("B")] == [True, True, ""]
    write("A", "甲甲店")
    journal.build()
    assert "甲甲店" in block("C")
    write("C", "丙丙店", "introduced_by: A\n")
    journal.build()
    assert "丙丙店" in block("A")
    write("C", "丙丙店", "introduced_by: B\n")
    journal.build()
    assert [block("A"), "丙丙店" in block("B"), "乙店" in block("C")] == ["", True, True]
    (journal.root / "customers" / "B.md").unlink()
    journal.build()
    assert ["href" in block("C"), ">B<" in block("C")] == [False, True]


def test_a_grade_goes_through_a_branch_to_its_people(journal: Journal) -> None:
    """Who works at a branch has its grade, and the branch that of its house: another grade of the house reaches all."""
    journal.write(
        "customers/b.md", UNIT.replace("id: H", "id: B\norg: 县医院").replace("name: 县医院", "name: 分院")
    )
    journal.write("customers/p.md", PERSON.replace("org: 县医院", "org: 分院"))
    for grade in ("B", "VIP"):
        journal.write("customers/h.md", UNIT.replace("rep: li", f"rep: li\ngrade: {grade}"))
        journal.build()
        assert dict(journal.query("SELECT customer, grade FROM grades")) == dict.fromkeys("HBP", grade)
