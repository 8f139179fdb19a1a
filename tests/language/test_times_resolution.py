"""Values of time expressions by themselves: TIMEX3, EDTF, and the properties of resolution."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.errors import DataError
from dragoman.language import time_grammar
from dragoman.language.time_calendar import easter
from dragoman.language.time_grammar import Grammar, Rule, compiled, recognise
from dragoman.language.time_resolution import BUILDERS, COMPOSITES, NOTHING, resolve_words
from dragoman.language.time_words import vocabulary

REFERENCE = dt.date(2022, 3, 16)
WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
WORDS = sorted(
    {word for words in vocabulary().classes.values() for word in words}
    | {*WEEKDAYS, "May", "March", "2021", "31", "30th", "10:35", "p.m.", "1990s", "-", ",", "'s", "Christmas"}
)


@pytest.mark.parametrize(
    ("text", "value", "edtf"),
    [
        ("22 December 2021", "2021-12-22", "2021-12-22"),
        ("Dec. 22", "2021-12-22", "2021-12-22"),
        ("12/22/2021", "2021-12-22", "2021-12-22"),
        ("22/12/2021", "2021-12-22", "2021-12-22"),
        ("22.12.2021", "2021-12-22", "2021-12-22"),
        ("2021-12-22", "2021-12-22", "2021-12-22"),
        ("the 5th of May, 2020", "2020-05-05", "2020-05-05"),
        ("in 1997", "1997", "1997"),
        ("nineteen ninety-six", "1996", "1996"),
        ("the 1990s", "199", "1990/1999"),
        ("the 21st century", "20", "2000/2099"),
        ("the first Monday in September 2021", "2021-09-06", "2021-09-06"),
        ("as many as six hours", "PT6H", ""),
        ("the first week of January 2021", "2020-W53", "2021-01-01/2021-01-07"),
        ("the last day of February", "2022-02-28", "2022-02-28"),
        ("decade-long", "P10Y", ""),
        ("last week", "2022-W10", "2022-03-07/2022-03-13"),
        ("next month", "2022-04", "2022-04"),
        ("this past week", "P1W", "2022-03-09/2022-03-16"),
        ("earlier this month", "2022-03", "2022-03-01/2022-03-15"),
        ("the past 48 hours", "PT48H", "2022-03-14/2022-03-16"),
        ("the end of January", "2022-01", "2022-01-25/2022-01-31"),
        ("at the very start of next year", "2023", "2023-01-01/2023-01-31"),
        ("late 2021", "2021", "2021-09-01/2021-12-31"),
        ("mid-November", "2021-11", "2021-11-11/2021-11-20"),
        ("several weeks ago", "PAST_REF", "2022-01-26~/2022-02-23~"),
        ("two days ago", "2022-03-14", "2022-03-14"),
        ("last summer", "2021-SU", "2021-06/2021-08"),
        ("the winter of 1994", "1994-WI", "1994-12/1995-02"),
        ("the fourth quarter", "2021-Q4", "2021-10/2021-12"),
        ("Q3 2020", "2020-Q3", "2020-07/2020-09"),
        ("fiscal 2020", "2020", "2020~"),
        ("from 3 to 5 May 2020", "2020-05-03/2020-05-05", "2020-05-03/2020-05-05"),
        ("Feb. 28-March 2, 2022", "2022-02-28/2022-03-02", "2022-02-28/2022-03-02"),
        ("1999-2003", "1999/2003", "1999/2003"),
        ("2019-20", "2019/2020", "2019/2020"),
        ("between Monday and Wednesday", "2022-03-14/2022-03-16", "2022-03-14/2022-03-16"),
        ("two weeks", "P2W", ""),
        ("five and a half hours", "PT5H30M", ""),
        ("every two years", "P2Y", ""),
        ("twice a year", "P1Y", ""),
        ("Tuesday night", "2022-03-15TNI", "2022-03-15"),
        ("9 a.m. EDT Tuesday", "2022-03-15T09:00", "2022-03-15"),
        ("last night", "2022-03-15TNI", "2022-03-15"),
        ("overnight", "2022-03-16TNI", "2022-03-16"),
        ("the day before yesterday", "2022-03-14", "2022-03-14"),
        ("the day after tomorrow", "2022-03-18", "2022-03-18"),
        ("Christmas", "2021-12-25", "2021-12-25"),
        ("Thanksgiving", "2021-11-25", "2021-11-25"),
        ("Easter 2021", "2021-04-04", "2021-04-04"),
        ("now", "PRESENT_REF", ""),
        ("13-02-98", "1998-02-13", "1998-02-13"),
        ("02-13-1998", "1998-02-13", "1998-02-13"),
        ("13-FEB-98", "1998-02-13", "1998-02-13"),
        ("2021-12-22 18:14:00", "2021-12-22T18:14:00", "2021-12-22"),
        ("0735 GMT", "2022-03-16T07:35", "2022-03-16"),
        ("9 p.m. last night", "2022-03-15T21:00", "2022-03-15"),
        ("8:30 tomorrow morning", "2022-03-17T08:30", "2022-03-17"),
        ("late last night", "2022-03-15TNI", "2022-03-15"),
        ("later tonight", "2022-03-16TNI", "2022-03-16"),
        ("earlier in the day", "2022-03-16", "2022-03-16"),
        ("the summer of '97", "1997-SU", "1997-06/1997-08"),
        ("1996-97", "1996/1997", "1996/1997"),
        ("the eighties", "198", "1980/1989"),
        ("the 1800s", "18", "1800/1899"),
        ("the 2000s", "200", "2000/2009"),
        ("the end of the decade", "202", "2027/2029"),
        ("late in 2020", "2020", "2020-09-01/2020-12-31"),
        ("early spring", "2022-SP", "2022-03-01/2022-03-31"),
        ("mid-year", "2021", "2021-05-01/2021-08-31"),
        ("year-end", "2021", "2021-12-01/2021-12-31"),
        ("year-end 2020", "2020", "2020-12-01/2020-12-31"),
        ("the week of March 2", "2022-W09", "2022-02-28/2022-03-06"),
        ("this weekend", "2022-W10-WE", "2022-03-12/2022-03-13"),
        ("a week from Monday", "2022-03-21", "2022-03-21"),
        ("the night before", "2022-03-15TNI", "2022-03-15"),
        ("February last year", "2021-02", "2021-02"),
        ("January 20 of last year", "2021-01-20", "2021-01-20"),
        ("the same day last week", "2022-03-09", "2022-03-09"),
        ("the same period last year", "2021", "2021"),
        ("the same period of 2019", "2019", "2019"),
        ("the September quarter", "2021-Q3", "2021-07/2021-09"),
        ("the fiscal third quarter", "2021-Q3", "2021-07/2021-09"),
        ("the prior-year quarter", "2020-Q4", "2020-10/2020-12"),
        ("the third quarter a year earlier", "2020-Q3", "2020-07/2020-09"),
        ("the year-ago first half", "2020-H1", "2020-01/2020-06"),
        ("the corresponding 2019 quarter", "2019", "2019"),
        ("the year's third quarter", "2022-Q3", "2022-07/2022-09"),
        ("the year ago", "2021", "2021"),
        ("Friday the 13th", "2021-08-13", "2021-08-13"),
        ("another year", "P1Y", ""),
        ("the 2019 quarter", "2019", "2019"),
        ("last fiscal year", "2021", "2021~"),
        ("about half an hour", "PT30M", ""),
        ("a half hour", "PT30M", ""),
        ("an hour and a half", "PT1H30M", ""),
        ("two-and-a-half-year", "P2.5Y", ""),
        ("a quarter of a century", "P25Y", ""),
        ("a number of years", "PXY", ""),
        ("five consecutive quarters", "P15M", ""),
        ("weeklong", "P1W", ""),
        ("every few months", "PXM", ""),
        ("every weekend", "XXXX-WXX-WE", ""),
        ("at the time", "PAST_REF", ""),
        ("as soon as possible", "FUTURE_REF", ""),
    ],
)
def test_expression_has_its_timex_and_edtf_value(text, value, edtf):
    resolved = resolve_words(text, REFERENCE, "past")
    assert resolved is not None
    assert (resolved.value, resolved.edtf) == (value, edtf)


def test_the_new_year_is_the_one_that_comes():
    resolved = resolve_words("the New Year", dt.date(2021, 12, 22), "future")
    assert resolved is not None and resolved.edtf == "2022-01"


@pytest.mark.parametrize(
    "text",
    ["30 February 2020", "31 September", "we may go", "no time", "as soon as", "45-99-12", "two quarters"],
)
def test_what_is_no_date_has_no_value(text):
    assert resolve_words(text, REFERENCE, "past") is None


@pytest.mark.parametrize("text", ["Tuesday", "last week", "next year", "the end of the month", "tonight"])
def test_relative_words_without_a_reference_have_no_value(text):
    resolved = resolve_words(text, None, "past")
    assert resolved is not None
    assert (resolved.value, resolved.edtf) == ("", "")


def test_a_day_without_its_year_keeps_what_it_tells():
    resolved = resolve_words("22 December", None, "past")
    assert resolved is not None
    assert (resolved.value, resolved.edtf) == ("XXXX-12-22", "")


def test_weekday_helps_to_find_the_year():
    resolved = resolve_words("Wednesday, Dec. 22", dt.date(2022, 6, 1), "past")
    assert resolved is not None and resolved.value == "2021-12-22"


@given(
    st.sampled_from(range(7)),
    st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1)),
    st.sampled_from(["past", "present", "future", ""]),
)
def test_resolved_weekday_is_that_weekday_within_a_week(index, reference, tense):
    resolved = resolve_words(WEEKDAYS[index], reference, tense)
    assert resolved is not None
    day = dt.date.fromisoformat(resolved.value)
    assert day.weekday() == index
    assert abs((day - reference).days) < 7


@given(st.lists(st.sampled_from(WORDS), max_size=8), st.dates(), st.sampled_from(["past", "future", ""]))
def test_any_row_of_time_words_is_resolved_the_same_way_twice(words, reference, tense):
    text = " ".join(words)
    assert resolve_words(text, reference, tense) == resolve_words(text, reference, tense)


@given(st.text(max_size=200))
def test_expressions_of_any_text_lie_in_order_inside_it(text):
    end = 0
    for found in recognise(text):
        assert end <= found.start < found.end <= len(text)
        end = found.end


@pytest.mark.parametrize(("year", "day"), [(1999, (4, 4)), (2000, (4, 23)), (2021, (4, 4)), (2038, (4, 25))])
def test_easter_falls_on_its_day(year, day):
    assert easter(year) == dt.date(year, *day)


def test_every_rule_has_a_builder():
    assert {rule.build for rule, _ in compiled()} <= {*BUILDERS, *COMPOSITES, NOTHING}


def test_an_unknown_class_in_a_rule_is_named():
    rule = Rule(name="wrong", build="year", pattern="year nonsense")
    with pytest.raises(DataError, match="nonsense"):
        time_grammar._translate(rule, Grammar(macros={}, rules=()).macros)
