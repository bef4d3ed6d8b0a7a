"""Gather the words for users from code and templates into the catalogues.

    python -m tests.words.catalogue

What is not said any more goes, what is new comes in untranslated, and nothing else changes: a catalogue holds no
dates and no places, and its messages are sorted.
"""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po, write_po

from tests.words import traditional

ROOT = Path(__file__).parents[2]
LOCALE = ROOT / "kjournal" / "words" / "locale"
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2)}


def extracted() -> Catalog:
    """All words of the code and the templates, as `babel.cfg` says where they stand."""
    with (ROOT / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)  # type: ignore[no-untyped-call]
    found = Catalog()
    for _file, _line, message, _comments, context in extract_from_dir(
        ROOT / "kjournal", methods, options, KEYWORDS
    ):
        found.add(message, context=context)
    return found


def path(language: str) -> Path:
    """Where a language's catalogue lies."""
    return LOCALE / language / "LC_MESSAGES" / "kjournal.po"


def languages() -> list[str]:
    """The languages that have a catalogue; the traditional one comes out of the simplified one."""
    return [traditional.SOURCE, traditional.LANGUAGE]


def clicks(language: str) -> Path:
    """Where the words of click, the library of the command line, lie in a language."""
    return path(language).with_name("messages.po")


def read_clicks(language: str) -> Catalog:
    """The words of click in a language."""
    with clicks(language).open("rb") as file:
        return read_po(file, locale=language)


def clicks_traditional() -> str:
    """The file of click's words in traditional Chinese."""
    return written(traditional.LANGUAGE, traditional.derived(read_clicks(traditional.SOURCE)))


def read(language: str) -> Catalog:
    """A catalogue as it lies on the disk."""
    with path(language).open("rb") as file:
        return read_po(file, locale=language)


def updated(language: str) -> Catalog:
    """A catalogue with the words of today; a translation of other words is never taken for a new one."""
    if language == traditional.LANGUAGE:
        return traditional.derived(updated(traditional.SOURCE))
    catalogue = read(language)
    catalogue.update(extracted(), no_fuzzy_matching=True)
    return catalogue


def written(language: str, catalogue: Catalog) -> str:
    """A catalogue as its file has it."""
    out = BytesIO()
    write_po(
        out, catalogue, width=0, no_location=True, omit_header=True, sort_output=True, ignore_obsolete=True
    )
    head = (
        'msgid ""\nmsgstr ""\n'
        f'"Language: {language}\\n"\n'
        '"MIME-Version: 1.0\\n"\n'
        '"Content-Type: text/plain; charset=utf-8\\n"\n'
        '"Content-Transfer-Encoding: 8bit\\n"\n'
        f'"Plural-Forms: {catalogue.plural_forms}\\n"\n\n'
    )
    return head + out.getvalue().decode()


def words(message: Message) -> tuple[str, ...]:
    """The English words of a message: one, or singular and plural."""
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def said(message: Message) -> tuple[str, ...]:
    """Its translation: one text, or one for each plural form; empty where there is none."""
    texts = (message.string,) if isinstance(message.string, str) else message.string or ("",)
    return tuple(map(str, texts))


def main() -> int:
    """Renew every catalogue; say what is still to be translated."""
    for language in languages():
        catalogue = updated(language)
        path(language).parent.mkdir(parents=True, exist_ok=True)
        path(language).write_text(written(language, catalogue), encoding="utf-8")
        missing = [words(message)[0] for message in catalogue if message.id and not all(said(message))]
        sys.stdout.write(f"{language}: {len(catalogue)} messages, {len(missing)} to translate\n")
        sys.stdout.write("".join(f"  {text}\n" for text in missing))
    clicks(traditional.LANGUAGE).write_text(clicks_traditional(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
