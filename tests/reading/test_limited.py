"""Parsers are held to their time and memory, and a crash costs one file only."""

import time

import pytest

from dragoman.errors import ReadError
from dragoman.reading.limited import parse

HOSTILE = """
import os, signal
def loop(data, options):
    while True: pass
def sleep(data, options):
    import time; time.sleep(60)
def fill(data, options):
    return len(bytearray(10**12))
def crash(data, options):
    os.kill(os.getpid(), signal.SIGSEGV)
def broken(data, options):
    raise KeyError("header")
def size(data, options):
    return len(data)
"""


@pytest.fixture
def hostile(tmp_path, monkeypatch, settings):
    (tmp_path / "hostile_parsers.py").write_text(HOSTILE)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))

    # Another limit of memory makes a new process, which knows the module.
    given = settings.model_copy(update={"parse_seconds": 0.3, "parse_memory": settings.parse_memory + 4096})

    def ask(function, data=b"bytes"):
        return parse("a.pdf", f"hostile_parsers:{function}", data, given)

    return ask


@pytest.mark.parametrize(
    ("function", "why"),
    [
        ("loop", "took more than 0.3 seconds"),
        ("sleep", "took more than 0.3 seconds"),
        ("fill", "bytes of memory"),
        ("crash", "ended the process that parsed it (SIGSEGV)"),
        ("broken", "cannot be parsed (KeyError: 'header')"),
    ],
)
def test_what_a_hostile_file_does_is_one_line_and_the_next_is_read(hostile, function, why):
    began = time.monotonic()
    with pytest.raises(ReadError) as caught:
        hostile(function)
    assert why in caught.value.reason
    assert (caught.value.name, caught.value.step) == ("a.pdf", "parse")
    assert time.monotonic() - began < 100
    assert hostile("size", b"12345") == 5
