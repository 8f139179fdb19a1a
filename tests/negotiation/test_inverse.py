"""Inverse analysis against all rankings of small models, status quo analysis, sampling."""

from itertools import product

import numpy as np
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from cases_negotiation import cuba, elmira
from dragoman.negotiation.graph import Change, GraphModel, feasible_states, option_moves, padded
from dragoman.negotiation.inverse import needs, smallest_shift, to_break, to_make
from dragoman.negotiation.paths import dead_ends, shortest_paths
from dragoman.negotiation.sampling import sample, sampled_values
from dragoman.negotiation.stability import Concept, analyse


@st.composite
def small_models(draw):
    parties, size = draw(st.integers(2, 3)), draw(st.integers(2, 5))
    dense = draw(arrays(bool, (parties, size, size))) & ~np.eye(size, dtype=bool)
    values = draw(arrays(np.int64, (parties, size), elements=st.integers(0, size - 1)))
    return GraphModel(tuple("abc"[:parties]), tuple(padded(one) for one in dense), values)


def rankings(size):
    """All weak orders of `size` states and more, as values."""
    return [np.array(values) for values in product(range(size), repeat=size)]


def with_ranking(model, party, values):
    changed = model.values.copy()
    changed[party] = values
    return model.with_values(changed)


@settings(max_examples=15, deadline=None)
@given(small_models(), st.sampled_from(list(Concept)), st.integers(0, 4))
def test_needs_are_exactly_the_rankings_that_keep_a_party(model, concept, state):
    assume(state < model.size and model.size <= 4)
    found = needs(model, state, 0, concept)
    for values in rankings(model.size):
        stable = analyse(with_ranking(model, 0, values)).stable[concept][0, state]
        assert stable == any(all(values[t] <= values[state] for t in each) for each in found)


@settings(max_examples=15, deadline=None)
@given(small_models(), st.sampled_from(list(Concept)), st.integers(0, 3))
def test_the_break_is_the_smallest_there_is(model, concept, state):
    assume(state < model.size and model.size <= 4)
    assume(state in analyse(model).equilibria(concept))
    found = {change.party: change.states for change in to_break(model, state, concept)}
    for party in range(len(model.parties)):
        before = model.values[party] > model.values[party][state]
        costs = []
        for values in rankings(model.size):
            if not analyse(with_ranking(model, party, values)).stable[concept][party, state]:
                after = values > values[state]
                # Only states that come to be preferred count; a state that ceases to be never helps to leave.
                costs.append(int((after & ~before).sum()))
        assert (min(costs) if costs else None) == (len(found[party]) if party in found else None)


def test_what_would_make_delay_an_equilibrium_in_elmira():
    """State 1 (nothing moves, the company delays): by Nash only the council would leave it."""
    model = elmira()
    changes = {model.parties[c.party]: {s + 1 for s in c.states} for c in to_make(model, 0, Concept.nash)}
    assert changes == {"local government": {7}}
    assert to_make(model, 4, Concept.nash) == []


def test_a_shift_turns_an_equilibrium_and_alters_few_comparisons():
    model = cuba()
    shift = smallest_shift(model, 5, Concept.nash)
    assert shift is not None and shift.comparisons == 1
    values = model.values.copy()
    (other,) = shift.above | shift.below
    values[shift.party, [shift.state, other]] = values[shift.party, [other, shift.state]]
    assert 5 not in analyse(model.with_values(values)).equilibria(Concept.nash)


def test_from_the_blockade_the_withdrawal_is_one_improvement_away():
    """1 is today without a blockade, 2 has a strike: from 3 (blockade) the USSR can withdraw to 7."""
    model = cuba()
    every = shortest_paths(model, 0, improvements=False)
    assert set(every) == set(range(12))
    gains = shortest_paths(model, 0, improvements=True)
    for state, path in gains.items():
        place = 0
        for step in path:
            assert model.values[step.party, step.state] > model.values[step.party, place]
            place = step.state
        assert place == state
    assert [(model.parties[s.party], s.state + 1) for s in gains[6]] == [("US", 3), ("USSR", 7)]
    assert dead_ends(model) == []


def test_no_spread_is_the_model_itself_and_ranges_bound_the_shaking():
    model = elmira()
    none = sample(model, [0, 0, 0], samples=10)
    for concept in Concept:
        assert np.nonzero(none.equilibrium[concept] == 1)[0].tolist() == analyse(model).equilibria(concept)
    drawn = sampled_values(cuba(), [1.0, 0.0], 500, seed=3)
    place = np.argsort(np.argsort(cuba().values[0]))
    far = place[:, None] - place[None, :] >= 2
    assert (drawn[:, 0, :, None] > drawn[:, 0, None, :])[:, far].all()
    assert len(np.unique(drawn[:, 0], axis=0)) > 50
    assert (drawn[:, 1] == drawn[0, 1]).all()
    assert (sampled_values(cuba(), [1.0, 0.0], 500, seed=3) == drawn).all()


def test_a_shift_is_not_sought_where_trying_all_would_take_long():
    rng = np.random.default_rng(2)
    states = feasible_states(6)
    moves = option_moves(states, [0, 1, 0, 1, 0, 1], [Change.free] * 6, 2)
    values = np.stack([rng.permutation(64) for _ in range(2)])
    assert smallest_shift(GraphModel(("a", "b"), tuple(moves), values, states), 0, Concept.nash) is None
