"""Identity and bank card numbers are known however they are typed, and other long numbers are left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kjournal.records.numbers import _LONG, may_hold_number, secret_numbers
from tests.tries import tries

NUMBER = "450000199001011233"
CARD = "6222021001112223331"


def found(text: str) -> list[tuple[str, str]]:
    return [(number.kind, text[number.start : number.end]) for number in secret_numbers(text)]


@pytest.mark.parametrize(
    "typed",
    [
        NUMBER,
        "11010519491231002X",
        "11010519491231002x",
        "４５００００１９９００１０１１２３３",
        "45000019900101123３",
        "450000 19900101 1233",
        "450000-1990-01-01-1233".replace("1990-01-01", "19900101"),
        "450000 1990 01 01 1233",
        "620102199003070050",
    ],
)
def test_an_identity_number(typed: str) -> None:
    """Area, day of birth and a right check digit: nothing else is needed."""
    assert found(typed) == [("identity", typed)]
    assert found(f"2026-11-20 {typed}，住县城") == [("identity", typed)]


@pytest.mark.parametrize("typed", ["450000199001011234", "450000900101123"])
def test_a_number_that_a_word_calls_one(typed: str) -> None:
    """Mistyped, or of the fifteen digits of old: only where a word before it says so."""
    for word in ("身份证", "身份证号码：", "idcard: ", "證件號 ", "被委托人身份证\n    number: "):
        assert found(word + typed) == [("identity", typed)]
    assert found(typed) == []
    assert found(f"订单 {typed}") == []


@pytest.mark.parametrize(
    "typed",
    [
        "450000199002301231",  # no 30 February
        "450000199013011231",
        "450000189001011237",
        "202611201010051234",  # an order's number made of a time
        "914512230000000001",  # a company's number
        f"{NUMBER}5",
        f"A{NUMBER}",
    ],
)
def test_no_identity_number(typed: str) -> None:
    """Without a day of birth, an area, or with more around it, it is another number."""
    assert found(typed) == []


@pytest.mark.parametrize(
    "typed",
    [
        CARD,
        "6222 0210 0111 2223 331",
        "6222-0210-0111-2223-331",
        "6222 0210 0111 2223331",
        "4539777777777777",
        "5105105105105100",
        "2221000000000009",
        "９５５８８００００１１１１２２２２２８",
    ],
)
def test_a_card_number(typed: str) -> None:
    """By its issuer and its check digit."""
    assert found(typed) == [("card", typed)]


@pytest.mark.parametrize(
    "text",
    [
        "6222021001112223332",  # the check digit is wrong
        f"订单号 {CARD}",
        f"运单{CARD}",
        f"流水号：{CARD}",
        "6901234567892",  # a barcode
        "19900000011 19900000012",
        "0778-1234567 19900000011",
        "8888 8888 8888 8888 8888",
        "7777020000000000002",  # no issuer of that number, and no word
        "2026-11-20 14:30 19900000011",
        "0.6222021001112223331",
    ],
)
def test_no_card_number(text: str) -> None:
    """Orders, parcels, barcodes and telephones are no cards."""
    assert found(text) == []


def test_a_word_makes_the_difference() -> None:
    """What a word calls a card is one whoever issued it; the nearer word counts."""
    assert found("卡号 7992 7398 7130 0008") == [("card", "7992 7398 7130 0008")]
    assert found("7992 7398 7130 0008") == []
    assert found(f"订单已付，卡号 {CARD}") == [("card", CARD)]


@pytest.mark.parametrize("unit", ["1", "1 ", "12-", "1234 ", "6222 ", "19900000011 ", "４"])
def test_long_runs_cost_little(unit: str) -> None:
    """A megabyte of digits is looked through once."""
    assert found(unit * ((1 << 20) // len(unit))) == []


@tries(1000)
@given(st.from_regex(_LONG.pattern, fullmatch=True), st.text(max_size=5), st.text(max_size=5))
def test_no_long_number_is_passed_over(number: str, before: str, behind: str) -> None:
    """The look at bytes says no only where so many digits stand nowhere together."""
    assert may_hold_number(f"{before}{number}{behind}".encode())


@pytest.mark.parametrize(
    "text", ["电话 19900000011，2026-11-20 10:02", "张12、１２、12", "1234567890123。４"]
)
def test_most_texts_are_passed_over(text: str) -> None:
    """Telephone numbers, days, digits with words between them."""
    assert not may_hold_number(text.encode())
