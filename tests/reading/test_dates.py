"""Publication dates in the forms that metadata use."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.reading.dates import parse_date

DAY = dt.date(2021, 12, 22)


@pytest.mark.parametrize(
    "words",
    [
        "2021-12-22",
        "2021-12-22T23:30:00-05:00",
        "2021/12/22",
        "20211222",
        "20211222103000",
        "22.12.2021",
        "22/12/2021",
        "12/22/2021",
        "22 December 2021",
        "Wednesday, 22 December 2021, 10:32 GMT",
        "Wed, 22 Dec 2021 10:00:00 GMT",
        "December 22nd, 2021 10:32 am ET",
        "Dec. 22, 2021",
        "22-Dec-2021",
        "Updated 11:58 GMT, Dec 22 2021",
        "1640167200",
        "1640167200000",
    ],
)
def test_common_forms_give_the_stated_day(words):
    assert parse_date(words) == DAY


@pytest.mark.parametrize(
    "words", ["", "yesterday", "Dec 22", "2021", "2021-02-30", "03/04/2022", "12345", "inf", "version 1.2.3"]
)
def test_what_states_no_whole_unambiguous_day_gives_none(words):
    assert parse_date(words) is None


def test_a_day_that_reads_the_same_either_way_is_no_ambiguity():
    assert parse_date("04/04/2022") == dt.date(2022, 4, 4)


@given(st.dates(dt.date(1900, 1, 1), dt.date(2099, 12, 31)))
def test_every_day_written_out_comes_back(day):
    for form in ("%Y-%m-%d", "%d %B %Y", "%b %d, %Y", "%Y%m%d", "%d.%m.%Y"):
        assert parse_date(day.strftime(form)) == day


@given(st.text(max_size=60))
def test_no_text_at_all_makes_it_fail(words):
    parse_date(words)


def test_endless_metadata_cost_no_time():
    assert parse_date("Jan 1" + " " * 1_000_000 + "x") is None
