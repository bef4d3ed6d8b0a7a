"""People: contacts, their families and days, and what happens in their lives."""

# fmt: off
import datetime as dt
from typing import Annotated

from kjournal.dates.annual import DayOfYear
from kjournal.records.choices import ENTHUSIASM, GENDER, LIFE_EVENT, LIFE_WHO, PERSONALITY, RECIPIENT
from kjournal.records.spec import (
    BIRTHDAY,
    DAY,
    DUE,
    INTERNAL,
    LEAVE,
    PHONE,
    PRIVATE,
    PROSE,
    RECORDS,
    SECRET,
    TEXT,
    YES_NO,
    Record,
    Spec,
    some_of,
)
from kjournal.words import N_


class FamilyMember(Record, frozen=True, omit_defaults=True):
    """A member of a person's family."""

    name: Annotated[str, Spec(TEXT, "姓名", "名字、称呼", "稱呼", SECRET, N_("name; a child's stays in the note"))] = ""
    relation: Annotated[str, Spec(TEXT, "关系", "什么人", "關係、什麼人", PRIVATE, N_("wife, son, mother …"))] = ""
    birthday: Annotated[DayOfYear | None, Spec(BIRTHDAY, "生日", "出生日期、农历生日", "農曆生日", SECRET, N_("birthday; a child's stays in the note"))] = None
    school: Annotated[str, Spec(TEXT, "学段", "上学阶段、年级、就读", "學段、上學階段、年級、就讀", PRIVATE, N_("the school stage of a child"))] = ""
    note: Annotated[str, Spec(PROSE, "备注", "", "備註", INTERNAL, N_("anything else"))] = ""


class Anniversary(Record, frozen=True, omit_defaults=True):
    """A day of the year to remember."""

    what: Annotated[str, Spec(TEXT, "名目", "名称、事由、什么日子", "名稱、什麼日子", PRIVATE, N_("what is remembered"))] = ""
    date: Annotated[DayOfYear | None, Spec(BIRTHDAY, "日期", "哪天", "", PRIVATE, N_("the day of the year"))] = None
    note: Annotated[str, Spec(PROSE, "备注", "", "備註", INTERNAL, N_("anything else"))] = ""


class LifeEvent(Record, frozen=True, omit_defaults=True):
    """What happened in a customer's house."""

    date: Annotated[dt.date | None, Spec(DAY, "日期", "哪天、时间", "時間", PRIVATE, N_("the day"))] = None
    kind: Annotated[str, Spec(LIFE_EVENT, "事项", "类型、什么事", "事項、類型、什麼事", PRIVATE, N_("what happened"))] = ""
    who: Annotated[str, Spec(LIFE_WHO, "谁", "何人、当事人、哪位", "誰、當事人", SECRET, N_("to whom; of an illness, accident or death it stays in the note"))] = ""
    note: Annotated[str, Spec(PROSE, "说明", "备注、情况", "說明、備註、情況", SECRET, N_("more about it; of an illness, accident or death it stays in the note"))] = ""
    quiet_until: Annotated[dt.date | None, Spec(DUE, "勿扰至", "勿扰到、免打扰至", "勿擾至、勿擾到、免打擾至", PRIVATE, N_("until when nothing that sells is asked for"))] = None


