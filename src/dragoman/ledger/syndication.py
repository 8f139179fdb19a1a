"""Copies and near-copies of reports: found by MinHash, checked exactly, counted as one source.

A report's fingerprint is its MinHash, cut into bands of three; reports that share a band are compared by
the exact share of word sequences. The bands are kept, so that a new report is compared with few old ones.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from difflib import SequenceMatcher
from typing import Literal

from rensa import RMinHash

from dragoman.ledger.tuning import SyndicationTuning
from dragoman.ledger.words import numbers, plain_words
from dragoman.records import Record, Report

_SEED = 2021
_ROWS = 3
"""Hashes in a band: two reports of which a third is the same share a band almost surely (0.95 with 256
hashes), two on the same topic hardly ever."""

Relation = Literal["copy", "shortened", "update"]


class Copy(Record):
    """Two reports of which one was made from the other, or both from a third."""

    report: str
    """The lesser id."""
    copy_of: str
    relation: Relation
    """`copy`; `shortened`, where one holds little more than part of the other; `update`, where one
    outlet published both."""
    earlier: str = ""
    """For an update, the report that the other one updates."""
    shared: float
    """Share of the shorter report's word sequences that the longer one has."""


class Change(Record):
    """What an update changed: sentences taken out and put in, and the figures in them."""

    removed: tuple[str, ...]
    added: tuple[str, ...]
    numbers_removed: tuple[str, ...]
    numbers_added: tuple[str, ...]


class Sources:
    """Which reports have one origin: copies of each other, or from one outlet.

    Only what the reports given have in common counts: an outlet that once printed a wire story is not
    one source with the wire for all time.
    """

    def __init__(self, copies: Iterable[tuple[str, str]], reports: Iterable[Report]) -> None:
        # A report without an outlet stands for itself.
        self._outlets = {report.id: report.outlet.casefold().strip() or report.id for report in reports}
        self._copies = [pair for pair in sorted(copies) if set(pair) <= self._outlets.keys()]
        self._copied: dict[str, set[str]] = {}
        for one, other in self._copies:
            self._copied.setdefault(one, set()).add(other)
            self._copied.setdefault(other, set()).add(one)

    def outlets(self, reports: Iterable[str]) -> int:
        """Return the number of distinct outlets among report ids."""
        return len({self._outlets[report] for report in reports})

    def independent(self, reports: Iterable[str]) -> int:
        """Return the number of distinct origins among report ids: outlets, copies counted once."""
        wanted = set(reports)
        origins = 0
        while wanted:
            origins += 1
            reached = {wanted.pop()}
            while reached:
                report = reached.pop()
                same = {other for other in wanted if self._outlets[other] == self._outlets[report]}
                same |= self._copied.get(report, set()) & wanted
                wanted -= same
                reached |= same
        return origins


def shingles(report: Report, options: SyndicationTuning) -> frozenset[str]:
    """Return the sequences of words of a report; none for a report too short to compare."""
    words = plain_words(report.body.of(report.text))
    size = options.shingle_words
    found = frozenset(" ".join(words[n : n + size]) for n in range(len(words) - size + 1))
    return found if len(found) >= options.least_shingles else frozenset()


def bands(pieces: frozenset[str], options: SyndicationTuning) -> list[int]:
    """Return the bands of a report's MinHash, 63-bit numbers, always as many."""
    if not pieces:
        return []
    minhash = RMinHash(options.permutations, _SEED)
    minhash.update(sorted(pieces))
    digest = minhash.digest()
    return [_joined(digest[n : n + _ROWS]) for n in range(0, options.permutations - _ROWS + 1, _ROWS)]


def _joined(hashes: Iterable[int]) -> int:
    key = 0
    for value in hashes:
        key = (key * 1_000_003 ^ value) & 0x7FFF_FFFF_FFFF_FFFF
    return key


def compare(
    first: Report, second: Report, a: frozenset[str], b: frozenset[str], options: SyndicationTuning
) -> Copy | None:
    """Return how two reports are copies of each other; None where they are not.

    Args:
        first: The report of the lesser id.
        second: The other.
        a: Shingles of the first.
        b: Shingles of the second.
        options: From which likeness on they are copies.
    """
    if not a or not b:
        return None
    shared = len(a & b)
    jaccard, contained = shared / len(a | b), shared / min(len(a), len(b))
    outlets = {first.outlet.casefold().strip(), second.outlet.casefold().strip()}
    versions = len(outlets) == 1 and outlets != {""} and _near(first, second, options.update_days)
    alike = jaccard >= options.same_jaccard or contained >= options.same_containment
    if not alike and not (versions and jaccard >= options.update_jaccard):
        return None
    relation: Relation = "update" if versions else "copy" if jaccard >= options.same_jaccard else "shortened"
    return Copy(
        report=first.id,
        copy_of=second.id,
        relation=relation,
        earlier=_earlier(first, second, len(a), len(b)) if relation == "update" else "",
        shared=round(contained, 4),
    )


def change(earlier: Report, later: Report) -> Change:
    """Return what a later version of a report took out and put in, by lines and sentences."""
    a, b = _pieces(earlier), _pieces(later)
    removed: list[str] = []
    added: list[str] = []
    for tag, a1, a2, b1, b2 in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if tag != "equal":
            removed.extend(a[a1:a2])
            added.extend(b[b1:b2])
    gone, come = numbers(" ".join(removed)), numbers(" ".join(added))
    return Change(
        removed=tuple(removed),
        added=tuple(added),
        numbers_removed=tuple(sorted(gone - come)),
        numbers_added=tuple(sorted(come - gone)),
    )


def _pieces(report: Report) -> list[str]:
    text = report.body.of(report.text)
    for mark in (". ", "? ", "! ", ".” ", '." '):
        text = text.replace(mark, mark.rstrip() + "\n")
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]


def _near(one: Report, other: Report, days: int) -> bool:
    if one.published is None or other.published is None:
        return True
    return abs(one.published - other.published) <= dt.timedelta(days=days)


def _earlier(one: Report, other: Report, one_size: int, other_size: int) -> str:
    """Return the id of the version that came first: by date, else the shorter one."""
    if one.published and other.published and one.published != other.published:
        return one.id if one.published < other.published else other.id
    return one.id if (one_size, one.id) < (other_size, other.id) else other.id
