"""The process that draws a journal's own templates: it has their text and one page's view, no file, and little time.

What it is sent comes from us and is unpickled; what it answers comes from templates and is only JSON.
"""

from __future__ import annotations

import pickle
import secrets
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import msgspec

from kjournal import words

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from jinja2.sandbox import SandboxedEnvironment

MEMORY = 1 << 30
"""Bytes that the process may take, where the system can limit them."""
BUILT_IN = "kjournal"
"""The folder of the program's own templates, to be extended or included: `kjournal/today.html`."""
BLOCKS = ("title", "kind", "main")
"""What a template puts into the frame."""
FRAMELESS = "frameless"
"""Said of a template that does not extend the frame."""


class Drawn(msgspec.Struct, frozen=True):
    """What a template put into the frame; or why nothing."""

    title: str = ""
    kind: str = ""
    main: str = ""
    refused: str = ""


def serve(connection: Connection, texts: dict[str, str], language: str) -> None:
    """Draw what is asked for until the connection ends."""
    _limit()
    words.use(language)
    environment, seam = _environment(texts)
    while True:
        try:
            name, values = pickle.loads(connection.recv_bytes())  # noqa: S301  from our own process
        except EOFError:
            return
        connection.send_bytes(msgspec.json.encode(_drawn(environment, seam, name, values)))


def _drawn(environment: SandboxedEnvironment, seam: str, name: str, values: Mapping[str, Any]) -> Drawn:
    from jinja2 import TemplateSyntaxError

    try:
        parts = environment.get_template(name).render(**values).split(seam)
    except TemplateSyntaxError as error:
        return Drawn(refused=f"{error.name or name}:{error.lineno}: {error.message}")
    except Exception as error:  # noqa: BLE001  whatever a template does is its own fault, and is told
        return Drawn(refused=f"{type(error).__name__}: {error}"[:300])
    return Drawn(*(part.strip() for part in parts)) if len(parts) == len(BLOCKS) else Drawn(refused=FRAMELESS)


def _environment(texts: dict[str, str]) -> tuple[SandboxedEnvironment, str]:
    from jinja2 import ChoiceLoader, DictLoader, FileSystemLoader, PrefixLoader
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    from kjournal.outputs.pages.environment import FOLDER, configured

    seam = f"\0{secrets.token_hex(16)}\0"
    frame = seam.join(f"{{% block {name} %}}{{% endblock %}}" for name in BLOCKS)
    ours = FileSystemLoader(FOLDER, encoding="utf-8")
    framed = DictLoader({**texts, "base.html": frame, "kjournal/base.html": frame})
    loader = ChoiceLoader([framed, PrefixLoader({BUILT_IN: ours}), ours])
    return configured(ImmutableSandboxedEnvironment, loader), seam


def _limit() -> None:
    try:
        import resource
    except ImportError:  # Windows: the limit of time remains
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
