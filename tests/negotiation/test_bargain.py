"""Bargains: closed forms, axioms, and a grid that decides."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.negotiation.bargain import (
    Talks,
    grid,
    kalai_smorodinsky,
    kalai_smorodinsky_of,
    kalai_smorodinsky_on,
    nash,
    nash_of,
    nash_on,
    pareto,
    trades,
)

pytest.importorskip("scipy")


def test_nash_and_kalai_smorodinsky_on_a_frontier():
    """u1 = x, u2 = sqrt(1 - x): Nash at 2/3; Kalai-Smorodinsky where x = sqrt(1 - x), at 0.618."""
    assert nash_on(lambda x: x, lambda x: np.sqrt(1 - x)) == pytest.approx(2 / 3, abs=1e-6)
    assert kalai_smorodinsky_on(lambda x: x, lambda x: np.sqrt(1 - x)) == pytest.approx(
        (5**0.5 - 1) / 2, abs=1e-9
    )


def test_listed_outcomes():
    worths = np.array([[0, 0], [10, 1], [6, 6], [1, 10], [5, 5]], dtype=float)
    assert pareto(worths).tolist() == [False, True, True, True, False]
    assert nash_of(worths, np.zeros(2)) == kalai_smorodinsky_of(worths, np.zeros(2)) == 2
    assert nash_of(worths, np.array([7.0, 7.0])) is None


@st.composite
def talks(draw):
    parties, issues = draw(st.integers(2, 3)), draw(st.integers(1, 3))
    share = st.integers(0, 10).map(lambda k: k / 10)
    rows = [[draw(share) for _ in range(issues)] for _ in range(2 * parties + 1)]
    numbers = np.array(rows)
    return Talks(numbers[:parties], 0.1 + numbers[parties : 2 * parties], numbers[-1])


@settings(max_examples=40, deadline=None)
@given(talks())
def test_settlements_are_at_least_as_good_as_any_on_a_grid(over):
    today = over.worth(over.today)
    gains = over.worth(grid(over, 11)) - today
    # Today is on the grid up to rounding.
    fair = gains[(gains >= -1e-9).all(axis=1)]
    found, even = nash(over), kalai_smorodinsky(over)
    if fair.min(axis=1).max() > 1e-6:
        assert found is not None and (found.worth - today).min() > -1e-6
        assert np.prod(found.worth - today) >= np.prod(fair, axis=1).max() - 1e-5
        best = fair.max(axis=0)
        assert even is not None
        assert (even.worth - today).min() > -1e-6
        # The best gains are over all settlements, so they are no less than the grid's.
        assert ((even.worth - today) / np.maximum(best, 1e-9)).min() >= (
            (fair / np.maximum(_best(over), 1e-9)).min(axis=1).max() - 1e-5
        )


def _best(over):
    from dragoman.negotiation.bargain import _best_gains

    return _best_gains(over)


@settings(max_examples=30, deadline=None)
@given(talks(), st.floats(0.2, 5))
def test_the_nash_settlement_does_not_depend_on_a_partys_units(over, factor):
    found = nash(over)
    weights = over.weights.copy()
    weights[0] *= factor
    scaled = nash(Talks(over.positions, weights, over.today))
    assert (found is None) == (scaled is None)
    if found is not None and scaled is not None:
        today = over.worth(over.today)
        assert np.prod(over.worth(scaled.issues) - today) == pytest.approx(
            np.prod(found.worth - today), rel=1e-3, abs=1e-6
        )


def test_symmetric_talks_are_settled_symmetrically():
    over = Talks(np.array([[0.0, 0.0], [1.0, 1.0]]), np.array([[3.0, 1.0], [1.0, 3.0]]), np.array([0.5, 0.5]))
    for found in (nash(over), kalai_smorodinsky(over)):
        assert found.issues == pytest.approx([0, 1], abs=1e-4)
        assert found.worth[0] == pytest.approx(found.worth[1], abs=1e-4)


@settings(max_examples=60, deadline=None)
@given(talks())
def test_trades_gain_both_the_same_and_something(over):
    start = over.positions.mean(axis=0)
    for trade in trades(over, start):
        assert trade.gain > 0
        assert trade.others[trade.first] == pytest.approx(trade.gain)
        assert trade.others[trade.second] == pytest.approx(trade.gain)


def test_each_gives_way_where_it_cares_less():
    over = Talks(np.array([[0.0, 0.0], [1.0, 1.0]]), np.array([[3.0, 1.0], [1.0, 3.0]]), np.array([0.5, 0.5]))
    (trade,) = trades(over, np.array([0.5, 0.5]))
    assert (trade.gives, trade.gets) == ((1, 0.5), (0, 0.5))
    assert trade.gain == 1.0


def test_who_weighs_the_issues_alike_has_nothing_to_trade():
    over = Talks(np.array([[0.0, 0.0], [0.1, 0.1]]), np.array([[1.0, 0.8], [0.5, 0.4]]), np.zeros(2))
    assert trades(over, np.full(2, 0.05)) == []
