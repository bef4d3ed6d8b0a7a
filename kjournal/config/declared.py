"""The declaration of all settings: what may stand in `kjournal.toml`."""

from __future__ import annotations

from typing import NamedTuple

from kjournal.words import N_


class Setting(NamedTuple):
    """One declared setting; `*` in its key stands for a name of the user's."""

    key: str
    type: str  # text, day, days, time, number, yes/no, texts, numbers, one of …
    means: str
    example: str


_OWN_TYPES = "one of text, yes/no, date, time, number, money, list, choice"

SETTINGS = (
    Setting("journal", "text", N_("the journal's name for machines; never changed, the reminders' identity hangs on it"), '"ejiang"'),
    Setting("title", "text", N_("the name on pages and calendars"), '"峨江县客情日志"'),
    Setting("language", "one of zh-CN, zh-Hant, zh-TW, zh-HK, en", N_("the language of all words"), '"zh-CN"'),
    Setting("timezone", "zone", N_("the time zone that decides the day"), '"Asia/Shanghai"'),
    Setting("today", "day", N_("a fixed day, for a sample; left out in a journal that is lived in"), '"2026-11-20"'),
    Setting("base_url", "text", N_("the address at which site/ is published, for links in the feeds"), '"https://example.org/k/"'),
    Setting("region", "text", N_("the beginning of every region, so that notes may write 向阳镇 alone"), '"广西/河池/峨江县"'),
    Setting("geo", "one of GCJ-02, WGS-84, BD-09", N_("the datum of the coordinates on cards: GCJ-02 as Amap, Tencent and WeChat show them, BD-09 as Baidu does, WGS-84 as a satellite receiver"), '"GCJ-02"'),
    Setting("reps.*.name", "text", N_("the rep's name, as notes write it"), '"周宁"'),
    Setting("reps.*.phone", "text", N_("the rep's telephone"), '"19900000901"'),
    Setting("reps.*.role", "one of 业务员, 医药代表, 主管", N_("what the rep may do: a 医药代表 takes neither orders nor money"), '"业务员"'),
    Setting("reps.*.preset", "text", N_("the rep's preset of intervals"), '"第三终端"'),
    Setting("reps.*.capacity", "capacity", N_("the most a day: visit and call"), "{visit = 8, call = 10}"),
    Setting("reps.*.supervisor", "text", N_("the id of the rep who supervises"), '"liang"'),
    Setting("classes", "texts", N_("further classes of customers"), '["疾控中心"]'),
    Setting("fields.customer.*", _OWN_TYPES, N_("a field of one's own on cards"), '"money"'),
    Setting("fields.visit.*", _OWN_TYPES, N_("a field of one's own on visits"), '"text"'),
    Setting("cadence.preset", "text", N_("the preset of intervals: 第三终端, 城区配送, 医院代表, 季度回访, or one's own"), '"第三终端"'),
    Setting("cadence.classes.*", "text", N_("the preset of a class"), '"医院代表"'),
    Setting("cadence.weekdays.*", "number", N_("the weekday on which a region is visited, 1 Monday to 7 Sunday"), "3"),
    Setting("cadence.presets.*.visit.*", "number", N_("days between visits, by grade; \"*\" for all others"), "60"),
    Setting("cadence.presets.*.call.*", "number", N_("days between calls, by grade"), "91"),
    Setting("cadence.presets.*.any.*", "number", N_("the most days without any contact, by grade"), "30"),
    Setting("cadence.presets.*.visits_a_day", "number", N_("the most visits a day"), "8"),
    Setting("cadence.presets.*.calls_a_day", "number", N_("the most calls a day"), "10"),
    Setting("rules.*.on", "yes/no", N_("whether a care rule reminds"), "true"),
    Setting("rules.*.days", "number", N_("a rule's number of days"), "7"),
    Setting("rules.*.lead", "numbers", N_("how many days before a rule reminds"), "[30, 7]"),
    Setting("rules.*.time", "time", N_("the time of day at which a rule reminds"), '"08:30"'),
    Setting("quiet.*", "number", N_("days of silence after a life event: 去世, 生病, 事故"), "49"),
    Setting("festivals.*", "yes/no", N_("whether a festival is greeted on: 元旦, 春节, 元宵, 三八, 五一, 端午, 中秋, 国庆, 年终答谢, 护士节, 医师节, and on wish 母亲节, 感恩节, 圣诞"), "true"),
    Setting("festivals.lead.*", "number", N_("how many days before a festival everybody is prepared for, where it is not by grade"), "14"),
    Setting("money.credit_days", "number", N_("days of credit where the card says none"), "30"),
    Setting("money.batch_days", "number", N_("days after which 压批 is due without a next order"), "60"),
    Setting("money.slabs", "numbers", N_("the last day of each slab of ageing"), "[30, 60, 90, 120]"),
    Setting("money.supervisor", "number", N_("days past due from which the supervisor is told too"), "31"),
    Setting("money.legal", "number", N_("days past due from which finance and legal are told"), "61"),
    Setting("money.late", "number", N_("late payments from which finance and legal are told"), "3"),
    Setting("money.points", "yuan", N_("points for a yuan bought; 0 counts none"), "0.1"),
    Setting("grades.a", "number", N_("A while the customers before have less than so many percent of the sales"), "75"),
    Setting("grades.b", "number", N_("B while they have less than so many percent"), "95"),
    Setting("grades.vip", "number", N_("so many percent of a rep's customers with sales are VIP"), "20"),
    Setting("grades.group", "number", N_("a class with fewer customers with sales is graded among all the rep's"), "4"),
    Setting("grades.money.*", "yuan", N_("yearly sales in yuan from which A and B are given, instead of shares"), "50000"),
    Setting("grades.influence.*", "yuan", N_("what the sales of a class or tag are multiplied by, where letters go by money"), "1.5"),
    Setting("gifts.key", "yuan", N_("the most a gift to a VIP or A customer may cost"), "500"),
    Setting("gifts.other", "yuan", N_("the most a gift to anybody else, or to a guest of an activity, may cost"), "100"),
    Setting("gifts.printed", "yuan", N_("the most that printed matter for medical staff may cost"), "20"),
    Setting("gifts.year", "yuan", N_("the most that all gifts to a person may cost in a year"), "1000"),
    Setting("gifts.again", "number", N_("months in which the same thing is not given again"), "12"),
    Setting("licences.*", "day", N_("the last day on which a paper of our own is valid, by its name"), '"2031-05-31"'),
    Setting("calendar.workdays", "workdays", N_("working days: 5, 6 or 7 a week, or a list of 1 Monday to 7 Sunday"), "6"),
    Setting("calendar.free", "days", N_("further free days"), '["2027-05-03"]'),
    Setting("calendar.makeup", "days", N_("working days that make up for a holiday"), '["2027-02-14"]'),
    Setting("feeds.level", "one of full, brief, initials", N_("how much feeds for others than the rep tell"), '"brief"'),
    Setting("feeds.own_level", "one of full, brief, initials", N_("how much a rep's own feeds tell"), '"full"'),
    Setting("feeds.most", "number", N_("entries above which the whole journal's feeds are left out"), "5000"),
    Setting("pages.level", "one of full, brief", N_("how much the pages tell: brief leaves out what is private: sums, gifts, what was promised, families, judgements and the text of notes; what is due and with whom stays, as on the phone of a colleague"), '"brief"'),
    Setting("checks.*", "one of error, warning, info, off", N_("the severity of a finding's code"), '"info"'),
    Setting("watch.quiet", "number", N_("milliseconds without a change before the watch looks at the disk"), "80"),
    Setting("watch.rescan", "number", N_("seconds between two full looks at the disk"), "60"),
    Setting("serve.hosts", "texts", N_("further names under which the server answers"), '["journal.example.org"]'),
)  # fmt: skip

_PARTS = [(tuple(row.key.split(".")), row) for row in SETTINGS]


def declared(path: tuple[str, ...]) -> Setting | None:
    """The declaration of a key, given as its parts."""
    return next((row for parts, row in _PARTS if len(parts) == len(path) and _fits(parts, path)), None)


def _fits(parts: tuple[str, ...], path: tuple[str, ...]) -> bool:
    return all(part == given or (part == "*" and given) for part, given in zip(parts, path, strict=True))
