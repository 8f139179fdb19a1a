"""The scorer of statements counts what its docstring says."""

import json

import pytest

from dragoman.errors import DataError
from dragoman.evaluate.statements import (
    Counts,
    Marked,
    Words,
    evaluate,
    is_direct,
    match,
    parse_standoff,
    read,
)

TEXT = "“We are ready,” Keller said. Moreau warned that time was short."


def standoff(text, *attributions):
    lines, number = [], 0
    for event, roles in enumerate(attributions, 1):
        marks = []
        for kind, words in roles.items():
            number += 1
            start = text.index(words)
            lines.append(f"T{number}\t{kind} {start} {start + len(words)}\t{words}")
            marks.append(f"{kind}:T{number}")
        lines.append(f"E{event}\tAttribution:T1 " + " ".join(marks))
    return "\n".join(lines) + "\n"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "text").mkdir()
    (tmp_path / "attributions").mkdir()
    (tmp_path / "text" / "news_one.txt").write_text(TEXT, encoding="utf-8")
    gold = standoff(
        TEXT,
        {"Source": "Keller", "Cue": "said", "Content": "“We are ready,”"},
        {"Source": "Moreau", "Cue": "warned", "Content": "that time was short"},
    )
    (tmp_path / "attributions" / "news_one_a.ann").write_text(gold, encoding="utf-8")
    (tmp_path / "attributions" / "news_one_b.ann").write_text("", encoding="utf-8")
    return tmp_path


def test_a_plain_article_is_read_wholly_right(folder, nlp, tmp_path):
    out = tmp_path / "predictions.jsonl"
    scores = evaluate(folder, nlp, out, None)
    assert scores["articles"] == 1
    assert scores["content_words"]["f1"] == scores["matched_0.8"]["f1"] == 100.0
    assert scores["source_right"] == scores["direct_recall"] == 100.0
    assert scores["exact"] == {"source": 100.0, "cue": 100.0, "content": 100.0}
    first = json.loads(out.read_text(encoding="utf-8").splitlines()[0])
    assert first == {
        "file": "news_one",
        "source": [[16, 22]],
        "cue": [[23, 27]],
        "content": [[0, 15]],
        "kind": "direct",
    }


def test_the_first_annotator_counts(folder):
    ((name, text, gold),) = read(folder)
    assert (name, text, len(gold)) == ("news_one", TEXT, 2)


def test_pieces_of_one_content_are_kept_together(tmp_path):
    path = tmp_path / "x.ann"
    path.write_text("T1\tContent 0 5;10 14\tx\nT2\tCue 6 9\ty\nE1\tAttribution:T2 Content:T1 Cue:T2\n")
    assert parse_standoff(path) == [Marked((), ((6, 9),), ((0, 5), (10, 14)))]


def test_a_line_of_another_form_is_named(tmp_path):
    path = tmp_path / "x.ann"
    path.write_text("T1 Content\n")
    with pytest.raises(DataError, match="line 1"):
        parse_standoff(path)


def test_an_empty_folder_is_named(tmp_path, nlp):
    with pytest.raises(DataError, match="no articles"):
        evaluate(tmp_path, nlp, None, None)


def test_matching_is_one_to_one_and_takes_the_most_alike_first():
    gold = [frozenset({1, 2, 3}), frozenset({3, 4})]
    found = [frozenset({1, 2, 3, 4}), frozenset({1, 2, 3})]
    assert match(gold, found, 0.3) == {0: 1, 1: 0}


def test_a_wrong_source_and_a_missed_direct_quote_show_in_the_counts():
    keller, moreau = TEXT.index("Keller"), TEXT.index("Moreau")
    quote = (0, TEXT.index(" Keller"))
    counts = Counts()
    gold = [Marked(((keller, keller + 6),), (), (quote,))]
    counts.add(TEXT, gold, [Marked(((moreau, moreau + 6),), (), (quote,))])
    counts.add(TEXT, gold, [])
    scores = counts.scores()
    assert scores["source_right"] == 0.0
    assert scores["direct_recall"] == 50.0


def test_direct_means_that_every_piece_is_quoted():
    assert is_direct(TEXT, Marked((), (), ((0, 15),)))
    assert not is_direct(TEXT, Marked((), (), ((0, 15), (28, 34))))


def test_words_are_counted_by_place():
    assert Words("a b a").within([(0, 1)]) == {0}
