"""The customer's card (客户资料卡, DOMAIN.md 2)."""

# fmt: off
import datetime as dt
from decimal import Decimal
from typing import Annotated, Any

from msgspec import field

from kjournal.records.business import Promise
from kjournal.records.choices import (
    ACCESS,
    CLASS,
    CUSTOMER_KIND,
    CUSTOMER_STATUS,
    ENTHUSIASM,
    GRADE,
    PERSONALITY,
    RECIPIENT,
    SETTLEMENT,
    SOURCE,
    STAGE,
)
from kjournal.records.papers import Bus, Competitor, Licence, Opening, OwnEvent
from kjournal.records.people import Contact, LifeEvent
from kjournal.records.spec import (
    DAY,
    DUE,
    GEO,
    INTEGER,
    INTERNAL,
    LINK,
    MONEY,
    NUMBER,
    PRIVATE,
    PROSE,
    PUBLIC,
    RECORD,
    RECORDS,
    TEXT,
    TEXTS,
    YES_NO,
    Spec,
    some_of,
)
from kjournal.words import N_


class Customer(Contact, frozen=True, omit_defaults=True):
    """An organisation or a person who is looked after: the card."""

    name: Annotated[str, Spec(TEXT, "名称", "姓名、名字、客户名称、单位名称、店名、全称", "名稱、客戶名稱、單位名稱、全稱", INTERNAL, N_("what the customer is called"))] = ""
    class_: Annotated[str, Spec(CLASS, "客户类别", "类别、客户分类、客户类型、终端类型", "客戶類別、類別、客戶分類、客戶類型、終端類型", PUBLIC, N_("what sort of customer it is; grades and intervals go by it"))] = ""
    region: Annotated[str, Spec(TEXT, "区域", "地区、片区、辖区、所属区域、所在地区", "區域、地區、片區、轄區、所屬區域、所在地區", PUBLIC, N_("where it lies, as a path: 广西/河池/峨江县/向阳镇"))] = ""
    id: Annotated[str, Spec(TEXT, "编号", "客户编号、编码、客户编码、代码、客户代码", "編號、客戶編號、編碼、客戶編碼、代碼、客戶代碼、客編", INTERNAL, N_("a name that never changes; the file's stem where it is left out"))] = ""
    aliases: Annotated[tuple[str, ...], Spec(TEXTS, "别名", "简称、曾用名、俗称、又名", "別名、簡稱、俗稱", INTERNAL, N_("other names under which notes mention it"))] = ()
    pinyin: Annotated[str, Spec(TEXT, "拼音", "读音", "讀音", INTERNAL, N_("how the name is read, where that is not plain"))] = ""
    kind: Annotated[str, Spec(CUSTOMER_KIND, "主体", "主体类型、机构或个人、类型", "主體、主體類型、機構或個人、類型", PUBLIC, N_("an organisation, a person, or somebody of one's own company"))] = ""
    org: Annotated[str, Spec(LINK, "所在单位", "单位、工作单位、所属单位、所在医院、任职单位、所属机构", "所在單位、單位、工作單位、所屬單位、所在醫院、任職單位、所屬機構", INTERNAL, N_("the organisation at which a person works"))] = ""
    upstream: Annotated[str, Spec(TEXT, "供货商业", "上级商业、供货商、供货单位、配送商业、配送商、上级经销商、上游", "供貨商業、上級商業、供貨商、供貨單位、配送商業、上級經銷商", INTERNAL, N_("the dealer who delivers to it"))] = ""
    chain: Annotated[str, Spec(TEXT, "所属连锁", "连锁、连锁总部、总店、总部", "所屬連鎖、連鎖、連鎖總部、總店、總部", INTERNAL, N_("the chain it belongs to"))] = ""
    status: Annotated[str, Spec(CUSTOMER_STATUS, "状态", "客户状态、合作状态", "狀態、客戶狀態、合作狀態", INTERNAL, N_("how far the work with it has come"))] = ""
    merged_into: Annotated[str, Spec(LINK, "并入", "合并到、合并至、已并入", "併入、合併到、合併至、已併入", INTERNAL, N_("the customer that it became a part of"))] = ""
    source: Annotated[str, Spec(SOURCE, "客户来源", "来源、信息来源、获客渠道", "客戶來源、來源、信息來源、獲客渠道", INTERNAL, N_("how it was found"))] = ""
    introduced_by: Annotated[str, Spec(LINK, "介绍人", "引荐人、推荐人、转介绍人", "介紹人、引薦人、推薦人、轉介紹人", INTERNAL, N_("who brought us together"))] = ""
    rep: Annotated[str, Spec(TEXT, "业务员", "业务代表、代表、跟进人、归属、我方负责人、客户经理", "業務員、業務代表、跟進人、歸屬、我方負責人、客戶經理、業代", INTERNAL, N_("the rep who looks after it"))] = ""
    created: Annotated[dt.date | None, Spec(DAY, "建档日期", "建档、建卡日期、登记日期、录入日期", "建檔日期、建檔、登記日期、錄入日期", INTERNAL, N_("the day the card was begun"))] = None
    verified: Annotated[dt.date | None, Spec(DAY, "核实日期", "核对、核实、核对日期、最近核实", "核實日期、核對、核實、核對日期、最近核實", INTERNAL, N_("the day the card was last found true"))] = None
    tags: Annotated[tuple[str, ...], Spec(TEXTS, "标签", "分组、标记", "標籤、分組、標記", INTERNAL, N_("words to find it by"))] = ()
    grade: Annotated[str, Spec(GRADE, "等级", "级别、客户等级、客户级别、评级、分级", "等級、級別、客戶等級、客戶級別、評級、分級", PUBLIC, N_("how important it is, where that is written and not computed"))] = ""
    grade_reason: Annotated[str, Spec(TEXT, "定级理由", "等级理由、等级原因、定级原因、评级理由", "定級理由、等級理由、等級原因、定級原因、評級理由", INTERNAL, N_("why the grade was written"))] = ""
    enthusiasm: Annotated[int | None, Spec(ENTHUSIASM, "热心程度", "热心度、热情度、积极性、配合度", "熱心程度、熱心度、熱情度、積極性", PRIVATE, N_("how warm it is towards us, 1 to 5"))] = None
    stage: Annotated[str, Spec(STAGE, "客情阶段", "关系阶段", "客情階段、關係階段", PRIVATE, N_("how far the relationship has come"))] = ""
    personality: Annotated[tuple[str, ...], some_of(PERSONALITY, "性格", "性格类型、性格特点、脾气", "性格類型、性格特點、脾氣", PRIVATE, N_("the type of character; only its advice is ever shown"))] = ()
    buyer: Annotated[str, Spec(TEXT, "采购经验", "购买经验、采购成熟度", "採購經驗、購買經驗、採購成熟度", PRIVATE, N_("how experienced a buyer it is"))] = ""
    adoption: Annotated[str, Spec(TEXT, "使用程度", "使用情况、接受程度、采用程度", "使用情況、採用程度", PRIVATE, N_("which products are used, and how far"))] = ""
    address: Annotated[str, Spec(TEXT, "详细地址", "地址、住址、店址、门牌、通讯地址、联系地址", "詳細地址、門牌、通訊地址、聯繫地址", INTERNAL, N_("street and house"))] = ""
    geo: Annotated[tuple[float, float] | None, Spec(GEO, "坐标", "经纬度、定位、位置、GPS", "座標、經緯度", INTERNAL, N_("latitude and longitude"))] = None
    access: Annotated[tuple[str, ...], some_of(ACCESS, "交通方式", "到达方式、怎么去、交通", "到達方式、怎麼去", INTERNAL, N_("how to get there"))] = ()
    bus: Annotated[tuple[Bus, ...], Spec(RECORDS, "班车", "班车时刻、班车时间、客车、公交", "班車、班車時刻、班車時間、客車", INTERNAL, N_("coaches that go there"))] = ()
    market_days: Annotated[str, Spec(TEXT, "赶集日", "圩日、圩期、赶圩、墟日、赶集、集日、赶场、赶场日、赶街、街天", "趕集日、趕圩、趕集、趕場、趕場日、趕街、趕墟", INTERNAL, N_("days on which the market is held"))] = ""
    hours: Annotated[str, Spec(TEXT, "可拜访时间", "可访时间、方便时间、营业时间、上班时间", "可拜訪時間、可訪時間、方便時間、營業時間、上班時間", INTERNAL, N_("when a visit is welcome"))] = ""
    duty: Annotated[str, Spec(TEXT, "坐诊值班", "门诊值班、坐诊时间、出诊时间、门诊时间、值班、排班", "坐診值班、門診值班、坐診時間、出診時間、門診時間", INTERNAL, N_("when the doctor sees patients or is on duty"))] = ""
    reception: Annotated[str, Spec(TEXT, "接待日", "代表接待日、医药代表接待日、接待时间、预约要求", "醫藥代表接待日、接待時間、預約要求", INTERNAL, N_("the days on which reps are received"))] = ""
    nature: Annotated[str, Spec(TEXT, "经营性质", "性质、单位性质、所有制", "經營性質、性質、單位性質", INTERNAL, N_("state, private, chain or other"))] = ""
    category_sales: Annotated[str, Spec(PROSE, "同类年销量", "同类产品年销量、同类销量、年销量、年用量", "同類年銷量、同類產品年銷量、同類銷量、年銷量", INTERNAL, N_("what it sells a year of goods like ours, and how that is known"))] = ""
    restock_days: Annotated[int | None, Spec(INTEGER, "补货周期", "进货周期、要货周期、订货周期", "補貨週期、補貨周期、進貨週期、進貨周期、要貨週期、要貨周期、訂貨週期、訂貨周期", INTERNAL, N_("days from one order to the next"))] = None
    order_day: Annotated[str, Spec(TEXT, "报计划日", "采购计划日、报计划、要货计划日", "報計劃日、採購計劃日、報計劃、要貨計劃日", INTERNAL, N_("the day of the month on which it hands in its plan"))] = ""
    restock_channel: Annotated[str, Spec(TEXT, "补货渠道", "进货渠道、拿货渠道、采购渠道", "補貨渠道、進貨渠道、拿貨渠道、採購渠道", INTERNAL, N_("from whom it buys"))] = ""
    settlement: Annotated[str, Spec(SETTLEMENT, "结款方式", "付款方式、结算方式、结账方式、回款方式", "結款方式、結算方式、結賬方式、結帳方式、付款條件", INTERNAL, N_("how it pays"))] = ""
    needs: Annotated[str, Spec(PROSE, "客户需求", "需求、对企业的需求、对我们的需求", "客戶需求、對企業的需求、對我們的需求", INTERNAL, N_("what it needs of us"))] = ""
    opinion: Annotated[str, Spec(PROSE, "对产品看法", "产品看法、对产品的看法、对产品的认识和看法、产品评价、看法", "對產品看法、產品看法、對產品的看法、對產品的認識和看法、產品評價", PRIVATE, N_("what it thinks of our products"))] = ""
    area_m2: Annotated[Decimal | None, Spec(NUMBER, "营业面积", "面积、经营面积", "營業面積、面積、經營面積", INTERNAL, N_("floor space in square metres"))] = None
    staff: Annotated[int | None, Spec(INTEGER, "员工人数", "员工、员工数、人数、职工人数", "員工人數、員工、員工數、人數、職工人數", INTERNAL, N_("how many people work there"))] = None
    features: Annotated[str, Spec(PROSE, "经营特点", "特点、经营特色、特色", "經營特點、特點、經營特色", INTERNAL, N_("what it is known for"))] = ""
    sales_status: Annotated[str, Spec(PROSE, "销售状况", "销售情况、生意情况、经营状况", "銷售狀況、銷售情況、生意情況、經營狀況", INTERNAL, N_("how its business goes"))] = ""
    products: Annotated[tuple[str, ...], Spec(TEXTS, "在销品种", "在销产品、在售产品、在用品种、经营品种", "在銷品種、在銷產品、在售產品、在用品種、經營品種、品項", INTERNAL, N_("products of ours that it sells or uses"))] = ()
    competitors: Annotated[tuple[Competitor, ...], Spec(RECORDS, "竞品", "竞争产品、竞争品种、竞争对手", "競品、競爭產品、競爭品種、競爭對手", INTERNAL, N_("goods of others that it sells"))] = ()
    delivery: Annotated[str, Spec(TEXT, "送货方式", "配送方式、供货方式、提货方式", "送貨方式、供貨方式、提貨方式", INTERNAL, N_("how goods reach it"))] = ""
    receiving: Annotated[str, Spec(TEXT, "收货习惯", "收货要求、收货时间", "收貨習慣、收貨要求、收貨時間", INTERNAL, N_("how it wants goods received"))] = ""
    reputation: Annotated[str, Spec(TEXT, "信誉度", "信誉、信用状况", "信譽度、信譽、信用狀況", PRIVATE, N_("how it is spoken of"))] = ""
    capital: Annotated[str, Spec(TEXT, "资金实力", "资金、实力", "資金實力、資金、實力", PRIVATE, N_("how strong it is in money"))] = ""
    ability: Annotated[str, Spec(TEXT, "经营能力", "", "經營能力", PRIVATE, N_("how well it runs its business"))] = ""
    mindset: Annotated[str, Spec(TEXT, "经营理念", "思想素质", "經營理念、思想素質", PRIVATE, N_("how it thinks about business"))] = ""
    education: Annotated[str, Spec(TEXT, "文化程度", "学历", "學歷", PRIVATE, N_("schooling of its head"))] = ""
    family_background: Annotated[str, Spec(PROSE, "家庭背景", "", "", PRIVATE, N_("family of its head"))] = ""
    downstream_complete: Annotated[bool | None, Spec(YES_NO, "下游名单齐全", "下游齐全、下游名单", "下游名單齊全、下游齊全、下游名單", INTERNAL, N_("of a dealer: whether the list of those it sells to is complete"))] = None
    contacts: Annotated[tuple[Contact, ...], Spec(RECORDS, "联系人", "联系人员、人员、关键人", "聯繫人、聯繫人員、人員、關鍵人、聯絡人、連絡人", INTERNAL, N_("people there without a card of their own"))] = ()
    life_events: Annotated[tuple[LifeEvent, ...], Spec(RECORDS, "大事", "大事记、家庭大事、红白喜事", "大事記、紅白喜事", PRIVATE, N_("births, weddings, illness and deaths among its people"))] = ()
    own_events: Annotated[tuple[OwnEvent, ...], Spec(RECORDS, "客户活动", "店庆、周年庆、客户大事、活动安排", "客戶活動、店慶、週年慶、周年慶、客戶大事、活動安排", INTERNAL, N_("its own days: opening, anniversary, sales, meetings"))] = ()
    credit_limit: Annotated[Decimal | None, Spec(MONEY, "信用额度", "授信额度、赊销额度、额度、欠款上限", "信用額度、授信額度、賒銷額度、額度", INTERNAL, N_("the most it may owe, in yuan"))] = None
    credit_days: Annotated[int | None, Spec(INTEGER, "账期", "账期天数、信用天数、赊账天数、结款天数", "賬期、帳期、賬期天數、帳期天數、信用天數、賒賬天數、賒帳天數、結款天數", INTERNAL, N_("days it may take to pay"))] = None
    opening: Annotated[Opening | None, Spec(RECORD, "期初", "期初余额、期初欠款、期初数", "期初餘額、期初數", PRIVATE, N_("what stood in the books when the journal began"))] = None
    reconcile: Annotated[str, Spec(TEXT, "对账周期", "对账频率", "對賬週期、對帳週期、對賬周期、對賬頻率、對帳周期、對帳頻率", INTERNAL, N_("how often accounts are compared"))] = ""
    gift_cap: Annotated[Decimal | None, Spec(MONEY, "礼品上限", "礼品限额、礼品标准", "禮品上限、禮品限額、禮品標準", PRIVATE, N_("the most a gift may cost, in yuan"))] = None
    recipient: Annotated[str, Spec(RECIPIENT, "对方身份", "受礼人类别、受赠方类别、人员类别、人员性质", "對方身份、受禮人類別、受贈方類別、人員類別、人員性質", INTERNAL, N_("medical staff, public servant, business or other; decides which gifts are allowed"))] = ""
    licences: Annotated[tuple[Licence, ...], Spec(RECORDS, "证照", "资质、资质证照、证件、首营资料", "證照、資質、資質證照、證件、首營資料", INTERNAL, N_("papers with a day on which they expire"))] = ()
    cadence: Annotated[str, Spec(TEXT, "拜访频率", "拜访频次、拜访周期、频率、频次", "拜訪頻率、拜訪頻次、拜訪週期、拜訪周期、頻率、頻次", INTERNAL, N_("how often to visit, where it differs from the preset: 30天, or a preset's name"))] = ""
    snooze: Annotated[dt.date | None, Spec(DUE, "暂停提醒至", "暂停至、暂停提醒", "暫停提醒至、暫停至、暫停提醒", INTERNAL, N_("no visit or call is asked for before this day"))] = None
    points: Annotated[str, Spec(TEXT, "积分卡", "积分、积分账户", "積分卡、積分、積分賬戶、積分帳戶", INTERNAL, N_("the account of points"))] = ""
    consent: Annotated[str, Spec(TEXT, "告知同意", "个人信息同意、授权同意", "個人信息同意、授權同意", INTERNAL, N_("that the customer agreed to the keeping of personal data"))] = ""
    ignore: Annotated[tuple[str, ...], Spec(TEXTS, "忽略", "忽略问题", "忽略問題", INTERNAL, N_("codes of findings that are not to be shown for this note"))] = ()
    promises: tuple[Promise, ...] = ()  # task lines of the body; not a key of a card
    extra: dict[str, Any] = field(default_factory=dict)  # keys that are not declared, and own fields, as they are
