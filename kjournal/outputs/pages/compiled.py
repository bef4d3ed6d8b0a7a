"""How the program's own templates are compiled: their words put in, and with as little work as possible left for each page."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, MutableMapping
from types import FunctionType
from typing import Any, TypeVar

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, Template, nodes
from jinja2.compiler import CodeGenerator, Frame, MacroRef
from jinja2.utils import missing
from jinja2.visitor import NodeTransformer
from markupsafe import Markup, escape

from kjournal.outputs.pages.drawing import escaped, marked
from kjournal.patterns import regex
from kjournal.words import _, language

_OF_A_MACRO = "l_1_"
"""What jinja2 puts before the names of what a macro takes."""
T = TypeVar("T")
_SAID = regex(r"""(?<![\w.])_\((?P<sign>["'])(?P<text>(?:(?!(?P=sign))[^\\\n])+)(?P=sign)\)""")


class Spoken(FileSystemLoader):
    """Templates in which each `_("…")` is the message itself, in the language that is spoken now."""

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        """What is compiled; the compiled one is kept by its hash, so that other words make another."""
        source, file, current = super().get_source(environment, template)
        return _SAID.sub(_spoken, source), file, current


def _spoken(match: re.Match[str]) -> str:
    message = match["text"]  # apart: inside `_( )` it would be taken for a message itself
    return repr(_(message))


class _Known(NodeTransformer):
    """Takes the names of our own functions and words for what they are, where a template has nothing of the same name."""

    def __init__(self, names: frozenset[str]) -> None:
        self.names = names

    def visit_Name(self, node: nodes.Name) -> nodes.Node:  # noqa: N802  the library's name
        """A name, or what it always stands for."""
        return nodes.EnvironmentAttribute(node.name, lineno=node.lineno) if node.name in self.names else node


def _own_names(tree: nodes.Template) -> Iterator[str]:
    """What a template itself gives a name."""
    yield from (node.name for node in tree.find_all(nodes.Name) if node.ctx != "load")
    yield from (node.name for node in tree.find_all(nodes.Macro))
    for node in tree.find_all(nodes.FromImport):
        yield from (name if isinstance(name, str) else name[1] for name in node.names)


class _Straight(CodeGenerator):
    """Python as one would write it: plain calls, plain attributes, and escaped only what holds something to escape.

    jinja2 looks a name up in each turn of a loop, asks at each call whether the function wants the context (none of ours
    does), lets each attribute be an item as well, and makes three marked strings of each piece that is written: more
    than half the time of a page.
    """

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802
        names = frozenset(self.environment.globals).difference(_own_names(node))
        _Known(names).visit(node)
        for block in node.find_all(nodes.Block):
            block.body = [nodes.Scope(block.body)]
        for name in sorted({one.name for one in node.find_all(nodes.EnvironmentAttribute)}):
            self.writeline(f"known_{name} = environment.globals[{name!r}]")
        self.writeline("shown, marked = environment.shown, environment.marked")
        super().visit_Template(node, frame)

    def visit_Scope(self, node: nodes.Scope, frame: Frame) -> None:  # noqa: N802
        """What stands in a block: handed on whole, not each of its pieces by the block, the frame and the page."""
        inner = frame.inner()
        inner.symbols.analyze_node(node)
        self.enter_frame(inner)
        self.buffer(inner)
        self.blockvisit(node.body, inner)
        self.writeline(f"yield concat({inner.buffer})")
        self.leave_frame(inner)

    def visit_EnvironmentAttribute(self, node: nodes.EnvironmentAttribute, frame: Frame) -> None:  # noqa: N802
        del frame  # the same everywhere
        self.write(f"known_{node.name}")

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802
        self.visit(node.node, frame)
        self.write(f".{node.attr}")

    def visit_Call(  # type: ignore[override]  # noqa: N802  the library's own takes nothing more by its place
        self, node: nodes.Call, frame: Frame, **more: Any
    ) -> None:
        if more or node.dyn_args or node.dyn_kwargs:
            super().visit_Call(node, frame, **more)
            return
        self.visit(node.node, frame)
        self.write("(")
        for value in node.args:
            self.visit(value, frame)
            self.write(", ")
        for named in node.kwargs:
            self.write(_OF_A_MACRO if isinstance(node.node, nodes.Name) else "")
            self.visit(named, frame)
            self.write(", ")
        self.write(")")

    def return_buffer_contents(self, frame: Frame, force_unescaped: bool = False) -> None:  # noqa: FBT001, FBT002
        if force_unescaped:  # a macro, which is called as it is
            self.writeline(f"return marked(concat({frame.buffer}))")
        else:
            super().return_buffer_contents(frame)

    def macro_def(self, macro_ref: MacroRef, frame: Frame) -> None:
        del frame
        self.write(f"environment.macro(macro, {len(macro_ref.node.args)})")

    def _import_common(self, node: nodes.Import | nodes.FromImport, frame: Frame) -> None:
        self.write("environment.get_template(")
        self.visit(node.template, frame)
        self.write(
            f", {self.name!r})._get_default_module()"
        )  # jinja2 asks each time whether names are other ones

    def _output_child_pre(
        self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo
    ) -> None:
        del node, frame, finalize  # everything is escaped alike
        self.write("shown(")


def _shown(value: object) -> str:
    """A value as it stands on a page."""
    kind = type(value)
    if kind is str:
        return escaped(value)  # type: ignore[arg-type]
    if kind is Markup:
        return value  # type: ignore[return-value]
    return str(value) if kind is int else escape(value)


def _macro(macro: FunctionType, count: int) -> FunctionType:
    """A macro as a plain function, to which any of its last values need not be given."""
    macro.__defaults__ = (missing,) * count
    return macro


def _join(texts: Iterable[str], between: str = "") -> str:
    """Texts joined, none of them marked as safe."""
    return between.join(texts)


def _said(values: Iterable[T]) -> Iterator[T]:
    """Those that say something."""
    return filter(None, values)


class _Sheet(Template):
    """A template that lets go of what it drew.

    Its macros know the page's values, and these the macros: a circle, which would keep a few hundred customers' pages in
    memory until somebody looks for circles.
    """

    def render(self, *args: Any, **kwargs: Any) -> str:
        """The page with these values."""
        context = self.new_context(dict(*args, **kwargs))
        try:
            return "".join(self.root_render_func(context))
        except Exception:  # noqa: BLE001  raised again, with the template's own lines
            self.environment.handle_exception()
        finally:
            context.vars.clear()


class Quick(Environment):
    """What compiles and draws them."""

    template_class = _Sheet
    code_generator_class = _Straight
    shown = staticmethod(_shown)
    marked = staticmethod(marked)
    macro = staticmethod(_macro)

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._made: dict[str, Template] = {}
        self.filters.update(safe=marked, length=len, join=_join, select=_said)

    def get_template(
        self,
        name: str | Template,
        parent: str | None = None,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002  the library's name
    ) -> Template:
        """A template, which stays what it is: jinja2 asks its loader's memory for each of five a page."""
        del parent, globals  # none of ours lies in a folder, or knows more than the others
        if isinstance(name, str):
            if name not in self._made:
                self._made[name] = super().get_template(name)
            return self._made[name]
        return name

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """What each template knows: one table, where jinja2 puts two behind each other and asks both for every page."""
        return {**self.globals, **(d or {})}


def kept(folder: str) -> FileSystemBytecodeCache:
    """Compiled templates of the language in a folder."""
    return FileSystemBytecodeCache(folder, f"__whole_{language()}_%s.cache")
