"""EDTF values as days."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.language.calendar import Interval, interval


@pytest.mark.parametrize(
    ("edtf", "first", "last"),
    [
        ("2031-05-14", "2031-05-14", "2031-05-14"),
        ("2031-05-14T09:30", "2031-05-14", "2031-05-14"),
        ("2031-05", "2031-05-01", "2031-05-31"),
        ("2031-02~", "2031-02-01", "2031-02-28"),
        ("2031", "2031-01-01", "2031-12-31"),
        ("203X", "2030-01-01", "2039-12-31"),
        ("2031-XX", "2031-01-01", "2031-12-31"),
        ("2031-05-XX", "2031-05-01", "2031-05-31"),
        ("2031-24", "2031-12-01", "2032-02-29"),
        ("2031-33", "2031-01-01", "2031-03-31"),
        ("2031-41", "2031-07-01", "2031-12-31"),
        ("2031-05-05/2031-05-11", "2031-05-05", "2031-05-11"),
        ("2031-05-14?/2031-06~", "2031-05-14", "2031-06-30"),
    ],
)
def test_a_value_covers_its_days(edtf, first, last):
    assert interval(edtf) == Interval(dt.date.fromisoformat(first), dt.date.fromisoformat(last))


@pytest.mark.parametrize(
    "edtf", ["", "..", "../2031", "2031/..", "2031-99", "2031-02-31", "soon", "2032/2031"]
)
def test_what_covers_no_days_is_none(edtf):
    assert interval(edtf) is None


@given(st.text(max_size=12))
def test_no_text_raises(text):
    found = interval(text)
    assert found is None or found.start <= found.end


@given(st.dates(), st.dates(), st.dates(), st.dates())
def test_the_gap_is_mutual_and_none_where_days_are_shared(a, b, c, d):
    one, other = Interval(min(a, b), max(a, b)), Interval(min(c, d), max(c, d))
    assert one.gap(other) == other.gap(one)
    assert (one.gap(other) == 0) == (one.start <= other.end and other.start <= one.end)
