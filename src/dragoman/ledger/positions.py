"""Positions of parties: one line for each stance of a party on an issue, with all reports that tell it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from dragoman.language.calendar import interval
from dragoman.ledger.answers import Stand, Tie, agreed_sides, departing, shifts, ties
from dragoman.ledger.entries import best_date
from dragoman.ledger.rarity import load_rarity
from dragoman.ledger.tellings import Party, party
from dragoman.ledger.tuning import Tuning
from dragoman.ledger.words import content_words, likeness
from dragoman.records import Actor, DateBasis, Position, Record, Stance, content_id

_BASE = {"state": 0, "body": 1, "organisation": 2, "group": 3, "region": 4, "description": 5, "person": 6}
_SHARED_WORDS = 2
"""Two positions in other words are compared where they share so many."""


class PositionLine(Record):
    """A party's stance on an issue, one content, as all reports tell it."""

    id: str
    party: Actor
    issue: str
    stance: Stance
    content: str
    date: str
    date_basis: DateBasis
    toward: tuple[Actor, ...]
    speakers: tuple[Actor, ...] = ()
    """Persons who took the stance for the party."""
    own_view: bool = False
    """A person's own view, by their own words or because it departs from what the party says."""
    red_line: bool = False
    """Told in words that leave no room."""
    ties: tuple[Tie, ...] = ()
    """What it answers, what it is a condition of, what stance of the party it leaves."""
    agreed: tuple[Actor, ...] = ()
    """Where it accepts: the parties that agree."""
    reports: tuple[str, ...]
    entries: tuple[str, ...]
    """Entries of the events and statements that it comes from."""
    members: tuple[Position, ...]


def position_lines(
    positions: Iterable[Position], issues: Mapping[str, str], entry_of: Mapping[str, str], tuning: Tuning
) -> list[PositionLine]:
    """Return lines sorted by party, issue, date and stance.

    Args:
        positions: The positions of all readings.
        issues: The issue of each by its id.
        entry_of: Event or statement id to its entry's id: positions of one entry are one line.
        tuning: The words' threshold is that of statements told again.
    """
    unique = {position.id: position for position in positions}
    groups: defaultdict[tuple[str, ...], _Groups] = defaultdict(lambda: _Groups(entry_of, tuning))
    for key in sorted(unique):
        position = unique[key]
        own = position.speaker.id if position.own_view and position.speaker is not None else ""
        place = _party_key(party(position.party, tuning)), issues[key].casefold(), position.stance, own
        groups[place].add(position)
    lines = [_line(group, issues, entry_of) for held in groups.values() for group in held.groups]
    return sorted(_tied(lines, tuning), key=_order)


class _Groups:
    """Positions of one party, issue and stance, those about the same together."""

    def __init__(self, entry_of: Mapping[str, str], tuning: Tuning) -> None:
        self.groups: list[list[Position]] = []
        self._entry_of = entry_of
        self._threshold = tuning.when.retold_words
        self._words: dict[str, tuple[str, ...]] = {}
        self._by_word: defaultdict[str, set[int]] = defaultdict(set)
        self._by_entry: defaultdict[str, set[int]] = defaultdict(set)

    def add(self, position: Position) -> None:
        """Put a position to those about the same, in the first group where it fits all."""
        words = content_words(position.content)
        self._words[position.id] = words
        entry = self._entry_of.get(position.source, "")
        for number in sorted(self._near(position, words, entry)):
            if all(self._same(position, member) for member in self.groups[number]):
                break
        else:
            number = len(self.groups)
            self.groups.append([])
        self.groups[number].append(position)
        for word in (*words, position.content):
            self._by_word[word].add(number)
        if entry:
            self._by_entry[entry].add(number)

    def _near(self, position: Position, words: tuple[str, ...], entry: str) -> set[int]:
        """Return the groups that share the entry, the text, or some words."""
        shared = Counter(number for word in set(words) for number in self._by_word.get(word, ()))
        least = min(_SHARED_WORDS, len(set(words)))
        near = {number for number, count in shared.items() if count >= least}
        return near | self._by_word.get(position.content, set()) | self._by_entry.get(entry, set())

    def _same(self, one: Position, other: Position) -> bool:
        entry = self._entry_of.get(one.source)
        if entry is not None and entry == self._entry_of.get(other.source):
            return True
        a, b = self._words[one.id], self._words[other.id]
        if one.content == other.content or set(a) == set(b) != set():
            return True
        return likeness(a, b, load_rarity()) >= self._threshold


