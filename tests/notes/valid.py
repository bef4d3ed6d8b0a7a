"""Headers made at random in every style that YAML has for texts, lists and mappings; most of them are valid."""

from __future__ import annotations

from random import Random

from hypothesis import strategies as st

_WORDS = [
    "王建国", "向阳镇卫生院", "下周再来", "主任", "说：好", "（老客户）", "“重点”", "A、B，C；D", "2026-11-20", "14:30", "1990-1-1",
    "19900000001", "01066661111", "0x1F", "1e3", "1_000", "yes", "no", "on", "null", "~", "True", ".inf", "12,000", "￥1.2万",
    "http://x.cn/a?b=1#c", "a@b.cn", "C#", "a#b", "#1"[1:], "😀", "👨‍👩‍👧", "é", "%", "*", "&", "!", "?", "-", "--", "=", "<<", "|", ">",
    "@", "`", "'", '"', "it's", "\\", "C:\\路径", "[", "]", "{", "}", ",", ":", "::", "：", "，", "　", "【重点】", "×12.5", "3/4",
    "N/A", "$5", "(x)", "^", "+86", ";", "…", "—", "－", "•", "9折", "a:b", "x-y", "桂A1",
]  # fmt: skip
_CHARS = "王药店a1 :#-,'\"\\[]{}&*!|>%@`?=~：，。　😀é\t"
_KEYS = [
    "名称",
    "note",
    "备注",
    "kind",
    "客户",
    "a b",
    "14",
    "no",
    "键-1",
    "x.y",
    "姓名",
    "重点？",
    "𠮷",
    "a/b",
    "(x)",
    "-x",
    "?x",
    "a:b",
    "a#b",
]
_FILLERS = ["", "  ", "# 说明：一", "   # - 说明: 二"]


class _Header:
    """One header; a number makes it, which is far quicker than a draw for each of its words."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.one_of = self.random.choice

    def maybe(self, times: int) -> bool:
        """Once in so many times."""
        return self.random.randrange(times) == 0

    def text(self) -> str:
        """One line of words, or of single characters."""
        if self.maybe(3):
            return "".join(self.random.choices(_CHARS, k=self.random.randint(1, 12)))
        return " ".join(self.random.choices(_WORDS, k=self.random.randint(1, 5)))

    def double(self, text: str) -> str:
        """In double quotes, some characters written as escapes."""
        return '"' + "".join(self._escaped(char) for char in text) + '"'

    def _escaped(self, char: str) -> str:
        code = ord(char)
        if char in '"\\':
            return "\\" + char
        if char == "\t":
            return "\\t"
        if not self.maybe(10):
            return char
        return f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}" if code < 65536 else f"\\U{code:08x}"

    def broken(self, scalar: str, indent: str) -> str:
        """A text with line ends in place of some of its blanks."""
        made = ""
        for part in scalar.split(" "):
            blank = ""
            if made:
                end = "\n\n" if self.maybe(8) else "\n"
                can = part and part[0] not in "#\t" and not made.endswith(("\\", " ", "\t"))
                blank = f"{end}{indent}  " if can and self.maybe(3) else " "
            made += blank + part
        return made

    def scalar(self, indent: str, *, flow: bool = False) -> str:
        """One text in some style; not each is valid as a plain one."""
        text = self.text()
        kind = self.random.randrange(6)
        made = " ".join(text.split()).lstrip("! ")  # a tag is no text
        if flow:
            made = made.replace("! ", "")
        if kind == 0:
            made = "'" + text.replace("'", "''") + "'"
        elif kind == 1:
            made = self.double(text)
        return self.broken(made, indent) if not flow and self.maybe(6) else made

    def block(self, indent: str) -> str:
        """A literal or folded text below its key, with or without indicators."""
        step = self.random.randint(1, 4)
        sign = self.one_of("|>") + self.one_of(["", "-", "+"])
        lines = [
            self.one_of([self.text(), self.text(), "", "---", "- [ ] 事项: 一"])
            for _ in range(self.random.randint(1, 5))
        ]
        lines = [self.one_of(["", "", "  "]) + line if line.strip() else "" for line in lines]
        if lines[0][:1] in {"", " ", "\t"}:
            sign += str(step)
        margin = indent + " " * step
        comment = self.one_of(["", "", "  # 说明"])
        return f"{sign}{comment}\n" + "\n".join(margin + line if line else "" for line in lines)

    def flow(self, indent: str, depth: int = 0) -> str:
        """A list or mapping between brackets, on one line or on several."""
        items = [
            self.flow(indent, depth + 1) if depth < 2 and self.maybe(4) else self.scalar(indent, flow=True)
            for _ in range(self.random.randrange(4))
        ]
        between = self.one_of([", ", ",", f",\n{indent}   ", " , "])
        if self.maybe(2):
            return f"[{between.join(items)}{',' if items and self.maybe(5) else ''}]"
        keys = self.random.sample(_KEYS, len(items))
        return "{" + between.join(f"{key}: {item}" for key, item in zip(keys, items, strict=True)) + "}"

    def mapping(self, indent: str = "", depth: int = 0) -> list[str]:
        """The lines of a mapping in block style."""
        lines: list[str] = []
        for key in self.random.sample(_KEYS, self.random.randint(1, 4)):
            name = self.one_of([key, key, key, f'"{key}"', f"'{key}'"]) + self.one_of(["", "", "", " "])
            lines += self.field(indent, name, depth)
            if self.maybe(7):
                lines.append(self.one_of(["", "# 说明：一", "   # - 说明: 二"]))
        return lines

    def field(self, indent: str, key: str, depth: int) -> list[str]:
        """The lines of one field."""
        kind = self.random.randrange(10 if depth < 3 else 7)
        gap = self.one_of([" ", " ", " ", "   ", "\t"])
        comment = self.one_of(["", "", "", "  # 说明: 三", " #"])
        inner = indent + self.one_of(["  ", "    ", " "])
        if kind < 4:
            return f"{indent}{key}:{gap}{self.scalar(indent)}{comment}".split("\n")
        if kind == 4:
            return f"{indent}{key}:{gap}{self.block(indent)}".split("\n")
        if kind == 5:
            return f"{indent}{key}:{gap}{self.flow(indent)}{comment}".split("\n")
        if kind == 6:
            return [f"{indent}{key}:{comment}"]
        if kind == 7:
            return [f"{indent}{key}:{comment}", *self.mapping(inner, depth + 1)]
        if kind == 8:
            return [f"{indent}{key}:", *self.items(self.one_of([inner, indent]))]
        first, *rest = self.mapping(inner + "  ", depth + 1)
        return [f"{indent}{key}:", f"{inner}- {first.lstrip()}", *rest]

    def items(self, indent: str) -> list[str]:
        """The lines of a list of texts."""
        ways = [self.scalar, self.scalar, self.flow, lambda margin: self.block(margin + " ")]
        made = [self.one_of(ways)(indent) for _ in range(self.random.randint(1, 3))]
        return "\n".join(f"{indent}- {item}" for item in made).split("\n")


def made(seed: int) -> str:
    """The header of a number."""
    return "\n".join(_Header(seed).mapping()) + "\n"


def scalar(seed: int) -> str:
    """One value of a field at the margin, in the style of a number."""
    header = _Header(seed)
    return header.block("") if header.maybe(3) else header.scalar("")


seeds = st.integers(0, 1 << 48)
