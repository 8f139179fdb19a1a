"""Positions of parties: one line for each stance of a party on an issue, with all reports that tell it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from dragoman.language.calendar import interval
from dragoman.ledger.entries import best_date
from dragoman.ledger.rarity import load_rarity
from dragoman.ledger.tellings import Party, party
from dragoman.ledger.tuning import Tuning
from dragoman.ledger.words import content_words, likeness
from dragoman.records import Actor, DateBasis, Position, Record, Stance

_BASE = {"state": 0, "body": 1, "organisation": 2, "group": 3, "region": 4, "description": 5, "person": 6}


class PositionLine(Record):
    """A party's stance on an issue, one content, as all reports tell it."""

    party: Actor
    issue: str
    stance: Stance
    content: str
    date: str
    date_basis: DateBasis
    toward: tuple[Actor, ...]
    reports: tuple[str, ...]
    entries: tuple[str, ...]
    """Entries of the events and statements that it comes from."""
    members: tuple[Position, ...]


def position_lines(
    positions: Iterable[Position], entry_of: Mapping[str, str], tuning: Tuning
) -> list[PositionLine]:
    """Return lines sorted by party, issue, date and stance.

    Args:
        positions: The positions of all readings.
        entry_of: Event or statement id to its entry's id: positions of one entry are one line.
        tuning: The words' threshold is that of statements.
    """
    unique = {position.id: position for position in positions}
    ordered = [unique[key] for key in sorted(unique)]
    words = {position.id: content_words(position.content) for position in ordered}
    weights = load_rarity()
    threshold = tuning.when.retold_words
    groups: defaultdict[tuple[str, str, str], list[list[Position]]] = defaultdict(list)
    for position in ordered:
        places = groups[_party_key(party(position.party, tuning)), position.issue.casefold(), position.stance]
        for group in places:
            if all(_same(position, member, words, weights, entry_of, threshold) for member in group):
                group.append(position)
                break
        else:
            places.append([position])
    lines = [_line(group, entry_of) for places in groups.values() for group in places]
    return sorted(lines, key=_order)


def _same(
    one: Position,
    other: Position,
    words: Mapping[str, tuple[str, ...]],
    weights: Mapping[str, float],
    entry_of: Mapping[str, str],
    threshold: float,
) -> bool:
    entry = entry_of.get(one.source)
    if entry is not None and entry == entry_of.get(other.source):
        return True
    a, b = words[one.id], words[other.id]
    return one.content == other.content or set(a) == set(b) != set() or likeness(a, b, weights) >= threshold


def _line(group: list[Position], entry_of: Mapping[str, str]) -> PositionLine:
    longest = min(group, key=lambda position: (-position.confidence, -len(position.content), position.id))
    when = best_date(position.when for position in group)
    toward = {actor.id: actor for position in group for actor in position.toward}
    return PositionLine(
        party=min((position.party for position in group), key=lambda actor: (_BASE[actor.kind], actor.id)),
        issue=longest.issue,
        stance=longest.stance,
        content=" ".join(longest.content.split()),
        date=when.edtf,
        date_basis=when.basis,
        toward=tuple(toward[key] for key in sorted(toward)),
        reports=tuple(sorted({position.report for position in group})),
        entries=tuple(sorted({entry_of[p.source] for p in group if p.source in entry_of})),
        members=tuple(group),
    )


def _party_key(who: Party) -> str:
    """A state and those who act for it are one party; its opposition is not."""
    return who.id if who.generic or who.apart else who.code


def _order(line: PositionLine) -> tuple[str, str, str, str, str]:
    days = interval(line.date)
    return (
        line.party.name,
        line.issue,
        days.start.isoformat() if days else "9999",
        line.stance,
        line.content,
    )
