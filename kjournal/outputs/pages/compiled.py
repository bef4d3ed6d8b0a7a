"""How the program's own templates are compiled: their words put in, and with as little work as possible left for each page."""

from __future__ import annotations

import builtins
import re
from collections.abc import Callable
from typing import Any

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, nodes
from jinja2.compiler import CodeGenerator, Frame
from markupsafe import Markup, escape

from kjournal.patterns import regex
from kjournal.words import _, language

_SAID = regex(r"""(?<![\w.])_\((?P<sign>["'])(?P<text>(?:(?!(?P=sign))[^\\\n])+)(?P=sign)\)""")
_ESCAPED = regex(r"""[&<>'"]""")


class Spoken(FileSystemLoader):
    """Templates in which each `_("…")` is the message itself, in the language that is spoken now."""

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        """What is compiled; the compiled one is kept by its hash, so that other words make another."""
        source, file, current = super().get_source(environment, template)
        return _SAID.sub(_said, source), file, current


def _said(match: re.Match[str]) -> str:
    message = match["text"]  # apart: inside `_( )` it would be taken for a message itself
    return repr(_(message))


class _Straight(CodeGenerator):
    """Calls our functions as they are, and escapes only what holds something to escape.

    jinja2 asks at each call whether the function wants the context (none of ours does), and makes three marked strings of
    each piece that is written: half the time of a page.
    """

    def visit_Call(  # type: ignore[override]  # noqa: N802  the library's own takes nothing more by its place
        self, node: nodes.Call, frame: Frame, **more: Any
    ) -> None:
        known = isinstance(node.node, nodes.Name) and node.node.name in self.environment.globals
        if not known or more or node.dyn_args or node.dyn_kwargs:
            super().visit_Call(node, frame, **more)
            return
        self.visit(node.node, frame)
        self.write("(")
        for value in (*node.args, *node.kwargs):
            self.visit(value, frame)
            self.write(", ")
        self.write(")")

    def _output_child_pre(
        self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo
    ) -> None:
        del node, frame, finalize  # everything is escaped alike
        self.write("environment.shown(")


def _shown(value: object) -> str:
    """A value as it stands on a page."""
    kind = type(value)
    if kind is Markup or (kind is str and not _ESCAPED.search(value)):  # type: ignore[call-overload]
        return value  # type: ignore[return-value]
    return escape(value)


class Quick(Environment):
    """What compiles and draws them."""

    code_generator_class = _Straight
    shown = staticmethod(_shown)

    def getattr(self, obj: Any, attribute: str) -> Any:
        """An attribute of a view: never an item of that name, as elsewhere in jinja2."""
        return builtins.getattr(obj, attribute)


def kept(folder: str) -> FileSystemBytecodeCache:
    """Compiled templates of the language in a folder."""
    return FileSystemBytecodeCache(folder, f"__straight_{language()}_%s.cache")
