"""`dragoman show`: one part of a ledger in a terminal or as JSON, with no more read than it needs."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence

from pydantic import BaseModel
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from dragoman.errors import LedgerError
from dragoman.ledger import Ledger
from dragoman.records import Entry
from dragoman.views import build_account, wording
from dragoman.views.account import actor_lines
from dragoman.views.comparison import print_comparison
from dragoman.views.groups import by_party, by_speaker, line_order
from dragoman.views.issues import print_issues, print_threads
from dragoman.views.lines import LineBuilder
from dragoman.views.model import ActorLine, EntryLine, SourceView
from dragoman.views.plain import visible
from dragoman.views.sources import source_views
from dragoman.views.terminal import TerminalBrief


def show_view(
    ledger: Ledger, view: str, names: Sequence[str], console: Console, *, quotes: bool, as_json: bool
) -> None:
    """Print one view of a ledger.

    Args:
        ledger: An open ledger.
        view: One of `VIEWS`.
        names: Two reports, outlets or countries for `compare`, an entry's id for `entry`, words for
            `search`, else empty.
        console: Where to print.
        quotes: Print the words of each telling.
        as_json: Print the view's data instead.

    Raises:
        LedgerError: when what is named is not in the ledger.
    """
    data, show = VIEWS[view](ledger, names)
    if as_json:
        _json(data)
    else:
        show(TerminalBrief(console, quotes=quotes))


Shown = tuple[BaseModel | Iterable[BaseModel], Callable[[TerminalBrief], None]]
"""The data of a view, and what prints it."""


def _timeline(ledger: Ledger, names: Sequence[str]) -> Shown:
    entries = ledger.entries("event")
    builder = LineBuilder(ledger, entries)
    lines = sorted(map(builder.event, entries), key=line_order)
    return lines, lambda brief: brief.timeline(lines)


def _calendar(ledger: Ledger, names: Sequence[str]) -> Shown:
    entries = ledger.entries("plan")
    builder = LineBuilder(ledger, entries)
    lines = sorted(map(builder.event, entries), key=line_order)
    return lines, lambda brief: brief.calendar(lines)


def _statements(ledger: Ledger, names: Sequence[str]) -> Shown:
    entries = ledger.entries("statement")
    builder = LineBuilder(ledger, entries)
    groups = by_speaker(map(builder.statement, entries))
    return groups, lambda brief: brief.statements(groups)


def _positions(ledger: Ledger, names: Sequence[str]) -> Shown:
    positions = ledger.positions()
    builder = LineBuilder(ledger, (), positions)
    groups = by_party(map(builder.position, positions))
    return groups, lambda brief: brief.positions(groups)


def _issues(ledger: Ledger, names: Sequence[str]) -> Shown:
    issues = ledger.issues()
    builder = LineBuilder(ledger, (), [line for issue in issues for line in issue.lines])
    return issues, lambda brief: print_issues(issues, lambda line: builder.position(line)[2], brief)


def _threads(ledger: Ledger, names: Sequence[str]) -> Shown:
    threads = ledger.threads()
    return threads, lambda brief: print_threads(threads, brief)


def _reports(ledger: Ledger, names: Sequence[str]) -> Shown:
    account = build_account(ledger)
    return account.reports, lambda brief: brief.reports(account)


def _actors(ledger: Ledger, names: Sequence[str]) -> Shown:
    lines = actor_lines(ledger)
    return lines, lambda brief: brief.print(_actor_table(lines))


def _entry(ledger: Ledger, names: Sequence[str]) -> Shown:
    entry = ledger.entry(_whole_id(ledger, names[0]))
    builder = LineBuilder(ledger, [entry])
    (line,) = _lines(builder, [entry]).values()
    sources = source_views(ledger, builder.sources)
    return line, lambda brief: brief.entry(line, sources)


def _compare(ledger: Ledger, names: Sequence[str]) -> Shown:
    numbered = LineBuilder(ledger).sources
    sources = source_views(ledger, numbered)
    comparison = ledger.compare(*(find_report(sources, name) for name in names))
    entries = ledger.entries_named({*comparison.both, *comparison.only_a, *comparison.only_b})

    def show(brief: TerminalBrief) -> None:
        lines = _lines(LineBuilder(ledger, entries), entries)
        print_comparison(comparison, lines, sources, brief)

    return comparison, show


def _search(ledger: Ledger, names: Sequence[str]) -> Shown:
    entries = ledger.search(" ".join(names))
    lines = _lines(LineBuilder(ledger, entries), entries)
    return list(lines.values()), lambda brief: brief.told("Found", list(lines.values()))


VIEWS: dict[str, Callable[[Ledger, Sequence[str]], Shown]] = {
    "timeline": _timeline,
    "statements": _statements,
    "positions": _positions,
    "issues": _issues,
    "actors": _actors,
    "calendar": _calendar,
    "threads": _threads,
    "reports": _reports,
    "compare": _compare,
    "entry": _entry,
    "search": _search,
}


def _lines(builder: LineBuilder, entries: Iterable[Entry]) -> Mapping[str, EntryLine]:
    return {
        entry.id: builder.statement(entry) if entry.kind == "statement" else builder.event(entry)
        for entry in entries
    }


def _whole_id(ledger: Ledger, name: str) -> str:
    """Return the id of the entry that a name stands for: its own or that of a telling, or first letters."""
    found = ledger.find(name)
    return found if found.startswith("entry_") else ledger.entry_of(found)


def find_report(sources: Sequence[SourceView], name: str) -> str:
    """Return the id of the report of a number, id, name or file name; else the name as it is.

    Raises:
        LedgerError: when several reports have the name.
    """
    if name.isdecimal() and 0 < int(name) <= len(sources):
        return sources[int(name) - 1].id
    ends = f"/{name}"
    found = [source for source in sources if name in (source.id, source.name) or source.name.endswith(ends)]
    if len(found) > 1:
        raise LedgerError(
            f"more than one report is called {name}: `dragoman show LEDGER reports` prints their numbers"
        )
    return found[0].id if found else name


def _json(value: BaseModel | Iterable[BaseModel]) -> None:
    if isinstance(value, BaseModel):
        print(value.model_dump_json(indent=2))
    else:
        print(json.dumps([item.model_dump(mode="json") for item in value], ensure_ascii=False, indent=2))


def _actor_table(lines: Iterable[ActorLine]) -> Padding:
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
    return Padding(grid, (0, 0))
