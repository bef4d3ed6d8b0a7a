"""What a card holds beside people: licences, opening balance, coaches, goods of others."""

# fmt: off
import datetime as dt
from decimal import Decimal
from typing import Annotated

from kjournal.dates.annual import DayOfYear
from kjournal.records.choices import LICENCE
from kjournal.records.spec import (
    BIRTHDAY,
    DAY,
    INTERNAL,
    MONEY,
    MONTH,
    NUMBER,
    PRIVATE,
    PROSE,
    TEXT,
    TEXTS,
    Record,
    Spec,
)
from kjournal.words import N_


class Licence(Record, frozen=True, omit_defaults=True):
    """A paper with a day on which it expires."""

    kind: Annotated[str, Spec(LICENCE, "名称", "证照名称、证名、种类、类型", "名稱、證照名稱、證名、種類、類型", INTERNAL, N_("which paper"))] = ""
    number: Annotated[str, Spec(TEXT, "证号", "证照编号、证件号、编号、号码", "證號、證照編號、證件號、編號、號碼", INTERNAL, N_("its number"))] = ""
    issued: Annotated[dt.date | None, Spec(DAY, "发证日期", "发证日、签发日期", "發證日期、發證日、簽發日期", INTERNAL, N_("the day it was issued"))] = None
    expires: Annotated[dt.date | None, Spec(MONTH, "到期日", "有效期至、有效期、到期、到期日期、截止日期", "", INTERNAL, N_("the last day it is valid"))] = None
    note: Annotated[str, Spec(PROSE, "备注", "", "備註", INTERNAL, N_("anything else"))] = ""


class Opening(Record, frozen=True, omit_defaults=True):
    """What stood in the books when the journal began."""

    date: Annotated[dt.date | None, Spec(DAY, "日期", "截至、截止", "", PRIVATE, N_("the day of the books"))] = None
    receivable: Annotated[Decimal | None, Spec(MONEY, "应收", "欠款、应收款、欠款余额", "應收、應收款、欠款餘額、應收帳款", PRIVATE, N_("owed to us on that day, in yuan"))] = None
    points: Annotated[Decimal | None, Spec(NUMBER, "积分", "", "積分", PRIVATE, N_("points on that day"))] = None
    note: Annotated[str, Spec(PROSE, "备注", "", "備註", INTERNAL, N_("anything else"))] = ""


class Bus(Record, frozen=True, omit_defaults=True):
    """A coach that goes there."""

    line: Annotated[str, Spec(TEXT, "线路", "路线、班线", "線路、路線、班線", INTERNAL, N_("the line"))] = ""
    from_: Annotated[str, Spec(TEXT, "上车点", "始发站、起点", "上車點、始發站、起點", INTERNAL, N_("where to get on"))] = ""
    departures: Annotated[tuple[str, ...], Spec(TEXTS, "发车", "发车时间、班次", "發車、發車時間", INTERNAL, N_("when it leaves"))] = ()
    back: Annotated[str, Spec(TEXT, "返程", "回程、末班车", "末班車", INTERNAL, N_("when it comes back"))] = ""
    note: Annotated[str, Spec(PROSE, "备注", "", "備註", INTERNAL, N_("anything else"))] = ""


class Competitor(Record, frozen=True, omit_defaults=True):
    """Goods of another maker, as seen."""

    maker: Annotated[str, Spec(TEXT, "厂家", "生产厂家、公司", "廠家、生產廠家", INTERNAL, N_("the maker"))] = ""
    product: Annotated[str, Spec(TEXT, "产品", "品名、产品系列、品种", "產品、產品系列、品種", INTERNAL, N_("the product"))] = ""
    spec: Annotated[str, Spec(TEXT, "规格", "", "規格", INTERNAL, N_("its size or strength"))] = ""
    ex_factory: Annotated[Decimal | None, Spec(MONEY, "出厂价", "出厂价格", "出廠價、出廠價格", INTERNAL, N_("price from the factory, in yuan"))] = None
    quality: Annotated[str, Spec(TEXT, "质量", "", "質量", INTERNAL, N_("quality"))] = ""
    standard: Annotated[str, Spec(TEXT, "标准", "", "標準", INTERNAL, N_("standard"))] = ""
    discount: Annotated[str, Spec(TEXT, "优扣", "折扣、优惠", "優扣、優惠", INTERNAL, N_("discounts"))] = ""
    coupon: Annotated[str, Spec(TEXT, "奖券", "", "獎券", INTERNAL, N_("coupons"))] = ""
    bonus_goods: Annotated[str, Spec(TEXT, "奖料", "赠料", "獎料、贈料", INTERNAL, N_("goods given on top"))] = ""
    promotion: Annotated[str, Spec(TEXT, "实物促销", "促销、促销方式", "實物促銷、促銷、促銷方式", INTERNAL, N_("things given with it"))] = ""
    landed: Annotated[Decimal | None, Spec(MONEY, "到销地价", "到地价、到货价", "到銷地價、到地價、到貨價", INTERNAL, N_("price delivered, in yuan"))] = None
    retail: Annotated[Decimal | None, Spec(MONEY, "零售价", "终端价", "零售價、終端價", INTERNAL, N_("price in the shop, in yuan"))] = None
    seen: Annotated[dt.date | None, Spec(DAY, "看到日期", "日期、记录日期", "記錄日期", INTERNAL, N_("the day it was seen"))] = None
    note: Annotated[str, Spec(PROSE, "备注", "", "備註", INTERNAL, N_("anything else"))] = ""


class OwnEvent(Record, frozen=True, omit_defaults=True):
    """A day of the customer's own: an opening, an anniversary, a sale."""

    what: Annotated[str, Spec(TEXT, "名目", "名称、事由、什么事", "名稱、什麼事", INTERNAL, N_("which event"))] = ""
    date: Annotated[DayOfYear | None, Spec(BIRTHDAY, "日期", "哪天、时间", "時間", INTERNAL, N_("its day; without a year it comes every year"))] = None
    note: Annotated[str, Spec(PROSE, "备注", "", "備註", INTERNAL, N_("anything else"))] = ""
