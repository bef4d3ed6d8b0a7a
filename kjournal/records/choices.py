"""The values of choices: what is shown, and the other spellings that are accepted (FIELDS.md 2)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from kjournal.words.folding import fold

_LONGEST = 40  # no choice is longer


@dataclass(frozen=True)
class Choices:
    """A table of values: each line the value shown, then a colon and the other spellings."""

    name: str
    table: str
    open: bool = False  # a word outside the table is kept as it is written
    numbered: bool = False  # the values are numbers
    nearest: bool = False  # free words are matched to the nearest value
    suffixes: tuple[str, ...] = ()  # an ending that may stand behind a value: 内向型

    @cached_property
    def rows(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Each value with its other spellings."""
        parted = (line.partition(":") for line in self.table.strip().splitlines())
        return tuple(
            (value.strip(), tuple(word.strip() for word in also.split("、") if word.strip()))
            for value, _colon, also in parted
        )

    @cached_property
    def values(self) -> tuple[str, ...]:
        """The values as they are shown."""
        return tuple(value for value, _also in self.rows)

    @cached_property
    def written(self) -> dict[str, str]:
        """Every spelling of the table, as it is written there, with its value."""
        return {word: value for value, also in self.rows for word in (value, *also)}

    @cached_property
    def spellings(self) -> dict[str, str]:
        """Every accepted spelling, folded, with its value."""
        found: dict[str, str] = {}
        for word, value in self.written.items():
            found.setdefault(fold(word), value)
        return found

    def read(self, word: str) -> str | None:
        """The value that `word` stands for, or None."""
        if word in self.written:
            return self.written[word]
        if len(word) > _LONGEST:
            return None
        folded = fold(word)
        if folded in self.spellings:
            return self.spellings[folded]
        for suffix in self.suffixes:
            if folded.endswith(suffix) and folded.removesuffix(suffix) in self.spellings:
                return self.spellings[folded.removesuffix(suffix)]
        return None

    def with_more(self, values: tuple[str, ...]) -> Choices:
        """The same table with further values, which have no other spellings."""
        return replace(self, table="\n".join([self.table.strip(), *(f"{value}:" for value in values)]))


CUSTOMER_KIND = Choices(
    "kind",
    """
    机构: 单位、组织
    个人: 医生、客户个人
    内部: 本公司
    """,
)
CLASS = Choices(
    "class",
    """
    县医院: 县人民医院、县级医院、人民医院
    县中医院: 中医院、县级中医院、县中医医院
    乡镇卫生院: 卫生院、镇卫生院、乡卫生院、中心卫生院
    社区卫生服务中心: 社区服务中心、社区卫生站
    村卫生室: 乡村卫生室、卫生所、村卫生所、村医室
    个体诊所: 诊所、门诊部、私人诊所
    村镇药店: 药店、药房、乡镇药店、大药房
    商业公司: 经销商、配送商、医药公司、代理商、批发
    零售终端: 超市、便利店、小卖部、饭店、商店
    其他:
    """,
)
CUSTOMER_STATUS = Choices(
    "status",
    """
    潜在: 意向、目标客户
    开发中: 跟进中、在谈
    合作: 合作中、正常、老客户
    休眠: 不活跃、很久没拿货
    流失: 丢了、不合作了
    合并: 已合并
    停业: 关门、倒闭、不做了
    搬迁: 搬了、已搬迁
    """,
)
SOURCE = Choices(
    "source",
    """
    订货会: 签到表
    商业公司名单: 商业单位、经销商给的
    同行介绍: 同行
    走街: 扫街、走访、陌拜
    黄页网站: 网上查的
    媒体: 广告
    客户介绍: 转介绍
    同事朋友: 朋友介绍
    来电:
    来访:
    活动:
    特殊途径:
    """,
    open=True,
)
GRADE = Choices(
    "grade",
    """
    VIP: 重点、大客户
    A: A级、A类、甲
    B: B级、B类、乙
    C: C级、C类、丙
    D: D级、D类、丁
    """,
)
STAGE = Choices(
    "stage",
    """
    初期: 早期、刚认识
    中期: 稳定期
    后期: 成熟期
    """,
)
_SCORE = """
    1: 很差、一星、1分、1星、很不好
    2: 差、二星、两星、2分、2星、不好
    3: 一般、三星、3分、3星、一般般、还行
    4: 好、四星、4分、4星
    5: 很好、五星、5分、5星
    """
