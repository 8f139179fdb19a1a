"""How positions hang together: what answers what, what hangs on a condition, who departs from the party.

All of it is read off positions as the reports tell them; what was not told is not concluded.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Literal

from dragoman.language.calendar import Interval, interval
from dragoman.records import Position, Record, Stance

Link = Literal["answers", "counters", "condition of", "departs from"]

ANSWERS: dict[Stance, frozenset[Stance]] = {
    "demands": frozenset({"refuses", "accepts", "offers", "open to", "demands", "threatens"}),
    "offers": frozenset({"accepts", "refuses", "offers", "demands", "open to"}),
    "open to": frozenset({"accepts", "refuses", "open to"}),
    "conditions": frozenset({"accepts", "refuses"}),
    "refuses": frozenset({"offers", "threatens"}),
    "threatens": frozenset({"threatens", "refuses", "offers", "accepts"}),
}
"""Stance to the stances by which another party can answer it."""
_DIRECT = frozenset({"refuses", "accepts"})
"""Answers that can fall on the same day and come before all others."""
_COUNTERS = frozenset({"offers", "demands", "threatens"})
"""Answers that put something else in place of what was asked."""
_FORWARD = frozenset({"accepts", "offers", "open to"})
_BACK = frozenset({"refuses"})
_ABOUT_THE_SAME = 0.22
"""Likeness of words from which two positions are about the same, whoever is addressed."""
_WITHIN = timedelta(days=120)
"""An answer that comes later than this is no answer to a thing told by another name."""
_LOOK_BACK = 200
"""How many of the lines before it on its issue a line is compared with, the last ones."""
_APART_DAYS = 10
"""A person and the party contradict each other only where both are told within so many days."""


class Tie(Record):
    """How a position hangs on another of the ledger, named by its id."""

    how: Link
    line: str


class Stand:
    """A line of positions as this module sees it."""

    def __init__(
        self,
        key: str,
        side: str,
        issue: str,
        stance: Stance,
        toward: Iterable[str],
        date: str,
        words: tuple[str, ...],
        members: Sequence[Position],
    ) -> None:
        self.id = key
        self.side = side
        """What tells the party from all others."""
        self.issue = issue
        self.stance = stance
        self.words = words
        self.members = members
        self.days: Interval | None = interval(date)
        self.toward = set(toward)
        self.sources = {member.source for member in members}
        self.speakers = {member.speaker.id for member in members if member.speaker is not None}
        self.by_party = any(member.speaker is None for member in members)

    def addresses(self, other: Stand) -> bool:
        """Tell whether one of the two is told to be directed at the other's party."""
        return other.side in self.toward or self.side in other.toward


Alike = Callable[[Stand, Stand], float]


def ties(stands: Sequence[Stand], alike: Alike) -> dict[str, list[Tie]]:
    """Return how each line hangs on others.

    Args:
        stands: All lines, none of them a person's own view.
        alike: How alike the words of two are, 0 to 1.
    """
    found: defaultdict[str, list[Tie]] = defaultdict(list)
    by_source: defaultdict[str, list[Stand]] = defaultdict(list)
    by_issue: defaultdict[str, list[Stand]] = defaultdict(list)
    for stand in sorted(stands, key=lambda one: one.id):
        by_issue[stand.issue].append(stand)
        for source in stand.sources:
            by_source[source].append(stand)
    for stand in stands:
        if stand.stance == "conditions":
            beside = {one.id for source in stand.sources for one in by_source[source]
                      if one.stance != "conditions" and one.side == stand.side}  # fmt: skip
            found[stand.id] += [Tie(how="condition of", line=key) for key in sorted(beside)]
    for group in by_issue.values():
        ordered = sorted(group, key=lambda one: (_start(one), one.stance in _DIRECT, one.id))
        for place, stand in enumerate(ordered):
            before = ordered[max(0, place - _LOOK_BACK) : place]
            to = _answered(stand, before, alike)
            if to is not None:
                found[stand.id].append(Tie(how=_how(stand, to, before, alike), line=to.id))
    return found


