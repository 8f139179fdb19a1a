"""Stability against published conflicts and against the definitions, read one state at a time."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from cases_negotiation import chicken, cuba, dilemma, elmira
from dragoman.negotiation.coalitions import CoalitionAnalysis
from dragoman.negotiation.graph import GraphModel, padded
from dragoman.negotiation.stability import Concept, analyse, reachable, stable_states
from reference_negotiation import Reference


def counted(states):
    """States as a person counts them, from 1."""
    return {state + 1 for state in states}


def equilibria(model):
    found = analyse(model)
    return {concept.value: counted(found.equilibria(concept)) for concept in Concept}


def reference_of(model):
    moves = [
        [set(np.nonzero(row)[0].tolist()) for row in model.can_move(party)]
        for party in range(len(model.parties))
    ]
    return Reference(moves, model.values.tolist())


def test_cuban_missile_crisis():
    assert cuba().size == 12
    assert equilibria(cuba()) == {
        "nash": {6},
        "seq": {5, 6, 7},
        "gmr": {1, 2, 3, 5, 6, 7, 8},
        "smr": {1, 2, 3, 5, 6, 7, 8},
    }


def test_elmira():
    assert elmira().size == 12
    stable = {5, 6, 7, 10, 11, 12}
    assert equilibria(elmira()) == {
        "nash": stable,
        "seq": stable,
        "gmr": stable | {1, 4},
        "smr": stable | {1, 4},
    }


def test_in_elmira_ministry_and_company_move_together_as_in_history():
    analysis = CoalitionAnalysis(elmira())
    assert counted(np.nonzero(analysis.improvements((0, 1))[6])[0]) == {10}
    assert not analysis.stable((0, 1))[Concept.nash][6]
    assert 7 not in counted(analysis.equilibria(Concept.nash))
    assert 10 in counted(analysis.equilibria(Concept.nash))


def test_prisoners_dilemma_has_one_nash_equilibrium_and_foresight_keeps_cooperation():
    """Rapoport and Guyer 1966 for the game; Fraser and Hipel 1984: cooperation is sequentially stable."""
    found = equilibria(dilemma())
    assert found == {"nash": {4}, "seq": {1, 4}, "gmr": {1, 4}, "smr": {1, 4}}


def test_chicken_has_two_nash_equilibria_and_the_compromise_rests_on_threats_against_ones_own_interest():
    found = equilibria(chicken())
    assert found["nash"] == found["seq"] == {2, 3}
    assert found["gmr"] == found["smr"] == {1, 2, 3}


@st.composite
def models(draw):
    """Any graphs, transitive or not, with ties in the preferences."""
    parties, size = draw(st.integers(1, 4)), draw(st.integers(1, 7))
    dense = draw(arrays(bool, (parties, size, size)))
    values = draw(arrays(np.int64, (parties, size), elements=st.integers(0, 4)))
    dense &= ~np.eye(size, dtype=bool)
    return GraphModel(tuple(map(str, range(parties))), tuple(padded(one) for one in dense), values)


@settings(max_examples=150, deadline=None)
@given(models())
def test_every_state_is_judged_as_the_definitions_say(model):
    reference = reference_of(model)
    found = analyse(model)
    for concept in Concept:
        for party in reference.parties:
            wanted = [reference.stable(concept.value, party, state) for state in reference.states]
            assert found.stable[concept][party].tolist() == wanted, (concept, party)


@settings(max_examples=75, deadline=None)
@given(models())
def test_every_state_is_judged_as_the_definitions_say_for_every_coalition(model):
    reference = reference_of(model)
    analysis = CoalitionAnalysis(model)
    for group in analysis.groups:
        stable = analysis.stable(group)
        for concept in Concept:
            wanted = [reference.coalition_stable(concept.value, group, state) for state in reference.states]
            assert stable[concept].tolist() == wanted, (concept, group)


@settings(max_examples=75, deadline=None)
@given(models())
def test_what_can_be_reached_is_what_legal_sequences_reach(model):
    reference = reference_of(model)
    found = reachable(model.moves)
    for state in reference.states:
        assert set(np.nonzero(found[state])[0].tolist()) == reference.reach(reference.parties, state)


@settings(max_examples=50, deadline=None)
@given(models())
def test_concepts_imply_one_another_as_they_must(model):
    stable = analyse(model).stable
    assert (stable[Concept.nash] <= stable[Concept.smr]).all()
    assert (stable[Concept.smr] <= stable[Concept.gmr]).all()
    assert (stable[Concept.nash] <= stable[Concept.seq]).all()
    assert (stable[Concept.seq] <= stable[Concept.gmr]).all()


@settings(max_examples=25, deadline=None)
@given(models(), st.randoms(use_true_random=False))
def test_only_the_order_of_values_counts(model, random):
    steps = np.cumsum([random.randint(1, 9) for _ in range(int(model.values.max(initial=0)) + 1)])
    stretched = model.with_values(steps[model.values])
    for concept, stable in analyse(model).stable.items():
        assert (analyse(stretched).stable[concept] == stable).all()


@pytest.mark.parametrize("sets", [1, 3])
def test_many_sets_of_preferences_at_once_give_what_each_gives_alone(sets):
    base = elmira()
    rng = np.random.default_rng(7)
    values = np.stack([rng.permuted(base.values, axis=1) for _ in range(sets)])
    together = stable_states(base.moves, values)
    for k in range(sets):
        alone = analyse(base.with_values(values[k])).stable
        assert all((together[concept][k] == alone[concept]).all() for concept in Concept)
