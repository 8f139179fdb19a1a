"""Weight of words by how rare they are in news at large, from `rarity.tsv`.

The counts are shipped and not taken from the ledger at hand, so that the score of two tellings depends
on these two alone: a ledger can grow without comparing anew what it holds.
"""

from __future__ import annotations

import math
from functools import cache
from importlib import resources

from dragoman.errors import DataError

_UNLISTED = 5
"""Sentences in which a stem is taken to stand that the table leaves out as rare."""
_NAMED = 60
"""An actor's name (`@` and its id) is taken to stand in one sentence of so many."""
_IDEA = 3.0
"""The most that a word for an idea (`=talk`) weighs: in reports of negotiations these are everywhere."""


class Rarity(dict[str, float]):
    """Stem to weight; a stem that is not listed is rare, a name (`@...`) in between."""

    def __init__(self, total: int, counts: dict[str, int]) -> None:
        weights = {word: math.log1p(total / count) for word, count in counts.items()}
        super().__init__(
            {word: min(weight, _IDEA) if word.startswith("=") else weight for word, weight in weights.items()}
        )
        self._unlisted = math.log1p(total / _UNLISTED)

    def __missing__(self, word: str) -> float:
        if word.startswith("="):
            return _IDEA
        return math.log1p(_NAMED) if word.startswith("@") else self._unlisted


@cache
def load_rarity() -> Rarity:
    """Return the shipped weights.

    Raises:
        DataError: when `rarity.tsv` does not hold what it should.
    """
    lines = resources.files(__package__).joinpath("rarity.tsv").read_text(encoding="utf-8").splitlines()
    try:
        total = int(lines[0].rpartition("\t")[2])
        counts = {word: int(count) for word, _, count in (line.rpartition("\t") for line in lines[1:])}
    except (ValueError, IndexError) as error:
        raise DataError(f"ledger/rarity.tsv: {error}") from error
    return Rarity(total, counts)
