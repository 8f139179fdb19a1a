"""The score of sources and targets by token."""

import json

import pytest

from dragoman.errors import DataError
from dragoman.evaluate.roles import evaluate

TEXT = """Brazil B-S
condemned O
Peru B-T
on O
Friday O
. O

The B-T
Chilean I-T
minister I-T
was O
praised O
by O
Japan B-S
. O
"""


def test_right_tokens_count_and_predictions_can_be_scored_again(nlp, tmp_path):
    path, out = tmp_path / "rows.iob", tmp_path / "made.jsonl"
    path.write_text(TEXT, encoding="utf-8")
    found = evaluate(path, nlp, out)
    assert found["sentences"] == 2
    assert found["source"] == found["target"] == {"f1": 100.0, "precision": 100.0, "recall": 100.0}
    made = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert made == [
        {"row": 0, "source": [0], "target": [2]},
        {"row": 1, "source": [6], "target": [0, 1, 2]},
    ]


def test_a_wrong_line_is_named(nlp, tmp_path):
    path = tmp_path / "rows.iob"
    path.write_text("Brazil B-S\nPeru\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"rows\.iob:2"):
        evaluate(path, nlp)
