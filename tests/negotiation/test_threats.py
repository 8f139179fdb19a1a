"""Deterrence and crisis bargaining: the figures of issue 7, limits, fits, and brute force."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.negotiation.crisis import best_demand
from dragoman.negotiation.deterrence import OUTCOMES, credible, fit, respond, turning_point
from dragoman.negotiation.history import THREATS, load_history, rates_of

GAME = {"status_quo": (0, 0), "acquiescence": (4, -3), "backing_down": (-2, 2), "war": (-1, -5)}
"""The numbers of issue 7. It gives (-1, -5) to backing down and (-2, 2) to war, but 0.7311 to fighting: that
is the chance of choosing -1 over -2, so its two labels are the other way round. The rest is the same."""


def test_quantal_response_of_the_deterrence_game():
    found = respond(GAME)
    assert found.fight == pytest.approx(0.7311, abs=5e-5)
    assert found.resist == pytest.approx(0.4707, abs=5e-5)
    assert found.challenge == pytest.approx(0.8205, abs=5e-5)
    assert sum(found.outcomes.values()) == pytest.approx(1)


def test_with_the_two_labels_as_the_issue_has_them_only_fighting_turns_round():
    found = respond(GAME | {"backing_down": (-1, -5), "war": (-2, 2)})
    assert found.fight == pytest.approx(1 - 0.7311, abs=5e-5)
    assert (found.resist, found.challenge) == pytest.approx((0.4707, 0.8205), abs=5e-5)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.integers(-9, 9), min_size=8, max_size=8, unique=True))
def test_sharp_choice_is_backward_induction_and_no_sharpness_is_a_lot(numbers):
    game = {name: (numbers[2 * k], numbers[2 * k + 1]) for k, name in enumerate(OUTCOMES)}
    firm = game["war"][0] > game["backing_down"][0]
    resisted = game["war" if firm else "backing_down"]
    resist = resisted[1] > game["acquiescence"][1]
    challenged = resisted if resist else game["acquiescence"]
    challenge = challenged[0] > game["status_quo"][0]
    found = respond(game, 60.0)
    assert (found.fight > 0.5, found.resist > 0.5, found.challenge > 0.5) == (firm, resist, challenge)
    assert respond(game, 0.0).outcomes == {
        "status_quo": 0.5, "acquiescence": 0.25, "backing_down": 0.125, "war": 0.125,
    }  # fmt: skip
    assert credible(game)["challenger"] == firm


def test_at_the_turning_point_resisting_is_as_likely_as_not():
    point = turning_point(GAME, 1.5)
    assert respond(GAME | {"war": (point, -5)}, 1.5).resist == pytest.approx(0.5)
    assert turning_point(GAME | {"war": (-1, 5)}) == float("inf")


def test_a_fit_finds_the_payoffs_that_made_the_data():
    pytest.importorskip("scipy")
    rng = np.random.default_rng(5)
    chances = respond(GAME).outcomes
    outcomes = rng.choice(OUTCOMES, size=20_000, p=list(chances.values()))
    free = {"acquiescence_challenger": (), "war_challenger": (), "war_defender": ()}
    found = fit(list(outcomes), free, fixed=GAME | {"acquiescence": (0, -3), "war": (0, 0)})
    for name, true in (("acquiescence_challenger", 4), ("war_challenger", -1), ("war_defender", -5)):
        assert abs(found.estimates[name] - true) < 4 * found.errors[name] < 1, name
    # Three payoffs, three free shares: the fit is as good as the shares themselves.
    assert found.log_likelihood == pytest.approx(found.constant, abs=1e-3)


def test_a_fit_with_a_column_finds_its_slope():
    pytest.importorskip("scipy")
    rng = np.random.default_rng(6)
    balance = rng.normal(size=4000)
    outcomes = []
    for value in balance:
        chances = respond(GAME | {"war": (-1 + 1.5 * value, -5)}).outcomes
        outcomes.append(rng.choice(OUTCOMES, p=list(chances.values())))
    found = fit(outcomes, {"war_challenger": ("balance",)}, GAME | {"war": (0, -5)}, {"balance": balance})
    assert found.estimates["war_challenger: balance"] == pytest.approx(1.5, abs=0.3)
    assert found.cases == 4000
    with pytest.raises(ValueError, match="no payoff"):
        fit(outcomes, {"peace_challenger": ()})


def test_fearons_best_demand():
    found = best_demand(0.6, 0.1, (0, 0.4))
    assert found.share == pytest.approx(0.75)
    assert found.war == pytest.approx(0.375)
    assert found.safe == 0.6 and found.least == pytest.approx(0.5)


@settings(max_examples=150, deadline=None)
@given(st.floats(0, 1), st.floats(0, 1), st.floats(0, 1), st.floats(0, 1))
def test_no_demand_on_a_fine_grid_is_worth_more(win, cost, one, other):
    low, high = sorted((one, other))
    found = best_demand(win, cost, (low, high))
    shares = np.linspace(0, 1, 2001)
    if high > low:
        with np.errstate(over="ignore"):  # A range of next to nothing: war is sure, or sure not to be.
            war = np.clip((shares - win - low) / (high - low), 0, 1)
    else:
        war = (shares > win + low).astype(float)
    worths = shares * (1 - war) + (win - cost) * war
    assert found.worth >= worths.max() - 1e-9
    assert 0 <= found.war <= 1


def test_costs_must_be_costs():
    with pytest.raises(ValueError, match="probability"):
        best_demand(1.2, 0.1, (0, 1))


def test_base_rates_name_their_source_and_what_was_seen():
    assert {rate.kind for rate in load_history()} == {*THREATS, "scale", "status quo"}
    assert all(rate.source and rate.seen and rate.caution and rate.about for rate in load_history())
    assert len(rates_of("sanctions")) == 1 and {rate.kind for rate in rates_of("")} == set(THREATS)


def test_no_base_rate_stands_on_memory():
    assert not any("memory" in rate.seen for rate in load_history())
    assert [rate.kind for rate in load_history() if rate.share is None] == ["deterrence"]
