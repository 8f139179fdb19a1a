"""What must hold between the parts of a scenario; each finding is a place in it and a line of words."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.negotiation.build import model_states, option_columns, rule_statement
from dragoman.negotiation.graph import MOST_OPTIONS, MOST_STATES
from dragoman.negotiation.logic import StatementError, named_options, parse_statement, truth_table
from dragoman.negotiation.scenario import Preference, Rule, Scenario

Place = tuple[str | int, ...]
Finding = tuple[Place, str]

_MOST_COMPARED = 10
"""Statements about more options than these are not compared with each other."""


def findings(scenario: Scenario) -> Iterator[Finding]:
    """Yield what does not hold together, with its place."""
    yield from _parties(scenario)
    yield from _issues(scenario)
    broken = [*_options(scenario), *_rules(scenario)]
    yield from broken
    if scenario.options and not broken:
        yield from _states(scenario)


def _parties(scenario: Scenario) -> Iterator[Finding]:
    named: list[tuple[Place, str]] = []
    for key, issue in scenario.issues.items():
        named += [(("issues", key, "positions", party), party) for party in issue.positions]
        named += [(("issues", key, "salience", party), party) for party in issue.salience]
    named += [(("options", key, "party"), option.party) for key, option in scenario.options.items()]
    named += [(("preferences", party), party) for party in scenario.preferences]
    for key, threat in scenario.threats.items():
        named += [(("threats", key, side), getattr(threat, side)) for side in ("challenger", "defender")]
        if threat.challenger == threat.defender:
            yield ("threats", key, "defender"), f"'{threat.defender}' is challenger and defender at once"
    for key, demand in scenario.demands.items():
        named += [(("demands", key, "by"), demand.by), (("demands", key, "of"), demand.of)]
        if demand.by == demand.of:
            yield ("demands", key, "of"), f"'{demand.of}' demands of itself"
    for key, bargain in scenario.bargains.items():
        named += [(("bargains", key, "disagreement", party), party) for party in bargain.disagreement]
    for place, party in named:
        if party not in scenario.parties:
            yield place, f"there is no party '{party}'"
    for key, party_ in scenario.parties.items():
        if party_.means is not None and party_.means.low < 0:
            yield ("parties", key, "means"), "means are 0 or more"
    for key, bargain in scenario.bargains.items():
        for number, outcome in enumerate(bargain.outcomes):
            if set(outcome.worth) != set(bargain.disagreement):
                yield (
                    ("bargains", key, "outcomes", number),
                    f"'{outcome.name}' does not give what it is worth to each party of disagreement",
                )


def _issues(scenario: Scenario) -> Iterator[Finding]:
    for key, issue in scenario.issues.items():
        numbers = {("positions", party): number for party, number in issue.positions.items()}
        placed: dict[Place, tuple[float, float]] = {k: (n.low, n.high) for k, n in numbers.items()}
        if issue.today is not None:
            placed[("today",)] = (issue.today.low, issue.today.high)
        for place, (low, high) in placed.items():
            if low < issue.scale.low or high > issue.scale.high:
                yield (
                    ("issues", key, *place),
                    f"outside of the scale, {issue.scale.low:g} to {issue.scale.high:g}",
                )
        for party, number in issue.salience.items():
            if number.low < 0 or number.high > 100:
                yield ("issues", key, "salience", party), "salience goes from 0 to 100"
            if party not in issue.positions:
                yield ("issues", key, "salience", party), f"'{party}' has salience here but no position"
        for party in issue.positions:
            if party not in issue.salience:
                yield ("issues", key, "positions", party), f"'{party}' has a position here but no salience"
            elif party in scenario.parties and scenario.parties[party].means is None:
                yield ("parties", party), f"'{party}' has a position on '{key}' but no means"
        if not issue.positions:
            yield ("issues", key), "no party has a position on it"
    for key, demand in scenario.demands.items():
        if not 0 <= demand.win.low <= demand.win.high <= 1:
            yield ("demands", key, "win"), "a probability lies between 0 and 1"
        for name in ("cost", "target_cost"):
            if getattr(demand, name).low < 0:
                yield ("demands", key, name), "a cost is 0 or more"


def _options(scenario: Scenario) -> Iterator[Finding]:
    if len(scenario.options) > MOST_OPTIONS:
        yield ("options",), f"more than {MOST_OPTIONS} options: nobody could read the answer"
    for name in scenario.options:
        try:
            alone = named_options(name) == [name]
        except StatementError:
            alone = False
        if not alone:
            yield (
                ("options", name),
                f"'{name}' is no name: letters, digits, - and _, not and, or, not, if, iff",
            )
    for name in scenario.today or ():
        if name not in scenario.options:
            yield ("today",), f"there is no option '{name}'"


def _rules(scenario: Scenario) -> Iterator[Finding]:
    columns = option_columns(scenario)
    leads: dict[str, set[str]] = {}
    for number, rule in enumerate(scenario.rules):
        place = ("rules", number)
        try:
            rule_statement(rule, columns)
        except StatementError as error:
            yield place, str(error)
            continue
        implied = _implied(rule)
        if implied:
            given, follows = implied
            if _leads_to(leads, follows, given):
                yield place, f"closes a cycle: '{follows}' already leads to '{given}' by the rules above"
            leads.setdefault(given, set()).add(follows)


def _implied(rule: Rule) -> tuple[str, str] | None:
    """Return the two options of a rule that says "not the one without the other", in whichever form."""
    text = rule.never if rule.never is not None else f"({rule.if_}) and not ({rule.then})"
    names = named_options(text) if rule.never is not None or rule.if_ is not None else []
    if len(names) != 2:
        return None
    wrong = truth_table(text, names)
    for given in (0, 1):
        # The table's rows are in binary order: row 1 has the first option alone, row 2 the second alone.
        if wrong.tolist() == [row == given + 1 for row in range(4)]:
            return names[given], names[1 - given]
    return None


def _leads_to(leads: dict[str, set[str]], start: str, goal: str) -> bool:
    open_, seen = [start], {start}
    while open_:
        name = open_.pop()
        if name == goal:
            return True
        fresh = leads.get(name, set()) - seen
        seen |= fresh
        open_ += fresh
    return False


def _states(scenario: Scenario) -> Iterator[Finding]:
    columns = option_columns(scenario)
    states = model_states(scenario)
    if not len(states):
        yield from _culprit(scenario)
        return
    if len(states) > MOST_STATES:
        yield ("options",), f"{len(states)} states, more than {MOST_STATES}: exclude what cannot be"
        return
    for name, column in columns.items():
        if not states[:, column].any():
            yield ("options", name), f"'{name}' is taken in no state that the rules leave"
    if scenario.today is not None and not any(
        {name for name, column in columns.items() if state[column]} == set(scenario.today) for state in states
    ):
        yield ("today",), "today's options are no state that the rules leave"
    for party in scenario.parties:
        if party not in scenario.preferences:
            if any(option.party == party for option in scenario.options.values()):
                yield ("parties", party), f"'{party}' has options but no preferences"
            continue
        for place, words in _preference(scenario.preferences[party], len(states), columns):
            yield ("preferences", party, *place), words


def _culprit(scenario: Scenario) -> Iterator[Finding]:
    """Name the first rule with which nothing is left."""
    for number in range(len(scenario.rules)):
        if not len(model_states(scenario.model_copy(update={"rules": scenario.rules[: number + 1]}))):
            yield ("rules", number), "with this rule and those above it no state is left"
            return


def _against(above: str, text: str, place: Place) -> Iterator[Finding]:
    """Tell whether a priority says the same as one above it, or the opposite."""
    try:
        names = list(dict.fromkeys([*named_options(above), *named_options(text)]))
        if len(names) > _MOST_COMPARED:
            return
        one, other = truth_table(above, names), truth_table(text, names)
    except StatementError:
        return
    if (one == other).all():
        yield (
            place,
            f"'{text}' stands there twice" if text == above else f"'{text}' says the same as '{above}'",
        )
    elif (one != other).all():
        yield place, f"contradictory: '{text}' is the opposite of '{above}' above it"


def _preference(preference: Preference, size: int, columns: dict[str, int]) -> Iterator[Finding]:
    if preference.priorities is not None:
        for number, text in enumerate(preference.priorities):
            try:
                parse_statement(text, columns)
            except StatementError as error:
                yield ("priorities", number), str(error)
                continue
            for above in preference.priorities[:number]:
                yield from _against(above, text, ("priorities", number))
        return
    seen: set[int] = set()
    for number, level in enumerate(preference.ranking or ()):
        for state in level if isinstance(level, tuple) else (level,):
            if not 1 <= state <= size:
                yield ("ranking", number), f"there is no state {state}; they go from 1 to {size}"
            elif state in seen:
                yield ("ranking", number), f"contradictory: state {state} stands at two places"
            seen.add(state)
    missing = sorted(set(range(1, size + 1)) - seen)
    if missing:
        yield ("ranking",), f"no place for state {', '.join(map(str, missing))}"
