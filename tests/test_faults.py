"""Faults while reports are taken in: whatever breaks, nothing is lost and nothing is doubled."""

import io
import os
import random
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from dragoman.ledger import Ledger
from dragoman.reading.item import IN_MEMORY
from reading.conftest import ARTICLE

PROGRAM = [sys.executable, str(Path(__file__).with_name("readers_at_work.py"))]
DRAGOMAN = Path(sys.executable).with_name("dragoman")
REPORTS = 60
KILLS = 4


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "reports"
    folder.mkdir()
    for number in range(REPORTS):
        (folder / f"{number:03}.txt").write_text(f"{ARTICLE} This was report {number}.")
    return folder


def start(*arguments):
    return subprocess.Popen(
        [*PROGRAM, *map(str, arguments)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def finish(process):
    out, err = process.communicate(timeout=600)
    return out, err, process.returncode


def zipped(name, data):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(name, data)
    return stream.getvalue()


def held(path):
    with Ledger(path) as ledger:
        names = [Path(report.name).name for report in ledger.reports()]
        assert ledger.intake.failures() == []
    return names


def test_killed_at_random_moments_and_started_again_it_loses_and_doubles_nothing(folder, tmp_path):
    path = tmp_path / "talks.duckdb"
    moments = random.Random(7)
    for _ in range(KILLS):
        process = start(folder, path)
        until = time.monotonic() + 60
        while not path.exists() and process.poll() is None and time.monotonic() < until:
            time.sleep(0.01)
        time.sleep(moments.uniform(0, 0.8))
        process.kill()
        process.communicate()
    out, err, status = finish(start(folder, path))
    assert status == 0, err
    assert out.startswith(tuple(str(n) for n in range(10)))
    assert sorted(held(path)) == [f"{number:03}.txt" for number in range(REPORTS)]


def test_two_readers_at_once_wait_for_each_other(folder, tmp_path):
    path = tmp_path / "talks.duckdb"
    both = [start(folder, path) for _ in range(2)]
    counts = [process.communicate(timeout=600)[0] for process in both]
    assert [process.returncode for process in both] == [0, 0]
    assert sorted(count.split(" read")[0] for count in counts) == ["0", str(REPORTS)]
    assert len(set(held(path))) == len(held(path)) == REPORTS


@pytest.mark.parametrize("room", [0, 4_000, 40_000])
def test_without_room_for_a_ledger_none_is_left_half_made(folder, tmp_path, room):
    path = tmp_path / "talks.duckdb"
    out, err, status = finish(start(folder, path, room))
    assert (out, status) == ("", 2)
    assert err.count("\n") == 1
    assert f"{path}: cannot be written" in err
    assert "free room" in err
    assert [file.name for file in tmp_path.iterdir()] == ["reports"]
    assert finish(start(folder, path))[0] == f"{REPORTS} read, 0 known, 0 failed\n"


def test_a_disk_that_fills_up_ends_the_run_and_the_next_one_goes_on_from_there(folder, tmp_path):
    path = tmp_path / "talks.duckdb"
    with Ledger(path):
        pass
    out, err, status = finish(start(folder, path, 40_000))
    assert (out, status) == ("", 2)
    assert "cannot be written" in err
    kept = len(held(path))
    assert 0 < kept < REPORTS
    out, err, status = finish(start(folder, path))
    assert (out, err, status) == (f"{REPORTS - kept} read, {kept} known, 0 failed\n", "", 0)
    assert sorted(held(path)) == [f"{number:03}.txt" for number in range(REPORTS)]


def test_an_input_that_finds_no_room_for_temporary_files_says_so_and_the_others_are_read(folder, tmp_path):
    """Archives in archives are unpacked to a temporary file once they are too large for memory."""
    (folder / "large.zip").write_bytes(zipped("b.zip", zipped("a.txt", bytes(IN_MEMORY))))
    out, err, _ = finish(start(folder, tmp_path / "talks.duckdb", IN_MEMORY // 2))
    assert out == f"{REPORTS} read, 0 known, 1 failed\n"
    assert err.startswith(f"{folder}/large.zip: needs more room for temporary files than is left")
    assert err.count("\n") == 1


def unread(*command):
    """Run a command whose output nobody reads, buffered as for a person; return its errors and status."""
    read, write = os.pipe()
    os.close(read)
    buffered = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    done = subprocess.run(
        [DRAGOMAN, *command],
        stdout=write,
        stderr=subprocess.PIPE,
        env=buffered,
        text=True,
        check=False,
        timeout=300,
    )
    os.close(write)
    return done.stderr, done.returncode


def test_a_pipe_that_nobody_reads_ends_the_program_quietly(folder, tmp_path):
    assert unread("read", "--help")[0] == ""
    path = tmp_path / "talks.duckdb"
    finish(start(folder, path))
    for view in ("reports", "calendar"):
        assert unread("show", path, view) == ("", 1)
    assert unread("show", path, "reports", "--json") == ("", 1)
    assert len(held(path)) == REPORTS


def test_what_was_read_is_kept_when_nobody_reads_the_summary(tmp_path):
    (tmp_path / "a.txt").write_text(ARTICLE)
    path = tmp_path / "talks.duckdb"
    assert unread("read", tmp_path / "a.txt", "--ledger", path) == ("", 1)
    assert held(path) == ["a.txt"]


def test_a_ledger_that_is_held_for_long_is_told_in_one_line(folder, tmp_path):
    path = tmp_path / "talks.duckdb"
    with Ledger(path):
        done = subprocess.run(
            [DRAGOMAN, "read", folder, "--ledger", path], capture_output=True, text=True, check=False
        )
    assert (done.stdout, done.returncode) == ("", 2)
    assert done.stderr == f"dragoman: {path}: in use by another program that writes to it\n"
    assert finish(start(folder, path))[0] == f"{REPORTS} read, 0 known, 0 failed\n"