def _answered(stand: Stand, before: Iterable[Stand], alike: Alike) -> Stand | None:
    """Return what a line answers: of what came before, what is most alike, then the last told."""
    rated = []
    for other in before:
        if other.side == stand.side or stand.stance not in ANSWERS.get(other.stance, ()):
            continue
        gap = _after(stand, other)
        if gap is None:
            continue
        same = alike(stand, other)
        if same >= _ABOUT_THE_SAME or (stand.addresses(other) and gap <= _WITHIN):
            rated.append((round(same, 6), -gap, other.id, other))
    return max(rated, key=lambda one: one[:3])[3] if rated else None


def _after(stand: Stand, other: Stand) -> timedelta | None:
    """Return how long after the other a line may come; None where it does not come after it."""
    if stand.days is None or other.days is None:
        return None
    if stand.days.start > other.days.start:
        return stand.days.start - other.days.start
    direct = stand.stance in _DIRECT and other.stance not in _DIRECT
    return timedelta(0) if direct and stand.days.end >= other.days.start else None


def _how(stand: Stand, to: Stand, before: Iterable[Stand], alike: Alike) -> Link:
    """A counter-offer puts another thing in place of what its party, or the other, refused."""
    if stand.stance not in _COUNTERS:
        return "answers"
    if to.stance == "refuses":
        return "counters"
    refused = any(
        one.side == stand.side and one.stance == "refuses" and alike(one, to) >= _ABOUT_THE_SAME
        for one in before
    )
    return "counters" if refused or stand.stance == to.stance else "answers"


def departing(stands: Sequence[Stand], alike: Alike) -> dict[str, str]:
    """Return lines that one person alone takes against the party's, with the party's line.

    The party's line is told of the party itself or of two persons at least; where neither has more behind
    it than one person, nobody is said to depart.
    """
    by_party: defaultdict[tuple[str, str], list[Stand]] = defaultdict(list)
    for stand in stands:
        by_party[stand.side, stand.issue].append(stand)
    found: dict[str, str] = {}
    for group in by_party.values():
        for one in group:
            if one.by_party or len(one.speakers) != 1:
                continue
            against = [
                other
                for other in group
                if (other.by_party or len(other.speakers) > 1)
                and _opposed(one.stance, other.stance)
                and _near(one, other)
                and alike(one, other) >= _ABOUT_THE_SAME
            ]
            if against:
                found[one.id] = min(against, key=lambda other: (-alike(one, other), other.id)).id
    return found


def shifts(stands: Sequence[Stand], alike: Alike) -> dict[str, str]:
    """Return lines by which a party moves from refusing to agreeing, or back, with the line it leaves."""
    by_party: defaultdict[tuple[str, str], list[Stand]] = defaultdict(list)
    for stand in stands:
        if stand.days is not None and stand.stance in _FORWARD | _BACK:
            by_party[stand.side, stand.issue].append(stand)
    found: dict[str, str] = {}
    for group in by_party.values():
        ordered = sorted(group, key=lambda one: (_start(one), one.id))
        for place, later in enumerate(ordered):
            earlier = [
                one
                for one in ordered[max(0, place - _LOOK_BACK) : place]
                if _start(one) < _start(later) and alike(one, later) >= _ABOUT_THE_SAME
            ]
            if earlier and _opposed(earlier[-1].stance, later.stance):
                found[later.id] = earlier[-1].id
    return found


def _opposed(one: Stance, other: Stance) -> bool:
    return (one in _FORWARD and other in _BACK) or (one in _BACK and other in _FORWARD)


def _near(one: Stand, other: Stand) -> bool:
    return one.days is not None and other.days is not None and one.days.gap(other.days) <= _APART_DAYS


def _start(stand: Stand) -> str:
    return stand.days.start.isoformat() if stand.days else ""


def agreed_sides(lines: Mapping[str, Stand], accepting: Stand, tied: Iterable[Tie]) -> set[str]:
    """Return the sides that agree where one accepts: those of what it answers, and itself."""
    answered = (lines[tie.line] for tie in tied if tie.how == "answers" and tie.line in lines)
    return {accepting.side, *(one.side for one in answered if one.stance in ("offers", "demands", "open to"))}
