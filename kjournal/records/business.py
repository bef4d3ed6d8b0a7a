"""Lines of business: what was ordered, paid, given, found, complained of and promised on a visit."""

# fmt: off
import datetime as dt
from decimal import Decimal
from typing import Annotated

from kjournal.records.choices import COMPLAINT, INSTRUMENT, LEVEL, PAPERS, SLIP, TIME_USE
from kjournal.records.spec import (
    DAY,
    DAYS,
    DISCOUNT,
    DUE,
    INTEGER,
    INTERNAL,
    MOMENT,
    MONEY,
    MONTH,
    NUMBER,
    PRIVATE,
    PROSE,
    QUANTITY,
    TEXT,
    Record,
    Spec,
)
from kjournal.words import N_


class OrderLine(Record, frozen=True, omit_defaults=True):
    """One line of goods: ordered, returned, adjusted or redeemed."""

    kind: Annotated[str, Spec(TEXT, "类别", "类型", "類別、類型", PRIVATE, N_("what sort of line"))] = ""
    product: Annotated[str, Spec(TEXT, "产品", "品名、品种、药品、商品、货品", "產品、品種、藥品、貨品、品項", PRIVATE, N_("the product"))] = ""
    spec: Annotated[str, Spec(TEXT, "规格", "", "規格", PRIVATE, N_("its size or strength"))] = ""
    qty: Annotated[Decimal | None, Spec(QUANTITY, "数量", "订货数量", "數量、訂貨數量", PRIVATE, N_("how much"))] = None
    unit: Annotated[str, Spec(TEXT, "单位", "", "單位", PRIVATE, N_("in which unit"))] = ""
    price: Annotated[Decimal | None, Spec(MONEY, "单价", "价格", "單價、價格", PRIVATE, N_("for one unit, in yuan"))] = None
    amount: Annotated[Decimal | None, Spec(MONEY, "金额", "合计、小计", "金額、合計、小計", PRIVATE, N_("of the whole line, in yuan"))] = None
    discount: Annotated[Decimal | None, Spec(DISCOUNT, "折扣额", "折扣、优惠", "折扣額、優惠、折讓", PRIVATE, N_("money off, or a rate: 9折"))] = None
    margin: Annotated[str, Spec(TEXT, "毛利", "毛利率", "", PRIVATE, N_("profit"))] = ""
    papers: Annotated[str, Spec(PAPERS, "单据", "手续、票据、单据情况", "單據、手續、票據、單據情況", PRIVATE, N_("papers in or missing"))] = ""
    note: Annotated[str, Spec(PROSE, "备注", "", "備註", INTERNAL, N_("anything else"))] = ""


class Payment(Record, frozen=True, omit_defaults=True):
    """Money received."""

    amount: Annotated[Decimal | None, Spec(MONEY, "金额", "收款金额、实收", "金額、收款金額、實收", PRIVATE, N_("how much, in yuan"))] = None
    instrument: Annotated[str, Spec(INSTRUMENT, "收款方式", "付款工具、方式、付款方式", "", PRIVATE, N_("by what means"))] = ""
    payer: Annotated[str, Spec(TEXT, "付款人", "出票人、打款人", "", PRIVATE, N_("who paid, where it was not the customer"))] = ""
    number: Annotated[str, Spec(TEXT, "票号", "票据号、流水号", "票號、票據號、流水號", PRIVATE, N_("number of the bill or transfer"))] = ""
    due: Annotated[dt.date | None, Spec(DUE, "到期日", "票据到期、到期", "票據到期", PRIVATE, N_("the day the bill falls due"))] = None
    handed_in: Annotated[dt.date | None, Spec(DAY, "上交日期", "上交、已上交、交款、交账", "交賬、交帳", PRIVATE, N_("the day it was handed in"))] = None
    for_: Annotated[str, Spec(TEXT, "对应订货", "冲哪笔、核销", "對應訂貨、沖哪筆、核銷", PRIVATE, N_("which order it pays"))] = ""
    note: Annotated[str, Spec(PROSE, "备注", "", "備註", INTERNAL, N_("anything else"))] = ""


