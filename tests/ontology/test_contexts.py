import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.errors import DataError
from dragoman.ontology.contexts import contexts_of, load_contexts, main_contexts, make_contexts


def test_there_are_thirty_seven_contexts_each_with_cues():
    contexts = load_contexts()
    assert len(contexts.names) == 37
    for name in contexts.names:
        assert contexts.covers[name]


def test_a_sentence_has_several_contexts_the_best_cued_first():
    words = [
        "the",
        "foreign",
        "minister",
        "meet",
        "the",
        "ambassador",
        "to",
        "discuss",
        "a",
        "nuclear",
        "weapon",
    ]
    assert contexts_of(words) == ("diplomatic", "cbrn")


def test_the_longest_cue_wins():
    assert load_contexts().found(["hunger"])["human_security"] == 1
    table = {
        "a": {"covers": "x", "cues": ["human shield"]},
        "b": {"covers": "y", "cues": ["human"]},
    }
    assert make_contexts(table).found(["human", "shield"]) == {"a": 1}


def test_words_of_no_context_give_none():
    assert contexts_of(["the", "cat", "sit", "on", "a", "mat"]) == ()


@pytest.mark.parametrize("cue", ["Upper", " blank", ""])
def test_a_cue_in_the_wrong_form_is_named(cue):
    with pytest.raises(DataError, match=r"contexts\.yaml: a"):
        make_contexts({"a": {"covers": "x", "cues": [cue]}})


@given(st.lists(st.sampled_from(["nuclear", "weapon", "strike", "hunger", "the", "election", "Court"])))
def test_each_context_is_told_once_and_only_for_a_cue(lemmas):
    told = contexts_of(lemmas)
    assert len(told) == len(set(told))
    assert set(told) == set(load_contexts().found(lemmas))


def test_a_report_is_about_what_many_of_its_cues_say():
    words = ["minister", "ambassador", "embassy", "diplomat", "envoy", "talk", "weapon"]
    assert main_contexts(words) == ("diplomatic",)
    assert main_contexts(["ambassador", "meet"]) == ()
