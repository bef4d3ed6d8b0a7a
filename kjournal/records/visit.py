"""The visit (拜访记录, DOMAIN.md 3), and the other notes in `visits/`."""

# fmt: off
import datetime as dt
from decimal import Decimal
from typing import Annotated, Any

from msgspec import field

from kjournal.records.business import (
    Complaint,
    Cost,
    Gift,
    OrderLine,
    Payment,
    Promise,
    Request,
    Stock,
    TimeUse,
)
from kjournal.records.choices import (
    CHANNEL,
    DIRECTION,
    MARKET_SIGN,
    PURPOSE,
    RESULT,
    RISK_SIGN,
    SATISFACTION,
    VISIT_KIND,
    VISIT_STATUS,
)
from kjournal.records.papers import Competitor
from kjournal.records.spec import (
    DAY,
    DUE,
    INTERNAL,
    LINK,
    LINKS,
    MONEY,
    PRIVATE,
    PROSE,
    PUBLIC,
    RECORD,
    RECORDS,
    TEXT,
    TEXTS,
    TIME,
    Record,
    Spec,
    some_of,
)
from kjournal.words import N_


class Next(Record, frozen=True, omit_defaults=True):
    """The day agreed for the next visit, and what for."""

    date: Annotated[dt.date | None, Spec(DUE, "日期", "时间、哪天", "時間", INTERNAL, N_("the day agreed"))] = None
    what: Annotated[str, Spec(TEXT, "做什么", "事项、内容、安排", "做什麼、事項、內容", INTERNAL, N_("what for"))] = ""
    note: Annotated[str, Spec(PROSE, "备注", "", "備註", INTERNAL, N_("anything else"))] = ""


class Review(Record, frozen=True, omit_defaults=True):
    """The supervisor's remark on a visit."""

    by: Annotated[str, Spec(TEXT, "批示人", "谁、主管", "誰", INTERNAL, N_("who wrote it"))] = ""
    on: Annotated[dt.date | None, Spec(DAY, "批示日期", "日期", "", INTERNAL, N_("when"))] = None
    text: Annotated[str, Spec(PROSE, "批示内容", "内容、意见", "批示內容、內容、意見", INTERNAL, N_("the remark"))] = ""
    note: Annotated[str, Spec(PROSE, "备注", "", "備註", INTERNAL, N_("anything else"))] = ""


