"""A report's text cut where its tellings begin and end, so that each can be marked and linked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True)
class Piece:
    """A run of text that tells the same entry throughout, or none."""

    text: str
    entry: str
    """Id of the shortest telling's entry; empty where nothing is told."""
    first: bool
    """Whether the entry is told here for the first time in the text."""


def pieces(text: str, told: Sequence[tuple[int, int, str]]) -> list[Piece]:
    """Return the whole text in pieces; where tellings lie inside each other, the shortest counts.

    Args:
        text: The report's text.
        told: Start, end and entry of each telling.
    """
    edges = sorted({0, len(text), *(edge for start, end, _ in told for edge in (start, end))})
    found: list[tuple[int, int, str]] = []
    for start, end in pairwise(edges):
        entry = _shortest(told, start, end)
        if found and found[-1][2] == entry:
            found[-1] = (found[-1][0], end, entry)
        else:
            found.append((start, end, entry))
    seen: set[str] = set()
    made = []
    for start, end, entry in found:
        made.append(Piece(text[start:end], entry, bool(entry) and entry not in seen))
        seen.add(entry)
    return made


def _shortest(told: Iterable[tuple[int, int, str]], start: int, end: int) -> str:
    over = [(last - first, entry) for first, last, entry in told if first <= start and end <= last]
    return min(over)[1] if over else ""