_CONTENT = """
    1: 很差、一星、1分、1星、很不好、很不满意、非常不满意
    2: 差、二星、两星、2分、2星、不好、不满意
    3: 一般、三星、3分、3星、一般般、还行
    4: 好、四星、4分、4星、满意
    5: 很好、五星、5分、5星、很满意、非常满意
    """
ENTHUSIASM = Choices("enthusiasm", _SCORE, numbered=True)
SATISFACTION = Choices("satisfaction", _CONTENT, numbered=True)
PERSONALITY = Choices(
    "personality",
    "内向:\n随和:\n刚强:\n神经质:\n虚荣:\n好斗:\n顽固:\n怀疑:\n沉默:",
    suffixes=("型", "类型", "性"),
)
SETTLEMENT = Choices(
    "settlement",
    """
    款到发货: 先款后货、预付
    货到付款: 现款、现结、货到现结
    周结:
    月结:
    压批: 批结、滚单、压批付款
    账期: 挂账、帐期
    资信限额: 额度内
    赊销: 赊账、欠着
    代销: 寄售、实销实结、铺货
    铺底: 首批铺底
    """,
)
ACCESS = Choices(
    "access",
    """
    汽车: 开车、面包车
    摩托: 摩托车、电动车
    步行: 走路
    渡船: 坐船
    班车: 坐车、公交
    """,
    open=True,
)
GENDER = Choices(
    "gender",
    """
    男: 男性、先生、m、male
    女: 女性、女士、f、female
    """,
)
RECIPIENT = Choices(
    "recipient",
    """
    医务人员: 医生、护士、药师
    公职人员: 公职、公务员
    商业客户: 经销商、药店、老板
    其他:
    """,
)
LIFE_EVENT = Choices(
    "life event",
    """
    得子: 生孩子、添丁、满月
    结婚: 喜酒
    乔迁: 搬新家
    升职: 提拔
    升学: 考上
    大寿: 过寿
    退休:
    生病: 住院、手术
    去世: 过世、走了、白事
    事故: 车祸、受伤
    """,
)
GRAVE_EVENTS = frozenset({"生病", "去世", "事故"})
"""Life events of which `who` and `note` are secret (DOMAIN.md 8)."""
LIFE_WHO = Choices(
    "who",
    """
    本人: 自己
    配偶: 爱人、老婆、老公、妻子、丈夫
    父母: 父亲、母亲、老人、岳父、岳母
    子女: 儿子、女儿、小孩、孩子
    其他亲属:
    """,
)
LICENCE = Choices(
    "licence",
    """
    营业执照: 执照
    药品经营许可证: 药品许可证、药证
    医疗机构执业许可证: 执业许可证、医疗机构许可证
    诊所备案凭证: 备案凭证、诊所备案
    医疗器械经营许可证: 器械许可证、器械证
    法人委托书: 委托书、授权委托书
    被委托人身份证: 委托人身份证、身份证
    质保协议: 质量保证协议
    购销协议: 购销合同
    开票资料:
    GSP证: GSP、GSP证书
    税务登记证: 税务证
    组织机构代码证: 机构代码证
    卫生许可证:
    """,
    open=True,
)
REGION_EVENT = "区域事件"
"""The kind of a note below `visits/` that tells of a flood, an epidemic."""
VISIT_KIND = Choices(
    "visit kind",
    """
    拜访: 客户拜访
    区域事件: 地区事件、灾情、疫情
    活动: 会议活动
    日报: 工作日报
    """,
)
VISIT_STATUS = Choices(
    "visit status",
    """
    计划: 预约、待拜访
    完成: 已拜访、做完、已完成
    未遇: 没见到、没遇到、扑空、不在
    取消: 没去、没拜访、作废、已取消
    """,
)
CHANNEL = Choices(
    "channel",
    """
    上门: 实地、面访、登门、到店、当面
    电话: 打电话、通话、微信语音
    微信: 企微、企业微信、QQ
    短信: 简讯、信息
    视频: 微信视频
    邮件: 电邮
    信件: 贺卡、手写信、寄信、明信片
    会议: 科室会、订货会、培训会、座谈会
    其他: 传真
    """,
)
DIRECTION = Choices(
    "direction",
    """
    主动: 去电、呼出、打过去
    来电: 呼入、打来
    来访: 客户上门
    """,
)
PURPOSE = Choices(
    "purpose",
    """
    招呼: 例行、问候
    说明: 介绍产品、宣讲
    订货: 下单、要货、补货
    修理: 维修
    抱怨处理: 客诉处理、投诉处理
    安装:
    收款: 回款、催款、结账
    开发: 开发新客户、新开户
    市调: 市场调研
    服务: 售后
    情感: 关怀、探望、慰问
    节日问候: 送礼、拜节、拜年
    培训: 科室会
    对账: 对帐
    送货:
    陈列: 理货
    证照: 首营、换证
    其他:
    """,
    open=True,
)
RESULT = Choices(
    "result",
    """
    达成: 成了、谈成、已达成、完成、已完成、完成了
    部分: 成了一半
    未达成: 没成、没谈成、没达成、未完成、没完成
    待定: 再看、等回复
    """,
)
INSTRUMENT = Choices(
    "instrument",
    """
    现金:
    转账: 对公转账、网银
    电汇:
    信汇:
    银行汇票:
    银行承兑: 银承、承兑
    商业承兑: 商承
    支票: 转账支票、现金支票
    刷卡: POS、信用卡
    公司收款码: 扫码
    微信: 微信转账
    支付宝:
    """,
)
COMPLAINT = Choices(
    "complaint",
    """
    退换: 商品退换
    数量: 数量少缺
    质量: 质量问题
    破损: 包装破损
    讲解: 知识讲解
    推广: 使用推广
    纠纷: 销售纠纷
    异议: 异议处理
    """,
)
PAPERS = Choices(
    "papers",
    """
    已交: 齐、齐全、交齐、已回、已补
    未交: 缺、没交、未回、欠
    """,
    open=True,
)
SLIP = Choices(
    "slip",
    """
    已收: 已回、已交、收到
    未收: 未回、未交、没收到
    """,
    open=True,
)
LEVEL = Choices(
    "level",
    """
    一般: 普通、轻微
    重大: 严重
    紧急: 加急、特急
    """,
)
RISK_SIGN = Choices(
    "risk sign",
    """
    拿货突增:
    可能搬迁: 要搬
    员工频换或减少: 员工频换、员工减少
    负责人或财务常不在或更换: 换会计、换负责人、老板常不在
    拖欠工资: 发不出工资
    他家催款增多: 别家来要账
    纠纷增多:
    银行退票: 退票
    """,
    nearest=True,
    open=True,
)
MARKET_SIGN = Choices(
    "market sign",
    """
    低价:
    窜货:
    断货:
    竞品促销:
    """,
    open=True,
)
TIME_USE = Choices(
    "time use",
    """
    访问准备: 准备
    交通: 路上
    等待: 等
    洽谈: 谈
    安装作业: 安装
    """,
    open=True,
)
ROLES = (
    "负责人", "院长", "副院长", "科主任", "主任", "老板", "老板娘", "店长", "村医", "采购", "会计", "出纳", "库管",
)  # fmt: skip
"""Role words that, as keys of a card, make a contact (FIELDS.md 1)."""
