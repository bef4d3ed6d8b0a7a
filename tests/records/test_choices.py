"""Words for choices are read as the table of FIELDS.md 2 says."""

from __future__ import annotations

import pytest

from kjournal.records import choices
from kjournal.records.choices import Choices
from kjournal.words.folding import fold

TABLES = {name: table for name, table in vars(choices).items() if isinstance(table, Choices)}


@pytest.mark.parametrize("name", TABLES)
def test_no_spelling_means_two_values(name: str) -> None:
    """A word, as it is compared, stands for one value only."""
    table = TABLES[name]
    meant: dict[str, set[str]] = {}
    for value, also in table.rows:
        for word in (value, *also):
            meant.setdefault(fold(word), set()).add(value)
    assert {word: values for word, values in meant.items() if len(values) > 1} == {}


@pytest.mark.parametrize("name", TABLES)
def test_every_spelling_is_read(name: str) -> None:
    """Each value reads as itself, each other spelling as its value."""
    table = TABLES[name]
    for value, also in table.rows:
        assert [table.read(word) for word in (value, *also)] == [value] * (1 + len(also))


# FIELDS.md 2, line by line: the shown value, then what is also accepted.
SPECIFIED = {
    "CUSTOMER_KIND": "机构=单位、组织 个人=医生、客户个人 内部=本公司",
    "CLASS": "县医院=县人民医院、县级医院、人民医院 县中医院=中医院、县级中医院、县中医医院 乡镇卫生院=卫生院、镇卫生院、乡卫生院、中心卫生院 "
    "社区卫生服务中心=社区服务中心、社区卫生站 村卫生室=乡村卫生室、卫生所、村卫生所、村医室 个体诊所=诊所、门诊部、私人诊所 "
    "村镇药店=药店、药房、乡镇药店、大药房 商业公司=经销商、配送商、医药公司、代理商、批发 零售终端=超市、便利店、小卖部、饭店、商店 其他=",
    "CUSTOMER_STATUS": "潜在=意向、目标客户 开发中=跟进中、在谈 合作=合作中、正常、老客户 休眠=不活跃、很久没拿货 流失=丢了、不合作了 合并=已合并 "
    "停业=关门、倒闭、不做了 搬迁=搬了、已搬迁",
    "SOURCE": "订货会=签到表 商业公司名单=商业单位、经销商给的 同行介绍=同行 走街=扫街、走访、陌拜 黄页网站=网上查的 媒体=广告 客户介绍=转介绍 "
    "同事朋友=朋友介绍 来电= 来访= 活动= 特殊途径=",
    "GRADE": "VIP=重点、大客户 A=A级、A类、甲 B=B级、B类、乙 C=C级、C类、丙 D=D级、D类、丁",
    "STAGE": "初期=早期、刚认识 中期=稳定期 后期=成熟期",
    "ENTHUSIASM": "3=一般 4=好 5=很好、五星 2=差 1=很差",
    "SATISFACTION": "3=一般 4=好 5=很好、五星 2=差 1=很差",
    "PERSONALITY": "内向=内向型 随和=随和型 刚强=刚强型 神经质=神经质型 虚荣=虚荣型 好斗=好斗型 顽固=顽固型 怀疑=怀疑型 沉默=沉默型",
    "SETTLEMENT": "款到发货=先款后货、预付 货到付款=现款、现结、货到现结 周结= 月结= 压批=批结、滚单、压批付款 账期=挂账、帐期 资信限额=额度内 赊销=赊账、欠着 "
    "代销=寄售、实销实结、铺货 铺底=首批铺底",
    "ACCESS": "汽车=开车、面包车 摩托=摩托车、电动车 步行=走路 渡船=坐船 班车=坐车、公交",
    "VISIT_STATUS": "计划=预约、待拜访 完成=已拜访、做完 未遇=没见到、没遇到、扑空、不在 取消=没去、作废",
    "CHANNEL": "上门=实地、面访、登门、到店、当面 电话=打电话、通话、微信语音 微信=企微、企业微信、QQ 短信=簡訊、信息 视频=微信视频 邮件=电邮 "
    "信件=贺卡、手写信、寄信、明信片 会议=科室会、订货会、培训会、座谈会 其他=传真",
    "DIRECTION": "主动=去电、呼出、打过去 来电=呼入、打来 来访=客户上门",
    "PURPOSE": "招呼=例行、问候 说明=介绍产品、宣讲 订货=下单、要货、补货 修理=维修 抱怨处理=客诉处理、投诉处理 安装= 收款=回款、催款、结账 "
    "开发=开发新客户、新开户 市调=市场调研 服务=售后 情感=关怀、探望、慰问 节日问候=送礼、拜节、拜年 培训=科室会 对账=对帐 送货= 陈列=理货 "
    "证照=首营、换证 其他=",
    "RESULT": "达成=成了、谈成 部分=成了一半 未达成=没成、没谈成 待定=再看、等回复",
    "INSTRUMENT": "现金= 转账=对公转账、网银 电汇= 信汇= 银行汇票= 银行承兑=银承、承兑 商业承兑=商承 支票=转账支票、现金支票 刷卡=POS、信用卡 "
    "公司收款码=扫码 微信= 支付宝=",
    "COMPLAINT": "退换=商品退换 数量=数量少缺 质量=质量问题 破损=包装破损 讲解=知识讲解 推广=使用推广 纠纷=销售纠纷 异议=异议处理",
    "LEVEL": "一般=普通、轻微 重大=严重 紧急=加急、特急",
    "LIFE_EVENT": "得子=生孩子、添丁、满月 结婚=喜酒 乔迁=搬新家 升职=提拔 升学=考上 大寿=过寿 退休= 生病=住院、手术 去世=过世、走了、白事 事故=车祸、受伤",
    "LIFE_WHO": "本人=自己 配偶=爱人、老婆、老公 父母=父亲、母亲、老人 子女=儿子、女儿、小孩 其他亲属=",
    "RISK_SIGN": "拿货突增= 可能搬迁=要搬 员工频换或减少= 负责人或财务常不在或更换=换会计 拖欠工资=发不出工资 他家催款增多=别家来要账 纠纷增多= 银行退票=退票",
    "RECIPIENT": "医务人员=医生、护士、药师 公职人员=公职、公务员 商业客户=经销商、药店、老板 其他=",
}


