"""Passages of our own: their form, and how they are scored."""

from pathlib import Path

import pytest

from dragoman.errors import DataError
from dragoman.evaluate.passages import evaluate, misses, read

GOLD = Path(__file__).parents[1] / "gold" / "statements" / "passages.txt"
NESTED = """=== nesting
Keller said that Moreau had promised to withdraw the troops.
> Keller | said | that Moreau had promised to withdraw the troops | indirect
>> Moreau | had promised | to withdraw the troops | indirect | stance=promises
=== broken
“Yes,” said Ito. “But late.”
> Ito | said | “Yes,” // “But late.” | direct
"""


def test_a_passage_tells_its_statements_by_their_words(tmp_path):
    path = tmp_path / "passages.txt"
    path.write_text(NESTED, encoding="utf-8")
    first, second = read(path)
    assert first.category == "nesting"
    assert [item.outer for item in first.told] == [-1, 0]
    assert first.told[1].options == {"stance": "promises"}
    assert [second.text[slice(*span)] for span in second.told[0].content] == ["“Yes,”", "“But late.”"]


def test_words_that_are_not_in_the_text_are_an_error(tmp_path):
    path = tmp_path / "passages.txt"
    path.write_text("=== one\nHe said so.\n> He | said | nothing | indirect\n", encoding="utf-8")
    with pytest.raises(DataError, match="nothing"):
        read(path)


def test_right_statements_score_full(tmp_path, nlp):
    path = tmp_path / "passages.txt"
    path.write_text(NESTED, encoding="utf-8")
    scores = evaluate(path, nlp, tmp_path / "out.jsonl")
    assert scores["tuned"]["f1"] == scores["not_tuned"]["f1"] == 100.0
    assert scores["tuned"]["nesting"] == [1, 1]
    assert len((tmp_path / "out.jsonl").read_text().splitlines()) == 3
    assert list(misses(path, nlp)) == []


def test_our_passages_are_a_hundred_and_twenty_and_all_well_formed():
    assert len(read(GOLD)) == 120
