"""The commands that tell a ledger: `brief`, `show`, `plot`, `export`."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli_options import EPILOG, FAILED_INPUTS, Issues, LedgerFile, Sources, run_settings
from dragoman.errors import DragomanError

if TYPE_CHECKING:
    from rich.console import Console

    from dragoman.views import Account


class View(StrEnum):
    """What `show` can show."""

    timeline = "timeline"
    statements = "statements"
    positions = "positions"
    actors = "actors"
    issues = "issues"
    calendar = "calendar"
    threads = "threads"
    reports = "reports"
    compare = "compare"
    entry = "entry"
    search = "search"


class Plotted(StrEnum):
    """What `plot` can draw."""

    intensity = "intensity"
    ties = "ties"
    map = "map"


TAKES = {View.compare: ("REPORT", "REPORT"), View.entry: ("ID",)}
"""View to what must be named after it; `search` takes words, the others nothing."""

Quotes = Annotated[bool, typer.Option("--quotes", help="Print the words of every telling under its line.")]


def add_commands(app: typer.Typer) -> None:
    """Add the commands of this module."""
    for command in (brief, show, plot, export):
        app.command(epilog=EPILOG)(command)


def brief(
    sources: Sources,
    issues: Issues = None,
    html: Annotated[Path | None, typer.Option(help="Write the page here, one file.", dir_okay=False)] = None,
    ledger: Annotated[
        Path | None, typer.Option(help="Keep the ledger in this DuckDB file; made if absent.", dir_okay=False)
    ] = None,
    quotes: Quotes = False,
    json: Annotated[bool, typer.Option("--json", help="Print the account as JSON.")] = False,
) -> None:
    """Tell what reports tell, each thing once, with its sources. The main job.

    With a ledger that holds reports already, the account is of all of them.

    Example: dragoman brief reports/*.txt --html brief.html --ledger talks.duckdb
    """
    from dragoman.cli_intake import take_in
    from dragoman.ledger import Ledger
    from dragoman.views import build_account

    with Ledger(ledger) as store:
        intake = take_in(sources, run_settings(issues), store)
        account = build_account(store)
        if html is not None and account.headline.reports:
            from dragoman.negotiation.page import standing_of
            from dragoman.views.html import write_html

            write_html(account, html, standing_of(store, account))
    if account.headline.reports:
        if json:
            print(account.model_dump_json(indent=2))
        else:
            _print_account(account, ledger, quotes)
    if html is not None and account.headline.reports:
        print(f"page written to {html}", file=sys.stderr)
    if intake.failures:
        raise typer.Exit(FAILED_INPUTS)


def show(
    ledger: LedgerFile,
    view: Annotated[View, typer.Argument(help="What to show.", show_default=False)],
    names: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[REPORT REPORT | ID | WORD...]",
            help="Two reports to compare (number, name or id), two outlets, or two countries for all their "
            "outlets; an entry's id or its first letters; words to search for.",
            show_default=False,
        ),
    ] = None,
    quotes: Quotes = False,
    json: Annotated[bool, typer.Option("--json", help="Print it as JSON.")] = False,
) -> None:
    """Show one part of a ledger.

    Example: dragoman show talks.duckdb timeline --quotes

    Example: dragoman show talks.duckdb compare 1 2

    Example: dragoman show talks.duckdb compare "Morning Post" FRA

    Example: dragoman show talks.duckdb entry 59ace396

    Example: dragoman show talks.duckdb search missiles border
    """
    from dragoman.cli_show import show_view
    from dragoman.ledger import Ledger

    wanted = TAKES.get(view, ())
    if (len(names or ()) != len(wanted)) if view is not View.search else not names:
        takes = "words" if view is View.search else " ".join(wanted) or "nothing more"
        raise typer.BadParameter(f"{view} takes {takes}", param_hint="NAMES")
    with Ledger(ledger, read_only=True) as store:
        show_view(store, view, names or [], _console(), quotes=quotes, as_json=json)


def plot(
    ledger: LedgerFile,
    name: Annotated[Plotted, typer.Argument(help="What to draw.", show_default=False)],
    out: Annotated[
        Path, typer.Option(help="File to write: .png, .svg, .html or .json (Vega-Lite).", dir_okay=False)
    ],
) -> None:
    """Draw a chart of a ledger for an article or a talk. Needs the extra `plots`.

    intensity: cooperation and conflict over time. ties: who deals with whom. map: who acts where.

    Example: dragoman plot talks.duckdb intensity --out intensity.png
    """
    try:
        from dragoman.views import plots
    except ImportError as error:
        raise DragomanError(
            f"plot needs the extra 'plots' ({error}): pip install 'dragoman[plots]'"
        ) from error
    from dragoman.ledger import Ledger

    with Ledger(ledger, read_only=True) as store:
        plots.save(plots.PLOTS[name](store), out)
    print(f"chart written to {out}", file=sys.stderr)


def export(
    ledger: LedgerFile,
    format: Annotated[str, typer.Option("--format", help="One of those listed above.")],
    out: Annotated[Path, typer.Option(help="File to write; - for standard output.", dir_okay=False)],
) -> None:
    """Write a ledger in a format that other programs read. docs/formats.md tells what each holds.

    One JSON object a line: plover, statements, entries, positions. Tables: csv, parquet, sqlite (for
    Datasette), polecat, icews, gdelt. Graphs: gexf, graphml. Pages: timelinejs, icalendar, annotations (W3C),
    schema-org. Investigations: followthemoney.

    Example: dragoman export talks.duckdb --format plover --out events.jsonl

    Example: dragoman export talks.duckdb --format sqlite --out talks.db
    """
    from dragoman.exports import FORMATS, LINES, write
    from dragoman.ledger import Ledger

    if format not in FORMATS:
        raise typer.BadParameter(f"no format {format}; there are {', '.join(FORMATS)}", param_hint="--format")
    with Ledger(ledger, read_only=True) as store:
        if str(out) == "-":
            if format not in LINES:
                raise DragomanError(f"{format} is no text: give a file with --out")
            for line in LINES[format](store):
                print(line)
            return
        try:
            count = write(store, format, out)
        except OSError as error:
            raise DragomanError(f"{out}: cannot be written: {error.strerror}") from error
    print(f"{count} lines written to {out}", file=sys.stderr)


def _print_account(account: Account, ledger: Path | None, quotes: bool) -> None:
    from rich.text import Text

    from dragoman.views.terminal import TerminalBrief

    console = _console()
    TerminalBrief(console, quotes=quotes).account(account)
    hint = (
        f"dragoman show {ledger} entry ID opens the words of an entry."
        if ledger
        else "--quotes prints the words of each line; --ledger FILE keeps the ledger, to open entries in."
    )
    console.print()
    console.print(Text(hint, style="dim"))


def _console() -> Console:
    from rich.console import Console

    return Console(highlight=False)
