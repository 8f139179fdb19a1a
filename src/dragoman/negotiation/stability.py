"""Stability of the states of a graph model, exactly by definition, for many sets of preferences at once.

The definitions are those for any number of parties in Fang, Hipel and Kilgour 1993, "Interactive Decision
Making": the others answer by a legal sequence of moves, in which nobody moves twice running. Each definition
asks whether among the answers to an improvement there is one that takes back what was gained. As preferences
are complete orders, it is enough to know the worst answer, and that is one number for each state and party:
nothing is searched, and nothing is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from dragoman.negotiation.graph import GraphModel, Ints
from dragoman.negotiation.logic import Bools

_NONE = int(np.iinfo(np.int16).max)
"""The worst answer where there is none."""
_CELLS_AT_ONCE = 400_000


class Concept(StrEnum):
    """What a party foresees before it moves."""

    nash = "nash"
    """Nothing: stable where it has no improvement (Nash 1950)."""
    gmr = "gmr"
    """The others may answer by any moves (general metarationality, Howard 1971)."""
    smr = "smr"
    """And it cannot escape from their answer (symmetric metarationality, Howard 1971)."""
    seq = "seq"
    """The others answer by improvements of their own only (sequential stability, Fraser and Hipel 1979)."""


NAMES = {
    Concept.nash: "Nash",
    Concept.gmr: "general metarational",
    Concept.smr: "symmetric metarational",
    Concept.seq: "sequential",
}


@dataclass(frozen=True)
class Stability:
    """Which states are stable for whom.

    Attributes:
        stable: For each concept an array (parties, states).
    """

    stable: dict[Concept, Bools]

    def equilibria(self, concept: Concept) -> list[int]:
        """Return the states that are stable for every party, numbered from 0."""
        found: list[int] = np.nonzero(self.stable[concept].all(axis=0))[0].tolist()
        return found


def analyse(model: GraphModel) -> Stability:
    """Return the stability of every state for every party by all four concepts."""
    batch = stable_states(model.moves, model.values[None])
    return Stability({concept: found[0] for concept, found in batch.items()})


def stable_states(moves: Sequence[Ints], values: Ints) -> dict[Concept, Bools]:
    """Return stability for many sets of preferences over the same moves.

    Args:
        moves: One array of targets for each party, as in `GraphModel.moves`.
        values: (sets, parties, states), ordinal.

    Returns:
        For each concept an array (sets, parties, states).
    """
    width = sum(targets.shape[1] for targets in moves) * values.shape[2] or 1
    chunk = max(1, _CELLS_AT_ONCE // width)
    parts = [_stable(moves, values[start : start + chunk]) for start in range(0, len(values), chunk)]
    return {concept: np.concatenate([part[concept] for part in parts]) for concept in Concept}


def _stable(moves: Sequence[Ints], values: Ints) -> dict[Concept, Bools]:
    parties = len(moves)
    # Places in the order fit 16 bits; sets stand last, so that each step runs over neighbours in memory.
    order = np.moveaxis(_places(values), 0, 2)
    stable = {concept: np.empty(order.shape, dtype=bool) for concept in Concept}
    better = [improving(targets, order[party]) for party, targets in enumerate(moves)]
    for party, targets in enumerate(moves):
        own = order[party]
        others = [other for other in range(parties) if other != party]
        free = [(moves[other], None) for other in others]
        guarded = [(moves[other], better[other]) for other in others]
        # What the party would have after an answer if it moved on to the best state that it can reach.
        escaped = np.maximum(own, _gather(own, targets, -1).max(axis=1, initial=-1))
        worst = {
            Concept.nash: np.full_like(own, _NONE),
            Concept.gmr: worst_answer(free, own),
            Concept.smr: worst_answer(free, escaped),
            Concept.seq: worst_answer(guarded, own),
        }
        for concept, answer in worst.items():
            unanswered = better[party] & (_gather(answer, targets, 0) > own[:, None])
            stable[concept][party] = ~unanswered.any(axis=1)
    return {concept: np.moveaxis(found, 2, 0) for concept, found in stable.items()}


Places = npt.NDArray[np.int16]
"""(states, sets): the place of each state in an order, 0 the least preferred."""

Mover = tuple[Ints, Bools | None]
"""Targets of a mover, and which of them (states, targets, sets) it may use; all where None."""


def worst_answer(movers: Sequence[Mover], places: Places) -> Places:
    """Return the lowest place that a legal sequence of the movers can lead to, from each state.

    A sequence is of one move or more, and no mover moves twice running.

    Args:
        movers: Who may answer.
        places: (states, sets) what is to be made low.

    Returns:
        (states, sets); the highest integer where no mover can move.
    """
    # after[k]: the lowest place from here on, where mover k moved last.
    after = [np.full_like(places, _NONE) for _ in movers]
    steps: list[Places] = [np.empty(0, dtype=np.int16) for _ in movers]
    changed = [True] * len(movers)
    while any(changed):
        for k, (targets, usable) in enumerate(movers):
            if changed[k]:
                steps[k] = _lowest(np.minimum(places, after[k]), targets, usable)
        for k in range(len(movers)):
            lower = np.minimum.reduce([after[k], *(step for j, step in enumerate(steps) if j != k)])
            changed[k] = not np.array_equal(lower, after[k])
            after[k] = lower
    lowest: Places = np.minimum.reduce([np.full_like(places, _NONE), *steps])
    return lowest


def improving(targets: Ints, places: Places) -> Bools:
    """Return (states, targets, sets): whether each move leads to a state of a higher place."""
    better: Bools = _gather(places, targets, -1) > places[:, None]
    return better


def places_of(values: Ints) -> Places:
    """Return the places (states, 1) of one party's values."""
    own: Places = _places(values[None, None])[0, 0][:, None]
    return own


