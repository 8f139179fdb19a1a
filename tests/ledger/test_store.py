"""The ledger file: round trips, whole reports or none, refusing what is not a ledger."""

import signal
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafts import Draft, a_report
from dragoman.errors import LedgerError
from dragoman.ledger import Ledger


def test_a_reading_comes_back_exactly(tmp_path):
    reading = a_report()
    with Ledger(tmp_path / "a.ledger") as ledger:
        assert ledger.add(reading)
        ledger.reconcile()
    with Ledger(tmp_path / "a.ledger", read_only=True) as ledger:
        assert ledger.readings(original=True) == [reading]
        assert ledger.reports() == [reading.report]
        assert ledger.events() == list(reading.events)
        assert ledger.statements() == list(reading.statements)
        (line,) = ledger.positions()
        assert line.members == reading.positions
        assert len(line.entries) == 1
        entry = ledger.entry(line.entries[0])
        assert ledger.members(entry.id) == list(reading.events)


@settings(max_examples=15, deadline=None)
@given(st.lists(st.integers(0, 3), min_size=1, max_size=8))
def test_reading_twice_adds_nothing(numbers):
    with Ledger(None) as once, Ledger(None) as often:
        for number in numbers:
            often.add(a_report(f"{number}.txt"))
        for number in sorted(set(numbers)):
            once.add(a_report(f"{number}.txt"))
        assert not often.add(a_report(f"{numbers[0]}.txt"))
        once.reconcile()
        often.reconcile()
        often.reconcile()
        assert often.readings() == once.readings()
        assert often.entries() == once.entries()


@given(st.text(st.characters(codec="utf-8"), max_size=60))
@settings(max_examples=30, deadline=None)
def test_any_text_comes_back(text):
    draft = Draft("odd.txt")
    draft.say(text)
    with Ledger(None) as ledger:
        ledger.add(draft.reading())
        assert ledger.readings() == [draft.reading()]


def test_queries_come_back_as_frames():
    with Ledger(None) as ledger:
        ledger.add(a_report())
        ledger.reconcile()
        relation = "SELECT category, actor_codes FROM timeline"
        assert ledger.sql(relation).df()["category"].tolist() == ["REQUEST"]
        assert ledger.sql(relation).pl()["category"].to_list() == ["REQUEST"]
        assert ledger.sql(relation).to_arrow_table().column("category").to_pylist() == ["REQUEST"]


def test_a_failed_report_leaves_no_trace(monkeypatch):
    with Ledger(None) as ledger:
        ledger.add(a_report("first.txt"))

        def fail(*_):
            raise RuntimeError("the disk is full")

        monkeypatch.setattr(ledger._db, "set_meta", fail)
        with pytest.raises(RuntimeError):
            ledger.add(a_report("second.txt"))
        monkeypatch.undo()
        assert [report.name for report in ledger.reports()] == ["first.txt"]
        assert len(ledger.events()) == 1
        assert ledger.add(a_report("second.txt"))


def test_a_killed_program_leaves_the_ledger_whole(tmp_path):
    script = """
import os, signal, sys
sys.path.insert(0, sys.argv[2])
from drafts import a_report
from dragoman.ledger import Ledger
ledger = Ledger(sys.argv[1])
ledger.add(a_report("kept.txt"))
ledger._db.set_meta = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
ledger.add(a_report("lost.txt"))
"""
    path = tmp_path / "killed.ledger"
    here = str(Path(__file__).parent.parent)
    done = subprocess.run([sys.executable, "-c", script, str(path), here], check=False, timeout=60)
    assert done.returncode == -signal.SIGKILL
    with Ledger(path) as ledger:
        assert [report.name for report in ledger.reports()] == ["kept.txt"]
        assert len(ledger.events()) == 1
        assert ledger.add(a_report("lost.txt"))


def test_what_is_not_a_ledger_is_refused(tmp_path):
    text = tmp_path / "notes.txt"
    text.write_text("Not a database at all.\n" * 400)
    with pytest.raises(LedgerError, match=r"notes\.txt: not a ledger"):
        Ledger(text).entries()
    other = tmp_path / "other.duckdb"
    duckdb.connect(str(other)).execute("CREATE TABLE stock (item VARCHAR)").close()
    with pytest.raises(LedgerError, match="another program"):
        Ledger(other).entries()
    with pytest.raises(LedgerError, match="no such ledger"):
        Ledger(tmp_path / "absent.ledger", read_only=True).entries()


@pytest.mark.parametrize(
    ("version", "line"), [("99", "upgrade it"), ("0", "no way to 1"), ("x", "unreadable")]
)
def test_an_unknown_schema_is_refused_with_a_clear_line(tmp_path, version, line):
    path = tmp_path / "a.ledger"
    with Ledger(path) as ledger:
        ledger.add(a_report())
    with duckdb.connect(str(path)) as connection:
        connection.execute("UPDATE meta SET value = ? WHERE key = 'schema_version'", [version])
    with pytest.raises(LedgerError, match=line):
        Ledger(path).entries()


def test_reports_are_given_by_id_with_their_inferred_dates():
    with Ledger(None) as ledger:
        for number in range(3):
            ledger.add(Draft(f"{number}.txt", "Post", f"2031-05-1{number}").reading())
        ledger.reconcile()
        everything = ledger.reports()
        assert ledger.reports([everything[2].id, everything[0].id]) == [everything[0], everything[2]]
        assert ledger.reports(["nobody's"]) == ledger.reports([]) == []


def test_a_reader_cannot_write(tmp_path):
    path = tmp_path / "a.ledger"
    with Ledger(path) as ledger:
        ledger.add(a_report())
    with Ledger(path, read_only=True) as ledger, pytest.raises(LedgerError, match="reading only"):
        ledger.add(a_report("b.txt"))


def test_an_unknown_entry_or_report_is_named():
    with Ledger(None) as ledger:
        with pytest.raises(LedgerError, match="no entry entry_0"):
            ledger.members("entry_0")
        with pytest.raises(LedgerError, match="no report r"):
            ledger.compare("r", "s")


def test_the_ledger_names_the_program_and_the_model():
    with Ledger(None) as ledger:
        ledger.add(a_report())
        meta = dict(ledger.sql("SELECT key, value FROM meta").fetchall())
    assert meta["program"] == "dragoman" and meta["schema_version"] == "4" and meta["model"] == "hand 1.0"
