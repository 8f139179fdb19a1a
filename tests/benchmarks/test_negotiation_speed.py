"""The limits of issue 7, in CPU time, which other programs on the machine do not lengthen much."""

import importlib.util
from pathlib import Path

FILE = Path(__file__).parents[2] / "benchmarks" / "negotiation.py"
SPEC = importlib.util.spec_from_file_location("negotiation_speed", FILE)
speed = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(speed)


def test_four_concepts_of_1024_states_take_less_than_a_second():
    assert speed.four_concepts() < 1


def test_ten_thousand_samples_of_64_states_take_less_than_ten():
    assert speed.ten_thousand_samples() < 10
