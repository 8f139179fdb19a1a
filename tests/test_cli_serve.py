"""`dragoman serve` as it is started by a person: a real process, asked over HTTP."""

import re
import subprocess
import sys
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from typer.testing import CliRunner

from dragoman.cli import app
from serving import made
from sheets import first_sheet

PROGRAM = [sys.executable, "-c", "from dragoman.cli import main; main()"]


@pytest.mark.parametrize("options", [[], ["--host", "0.0.0.0"]])
def test_it_prints_its_address_and_answers_there(tmp_path, options):
    path = made(tmp_path / "ferry.duckdb", first_sheet())
    command = [*PROGRAM, "serve", str(path), "--port", "0", *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        try:
            line = process.stdout.readline()
            port = re.search(r":(\d+)/", line)[1]
            assert "Timeline" in urlopen(f"http://127.0.0.1:{port}/").read().decode()
            if options:
                assert "writing needs this token: " in process.stderr.readline()
                with pytest.raises(HTTPError, match="401"):
                    urlopen(f"http://127.0.0.1:{port}/api/judgements", b"{}")
        finally:
            process.terminate()


def test_what_is_no_ledger_is_one_line(tmp_path):
    (tmp_path / "notes.txt").write_text("no ledger")
    run = subprocess.run([*PROGRAM, "serve", str(tmp_path / "notes.txt")], capture_output=True, text=True)
    assert run.returncode == 2
    assert run.stderr.count("\n") == 1
    assert "not a ledger" in run.stderr


def test_showing_alone_makes_no_ledger(tmp_path):
    result = CliRunner().invoke(app, ["serve", str(tmp_path / "none.duckdb"), "--read-only"])
    assert result.exit_code != 0
    assert not (tmp_path / "none.duckdb").exists()