class Gift(Record, frozen=True, omit_defaults=True):
    """Something given."""

    item: Annotated[str, Spec(TEXT, "品名", "礼品、名称、东西", "禮品、名稱、東西", PRIVATE, N_("what was given"))] = ""
    value: Annotated[Decimal | None, Spec(MONEY, "价值", "单价、金额、价格", "價值、單價、金額、價格", PRIVATE, N_("what one costs, in yuan"))] = None
    qty: Annotated[Decimal | None, Spec(QUANTITY, "数量", "份数", "數量、份數", PRIVATE, N_("how many"))] = None
    to: Annotated[str, Spec(TEXT, "给谁", "送给、受赠人、收礼人", "給誰、送給、受贈人、收禮人", PRIVATE, N_("to whom"))] = ""
    occasion: Annotated[str, Spec(TEXT, "场合", "由头、名目、事由", "場合、由頭", PRIVATE, N_("on what occasion"))] = ""
    origin: Annotated[str, Spec(TEXT, "来历", "来由、出处", "來歷、來由、出處", PRIVATE, N_("where it came from"))] = ""
    slip: Annotated[str, Spec(SLIP, "反馈单", "回执、反馈", "反饋單、回執、反饋", PRIVATE, N_("whether the slip came back"))] = ""
    note: Annotated[str, Spec(PROSE, "备注", "", "備註", INTERNAL, N_("anything else"))] = ""


class Stock(Record, frozen=True, omit_defaults=True):
    """What was found on the shelf."""

    product: Annotated[str, Spec(TEXT, "产品", "品名、品种、药品、商品", "產品、品種、藥品", INTERNAL, N_("the product"))] = ""
    qty: Annotated[Decimal | None, Spec(QUANTITY, "数量", "剩余、剩、库存", "數量、剩餘、庫存", INTERNAL, N_("how much is left"))] = None
    unit: Annotated[str, Spec(TEXT, "单位", "", "", INTERNAL, N_("in which unit"))] = ""
    safety: Annotated[Decimal | None, Spec(NUMBER, "安全库存", "警戒库存、最低库存", "安全庫存、警戒庫存、最低庫存", INTERNAL, N_("the least that should be there"))] = None
    batch: Annotated[str, Spec(TEXT, "批号", "", "批號", INTERNAL, N_("the batch"))] = ""
    expiry: Annotated[dt.date | None, Spec(MONTH, "效期", "有效期、有效期至", "", INTERNAL, N_("the month or day it expires"))] = None
    note: Annotated[str, Spec(PROSE, "备注", "", "備註", INTERNAL, N_("anything else"))] = ""


class Complaint(Record, frozen=True, omit_defaults=True):
    """What went wrong, and what became of it."""

    kind: Annotated[str, Spec(COMPLAINT, "类别", "类型、投诉类型", "類別、類型、投訴類型", PRIVATE, N_("what sort of complaint"))] = ""
    level: Annotated[str, Spec(LEVEL, "级别", "严重程度、程度", "級別、嚴重程度", PRIVATE, N_("how grave"))] = ""
    cause: Annotated[str, Spec(PROSE, "原因", "", "", PRIVATE, N_("why"))] = ""
    symptom: Annotated[str, Spec(PROSE, "现象", "表现", "現象、表現", PRIVATE, N_("what was seen"))] = ""
    evidence: Annotated[str, Spec(PROSE, "证据", "凭证、照片", "證據、憑證", PRIVATE, N_("what shows it"))] = ""
    product: Annotated[str, Spec(TEXT, "产品", "品名、批号", "產品、批號", PRIVATE, N_("which product"))] = ""
    mood: Annotated[str, Spec(TEXT, "客户情绪", "情绪", "客戶情緒、情緒", PRIVATE, N_("how the customer took it"))] = ""
    handling: Annotated[str, Spec(PROSE, "处理", "处理情况、处理办法", "處理、處理情況、處理辦法", PRIVATE, N_("what was done"))] = ""
    opened: Annotated[dt.datetime | None, Spec(MOMENT, "受理时间", "投诉时间", "受理時間、投訴時間", PRIVATE, N_("when it was taken down"))] = None
    answered: Annotated[dt.datetime | None, Spec(MOMENT, "首次答复", "答复时间、回复时间", "首次答覆、答覆時間、回覆時間", PRIVATE, N_("when the first answer was given"))] = None
    closed: Annotated[dt.datetime | None, Spec(MOMENT, "结案日期", "结案、办结、已解决", "結案日期、結案、辦結、已解決", PRIVATE, N_("when it was settled"))] = None
    note: Annotated[str, Spec(PROSE, "备注", "", "備註", INTERNAL, N_("anything else"))] = ""


