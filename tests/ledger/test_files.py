"""The file beside other programs: one writer, kills at any moment, ledgers of earlier versions."""

import random
import signal
import subprocess
import sys
import time
from importlib import resources
from pathlib import Path

import duckdb
import pytest

from drafts import a_report
from dragoman.errors import LedgerError
from dragoman.ledger import Ledger
from dragoman.ledger.rows import reading_rows
from dragoman.ledger.schema import MIGRATIONS, SCHEMA_VERSION

HERE = str(Path(__file__).parent.parent)
OLD_SCHEMA = Path(__file__).parent / "data" / "schema_1.sql"
READ_ON = """
import sys
sys.path.insert(0, sys.argv[2])
from drafts import a_report
from dragoman.ledger import Ledger
ledger = Ledger(sys.argv[1])
number = 0
while True:
    ledger.add(a_report(f"{number}.txt"))
    print(number, flush=True)
    if number % 3 == 2:
        ledger.reconcile()
    number += 1
"""


def test_a_kill_at_any_moment_loses_nothing_that_was_reported(tmp_path):
    path, shuffler = tmp_path / "killed.duckdb", random.Random(9)
    for _ in range(5):
        command = [sys.executable, "-c", READ_ON, str(path), HERE]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as program:
            told = [program.stdout.readline() for _ in range(4)]
            time.sleep(shuffler.random() * 0.5)
            program.send_signal(signal.SIGKILL)
            told += program.stdout.readlines()
        with Ledger(path) as ledger:
            names = {report.name for report in ledger.reports()}
            assert {f"{int(line)}.txt" for line in told} <= names
            indexed, held = ledger.sql("FROM lengths SELECT entry").fetchall(), ledger.entries()
            assert sorted(entry for (entry,) in indexed) == sorted(entry.id for entry in held)
            assert {key for line in ledger.positions() for key in line.entries} <= {
                entry.id for entry in held
            }
            assert all(reading == a_report(reading.report.name) for reading in ledger.readings())
            ledger.reconcile()
            assert {report for entry in ledger.entries() for report in entry.reports} == {
                report.id for report in ledger.reports()
            }


def test_who_comes_second_waits_and_then_says_so(tmp_path):
    path = tmp_path / "a.duckdb"
    hold = (
        "import sys, time; from dragoman.ledger import Ledger; ledger = Ledger(sys.argv[1]); "
        "ledger.entries(); "
        "print('held', flush=True); time.sleep(float(sys.argv[2]))"
    )
    with subprocess.Popen(
        [sys.executable, "-c", hold, str(path), "30"], stdout=subprocess.PIPE, text=True
    ) as program:
        assert program.stdout.readline() == "held\n"
        with pytest.raises(LedgerError, match="in use by another program"):
            Ledger(path, wait=0.2).entries()
        program.kill()
    assert Ledger(path, wait=5).entries() == []


def test_many_read_at_once(tmp_path):
    path = tmp_path / "a.duckdb"
    with Ledger(path) as ledger:
        ledger.add(a_report())
        ledger.reconcile()
    reads = (
        "import sys; from dragoman.ledger import Ledger; "
        "print(len(Ledger(sys.argv[1], read_only=True).entries()))"
    )
    with Ledger(path, read_only=True) as ledger:
        count = len(ledger.entries())
        done = subprocess.run(
            [sys.executable, "-c", reads, str(path)], capture_output=True, text=True, check=True
        )
        assert int(done.stdout) == count


def old_ledger(path, version):
    """Write a ledger as an earlier version of the schema had it, reconciled entries and all."""
    reading = a_report()
    with duckdb.connect(str(path)) as connection:
        connection.execute(OLD_SCHEMA.read_text(encoding="utf-8"))
        for step in range(1, version):
            connection.execute(
                (resources.files("dragoman.ledger") / MIGRATIONS[step]).read_text(encoding="utf-8")
            )
        meta = {"program": "dragoman", "schema_version": str(version), "program_version": "0.1.0"}
        for key, value in meta.items():
            connection.execute("INSERT INTO meta VALUES (?, ?)", [key, value])
        for table, rows in reading_rows(reading).items():
            name = table if version >= 3 else table.removeprefix("read_")
            for row in rows:
                marks = ", ".join("?" for _ in row)
                connection.execute(
                    f"INSERT INTO {name} ({', '.join(row)}) VALUES ({marks})",
                    list(row.values()),
                )
        entry = (
            '{"id": "entry_old", "kind": "event", "summary": "old", "members": ["m"], "reports": ["r"], '
            '"outlets": 1, "independent": 1}'
        )
        connection.execute("INSERT INTO entries (id, kind, record) VALUES ('entry_old', 'event', ?)", [entry])
        if version > 1:
            connection.execute("INSERT INTO reconciled VALUES (?)", [reading.report.id])
            connection.execute("INSERT INTO meta VALUES ('reconciled_with', 'other weights')")
    return reading


@pytest.mark.parametrize("version", range(1, SCHEMA_VERSION))
def test_a_ledger_of_an_earlier_version_is_brought_here_with_all_that_it_holds(tmp_path, version):
    path = tmp_path / "old.duckdb"
    reading = old_ledger(path, version)
    with pytest.raises(LedgerError, match="open it once for writing"):
        Ledger(path, read_only=True).entries()
    with Ledger(path) as ledger:
        assert [entry.id for entry in ledger.entries()] == ["entry_old"]
        assert ledger.sql("SELECT confidence FROM entries").fetchall() == [(1.0,)]
        assert ledger.readings() == [reading]
        ledger.reconcile()
        migrated = [entry.model_dump_json() for entry in ledger.entries()]
        assert [line.content for line in ledger.positions()] == ["free passage"]
        assert len(ledger.search("fleet")) == 1
        columns = ledger.sql("SELECT table_name, column_name FROM information_schema.columns").fetchall()
    with Ledger(None) as fresh:
        fresh.add(reading)
        fresh.reconcile()
        assert migrated == [entry.model_dump_json() for entry in fresh.entries()]
        assert sorted(columns) == sorted(
            fresh.sql("SELECT table_name, column_name FROM information_schema.columns").fetchall()
        )
