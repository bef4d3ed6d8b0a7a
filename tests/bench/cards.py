"""Invented cards."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from kjournal.ledger.recipients import MEDICAL_CLASSES
from tests.bench import words
from tests.bench.dice import TODAY, Card, Journal, Lines, Rep

LABELS = {
    "name": "名称", "class": "客户类别", "region": "区域", "id": "编号", "aliases": "别名", "kind": "主体", "org": "所在单位",
    "status": "状态", "source": "客户来源", "rep": "业务员", "created": "建档日期", "verified": "核实日期", "tags": "标签",
    "grade": "等级", "grade_reason": "定级理由", "enthusiasm": "热心程度", "stage": "客情阶段", "personality": "性格",
    "address": "详细地址", "geo": "坐标", "access": "交通方式", "market_days": "赶集日", "hours": "可拜访时间", "duty": "坐诊值班",
    "nature": "经营性质", "restock_days": "补货周期", "settlement": "结款方式", "needs": "客户需求", "opinion": "对产品看法",
    "area_m2": "营业面积", "staff": "员工人数", "products": "在销品种", "contacts": "联系人", "phone": "电话", "birthday": "生日",
    "licences": "证照", "credit_limit": "信用额度", "credit_days": "账期", "opening": "期初", "life_events": "大事",
    "own_events": "客户活动", "cadence": "拜访频率", "gender": "性别", "hobbies": "爱好", "wechat": "微信", "reception": "接待日",
    "features": "经营特点", "competitors": "竞品",
}  # fmt: skip
CLASSES = (
    ("村卫生室", 34), ("村镇药店", 26), ("个体诊所", 14), ("乡镇卫生院", 8), ("零售终端", 7), ("社区卫生服务中心", 3),
    ("县医院", 2), ("县中医院", 1), ("商业公司", 3), ("其他", 2),
)  # fmt: skip
_WEIGHTED = tuple(name for name, share in CLASSES for _n in range(share))
STATUSES = (
    ("合作",) * 66
    + ("开发中",) * 14
    + ("潜在",) * 8
    + ("休眠",) * 6
    + ("流失",) * 2
    + ("停业",) * 2
    + ("搬迁",)
)
PAPERS = {
    "村卫生室": ("医疗机构执业许可证", "购销协议"), "乡镇卫生院": ("医疗机构执业许可证", "购销协议"),
    "社区卫生服务中心": ("医疗机构执业许可证", "质保协议"), "县医院": ("医疗机构执业许可证", "购销协议"),
    "县中医院": ("医疗机构执业许可证", "购销协议"), "个体诊所": ("诊所备案凭证", "购销协议"),
    "村镇药店": ("药品经营许可证", "营业执照", "法人委托书"), "商业公司": ("药品经营许可证", "GSP证", "质保协议"),
}  # fmt: skip
PERSON_SHARE = 0.09  # cards of persons at an organisation
SOMETIMES: tuple[tuple[str, float, Callable[[Journal], object]], ...] = (
    ("source", 0.8, lambda j: j.one(("走街", "同行介绍", "订货会", "商业公司名单", "客户介绍", "来电"))),
    ("grade", 0.75, lambda j: j.one(("VIP", "A", "A", "B", "B", "B", "C", "C", "D"))),
    ("grade_reason", 0.4, lambda j: f"月量{j.number(2, 90)}00，{j.one(('回款准', '老板讲信用', '离县城远', '竞品多'))}"),
    ("enthusiasm", 0.5, lambda j: j.number(1, 5)),
    ("stage", 0.6, lambda j: j.one(("初期", "中期", "后期"))),
    ("geo", 0.7, lambda j: f"24.{j.number(30000, 90000)},107.{j.number(10000, 40000)}"),
    ("access", 0.6, lambda j: j.one(("汽车", "摩托", "班车", "步行", "渡船"))),
    ("market_days", 0.4, lambda j: j.one(("农历逢三六九", "农历逢一四七", "农历逢二五八", "每周六"))),
    ("hours", 0.5, lambda j: j.one(("上午查完房以后", "圩日莫去，平时随时", "下午三点到五点", "关门前半个钟头"))),
    ("nature", 0.3, lambda j: j.one(("公立", "民营", "个体"))),
    ("staff", 0.3, lambda j: j.number(1, 400)),
    ("area_m2", 0.25, lambda j: j.number(15, 300)),
    ("restock_days", 0.5, lambda j: j.one((15, 20, 30, 45, 60))),
    ("credit_days", 0.4, lambda j: j.one((30, 45, 60))),
    ("credit_limit", 0.4, lambda j: j.number(2, 60) * 1000),
    ("opening", 0.3, lambda j: f"{{date: {TODAY - timedelta(days=400)}, receivable: 0, points: {j.number(0, 900)}}}"),
    ("products", 0.35, lambda j: f"[{j.one(words.PRODUCTS)[0]}, 健胃消食片]"),
    ("needs", 0.4, lambda j: j.one(words.ASKED)),
    ("opinion", 0.4, lambda j: j.one(words.DOUBTED)),
    ("tags", 0.2, lambda j: f"[{j.one(('重点', '样板', '新开', '偏远'))}]"),
    ("cadence", 0.06, lambda j: f"{j.one((20, 30, 45, 60))}天"),
    ("own_events", 0.08, lambda j: f"[{{what: 店庆, date: --{j.number(1, 12):02d}-{j.number(1, 28):02d}}}]"),
    ("life_events", 0.08, lambda j: f"\n  - {{日期: {j.day(-120, -1)}, 事项: {j.one(('添丁', '结婚', '考上'))}, 谁: 子女, 说明: 听讲的}}"),
    ("competitors", 0.05, lambda j: f"\n  - {{厂家: {j.one(words.MAKERS)}, 产品: {j.one(words.PRODUCTS)[0]}, 到货价: {j.number(5, 40)}}}"),
)  # fmt: skip


def cards(journal: Journal) -> Iterator[tuple[str, str, Card]]:
    """Path, text and summary of every card."""
    owners: list[tuple[Card, Rep, str, str]] = []
    for n in range(journal.customers):
        identity = f"BX-{n + 1:05d}"
        large = [owner for owner in owners[-400:] if owner[3] in {"县医院", "县中医院", "乡镇卫生院"}]
        if large and journal.chance(PERSON_SHARE):
            owner, rep, town, class_ = journal.one(large)
            yield _person(journal, identity, owner, rep, town)
            continue
        rep = journal.reps[n % len(journal.reps)]
        town = journal.one(rep.towns)
        class_ = journal.one(_WEIGHTED)
        path, text, card = _organisation(journal, identity, rep, town, class_)
        owners.append((card, rep, town, class_))
        yield path, text, card


def _organisation(journal: Journal, identity: str, rep: Rep, town: str, class_: str) -> tuple[str, str, Card]:
    name = journal.unique(lambda: _name(journal, town, class_))
    status = journal.one(STATUSES)
    people = [journal.person() for _n in range(journal.number(1, 4))]
    verified = journal.day(-200, -5)
    chinese = journal.chance(0.5)
    values: dict[str, object] = {
        "id": identity, "name": name, "class": class_, "region": town, "rep": rep.name if chinese else rep.id, "status": status,
        "address": f"{town}{_place(journal)}街{journal.number(1, 188)}号", "phone": journal.phone(),
        "created": _typed(journal, journal.day(-1500, -420)), "verified": _typed(journal, verified),
        "settlement": journal.one(("货到付款", "月结", "压批", "款到发货", "账期", "赊销")),
    }  # fmt: skip
    if journal.chance(0.35):
        values["aliases"] = f"[{town[:-1]}{people[0][0]}家{identity[-5:]}]"
    values |= {key: make(journal) for key, share, make in SOMETIMES if journal.chance(share)}
    lines = [f"{LABELS[key] if chinese else key}: {value}" for key, value in values.items()]
    lines += _contacts(journal, people, chinese=chinese)
    lines += _licences(journal, class_, chinese=chinese)
    body = journal.sentences(words.CARD, journal.number(300, 1_300), people)
    if journal.chance(0.2):
        body += f"\n- [ ] {journal.one(words.PROMISED)} 给{people[0]} {journal.day(-20, 60)}\n"
    return (
        f"customers/{town}/{name}.md",
        _note(lines, body, wide=journal.chance(0.02)),
        Card(
            identity,
            name,
            name,
            tuple(people),
            rep.id,
            rep.name,
            verified if status in {"流失", "停业"} else TODAY,
            medical=class_ in MEDICAL_CLASSES,
        ),
    )


def _person(journal: Journal, identity: str, owner: Card, rep: Rep, town: str) -> tuple[str, str, Card]:
    """A person with a card of their own at an organisation."""
    name = journal.unique(journal.person)
    created = journal.day(-1500, -420)
    lines = [
        f"编号: {identity}", f"姓名: {name}", "主体: 个人", f"客户类别: {journal.one(('县医院', '乡镇卫生院'))}", f"区域: {town}",
        f"所在单位: {owner.name}", f"业务员: {rep.name}", "状态: 合作", f"等级: {journal.one('ABCD')}", f"岗位: {journal.one(words.ROLES)}",
        f"科室: {journal.one(words.DEPARTMENTS)}", f"性别: {journal.one('男女')}", f"电话: {journal.phone()}", f"微信: wx{identity[-5:]}",
        f"生日: {_birthday(journal)}", f"性格: {journal.one(('随和', '内向', '刚强', '怀疑', '沉默'))}", f"爱好: {journal.one(words.HOBBIES)}",
        f"坐诊值班: 周{journal.one('一二三四五')}上午", f"建档日期: {created}", f"核实日期: {journal.day(-200, -5)}", f"客情阶段: {journal.one(('初期', '中期'))}",
        f"热心程度: {journal.number(1, 5)}", f"详细地址: {town}医院宿舍{journal.number(1, 9)}栋",
    ]  # fmt: skip
    text = _note(lines, journal.sentences(words.CARD, journal.number(300, 1_000), [name]), wide=False)
    return (
        f"customers/{town}/{name}.md",
        text,
        Card(identity, name, name, (name,), rep.id, rep.name, TODAY, medical=True, person=True),
    )


def _name(journal: Journal, town: str, class_: str) -> str:
    place = _place(journal)
    shop = journal.one(words.SHOPS)
    surname = journal.one(words.SURNAMES)
    return {
        "村卫生室": f"{place}村卫生室",
        "村镇药店": f"{journal.one((place, town[:-1]))}{shop}{journal.one(('药店', '大药房'))}",
        "个体诊所": f"{place}{surname}氏诊所",
        "乡镇卫生院": f"{place}{town[-1]}卫生院",
        "社区卫生服务中心": f"{place}社区卫生服务中心",
        "县医院": f"{place}县人民医院",
        "县中医院": f"{place}县中医院",
        "商业公司": f"{place}{shop}医药有限公司",
        "零售终端": f"{place}{shop}超市",
    }.get(class_, f"{place}{shop}养老院")


def _place(journal: Journal) -> str:
    return journal.one(words.PLACE_FIRST) + journal.one(words.PLACE_LAST)


def _contacts(journal: Journal, people: list[str], *, chinese: bool) -> Lines:
    """Some as mappings, some in one line."""
    lines = [f"{LABELS['contacts'] if chinese else 'contacts'}:"]
    for n, name in enumerate(people):
        if n and journal.chance(0.6):
            born = f" 生日{journal.number(1, 12)}月{journal.number(1, 28)}日" if journal.chance(0.5) else ""
            lines.append(f"  - {name} {journal.one(words.ROLES)} {journal.phone()}{born}")
            continue
        keys = (
            ("姓名", "岗位", "性别", "电话", "生日", "性格", "爱好") if chinese
            else ("name", "role", "gender", "phone", "birthday", "personality", "hobbies")
        )  # fmt: skip
        values = (
            name, journal.one(words.ROLES), journal.one("男女"), journal.phone(), _birthday(journal),
            journal.one(("随和", "内向", "刚强", "虚荣", "顽固")), journal.one(words.HOBBIES),
        )  # fmt: skip
        lines.append(f"  - {keys[0]}: {values[0]}")
        lines += [f"    {key}: {value}" for key, value in zip(keys[1:], values[1:], strict=True)]
    return lines


def _licences(journal: Journal, class_: str, *, chinese: bool) -> Lines:
    """Most good for years, some near their end, a few over."""
    lines = [f"{LABELS['licences'] if chinese else 'licences'}:"]
    for n, paper in enumerate(PAPERS.get(class_, ("营业执照",))):
        near = journal.chance(0.12)
        end = journal.day(-10, 120) if near else journal.day(200, 1800)
        if n == 0 and journal.chance(0.4):
            lines.append(f"  - {{名称: {paper}, 证号: 桂{journal.number(100000, 999999)}, 到期日: {end}}}")
        else:
            lines.append(f"  - {paper} 到{end}")
    return lines


def _birthday(journal: Journal) -> str:
    """Solar or lunar, with or without the year."""
    month, day, year = journal.number(1, 12), journal.number(1, 28), journal.number(1955, 2000)
    return journal.one((
        f"{year}-{month:02d}-{day:02d}", f"{year}-{month:02d}-{day:02d}", f"--{month:02d}-{day:02d}",
        f"农历{year}-{month:02d}-{day:02d}", f"农历{_LUNAR[month - 1]}月{_numeral(day)}",
    ))  # fmt: skip


_LUNAR = ("正", "二", "三", "四", "五", "六", "七", "八", "九", "十", "冬", "腊")
_DIGITS = "十一二三四五六七八九"


def _numeral(day: int) -> str:
    """A lunar day: 初八, 十五, 廿三."""
    if day <= 10:
        return "初" + ("十" if day == 10 else _DIGITS[day])
    if day == 20:
        return "二十"
    return ("十" if day < 20 else "廿") + _DIGITS[day % 10]


def _typed(journal: Journal, day: date) -> str:
    """A date, now and then as people type it."""
    return f"{day.year}/{day.month}/{day.day}" if journal.chance(0.02) else day.isoformat()


def _note(lines: Lines, body: str, *, wide: bool) -> str:
    """Header and body; `wide`: the colons of the plain lines are full-width."""
    if wide:
        lines = [
            line if line[0] == " " or "{" in line or line.endswith(":") else line.replace(": ", "：", 1)
            for line in lines
        ]
    return "\n".join(["---", *lines, "---", "", body])
