"""The tasks `stories` and `renderings`."""

import json
from pathlib import Path

import pytest

from dragoman.errors import DataError
from dragoman.evaluate import renderings, stories
from dragoman.evaluate.stories_format import GoldStories, read_gold
from dragoman.language.pipeline import load_pipeline
from dragoman.settings import Settings

GOLD = Path(__file__).parent.parent / "gold"


def test_own_stories_are_scored_and_predictions_written(tmp_path):
    out = tmp_path / "entries.jsonl"
    figures = stories.evaluate(GOLD / "stories" / "tune" / "strait", load_pipeline(Settings()), out)
    assert set(figures) == {"task", "folders", "events", "statements", "joins"}
    assert figures["events"]["gold"] == 10
    told = [json.loads(line) for line in out.read_text().splitlines()]
    assert all(entry["tellings"] and entry["kind"] in ("event", "statement", "plan") for entry in told)


def test_joins_are_pairs_of_sentences_in_two_reports():
    gold = GoldStories.model_validate(
        {"entries": [{"kind": "event", "tellings": [["a", 0], ["a", 1], ["b", 0]]}]}
    )
    right, predicted, wanted = stories.score(gold, [], {})["joins"]
    assert (right, predicted, wanted) == (0, 0, 2)


def test_a_missing_gold_or_report_is_named(tmp_path):
    with pytest.raises(DataError, match=r"gold\.json"):
        read_gold(tmp_path)
    entry = {"kind": "event", "tellings": [["x", 0]]}
    (tmp_path / "gold.json").write_text(json.dumps({"entries": [entry]}))
    (tmp_path / "reports").mkdir()
    with pytest.raises(DataError, match="no report x"):
        stories.evaluate(tmp_path, load_pipeline(Settings()))


def test_renderings_need_the_same_number_of_lines(tmp_path):
    a, b = tmp_path / "a.txt", tmp_path / "b.txt"
    a.write_text("The dam stays shut.\nWe want peace.\n")
    b.write_text("Shut the dam stays.\nPeace is wanted.\n")
    figures = renderings.evaluate(a, b, tmp_path / "out.jsonl")
    assert figures["recall_at_1"] == 100.0
    b.write_text("One line.\n")
    with pytest.raises(DataError, match="2 lines"):
        renderings.evaluate(a, b)