class Visit(Record, frozen=True, omit_defaults=True):
    """One contact with a customer, whatever the channel; also a plan for one, and the other notes in `visits/`."""

    customer: Annotated[str, Spec(LINK, "客户", "拜访客户、客户名称、拜访对象、访问对象", "客戶、拜訪客戶、客戶名稱、拜訪對象、訪問對象", INTERNAL, N_("who was visited"))] = ""
    date: Annotated[dt.date | None, Spec(DAY, "日期", "拜访日期、访问日期", "拜訪日期、訪問日期", INTERNAL, N_("the day"))] = None
    rep: Annotated[str, Spec(TEXT, "业务员", "拜访人、代表、业务代表", "業務員、拜訪人、業務代表", INTERNAL, N_("who went; the customer's rep where it is left out"))] = ""
    kind: Annotated[str, Spec(VISIT_KIND, "记录类型", "类型、种类", "記錄類型、類型、種類", INTERNAL, N_("a visit, or another note: 区域事件, 活动, 日报"))] = ""
    status: Annotated[str, Spec(VISIT_STATUS, "状态", "拜访状态、完成情况", "狀態、拜訪狀態、完成情況", INTERNAL, N_("planned, done, nobody there, cancelled"))] = ""
    channel: Annotated[str, Spec(CHANNEL, "方式", "拜访方式、沟通方式、渠道", "拜訪方式、溝通方式", INTERNAL, N_("on the spot, by telephone, WeChat, letter …"))] = ""
    direction: Annotated[str, Spec(DIRECTION, "联系方向", "方向、呼叫方向、谁找谁", "聯繫方向、誰找誰", INTERNAL, N_("who sought whom"))] = ""
    start: Annotated[dt.time | None, Spec(TIME, "到达", "到达时间、开始、开始时间", "到達、到達時間、開始、開始時間", INTERNAL, N_("arrival"))] = None
    end: Annotated[dt.time | None, Spec(TIME, "离开", "离开时间、结束、结束时间", "離開、離開時間、結束、結束時間", INTERNAL, N_("departure"))] = None
    purpose: Annotated[tuple[str, ...], some_of(PURPOSE, "目的", "拜访目的、访问目的、事由", "拜訪目的、訪問目的", INTERNAL, N_("what for"))] = ()
    aim: Annotated[str, Spec(PROSE, "本次目标", "目标、今天目标", "本次目標、目標、今天目標", INTERNAL, N_("what was to be reached"))] = ""
    people: Annotated[tuple[str, ...], Spec(TEXTS, "见到的人", "见了谁、见面人、见到谁、参与人", "見到的人、見了誰、見面人、見到誰、參與人", INTERNAL, N_("who was met"))] = ()
    with_: Annotated[tuple[str, ...], Spec(TEXTS, "协访", "同行人、同行、陪访、协访人、随访", "協訪、陪訪、協訪人、隨訪", INTERNAL, N_("who came along"))] = ()
    result: Annotated[str, Spec(RESULT, "结果", "拜访结果、达成情况", "結果、拜訪結果、達成情況", INTERNAL, N_("whether the aim was reached"))] = ""
    satisfaction: Annotated[int | None, Spec(SATISFACTION, "满意度", "客户满意度", "滿意度、客戶滿意度", PRIVATE, N_("how content the customer is, 1 to 5"))] = None
    next: Annotated[Next | None, Spec(RECORD, "下次", "下次拜访、下次安排、下次计划、下一步", "下次拜訪、下次計劃", INTERNAL, N_("when to come again, and for what"))] = None
    orders: Annotated[tuple[OrderLine, ...], Spec(RECORDS, "订货", "订单、要货、进货、下单、补货", "訂貨、訂單、要貨、進貨、下單、補貨", PRIVATE, N_("what was ordered"))] = ()
    payments: Annotated[tuple[Payment, ...], Spec(RECORDS, "收款", "回款、结款、收回款、收钱", "結款、收錢", PRIVATE, N_("money received"))] = ()
    agreed: Annotated[Decimal | None, Spec(MONEY, "对账余额", "余额、双方确认", "對賬餘額、對帳餘額、餘額", PRIVATE, N_("the balance both sides agreed on, in yuan; with purpose 对账"))] = None
    returns: Annotated[tuple[OrderLine, ...], Spec(RECORDS, "退货", "退换货、退回", "退貨、退換貨", PRIVATE, N_("goods taken back"))] = ()
    adjustments: Annotated[tuple[OrderLine, ...], Spec(RECORDS, "调账", "冲红、冲价、补差、补发、换货、返利", "調賬、調帳、沖紅、沖價、補差、補發、換貨", PRIVATE, N_("corrections of the account"))] = ()
    gifts: Annotated[tuple[Gift, ...], Spec(RECORDS, "礼品", "小礼品、赠品、礼物、纪念品", "禮品、小禮品、贈品、禮物、紀念品", PRIVATE, N_("what was given"))] = ()
    redeemed: Annotated[tuple[OrderLine, ...], Spec(RECORDS, "兑奖", "积分兑换、兑付、兑换", "兌獎、積分兌換、兌付、兌換", PRIVATE, N_("points turned into goods"))] = ()
    stock: Annotated[tuple[Stock, ...], Spec(RECORDS, "库存", "存货、盘点、库存情况", "庫存、存貨、盤點、庫存情況", INTERNAL, N_("what was found on the shelf"))] = ()
    complaints: Annotated[tuple[Complaint, ...], Spec(RECORDS, "投诉", "客诉、抱怨、客户抱怨、客户投诉", "投訴、客訴、客戶抱怨、客戶投訴", PRIVATE, N_("what went wrong"))] = ()
    adverse: Annotated[str, Spec(PROSE, "不良反应", "药品不良反应、ADR", "不良反應、藥品不良反應", PRIVATE, N_("that an adverse reaction was told of, without a patient's name"))] = ""
    promises: Annotated[tuple[Promise, ...], Spec(RECORDS, "承诺", "答应的事、答应、许诺", "承諾、答應的事、答應、許諾", PRIVATE, N_("what was promised"))] = ()
    requests: Annotated[tuple[Request, ...], Spec(RECORDS, "客户要求", "客户诉求、诉求、要求", "客戶要求、客戶訴求、訴求", PRIVATE, N_("what the customer asked for"))] = ()
    objections: Annotated[tuple[str, ...], Spec(TEXTS, "异议", "反对意见、顾虑", "異議、反對意見、顧慮", PRIVATE, N_("what the customer doubts"))] = ()
    competitors: Annotated[tuple[Competitor, ...], Spec(RECORDS, "竞品", "竞争产品、竞品情况", "競品、競爭產品、競品情況", INTERNAL, N_("what others do there"))] = ()
    risk_signs: Annotated[tuple[str, ...], some_of(RISK_SIGN, "预警", "风险信号、预警信号、风险", "預警、風險信號、預警信號、風險", PRIVATE, N_("signs that money may be in danger"))] = ()
    market_signs: Annotated[tuple[str, ...], some_of(MARKET_SIGN, "市场异常", "窜货、低价、价格异常", "市場異常、竄貨、低價、價格異常", INTERNAL, N_("prices out of order, goods from elsewhere"))] = ()
    costs: Annotated[tuple[Cost, ...], Spec(RECORDS, "费用", "花费、拜访费用、访问费用", "費用、花費、拜訪費用、訪問費用", INTERNAL, N_("what the visit cost"))] = ()
    time_use: Annotated[tuple[TimeUse, ...], Spec(RECORDS, "时间使用", "用时、时间使用栏、时间安排", "時間使用、用時、時間使用欄、時間安排", INTERNAL, N_("how the time went"))] = ()
    favours: Annotated[tuple[str, ...], Spec(TEXTS, "帮忙", "帮了什么、帮忙的事、代办", "幫忙、幫了什麼、幫忙的事、代辦", PRIVATE, N_("help that was given"))] = ()
    shown: Annotated[tuple[str, ...], Spec(TEXTS, "展示资料", "出示资料、资料、带的资料", "展示資料、出示資料、資料、帶的資料", INTERNAL, N_("papers that were shown"))] = ()
    escalate: Annotated[str, Spec(PROSE, "上报", "呈报、报告", "上報、呈報、報告", INTERNAL, N_("what somebody above must know"))] = ""
    review: Annotated[Review | None, Spec(RECORD, "批示", "主管批示、核签、签核、点评", "核簽、簽核、點評", INTERNAL, N_("the supervisor's remark"))] = None
    region: Annotated[str, Spec(TEXT, "区域", "地区、片区", "區域、地區、片區", PUBLIC, N_("the place of a region event"))] = ""
    what: Annotated[str, Spec(TEXT, "事件", "什么事、事情、活动名称", "什麼事、活動名稱", INTERNAL, N_("what happened there"))] = ""
    from_: Annotated[dt.date | None, Spec(DAY, "开始日期", "开始日、起", "開始日期、開始日", INTERNAL, N_("its first day"))] = None
    to: Annotated[dt.date | None, Spec(DUE, "结束日期", "结束日、止", "結束日期、結束日", INTERNAL, N_("its last day"))] = None
    script: Annotated[str, Spec(PROSE, "慰问要点", "话术、问候要点、慰问话术", "慰問要點、話術、問候要點、慰問話術", INTERNAL, N_("what to say"))] = ""
    customers: Annotated[tuple[str, ...], Spec(LINKS, "参加客户", "客户名单、到会客户、与会客户", "參加客戶、客戶名單、到會客戶、與會客戶", INTERNAL, N_("customers who took part"))] = ()
    attendance: Annotated[str, Spec(TEXT, "出勤", "考勤、出勤状况", "出勤狀況", INTERNAL, N_("attendance"))] = ""
    lessons: Annotated[str, Spec(PROSE, "今日心得", "心得、拜访心得、今日拜访心得", "拜訪心得、今日拜訪心得", INTERNAL, N_("what the day taught"))] = ""
    note: Annotated[str, Spec(PROSE, "备注", "", "備註", INTERNAL, N_("anything else"))] = ""
    ignore: Annotated[tuple[str, ...], Spec(TEXTS, "忽略", "忽略问题", "忽略問題", INTERNAL, N_("codes of findings that are not to be shown for this note"))] = ()
    extra: dict[str, Any] = field(default_factory=dict)  # keys that are not declared, and own fields, as they are
