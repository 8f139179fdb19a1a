"""Times in sentences: what is found, how it is resolved, and which predicate it belongs to."""

import datetime as dt

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.language.extensions import register
from dragoman.language.pipeline import choose_model
from dragoman.language.times import times, when_for
from dragoman.records import Report, Span
from dragoman.settings import Settings

WEDNESDAY = dt.date(2022, 3, 16)


@pytest.fixture(scope="module")
def base():
    register()
    return spacy.load(choose_model(Settings()))


@pytest.fixture(scope="module")
def read(base):
    def read(text, published=WEDNESDAY, basis="stated", start=0):
        doc = base.make_doc(text)
        doc._.report = Report(
            id="r",
            name="r.txt",
            text=text,
            body=Span(start=start, end=len(text)),
            published=published,
            date_basis=basis if published else "unresolved",
        )
        return times(base(doc))

    return read


def told(doc):
    return [(time.text, time.edtf) for time in doc._.times]


def word(doc, text):
    return next(token for token in doc if token.text == text)


def test_weekday_takes_the_day_that_fits_the_tense(read):
    doc = read("The minister flew to Vienna on Monday. She will return to Prague on Monday.")
    assert told(doc) == [("Monday", "2022-03-14"), ("Monday", "2022-03-21")]


def test_weekday_of_the_report_is_that_day(read):
    assert told(read("The envoy resigned on Wednesday.")) == [("Wednesday", "2022-03-16")]


def test_planned_infinitive_looks_ahead(read):
    doc = read("The delegations are expected to meet on Thursday in Geneva.")
    assert told(doc) == [("Thursday", "2022-03-17")]


def test_relative_words_of_news(read):
    doc = read("Last week the sides met twice, and next month they will sign the deal.")
    assert told(doc) == [("Last week", "2022-03-07/2022-03-13"), ("next month", "2022-04")]


def test_a_day_that_was_planned_lies_ahead_unless_the_plan_is_past(read):
    doc = read("Unions planned a march on Friday. A vigil planned for Tuesday was called off.")
    assert told(doc) == [("Friday", "2022-03-18"), ("Tuesday", "2022-03-15")]


def test_a_term_that_is_still_to_run_lies_ahead(read):
    doc = read("The court has given the editor until Friday to answer.")
    assert told(doc) == [("Friday", "2022-03-18")]


def test_a_year_ago_in_talk_of_a_quarter_is_that_quarter_though_a_day_was_told_since(read):
    doc = read("Profit fell in the fourth quarter ended Dec. 31. A year earlier it rose.")
    assert told(doc)[-1] == ("A year earlier", "2020-10/2020-12")


def test_the_period_is_the_quarter_that_the_talk_is_of(read):
    doc = read(
        "Sales rose in the fourth quarter. Costs fell in the period, unlike the same period last year."
    )
    assert [edtf for _, edtf in told(doc)] == ["2021-10/2021-12", "2021-10/2021-12", "2020-10/2020-12"]


@pytest.mark.parametrize(
    "text",
    [
        "The fall of Kabul stunned the council.",
        "A year-to-year comparison favours the fleet.",
        "The two blasts came minutes apart.",
        "He walked home through the dark nights.",
        'She spoke on "This Week," a talk show.',
        "They stayed at the time of the vote.",
        "Workers hold H1-B visas.",
    ],
)
def test_words_that_stand_for_something_else_are_no_times(read, text):
    assert told(read(text)) == []


def test_the_same_hour_in_another_zone_is_told_once(read):
    doc = read("A bomb went off at 10:35 a.m. (0735 GMT) on Monday.")
    assert [time.text for time in doc._.times] == ["10:35 a.m.", "Monday"]


def test_short_years_need_a_preposition(read):
    doc = read("He left in '97 and came back with '50 friends.'")
    assert told(doc) == [("'97", "1997")]


def test_an_event_some_days_later_is_not_dated_by_the_report(read):
    doc = read("Three days later, he resigned.")
    assert when_for(word(doc, "resigned"), doc).edtf == ""


def test_words_that_are_no_times_are_left_alone(read):
    doc = read("We may march to the second gate, and prices may fall. He came second. Theresa May spoke.")
    assert told(doc) == []


def test_numbers_of_people_are_no_years(read):
    doc = read("About 2000 people fled in 2014, and 1900 soldiers stayed.")
    assert told(doc) == [("2014", "2014")]


def test_age_is_no_time(read):
    assert told(read("The 55-year-old general left.")) == []


def test_unresolved_without_a_date_but_durations_keep_their_value(read):
    doc = read("Talks on Tuesday lasted two hours, and he left on 3 May 2021.", published=None)
    assert [(t.text, t.value, t.edtf, t.basis) for t in doc._.times] == [
        ("Tuesday", "", "", "unresolved"),
        ("two hours", "PT2H", "", "stated"),
        ("3 May 2021", "2021-05-03", "2021-05-03", "stated"),
    ]


