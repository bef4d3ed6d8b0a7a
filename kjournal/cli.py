"""The command line: words to commands, exit codes, and the one net for our own errors.

Each command is a function in a module of `kjournal.commands`, loaded when it is called, so that `--help` is quick.
"""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

import kjournal
from kjournal import words
from kjournal.commands import streams
from kjournal.words import _

words.use(words.from_environment())
F = TypeVar("F", bound=Callable[..., Any])


class _Whole(click.types.IntParamType):
    """A whole number, called so in the user's words where something else was typed."""

    name = _("whole number")


class Ordered(click.Group):
    """The commands in the order of a rep's day, not of the alphabet."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, as they are declared below."""
        del ctx
        return list(self.commands)


@click.group(
    cls=Ordered,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    help=_(
        "A customer journal in plain text: notes in, reminders on the phone and pages in the browser out."
    ),
)
@click.option(
    "-C",
    "directory",
    type=click.Path(path_type=Path),
    default=Path(),
    metavar="DIR",
    help=_("the journal's folder; else the one you stand in"),
)
@click.version_option(
    kjournal.__version__, prog_name="kjournal", message="%(prog)s %(version)s", help=_("show the version")
)
@click.pass_context
def cli(context: click.Context, directory: Path) -> None:
    """Run one command on a journal."""
    context.obj = directory


def _day(command: F) -> F:
    return click.option("--today", "day", metavar="DAY", help=_("work as if it were this day: 2026-11-20"))(
        command
    )


def _strict(command: F) -> F:
    return click.option("--strict", is_flag=True, help=_("end with 1 when notes have errors"))(command)


def _vdir(command: F) -> F:
    return click.option(
        "--vdir",
        type=click.Path(file_okay=False, path_type=Path),
        metavar="DIR",
        help=_("one file an event too, in this folder: for calendar servers and khal"),
    )(command)


def _journal(context: click.Context, day: str | None) -> Any:
    from kjournal.commands import opening

    return opening.journal(context.obj, opening.day(day))


def _end(context: click.Context, code: int) -> None:
    context.exit(code)


@cli.command(help=_("Begin a journal in DIR: settings, templates, a sample customer and visit."))
@click.argument("target", type=click.Path(path_type=Path), required=False, metavar="[DIR]")
@click.pass_context
def init(context: click.Context, target: Path | None) -> None:
    """Begin a journal."""
    from kjournal.commands.init import run

    _end(context, run(target or context.obj))


@cli.group(help=_("Write a new note from its template, ready to edit."))
def new() -> None:
    """Write a new note."""


@new.command("customer", help=_("A card for a new customer."))
@click.argument("name")
@click.option("--class", "class_", help=_("what sort of customer, e.g. 村卫生室"))
@click.option("--region", help=_("where, e.g. 向阳镇"))
@click.option("--id", "identity", help=_("the customer's id; else one is made"))
@_day
@click.pass_context
def new_customer(
    context: click.Context,
    name: str,
    class_: str | None,
    region: str | None,
    identity: str | None,
    day: str | None,
) -> None:
    """Write a card."""
    from kjournal.commands.new import customer

    _end(
        context, customer(_journal(context, day), name=name, class_=class_, region=region, identity=identity)
    )


@new.command("visit", help=_("A visit of a customer; DATE is today where it is left out."))
@click.argument("customer")
@click.option("--date", "date_", metavar="DATE", help=_("the day of the visit"))
@click.option("--channel", help=_("上门, 电话, 微信 …"))
@_day
@click.pass_context
def new_visit(
    context: click.Context, customer: str, date_: str | None, channel: str | None, day: str | None
) -> None:
    """Write a visit."""
    from kjournal.commands.new import visit

    _end(context, visit(_journal(context, day), word=customer, date=date_, channel=channel))


@cli.command(help=_("What to do today, and what is open from before."))
@click.option("--rep", help=_("one rep only, by id or name"))
@_day
@click.pass_context
def today(context: click.Context, rep: str | None, day: str | None) -> None:
    """What to do."""
    from kjournal.commands.today import run

    _end(context, run(_journal(context, day), rep=rep))


@cli.command(help=_("All reminders between two days: today and the two weeks after it, or as you say."))
@click.option("--from", "first", metavar="DAY", help=_("the first day: 2026-11-20, 12-5, 明天; else today"))
@click.option(
    "--to", "last", metavar="DAY", help=_("the last day: 2026-12-31, 月底; else 14 days after the first")
)
@click.option("--rep", help=_("one rep only, by id or name"))
@click.option(
    "--kind", metavar="KIND", help=_("visit, birthday, promise or money only: 拜访, 生日, 承诺, 应收")
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "ics"]),
    default="text",
    show_default=True,
    help=_("how to print it; ics is a calendar to import"),
)
@_day
@click.pass_context
def agenda(context: click.Context, /, day: str | None, **values: Any) -> None:
    """All reminders between two days."""
    from kjournal.commands.agenda import run

    _end(context, run(_journal(context, day), **values))


