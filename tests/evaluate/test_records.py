"""The score of whole records on a few sentences of our own."""

import json

import pytest

from dragoman.errors import DataError
from dragoman.evaluate.records import evaluate

SENTENCES = [
    {
        "id": "one",
        "text": "Russia accused NATO of breaking its promises on Monday.",
        "date": "2022-01-05",
        "events": [{"actor": ["RUS"], "event": "ACCUSE", "recipient": ["IGO"]}],
    },
    {"id": "none", "text": "The river rose after a week of rain.", "date": "2022-01-05", "events": []},
]


def write(path, rows):
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_a_right_reading_scores_full_marks_and_can_be_scored_again(tmp_path, nlp):
    predictions = tmp_path / "predictions.jsonl"
    figures = evaluate(write(tmp_path / "gold.jsonl", SENTENCES), nlp, predictions)
    assert figures["triples"]["f1"] == figures["dyads"]["f1"] == figures["categories"]["f1"] == 100.0
    again = evaluate(predictions, nlp)
    assert again["triples"] == figures["triples"]


def test_a_wrong_category_costs_the_triple_but_not_the_dyad(tmp_path, nlp):
    rows = [SENTENCES[0] | {"events": [{"actor": ["RUS"], "event": "AID", "recipient": ["IGO"]}]}]
    figures = evaluate(write(tmp_path / "gold.jsonl", rows), nlp)
    assert figures["triples"]["f1"] == 0.0
    assert figures["dyads"]["f1"] == 100.0


def test_an_event_in_a_sentence_without_any_costs_precision(tmp_path, nlp):
    rows = [SENTENCES[0] | {"events": []}]
    assert evaluate(write(tmp_path / "gold.jsonl", rows), nlp)["triples"]["precision"] == 0.0


def test_a_line_of_another_form_is_named(tmp_path, nlp):
    path = tmp_path / "gold.jsonl"
    path.write_text('{"id": 1, "text": "x"}\n', encoding="utf-8")
    with pytest.raises(DataError, match=r"gold\.jsonl:1"):
        evaluate(path, nlp)
