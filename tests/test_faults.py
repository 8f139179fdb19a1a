"""Faults while reports are taken in: whatever breaks, nothing is lost and nothing is doubled."""

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from dragoman.ledger import Ledger
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
    process = start(folder, path)
    out, err = process.communicate(timeout=600)
    assert process.returncode == 0, err
    assert out.startswith(tuple(str(n) for n in range(10)))
    assert sorted(held(path)) == [f"{number:03}.txt" for number in range(REPORTS)]


def test_two_readers_at_once_wait_for_each_other(folder, tmp_path):
    path = tmp_path / "talks.duckdb"
    both = [start(folder, path) for _ in range(2)]
    counts = [process.communicate(timeout=600)[0] for process in both]
    assert [process.returncode for process in both] == [0, 0]
    assert sorted(count.split(" read")[0] for count in counts) == ["0", str(REPORTS)]
    assert len(set(held(path))) == len(held(path)) == REPORTS


def test_a_pipe_that_nobody_reads_ends_the_program_quietly():
    read, write = os.pipe()
    os.close(read)
    result = subprocess.run(
        [DRAGOMAN, "read", "--help"], stdout=write, stderr=subprocess.PIPE, text=True, check=False
    )
    os.close(write)
    assert "Traceback" not in result.stderr
