"""Dates in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.views.dates import date_text


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("", ""),
        ("2021-12-21", "Tue 21 Dec 2021"),
        ("2021-12-13/2021-12-19", "13–19 Dec 2021"),
        ("2021-12-27/2022-01-02", "27 Dec 2021 – 2 Jan 2022"),
        ("2021-11-29/2021-12-05", "29 Nov – 5 Dec 2021"),
        ("2022-01", "Jan 2022"),
        ("2022-01-01/2022-01-31", "Jan 2022"),
        ("2021-12/2022-01", "Dec 2021 – Jan 2022"),
        ("2021-03/2021-05", "Mar–May 2021"),
        ("2022", "2022"),
        ("2014/2016", "2014–2016"),
        ("2021-24", "winter 2021"),
        ("2022-33", "first quarter of 2022"),
        ("2022-41", "second half of 2022"),
        ("2021-12-01~", "about Wed 1 Dec 2021"),
        ("1997?", "perhaps 1997"),
        ("2022-01-17/..", "from Mon 17 Jan 2022"),
        ("../2022-01-17", "until Mon 17 Jan 2022"),
        ("soon", "soon"),
    ],
)
def test_an_edtf_value_is_told_as_short_as_it_can_be(edtf, words):
    assert date_text(edtf) == words


@given(st.dates())
def test_a_day_keeps_its_number_and_year(date):
    assert f"{date.day} " in date_text(date.isoformat())


@given(st.text(max_size=20))
def test_no_text_breaks_it(text):
    assert isinstance(date_text(text), str)
