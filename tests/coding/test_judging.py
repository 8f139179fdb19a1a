"""The lexicon and the model decide together which words tell an event."""

import dataclasses

import pytest

from dragoman.coding.confidence import Signs, confidence, log_odds
from dragoman.coding.judging import Judge, Limits
from dragoman.coding.relation_model import NONE
from dragoman.coding.second_reading import SentenceReading


class Told(SentenceReading):
    """A reading whose probabilities are given: word to its categories."""

    def __init__(self, words):
        object.__setattr__(self, "words", words)

    def told(self, token):
        given = self.words.get(token.text)
        if given is None:
            return {}
        rest = {name: 0.0 for name in ("ACCUSE", "SUPPORT", "ASSAULT") if name not in given}
        return {**given, **rest, NONE: round(1 - sum(given.values()), 6)}

    def mode(self, token, modes):
        return ""


@pytest.fixture(scope="module")
def coder(nlp):
    return nlp.get_pipe("dragoman_events")


@pytest.fixture
def judged(nlp, coder):
    """Return the function from a sentence and the model's words to trigger and category of what is judged."""

    def run(text, words, **limits):
        from dragoman.coding.candidates import find_candidates

        with nlp.select_pipes(disable=[name for name in nlp.pipe_names if name.startswith("dragoman")]):
            doc = nlp(text)
        judge = Judge(coder.lexicon, coder.ontology, dataclasses.replace(Limits(), **limits))
        found = find_candidates(doc, coder.lexicon, set())
        reading = Told(words)
        kept = list(judge.known(list(zip(found, coder.classify(found), strict=True)), reading))
        kept += judge.further(doc[:], kept, reading, set())
        return [(candidate.trigger.text, coding.category) for candidate, coding in kept]

    return run


PRAISE = "Brazil praised Peru."


def test_where_both_agree_the_event_stands(judged):
    assert judged(PRAISE, {"praised": {"SUPPORT": 0.9}}) == [("praised", "SUPPORT")]


def test_what_the_model_holds_for_no_event_is_dropped(judged):
    assert judged(PRAISE, {"praised": {"SUPPORT": 0.01}}) == []


def test_a_model_that_is_wholly_sure_of_no_event_is_heard(judged):
    assert judged("Russia attacked Ukraine.", {"attacked": {"ASSAULT": 0.0}}) == []


def test_a_sure_model_gives_the_category(judged):
    assert judged(PRAISE, {"praised": {"ACCUSE": 0.95}}) == [("praised", "ACCUSE")]
    assert judged(PRAISE, {"praised": {"ACCUSE": 0.6}}) == [("praised", "SUPPORT")]


def test_what_the_model_was_not_asked_about_stays_as_the_lexicon_has_it(judged):
    assert judged(PRAISE, {}) == [("praised", "SUPPORT")]


def test_a_word_that_the_lexicon_does_not_know_tells_what_the_model_is_sure_of(judged):
    text = "Brazil torched the proposal of Peru."
    assert ("torched", "ACCUSE") in judged(text, {"torched": {"ACCUSE": 0.9}})
    assert judged(text, {"torched": {"ACCUSE": 0.5}}) == [("proposal", "AGREE")]


def test_two_words_that_tell_one_event_together_are_one_candidate(judged):
    words = {"poured": {"ACCUSE": 0.9}, "scorn": {"ACCUSE": 0.95}}
    assert len(judged("Brazil poured scorn on Peru.", words)) == 1


def test_confidence_is_a_probability_and_grows_with_the_odds():
    low, high = confidence(Signs(category=log_odds(0.2))), confidence(Signs(category=log_odds(0.99)))
    assert 0 < low < high < 1


def test_log_odds_are_clipped():
    assert log_odds(0.0) == pytest.approx(-log_odds(1.0))
    assert log_odds(0.0) == log_odds(0.001)
    assert log_odds(0.5) == 0.0
