"""Parts of a line of business that stand together without a blank: 阿莫西林胶囊20盒x12.5, 每盒15元, 现金500."""

from __future__ import annotations

from kjournal.dates.numerals import ONES, number
from kjournal.patterns import regex
from kjournal.remembering import remembered

_NUMBER = r"[0-9]{1,9}(?:\.[0-9]{1,4})?"
_SUM = rf"(?:[￥¥]?(?:[0-9]{{1,3}}(?:,[0-9]{{3}}){{1,3}}(?:\.[0-9]{{1,2}})?|{_NUMBER})[千万]?(?:元|块)?整?)"
_UNIT = "[盒瓶袋件箱包支条罐桶提张份]"
_FIGURE = f"[两十{ONES}]"
_GOODS = regex(
    rf"(?P<item>[^0-9￥¥×✕*@=给]{{2,30}}?)?(?P<qty>(?:{_NUMBER}|{_FIGURE}){_UNIT})"
    rf"(?P<price>[×xX*@✕]{_NUMBER}元?)?(?P<money>[￥¥]{_NUMBER}元?|{_NUMBER}元)?(?P<total>=>?{_NUMBER}元?)?(?P<to>给\S{{1,8}})?"
)
_NO_GOODS = regex(r".*[送赠另每约共还剩缺差退欠补满第买返搭加减](?:了|够)?")
_EACH = regex(rf"(?:单价|每(?P<unit>{_UNIT}))[:：]?(?P<sum>{_SUM})")
_IN_ALL = regex(rf"(?:合计|共计?|总共|总计|总价|小计)[:：]?(?P<sum>{_SUM})")
_LEFT = regex(r"(?:还剩下?|只剩|仅剩|剩余|剩下|剩|还有|现有)(?P<counted>\S+)")
_PAID = regex(
    rf"(?:收到?)?(?:(?P<word>[^0-9￥¥\s]{{2,8}})(?P<sum>{_SUM})|(?P<first>{_SUM})(?P<behind>[^0-9￥¥\s]{{2,8}}))"
)
_LOST_MONEY = regex(r"[0-9](?:元|块)|[￥¥][0-9]")
_LOST_GOODS = regex(r"[0-9][盒件箱](?!装|/)")


def goods(text: str, *, counted: bool) -> list[str]:
    """A word cut into product, quantity, price, total and person; empty where it is one word, or nobody can tell.

    `counted`: the list is one of quantities, so that 六味地黄丸一盒 is one too; of a gift 沙田柚一箱 is the thing itself.
    """
    match = _GOODS.fullmatch(text)
    if match is None or (match["item"] and _NO_GOODS.fullmatch(match["item"])):
        return []
    if not (counted or match["qty"][0].isdigit() or match["price"] or match["money"] or match["to"]):
        return []
    found = [piece for piece in match.groups() if piece]
    return found if len(found) > 1 else []


def plain_quantity(text: str) -> str:
    """A quantity with its number in digits: 一瓶 is 1瓶."""
    return text if text[0].isascii() else f"{number(text[0])}{text[1:]}"


def each(text: str) -> tuple[str, str] | None:
    """The sum and the unit of 每盒15元, 单价12.5."""
    match = _EACH.fullmatch(text)
    return (match["sum"], match["unit"] or "") if match else None


def in_all(text: str) -> str:
    """The sum of 共960元, 合计960."""
    match = _IN_ALL.fullmatch(text)
    return match["sum"] if match else ""


def left(text: str) -> str:
    """The quantity of 还剩5盒."""
    match = _LEFT.fullmatch(text)
    return match["counted"] if match else ""


def paid(text: str) -> tuple[str, str] | None:
    """The sum and the word of 现金500, 5000元现金."""
    match = _PAID.fullmatch(text)
    if match is None:
        return None
    return (match["sum"], match["word"]) if match["word"] else (match["first"], match["behind"])


@remembered(1 << 12)
def lost(text: str) -> str:
    """What a word that filled no field looks like: an `amount`, a `quantity`, or nothing of business."""
    if _LOST_MONEY.search(text):
        return "amount"
    return "quantity" if _LOST_GOODS.search(text) else ""