@cli.command(
    help=_(
        "Find customers by name, contact, telephone or town, in Chinese or pinyin; and notes by their text."
    )
)
@click.argument("text", nargs=-1, required=True, metavar="WORDS…")
@click.option(
    "--limit", type=_Whole(), default=20, metavar="N", show_default=True, help=_("how many at most")
)
@_day
@click.pass_context
def find(context: click.Context, text: tuple[str, ...], limit: int, day: str | None) -> None:
    """Find customers."""
    from kjournal.commands.find import run

    _end(context, run(_journal(context, day), words=text, limit=limit))


@cli.command(
    help=_(
        "What to know before a visit: what to watch out for, promises, last talks, what to bring and to ask, and the aim."
    )
)
@click.argument("customer")
@click.option(
    "--date", "date_", metavar="DATE", help=_("the day of the visit: 2026-11-20, 12-5, 明天; else today")
)
@click.option("--secret", is_flag=True, help=_("secret values too, on a terminal only"))
@_day
@click.pass_context
def brief(context: click.Context, customer: str, date_: str | None, secret: bool, day: str | None) -> None:  # noqa: FBT001  click hands over flags
    """What to know before a visit."""
    from kjournal.commands.brief import run

    _end(context, run(_journal(context, day), word=customer, day=date_, secret=secret))


@cli.command(help=_("Why each reminder of a customer stands where it stands."))
@click.argument("customer")
@_day
@click.pass_context
def why(context: click.Context, customer: str, day: str | None) -> None:
    """Why each reminder stands where it stands."""
    from kjournal.commands.why import run

    _end(context, run(_journal(context, day), word=customer))


@cli.command(help=_("A customer or a note as it was understood."))
@click.argument("customer", metavar="CUSTOMER|PATH")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help=_("how to print it"),
)
@click.option("--secret", is_flag=True, help=_("secret values too, on a terminal only"))
@_day
@click.pass_context
def show(context: click.Context, customer: str, form: str, secret: bool, day: str | None) -> None:  # noqa: FBT001  click hands over flags
    """A customer or a note as it was understood."""
    from kjournal.commands.show import run

    _end(context, run(_journal(context, day), word=customer, form=form, secret=secret))


@cli.command(help=_("All findings of all notes, or of those below PATH."))
@click.argument("paths", nargs=-1, metavar="[PATH…]")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github", "sarif"]),
    default="text",
    show_default=True,
    help=_("how to print them"),
)
@click.option("--select", multiple=True, metavar="CODE", help=_("only these codes, or families such as KJ2"))
@click.option("--ignore", multiple=True, metavar="CODE", help=_("not these codes"))
@click.option("--strict", is_flag=True, help=_("end with 1 for warnings too"))
@click.option(
    "--baseline",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help=_("leave out the findings that FILE knows"),
)
@click.option(
    "--write-baseline",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help=_("write into FILE what is known from now on"),
)
@click.option("--fix", is_flag=True, help=_("mend what can be mended without doubt"))
@click.option("--diff", is_flag=True, help=_("show what --fix would change; nothing is written"))
@click.option("--unsafe-fixes", is_flag=True, help=_("mend by guesses too: the nearest word, the likely day"))
@_day
@click.pass_context
def check(
    context: click.Context, /, day: str | None, *, fix: bool, diff: bool, unsafe_fixes: bool, **values: Any
) -> None:
    """All findings."""
    from kjournal.commands.check import run
    from kjournal.commands.mending import How

    how = How(diff, unsafe_fixes) if fix or diff else None
    _end(context, run(_journal(context, day), how=how, **values))


@cli.command(
    help=_(
        "Give a customer another name: on its card, in the names of its files, and wherever notes name it.\n\n"
        "OLD is the customer, NEW the name it gets. The old name stays as another name of the card."
    )
)
@click.argument("old")
@click.argument("new", required=False, default="")
@click.option("--id", "identity", default="", metavar="ID", help=_("another id too, or alone"))
@click.option("--no-alias", is_flag=True, help=_("the card does not keep the old name"))
@click.option("--diff", is_flag=True, help=_("show every line that would change; nothing is written"))
@click.option("--yes", is_flag=True, help=_("write it without asking"))
@_day
@click.pass_context
def rename(
    context: click.Context, /, day: str | None, old: str, new: str, *, no_alias: bool, **values: Any
) -> None:
    """Rename a customer."""
    from kjournal.commands.rename import run

    _end(context, run(_journal(context, day), word=old, name=new, alias=not no_alias, **values))


@cli.command(
    help=_(
        "Choose between the two versions that git left in a note where two people changed one place.\n\n"
        "On a terminal it asks one by one; the options take all alike."
    )
)
@click.argument("paths", nargs=-1, metavar="[PATH…]")
@click.option("--mine", "take", flag_value="mine", help=_("take what you wrote"))
@click.option("--theirs", "take", flag_value="theirs", help=_("take what the other wrote"))
@click.option(
    "--both", "take", flag_value="both", help=_("keep both, one below the other, where both can stand")
)
@click.option("--list", "only_list", is_flag=True, help=_("show them; nothing is written"))
@click.option("--secret", is_flag=True, help=_("secret values too, on a terminal only"))
@_day
@click.pass_context
def resolve(context: click.Context, /, day: str | None, **values: Any) -> None:
    """Resolve conflicts."""
    from kjournal.commands.resolve import run

    _end(context, run(_journal(context, day), take_all=values.pop("take"), **values))