@pytest.mark.parametrize("name", SPECIFIED)
def test_as_specified(name: str) -> None:
    """The values in their order, and every spelling that the reference names."""
    table = TABLES[name]
    wanted = [
        (value, also.split("、"))
        for value, _sign, also in (row.partition("=") for row in SPECIFIED[name].split())
    ]
    if not table.numbered:
        assert list(table.values) == [value for value, _also in wanted]
    read = {word: table.read(word) for _value, also in wanted for word in also if word}
    assert read == {word: value for value, also in wanted for word in also if word}


def test_wide_and_traditional_words() -> None:
    """Letters in any width and case, traditional characters and blanks are the same word."""
    assert choices.GRADE.read("ａ 級") == "A"
    assert choices.CHANNEL.read("電話") == "电话"
    assert choices.CLASS.read("鄉鎮衛生院") == "乡镇卫生院"


def test_words_outside_the_table() -> None:
    """What is no spelling is no value; neither is a text too long for one."""
    assert choices.GRADE.read("E") is None
    assert choices.GRADE.read("A" * 1000) is None


def test_further_values() -> None:
    """The settings may add classes; the other spellings stay."""
    more = choices.CLASS.with_more(("疾控中心",))
    assert (more.read("疾控中心"), more.read("药店"), choices.CLASS.read("疾控中心")) == (
        "疾控中心",
        "村镇药店",
        None,
    )
