"""Inverse analysis: which preferences would make a state an equilibrium, and what would break one.

Whether a state is stable for a party depends, by each of the four definitions, only on which states the party
does not prefer to it (and, for sequential stability, on the others' preferences, which are taken as they
are). The more such states, the more stable; so the smallest sets of them say all there is to say. The
question is that of Kinsara, Kilgour and Hipel 2015, "Inverse approach to the graph model for conflict
resolution", IEEE
Transactions on Systems, Man, and Cybernetics: Systems 45(5); the answer by smallest sets is our own
derivation and is checked against every possible ranking in the tests.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from dragoman.negotiation.graph import GraphModel, Ints, levels_of, ranking_values
from dragoman.negotiation.logic import Bools
from dragoman.negotiation.stability import Concept, improving, places_of, reachable, stable_states

States = frozenset[int]
_MOST_SETS = 300
_MOST_RANKINGS = 5_000
"""Of so many the trial takes a fifth of a second; it is made for every state that is asked about."""


@dataclass(frozen=True)
class Change:
    """States that a party would have to hold for preferred, or not preferred, to a state."""

    party: int
    states: States


@dataclass(frozen=True)
class Shift:
    """One state at another place of one party's ranking.

    Attributes:
        party: Whose ranking.
        state: The state that moves.
        above: The state is then preferred to these, and was not before.
        below: These are then preferred to it, and were not before.
        level: These are then tied with it, and were not before.
        comparisons: How many pairs of states compare otherwise than before.
    """

    party: int
    state: int
    above: States
    below: States
    level: States
    comparisons: int


def needs(model: GraphModel, state: int, party: int, concept: Concept) -> list[States] | None:
    """Return the smallest sets of states such that not preferring all of one set keeps the party at `state`.

    A ranking makes the state stable for the party exactly when one of the sets has no state that it prefers.

    Returns:
        The sets, small ones first: one empty set where the state is stable whatever the party prefers; None
        where there are more sets than anybody would read (300).
    """
    sets: set[States] = {frozenset()}
    for clause in _clauses(model, state, party, concept):
        sets = _smallest(one | other for one in sets for other in clause)
        if len(sets) > _MOST_SETS:
            return None
    return sorted(sets, key=lambda found: (len(found), sorted(found)))


def to_make(model: GraphModel, state: int, concept: Concept) -> list[Change] | None:
    """Return the smallest change for each party that is not kept at `state`; None where that is out of reach.

    A party "not kept" would move away. The change names states that it must cease to prefer to `state`. For
    sequential stability each party's change takes the others' preferences as they are.
    """
    changes = []
    for party in range(len(model.parties)):
        values = model.values[party]
        preferred = frozenset(np.nonzero(values > values[state])[0].tolist())
        found = needs(model, state, party, concept)
        if found is None:
            return None
        smallest = min((each & preferred for each in found), key=lambda each: (len(each), sorted(each)))
        if smallest:
            changes.append(Change(party, smallest))
    return changes


def to_break(model: GraphModel, state: int, concept: Concept) -> list[Change]:
    """Return for each party the fewest states that it must come to prefer to `state` in order to leave it.

    Parties that nothing would move are left out; the cheapest change stands first.
    """
    changes = []
    for party in range(len(model.parties)):
        found = _fewest_to_leave(model, state, party, concept)
        if found is not None:
            changes.append(Change(party, found))
    return sorted(changes, key=lambda change: (len(change.states), change.party))


def smallest_shift(model: GraphModel, state: int, concept: Concept) -> Shift | None:
    """Return the one state in one party's ranking whose move turns `state` into an equilibrium, or out of
    one.

    Every state is tried at every place in every ranking; of those that do it, the one that alters the fewest
    comparisons is returned. None where no single move does, or where the model is too large to try them all.
    """
    parties, size = model.values.shape
    if parties * size * 2 * size > _MOST_RANKINGS:
        return None
    shifts: list[tuple[int, int, Ints, int]] = []
    for party in range(parties):
        before = np.sign(model.values[party][:, None] - model.values[party][None, :])
        for moved in range(size):
            for ranking in _elsewhere(levels_of(model.values[party]), moved):
                values = ranking_values(ranking, size)
                after = np.sign(values[:, None] - values[None, :])
                changed = int(np.count_nonzero(before != after)) // 2
                if changed:
                    shifts.append((party, moved, values, changed))
    if not shifts:
        return None
    tried = np.repeat(model.values[None], len(shifts), axis=0)
    for k, (party, _, values, _) in enumerate(shifts):
        tried[k, party] = values
    now = bool(stable_states(model.moves, model.values[None])[concept][0, :, state].all())
    holds = stable_states(model.moves, tried)[concept][:, :, state]
    turned = [shift for shift, held in zip(shifts, holds, strict=True) if bool(held.all()) != now]
    if not turned:
        return None
    party, moved, values, changed = min(turned, key=lambda shift: (shift[3], shift[0], shift[1]))
    old = model.values[party]
    old = np.sign(old[moved] - old)
    new = np.sign(values[moved] - values)
    above, below, level = (
        frozenset(np.nonzero((new == sign) & (old != sign))[0].tolist()) for sign in (1, -1, 0)
    )
    return Shift(party, moved, above, below, level, changed)


def _clauses(model: GraphModel, state: int, party: int, concept: Concept) -> list[list[States]]:
    """Return for each move the sets of states of which one must not be preferred, in order to deter it."""
    own = model.can_move(party)
    clauses = []
    answers = _answers(model, party, concept)
    for target in np.nonzero(own[state])[0].tolist():
        alternatives = [frozenset({target}), *_deterring(own, state, answers[target], concept)]
        clauses.append(sorted(_smallest(alternatives), key=len))
    return clauses


def _deterring(own: Bools, state: int, answers: Iterable[int], concept: Concept) -> list[States]:
    """Return for each answer to a move the states that deter it where the party prefers none to `state`."""
    found = []
    for answer in answers:
        escape = np.nonzero(own[answer])[0].tolist() if concept is Concept.smr else []
        found.append(frozenset({answer, *escape}) - {state})
    return found


def _answers(model: GraphModel, party: int, concept: Concept) -> list[list[int]]:
    """Return for each state what the other parties can answer with."""
    others = [other for other in range(len(model.parties)) if other != party]
    if concept is Concept.nash or not others:
        return [[] for _ in range(model.size)]
    movers = [model.moves[other] for other in others]
    if concept is Concept.seq:
        movers = [
            np.where(
                improving(model.moves[k], places_of(model.values[k]))[:, :, 0], model.moves[k], model.size
            )
            for k in others
        ]
    found = reachable(movers)
    return [np.nonzero(row)[0].tolist() for row in found]


def _smallest(sets: Iterable[States]) -> set[States]:
    """Return the sets that contain no other one."""
    kept: list[States] = []
    for candidate in sorted(set(sets), key=len):
        if not any(one <= candidate for one in kept):
            kept.append(candidate)
    return set(kept)


def _fewest_to_leave(model: GraphModel, state: int, party: int, concept: Concept) -> States | None:
    values = model.values[party]
    preferred = frozenset(np.nonzero(values > values[state])[0].tolist())
    best: States | None = None
    own = model.can_move(party)
    answers = _answers(model, party, concept)
    for target in np.nonzero(own[state])[0].tolist():
        raised = frozenset({target}) - preferred
        held = preferred | {target}
        blocks = _deterring(own, state, answers[target], concept)
        open_ = [block for block in _smallest(blocks) if not block & held]
        limit = None if best is None else len(best) - len(raised)
        found = _hitting(open_, limit)
        if found is not None and (best is None or len(found | raised) < len(best)):
            best = found | raised
    return best


def _hitting(blocks: list[States], limit: int | None) -> States | None:
    """Return a smallest set that has a state of every block, of fewer states than `limit`; None if none."""
    if not blocks:
        return frozenset() if limit is None or limit > 0 else None
    if limit is not None and limit <= 1:
        return None
    best: States | None = None
    smallest: States = min(blocks, key=len)
    for choice in sorted(smallest):
        rest = [block for block in blocks if choice not in block]
        found = _hitting(rest, None if limit is None else limit - 1)
        if found is not None:
            best = found | {choice}
            limit = len(best)
    return best


def _elsewhere(levels: list[list[int]], moved: int) -> Iterable[list[list[int]]]:
    """Yield the rankings in which one state stands at another place, alone or tied."""
    rest = [[state for state in level if state != moved] for level in levels]
    rest = [level for level in rest if level]
    for place in range(len(rest) + 1):
        yield [*rest[:place], [moved], *rest[place:]]
        if place < len(rest):
            yield [*rest[:place], [*rest[place], moved], *rest[place + 1 :]]
