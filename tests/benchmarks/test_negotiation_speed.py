"""The limits of issue 7, in CPU time, which other programs on the machine do not lengthen much."""

from scripts import load_script

speed = load_script("benchmarks/negotiation.py")


def test_four_concepts_of_1024_states_take_less_than_a_second():
    assert speed.four_concepts() < 1


def test_ten_thousand_samples_of_64_states_take_less_than_ten():
    assert speed.ten_thousand_samples() < 10
