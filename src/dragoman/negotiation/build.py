"""Models built from a scenario."""

from __future__ import annotations

import numpy as np

from dragoman.negotiation.bargain import Talks
from dragoman.negotiation.graph import (
    GraphModel,
    feasible_states,
    option_moves,
    priority_values,
    ranking_values,
)
from dragoman.negotiation.logic import Bools, Statement, StatementError, parse_statement
from dragoman.negotiation.scale import Ranged, Stake
from dragoman.negotiation.scenario import Issue, Number, Rule, Scenario


def option_columns(scenario: Scenario) -> dict[str, int]:
    """Return option to its column, which is also its bit."""
    return {name: column for column, name in enumerate(scenario.options)}


def rule_statement(rule: Rule, columns: dict[str, int]) -> Statement:
    """Return the statement that must hold in every state; raise `StatementError` when the rule has none."""
    if rule.never is not None:
        wrong = parse_statement(rule.never, columns)
        return lambda states: ~wrong(states)
    if rule.if_ is not None and rule.then is not None:
        given, follows = parse_statement(rule.if_, columns), parse_statement(rule.then, columns)
        return lambda states: ~given(states) | follows(states)
    form = "exactly_one" if rule.exactly_one else "at_most_one" if rule.at_most_one else "at_least_one"
    names: tuple[str, ...] = getattr(rule, form) or ()
    unknown = [name for name in names if name not in columns]
    if unknown or not names:
        raise StatementError(f"there is no option '{unknown[0]}'" if unknown else "no option is named")
    chosen = [columns[name] for name in names]
    least = 0 if form == "at_most_one" else 1
    most = len(names) if form == "at_least_one" else 1

    def counted(states: Bools) -> Bools:
        count = states[:, chosen].sum(axis=1)
        held: Bools = (count >= least) & (count <= most)
        return held

    return counted


def model_states(scenario: Scenario) -> Bools:
    """Return the feasible states (states, options), in binary order, the first option the lowest bit."""
    columns = option_columns(scenario)
    return feasible_states(len(columns), [rule_statement(rule, columns) for rule in scenario.rules])


def graph_model(scenario: Scenario) -> GraphModel | None:
    """Return the graph model of a checked scenario; None where it has no options or preferences.

    Its parties are those that have options, in the scenario's order: one without options moves nowhere and is
    content everywhere.
    """
    parties = acting(scenario)
    if not parties:
        return None
    columns = option_columns(scenario)
    states = model_states(scenario)
    options = scenario.options.values()
    moves = option_moves(
        states,
        [parties.index(option.party) for option in options],
        [option.change for option in options],
        len(parties),
    )
    values = []
    for party in parties:
        preference = scenario.preferences[party]
        if preference.ranking is not None:
            levels = [level if isinstance(level, tuple) else (level,) for level in preference.ranking]
            values.append(ranking_values([[state - 1 for state in level] for level in levels], len(states)))
        else:
            wanted = [parse_statement(text, columns) for text in preference.priorities or ()]
            values.append(priority_values(states, wanted))
    return GraphModel(tuple(parties), tuple(moves), np.stack(values), states)


def acting(scenario: Scenario) -> list[str]:
    """Return the parties that have options."""
    owners = {option.party for option in scenario.options.values()}
    return [party for party in scenario.parties if party in owners]


def spread(scenario: Scenario) -> list[float]:
    """Return by how many places each acting party's states can be off."""
    return [scenario.preferences[party].range or 0.0 for party in acting(scenario)]


def today_state(scenario: Scenario) -> int | None:
    """Return the number of today's state, from 0; None where the scenario does not say."""
    if scenario.today is None:
        return None
    now = np.array([name in scenario.today for name in scenario.options])
    found = np.nonzero((model_states(scenario) == now).all(axis=1))[0]
    return int(found[0]) if len(found) else None


def stakes(scenario: Scenario, issue: Issue) -> list[Stake]:
    """Return what the parties bring to an issue."""
    found = []
    for party, position in issue.positions.items():
        means = scenario.parties[party].means
        if means is not None:
            found.append(Stake(party, _ranged(position), _ranged(issue.salience[party]), _ranged(means)))
    return found


def talks(scenario: Scenario) -> tuple[list[str], list[str], Talks] | None:
    """Return parties, issues and the bargain over all issues that have a position of each of those parties.

    Only issues that say where they stand today count; None where there are not two parties and one issue.
    """
    issues = {key: issue for key, issue in scenario.issues.items() if issue.today is not None}
    best: tuple[list[str], list[str]] | None = None
    for first in issues.values():
        parties = [party for party in scenario.parties if party in first.positions]
        shared = [key for key, issue in issues.items() if set(parties) <= set(issue.positions)]
        if len(parties) >= 2 and (best is None or len(shared) > len(best[1])):
            best = (parties, shared)
    if best is None:
        return None
    parties, shared = best
    positions, weights, today = [], [], []
    for key in shared:
        issue = issues[key]
        width = issue.scale.high - issue.scale.low
        positions.append([(issue.positions[party].value - issue.scale.low) / width for party in parties])
        weights.append([issue.salience[party].value / 100 for party in parties])
        today.append((issue.today.value - issue.scale.low) / width if issue.today else 0.0)
    return parties, shared, Talks(np.array(positions).T, np.array(weights).T, np.array(today))


def _ranged(number: Number) -> Ranged:
    return Ranged(number.value, number.low, number.high)