class Contact(Record, frozen=True, omit_defaults=True):
    """A person at an organisation who has no card of their own."""

    name: Annotated[str, Spec(TEXT, "姓名", "名字、称呼", "稱呼", INTERNAL, N_("what the person is called"))] = ""
    role: Annotated[str, Spec(TEXT, "岗位", "职务、职位、身份", "崗位、職務、職位", INTERNAL, N_("what the person does there"))] = ""
    dept: Annotated[str, Spec(TEXT, "科室", "部门、科别", "部門、科別", INTERNAL, N_("the department"))] = ""
    title: Annotated[str, Spec(TEXT, "职称", "技术职称", "職稱、技術職稱", INTERNAL, N_("the professional title"))] = ""
    gender: Annotated[str, Spec(GENDER, "性别", "男女", "性別", PRIVATE, N_("男 or 女"))] = ""
    decides: Annotated[bool | None, Spec(YES_NO, "拍板", "拍板人、能拍板、决策人、说了算、当家", "決策人、說了算、當家", PRIVATE, N_("whether this person decides"))] = None
    phone: Annotated[str, Spec(PHONE, "电话", "手机、手机号、联系电话、电话号码、座机、固话、办公电话", "電話、手機、手機號、聯繫電話、電話號碼、座機、固話、辦公電話、行動電話", INTERNAL, N_("telephone numbers, as typed"))] = ""
    wechat: Annotated[str, Spec(TEXT, "微信", "微信号、weixin", "微信號", INTERNAL, N_("name on WeChat"))] = ""
    qq: Annotated[str, Spec(TEXT, "QQ", "QQ号", "QQ號", INTERNAL, N_("number on QQ"))] = ""
    email: Annotated[str, Spec(TEXT, "邮箱", "电子邮箱、邮件、电邮、E-mail", "郵箱、電子郵箱、郵件、電郵、電子郵件", INTERNAL, N_("address for mail"))] = ""
    birthday: Annotated[DayOfYear | None, Spec(BIRTHDAY, "生日", "出生日期、出生年月日、公历生日、阳历生日、农历生日、阴历生日、旧历生日、老历生日", "公曆生日、陽曆生日、農曆生日、陰曆生日、舊曆生日", PRIVATE, N_("the birthday, solar or lunar, with or without the year"))] = None
    celebrates: Annotated[str, Spec(TEXT, "过哪个生日", "生日过法、过生日", "過哪個生日、生日過法、過生日", PRIVATE, N_("which birthday is kept: 农历, 公历 or both"))] = ""
    anniversaries: Annotated[tuple[Anniversary, ...], Spec(RECORDS, "纪念日", "结婚纪念日", "紀念日、結婚紀念日", PRIVATE, N_("other days to remember"))] = ()
    family: Annotated[tuple[FamilyMember, ...], Spec(RECORDS, "家庭", "家庭情况、家庭成员、家人、家属", "家庭情況、家庭成員、家屬", PRIVATE, N_("the family"))] = ()
    hobbies: Annotated[str, Spec(TEXT, "爱好", "兴趣、兴趣爱好、喜好", "愛好、興趣、興趣愛好", PRIVATE, N_("what the person likes"))] = ""
    dislikes: Annotated[str, Spec(TEXT, "忌讳", "禁忌、忌口、不喜欢", "忌諱、不喜歡", PRIVATE, N_("what to avoid"))] = ""
    greeting: Annotated[str, Spec(TEXT, "问候方式", "祝贺方式、祝福方式、问候渠道", "問候方式、祝賀方式、問候渠道", PRIVATE, N_("how congratulations are welcome"))] = ""
    wish: Annotated[str, Spec(PROSE, "近期心愿", "心愿、近期愿望、近期目标", "近期心願、心願、近期願望、近期目標", PRIVATE, N_("what the person hopes for now"))] = ""
    known_leaders: Annotated[str, Spec(TEXT, "认识的公司领导", "认识的公司高层、认识的高层、认识的领导", "認識的公司領導、認識的公司高層、認識的高層、認識的領導", PRIVATE, N_("leaders of ours whom the person knows"))] = ""
    health: Annotated[str, Spec(PROSE, "健康", "健康状况、身体状况", "健康狀況、身體狀況", SECRET, N_("health; stays in the note"))] = ""
    religion: Annotated[str, Spec(TEXT, "信仰", "宗教信仰、宗教", "", SECRET, N_("faith; stays in the note"))] = ""
    left: Annotated[dt.date | None, Spec(LEAVE, "离岗日期", "离岗、离职、离职日期、调离日期、调走", "離崗日期、離崗、離職、離職日期、調離日期、調走", INTERNAL, N_("the day the person went away; 是 where the day is not known"))] = None
    personality: Annotated[tuple[str, ...], some_of(PERSONALITY, "性格", "性格类型、性格特点、脾气", "性格類型、性格特點、脾氣", PRIVATE, N_("the type of character; only its advice is ever shown"))] = ()
    enthusiasm: Annotated[int | None, Spec(ENTHUSIASM, "热心程度", "热心度、热情度、积极性、配合度", "熱心程度、熱心度、熱情度、積極性", PRIVATE, N_("how warm the person is towards us, 1 to 5"))] = None
    adoption: Annotated[str, Spec(TEXT, "使用程度", "使用情况、接受程度、采用程度", "使用情況、採用程度", PRIVATE, N_("which products the person knows, and how far"))] = ""
    duty: Annotated[str, Spec(TEXT, "坐诊值班", "门诊值班、坐诊时间、出诊时间、值班、排班", "坐診值班、門診值班、坐診時間、出診時間", INTERNAL, N_("when the doctor sees patients or is on duty"))] = ""
    recipient: Annotated[str, Spec(RECIPIENT, "对方身份", "受礼人类别、人员类别", "對方身份、受禮人類別、人員類別", INTERNAL, N_("medical staff, public servant, business or other"))] = ""
    note: Annotated[str, Spec(PROSE, "备注", "", "備註", INTERNAL, N_("anything else"))] = ""
