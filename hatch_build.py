"""Compile the message catalogues when the package is built or installed for editing."""

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ALSO = {"zh_Hant": ("zh_TW", "zh_HK", "zh_MO")}
"""Places that speak a language: click looks its own words up by the name of the place."""


def compile_catalogues(root: Path) -> None:
    locale = root / "kjournal" / "words" / "locale"
    for po in sorted(locale.glob("*/LC_MESSAGES/*.po")):
        language = po.parts[-3]
        places = ALSO.get(language, ()) if po.stem == "messages" else ()
        for place in (language, *places):
            made = locale / place / "LC_MESSAGES" / f"{po.stem}.mo"
            made.parent.mkdir(parents=True, exist_ok=True)
            with po.open("rb") as source, made.open("wb") as target:
                write_mo(target, read_po(source))


class CatalogueBuildHook(BuildHookInterface):  # type: ignore[misc, type-arg, unused-ignore]
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        compile_catalogues(Path(self.root))
