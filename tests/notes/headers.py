"""Headers made at random: valid YAML of every shape that people write, and damage to it."""

from __future__ import annotations

from hypothesis import strategies as st

# Characters of texts that need no quotes anywhere in a line, and those that sometimes do.
SAFE = "王建国药店卫生院abcXYZ0123456789，。、（）“”·"
SOME = SAFE + " .-_/+=;!?@#%&*|<>~^$\\'\"`,[]{}:"
EDGE = SOME + "\t\u3000\xa0：＃é\u200b😀\u2028\x85\ufeff\x07\n"

keys = st.text("王建国药店卫生院abcXYZ0123·", min_size=1, max_size=6)
words = st.text(SAFE, min_size=1, max_size=8)
phrases = st.lists(words, min_size=1, max_size=3).map(" ".join)


@st.composite
def plain_values(draw: st.DrawFn) -> str:
    """A value in one of the ways that mean one text or one line of them."""
    kind = draw(st.integers(0, 7))
    text = draw(phrases)
    match kind:
        case 0:
            return f'"{text}"'
        case 1:
            return f"'{text}'"
        case 2:
            return f"[{', '.join(draw(st.lists(phrases, min_size=1, max_size=3)))}]"
        case 3:
            pairs = draw(
                st.lists(st.tuples(keys, phrases), min_size=1, max_size=3, unique_by=lambda pair: pair[0])
            )
            return "{" + ", ".join(f"{key}: {value}" for key, value in pairs) + "}"
        case 4:
            return f"{text}  # {draw(words)}"
        case 5:
            return ""
        case _:
            return text


@st.composite
def blocks(draw: st.DrawFn, depth: int = 0) -> list[str]:
    """The lines of a mapping."""
    lines: list[str] = []
    for key in draw(st.lists(keys, min_size=1, max_size=5, unique=True)):
        kind = draw(st.integers(0, 9 if depth < 3 else 5))
        if kind < 6:
            lines.append(f"{key}: {draw(plain_values())}".rstrip())
        elif kind == 6:
            indent = draw(st.sampled_from(["", "  "]))
            lines.append(f"{key}:")
            lines += [f"{indent}- {draw(plain_values()) or 'x'}" for _ in range(draw(st.integers(1, 3)))]
        elif kind == 7:
            lines.append(f"{key}:")
            lines += [f"  {line}" for line in draw(blocks(depth + 1))]
        elif kind == 8:
            lines.append(f"{key}:")
            first, *rest = draw(blocks(depth + 1))
            lines += [f"  - {first}", *(f"    {line}" for line in rest)]
        else:
            lines.append(f"{key}: {draw(st.sampled_from(['|', '>', '|-']))}")
            lines += [f"    {draw(phrases)}" for _ in range(draw(st.integers(1, 3)))]
        if draw(st.integers(0, 9)) == 0:
            lines.append(draw(st.sampled_from(["", "# 说明", "  "])))
    return lines


headers = blocks().map("\n".join)


@st.composite
def damaged(draw: st.DrawFn) -> str:
    """A header with a few characters put in, taken out or doubled."""
    text = draw(headers)
    for _ in range(draw(st.integers(0, 4))):
        at = draw(st.integers(0, len(text)))
        if draw(st.booleans()):
            text = text[:at] + draw(st.text(EDGE, min_size=1, max_size=3)) + text[at:]
        else:
            text = text[:at] + text[at + draw(st.integers(1, 5)) :]
    return text
