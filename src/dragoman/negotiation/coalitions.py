"""Stability against coalitions: members move together where all of them gain.

Kilgour, Hipel, Fang and Peng 2001, "Coalition analysis in group decision support", Group Decision and
Negotiation 10(2), for the coalition improvement; Inohara and Hipel 2008, "Coalition analysis in the graph
model for conflict resolution", Systems Engineering 11(4), for the coalition versions of the four concepts.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np

from dragoman.negotiation.graph import GraphModel, Ints, padded
from dragoman.negotiation.logic import Bools
from dragoman.negotiation.stability import Concept, coalitions, places_of, reachable, worst_answer

Coalition = tuple[int, ...]


class CoalitionAnalysis:
    """What coalitions can reach, improve on, and are deterred from.

    Args:
        model: The graph model.
    """

    def __init__(self, model: GraphModel) -> None:
        self._model = model
        self._improvements: dict[Coalition, Bools] = {}
        self._stable: dict[Coalition, dict[Concept, Bools]] = {}

    @cached_property
    def groups(self) -> list[Coalition]:
        """All coalitions of one party or more, the small ones first."""
        return list(coalitions(len(self._model.parties)))

    def improvements(self, group: Coalition) -> Bools:
        """Return (states, states): whether the group can reach the column and all members prefer it."""
        if group not in self._improvements:
            reach = reachable([self._model.moves[member] for member in group])
            self._improvements[group] = reach & self._preferred(group)
        return self._improvements[group]

    def stable(self, group: Coalition) -> dict[Concept, Bools]:
        """Return for each concept which states are stable for a coalition: an array (states,)."""
        if group not in self._stable:
            self._stable[group] = self._stable_for(group)
        return self._stable[group]

    def _stable_for(self, group: Coalition) -> dict[Concept, Bools]:
        model = self._model
        improved = self.improvements(group)
        others = [k for k in range(len(model.parties)) if k not in group]
        found: dict[Concept, Bools] = {Concept.nash: ~np.asarray(np.any(improved, axis=1))}
        if not others:
            return dict.fromkeys(Concept, found[Concept.nash])
        kept = ~self._preferred(group).T
        """(answer, state): some member is no better off after the answer than in the state."""
        answers = reachable([model.moves[other] for other in others])
        own = reachable([model.moves[member] for member in group])
        trapped = kept & ~_product(own, ~kept)
        by_improvements = [padded(self.improvements(sub)) for sub in self.groups if not set(sub) & set(group)]
        sanctioned = {
            Concept.gmr: _product(answers, kept),
            Concept.smr: _product(answers, trapped),
            Concept.seq: self._sanctioned_by(by_improvements, group),
        }
        for concept, taken_back in sanctioned.items():
            found[concept] = ~np.asarray(np.any(improved & ~taken_back.T, axis=1))
        return found

    def equilibria(self, concept: Concept) -> list[int]:
        """Return the states that are stable for every coalition, numbered from 0."""
        stable: Bools = np.ones(self._model.size, dtype=bool)
        for group in self.groups:
            stable &= self.stable(group)[concept]
        found: list[int] = np.nonzero(stable)[0].tolist()
        return found

    def _preferred(self, group: Coalition) -> Bools:
        """Return (state, other): whether every member prefers the other state."""
        values = self._model.values[list(group)]
        better: Bools = np.asarray(np.all(values[:, None, :] > values[:, :, None], axis=0))
        return better

    def _sanctioned_by(self, movers: Sequence[Ints], group: Coalition) -> Bools:
        """Return (from, state): an answer from the first leaves some member no better off than the second."""
        taken_back: Bools = np.zeros((self._model.size, self._model.size), dtype=bool)
        for member in group:
            own = places_of(self._model.values[member])
            worst = worst_answer([(targets, None) for targets in movers], own)
            taken_back |= worst <= own.T
        return taken_back


def _product(one: Bools, other: Bools) -> Bools:
    """Return whether some middle state joins row and column; counts are exact in float32."""
    found: Bools = (one.astype(np.float32) @ other.astype(np.float32)) > 0
    return found