def _places(values: Ints) -> npt.NDArray[np.int16]:
    """Return the values of each set and party as places in their order, from 0."""
    low = values.min(initial=0)
    if values.max(initial=0) - low >= _NONE:
        _, flat = np.unique(values, return_inverse=True)
        values, low = flat.reshape(values.shape), np.int64(0)
        if values.max(initial=0) >= _NONE:
            raise ValueError("more than 32,766 different values: give places in the order instead")
    places: Places = (values - low).astype(np.int16)
    return places


def _lowest(places: Places, targets: Ints, usable: Bools | None) -> Places:
    found = _gather(places, targets, _NONE)
    if usable is not None:
        found = np.where(usable, found, np.int16(_NONE))
    lowest: Places = found.min(axis=1, initial=_NONE)
    return lowest


def _gather(places: Places, targets: Ints, nothing: int) -> Places:
    """Return (states, targets, sets) the places of the targets; `nothing` where there is no target."""
    filled = np.concatenate([places, np.full((1, places.shape[1]), nothing, dtype=np.int16)])
    found: Places = filled[targets]
    return found


def reachable(movers: Sequence[Ints]) -> Bools:
    """Return (states, states): whether a legal sequence of the movers leads from the row's to the column's.

    A state is in its own row only where a sequence leads back to it.
    """
    size = len(movers[0])
    alone = np.packbits(np.eye(size, dtype=bool), axis=1)
    empty = np.zeros_like(alone)
    after = [empty for _ in movers]
    while True:
        steps = []
        for k, targets in enumerate(movers):
            rows = np.concatenate([alone | after[k], empty[:1]])
            steps.append(np.bitwise_or.reduce(rows[targets], axis=1, initial=0))
        reached = [
            np.bitwise_or.reduce([*(step for j, step in enumerate(steps) if j != k), after[k]])
            for k in range(len(movers))
        ]
        if all(np.array_equal(new, old) for new, old in zip(reached, after, strict=True)):
            whole = np.bitwise_or.reduce(steps)
            return np.unpackbits(whole, axis=1, count=size).astype(bool)
        after = reached


def coalitions(parties: int) -> Iterator[tuple[int, ...]]:
    """Yield every coalition of one party or more, the small ones first."""
    members = [tuple(k for k in range(parties) if bits >> k & 1) for bits in range(1, 2**parties)]
    yield from sorted(members, key=lambda group: (len(group), group))
