"""Questions on the terminal that are answered with yes or no, in Chinese or English."""

from __future__ import annotations

from typing import Any

import click

from kjournal.words import _
from kjournal.words.folding import fold

_YES = frozenset({"y", "yes", "是", "是的", "好", "好的", "对", "對", "对的", "要", "行", "可以", "嗯"})
_NO = frozenset(
    {"n", "no", "否", "不", "不是", "不要", "不用", "不好", "不对", "不對", "不行", "不可以", "算了"}
)


class _YesNo(click.ParamType[bool]):
    """A word for yes or for no."""

    name = "yes-no"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> bool:
        """Whether it is a yes; any other word is asked again."""
        if isinstance(value, bool):
            return value
        word = fold(value).strip("。.!！")
        if word not in _YES | _NO:
            self.fail(_("answer y (是) or n (否)"), param, ctx)
        return word in _YES


def agreed(question: str) -> bool:
    """Ask until the answer is yes or no; nothing typed is no."""
    return bool(click.prompt(f"{question} [y/N]", default=False, type=_YesNo(), show_default=False))
