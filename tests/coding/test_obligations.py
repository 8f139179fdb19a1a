"""Demands that are told by a modal verb alone."""

import pytest


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Turkey's foreign minister said Iran must stop its attacks on Kurdish towns.", "REQUEST TUR>IRN"),
        ("“Israel must withdraw from Lebanon,” the Egyptian president said.", "REQUEST EGY>ISR"),
        ("Japan should be careful not to interfere, China's Foreign Ministry said.", "REQUEST CHN>JPN"),
        ("“We stand together, and Iran should stop the war,” the French president said.", "REQUEST FRA>IRN"),
    ],
)
def test_who_says_that_another_must_do_something_demands_it(told, text, event):
    assert event in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "An expert said that Iran must stop the war.",
        "“Why should Iran stop the war?” the French president said.",
        "Iran should have stopped the war, France said.",
        "France must work harder, the French president said.",
        "Iran must stop the war.",
        "If Iran should fire, France said, nobody would stop the war.",
    ],
)
def test_what_is_no_demand_of_another(told, text):
    assert not [event for event in told(text) if event.startswith("REQUEST")]


def test_the_demand_is_a_position_with_its_words(reading):
    (position,) = reading("“Israel must withdraw from Lebanon,” the Egyptian president said.").positions
    assert (position.party.name, position.stance) == ("Egypt", "demands")
    assert position.content == "Israel must withdraw from Lebanon"


def test_what_is_said_beside_the_demand_is_told_by_itself(reading):
    text = (
        "“The United States must understand that, and Russia will not allow missiles in Ukraine,” "
        "the Russian president said."
    )
    events = reading(text).events
    demand = next(event for event in events if event.category == "REQUEST")
    assert demand.content.of(text) == "The United States must understand that"
    assert any(event.category == "REJECT" for event in events)
