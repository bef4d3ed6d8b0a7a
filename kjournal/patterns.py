"""Regular expressions that are compiled when they are first asked: there are hundreds, and a run needs a few of them."""

from __future__ import annotations

import re
from typing import Any, cast

_ASKED = (
    "pattern", "flags", "groups", "groupindex",
    "search", "match", "fullmatch", "sub", "subn", "finditer", "findall", "split", "scanner",
)  # fmt: skip


class Later:
    """A pattern that becomes one at its first use; from then on it holds the pattern's own methods."""

    def __init__(self, text: str, flags: int) -> None:
        self.given = text, flags

    def __getattr__(self, name: str) -> Any:
        """What a pattern has. Asked for once: afterwards it is found without asking."""
        if name not in _ASKED:
            raise AttributeError(name)
        compiled = re.compile(*self.given)
        self.__dict__.update({asked: getattr(compiled, asked) for asked in _ASKED})
        return getattr(compiled, name)


def regex(text: str, flags: int = 0) -> re.Pattern[str]:
    """The pattern of a text, as `re.compile` gives it; functions of `re` itself do not take it, its methods are all there."""
    return cast("re.Pattern[str]", Later(text, flags))