class Promise(Record, frozen=True, omit_defaults=True):
    """Something said that must be done, by whom, by when."""

    what: Annotated[str, Spec(TEXT, "内容", "事项、什么事", "內容、事項、什麼事", PRIVATE, N_("what was promised"))] = ""
    due: Annotated[dt.date | None, Spec(DUE, "期限", "截止、截止日期、最迟、什么时候", "最遲、什麼時候", PRIVATE, N_("by when"))] = None
    to: Annotated[str, Spec(TEXT, "答应谁", "对谁、给谁", "答應誰、對誰、給誰", PRIVATE, N_("to whom"))] = ""
    by: Annotated[str, Spec(TEXT, "谁来办", "经办人、责任人、谁办", "誰來辦、經辦人、責任人、誰辦", PRIVATE, N_("who does it"))] = ""
    done: Annotated[tuple[dt.date, ...], Spec(DAYS, "完成日期", "办结、已办、完成", "辦結、已辦", PRIVATE, N_("the day or days it was kept"))] = ()
    every: Annotated[str, Spec(TEXT, "周期", "每隔、重复", "週期、重複", PRIVATE, N_("how often it comes again: 每周三, 每月10日"))] = ""
    approval: Annotated[str, Spec(TEXT, "要谁批准", "审批、审批人", "要誰批准、審批、審批人", PRIVATE, N_("who has to agree"))] = ""
    note: Annotated[str, Spec(PROSE, "备注", "", "備註", INTERNAL, N_("anything else"))] = ""


class Request(Record, frozen=True, omit_defaults=True):
    """Something the customer asked for."""

    what: Annotated[str, Spec(TEXT, "内容", "什么要求", "內容、什麼要求", PRIVATE, N_("what was asked for"))] = ""
    amount: Annotated[Decimal | None, Spec(MONEY, "金额", "", "金額", PRIVATE, N_("worth how much, in yuan"))] = None
    answer: Annotated[str, Spec(TEXT, "答复", "回复、结果", "答覆、回覆、結果", PRIVATE, N_("what was answered"))] = ""
    note: Annotated[str, Spec(PROSE, "备注", "", "備註", INTERNAL, N_("anything else"))] = ""


class Cost(Record, frozen=True, omit_defaults=True):
    """Money that a visit cost."""

    what: Annotated[str, Spec(TEXT, "名目", "项目、事由", "項目", INTERNAL, N_("what for"))] = ""
    amount: Annotated[Decimal | None, Spec(MONEY, "金额", "", "金額", INTERNAL, N_("how much, in yuan"))] = None
    note: Annotated[str, Spec(PROSE, "备注", "", "備註", INTERNAL, N_("anything else"))] = ""


class TimeUse(Record, frozen=True, omit_defaults=True):
    """Minutes of a visit by what they went into."""

    what: Annotated[str, Spec(TIME_USE, "名目", "项目、用途", "項目", INTERNAL, N_("on what the time went"))] = ""
    minutes: Annotated[int | None, Spec(INTEGER, "分钟", "时长", "分鐘、時長", INTERNAL, N_("how many minutes"))] = None
    note: Annotated[str, Spec(PROSE, "备注", "", "備註", INTERNAL, N_("anything else"))] = ""
