"""Invented visits, and the other notes among them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from tests.bench import words
from tests.bench.dice import TODAY, Card, Journal, Lines

LABELS = {
    "customer": "客户", "date": "日期", "rep": "业务员", "status": "状态", "channel": "方式", "direction": "联系方向", "start": "到达",
    "end": "离开", "purpose": "目的", "aim": "本次目标", "people": "见到的人", "result": "结果", "satisfaction": "满意度", "next": "下次",
    "orders": "订货", "payments": "收款", "returns": "退货", "gifts": "礼品", "stock": "库存", "complaints": "投诉", "promises": "承诺",
    "requests": "客户要求", "objections": "异议", "competitors": "竞品", "risk_signs": "预警", "costs": "费用", "time_use": "时间使用",
    "favours": "帮忙", "shown": "展示资料", "agreed": "对账余额",
}  # fmt: skip
CHANNELS = ("上门",) * 7 + ("电话",) * 2 + ("微信",)
Put = Callable[[str, object], None]
PutList = Callable[[str, Lines], None]
PURPOSES = ("招呼", "说明", "订货", "收款", "服务", "陈列", "对账", "情感", "证照", "培训")


def visits_of(journal: Journal, cards: list[Card]) -> Iterator[tuple[str, str]]:
    """Path and text of every note below visits/."""
    names: dict[str, int] = {}
    met: set[tuple[str, date]] = set()
    for n in range(journal.visits):
        if n % 400 == 399:
            day, stem, text = _region_event(journal)
        else:
            card = journal.one(cards) if journal.chance(0.8) else cards[n % len(cards)]
            planned = journal.chance(0.015)
            day = _free(journal, card, met, planned=planned)
            stem, text = card.file, _visit(journal, card, day, planned=planned)
        path = f"visits/{day:%Y}/{day:%m}/{day}-{stem}"
        names[path] = names.get(path, 0) + 1
        yield path + (f"-{names[path]}" if names[path] > 1 else "") + ".md", text


def _free(journal: Journal, card: Card, met: set[tuple[str, date]], *, planned: bool) -> date:
    """A day on which the customer has no visit yet."""
    for _try in range(50):
        day = journal.day(1, 40) if planned else _past(journal, card)
        if (card.id, day) not in met:
            break
    met.add((card.id, day))
    return day


def _past(journal: Journal, card: Card) -> date:
    """A day of the last year; of a closed customer, before it was found so."""
    end = (card.until - TODAY).days - 1
    return journal.day(-365, max(-364, end))


def _visit(journal: Journal, card: Card, day: date, *, planned: bool) -> str:
    chinese = journal.chance(0.5)
    lines = Lines()

    def put(key: str, value: object) -> None:
        lines.append(f"{LABELS[key] if chinese else key}: {value}")

    def put_list(key: str, items: Lines) -> None:
        lines.extend([f"{LABELS[key] if chinese else key}:", *(f"  - {item}" for item in items)])

    put("customer", card.id if journal.chance(0.2) else card.name)
    put("date", f"{day.year}/{day.month}/{day.day}" if journal.chance(0.01) else day)
    put("rep", card.rep_name if chinese else card.rep)
    put("status", "计划" if planned else journal.one(("完成",) * 24 + ("未遇",)))
    put("channel", journal.one(CHANNELS))
    begin = journal.number(8 * 60, 16 * 60)
    put("start", f"{begin // 60:02d}:{begin % 60:02d}")
    if planned:
        put("purpose", journal.one(PURPOSES))
        put("aim", journal.one(words.PROMISED))
        return _note(lines, journal.sentences(words.BODY, 300, card.people))
    end = begin + journal.number(10, 90)
    put("end", f"{end // 60:02d}:{end % 60:02d}")
    purposes = dict.fromkeys(journal.one(PURPOSES) for _n in range(journal.number(1, 2)))
    put("purpose", f"[{', '.join(purposes)}]")
    put("people", f"[{journal.one(card.people)}]")
    put("result", journal.one(("达成", "达成", "部分", "未达成", "待定")))
    if journal.chance(0.6):
        put("satisfaction", journal.number(2, 5))
    if journal.chance(0.5):
        put("next", _next(journal, day, chinese=chinese))
    if journal.chance(0.45) and not card.person:
        ordered = [_order(journal, chinese=chinese) for _n in range(journal.number(1, 4))]
        put_list("orders", [line for line, _cents in ordered])
        if day < TODAY - timedelta(days=60) or journal.chance(
            0.5
        ):  # older ones are paid; of the last some are owed
            cents = sum(cents for _line, cents in ordered)
            by = journal.one(("现金 上交=" + str(day), "转账", "公司收款码", "电汇"))
            put("payments", f"[{cents // 100}.{cents % 100:02d} {by}]")
    if journal.chance(0.35):
        put_list("stock", [_stock(journal) for _n in range(journal.number(1, 3))])
    if journal.chance(0.22):
        put_list("promises", [_promise(journal, card, day, chinese=chinese)])
    _seldom(journal, card, day, put, put_list)
    body = journal.sentences(words.BODY, journal.number(300, 1_250), card.people)
    if journal.chance(0.1):
        body += "\n" + journal.one(words.LISTS).format(
            product=journal.one(words.PRODUCTS)[0], person=card.people[0], gift=journal.one(words.GIFTS), day=f"{day:%m月%d日}"
        )  # fmt: skip
    if journal.chance(0.2):
        kept = " " if journal.chance(0.25) else "x"
        body += f"\n- [{kept}] {journal.one(words.PROMISED)} 给{card.people[0]} {day + timedelta(days=journal.number(2, 20))}\n"
    return _note(lines, body)


def _seldom(journal: Journal, card: Card, day: date, put: Put, put_list: PutList) -> None:
    """What stands on few visits."""
    if journal.chance(0.05):
        product, unit, _price = journal.one(words.PRODUCTS)
        put("returns", f"[{product} {journal.number(1, 9)}{unit}]")
    if journal.chance(0.06):
        item = journal.one(words.PRINTED if card.medical else words.GIFTS)
        origin = journal.one(("公司印刷", "自己买的"))
        put_list(
            "gifts",
            [f"{item} {journal.number(5, 19)}元 给{card.people[0]} 来历={origin}"],
        )
    if journal.chance(0.04):
        put_list("complaints", [_complaint(journal, day)])
    if journal.chance(0.06):
        put_list("requests", [journal.one(words.ASKED)])
    if journal.chance(0.08):
        put("objections", f"[{journal.one(words.DOUBTED)}]")
    if journal.chance(0.05):
        maker, product = journal.one(words.MAKERS), journal.one(words.PRODUCTS)[0]
        put_list("competitors", [f"{{厂家: {maker}, 产品: {product}, 实物促销: 买十送二, 看到日期: {day}}}"])
    if journal.chance(0.03):
        put("risk_signs", f"[{journal.one(('纠纷增多', '可能搬迁', '拿货突增', '他家催款增多'))}]")
    if journal.chance(0.12):
        put("costs", f"[油费 {journal.number(10, 120)}, 过路费 {journal.number(5, 40)}]")
    if journal.chance(0.25):
        put(
            "time_use",
            f"[访问准备 {journal.number(5, 30)}, 交通 {journal.number(10, 120)}, 洽谈 {journal.number(10, 60)}]",
        )
    if journal.chance(0.06):
        put("favours", "[帮抬货架]")
    if journal.chance(0.1):
        put("shown", f"[{journal.one(words.PRODUCTS)[0]}彩页]")


def _next(journal: Journal, day: date, *, chinese: bool) -> str:
    """The next day agreed, as a mapping or in one line."""
    then = day + timedelta(days=journal.number(5, 70))
    then += timedelta(days=then.weekday() == 6)
    what = journal.one(words.PROMISED)
    if journal.chance(0.5):
        return f"{then} {what}"
    return f"{{日期: {then}, 做什么: {what}}}" if chinese else f"{{date: {then}, what: {what}}}"


def _order(journal: Journal, *, chinese: bool) -> tuple[str, int]:
    """A line of goods and what it comes to, in fen."""
    product, unit, cents = journal.one(words.PRODUCTS)
    quantity = journal.number(1, 40) * 5
    price = f"{cents / 100:g}"
    worth = quantity * cents
    if journal.chance(0.75):
        return f"{product} {quantity}{unit} ×{price}", worth
    if chinese:
        return f"{{产品: {product}, 数量: {quantity}{unit}, 单价: {price}}}", worth
    return f"{{product: {product}, qty: {quantity}{unit}, price: {price}}}", worth


def _stock(journal: Journal) -> str:
    product, unit, _price = journal.one(words.PRODUCTS)
    return f"{product} {journal.number(0, 90)}{unit} 安全={journal.number(1, 4) * 10}"


def _promise(journal: Journal, card: Card, day: date, *, chinese: bool) -> str:
    """Most are kept."""
    due = day + timedelta(days=journal.number(2, 25))
    done = due - timedelta(days=journal.number(0, 2)) if journal.chance(0.8) and due < TODAY else None
    what, due_, to, done_ = (
        ("内容", "期限", "答应谁", "完成日期") if chinese else ("what", "due", "to", "done")
    )
    text = f"{what}: {journal.one(words.PROMISED)}, {due_}: {due}, {to}: {card.people[0]}"
    return f"{{{text}, {done_}: {done}}}" if done else f"{{{text}}}"


def _complaint(journal: Journal, day: date) -> str:
    kind, level = journal.one(("破损", "数量", "质量", "退换")), journal.one(("一般", "一般", "重大"))
    closed = f", 结案日期: {day + timedelta(days=journal.number(1, 10))}" if journal.chance(0.8) else ""
    product = journal.one(words.PRODUCTS)[0]
    return f"{{类别: {kind}, 级别: {level}, 产品: {product}, 现象: 箱子压扁了, 受理时间: {day}{closed}}}"


def _region_event(journal: Journal) -> tuple[date, str, str]:
    """What happened in a town."""
    day = journal.day(-365, -1)
    town = journal.one(journal.one(journal.reps).towns)
    what = journal.one(words.EVENTS)
    lines = ["记录类型: 区域事件", f"日期: {day}", f"区域: {town}", f"事件: {what}", f"开始日期: {day}"]
    lines += [
        f"结束日期: {day + timedelta(days=journal.number(1, 15))}",
        "慰问要点: 先问家里人和房子，不谈货",
    ]
    return day, f"{town}{what}", _note(lines, journal.sentences(words.BODY, 300, [journal.person()]))


def _note(lines: Lines, body: str) -> str:
    return "\n".join(["---", *lines, "---", "", body])
