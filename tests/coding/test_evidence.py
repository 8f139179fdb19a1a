"""The words of an event: whole quotation marks, and nothing outside the statement that tells it."""

from dragoman.coding.evidence import balanced
from dragoman.records import Span


def whole(text, words):
    start = text.index(words)
    return balanced(Span(start=start, end=start + len(words)), text).of(text)


def test_a_mark_whose_partner_stands_inside_is_taken_in():
    assert whole("Oslo wants “open talks” with Lima.", "open talks” with Lima") == "“open talks” with Lima"
    assert whole("It would be the first round [of talks], he said.", "first round [of talks") == (
        "first round [of talks]"
    )


def test_words_with_their_own_marks_stay_as_they_are():
    assert whole("Oslo wants “open talks” now.", "“open talks” now") == "“open talks” now"


def test_an_event_in_a_statement_does_not_reach_out_of_it(nlp):
    doc = nlp("A day after the strike, Oslo said Lima had rejected the plan.")
    (event,) = [event for event in doc._.events if event.category == "REJECT"]
    assert event.span.of(doc.text).startswith("Lima")