@cli.command(help=_("What a finding's code means, and what to do; a family (KJ2) or a word lists codes."))
@click.argument("word", required=False, metavar="[CODE|WORD]")
@click.pass_context
def explain(context: click.Context, word: str | None) -> None:
    """Explain a code, or list codes."""
    from kjournal.commands.explain import run
    from kjournal.commands.opening import speak

    speak(context.obj)
    _end(context, run(word or ""))


@cli.command(help=_("Make the feeds and pages in site/."))
@click.option("--out", type=click.Path(path_type=Path), metavar="DIR", help=_("another folder for them"))
@_vdir
@click.option("--accept-loss", is_flag=True, help=_("publish although a feed loses many customers"))
@click.option(
    "--mask", is_flag=True, help=_("pages to show around, in site-masked/: names, phones and amounts covered")
)
@_strict
@_day
@click.pass_context
def build(context: click.Context, /, day: str | None, **values: Any) -> None:
    """Make feeds and pages."""
    from kjournal.commands.build import run

    _end(context, run(_journal(context, day), **values))


@cli.command(help=_("Make feeds and pages again at every change; Ctrl-C ends it."))
@click.option("--out", type=click.Path(path_type=Path), metavar="DIR", help=_("another folder for them"))
@_vdir
@_day
@click.pass_context
def watch(context: click.Context, /, day: str | None, **values: Any) -> None:
    """Build at every change."""
    from kjournal.commands import opening
    from kjournal.commands.watch import run

    _end(context, run(_journal(context, day), day=opening.day(day), **values))


@cli.command(help=_("Build, watch, and serve the pages and feeds; Ctrl-C ends it."))
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help=_("the address to listen on; 0.0.0.0 lets phones in the same Wi-Fi in"),
)
@click.option(
    "--port",
    type=_Whole(),
    default=8321,
    metavar="N",
    show_default=True,
    help=_("the port; 0 takes a free one"),
)
@click.option("--new-token", is_flag=True, help=_("new addresses for the feeds; the old ones end"))
@click.option(
    "--out", type=click.Path(path_type=Path), metavar="DIR", help=_("another folder for pages and feeds")
)
@_vdir
@_day
@click.pass_context
def serve(context: click.Context, /, day: str | None, **values: Any) -> None:
    """Build, watch and serve."""
    from kjournal.commands import opening
    from kjournal.commands.serve import run

    _end(context, run(_journal(context, day), day=opening.day(day), **values))


@cli.command(help=_("What notes and settings may say, as JSON Schema for editors."))
@click.argument("kind", type=click.Choice(["customer", "visit", "settings"]), required=False)
@click.option(
    "--out", type=click.Path(path_type=Path), metavar="DIR", help=_("write them into this folder as files")
)
@click.pass_context
def schema(context: click.Context, kind: str | None, out: Path | None) -> None:
    """JSON Schemas."""
    from kjournal.commands.schema import run

    _end(context, run(context.obj, kind=kind, out=out))


@cli.command(
    help=_("The language server: findings, completions and cards in your editor, which starts it itself.")
)
@click.option("--stdio", is_flag=True, help=_("for editors that say so; there is no other way"))
@_day
@click.pass_context
def lsp(context: click.Context, stdio: bool, day: str | None) -> None:  # noqa: FBT001  click hands over flags
    """Serve an editor."""
    from kjournal.commands import opening
    from kjournal.commands.lsp import run

    del stdio
    _end(context, run(context.obj, day=opening.day(day)))


@cli.command(help=_("Is this machine and this journal in order?"))
@_day
@click.pass_context
def doctor(context: click.Context, day: str | None) -> None:
    """Is everything in order."""
    from kjournal.commands.doctor import run

    _end(context, run(_journal(context, day)))


def main() -> None:
    """The console script: run a command; every way it can end becomes an exit code."""
    streams.in_utf8()
    streams.fit()
    try:
        code = _run()
        sys.stdout.flush()
    except click.exceptions.Exit as exit_:
        code = exit_.exit_code
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except (click.Abort, KeyboardInterrupt):
        code = 130
    except BrokenPipeError:
        code = 0
    except Exception as error:  # noqa: BLE001  the one net for our own errors
        code = _failed(error)
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            streams.give_up(stream)
    sys.exit(code or 0)


def _run() -> int:
    """Run the command; once more where the index turned out to be damaged, and is gone now."""
    try:
        return cli.main(standalone_mode=False) or 0
    except Exception as error:
        if not getattr(error, "again", False):
            raise
        click.echo(f"kjournal: {error}", err=True)
        return cli.main(standalone_mode=False) or 0


def _failed(error: Exception) -> int:
    """Say what happened; the exit code."""
    from kjournal.commands.failing import explain

    sentence, code = explain(error)
    with contextlib.suppress(OSError):  # nobody is there to be told
        click.echo(f"kjournal: {sentence}", err=True)
    return code
