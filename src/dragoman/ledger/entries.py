"""An entry from a group of tellings: its date, parties, summary, differences, sources and vouchers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from dragoman.language.calendar import interval
from dragoman.ledger.differences import differences
from dragoman.ledger.grouping import Group
from dragoman.ledger.syndication import Sources
from dragoman.ledger.tellings import Telling
from dragoman.ledger.vouching import vouched
from dragoman.records import (
    Actor,
    Entry,
    EntryKind,
    Event,
    Mark,
    Mention,
    Statement,
    When,
    content_id,
)

_BASIS_ORDER = {"stated": 0, "publication": 1, "inferred": 2, "unresolved": 3}
_KIND_ORDER = {"direct": 0, "mixed": 1, "indirect": 2}


def build_entry(group: Group, records: Mapping[str, Event | Statement], sources: Sources) -> Entry:
    """Return the entry of one group.

    Args:
        group: Tellings of one thing.
        records: Its events or statements by id.
        sources: Which of its reports have one origin.
    """
    members = group.members
    told = [(member, records[member.id]) for member in members]
    events = [record for _, record in told if isinstance(record, Event)]
    best, _ = min(told, key=_telling_order)
    when = best_date([member.date for member in members])
    reports = tuple(sorted({member.report for member in members}))
    published = [member.published for member in members if member.published is not None]
    actors = _cast(told)
    recipients = most_specific(actor for pair in told for actor in _recipients(*pair))
    return Entry(
        id=content_id("entry", *(member.id for member in members)),
        kind=members[0].kind,
        date=when.edtf,
        date_basis=when.basis,
        summary=best.summary,
        category=_commonest(member.category for member in members),
        mode=_commonest(event.mode for event in events),
        actors=actors,
        recipients=recipients,
        marks=_marks(members[0].kind, events),
        claimed_by=_claimed_by(events),
        members=tuple(member.id for member in members),
        reports=reports,
        outlets=sources.outlets(reports),
        independent=sources.independent(reports),
        differences=differences(members, group.disputed_by),
        reasons=group.reasons,
        vouched=vouched(records[member.id] for member in members),
        first_told=min(published, default=None),
        last_told=max(published, default=None),
        confidence=max(records[member.id].confidence for member in members),
    )


def best_date(whens: Iterable[When]) -> When:
    """Return the most precise date told: the fewest days, words of its own first, then the most told."""
    whens = list(whens)
    count = Counter(when.edtf for when in whens)

    def order(when: When) -> tuple[bool, bool, int, bool, int, int, str]:
        days = interval(when.edtf)
        return (
            days is None,
            not when.edtf,
            days.days if days else 0,
            not when.text,
            _BASIS_ORDER[when.basis],
            -count[when.edtf],
            when.edtf,
        )

    return min(whens, key=order, default=When())


_SPOKES = "spokes"
"""Part of the titles of spokesmen, spokeswomen and spokespersons."""


def most_specific(actors: Iterable[Actor]) -> tuple[Actor, ...]:
    """Return actors once each, without states and bodies for which a person or ministry named acts.

    A spokesperson only lends the state a voice: where both are named, the state acts.
    """
    by_id = {actor.id: actor for actor in sorted(actors, key=lambda actor: actor.model_dump_json())}
    states = {actor.code for actor in by_id.values() if actor.kind in ("state", "body") and actor.code}
    by_id = {
        id_: actor
        for id_, actor in by_id.items()
        if not (_SPOKES in actor.office.lower() and actor.code in states)
    }
    spoken_for = {actor.code for actor in by_id.values() if actor.kind != "state" and actor.code}
    kept = [actor for actor in by_id.values() if actor.kind != "state" or actor.code not in spoken_for]
    return tuple(sorted(kept, key=lambda actor: (actor.code, actor.id)))


def _cast(told: list[tuple[Telling, Event | Statement]]) -> tuple[Actor, ...]:
    """Return who acts: the persons named, or for a plan the states and bodies that are to meet."""
    actors = [actor for telling, record in told for actor in _actors(telling, record)]
    if told[0][0].kind != "plan":
        return most_specific(actors)
    coded = {actor.code for actor in actors if actor.kind in ("state", "body") and actor.code}
    return most_specific(a for a in actors if a.kind in ("state", "body") or a.code not in coded)


def _actors(telling: Telling, record: Event | Statement) -> list[Actor]:
    mentions: tuple[Mention, ...] = record.actors if isinstance(record, Event) else record.speakers
    if telling.mutual and isinstance(record, Event) and not _visits(record):
        mentions = (*mentions, *record.recipients)
    return [*(mention.actor for mention in mentions), *telling.involved]


def _recipients(telling: Telling, record: Event | Statement) -> list[Actor]:
    if isinstance(record, Statement):
        return [mention.actor for mention in record.addressees]
    if telling.mutual and not _visits(record):
        return []
    return [mention.actor for mention in record.recipients]


def _visits(event: Event) -> bool:
    """Tell whether one side goes to the other, so that the two stay apart."""
    return event.mode == "visit"


def _telling_order(told: tuple[Telling, Event | Statement]) -> tuple[int, int, float, int, str]:
    """Best first: direct words, or the outlet's own voice; surer; longer for statements, shorter else."""
    telling, record = told
    spans = record.contents if isinstance(record, Statement) else (record.span,)
    length = sum(span.end - span.start for span in spans)
    if isinstance(record, Statement):
        return (_KIND_ORDER[record.kind], 0, -record.confidence, -length, telling.id)
    return (0, len(record.attributed_to), -record.confidence, length, telling.id)


def _marks(kind: EntryKind, events: list[Event]) -> tuple[Mark, ...]:
    """Return the marks that at least half of the tellings carry; a plan is always to come."""
    counts: Counter[Mark] = Counter(mark for event in events for mark in set(event.marks))
    kept = {mark for mark, count in counts.items() if 2 * count >= len(events)}
    return tuple(sorted(kept | {"future"} if kind == "plan" else kept))


def _claimed_by(events: list[Event]) -> tuple[Actor, ...]:
    """Return who says so, the outermost speaker of each telling; nobody where an outlet itself does."""
    tellers = [event.attributed_to for event in events]
    if not tellers or not all(tellers):
        return ()
    by_id = {chain[0].actor.id: chain[0].actor for chain in tellers}
    return tuple(by_id[key] for key in sorted(by_id))


def _commonest(values: Iterable[str]) -> str:
    counts = Counter(value for value in values if value)
    return min(counts, key=lambda value: (-counts[value], value), default="")
