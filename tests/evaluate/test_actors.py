"""Scoring of mentions in the form of NewsWCL50."""

import pytest

from dragoman.errors import DataError
from dragoman.evaluate.actors import Prediction, best, lay_out, read_dates, read_documents, score

LINES = """#begin document x/1; part 000
x/1\t0\t0\tMr.\t(9_FRA_Muster_ACTOR\t
x/1\t0\t1\tMuster\t9_FRA_Muster_ACTOR)\t
x/1\t0\t2\twent\t-\t
x/1\t0\t3\tto\t(9_Trip_ACTION\t
x/1\t0\t4\tItaly\t(9_ITA_COUNTRY)| 9_Trip_ACTION)\t
x/1\t0\t5\t's\t-\t
x/1\t0\t6\tcoast\t-\t
x/1\t0\t7\t.\t-\t
x/1\t0\t8\t\\n\t-\t

x/1\t1\t0\tMuster\t(9_FRA_Muster_ACTOR)\t
x/1\t1\t1\tslept\t-\t
#end document
"""


@pytest.fixture
def document(tmp_path):
    path = tmp_path / "one.conll"
    path.write_text(LINES)
    return read_documents(path)[0]


def test_tokens_are_laid_out_as_print_has_them(document):
    assert document.text == "Mr. Muster went to Italy's coast.\nMuster slept"
    assert [document.text[start:end] for start, end in document.places][4:6] == ["Italy", "'s"]


def test_only_countries_and_persons_are_scored(document):
    assert [(one.start, one.end, one.code, one.person) for one in document.marked] == [
        (0, 2, "FRA", True),
        (4, 5, "ITA", False),
        (9, 10, "FRA", True),
    ]


def test_scores_count_codes_and_one_identifier(document):
    predicted = [
        Prediction("x/1", 0, 2, "FRA", "person/muster"),
        Prediction("x/1", 4, 5, "ITA", "Q38"),
        Prediction("x/1", 9, 10, "DEU", "person/other"),
    ]
    found = score([document], {"x/1": predicted})
    assert found["code"] == pytest.approx(2 / 3, abs=1e-4)
    assert found["one_identifier"] == 0.5


def test_a_phrase_for_several_actors_counts_for_each(document):
    both = [Prediction("x/1", 0, 2, "ITA", "a"), Prediction("x/1", 0, 2, "FRA", "b")]
    assert best(document.marked[0], both) == both
    assert score([document], {"x/1": both})["code_persons"] == 0.5


def test_quotes_stick_to_what_they_enclose():
    from dragoman.evaluate.actors import Document

    document = Document("x")
    lay_out(document, ["He", "said", '"', "no", '"', "to", "Jong", "-", "un"])
    assert document.text == 'He said "no" to Jong-un'


def test_dates_come_from_the_table_beside_the_file(tmp_path):
    (tmp_path / "some_reports.tsv").write_text("document\toutlet\tpublished\nx/1\tExample\t2018-04-17\n")
    assert read_dates(None, tmp_path / "one.conll")["x/1"][0].isoformat() == "2018-04-17"


def test_a_line_of_another_form_is_named(tmp_path):
    path = tmp_path / "bad.conll"
    path.write_text("#begin document x; part 000\nno columns here\n")
    with pytest.raises(DataError, match="line 2"):
        read_documents(path)
