"""The whole records that train the relation model keep to their form."""

import json
from pathlib import Path

import pytest
import yaml

from scripts import load_script

FOLDER = Path(__file__).parents[2] / "training" / "records"
check_rows = load_script("training/records/check_rows.py")
TABLE = yaml.safe_load(check_rows.ONTOLOGY.read_text(encoding="utf-8"))
MODES = {name: set(item.get("modes") or {}) for name, item in TABLE["categories"].items()}


def test_every_row_points_at_words_and_keeps_to_the_ontology():
    files = sorted(FOLDER.glob("r*.jsonl"))
    rows = [json.loads(line) for path in files for line in path.read_text(encoding="utf-8").splitlines()]
    assert len(rows) > 7000
    assert [problem for row in rows for problem in check_rows.problems(row, MODES)] == []
    assert len({row[0] for row in rows}) == len(rows)


@pytest.mark.parametrize(
    ("event", "problem"),
    [
        (["GREET", "", "met", ["Oslo"], [], []], "no category GREET"),
        (["CONSULT", "tea", "met", ["Oslo"], [], []], "CONSULT has no mode tea"),
        (["CONSULT", "", "met", [], [], []], "met: neither actor nor recipient"),
        (["CONSULT", "", "met", ["Bergen"], [], []], "span 'Bergen' is not there or not numbered"),
        (["CONSULT", "", "met", ["Lima"], [], ["perhaps"]], "marks ['perhaps']"),
    ],
)
def test_what_is_wrong_is_told(event, problem):
    assert check_rows.problems(["Oslo met Lima.", [event], []], MODES) == [problem]


def test_a_numbered_span_is_the_occurrence_of_that_number():
    assert check_rows.find_span("Oslo met Oslo.", "Oslo#2") == (9, 13)
    assert check_rows.find_span("Oslo met Oslo.", "Oslo") is None
