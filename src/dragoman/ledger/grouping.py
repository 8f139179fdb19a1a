"""Grouping: tellings that are alike enough become one thing, and no single link chains two things.

Agglomerative clustering with average linkage on scores and complete linkage on exclusions: two groups
join only when the average score over all pairs between them reaches the threshold and no pair between
them excludes the other (other status, other person, dates apart). What a person judged goes before all
scores: tellings judged the same are one group from the start, and groups with a pair judged different
never join.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from math import fsum

from dragoman.ledger.likeness import Pair, Scorer
from dragoman.ledger.tellings import Telling
from dragoman.ledger.tuning import Tuning

Link = tuple[str, str]
"""Ids of two tellings, the lesser first."""


@dataclass(frozen=True, slots=True)
class Group:
    """Tellings of one thing, sorted by id, and why they were joined."""

    members: tuple[Telling, ...]
    reasons: tuple[str, ...]
    disputed_by: tuple[Telling, ...] = ()
    """Tellings in other groups that deny what this one tells, or tell what this one denies."""


@dataclass(frozen=True, slots=True)
class Verdicts:
    """What persons judged of pairs of tellings, with the reason to print for those held together."""

    same: Mapping[Link, str]
    different: Collection[Link]


NO_VERDICTS = Verdicts({}, frozenset())


def link(one: str, other: str) -> Link:
    """Return two ids, the lesser first."""
    return (one, other) if one < other else (other, one)


def group_tellings(
    told: Mapping[str, Telling],
    links: Iterable[Link],
    scorer: Scorer,
    tuning: Tuning,
    verdicts: Verdicts = NO_VERDICTS,
) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Return the groups as member ids and reasons, sorted by least member.

    The result is a function of the sets given: their order does not show.

    Args:
        told: Tellings by id.
        links: Pairs that by themselves would join.
        scorer: Compares them.
        tuning: Thresholds.
        verdicts: What persons judged.
    """
    clusters = _Clusters(told, scorer, tuning, verdicts)
    for one, other in sorted(links):
        clusters.link(one, other)
    clusters.join()
    return clusters.groups()


class _Clusters:
    """The state of one clustering: clusters are named by their least member."""

    def __init__(
        self, told: Mapping[str, Telling], scorer: Scorer, tuning: Tuning, verdicts: Verdicts
    ) -> None:
        self._told = told
        self._scorer = scorer
        self._tuning = tuning
        self._different = verdicts.different
        self._members: dict[str, tuple[str, ...]] = {key: (key,) for key in told}
        self._cluster: dict[str, str] = {key: key for key in told}
        self._neighbours: defaultdict[str, set[str]] = defaultdict(set)
        self._reasons: defaultdict[str, tuple[str, ...]] = defaultdict(tuple)
        self._heap: list[tuple[float, str, str, int]] = []
        self._known: dict[Link, Pair | None] = {}
        for (one, other), reason in sorted(verdicts.same.items()):
            if one in told and other in told:
                self._hold(one, other, reason)

    def link(self, one: str, other: str) -> None:
        """Take a pair that by itself would join."""
        first, second = self._cluster[one], self._cluster[other]
        if first != second:
            self._neighbours[first].add(second)
            self._neighbours[second].add(first)
            self._offer(first, second)

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

    def _hold(self, one: str, other: str, reason: str) -> None:
        first, second = self._cluster[one], self._cluster[other]
        kept = min(first, second)
        self._reasons[kept] = (*self._reasons[kept], reason)
        if first != second:
            self._unite(kept, max(first, second))

    def _unite(self, kept: str, gone: str) -> None:
        moved = self._members.pop(gone)
        for member in moved:
            self._cluster[member] = kept
        self._members[kept] = tuple(sorted((*self._members[kept], *moved)))
        self._reasons[kept] = (*self._reasons[kept], *self._reasons.pop(gone, ()))

    def _merge(self, one: str, other: str, average: float) -> None:
        best = max(self._pairs(one, other), key=lambda pair: (pair.score, pair.one, pair.other))
        reason = f"{best.one} and {best.other}: {best.reason()}"
        if len(self._members[one]) + len(self._members[other]) > 2:
            reason += f"; average over all tellings {average:.2f}"
        kept, gone = min(one, other), max(one, other)
        self._unite(kept, gone)
        self._reasons[kept] = (*self._reasons[kept], reason)
        around = (self._neighbours[kept] | self._neighbours.pop(gone, set())) - {kept, gone}
        self._neighbours[kept] = around
        for neighbour in sorted(around):
            self._neighbours[neighbour].discard(gone)
            self._neighbours[neighbour].add(kept)
            self._offer(kept, neighbour)

    def _offer(self, one: str, other: str) -> None:
        if self._kept_apart(one, other):
            return
        pairs = self._pairs(one, other)
        count = len(self._members[one]) * len(self._members[other])
        if len(pairs) < count:
            return
        average = round(fsum(pair.score for pair in pairs) / count, 6)
        if average >= self._threshold(one, other):
            first, second = min(one, other), max(one, other)
            size = len(self._members[one]) + len(self._members[other])
            heapq.heappush(self._heap, (-average, first, second, size))

    def _kept_apart(self, one: str, other: str) -> bool:
        return bool(self._different) and any(
            link(a, b) in self._different for a in self._members[one] for b in self._members[other]
        )

    def _threshold(self, one: str, other: str) -> float:
        reports = {self._told[member].report for key in (one, other) for member in self._members[key]}
        penalty = self._tuning.same_report_penalty if len(reports) == 1 else 0.0
        return self._tuning.thresholds[self._told[one].kind] + penalty

    def _pairs(self, one: str, other: str) -> list[Pair]:
        compared = (self._pair(link(a, b)) for a in self._members[one] for b in self._members[other])
        return [pair for pair in compared if pair is not None]

    def _pair(self, ids: Link) -> Pair | None:
        if ids not in self._known:
            self._known[ids] = self._scorer.compare(self._told[ids[0]], self._told[ids[1]])
        return self._known[ids]
