"""What the relation model tells of words, roles and groups of plain sentences."""

import numpy as np
import pytest

from dragoman.coding.relation_model import Group, Query, load_relation_model

TEXT = "Brazil condemned Peru after the talks, and Chile sent medicine to Bolivia."


@pytest.fixture(scope="module")
def model():
    return load_relation_model()


def span(words, text=TEXT):
    start = text.index(words)
    return start, start + len(words)


@pytest.fixture(scope="module")
def answer(model):
    mentions = [span(name) for name in ("Brazil", "Peru", "Chile", "Bolivia")]
    triggers = [span(word)[0] for word in ("condemned", "sent", "after")]
    (found,) = model.ask([Query(TEXT, triggers, mentions)])
    return found


def test_words_tell_their_category_or_none(model, answer):
    assert [model.labels["category"][i] for i in answer.words.argmax(axis=1)] == ["ACCUSE", "AID", "NONE"]


def test_nobody_has_a_part_in_what_is_no_event(answer):
    assert not answer.roles[2].any()


def test_roles_follow_the_word(answer):
    assert answer.roles[0].argmax(axis=1).tolist() == [1, 2, 0, 0]
    assert answer.roles[1].argmax(axis=1).tolist() == [0, 0, 1, 2]


def test_groups_tell_what_holds_from_source_to_target(model):
    pairs = [("Brazil", "Peru"), ("Chile", "Bolivia"), ("Brazil", "Bolivia")]
    groups = [Group(TEXT, span(source), span(target)) for source, target in pairs]
    found = model.groups(groups)
    categories = [model.labels["category"][i] for i in found["category"].argmax(axis=1)]
    assert categories == ["ACCUSE", "AID", "NONE"]
    assert model.labels["root"][found["root"][1].argmax()] == "AID"


def test_all_answers_are_probabilities(model, answer):
    groups = model.groups([Group(TEXT, span("Brazil"), None)])
    for chances in (answer.words, answer.modes, answer.roles[:2], groups["root"], groups["category"]):
        assert np.allclose(chances.sum(axis=-1), 1, atol=1e-4)
    assert ((answer.marks >= 0) & (answer.marks <= 1)).all()


def test_a_sentence_without_questions_is_answered_with_nothing(model):
    (found,) = model.ask([Query("Nothing happened.")])
    assert found.words.shape[0] == 0


def test_no_sentences_no_answers(model):
    assert model.ask([]) == []
    assert model.groups([])["root"].shape[0] == 0


def test_very_long_sentences_are_cut(model):
    text = "Oslo " + "and the minister " * 200 + "praised Lima."
    (found,) = model.ask([Query(text, [text.index("praised")], [(0, 4)])])
    assert found.words.shape[0] == 1
    assert model.groups([Group(text, (0, 4), span("Lima", text))])["root"].shape[0] == 1
