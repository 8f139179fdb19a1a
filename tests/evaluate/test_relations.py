"""The score of marked pairs, and its errors."""

import json

import pytest

from dragoman.errors import DataError
from dragoman.evaluate.relations import evaluate, macro_f1

ROWS = [
    ("<s>Brazil</s> condemned <t>Peru</t> over the arrest.", "ACCUSE", 3),
    ("<s>Chile</s> sent medicine to <t>Bolivia</t> after the flood.", "AID", 2),
    ("<t>Kenya</t> was bombed by jets of <s>Sudan</s> on Friday.", "ASSAULT", 4),
    ("<s>Japan</s> and <t>India</t> held talks in Delhi.", "CONSULT", 1),
]


def table(path, columns=("marked_sentence", "root", "quad")):
    lines = ["\t".join(columns), *("\t".join(map(str, row)) for row in ROWS)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "columns", [("marked_sentence", "root", "quad"), ("marked_sentence", "gold_root", "gold_penta")]
)
def test_plain_rows_are_all_right_and_each_prediction_can_be_scored_again(nlp, tmp_path, columns):
    out = tmp_path / "made.jsonl"
    found = evaluate(table(tmp_path / "rows.tsv", columns), nlp, out)
    assert found["rows"] == 4
    assert found["root_f1"] == found["quad_f1"] == found["binary_f1"] == 100.0
    made = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [line["row"] for line in made] == [0, 1, 2, 3]
    assert [(line["root"], line["quad"]) for line in made] == [(root, quad) for _, root, quad in ROWS]
    assert all(abs(sum(line["scores"].values()) - 1) < 0.01 for line in made)


def test_a_missing_column_is_named(nlp, tmp_path):
    with pytest.raises(DataError, match="no column root or gold_root"):
        evaluate(table(tmp_path / "rows.tsv", ("marked_sentence", "label", "quad")), nlp)


def test_an_unknown_root_is_named(nlp, tmp_path):
    path = tmp_path / "rows.tsv"
    path.write_text("marked_sentence\troot\n<s>A</s> met <t>B</t>.\tMEET\n", encoding="utf-8")
    with pytest.raises(DataError, match="'MEET' is no root"):
        evaluate(path, nlp)


def test_macro_f1_is_the_mean_over_the_gold_labels():
    assert macro_f1(["a", "a", "b"], ["a", "b", "b"]) == pytest.approx(66.7)
    assert macro_f1(["a"], ["b"]) == 0.0
    assert macro_f1([], []) == 0.0
