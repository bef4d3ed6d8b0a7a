"""A journal in which every care rule has something to say, around any given day; its secrets are easily known again."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from kjournal.dates import lunar

SECRETS = ("张小宝", "信佛", "胃癌晚期", "高血压", "450123197503081234", "皮疹", "刚强")
"""Values of secret fields, what was told of an adverse reaction, a personality's name: in no feed."""
PRIVATE = ("765.43", "987.65", "茶叶礼盒", "爱钓鱼", "嫌我们供货慢", "想去看海", "漏液", "学术年会", "陈列架")
"""Amounts, gifts, judgements, bodies, promises: in the full feeds alone."""

SETTINGS = """journal = "everything"
title = "样样有"
language = "zh-CN"
region = "广西/河池/峨江县"
{today}
[reps.li]
name = "李雷"
role = "业务员"
supervisor = "gao"
[reps.han]
name = "韩梅"
role = "业务员"
supervisor = "gao"
[reps.gao]
name = "高主任"
role = "主管"
[rules.gradecare]
on = true
"""


def notes(day: date) -> dict[str, str]:
    """The notes, by path."""
    return {**_cards(day), **_visits(day)}


def settings(day: date | None) -> str:
    """The settings, the day pinned where it is given."""
    return SETTINGS.format(today=f'today = "{day}"' if day else "")


def write(root: Path, day: date, *, pinned: bool) -> None:
    """Lay the journal down."""
    files = {**notes(day), "kjournal.toml": settings(day if pinned else None)}
    for path, text in files.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")


def _cards(day: date) -> dict[str, str]:
    def at(days: int) -> date:
        return day + timedelta(days=days)

    moon = lunar.from_solar(at(40))
    return {
        # VIP: birthdays by both calendars, paper, points, an own event, goods on the shelf, money owed, a gift.
        "customers/福民药店.md": f"""---
编号: FM
名称: 福民药店
客户类别: 村镇药店
区域: 向阳镇
业务员: li
等级: VIP
详细地址: 街口1号，过桥左转；问“老张”
坐标: 24.70,107.30
电话: 19900000001
建档日期: {at(-500)}
核实日期: {at(-300)}
结款方式: 月结
账期: 30
信用额度: 987.65
补货周期: 30
积分: true
期初: {{日期: {at(-400)}, 应收: 6789, 积分: 120}}
性格: 刚强
客户活动:
  - {{what: 店庆, date: {at(30)}}}
联系人:
  - {{姓名: 张建国, 岗位: 老板, 拍板: 是, 性别: 男, 电话: 19900000002, 生日: 农历1970-{moon.month}-{min(moon.day, 29)}, 爱好: [爱钓鱼], 近期心愿: 想去看海, 健康: 高血压, 信仰: 信佛, 家庭: [{{关系: 儿子, 姓名: 张小宝, 生日: 2018-05-05}}]}}
  - {{姓名: 欧阳丽, 岗位: 店员, 性别: 女, 生日: 1985-{at(20):%m-%d}, 纪念日: [{{what: 结婚, date: --{at(25):%m-%d}}}]}}
证照:
  - 药品经营许可证 有效期至{at(100)}
  - 被委托人身份证 有效期至{at(60)}
---
嫌我们供货慢。
""",
        # A public hospital: an order day, a complaint, an adverse reaction, an illness in the house.
        "customers/向阳镇卫生院.md": f"""---
编号: WSY
名称: 向阳镇卫生院
客户类别: 乡镇卫生院
区域: 向阳镇
业务员: 李雷
等级: A
详细地址: 街尾
电话: 19900000003
建档日期: {at(-400)}
结款方式: 账期
账期: 30
报计划日: 每月25日
联系人:
  - 罗秀英 内科 医生 19900000004 拍板 生日{at(45).month}月{at(45).day}日
大事:
  - {{日期: {at(-3)}, 事项: 生病, 谁: 本人, 说明: 胃癌晚期}}
---
""",
        "customers/河口诊所.md": f"""---
编号: HK
名称: 河口诊所，（带 & 与 <号> 的名字）
客户类别: 个体诊所
区域: 板坡镇
业务员: han
等级: A
详细地址: 河口
电话: 19900000005
建档日期: {at(-200)}
大事:
  - {{日期: {at(3)}, 事项: 结婚, 谁: 子女}}
---
""",
        "customers/康达商业.md": f"""---
编号: KD
名称: 康达商业公司
客户类别: 商业公司
区域: 城关镇
业务员: han
详细地址: 城西
电话: 19900000006
建档日期: {at(-100)}
---
""",
        # Met for the first time; nothing but visits and calls.
        "customers/新村卫生室.md": f"""---
编号: XC
名称: 新村卫生室
客户类别: 村卫生室
区域: 板坡镇
业务员: han
详细地址: 新村
电话: 19900000007
建档日期: {at(-60)}
---
""",
        "customers/圩口药店.md": f"""---
编号: XK
名称: 圩口药店
客户类别: 村镇药店
区域: 龙塘镇
业务员: li
等级: A
详细地址: 圩口
电话: 19900000008
建档日期: {at(-300)}
结款方式: 账期
账期: 30
---
""",
    }


