"""An entry from a group of tellings: its date, parties, summary, differences and sources."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from dragoman.language.calendar import interval
from dragoman.ledger.differences import differences
from dragoman.ledger.reconcile import Group
from dragoman.ledger.syndication import Sources
from dragoman.ledger.tellings import Telling
from dragoman.records import Actor, Entry, Event, Mark, Mention, Statement, When, content_id

_BASIS_ORDER = {"stated": 0, "publication": 1, "inferred": 2, "unresolved": 3}
_KIND_ORDER = {"direct": 0, "mixed": 1, "indirect": 2}


def build_entries(groups: Iterable[Group], sources: Sources) -> list[Entry]:
    """Return one entry for each group, sorted by date and id; undated entries come last."""
    groups = list(groups)
    told = {member.id: member for group in groups for member in group.members}
    entries = [build_entry(group, told, sources) for group in groups]
    return sorted(entries, key=entry_order)


def entry_order(entry: Entry) -> tuple[str, str]:
    """Sort key of entries: first day, undated last, then id."""
    days = interval(entry.date)
    return (days.start.isoformat() if days else "9999", entry.id)


def build_entry(group: Group, told: Mapping[str, Telling], sources: Sources) -> Entry:
    """Return the entry of one group.

    Args:
        group: Tellings of one thing.
        told: All tellings by id, to look up those that dispute this one.
        sources: Which reports have one origin.
    """
    members = group.members
    first = members[0]
    best = min(members, key=_telling_order)
    when = best_date([member.date for member in members])
    reports = tuple(sorted({member.report for member in members}))
    rivals = [told[rival] for rival in group.disputed_by]
    return Entry(
        id=content_id("entry", *(member.id for member in members)),
        kind=first.kind,
        date=when.edtf,
        date_basis=when.basis,
        summary=summary(best),
        category=_commonest(member.category for member in members),
        mode=_commonest(member.record.mode for member in members if isinstance(member.record, Event)),
        actors=_cast(members),
        recipients=most_specific(actor for member in members for actor in _recipients(member)),
        marks=_marks(members),
        claimed_by=_claimed_by(members),
        members=tuple(member.id for member in members),
        reports=reports,
        outlets=sources.outlets(reports),
        independent=sources.independent(reports),
        differences=differences(members, rivals),
        reasons=group.reasons,
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


def summary(telling: Telling) -> str:
    """Return a telling in its own words: the clause, or the speaker and what was said."""
    text = telling.source.text
    record = telling.record
    if isinstance(record, Event):
        return _one_line(record.span.of(text))
    speaker = ", ".join(dict.fromkeys(mention.actor.name for mention in record.speakers))
    if not speaker and record.speaker_span is not None:
        speaker = _one_line(record.speaker_span.of(text))
    said = " … ".join(_one_line(span.of(text)) for span in record.contents)
    return f"{speaker}: {said}" if speaker else said


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


def _cast(members: tuple[Telling, ...]) -> tuple[Actor, ...]:
    """Return who acts: the persons named, or for a plan the states and bodies that are to meet."""
    actors = [actor for member in members for actor in _actors(member)]
    if members[0].kind != "plan":
        return most_specific(actors)
    coded = {actor.code for actor in actors if actor.kind in ("state", "body") and actor.code}
    return most_specific(a for a in actors if a.kind in ("state", "body") or a.code not in coded)


def _actors(telling: Telling) -> list[Actor]:
    record = telling.record
    mentions: tuple[Mention, ...] = record.actors if isinstance(record, Event) else record.speakers
    if telling.mutual and isinstance(record, Event) and not _visits(record):
        mentions = (*mentions, *record.recipients)
    return [*(mention.actor for mention in mentions), *telling.involved]


def _recipients(telling: Telling) -> list[Actor]:
    record = telling.record
    if isinstance(record, Statement):
        return [mention.actor for mention in record.addressees]
    if telling.mutual and not _visits(record):
        return []
    return [mention.actor for mention in record.recipients]


def _visits(event: Event) -> bool:
    """Tell whether one side goes to the other, so that the two stay apart."""
    return event.mode == "visit"


def _telling_order(telling: Telling) -> tuple[int, int, float, int, str]:
    """Best first: direct words, or the outlet's own voice; surer; longer for statements, shorter else."""
    record = telling.record
    spans = record.contents if isinstance(record, Statement) else (record.span,)
    length = sum(span.end - span.start for span in spans)
    if isinstance(record, Statement):
        return (_KIND_ORDER[record.kind], 0, -record.confidence, -length, telling.id)
    return (0, len(record.attributed_to), -record.confidence, length, telling.id)


def _marks(members: tuple[Telling, ...]) -> tuple[Mark, ...]:
    """Return the marks that at least half of the tellings carry; a plan is always to come."""
    counts: Counter[Mark] = Counter()
    for member in members:
        if isinstance(member.record, Event):
            counts.update(set(member.record.marks))
    kept = {mark for mark, count in counts.items() if 2 * count >= len(members)}
    return tuple(sorted(kept | {"future"} if members[0].kind == "plan" else kept))


def _claimed_by(members: tuple[Telling, ...]) -> tuple[Actor, ...]:
    """Return who says so, the outermost speaker of each telling; nobody where an outlet itself does."""
    tellers = [member.record.attributed_to for member in members if isinstance(member.record, Event)]
    if not tellers or not all(tellers):
        return ()
    by_id = {chain[0].actor.id: chain[0].actor for chain in tellers}
    return tuple(by_id[key] for key in sorted(by_id))


def _commonest(values: Iterable[str]) -> str:
    counts = Counter(value for value in values if value)
    return min(counts, key=lambda value: (-counts[value], value), default="")


def _one_line(text: str) -> str:
    return " ".join(text.split())
