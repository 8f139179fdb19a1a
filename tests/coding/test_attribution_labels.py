"""Transcripts and headlines."""

import pytest

from dragoman.coding.statements import statements_of
from dragoman.coding.utterances import whole


@pytest.fixture(scope="module")
def told(nlp):
    def tell(text):
        return [
            (item.speaker_span.of(text), [span.of(text) for span in item.contents], item.kind)
            for item in whole(statements_of(nlp(text)), text)
            if item.cue and item.cue.of(text) in (":", "–")
        ]

    return tell


def test_titles_that_name_nobody_are_speakers_in_a_transcript(told):
    text = "QUESTION: Is the road open?\n\nMS. LINDQVIST: Not yet.\n"
    assert told(text) == [
        ("QUESTION", ["Is the road open?"], "direct"),
        ("MS. LINDQVIST", ["Not yet."], "direct"),
    ]


def test_a_turn_runs_on_to_the_next_label(told):
    text = "Q: And then?\n\nA: We waited.\n\nNobody came.\n\nQ: For how long?\n"
    assert told(text)[1] == ("A", ["We waited.", "Nobody came."], "direct")


def test_a_heading_is_no_speaker(told):
    assert told("Note: the figures are rounded.\n\nUpdate: the road is open.\n") == []


def test_a_headline_quotes_before_its_speaker(told):
    text = "‘Nobody asked us’: fishermen on the new harbour\n\nThe harbour opens in May.\n"
    assert told(text) == [("fishermen", ["‘Nobody asked us’"], "direct")]


def test_a_headline_names_its_speaker_after_a_dash(told):
    text = "Harbour to open in May – mayor Anna Keller\n\nThe first ships are on their way.\n"
    assert told(text) == [("mayor Anna Keller", ["Harbour to open in May"], "indirect")]


def test_a_sentence_with_a_dash_is_no_headline(told):
    assert told("He came back to the village – the old man.\n\nNobody was there.\n") == []
