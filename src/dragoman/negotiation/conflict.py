"""The graph model of a scenario and all that is asked of it, as plain data; states are numbered from 1."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dragoman.negotiation import build
from dragoman.negotiation.coalitions import CoalitionAnalysis
from dragoman.negotiation.graph import GraphModel
from dragoman.negotiation.inverse import smallest_shift, to_break, to_make
from dragoman.negotiation.paths import shortest_paths
from dragoman.negotiation.sampling import sample
from dragoman.negotiation.scenario import Scenario
from dragoman.negotiation.stability import Concept, analyse

_MOST_SHOWN_STATES = 32
_MOST_COALITION_STATES = 256
_MOST_INVERSE_STATES = 64
"""Beyond these the question is still answered in Python, state by state (`coalitions`, `inverse`)."""


@dataclass(frozen=True)
class State:
    """One state."""

    number: int
    taken: list[str]
    """The options that are taken."""
    words: str
    stable: dict[str, list[str]]
    """Concept to the parties for which it is stable."""
    equilibrium: list[str]
    """The concepts by which it is an equilibrium."""
    shares: dict[str, float]
    """Concept to the share of sampled rankings in which it is one."""
    rank: dict[str, int]
    """Party to its place in the party's order, 1 the best."""


@dataclass(frozen=True)
class Way:
    """A path from today's state."""

    to: int
    moves: list[tuple[str, int]]
    """Party and the state that it moves to."""
    gains: bool
    """Whether everyone who moves gains by it at once."""


@dataclass(frozen=True)
class Hinge:
    """What a state hangs on, by one concept.

    Attributes:
        holds: Whether it is an equilibrium.
        needs: Where it is not: party to the states that it would have to cease to prefer to this one.
        breaks: Where it is: the parties for which the fewest states would have to rise above this one,
            with those states; several where they tie.
        shift: The smallest move of one state in one ranking that turns it, in words; empty where none was
            found.
    """

    state: int
    concept: str
    holds: bool
    needs: dict[str, list[int]]
    breaks: list[tuple[str, list[int]]]
    shift: str


@dataclass(frozen=True)
class Conflict:
    """What the graph model says."""

    parties: list[str]
    options: dict[str, str]
    states: list[State]
    equilibria: dict[str, list[int]]
    coalition_equilibria: dict[str, list[int]] | None
    """None where there are too many states."""
    joint_moves: list[tuple[list[str], int, int]]
    """Coalitions of several that improve on an equilibrium: members, from, to."""
    shown: list[int]
    """The states that a picture has room for: all, else today's, the equilibria, and those on the way."""
    moves: list[tuple[str, int, int, bool]]
    """Party, from, to, whether it gains; only between states that are shown where there are very many."""
    today: int | None
    ways: list[Way]
    hinges: list[Hinge]
    samples: int


def conflict_of(scenario: Scenario, samples: int, seed: int) -> Conflict | None:
    """Return what the graph model of a scenario says; None where it has no options."""
    model = build.graph_model(scenario)
    if model is None:
        return None
    found = analyse(model)
    shares = sample(model, build.spread(scenario), samples, seed)
    equilibria = {concept.value: [s + 1 for s in found.equilibria(concept)] for concept in Concept}
    names = list(scenario.options)
    states = []
    for number in range(model.size):
        taken = [name for name, on in zip(names, _row(model, number), strict=True) if on]
        states.append(
            State(
                number + 1,
                taken,
                _words(scenario, taken),
                {
                    concept.value: [
                        party for k, party in enumerate(model.parties) if found.stable[concept][k, number]
                    ]
                    for concept in Concept
                },
                [concept for concept, those in equilibria.items() if number + 1 in those],
                {concept.value: float(shares.equilibrium[concept][number]) for concept in Concept},
                {
                    party: 1 + len(np.unique(values[values > values[number]]))
                    for party, values in zip(model.parties, model.values, strict=True)
                },
            )
        )
    today = build.today_state(scenario)
    coalition, joint = _coalitions(model, equilibria)
    ways = [] if today is None else _ways(model, today, equilibria)
    shown = _shown(model.size, today, equilibria, ways)
    return Conflict(
        list(model.parties),
        {name: option.means for name, option in scenario.options.items()},
        states,
        equilibria,
        coalition,
        joint,
        shown,
        _moves(model, shown),
        None if today is None else today + 1,
        ways,
        _hinges(model, equilibria, today),
        samples,
    )


def _row(model: GraphModel, number: int) -> list[bool]:
    row: list[bool] = model.options[number].tolist() if model.options is not None else []
    return row


