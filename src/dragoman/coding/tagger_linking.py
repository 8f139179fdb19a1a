"""What a cue's words mean for the words around it: places from the cue, and the best row of roles."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

NEAR = 32
"""Words from the cue up to which each distance has a place of its own."""
FAR = (48, 64, 96, 128, 10_000)
"""Upper bounds of the wider places."""
SIDE = NEAR + len(FAR)
PLACES = 2 * SIDE + 1
OUT, B_SOURCE, I_SOURCE, B_CONTENT, I_CONTENT = range(5)
IMPOSSIBLE = -1e4


def places_of(count: int, first: int, last: int) -> NDArray[np.int64]:
    """Return the place of each of `count` words from the cue: words `first` to `last` (exclusive)."""
    numbers = np.arange(count)
    before, after = first - numbers, numbers - last + 1
    away = np.maximum(before, after)
    steps = np.where(away <= NEAR, away, NEAR + 1 + np.searchsorted(FAR, away))
    signed = np.where(before > 0, -steps, np.where(after > 0, steps, 0))
    places: NDArray[np.int64] = (np.clip(signed, -SIDE, SIDE) + SIDE).astype(np.int64)
    return places


def _moves() -> NDArray[np.float32]:
    """Return what each step from role to role costs: the inside of a span follows its start or itself."""
    moves = np.zeros((5, 5), dtype=np.float32)
    for inside in (I_SOURCE, I_CONTENT):
        moves[:, inside] = IMPOSSIBLE
        moves[inside - 1, inside] = moves[inside, inside] = 0
    return moves


MOVES = _moves()


def best_roles(scores: NDArray[np.float32]) -> NDArray[np.int64]:
    """Return the best possible row of roles for each query (queries by words by roles), by Viterbi."""
    queries, count, roles = scores.shape
    back = np.zeros((queries, count, roles), dtype=np.int64)
    best = scores[:, 0] + np.where(np.isin(np.arange(roles), (I_SOURCE, I_CONTENT)), IMPOSSIBLE, 0)
    for number in range(1, count):
        ways = best[:, :, None] + MOVES[None]
        back[:, number] = ways.argmax(1)
        best = ways.max(1) + scores[:, number]
    path = np.zeros((queries, count), dtype=np.int64)
    path[:, -1] = best.argmax(1)
    rows = np.arange(queries)
    for number in range(count - 1, 0, -1):
        path[:, number - 1] = back[rows, number, path[:, number]]
    return path


def spans_of(path: NDArray[np.int64], start: int) -> list[tuple[int, int]]:
    """Return the spans (first word, last word exclusive) of the role that begins with label `start`."""
    spans: list[tuple[int, int]] = []
    for number in np.flatnonzero((path == start) | (path == start + 1)).tolist():
        if spans and spans[-1][1] == number and path[number] != start:
            spans[-1] = (spans[-1][0], number + 1)
        else:
            spans.append((number, number + 1))
    return spans
