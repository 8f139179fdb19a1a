"""For whom a person or organ speaks."""

import datetime as dt

import pytest

from dragoman.actors.party import party_of
from dragoman.actors.registry import load_registry
from dragoman.records import Actor


@pytest.fixture(scope="module")
def registry():
    return load_registry()


def party(registry, name, day):
    (person,) = registry.people_named(name)[:1]
    return party_of(registry.actor(person, day), registry, day)


def test_a_president_speaks_for_the_state(registry):
    found = party(registry, "Emmanuel Macron", dt.date(2022, 3, 16))
    assert (found.kind, found.code) == ("state", "FRA")


def test_the_head_of_a_body_speaks_for_the_body(registry):
    found = party(registry, "Jens Stoltenberg", dt.date(2022, 3, 16))
    assert (found.kind, found.name) == ("body", "NATO")


def test_whoever_held_another_office_on_that_day_spoke_for_another(registry):
    found = party(registry, "Jens Stoltenberg", dt.date(2012, 3, 16))
    assert (found.kind, found.code) == ("state", "NOR")


def test_states_bodies_and_regions_speak_for_themselves(registry):
    for kind in ("state", "body", "region"):
        actor = Actor(id="x", name="x", kind=kind, code="FRA")
        assert party_of(actor, registry, None) == actor


@pytest.mark.parametrize("sector", ["GOV", "MIL", "SPY", "COP", "JUD"])
def test_organs_of_a_state_act_for_it(registry, sector):
    organ = Actor(id="x", name="the organ", kind="organisation", code="FRA", sectors=(sector,))
    assert party_of(organ, registry, None).code == "FRA"
    assert party_of(organ, registry, None).kind == "state"


@pytest.mark.parametrize("sectors", [("OPP",), ("JRN",), ("REB",), ("CVL",), ()])
def test_the_opposition_the_press_and_the_people_speak_for_themselves(registry, sectors):
    group = Actor(id="x", name="the group", kind="group", code="FRA", sectors=sectors)
    assert party_of(group, registry, None) is group


@pytest.mark.parametrize("sector", ["LEG", "PTY", "OPP", "ELI", "BUS"])
def test_a_candidate_and_who_once_held_an_office_speak_for_themselves(registry, sector):
    someone = Actor(id="x", name="x", kind="person", code="FRA", sectors=(sector,), office="candidate")
    assert party_of(someone, registry, None) is someone


def test_who_belongs_to_no_state_speaks_for_himself(registry):
    someone = Actor(id="x", name="a man", kind="person", sectors=("GOV",))
    assert party_of(someone, registry, None) is someone