def _visits(day: date) -> dict[str, str]:
    def at(days: int) -> date:
        return day + timedelta(days=days)

    return {
        f"visits/{at(-40)}-福民药店.md": "---\n见到的人: [张建国]\n订货: [藿香正气水 100盒 ×5.2]\n---\n",
        f"visits/{at(-4)}-福民药店.md": f"""---
见到的人: [张建国]
订货:
  - {{产品: 板蓝根颗粒, 数量: 100, 单位: 盒, 单价: 12, 单据: 未交}}
收款: [765.43 现金]
礼品: [{{品名: 茶叶礼盒, 送给: 张建国, 金额: 80, 来历: 公司}}]
库存:
  - {{产品: 藿香正气水, 数量: 3, 单位: 盒, 批号: A1, 效期: {at(200)}, 安全库存: 10}}
下次: {at(10)} 看店庆准备
---
老张讲嫌我们供货慢，身份证450123197503081234。

- [ ] 送陈列架，带“三联”单据 {at(12)}
""",
        f"visits/{at(0)}-向阳镇卫生院.md": """---
见到的人: [罗秀英]
投诉: [{类别: 质量, 级别: 一般, 产品: 板蓝根颗粒, 现象: 漏液}]
不良反应: 服板蓝根颗粒后皮疹
---
她讲了学术年会。
""",
        f"visits/{at(-70)}-河口诊所.md": "---\n见到的人: [医生]\n订货: [碘伏 20瓶 ×6.8]\n---\n",
        f"visits/{at(-30)}-河口诊所.md": f"---\n见到的人: [医生]\n---\n- [ ] 对方答应腾一节柜台 由对方 {at(8)}\n",
        f"visits/{at(-90)}-康达商业公司.md": "---\n见到的人: [经理]\n---\n谈了合作。\n",
        f"visits/{at(-20)}-新村卫生室.md": "---\n见到的人: [村医]\n方式: 上门\n---\n第一次见。\n",
        f"visits/{at(0)}-新村卫生室.md": "---\n见到的人: [村医]\n收款: [45.60 现金]\n---\n",
        f"visits/{at(-10)}-圩口药店.md": "---\n见到的人: [老板]\n订货: [碘伏 200瓶 ×6.8]\n---\n",
        f"visits/{at(-6)}-圩口药店.md": "---\n见到的人: [老板]\n方式: 电话\n---\n问了好。\n",
        f"visits/{at(0)}-龙塘镇涨水.md": f"""---
记录类型: 区域事件
区域: 龙塘镇
事件: 涨水进街
开始日期: {at(0)}
结束日期: {at(9)}
慰问要点: 先问人平安不平安
---
""",
    }
