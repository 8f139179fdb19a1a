"""Which day an event or a statement is given."""

import datetime as dt

import pytest

PUBLISHED = dt.date(2022, 3, 16)

DATED = {
    "its own weekday, counted from the report's day": (
        "Turkey invaded Syria on Monday.",
        "ASSAULT",
        "2022-03-14",
        "publication",
    ),
    "the report's day for want of words": ("Turkey invaded Syria.", "ASSAULT", "2022-03-16", "publication"),
    "a verbal act is dated by its statement": (
        "On Monday, Josep Borrell said that the European Union condemned the attack.",
        "ACCUSE",
        "2022-03-14",
        None,
    ),
    "a threat is dated by its statement, not by what it threatens": (
        "Josep Borrell said on Monday that the European Union would impose sanctions on Friday.",
        "THREATEN",
        "2022-03-14",
        None,
    ),
    "a planned meeting is dated by its own day": (
        "Josep Borrell said on Monday that the European Union would meet Russia on Friday.",
        "AGREE",
        "2022-03-18",
        None,
    ),
    "a month before of is a month": (
        "Iran accused Iraq in March 2014 of supplying arms.",
        "ACCUSE",
        "2014-03",
        None,
    ),
    "what was done before has no day of its own": (
        "Iraq has already ratified the treaty.",
        "SUPPORT",
        "",
        None,
    ),
    "a past day behind an infinitive is that of who asked": (
        "Iran asked Iraq to withdraw its troops two weeks ago.",
        "REQUEST",
        "2022-02-28/2022-03-06",
        None,
    ),
    "an agreement keeps its day beside the day agreed on": (
        "On Monday, Iran and Iraq agreed to hold talks in May.",
        "AGREE",
        "2022-03-14",
        "publication",
    ),
    "a year": ("In 2008, Russia invaded Georgia.", "ASSAULT", "2008", "stated"),
    "what may come has no day": ("China may attack Taiwan.", "ASSAULT", "", "unresolved"),
    "what will come has no day without words": ("Israel will bomb Iran.", "ASSAULT", "", "unresolved"),
    "what will come on a day has that day": ("Iran will meet Iraq on Friday.", "AGREE", "2022-03-18", None),
}


@pytest.mark.parametrize("case", DATED)
def test_dates(event, case):
    text, category, edtf, basis = DATED[case]
    when = event(text, category).when
    assert when.edtf == edtf
    if basis is not None:
        assert when.basis == basis


def test_without_a_date_of_the_report_weekdays_stay_unresolved(event):
    when = event("Turkey invaded Syria on Monday.", "ASSAULT", published=None).when
    assert (when.edtf, when.basis) == ("", "unresolved")
    assert "Monday" in when.text


def test_the_words_of_a_date_lie_at_its_span(event):
    text = "Turkey invaded Syria on Monday."
    when = event(text, "ASSAULT").when
    assert when.span.of(text) == when.text
    assert "Monday" in when.text


def test_who_adds_speaks_on_the_day_of_what_he_said_before(reading):
    text = "“We are ready,” Emmanuel Macron said on Monday. “We will wait,” he added."
    days = [statement.when.edtf for statement in reading(text, PUBLISHED).statements]
    assert days == ["2022-03-14", "2022-03-14"]


def test_who_speaks_anew_does_not_take_over_a_day(reading):
    text = "“We are ready,” Emmanuel Macron said on Monday. “We will wait,” Olaf Scholz added."
    days = [statement.when.edtf for statement in reading(text, PUBLISHED).statements]
    assert days[0] == "2022-03-14"
    assert days[1] != "2022-03-14"


@pytest.mark.parametrize(
    "text",
    [
        "France on Tuesday condemned the bombing of Oslo by Iran.",
        "The bombing of Oslo by Iran was condemned by France on Tuesday.",
    ],
)
def test_what_is_condemned_was_done_before_and_nobody_says_when(event, text):
    assert event(text, "ACCUSE").when.edtf == "2022-03-15"
    assert event(text, "ASSAULT").when.edtf == ""


def test_what_is_condemned_has_the_day_that_stands_with_it(event):
    text = "Iran on Monday condemned Sunday's Israeli attack on Damascus."
    assert event(text, "ASSAULT").when.edtf == "2022-03-13"


def test_an_assault_that_is_told_again_has_the_day_it_was_given_before(reading):
    text = (
        "On Friday Iran bombed the embassy of France. The bombing of the French embassy killed twelve people."
    )
    days = {e.when.edtf for e in reading(text, PUBLISHED).events if e.category == "ASSAULT"}
    assert days == {"2022-03-11"}


def test_what_has_been_done_to_many_has_not_the_day_of_one(reading):
    text = "On Friday Hezbollah killed three Israeli soldiers. Some 200 Israeli soldiers have been killed."
    first, second = (e.when.edtf for e in reading(text, PUBLISHED).events if e.category == "ASSAULT")
    assert first == "2022-03-11"
    assert second != first
