"""First and last day of the EDTF values that Dragoman writes."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.language.calendar import bounds


@pytest.mark.parametrize(
    ("edtf", "first", "last"),
    [
        ("2022-03-16", "2022-03-16", "2022-03-16"),
        ("2022-02", "2022-02-01", "2022-02-28"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2022", "2022-01-01", "2022-12-31"),
        ("199X", "1990-01-01", "1999-12-31"),
        ("19XX", "1900-01-01", "1999-12-31"),
        ("2021-21", "2021-03-01", "2021-05-31"),
        ("2021-24", "2021-12-01", "2022-02-28"),
        ("2022-03-14/2022-03-20", "2022-03-14", "2022-03-20"),
        ("2021-12/2022", "2021-12-01", "2022-12-31"),
        ("2022-03-16/..", "2022-03-16", None),
        ("../2022-03-16", None, "2022-03-16"),
        ("2022~", "2022-01-01", "2022-12-31"),
        ("2022-03?", "2022-03-01", "2022-03-31"),
        ("2022-03-14%/2022-03-20~", "2022-03-14", "2022-03-20"),
        ("", None, None),
        ("soon", None, None),
        ("2022-13", None, None),
        ("2022-02-30", None, None),
        ("-0044", None, None),
    ],
)
def test_bounds(edtf, first, last):
    days = [dt.date.fromisoformat(day) if day else None for day in (first, last)]
    assert list(bounds(edtf)) == days


@given(st.dates(min_value=dt.date(1000, 1, 1)))
def test_a_day_is_its_own_first_and_last(day):
    assert bounds(day.isoformat()) == (day, day)


@given(st.dates(min_value=dt.date(1000, 1, 1)))
def test_a_month_and_a_year_hold_their_days(day):
    for edtf in (day.isoformat()[:7], day.isoformat()[:4]):
        first, last = bounds(edtf)
        assert first <= day <= last


@given(st.dates(min_value=dt.date(1000, 1, 1)), st.dates(min_value=dt.date(1000, 1, 1)))
def test_an_interval_goes_from_its_first_to_its_last_day(one, other):
    first, last = sorted([one, other])
    assert bounds(f"{first}/{last}") == (first, last)


@given(st.text(max_size=20))
def test_no_text_breaks_it(text):
    bounds(text)
