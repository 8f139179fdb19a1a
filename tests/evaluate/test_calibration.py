"""The expected calibration error."""

import pytest

from dragoman.evaluate.calibration import calibration
from dragoman.evaluate.records import rightness
from dragoman.reader import Reader
from dragoman.settings import Settings


def test_confidences_that_keep_their_word_have_no_error():
    found = calibration([0.75] * 4 + [0.25] * 4, [True, True, True, False, True, False, False, False])
    assert found["ece"] == 0.0
    assert [(part["confidence"], part["right"], part["events"]) for part in found["bins"]] == [
        (0.25, 0.25, 4), (0.75, 0.75, 4),
    ]  # fmt: skip


def test_too_high_confidences_are_an_error_of_the_difference():
    assert calibration([0.9] * 10, [True] * 5 + [False] * 5)["ece"] == pytest.approx(0.4)


def test_certainty_falls_into_the_last_bin_and_nothing_gives_nothing():
    assert calibration([1.0], [True]) == {
        "ece": 0.0,
        "bins": [{"confidence": 1.0, "right": 1.0, "events": 1}],
    }
    assert calibration([], []) == {"ece": 0.0, "bins": []}


def test_an_event_is_right_once_for_each_marked_one(nlp):
    text = "Brazil praised Peru. On Friday Brazil praised Peru again."
    events = Reader(nlp, Settings()).read(text).events
    wanted = [{"event": "SUPPORT", "actor": ["BRA"], "recipient": ["PER"]}]
    assert rightness(wanted, events) == [True, False]
    assert rightness([], events) == [False, False]
