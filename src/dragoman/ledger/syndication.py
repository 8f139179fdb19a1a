"""Copies and near-copies of reports: found by MinHash, checked exactly, counted as one source."""

from __future__ import annotations

from collections.abc import Iterable

from rensa import RMinHash, RMinHashLSH

from dragoman.ledger.tuning import SyndicationTuning, Tuning
from dragoman.ledger.words import plain_words
from dragoman.records import Report

_SEED = 2021


class Sources:
    """Which reports have one origin: copies of each other, or from one outlet."""

    def __init__(self, copies: Iterable[tuple[str, str]], reports: Iterable[Report]) -> None:
        self._parent: dict[str, str] = {}
        self._outlets: dict[str, str] = {}
        first_of_outlet: dict[str, str] = {}
        for report in sorted(reports, key=lambda report: report.id):
            self._parent[report.id] = report.id
            # A report without an outlet stands for itself.
            self._outlets[report.id] = report.outlet.casefold().strip() or report.id
            first_of_outlet.setdefault(self._outlets[report.id], report.id)
        self.copies = tuple(sorted(copies))
        for one, other in self.copies:
            self._join(one, other)
        for identifier, outlet in self._outlets.items():
            self._join(identifier, first_of_outlet[outlet])

    def outlets(self, reports: Iterable[str]) -> int:
        """Return the number of distinct outlets among report ids."""
        return len({self._outlets[report] for report in reports})

    def independent(self, reports: Iterable[str]) -> int:
        """Return the number of distinct origins among report ids: outlets, copies counted once."""
        return len({self._root(report) for report in reports})

    def _root(self, report: str) -> str:
        while self._parent[report] != report:
            report = self._parent[report]
        return report

    def _join(self, one: str, other: str) -> None:
        first, second = sorted((self._root(one), self._root(other)))
        self._parent[second] = first


def find_copies(reports: Iterable[Report], tuning: Tuning) -> list[tuple[str, str]]:
    """Return pairs of report ids (the lesser first, sorted) whose texts are copies or near-copies.

    MinHash proposes pairs; the exact share of word sequences decides: nearly all in common, or the
    shorter nearly whole inside the longer (a shortened version).
    """
    options = tuning.syndication
    shingles = {
        report.id: pieces
        for report in sorted(reports, key=lambda report: report.id)
        if len(pieces := _shingles(report, options)) >= options.least_shingles
    }
    if len(shingles) < 2:
        return []
    names = list(shingles)
    index = RMinHashLSH(options.candidate_jaccard, options.permutations, options.permutations // 2)
    hashes = []
    for number, name in enumerate(names):
        minhash = RMinHash(options.permutations, _SEED)
        minhash.update(sorted(shingles[name]))
        index.insert(number, minhash)
        hashes.append(minhash)
    found: set[tuple[str, str]] = set()
    for number, minhash in enumerate(hashes):
        for other in index.query(minhash):
            if other > number and _copied(shingles[names[number]], shingles[names[other]], options):
                found.add((names[number], names[other]))
    return sorted(found)


def _shingles(report: Report, options: SyndicationTuning) -> frozenset[str]:
    words = plain_words(report.body.of(report.text))
    size = options.shingle_words
    return frozenset(" ".join(words[n : n + size]) for n in range(len(words) - size + 1))


def _copied(one: frozenset[str], other: frozenset[str], options: SyndicationTuning) -> bool:
    shared = len(one & other)
    jaccard = shared / len(one | other)
    contained = shared / min(len(one), len(other))
    return jaccard >= options.same_jaccard or contained >= options.same_containment
