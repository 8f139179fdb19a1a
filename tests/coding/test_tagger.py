"""The tagger's parts: word pieces, windows, roles; and the tagger itself where its weights are at hand."""

import os
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.coding.statements import MODELS, make_statement_finder
from dragoman.coding.tagger import FILES, Tagger, owners_of
from dragoman.coding.tagger_linking import B_CONTENT, PLACES, best_roles, places_of, spans_of
from dragoman.coding.tagger_words import FEATURES, Hint, cut, hints_of, words_of
from dragoman.errors import DragomanError

MARKS = (1, 2, 3)
WEIGHTS = Path(os.environ.get("DRAGOMAN_MODELS", MODELS))


def test_words_know_their_place_case_and_quotation():
    words = words_of("“We are ready,” NATO said.\nMore.")
    assert words.forms == ["“", "We", "are", "ready", ",", "”", "NATO", "said", ".", "More", "."]
    assert words.features == [3, 4, 3, 3, 3, 3, 2, 0, 0, 1, 0]
    assert [form for form, opens in zip(words.forms, words.opens, strict=True) if opens] == ["“", "More"]
    assert words.range_of(1, 7) == (1, 3)
    assert words.range_of(25, 26) == (8, 9)


def test_a_hint_marks_its_words_and_its_cue_alone_tells_their_roles():
    text = "The envoy said that it rained."
    hint = Hint((0, 9), (10, 14), [(15, 29)])
    words = words_of(text, [hint])
    assert [feature // 6 for feature in words.features] == [2, 2, 1, 3, 3, 3, 0]
    assert all(feature < FEATURES for feature in words.features)
    (window,) = cut(words, [(9,)] * len(words), MARKS, 64, 8)
    assert hints_of(words, window, [hint], 2, 3) == [2, 3, 1, 4, 5, 5, 1]
    assert hints_of(words, window, [hint], 4, 5) == [0] * 7


@given(
    st.lists(st.sampled_from(["word", "a", ".", "\n", "“", "longer"]), max_size=200),
    st.integers(8, 40),
    st.integers(0, 6),
)
@settings(deadline=None)
def test_windows_cover_every_word_and_keep_their_size(parts, size, overlap):
    words = words_of(" ".join(parts))
    pieces = [(7,) * (1 + len(form) // 4) for form in words.forms]
    windows = cut(words, pieces, MARKS, size, overlap)
    covered = {number for window in windows for number in range(window.first, window.last)}
    assert covered == set(range(len(words)))
    for window in windows:
        assert len(window.ids) == len(window.features) <= size
        assert len(window.heads) == window.last - window.first
        assert max(window.heads, default=0) < len(window.ids)
    owners = owners_of(windows, len(words))
    for number, owner in enumerate(owners):
        assert windows[owner].first <= number < windows[owner].last


def test_places_count_from_the_cue_and_grow_coarse():
    places = places_of(300, 100, 102)
    middle = PLACES // 2
    assert places[100] == places[101] == middle
    assert (places[99], places[102]) == (middle - 1, middle + 1)
    assert places[200] == places[205]
    assert places.min() >= 0
    assert places.max() < PLACES


def test_a_row_of_roles_never_goes_on_with_what_did_not_begin():
    chances = [[0.1, 0.1, 0.1, 0.2, 0.5], [0.2, 0.1, 0.1, 0.1, 0.5], [0.6, 0.1, 0.1, 0.1, 0.1]]
    scores = np.log(np.array([chances]))
    path = best_roles(scores.astype(np.float32))
    assert path.tolist() == [[3, 4, 0]]
    assert spans_of(path[0], B_CONTENT) == [(0, 2)]
    assert spans_of(np.array([3, 4, 3, 0, 3]), B_CONTENT) == [(0, 2), (2, 3), (4, 5)]


def test_missing_weights_are_named(tmp_path):
    with pytest.raises(DragomanError, match=r"words\.npz"):
        Tagger(tmp_path)


def test_a_folder_asked_for_must_hold_the_weights(nlp, tmp_path):
    with pytest.raises(DragomanError, match="missing"):
        make_statement_finder(nlp, "statements", str(tmp_path), False)
    assert make_statement_finder(nlp, "statements", "", True).tagger is None


@pytest.fixture(scope="module")
def tagger():
    if not all((WEIGHTS / name).is_file() for name in FILES):
        pytest.skip(f"the tagger's weights are not in {WEIGHTS}")
    return Tagger(WEIGHTS)


def test_plain_statements_are_tagged(tagger):
    text = "The minister said that the talks would go on. “We are patient,” she told reporters."
    first, second = tagger.read(text).attributions
    assert text[slice(*first.cue)] == "said"
    assert [text[slice(*span)] for span in first.source] == ["The minister"]
    assert [text[slice(*span)] for span in first.contents] == ["that the talks would go on"]
    assert [text[slice(*span)] for span in second.contents] == ["“We are patient,”"]


def test_a_long_text_is_read_in_windows_and_each_cue_once(tagger):
    text = "The minister said that the talks would go on.\n" * 200
    found = tagger.read(text).attributions
    assert len({item.cue for item in found}) == len(found) >= 195


@given(st.text(alphabet=" \n“”\"'«»said.He,—", max_size=300))
@settings(max_examples=30, deadline=None)
def test_any_text_is_read_and_spans_lie_in_it(tagger, text):
    found = tagger.read(text)
    for item in found.attributions:
        for start, end in (item.cue, *item.source, *item.contents):
            assert 0 <= start < end <= len(text)
    for loose in found.contents:
        assert 0 <= loose.content[0] < loose.content[1] <= len(text)