def test_basis_tells_an_inferred_publication_date(read):
    doc = read("The envoy resigned on Monday.", basis="inferred")
    assert doc._.times[0].basis == "inferred"


def test_only_the_body_is_read(read):
    text = "Date: 2022-03-16\n\nThe envoy resigned on Monday."
    assert [time.text for time in read(text, start=18)._.times] == ["Monday"]


def test_bare_hour_takes_the_day_of_its_sentence(read):
    doc = read("The blast at 10:35 a.m. on Monday hurt nobody.")
    assert doc._.times[0].value == "2022-03-14T10:35"


def test_time_of_saying_is_not_the_time_of_what_is_said(read):
    doc = read("The president said Tuesday that his army had crossed the river last week.")
    assert when_for(word(doc, "said"), doc).edtf == "2022-03-15"
    assert when_for(word(doc, "crossed"), doc).edtf == "2022-03-07/2022-03-13"


def test_what_is_said_to_hold_is_dated_by_the_saying(read):
    doc = read("The president said on Tuesday that Poland opposes the plan.")
    when = when_for(word(doc, "opposes"), doc)
    assert (when.edtf, when.text) == ("2022-03-15", "")


def test_day_after_dates_the_clause_inside_it(read):
    doc = read("Turkey praised the offer, a day after Greece rejected it.")
    assert when_for(word(doc, "praised"), doc).edtf == "2022-03-16"
    rejected = when_for(word(doc, "rejected"), doc)
    assert (rejected.edtf, rejected.text) == ("2022-03-15", "a day after")


def test_several_weeks_after_gives_an_approximate_interval(read):
    doc = read("The visit comes several weeks after he warned the alliance.")
    assert when_for(word(doc, "warned"), doc).edtf == "2022-01-26~/2022-02-23~"


def test_the_main_clause_is_dated_from_the_other_event(read):
    doc = read("He resigned two days after the summit in Helsinki on 9 March 2022.")
    assert when_for(word(doc, "resigned"), doc).edtf == "2022-03-11"


def test_publication_date_is_the_fallback_for_the_past_and_not_for_the_future(read):
    doc = read("Ankara rejected the offer. Athens will answer it.")
    past, future = when_for(word(doc, "rejected"), doc), when_for(word(doc, "answer"), doc)
    assert (past.edtf, past.basis) == ("2022-03-16", "publication")
    assert (future.edtf, future.basis, future.tense) == ("", "unresolved", "future")


def test_noun_takes_its_own_time_or_its_verbs(read):
    doc = read("Monday's talks failed. The sides held consultations on Tuesday.")
    assert when_for(word(doc, "talks"), doc).edtf == "2022-03-14"
    assert when_for(word(doc, "consultations"), doc).edtf == "2022-03-15"


def test_time_inside_a_relative_clause_stays_there(read):
    doc = read("Kyiv rejected the proposals that Moscow published last week.")
    assert when_for(word(doc, "rejected"), doc).edtf == "2022-03-16"
    assert when_for(word(doc, "published"), doc).edtf == "2022-03-07/2022-03-13"


def test_days_later_without_a_day_to_count_from_stay_unresolved(read):
    doc = read("Three days later, he resigned.")
    assert [(time.edtf, time.basis) for time in doc._.times] == [("", "unresolved")]


def test_what_is_told_in_the_past_takes_no_date_ahead(read):
    doc = read("The envoy said the talks would begin early next year.")
    assert when_for(word(doc, "said"), doc).edtf == "2022-03-16"


def test_clause_with_when_dates_the_main_clause(read):
    doc = read("The aide handed over the papers when she visited Kyiv on Monday.")
    assert when_for(word(doc, "handed"), doc).edtf == "2022-03-14"


def test_that_call_takes_the_date_told_before(read):
    doc = read("The presidents spoke by phone on March 7. In that call they agreed on a truce.")
    assert when_for(word(doc, "agreed"), doc).edtf == "2022-03-07"


def test_that_month_is_of_the_year_told_before(read):
    doc = read("The alliance met in 2008. War broke out that August.")
    assert told(doc) == [("2008", "2008"), ("that August", "2008-08")]


def test_since_leaves_the_end_open(read):
    doc = read("The army has held the town since 2014.")
    assert when_for(word(doc, "held"), doc).edtf == "2014/.."


@settings(max_examples=40, deadline=None)
@given(text=st.text(max_size=80), date=st.dates() | st.none())
def test_any_text_is_read_and_spans_hold_their_words(read, text, date):
    doc = read(text, published=date)
    for time in doc._.times:
        assert time.span.of(text) == time.text
    assert times(doc)._.times == doc._.times
