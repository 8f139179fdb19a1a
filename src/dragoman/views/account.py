"""The account built from a ledger: one pass over its entries, positions and reports."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from dragoman.coding.issues import OTHER
from dragoman.ledger import Ledger, PositionLine
from dragoman.ledger.intervals import interval
from dragoman.ledger.syndication import Sources as Origins
from dragoman.ledger.tellings import status_of
from dragoman.records import Actor, DateBasis, Entry, Event, Position, Reading, Span, Statement, When
from dragoman.views.dates import date_text
from dragoman.views.model import (
    Account,
    ActorLine,
    DateView,
    DifferenceView,
    DifferingValue,
    EntryLine,
    EventLine,
    Headline,
    IssueGroup,
    PartyGroup,
    PositionView,
    Rendering,
    ReportsPart,
    SpeakerGroup,
    StatementLine,
    TellingView,
)
from dragoman.views.phrases import phrase
from dragoman.views.plain import clip, one_line
from dragoman.views.sources import Sources, quoted, source_views

_RANKS = {
    "state": 0,
    "body": 1,
    "organisation": 2,
    "group": 3,
    "region": 4,
    "description": 5,
    "person": 6,
}
_ABOUT_LENGTH = 160
UNNAMED = "Unnamed"


def build_account(ledger: Ledger) -> Account:
    """Return the account of a reconciled ledger.

    Raises:
        LedgerError: when the ledger cannot be opened.
    """
    readings = ledger.readings()
    builder = _Builder(readings)
    entries = ledger.entries()
    events = [builder.event(entry) for entry in entries if entry.kind != "statement"]
    statements = [builder.statement(entry) for entry in entries if entry.kind == "statement"]
    positions = ledger.positions()
    timeline = sorted((line for line in events if line.kind == "event"), key=_line_order)
    calendar = sorted((line for line in events if line.kind == "plan"), key=_line_order)
    ordered = [line.id for line in (*timeline, *calendar, *sorted(statements, key=_line_order))]
    return Account(
        headline=_headline(readings, entries, positions, Origins(ledger.copies(), builder.sources.reports)),
        timeline=tuple(timeline),
        statements=tuple(_by_speaker(statements)),
        positions=tuple(_by_party(builder.position(line) for line in positions)),
        calendar=tuple(calendar),
        reports=_reports(ledger, builder.sources, [*events, *statements], ordered),
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


class _Builder:
    """Lines from entries, by looking their members up in the readings."""

    def __init__(self, readings: Iterable[Reading]) -> None:
        readings = list(readings)
        self.sources = Sources(reading.report for reading in readings)
        self._told: dict[str, Event | Statement] = {}
        for reading in readings:
            self._told |= {event.id: event for event in reading.events}
            self._told |= {statement.id: statement for statement in reading.statements}

    def event(self, entry: Entry) -> EventLine:
        """Return the line of an event or a plan."""
        members = [member for key in entry.members if isinstance(member := self._told[key], Event)]
        status = status_of(entry.marks)
        # A meeting that is to come is coded AGREE; a reader calls it a meeting.
        words = phrase("CONSULT" if entry.kind == "plan" else entry.category, entry.mode)
        codes = {actor.code or actor.id for actor in entry.actors}
        return EventLine(
            id=entry.id,
            kind=entry.kind,
            date=_date(entry.date, entry.date_basis, (member.when for member in members)),
            sources=self.sources.numbers(entry.reports),
            tellings=self._tellings(members),
            outlets=entry.outlets,
            independent=entry.independent,
            differences=self._differences(entry),
            reasons=entry.reasons,
            status=status,
            marks=entry.marks,
            who=entry.actors,
            did=words.told(status, entry.marks),
            link=words.link,
            whom=entry.recipients,
            category=entry.category,
            mode=entry.mode,
            words=one_line(entry.summary),
            place=one_line(next((member.place for member in members if member.place), "")),
            claimed_by=entry.claimed_by,
            own_account=bool(entry.claimed_by)
            and all((actor.code or actor.id) in codes for actor in entry.claimed_by),
        )

    def statement(self, entry: Entry) -> StatementLine:
        """Return the line of a statement, with each form of its words once."""
        members = [member for key in entry.members if isinstance(member := self._told[key], Statement)]
        spoken = (
            member.speaker_span.of(self.sources.report(member.report).text)
            for member in members
            if member.speaker_span is not None
        )
        named = dict.fromkeys(mention.actor.name for member in members for mention in member.addressees)
        told = dict.fromkeys(one_line(member.addressee_text) for member in members if member.addressee_text)
        return StatementLine(
            id=entry.id,
            kind=entry.kind,
            date=_date(entry.date, entry.date_basis, (member.when for member in members)),
            sources=self.sources.numbers(entry.reports),
            tellings=self._tellings(members),
            outlets=entry.outlets,
            independent=entry.independent,
            differences=self._differences(entry),
            reasons=entry.reasons,
            speakers=entry.actors,
            speaker_text=one_line(next(spoken, "")),
            renderings=self._renderings(members),
            channel=one_line(next((member.channel for member in members if member.channel), "")),
            place=one_line(next((member.place for member in members if member.place), "")),
            addressees=tuple(named or told),
        )

    def position(self, line: PositionLine) -> tuple[Actor, str, PositionView]:
        """Return party, issue and the line of a position."""
        tellers = {mention.actor.id: mention.actor for p in line.members for mention in p.told_by[:1]}
        by_outlet = any(not position.told_by for position in line.members)
        view = PositionView(
            id=line.members[0].id,
            date=_date(line.date, line.date_basis, (member.when for member in line.members)),
            sources=self.sources.numbers(line.reports),
            tellings=self._tellings(line.members),
            stance=line.stance,
            content=one_line(line.content),
            toward=line.toward,
            told_by=() if by_outlet else tuple(tellers.values()),
            entries=line.entries,
        )
        return line.party, one_line(line.issue), view

    def _tellings(self, members: Iterable[Event | Statement | Position]) -> tuple[TellingView, ...]:
        tellings = (self.sources.telling(member.id, member.report, member.span) for member in members)
        return tuple(sorted(tellings, key=lambda telling: (telling.source, telling.span.start)))

    def _renderings(self, members: Iterable[Statement]) -> tuple[Rendering, ...]:
        forms: dict[str, list[Statement]] = {}
        for member in sorted(members, key=lambda member: self.sources.number(member.report)):
            words = self._printed(member)
            forms.setdefault(words, []).append(member)
        return tuple(
            Rendering(
                words=words,
                kind=told[0].kind,
                stance=told[0].stance,
                sources=self.sources.numbers(member.report for member in told),
            )
            for words, told in forms.items()
        )

    def _printed(self, statement: Statement) -> str:
        text = self.sources.report(statement.report).text
        spans = statement.contents or (statement.span,)
        return " … ".join(quoted(text, _trimmed(span, text)) for span in spans)

    def _differences(self, entry: Entry) -> tuple[DifferenceView, ...]:
        views = []
        for difference in entry.differences:
            by_value: defaultdict[str, list[str]] = defaultdict(list)
            for report, value in difference.values.items():
                by_value[one_line(value)].append(report)
            values = (
                DifferingValue(
                    value=(date_text(value) or value) if difference.field == "date" else value,
                    sources=self.sources.numbers(reports),
                )
                for value, reports in by_value.items()
            )
            views.append(
                DifferenceView(
                    entry=entry.id,
                    about=clip(one_line(entry.summary), _ABOUT_LENGTH),
                    field=difference.field,
                    values=tuple(sorted(values, key=lambda value: value.sources)),
                )
            )
        return tuple(views)


def _trimmed(span: Span, text: str) -> Span:
    """Return the span without white space at its ends, and never empty."""
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip())
    end = span.end - len(words) + len(words.rstrip())
    return Span(start=start, end=end) if end > start else span


def _date(edtf: str, basis: DateBasis, whens: Iterable[When]) -> DateView:
    """Return a date with the words that gave it, or for an unresolved one the words that would."""
    told = dict.fromkeys(one_line(when.text) for when in whens if when.text and when.edtf == edtf)
    return DateView(edtf=edtf, text=date_text(edtf), basis=basis, told=tuple(told))


def _line_order(line: EntryLine) -> tuple[str, str, int, int]:
    """By first day, then the more precise date; undated last, in the order in which they are told."""
    days = interval(line.date.edtf)
    first = line.tellings[0]
    when = (days.start.isoformat(), days.end.isoformat()) if days else ("9999", "9999")
    return (*when, first.source, first.span.start)


def _by_speaker(lines: Iterable[StatementLine]) -> list[SpeakerGroup]:
    groups: defaultdict[tuple[str, ...], list[StatementLine]] = defaultdict(list)
    for line in lines:
        key = tuple(sorted(actor.id for actor in line.speakers)) or ("", line.speaker_text.casefold())
        groups[key].append(line)
    made = [_speaker_group(sorted(group, key=_line_order)) for group in groups.values()]
    return sorted(made, key=_group_order)


def _speaker_group(lines: list[StatementLine]) -> SpeakerGroup:
    first = lines[0]
    single = first.speakers[0] if len(first.speakers) == 1 else None
    offices = (line.speakers[0].office for line in lines if single is not None)
    return SpeakerGroup(
        name=", ".join(actor.name for actor in first.speakers) or first.speaker_text or UNNAMED,
        office=next((office for office in offices if office), ""),
        code=first.speakers[0].code if first.speakers else "",
        statements=tuple(lines),
    )


def _group_order(group: SpeakerGroup) -> tuple[bool, str, int, str]:
    """By the side spoken for, the state or body itself before its people; unnamed sources last."""
    speakers = group.statements[0].speakers
    rank = _RANKS[speakers[0].kind] if speakers else 9
    return (not speakers, group.code or "~", rank + 10 * (len(speakers) > 1), group.name)


def _by_party(positions: Iterable[tuple[Actor, str, PositionView]]) -> list[PartyGroup]:
    parties: dict[str, Actor] = {}
    issues: defaultdict[str, defaultdict[str, list[PositionView]]] = defaultdict(lambda: defaultdict(list))
    for party, issue, view in positions:
        parties.setdefault(party.id, party)
        issues[party.id][issue].append(view)
    groups = [
        PartyGroup(
            party=party,
            issues=tuple(
                IssueGroup(issue=issue, positions=tuple(views))
                for issue, views in sorted(issues[key].items(), key=_issue_order)
            ),
        )
        for key, party in parties.items()
    ]

    # Those with most at stake first: an account begins with its main parties.
    def order(group: PartyGroup) -> tuple[int, str]:
        return -sum(len(issue.positions) for issue in group.issues), group.party.name

    return sorted(groups, key=order)


def _issue_order(issue: tuple[str, list[PositionView]]) -> tuple[bool, int, str]:
    """What is contended over most first; what fits no issue last."""
    name, positions = issue
    return name == OTHER, -len(positions), name


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
    readings: list[Reading], entries: list[Entry], positions: list[PositionLine], origins: Origins
) -> Headline:
    happened = [
        days
        for entry in entries
        if entry.kind == "event" and status_of(entry.marks) == "happened" and (days := interval(entry.date))
    ]
    published = [reading.report.published for reading in readings]
    dated = [day for day in published if day is not None]
    # Publication dates bound the period: a report can recall a thing of years before.
    first, last = min(dated, default=None), max(dated, default=None)
    if first is None and happened:
        first, last = min(days.start for days in happened), max(days.end for days in happened)
    ids = [reading.report.id for reading in readings]
    kinds = [entry.kind for entry in entries]
    period = date_text(f"{first}/{last}" if first != last else f"{first}") if first else ""
    return Headline(
        period=period,
        first_day=first,
        last_day=last,
        reports=len(readings),
        undated=published.count(None),
        outlets=origins.outlets(ids),
        independent=origins.independent(ids),
        entries=len(entries),
        events=kinds.count("event"),
        statements=kinds.count("statement"),
        plans=kinds.count("plan"),
        positions=len(positions),
        model=", ".join(sorted({reading.model for reading in readings})),
    )
