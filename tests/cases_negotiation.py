"""Published conflicts, as models built by hand; facts and sources in the docstrings."""

import numpy as np

from dragoman.negotiation.graph import Change, GraphModel, feasible_states, option_moves, ranking_values
from dragoman.negotiation.logic import parse_statement


def model(parties, options, rules, rankings):
    """Options are (name, party, change); rankings are numbered from 1, a list in a list is a tie."""
    columns = {name: k for k, (name, _, _) in enumerate(options)}
    states = feasible_states(len(options), [parse_statement(rule, columns) for rule in rules])
    moves = option_moves(
        states, [parties.index(who) for _, who, _ in options], [how for *_, how in options], len(parties)
    )
    levels = [
        [[s - 1 for s in level] if isinstance(level, list) else [level - 1] for level in ranking]
        for ranking in rankings
    ]
    values = np.stack([ranking_values(ranking, len(states)) for ranking in levels])
    return GraphModel(tuple(parties), tuple(moves), values, states)


def cuba():
    """Cuban missile crisis: Fraser and Hipel 1984, "Conflict Analysis: Models and Resolutions", as in issue
    7.
    """
    return model(
        ["US", "USSR"],
        [
            ("strike", "US", Change.once),
            ("blockade", "US", Change.free),
            ("withdraw", "USSR", Change.free),
            ("escalate", "USSR", Change.free),
        ],
        ["not (withdraw and escalate)"],
        [
            [5, 7, 6, 8, 3, 2, 4, 1, 12, 10, 11, 9],
            [1, 5, 7, 3, 6, 2, 8, 4, 12, 10, 11, 9],
        ],
    )


def elmira():
    """Elmira groundwater conflict: Hipel, Fang, Kilgour and Haight 1993; with 12 states as in issue 7."""
    return model(
        ["ministry", "Uniroyal", "local government"],
        [
            ("modify", "ministry", Change.once),
            ("delay", "Uniroyal", Change.give_up),
            ("accept", "Uniroyal", Change.free),
            ("abandon", "Uniroyal", Change.once),
            ("insist", "local government", Change.free),
        ],
        [
            "(delay or accept or abandon) and not (delay and accept or delay and abandon or accept and "
            "abandon)"
        ],
        [
            [9, 3, 4, 10, 7, 1, 2, 8, [11, 5, 6, 12]],
            [1, 4, 10, 7, [5, 11, 6, 12], 2, 3, 9, 8],
            [9, 3, 7, 1, 10, 8, 4, 2, [11, 5, 12, 6]],
        ],
    )


def two_by_two(first, second):
    """A 2x2 game: option 1 of each is to defect; states 1 CC, 2 DC, 3 CD, 4 DD."""
    return model(
        ["row", "column"], [("a", "row", Change.free), ("b", "column", Change.free)], [], [first, second]
    )


def dilemma():
    """Prisoner's dilemma: DC > CC > DD > CD for the first."""
    return two_by_two([2, 1, 4, 3], [3, 1, 4, 2])


def chicken():
    """Chicken: DC > CC > CD > DD for the first."""
    return two_by_two([2, 1, 3, 4], [3, 1, 2, 4])
