"""Edits of a journal as people, editors and git make them, and what differs between two journals."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from kjournal.records.customer import Customer
from kjournal.records.visit import Visit
from tests.graph import fieldvalues
from tests.graph.conftest import STEPS, Journal

FEW, MANY = 15, 120
"""Notes below one folder that stay; notes of a journal from which on none comes: it goes on, and stays as large as it is."""


class Editor:
    """Edits a journal at random, as people, editors and git do."""

    def __init__(self, journal: Journal, seed: int) -> None:
        self.journal = journal
        self.random = random.Random(seed)
        self.count = 0
        self.broken: dict[Path, bytes] = {}

    def edit(self) -> str:
        """One edit; what it was."""
        act: Callable[[], str] = self.random.choice([
            self.say, self.say, self.promise, self.shift, self.break_, self.mend, self.rename, self.move, self.delete,
            self.create, self.regrade, self.another_rep, self.new_name, self.new_id, self.introduce, self.double, self.tomorrow, self.link, self.gift, self.party,
            self.flood, self.mourn, self.move_house, self.comment, self.comment, self.blank, self.rename_folder, self.move_folder,
            self.check_out, self.belong, self.merge, self.stand, self.trade, self.trade, self.complain, self.paper, self.keep, self.plan,
            self.move_away, self.share_phone, self.field, self.field, self.field, self.field,
        ])  # fmt: skip
        return act()

    def all(self, top: str) -> list[Path]:
        return sorted((self.journal.root / top).rglob("*.md"))

    def one(self, top: str) -> Path:
        return self.random.choice(self.all(top))

    def change(self, path: Path, text: str) -> str:
        path.write_text(text, encoding="utf-8")
        return path.name

    def say(self) -> str:
        path = self.one("visits")
        self.count += 1
        return "say " + self.change(
            path, path.read_text(encoding="utf-8") + f"\n又讲了一件事 {self.count}。\n"
        )

    def comment(self) -> str:
        """Lines of a header move; what it says stays."""
        path = self.one(self.random.choice(["visits", "visits", "customers"]))
        text = path.read_text(encoding="utf-8")
        return "comment " + self.change(path, text.replace("---\n", "---\n# 看这里\n", 1))

    def blank(self) -> str:
        """Lines of a body move."""
        path = self.one(self.random.choice(["visits", "visits", "customers"]))
        header, fence, body = path.read_text(encoding="utf-8").rpartition("\n---\n")
        return "blank " + self.change(path, f"{header}{fence}\n{body}")

    def promise(self) -> str:
        path = self.one("visits")
        self.count += 1
        day = self.journal.day + timedelta(days=self.random.randrange(-20, 60))
        return "promise " + self.change(
            path, path.read_text(encoding="utf-8") + f"\n- [ ] 办第 {self.count} 件事 {day}\n"
        )

    def shift(self) -> str:
        path = self.one("visits")
        day = self.journal.day + timedelta(days=self.random.randrange(-90, 20))
        return "shift " + self.change(path, f"---\ndate: {day}\ncustomer: {self.name()}\n---\n去了。\n")

    def name(self) -> str:
        return self.one("customers").stem

    def break_(self) -> str:
        path = self.one(self.random.choice(["visits", "customers"]))
        self.broken.setdefault(path, path.read_bytes())
        return "break " + self.change(path, '---\nname: "没有结束\n---\n')

    def mend(self) -> str:
        if not self.broken:
            return self.say()
        path = self.random.choice(sorted(self.broken))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(self.broken.pop(path))
        return "mend " + path.name

    def rename(self) -> str:
        path = self.one(self.random.choice(["visits", "customers"]))
        self.count += 1
        path.rename(path.with_name(f"{path.stem}-{self.count}.md"))
        return "rename " + path.name

    def move(self) -> str:
        path = self.one("customers")
        target = self.journal.root / "customers" / "别处" / path.name
        if target.exists():
            return self.say()
        target.parent.mkdir(exist_ok=True)
        path.rename(target)
        return "move " + path.name

    def delete(self) -> str:
        path = self.one(self.random.choice(["visits", "visits", "customers"]))
        if len(self.all(path.relative_to(self.journal.root).parts[0])) < FEW:
            return self.create()
        path.unlink()
        return "delete " + path.name

    def folder(self) -> Path | None:
        folders = {path.parent for path in (self.journal.root / "customers").rglob("*.md")}
        below = sorted(folders - {self.journal.root / "customers"})
        return self.random.choice(below) if below else None

    def rename_folder(self) -> str:
        folder = self.folder()
        if folder is None:
            return self.say()
        self.count += 1
        return f"rename folder {folder.rename(folder.with_name(f'乡{self.count}'))}"

    def move_folder(self) -> str:
        """A folder goes into another one, or out of it."""
        folder, target = self.folder(), self.folder()
        top = self.journal.root / "customers"
        if folder is None or target is None or target.is_relative_to(folder):
            return self.say()
        self.count += 1
        parent = top if folder.parent != top else target
        return f"move folder {folder.rename(parent / f'乡{self.count}')}"

    def check_out(self) -> str:
        """What there is is committed, and the notes of any commit come back; where there is no git, another edit."""
        if not (self.journal.root / ".git").is_dir():
            return self.say()
        self.journal.git("add", "-A")
        self.journal.git("commit", "-qm", "x", "--allow-empty")
        commit = self.random.choice(self.journal.git("rev-list", "--all").split())
        self.journal.git("checkout", "-q", "--detach", commit)
        self.broken.clear()
        return f"checkout {commit}"

    def create(self) -> str:
        if len(self.all("customers") + self.all("visits")) > MANY:
            return self.delete()
        self.count += 1
        if self.count % 3:
            return self.go()
        self.journal.write(
            f"customers/新{self.count}.md",
            f"---\nname: 新店{self.count}\nclass: 村镇药店\nregion: 向阳镇\nrep: zhouning\ncreated: 2026-11-0{self.count % 9 + 1}\nbirthday: 农历1970-{self.count % 12 + 1}-30\n---\n",
        )
        return f"create {self.count}"

    def go(self) -> str:
        """A visit is written down."""
        day = self.journal.day - timedelta(days=self.random.randrange(60))
        self.journal.write(
            f"visits/又{self.count}.md",
            f"---\ndate: {day}\ncustomer: {self.name()}\nrep: zhouning\n---\n看了看。\n\n- [ ] 送资料 {day + timedelta(days=9)}\n",
        )
        return f"go {self.count}"

    def regrade(self) -> str:
        return self._header("grade", self.random.choice(["VIP", "A", "B", "C"]))

    def another_rep(self) -> str:
        return self._header("rep", self.random.choice(["zhouning", "lanqiuping", "somebody"]))

    def new_name(self) -> str:
        self.count += 1
        return self._header("name", f"改名{self.count}店")

    def new_id(self) -> str:
        self.count += 1
        return self._header("id", f"ID-{self.count}")

    def introduce(self) -> str:
        """Who brought a customer is written down, or written otherwise."""
        return self._header("introduced_by", self.random.choice([self.name(), self.name(), "老王"]))

    def belong(self) -> str:
        """A customer works at another."""
        return self._header("org", self.name())

    def merge(self) -> str:
        """A card stands for another one from now on."""
        return self._header("merged_into", self.name())

    def stand(self) -> str:
        return self._header("status", self.random.choice(["潜在", "合作", "休眠", "流失", "停业", "搬迁"]))

    def move_away(self) -> str:
        """A customer moves to another town."""
        return self._header("region", self.random.choice(["向阳镇", "龙塘镇", "坝马镇", "别处镇"]))

    def share_phone(self) -> str:
        """Two cards may have one number."""
        return self._header("phone", f"1990000099{self.random.randrange(3)}")

    def field(self) -> str:
        """Any declared field is written, written otherwise, or taken out."""
        kinds: list[type[Customer | Visit]] = [Customer, Visit]
        record = self.random.choice(kinds)
        path = self.one("customers" if record is Customer else "visits")
        text = path.read_text(encoding="utf-8")
        if not text.startswith("---\n"):
            return self.say()
        text, done = fieldvalues.change(text, record, self.random, self.name())
        return f"{done} in " + self.change(path, text)

    def paper(self) -> str:
        """A licence comes, or another in its place."""
        path = self.one("customers")
        text = path.read_text(encoding="utf-8")
        day = self.journal.day + timedelta(days=self.random.randrange(-10, 120))
        line = f"licences: [药品经营许可证 有效期至{day}]\n"
        if "证" in text and "licences: [" not in text:
            return self.say()
        kept = "".join(line for line in text.splitlines(keepends=True) if not line.startswith("licences: ["))
        return "paper " + self.change(path, kept.replace("---\n", f"---\n{line}", 1))

    def trade(self) -> str:
        """An order, and what was paid for it."""
        path = self.one("visits")
        day = self.journal.day - timedelta(days=self.random.randrange(120))
        paid = self.random.choice(["", "payments: [60 现金]\n", "payments: [1200 转账]\n"])
        header = f"date: {day}\ncustomer: {self.name()}\norders: [藿香正气水 20盒 ×6.5]\n{paid}"
        return "trade " + self.change(path, f"---\n{header}---\n订了货。\n")

    def complain(self) -> str:
        """A complaint, closed or not."""
        path = self.one("visits")
        day = self.journal.day - timedelta(days=self.random.randrange(30))
        closed = self.random.choice(["", f", 结案日期: {day}"])
        header = f"date: {day}\ncustomer: {self.name()}\ncomplaints:\n  - {{类别: 破损, 级别: 一般, 现象: 裂了两瓶, 受理时间: {day} 10:00{closed}}}\n"
        return "complain " + self.change(path, f"---\n{header}---\n认了。\n")

    def keep(self) -> str:
        """A promise is kept."""
        path = self.one("visits")
        text = path.read_text(encoding="utf-8")
        return (
            "keep " + self.change(path, text.replace("- [ ]", "- [x]", 1))
            if "- [ ]" in text
            else self.promise()
        )

    def plan(self) -> str:
        """A visit that is still to be paid."""
        path = self.one("visits")
        day = self.journal.day + timedelta(days=self.random.randrange(-5, 30))
        status = self.random.choice(["计划", "未遇", "取消"])
        header = f"date: {day}\ncustomer: {self.name()}\nstatus: {status}\nrep: 周宁\n"
        return f"{status} " + self.change(path, f"---\n{header}---\n")

    def _header(self, key: str, value: str) -> str:
        path = self.one("customers")
        lines = path.read_text(encoding="utf-8").split("\n")
        known = {
            "grade": ("grade", "等级"),
            "rep": ("rep", "业务员"),
            "name": ("name", "名称"),
            "id": ("id", "编号"),
            "introduced_by": ("introduced_by", "介绍人"),
            "org": ("org", "所在单位", "单位"),
            "merged_into": ("merged_into", "并入"),
            "status": ("status", "状态"),
            "region": ("region", "片区", "区域"),
            "phone": ("phone", "手机", "电话"),
        }[key]
        lines = [line for line in lines if not line.startswith(known)]
        lines.insert(1, f"{key}: {value}")
        return f"{key} " + self.change(path, "\n".join(lines))

    def double(self) -> str:
        path = self.one("customers")
        target = self.journal.root / "customers" / "副本" / path.name
        if target.exists():
            return self.say()
        target.parent.mkdir(exist_ok=True)
        shutil.copy(path, target)
        return "double " + path.name

    def tomorrow(self) -> str:
        self.journal.day += timedelta(days=self.random.choice([1, 1, 1, 3, 40, -2]))
        return f"day {self.journal.day}"

    def flood(self) -> str:
        """An event of a region comes or moves."""
        begins = self.journal.day + timedelta(days=self.random.randrange(-9, 3))
        region = self.random.choice(["向阳镇", "龙塘镇", "广西/河池/峨江县"])
        self.journal.write(
            "visits/洪水.md",
            f"---\nkind: 区域事件\nregion: {region}\nwhat: 洪水\nfrom: {begins}\n---\n进水了。\n",
        )
        return f"flood {region} {begins}"

    def mourn(self) -> str:
        """Something happens in a customer's house."""
        path = self.one("customers")
        day = self.journal.day + timedelta(days=self.random.randrange(-60, 10))
        kind = self.random.choice(["去世", "生病", "结婚"])
        text = path.read_text(encoding="utf-8")
        if "大事" in text or "life_events" in text:
            return self.say()
        event = f"---\n大事: [{{日期: {day}, 事项: {kind}, 谁: 父母}}]\n"
        return f"{kind} " + self.change(path, text.replace("---\n", event, 1))

    def move_house(self) -> str:
        """A card gets coordinates, or others."""
        path = self.one("customers")
        lines = path.read_text(encoding="utf-8").split("\n")
        lines = [line for line in lines if not line.startswith(("geo", "坐标"))]
        lines.insert(1, f"geo: 24.{self.random.randrange(68, 74)},107.0{self.random.randrange(3, 8)}")
        return "move house " + self.change(path, "\n".join(lines))

    def gift(self) -> str:
        path = self.one("visits")
        day = self.journal.day - timedelta(days=self.random.randrange(40))
        gifts = self.random.choice(
            ["茶叶 130元 给老板 场合=中秋", "毛巾 20元 给老板 场合=店庆", "宣传册 12元 给李医生"]
        )
        return "gift " + self.change(
            path,
            f"---\ndate: {day}\ncustomer: {self.name()}\norders: [板蓝根 =90]\ngifts: [{gifts}]\n---\n去了。\n",
        )

    def party(self) -> str:
        path = self.one("visits")
        day = self.journal.day + timedelta(days=self.random.randrange(-40, 4))
        guests = ", ".join(self.name() for _ in range(self.random.randrange(7)))
        return "party " + self.change(
            path,
            f"---\ndate: {day}\nkind: 活动\nwhat: 订货会\nrep: 周宁\ncustomers: [{guests}]\ngifts: [毛巾 60元 9条 场合=店庆]\n---\n办了。\n",
        )

    def link(self) -> str:
        path = self.one("visits")
        return "link " + self.change(path, path.read_text(encoding="utf-8") + f"\n见 [[{self.name()}]]。\n")


def difference(left: Journal, right: Journal) -> str:
    """The first step whose rows differ, else the first file whose bytes do."""
    mine, theirs = left.rows(), right.rows()
    for step in STEPS:
        if mine[step] != theirs[step]:
            only = [row for row in mine[step] if row not in theirs[step]][:2]
            missing = [row for row in theirs[step] if row not in mine[step]][:2]
            return f"{step}: {only} instead of {missing}"
    ours, clean = left.files(), right.files()
    for name in sorted(ours.keys() | clean.keys()):
        if ours.get(name) != clean.get(name):
            return f"site/{name}"
    return ""
