"""Marks are taken out and the spans point at the words."""

import pytest

from dragoman.evaluate.marked_pairs import unmark


@pytest.mark.parametrize(
    "marked",
    [
        "<s>Oslo</s> praised <t>Lima</t>.",
        "<t> Lima </t> was praised by <s> Oslo </s> .",
        "The envoy of<s>Oslo</s>praised <t>Lima</t>",
    ],
)
def test_spans_hold_the_marked_words(marked):
    pair = unmark(marked)
    assert pair.text[slice(*pair.source)] == "Oslo"
    assert pair.text[slice(*pair.target)] == "Lima"
    assert "<" not in pair.text


def test_a_side_that_is_not_marked_is_none():
    assert unmark("<s>Oslo</s> slept.").target is None


def test_the_first_of_two_marks_counts():
    pair = unmark("<s>Oslo</s> and <s>Bergen</s> praised <t>Lima</t>.")
    assert pair.text[slice(*pair.source)] == "Oslo"