def _words(scenario: Scenario, taken: list[str]) -> str:
    parts = []
    for name in taken:
        option = scenario.options[name]
        parts.append(f"{scenario.parties[option.party].name} {option.means}")
    return "; ".join(parts) or "no option is taken"


def _shown(size: int, today: int | None, equilibria: dict[str, list[int]], ways: list[Way]) -> list[int]:
    if size <= _MOST_SHOWN_STATES:
        return list(range(1, size + 1))
    named = [] if today is None else [today + 1]
    for concept in (Concept.nash, Concept.seq, Concept.smr, Concept.gmr):
        named += equilibria[concept.value]
        # The way to a state stands right behind those of its concept, before weaker ones take the room.
        named += [state for way in ways if way.to in equilibria[concept.value] for _, state in way.moves]
    return sorted(list(dict.fromkeys(named))[:_MOST_SHOWN_STATES])


def _moves(model: GraphModel, shown: list[int]) -> list[tuple[str, int, int, bool]]:
    wanted = set(range(1, model.size + 1) if model.size <= _MOST_INVERSE_STATES else shown)
    return [
        (party, start + 1, end + 1, bool(model.values[k, end] > model.values[k, start]))
        for k, party in enumerate(model.parties)
        for start, targets in enumerate(model.moves[k].tolist())
        if start + 1 in wanted
        for end in targets
        if end < model.size and end + 1 in wanted
    ]


def _coalitions(
    model: GraphModel, equilibria: dict[str, list[int]]
) -> tuple[dict[str, list[int]] | None, list[tuple[list[str], int, int]]]:
    if model.size > _MOST_COALITION_STATES or len(model.parties) < 2:
        return None, []
    analysis = CoalitionAnalysis(model)
    resting = sorted({state for those in equilibria.values() for state in those})
    joint = [
        ([model.parties[k] for k in group], start, int(end) + 1)
        for group in analysis.groups
        if len(group) > 1
        for start in resting
        for end in np.nonzero(analysis.improvements(group)[start - 1])[0]
    ]
    found = {concept.value: [state + 1 for state in analysis.equilibria(concept)] for concept in Concept}
    return found, joint


def _ways(model: GraphModel, today: int, equilibria: dict[str, list[int]]) -> list[Way]:
    """Return a shortest path to each equilibrium: by gains where there is one, else by any moves."""
    gains = shortest_paths(model, today, improvements=True)
    every = shortest_paths(model, today, improvements=False)
    ways = []
    for state in sorted({state for those in equilibria.values() for state in those}):
        for paths, gaining in ((gains, True), (every, False)):
            if state - 1 in paths:
                moves = [(model.parties[step.party], step.state + 1) for step in paths[state - 1]]
                ways.append(Way(state, moves, gaining))
                break
    return ways


def _hinges(model: GraphModel, equilibria: dict[str, list[int]], today: int | None) -> list[Hinge]:
    """Return what Nash and sequential equilibria hang on, and what would make today's state one."""
    if model.size > _MOST_INVERSE_STATES:
        return []
    hinges = []
    for concept in (Concept.nash, Concept.seq):
        wanted = set(equilibria[concept.value])
        if today is not None:
            wanted.add(today + 1)
        for state in sorted(wanted):
            holds = state in equilibria[concept.value]
            needs = {} if holds else _needs(model, state - 1, concept)
            broken = to_break(model, state - 1, concept) if holds else []
            breaks = [
                (model.parties[one.party], sorted(state + 1 for state in one.states))
                for one in broken
                if len(one.states) == len(broken[0].states)
            ]
            hinges.append(
                Hinge(state, concept.value, holds, needs, breaks, _shift(model, state - 1, concept))
            )
    return hinges


def _needs(model: GraphModel, state: int, concept: Concept) -> dict[str, list[int]]:
    changes = to_make(model, state, concept) or []
    return {model.parties[one.party]: sorted(k + 1 for k in one.states) for one in changes}


def _shift(model: GraphModel, state: int, concept: Concept) -> str:
    shift = smallest_shift(model, state, concept)
    if shift is None:
        return ""
    own = str(shift.state + 1)
    parts = [
        words
        for words, states in (
            (f"prefer {own} to {_numbers(shift.above)}", shift.above),
            (f"prefer {_numbers(shift.below)} to {own}", shift.below),
            (f"hold {own} and {_numbers(shift.level)} for equal", shift.level),
        )
        if states
    ]
    return f"{model.parties[shift.party]} came to {' and '.join(parts)}"


def _numbers(states: frozenset[int]) -> str:
    return ", ".join(str(state + 1) for state in sorted(states))
