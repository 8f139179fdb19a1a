"""Status quo analysis: what can come of today's state, by which moves of whom.

Li, Kilgour and Hipel 2005, "Status quo analysis in the graph model for conflict resolution", Journal of the
Operational Research Society 56(6). A path is a legal sequence: nobody moves twice running.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

import numpy as np

from dragoman.negotiation.graph import GraphModel


@dataclass(frozen=True)
class Step:
    """One move."""

    party: int
    state: int
    """Where it leads."""


Path = tuple[Step, ...]


def shortest_paths(model: GraphModel, start: int, *, improvements: bool) -> dict[int, Path]:
    """Return a shortest path to every state that can be reached from `start`, and the empty one to itself.

    Args:
        model: The graph model.
        start: Today's state.
        improvements: Only moves by which the mover gains at once; else all moves.
    """
    found: dict[int, Path] = {start: ()}
    seen: set[tuple[int, int]] = set()
    open_: deque[tuple[int, int, Path]] = deque([(start, -1, ())])
    while open_:
        state, last, path = open_.popleft()
        for party, targets in enumerate(model.moves):
            if party == last:
                continue
            for target in targets[state].tolist():
                if target == model.size or (target, party) in seen:
                    continue
                if improvements and model.values[party, target] <= model.values[party, state]:
                    continue
                seen.add((target, party))
                longer = (*path, Step(party, target))
                found.setdefault(target, longer)
                open_.append((target, party, longer))
    return found


def dead_ends(model: GraphModel) -> list[int]:
    """Return the states that nobody can leave."""
    leaves = np.array([(targets < model.size).any(axis=1) for targets in model.moves])
    stuck: list[int] = np.nonzero(~leaves.any(axis=0))[0].tolist()
    return stuck
