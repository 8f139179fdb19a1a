"""Files, folders and lists of inputs: the good ones are read, each bad one is one line."""

import os

import pytest

from dragoman.errors import ReadError
from dragoman.reading import read_sources


def read(settings, *sources):
    return list(read_sources(sources, settings))


def test_a_folder_gives_its_reports_in_the_order_of_their_names(tmp_path, settings, article, page):
    (tmp_path / "b.TXT").write_text(article)
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "c.html").write_text(page())
    (tmp_path / "a.jsonl").write_text('{"text": "Envoys met."}\n{"text": "Envoys parted."}\n')
    (tmp_path / "notes.pages").write_bytes(b"%PDF-")
    (tmp_path / ".hidden.txt").write_text(article)
    names = [report.name.removeprefix(f"{tmp_path}/") for report in read(settings, tmp_path)]
    assert names == ["a.jsonl:1", "a.jsonl:2", "b.TXT", "sub/c.html"]


def test_names_are_kept_as_given(tmp_path, settings, article, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text(article)
    assert [report.name for report in read(settings, "a.txt", "./a.txt", tmp_path / "a.txt")] == [
        "a.txt",
        "./a.txt",
        str(tmp_path / "a.txt"),
    ]


def test_bad_inputs_are_one_line_each_and_the_others_are_read(tmp_path, settings, article):
    (tmp_path / "good.txt").write_text(article)
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "binary.txt").write_bytes(bytes(1000))
    (tmp_path / "large.txt").write_bytes(b"Envoys met. " * 1000)
    (tmp_path / "data.json").write_text("3")
    (tmp_path / "bare").mkdir()
    os.mkfifo(tmp_path / "pipe.txt")
    bad = ["missing.txt", "empty.txt", "binary.txt", "large.txt", "data.json", "bare", "pipe.txt"]
    sources = [tmp_path / name for name in bad]
    results = read(
        settings.model_copy(update={"max_report_bytes": 5000}), *sources, tmp_path / "good.txt", "a\x00b"
    )
    reasons = {
        error.name.rpartition("/")[2]: error.reason for error in results if isinstance(error, ReadError)
    }
    assert list(reasons) == [*bad, "a\x00b"]
    assert "does not exist" in reasons["missing.txt"]
    assert "larger than 5,000 bytes" in reasons["large.txt"]
    assert "no regular file" in reasons["pipe.txt"]
    assert [result.text for result in results if not isinstance(result, ReadError)] == [article]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_a_file_without_permission_says_so(tmp_path, settings, article):
    (tmp_path / "a.txt").write_text(article)
    (tmp_path / "a.txt").chmod(0)
    (error,) = read(settings, tmp_path / "a.txt")
    assert "may not be read" in str(error)


def test_a_file_of_another_ending_is_read_by_what_it_holds(tmp_path, settings, article, page):
    (tmp_path / "page.asp").write_text(page())
    (tmp_path / "story.md").write_text(article)
    html, text = read(settings, tmp_path / "page.asp", tmp_path / "story.md")
    assert html.title == "Envoys agree on river talks"
    assert text.text == article


def test_reports_come_one_by_one(tmp_path, settings, article):
    (tmp_path / "a.txt").write_text(article)
    stream = read_sources([tmp_path / "a.txt", tmp_path / "later.txt"], settings)
    next(stream)
    (tmp_path / "later.txt").write_text(article)
    assert next(stream).text == article


def test_the_seed_reports_are_read_with_the_one_date_that_they_state(seeds, settings):
    first, second = read(settings, *seeds)
    assert (first.outlet, str(first.published), first.date_basis) == ("Bloomberg", "2021-12-22", "stated")
    assert first.text[: first.body.start].endswith("-- ")
    assert (second.outlet, second.published, second.body.start) == ("", None, 0)
