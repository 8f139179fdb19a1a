"""Grouping: tellings that are alike enough become one thing, and no single link chains two things.

Agglomerative clustering with average linkage on scores and complete linkage on exclusions: two groups
join only when the average score over all pairs between them reaches the threshold and no pair between
them excludes the other (other status, other person, dates apart).
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import fsum

from dragoman.ledger.candidates import candidate_pairs
from dragoman.ledger.likeness import Pair, Scorer
from dragoman.ledger.tellings import Telling, tellings
from dragoman.ledger.tuning import Tuning
from dragoman.ledger.words import rarity
from dragoman.records import Reading


@dataclass(frozen=True, slots=True)
class Group:
    """Tellings of one thing, sorted by id, and why they were joined."""

    members: tuple[Telling, ...]
    reasons: tuple[str, ...]
    disputed_by: tuple[str, ...] = ()
    """Ids of tellings in other groups that deny what this one tells, or tell what this one denies."""


def group_readings(readings: Iterable[Reading], tuning: Tuning) -> list[Group]:
    """Return all tellings of `readings` in groups that tell one thing each.

    The result is a function of the set of readings: their order does not show.
    """
    told = {telling.id: telling for telling in tellings(readings, tuning)}
    weights = rarity(telling.words for telling in told.values())
    scorer = Scorer(told, weights, tuning)
    candidates = candidate_pairs(told.values(), weights, tuning)
    pairs = [pair for one, other in candidates if (pair := scorer.pair(one, other)) and scorer.joins(pair)]
    clusters = _Clusters(told, scorer, tuning)
    for pair in pairs:
        clusters.link(pair)
    clusters.join()
    disputes = _disputes(candidates, told, scorer)
    return [
        Group(
            members=tuple(told[member] for member in members),
            reasons=reasons,
            disputed_by=tuple(sorted({rival for member in members for rival in disputes.get(member, ())})),
        )
        for members, reasons in clusters.groups()
    ]


class _Clusters:
    """The state of one clustering: clusters are named by their least member."""

    def __init__(self, told: Mapping[str, Telling], scorer: Scorer, tuning: Tuning) -> None:
        self._told = told
        self._scorer = scorer
        self._tuning = tuning
        self._members: dict[str, tuple[str, ...]] = {key: (key,) for key in told}
        self._neighbours: defaultdict[str, set[str]] = defaultdict(set)
        self._reasons: defaultdict[str, tuple[str, ...]] = defaultdict(tuple)
        self._heap: list[tuple[float, str, str, int]] = []

    def link(self, pair: Pair) -> None:
        """Take a pair that by itself would join."""
        self._neighbours[pair.one].add(pair.other)
        self._neighbours[pair.other].add(pair.one)
        self._offer(pair.one, pair.other)

    def join(self) -> None:
        """Join the closest clusters until none are close enough."""
        while self._heap:
            distance, one, other, size = heapq.heappop(self._heap)
            if one not in self._members or other not in self._members:
                continue
            if size != len(self._members[one]) + len(self._members[other]):
                continue  # one of the two has grown since, and was offered again
            self._merge(one, other, -distance)

    def groups(self) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
        """Return members and reasons of each cluster, sorted by least member."""
        return [(self._members[key], self._reasons[key]) for key in sorted(self._members)]

    def _merge(self, one: str, other: str, average: float) -> None:
        best = max(self._pairs(one, other), key=lambda pair: (pair.score, pair.one, pair.other))
        reason = f"{best.one} and {best.other}: {best.reason()}"
        if len(self._members[one]) + len(self._members[other]) > 2:
            reason += f"; average over all tellings {average:.2f}"
        kept, gone = min(one, other), max(one, other)
        self._members[kept] = tuple(sorted((*self._members[one], *self._members.pop(gone))))
        self._reasons[kept] = (*self._reasons[kept], *self._reasons.pop(gone, ()), reason)
        around = (self._neighbours[kept] | self._neighbours.pop(gone, set())) - {kept, gone}
        self._neighbours[kept] = around
        for neighbour in sorted(around):
            self._neighbours[neighbour].discard(gone)
            self._neighbours[neighbour].add(kept)
            self._offer(kept, neighbour)

    def _offer(self, one: str, other: str) -> None:
        pairs = self._pairs(one, other)
        count = len(self._members[one]) * len(self._members[other])
        if len(pairs) < count:
            return
        average = round(fsum(pair.score for pair in pairs) / count, 6)
        if average >= self._threshold(one, other):
            first, second = min(one, other), max(one, other)
            size = len(self._members[one]) + len(self._members[other])
            heapq.heappush(self._heap, (-average, first, second, size))

    def _threshold(self, one: str, other: str) -> float:
        reports = {self._told[member].report for key in (one, other) for member in self._members[key]}
        penalty = self._tuning.same_report_penalty if len(reports) == 1 else 0.0
        return self._tuning.thresholds[self._told[one].kind] + penalty

    def _pairs(self, one: str, other: str) -> list[Pair]:
        compared = (self._scorer.pair(a, b) for a in self._members[one] for b in self._members[other])
        return [pair for pair in compared if pair is not None]


def _disputes(
    candidates: Iterable[tuple[str, str]], told: Mapping[str, Telling], scorer: Scorer
) -> dict[str, set[str]]:
    """Return, for each event told as having happened or as not, the tellings that say the contrary."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for one, other in candidates:
        if {told[one].status, told[other].status} != {"happened", "denied"}:
            continue
        pair = scorer.compare(told[one], told[other], across_status=True)
        if pair is not None and scorer.joins(pair):
            found[one].add(other)
            found[other].add(one)
    return dict(found)
