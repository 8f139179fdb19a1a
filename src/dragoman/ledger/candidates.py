"""Which tellings are worth comparing: they share a party, and a word that is not everywhere."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations

from dragoman.ledger.tellings import Party, Telling
from dragoman.ledger.tuning import Tuning

_SAME_WORDS = 4
"""Content words from which two tellings in the very same words are compared whoever speaks."""


def candidate_pairs(tellings: Iterable[Telling], tuning: Tuning) -> list[tuple[str, str]]:
    """Return pairs of ids (the lesser first, sorted) that may tell the same thing."""
    blocks: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
    for telling in tellings:
        for key in set(_keys(telling)):
            blocks[key].append(telling.id)
    found: set[tuple[str, str]] = set()
    for members in blocks.values():
        if 1 < len(members) <= tuning.largest_block:
            found.update(combinations(sorted(members), 2))
    return sorted(found)


def _keys(telling: Telling) -> Iterator[tuple[str, ...]]:
    if len(telling.words) >= _SAME_WORDS:
        yield (telling.kind, "same words", *telling.words)
    for party in telling.parties:
        for name in _names(party):
            if telling.kind == "plan":
                yield (telling.kind, name)
            else:
                for word in telling.words:
                    yield (telling.kind, name, word)


def _names(party: Party) -> set[str]:
    return {party.id, party.code} - {""}
