"""The account built from a ledger: one pass over its entries, positions and reports."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from dragoman.language.calendar import interval
from dragoman.ledger import Ledger, PositionLine
from dragoman.ledger.syndication import Sources as Origins
from dragoman.ledger.tellings import status_of
from dragoman.records import Actor, Entry
from dragoman.views.dates import date_text
from dragoman.views.figures import figures
from dragoman.views.groups import by_party, by_speaker, line_order
from dragoman.views.lines import LineBuilder
from dragoman.views.model import (
    Account,
    ActorLine,
    DifferenceView,
    EntryLine,
    Headline,
    ReportsPart,
)
from dragoman.views.sources import Sources, source_views


def build_account(ledger: Ledger) -> Account:
    """Return the account of a reconciled ledger.

    Raises:
        LedgerError: when the ledger cannot be opened.
    """
    entries, positions = ledger.entries(), ledger.positions()
    builder = LineBuilder(ledger, entries, positions)
    events = [builder.event(entry) for entry in entries if entry.kind != "statement"]
    statements = [builder.statement(entry) for entry in entries if entry.kind == "statement"]
    timeline = sorted((line for line in events if line.kind == "event"), key=line_order)
    calendar = sorted((line for line in events if line.kind == "plan"), key=line_order)
    ordered = [line.id for line in (*timeline, *calendar, *sorted(statements, key=line_order))]
    return Account(
        headline=_headline(ledger, builder.sources, entries, positions),
        timeline=tuple(timeline),
        statements=tuple(by_speaker(statements)),
        positions=tuple(by_party(builder.position(line) for line in positions)),
        calendar=tuple(calendar),
        reports=_reports(ledger, builder.sources, [*events, *statements], ordered),
        figures=figures(ledger),
    )


def actor_lines(ledger: Ledger) -> list[ActorLine]:
    """Return who acts, who is acted upon and who speaks, those named most first."""
    sources = Sources(ledger.reports())
    actors: dict[str, Actor] = {}
    counts: defaultdict[str, dict[str, int]] = defaultdict(lambda: {"acts": 0, "receives": 0, "speaks": 0})
    reports: defaultdict[str, set[str]] = defaultdict(set)
    for entry in ledger.entries():
        roles = {
            "speaks" if entry.kind == "statement" else "acts": entry.actors,
            "receives": entry.recipients,
        }
        for role, named in roles.items():
            for actor in named:
                actors[actor.id] = actor
                counts[actor.id][role] += 1
                reports[actor.id].update(entry.reports)
    lines = [
        ActorLine(actor=actor, sources=sources.numbers(reports[key]), **counts[key])
        for key, actor in actors.items()
    ]
    return sorted(lines, key=lambda line: (-line.acts - line.speaks - line.receives, line.actor.name))


def _reports(
    ledger: Ledger, sources: Sources, lines: Iterable[EntryLine], ordered: Iterable[str]
) -> ReportsPart:
    by_id = {line.id: line for line in lines}
    total = len(sources.reports)
    by_all: list[str] = []
    by_some: list[str] = []
    only: dict[int, list[str]] = {number: [] for number in range(1, total + 1)}
    differences: list[DifferenceView] = []
    for key in ordered:
        line = by_id[key]
        differences.extend(line.differences)
        if len(line.sources) == 1:
            only[line.sources[0]].append(key)
        elif len(line.sources) == total:
            by_all.append(key)
        else:
            by_some.append(key)
    return ReportsPart(
        sources=source_views(ledger, sources),
        by_all=tuple(by_all),
        by_some=tuple(by_some),
        only={number: tuple(keys) for number, keys in only.items()},
        differences=tuple(differences),
    )


def _headline(
    ledger: Ledger, sources: Sources, entries: list[Entry], positions: list[PositionLine]
) -> Headline:
    origins = Origins(ledger.copies(), sources.reports)
    happened = [
        days
        for entry in entries
        if entry.kind == "event" and status_of(entry.marks) == "happened" and (days := interval(entry.date))
    ]
    published = [report.published for report in sources.reports]
    dated = [day for day in published if day is not None]
    # Publication dates bound the period: a report can recall a thing of years before.
    first, last = min(dated, default=None), max(dated, default=None)
    if first is None and happened:
        first, last = min(days.start for days in happened), max(days.end for days in happened)
    ids = [report.id for report in sources.reports]
    kinds = [entry.kind for entry in entries]
    period = date_text(f"{first}/{last}" if first != last else f"{first}") if first else ""
    return Headline(
        period=period,
        first_day=first,
        last_day=last,
        reports=len(ids),
        undated=published.count(None),
        outlets=origins.outlets(ids),
        independent=origins.independent(ids),
        entries=len(entries),
        events=kinds.count("event"),
        statements=kinds.count("statement"),
        plans=kinds.count("plan"),
        positions=len(positions),
        model=", ".join(ledger.models()),
    )
