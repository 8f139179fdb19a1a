"""The scorer of times on TimeML of our own making."""

import json

import pytest

from dragoman.errors import ReadError
from dragoman.evaluate.times import Marked, evaluate, marked_of, read_timeml, score, split_halves
from dragoman.language import times as component
from dragoman.records import Span, Time

HEAD = '<?xml version="1.0" ?>\n<TimeML>\n<DOCID>a</DOCID>\n'
CREATED = (
    '<DCT><TIMEX3 tid="t0" type="DATE" value="2022-03-16" functionInDocument="CREATION_TIME">'
    "16 March</TIMEX3></DCT>\n<TITLE>No text</TITLE>\n"
)
TEXT = (
    '<TEXT>\nThe envoy &amp; his aide <EVENT eid="e1">left</EVENT> on <TIMEX3 tid="t1" type="DATE" '
    'value="2022-03-14">Monday</TIMEX3>.\n</TEXT>\n</TimeML>\n'
)


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "a.tml").write_text(HEAD + CREATED + TEXT, encoding="utf-8")
    return tmp_path


@pytest.fixture(scope="module")
def pipeline(nlp):
    if component.NAME not in nlp.pipe_names:
        nlp.add_pipe(component.NAME)
    return nlp


def test_article_has_text_without_tags_date_and_marks(folder):
    article = read_timeml(folder / "a.tml")
    assert article.published is not None and article.published.isoformat() == "2022-03-16"
    assert [article.text[one.start : one.end] for one in article.times] == ["Monday"]


def test_a_right_reading_scores_in_full_and_is_written_down(folder, pipeline):
    out = folder / "predictions.jsonl"
    scores = evaluate(folder, pipeline, out)
    assert (scores["strict_f1"], scores["value_f1"], scores["articles"]) == (100.0, 100.0, 1)
    line = json.loads(out.read_text())
    assert (line["file"], line["type"], line["value"]) == ("a.tml", "DATE", "2022-03-14")
    assert read_timeml(folder / "a.tml").text[line["start"] : line["end"]] == "Monday"


def test_a_range_is_written_as_its_two_ends():
    text = "from May 3 to June 5"
    time = Time(
        span=Span(start=10, end=30),
        text=text,
        type="DATE",
        value="2022-05-03/2022-06-05",
        edtf="2022-05-03/2022-06-05",
        basis="publication",
        tense="past",
    )
    ends = marked_of(time)
    assert [(text[one.start - 10 : one.end - 10], one.value) for one in ends] == [
        ("May 3", "2022-05-03"),
        ("June 5", "2022-06-05"),
    ]


def test_overlap_counts_as_relaxed_and_not_as_strict():
    scores = score([[Marked(0, 10, "DATE", "2022")]], [[Marked(4, 10, "DATE", "2021")]])
    assert (scores["strict_f1"], scores["relaxed_f1"], scores["type_f1"], scores["value_f1"]) == (
        0,
        100,
        100,
        0,
    )


def test_entities_are_refused(tmp_path):
    path = tmp_path / "bomb.tml"
    path.write_text('<!DOCTYPE x [<!ENTITY a "aa">]><TimeML><TEXT>&a;</TEXT></TimeML>', encoding="utf-8")
    with pytest.raises(ReadError, match="entities"):
        read_timeml(path)


def test_broken_file_and_empty_folder_are_named(tmp_path):
    with pytest.raises(ReadError, match=r"no \.tml"):
        evaluate(tmp_path, None)
    path = tmp_path / "b.tml"
    path.write_text("<TimeML><TEXT>", encoding="utf-8")
    with pytest.raises(ReadError, match=r"b\.tml"):
        read_timeml(path)


def test_halves_are_disjoint_whole_and_always_the_same(tmp_path):
    for index in range(7):
        (tmp_path / f"{index}.tml").touch()
    tuned, kept = split_halves(tmp_path)
    assert (len(tuned), len(kept)) == (3, 4)
    assert not set(tuned) & set(kept)
    assert (tuned, kept) == split_halves(tmp_path)