def _line(group: list[Position], issues: Mapping[str, str], entry_of: Mapping[str, str]) -> PositionLine:
    longest = min(group, key=lambda position: (-position.confidence, -len(position.content), position.id))
    when = best_date(position.when for position in group)
    toward = {actor.id: actor for position in group for actor in position.toward}
    speakers = {position.speaker.id: position.speaker for position in group if position.speaker is not None}
    return PositionLine(
        id=content_id("stance", *sorted(position.id for position in group)),
        party=min((position.party for position in group), key=lambda actor: (_BASE[actor.kind], actor.id)),
        issue=issues[longest.id],
        stance=longest.stance,
        content=" ".join(longest.content.split()),
        date=when.edtf,
        date_basis=when.basis,
        toward=tuple(toward[key] for key in sorted(toward)),
        speakers=tuple(speakers[key] for key in sorted(speakers)),
        own_view=any(position.own_view for position in group),
        red_line=any(position.red_line for position in group),
        reports=tuple(sorted({position.report for position in group})),
        entries=tuple(sorted({entry_of[p.source] for p in group if p.source in entry_of})),
        members=tuple(group),
    )


def _tied(lines: Sequence[PositionLine], tuning: Tuning) -> list[PositionLine]:
    """Return the lines with how they hang together, and those that depart from their party as own views."""
    sides = {line.id: _party_key(party(line.party, tuning)) for line in lines}
    stands = {
        line.id: Stand(
            line.id,
            sides[line.id],
            line.issue,
            line.stance,
            [_party_key(party(actor, tuning)) for actor in line.toward],
            line.date,
            content_words(line.content),
            line.members,
        )
        for line in lines
    }
    own = {line.id for line in lines if line.own_view}
    departed = departing([stand for key, stand in stands.items() if key not in own], _alike)
    party_lines = [stand for key, stand in stands.items() if key not in own and key not in departed]
    tied = ties(party_lines, _alike)
    for key, left in (*shifts(party_lines, _alike).items(), *departed.items()):
        tied[key].append(Tie(how="departs from", line=left))
    agreed = _agreed([line for line in lines if line.id not in own | departed.keys()], stands, tied)
    named = {sides[line.id]: line.party for line in sorted(lines, key=_order, reverse=True)}
    return [
        line.model_copy(
            update={
                "ties": tuple(tied.get(line.id, ())),
                "own_view": line.own_view or line.id in departed,
                "agreed": tuple(named[side] for side in sorted(agreed.get(line.id, ()))),
            }
        )
        for line in lines
    ]


def _agreed(
    lines: Iterable[PositionLine], stands: Mapping[str, Stand], tied: Mapping[str, list[Tie]]
) -> dict[str, set[str]]:
    """Return the sides that agree by each line that accepts: what it answers, and who accepts with it."""
    accepting = [line for line in lines if line.stance == "accepts"]
    together: defaultdict[str, set[str]] = defaultdict(set)
    for line in accepting:
        for entry in line.entries:
            together[entry].add(stands[line.id].side)
    found = {
        line.id: agreed_sides(stands, stands[line.id], tied.get(line.id, ())).union(
            *(together[entry] for entry in line.entries)
        )
        for line in accepting
    }
    return {key: sides for key, sides in found.items() if len(sides) > 1}


def _alike(one: Stand, other: Stand) -> float:
    return likeness(one.words, other.words, load_rarity())


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
