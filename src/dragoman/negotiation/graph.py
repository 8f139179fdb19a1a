"""The graph model of a conflict: states, moves of each party, ordinal preferences.

Kilgour, Hipel and Fang 1987, "The graph model for conflicts", Automatica 23(1); Fang, Hipel and Kilgour 1993,
"Interactive Decision Making". States are numbered from 0 here and from 1 wherever a person sees them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from dragoman.negotiation.logic import Bools, Statement

Ints = npt.NDArray[np.int64]

MOST_OPTIONS = 20
MOST_STATES = 4096
"""Larger models are refused: the answer would come, but nobody could read it."""


class Change(StrEnum):
    """How an option's owner can change it."""

    free = "free"
    """Taken and given up at will."""
    once = "once"
    """Taken for good: irreversible."""
    give_up = "give up"
    """Only given up, never taken (again)."""


@dataclass(frozen=True)
class GraphModel:
    """A graph model.

    Attributes:
        parties: Names, in the order of all that has a row for each party.
        moves: For each party an array (states, most moves from one): the states it can move to by itself, and
            the number of states (which is no state) where there are fewer.
        values: (parties, states) ordinal: a higher one is preferred, equal ones are tied. Distances between
            them mean nothing and nothing here uses them.
        options: (states, options) what is taken in each state; None where states were given as such.
    """

    parties: tuple[str, ...]
    moves: tuple[Ints, ...]
    values: Ints
    options: Bools | None = None

    @property
    def size(self) -> int:
        """The number of states."""
        return int(self.values.shape[1])

    def can_move(self, party: int) -> Bools:
        """Return (states, states): whether the party can go from the row to the column by itself."""
        dense = np.zeros((self.size, self.size + 1), dtype=bool)
        np.put_along_axis(dense, self.moves[party], True, axis=1)
        return dense[:, :-1]

    def with_values(self, values: Ints) -> GraphModel:
        """Return the same model with other preferences."""
        return GraphModel(self.parties, self.moves, values, self.options)


def feasible_states(options: int, rules: Sequence[Statement] = ()) -> Bools:
    """Return the states in which every rule holds, in binary order, option 1 the lowest bit.

    Returns:
        (states, options); no rows when the rules exclude every state.
    """
    codes = np.arange(2**options)
    states = ((codes[:, None] >> np.arange(options)) & 1).astype(bool)
    keep = np.ones(len(states), dtype=bool)
    for rule in rules:
        keep &= rule(states)
    return states[keep]


def option_moves(states: Bools, owner: Sequence[int], change: Sequence[Change], parties: int) -> list[Ints]:
    """Return each party's moves: it changes some of its own options, all others stay as they are.

    Args:
        states: (states, options).
        owner: The party of each option.
        change: How each option can be changed.
        parties: The number of parties.
    """
    weights = 2 ** np.arange(states.shape[1])
    codes = states @ weights
    taken = int(sum(weights[k] for k, how in enumerate(change) if how is Change.once))
    given = int(sum(weights[k] for k, how in enumerate(change) if how is Change.give_up))
    backwards = (codes[:, None] & ~codes[None, :] & taken) | (~codes[:, None] & codes[None, :] & given)
    apart = ~np.eye(len(states), dtype=bool)
    moves = []
    for party in range(parties):
        others = codes & ~int(sum(weights[k] for k, who in enumerate(owner) if who == party))
        moves.append(padded((others[:, None] == others[None, :]) & (backwards == 0) & apart))
    return moves


def padded(dense: Bools) -> Ints:
    """Return a matrix of moves (from, to) as a list of targets for each state, filled up with no state."""
    size = len(dense)
    rows, columns = np.nonzero(dense)
    counts = np.bincount(rows, minlength=size)
    lists = np.full((size, int(counts.max(initial=0))), size, dtype=np.int64)
    lists[rows, np.arange(len(rows)) - np.repeat(np.cumsum(counts) - counts, counts)] = columns
    return lists


def listed_moves(pairs: Sequence[tuple[int, int]], size: int) -> Ints:
    """Return moves given one by one as (from, to)."""
    dense = np.zeros((size, size), dtype=bool)
    for start, end in pairs:
        dense[start, end] = start != end
    return padded(dense)


def ranking_values(levels: Sequence[Sequence[int]], size: int) -> Ints:
    """Return the values of a ranking, the best level first; states in one level are tied."""
    values = np.zeros(size, dtype=np.int64)
    for place, level in enumerate(levels):
        values[list(level)] = len(levels) - place
    return values


def priority_values(states: Bools, priorities: Sequence[Callable[[Bools], Bools]]) -> Ints:
    """Return the values of option prioritising: a state that meets an earlier statement is preferred.

    The order is that of scores that add 2^(statements - place) for each statement which holds; states that
    meet the same statements are tied.
    """
    met = np.stack([statement(states) for statement in priorities], axis=1)
    _, values = np.unique(met, axis=0, return_inverse=True)
    return np.asarray(values, dtype=np.int64).reshape(-1) + 1


def levels_of(values: Ints) -> list[list[int]]:
    """Return the levels of a ranking, the best first."""
    return [np.nonzero(values == value)[0].tolist() for value in np.unique(values)[::-1]]
