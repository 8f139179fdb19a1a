"""`dragoman show`: the parts of an account, a comparison, an entry, in a terminal or as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from pydantic import BaseModel
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from dragoman.errors import LedgerError
from dragoman.ledger import Ledger
from dragoman.views import build_account, wording
from dragoman.views.account import actor_lines
from dragoman.views.model import Account, ActorLine, EntryLine, SourceView
from dragoman.views.plain import visible
from dragoman.views.terminal import TerminalBrief, print_comparison


def show_view(
    ledger: Ledger, view: str, names: Sequence[str], console: Console, *, quotes: bool, as_json: bool
) -> None:
    """Print one view of a ledger.

    Args:
        ledger: An open ledger.
        view: timeline, statements, positions, actors, calendar, reports, compare or entry.
        names: Two reports for `compare`, an entry's id for `entry`, else empty.
        console: Where to print.
        quotes: Print the words of each telling.
        as_json: Print the view's data instead.

    Raises:
        LedgerError: when what is named is not in the ledger.
    """
    if view == "actors":
        actors = actor_lines(ledger)
        _json(actors) if as_json else _print_actors(actors, console)
        return
    account = build_account(ledger)
    brief = TerminalBrief(console, quotes=quotes)
    if view == "entry":
        line = find_entry(account, names[0])
        _json(line) if as_json else brief.entry(line, account)
    elif view == "compare":
        first, second = (find_report(account, name) for name in names)
        comparison = ledger.compare(first.id, second.id)
        _json(comparison) if as_json else print_comparison(comparison, account, brief)
    elif as_json:
        _json(getattr(account, view))
    else:
        parts = {
            "timeline": lambda: brief.timeline(account),
            "calendar": lambda: brief.calendar(account),
            "statements": lambda: brief.statements(account.statements),
            "positions": lambda: brief.positions(account.positions),
            "reports": lambda: brief.reports(account),
        }
        parts[view]()


def find_entry(account: Account, name: str) -> EntryLine:
    """Return the entry of an id, or of the first letters of one; raise `LedgerError` for none or several."""
    lines = account.lines()
    if name in lines:
        return lines[name]
    start = name.removeprefix("entry_")
    found = [line for key, line in lines.items() if start and key.rpartition("_")[2].startswith(start)]
    if not found:
        raise LedgerError(f"no entry {name}: `dragoman show LEDGER timeline` prints the ids")
    if len(found) > 1:
        raise LedgerError(f"{name} begins {len(found)} entries: give more of the id")
    return found[0]


def find_report(account: Account, name: str) -> SourceView:
    """Return the report of a number, id, name or file name; raise `LedgerError` for none or several."""
    sources = account.reports.sources
    if name.isdecimal() and 0 < int(name) <= len(sources):
        return account.source(int(name))
    ends = f"/{name}"
    found = [source for source in sources if name in (source.id, source.name) or source.name.endswith(ends)]
    if len(found) != 1:
        wrong = "no report" if not found else "more than one report is called"
        raise LedgerError(f"{wrong} {name}: `dragoman show LEDGER reports` prints their numbers")
    return found[0]


def _json(value: BaseModel | Iterable[BaseModel]) -> None:
    if isinstance(value, BaseModel):
        print(value.model_dump_json(indent=2))
    else:
        print(json.dumps([item.model_dump(mode="json") for item in value], ensure_ascii=False, indent=2))


def _print_actors(lines: Iterable[ActorLine], console: Console) -> None:
    grid = Table(box=None, pad_edge=False, header_style="bold", expand=True)
    grid.add_column("Actor", ratio=1, overflow="fold")
    grid.add_column("Code")
    for heading in ("Acts", "Acted on", "Says"):
        grid.add_column(heading, justify="right")
    grid.add_column("Reports")
    for line in lines:
        actor = line.actor
        name = Text(visible(actor.name))
        if actor.office:
            name.append(f"  {visible(actor.office)}", style="dim")
        code = " ".join((actor.code, *actor.sectors))
        counts = (str(count or "") for count in (line.acts, line.receives, line.speaks))
        grid.add_row(name, Text(code), *counts, Text(wording.cite(line.sources), style="green"))
    console.print(Padding(grid, (0, 0)))
