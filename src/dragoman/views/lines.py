"""The lines of an account: an entry or a position with its members, as a reader sees it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from dragoman.ledger import Ledger, PositionLine, Tie
from dragoman.ledger.tellings import status_of
from dragoman.records import Actor, DateBasis, Entry, Event, Position, Statement
from dragoman.views.dates import date_text
from dragoman.views.model import (
    DateView,
    DifferenceView,
    DifferingValue,
    EventLine,
    PositionView,
    Rendering,
    StatementLine,
    TellingView,
    ThreadStep,
    TieView,
    VoucherView,
)
from dragoman.views.phrases import phrase
from dragoman.views.plain import clip, one_line
from dragoman.views.sources import Sources, closed_quote, quoted

SURE = 0.4
"""Confidence from which on an event is told without a caution: under it about one in three is right."""
_ABOUT_LENGTH = 160


class LineBuilder:
    """Lines of entries and positions, with no more of the ledger loaded than they need.

    Args:
        ledger: An open ledger.
        entries: The entries to make lines of.
        positions: The positions to make lines of.
        sources: The numbered reports, at least those that tell the entries; all of the ledger without them.
    """

    def __init__(
        self,
        ledger: Ledger,
        entries: Sequence[Entry] = (),
        positions: Iterable[PositionLine] = (),
        sources: Sources | None = None,
    ) -> None:
        self.sources = sources or Sources(ledger.reports())
        self._told = ledger.records(entries)
        self._positions = {line.id: line for line in positions}
        told = [entry.reports for entry in entries] + [line.reports for line in self._positions.values()]
        self._times = ledger.times({report for reports in told for report in reports})
        self._threads = {
            part.entry: thread.parts
            for thread in (ledger.threads() if entries else ())
            for part in thread.parts
        }

    def event(self, entry: Entry) -> EventLine:
        """Return the line of an event or a plan."""
        members = [member for key in entry.members if isinstance(member := self._told[key], Event)]
        return EventLine(
            **self._shared(entry, members),
            **_event_words(entry),
            place=one_line(next((member.place for member in members if member.place), "")),
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
            **self._shared(entry, members),
            speakers=_named_first(entry.actors),
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
            date=self._date(line.date, line.date_basis, line.members),
            sources=self.sources.numbers(line.reports),
            tellings=self._tellings(line.members),
            stance=line.stance,
            content=one_line(line.content),
            toward=line.toward,
            told_by=() if by_outlet else tuple(tellers.values()),
            entries=line.entries,
            speakers=line.speakers,
            own_view=line.own_view,
            red_line=line.red_line,
            ties=tuple(self._tie(tie) for tie in line.ties if tie.line in self._positions),
            agreed=line.agreed,
        )
        return line.party, one_line(line.issue), view

    def _tie(self, tie: Tie) -> TieView:
        other = self._positions[tie.line]
        return TieView(
            how=tie.how,
            party=other.party.name,
            stance=other.stance,
            content=clip(one_line(other.content), _ABOUT_LENGTH),
            entry=other.entries[0] if other.entries else "",
        )

    def _date(self, edtf: str, basis: DateBasis, members: Iterable[Event | Statement | Position]) -> DateView:
        """Return a date with the words that gave it, or for an unresolved one the words that would."""
        members = list(members)
        told = [when.text for member in members if (when := member.when).text and when.edtf == edtf]
        if edtf and not told:
            # A plan is dated by words about what is planned, which need not be those of the telling.
            inside = ((time, member) for member in members for time in self._times[member.report])
            told = [
                time.text for time, member in inside if time.edtf == edtf and member.span.contains(time.span)
            ]
        words = tuple(dict.fromkeys(one_line(text) for text in told))
        return DateView(edtf=edtf, text=date_text(edtf), basis=basis, told=words)

    def _shared(self, entry: Entry, members: Sequence[Event] | Sequence[Statement]) -> dict[str, Any]:
        """Return what the lines of all kinds of entries have."""
        return {
            "id": entry.id,
            "kind": entry.kind,
            "date": self._date(entry.date, entry.date_basis, members),
            "sources": self.sources.numbers(entry.reports),
            "tellings": self._tellings(members),
            "outlets": entry.outlets,
            "independent": entry.independent,
            "differences": self._differences(entry),
            "reasons": entry.reasons,
            "vouched": tuple(
                VoucherView(voice=one.voice, names=one.names, sources=self.sources.numbers(one.reports))
                for one in entry.vouched
            ),
            "first_told": entry.first_told,
            "last_told": entry.last_told,
            "thread": tuple(
                ThreadStep(entry=part.entry, stage=part.stage, date=date_text(part.date))
                for part in self._threads.get(entry.id, ())
                if part.entry != entry.id
            ),
        }

    def _tellings(self, members: Iterable[Event | Statement | Position]) -> tuple[TellingView, ...]:
        tellings = (self.sources.telling(member.id, member.report, member.span) for member in members)
        return tuple(sorted(tellings, key=lambda telling: (telling.source, telling.span.start)))

    def _renderings(self, members: Iterable[Statement]) -> tuple[Rendering, ...]:
        forms: dict[str, list[Statement]] = {}
        members = _outermost(list(members))
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
        words = [quoted(text, span.trimmed(text)) for span in spans]
        if statement.kind == "direct":
            words = [closed_quote(part, inside=bool(statement.part_of)) for part in words]
        return " … ".join(words)

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


def listed(entry: Entry) -> EventLine | StatementLine:
    """Return the line of an entry for a long list: from the entry alone, without its tellings."""
    shared: dict[str, Any] = {
        "id": entry.id,
        "kind": entry.kind,
        "date": DateView(edtf=entry.date, text=date_text(entry.date), basis=entry.date_basis),
        "sources": (),
        "tellings": (),
        "outlets": entry.outlets,
        "independent": entry.independent,
    }
    if entry.kind != "statement":
        return EventLine(**shared, **_event_words(entry))
    said = Rendering(words=one_line(entry.summary), kind="indirect", stance="", sources=())
    speakers = _named_first(entry.actors)
    addressees = tuple(actor.name for actor in entry.recipients)
    return StatementLine(
        **shared, speakers=speakers, speaker_text="", renderings=(said,), addressees=addressees
    )


def _event_words(entry: Entry) -> dict[str, Any]:
    """Return what an event's line says that the entry itself holds."""
    status = status_of(entry.marks)
    # A meeting that is to come is coded AGREE; a reader calls it a meeting.
    words = phrase("CONSULT" if entry.kind == "plan" else entry.category, entry.mode)
    codes = {actor.code or actor.id for actor in entry.actors}
    return {
        "status": status,
        "marks": entry.marks,
        "who": _named_first(entry.actors),
        "did": words.told(status, entry.marks),
        "link": words.link,
        "whom": _named_first(entry.recipients),
        "category": entry.category,
        "mode": entry.mode,
        "words": one_line(entry.summary),
        "claimed_by": entry.claimed_by,
        "own_account": bool(entry.claimed_by)
        and all((actor.code or actor.id) in codes for actor in entry.claimed_by),
        "unsure": entry.confidence < SURE,
    }


def _named_first(actors: Iterable[Actor]) -> tuple[Actor, ...]:
    """Return actors with those of a known side before those that are only described."""
    return tuple(sorted(actors, key=lambda actor: not actor.code))


def _outermost(members: list[Statement]) -> list[Statement]:
    """Leave out what stands word for word inside another statement of the same report ("he hopes ...")."""
    return [
        member
        for member in members
        if not any(
            other.id != member.id
            and other.report == member.report
            and all(any(whole.contains(part) for whole in other.contents) for part in member.contents)
            and (other.contents != member.contents or other.id < member.id)
            for other in members
        )
    ]
