"""In which state a place of a report lies."""

import pytest

from dragoman.actors.whereabouts import state_of


@pytest.mark.parametrize(
    ("place", "state"),
    [
        ("Geneva", "CHE"),
        ("Vienna", "AUT"),
        ("the United Arab Emirates", "ARE"),
        ("Ukraine", "UKR"),
        ("São Paulo", "BRA"),
        ("a village near the river", ""),
        ("Nordia", ""),
        ("", ""),
    ],
)
def test_a_place_is_of_the_state_that_the_who_s_who_names(place, state):
    assert state_of(place) == state
