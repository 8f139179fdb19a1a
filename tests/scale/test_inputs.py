"""Inputs wherever fsspec reaches: listed once, read under the names that they were given by."""

import pytest

fsspec = pytest.importorskip("fsspec", reason="the extra 'ray' is not installed: its inputs are not tested")

from dragoman.errors import ReadError  # noqa: E402
from dragoman.scale.inputs import list_inputs, read_inputs  # noqa: E402

TEXT = "The minister of Norway said on Monday that the talks with Sweden would go on for another week."


def test_folders_are_listed_by_the_files_in_them(tmp_path):
    for name in ("b.txt", "a.txt", "deeper/c.txt", ".hidden/d.txt", "e.unknown"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(TEXT, encoding="utf-8")
    found = list(list_inputs([str(tmp_path), "https://news.example/talks.html"]))
    assert found == [
        *(str(tmp_path / name) for name in ("a.txt", "b.txt", "deeper/c.txt")),
        "https://news.example/talks.html",
    ]


def test_a_folder_without_reports_is_a_failure_of_its_own(tmp_path):
    (found,) = list_inputs([str(tmp_path)])
    assert isinstance(found, ReadError)
    assert found.name == str(tmp_path)


def test_files_at_an_fsspec_address_are_read_under_that_address(settings):
    files = fsspec.filesystem("memory")
    files.pipe("/inputs/one.txt", TEXT.encode())
    files.pipe("/inputs/two.txt", b"")
    listed = list(list_inputs(["memory://inputs"]))
    assert listed == ["memory://inputs/one.txt", "memory://inputs/two.txt"] or listed == [
        "memory:///inputs/one.txt",
        "memory:///inputs/two.txt",
    ]
    report, failure = read_inputs(listed, settings)
    assert report.name == listed[0]
    assert report.text == TEXT
    assert isinstance(failure, ReadError)
    assert failure.name == listed[1]


def test_a_file_that_is_not_there_is_a_failure_of_its_own(settings):
    (failure,) = read_inputs(["memory://inputs/absent.txt"], settings)
    assert isinstance(failure, ReadError)
    assert failure.name == "memory://inputs/absent.txt"
