"""Reading in processes: the same readings, in order, whatever happens to the processes."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from dragoman.errors import DragomanError, ReadError
from dragoman.ledger import Ledger
from dragoman.reader import load
from dragoman.reading import read_sources
from dragoman.reading.assemble import Metadata, make_report
from dragoman.scale.processes import Processes, _Run, open_reader
from dragoman.scale.worker import Failure

EXAMPLES = Path(__file__).parents[2] / "examples" / "talks"


def texts(readings):
    return [reading.model_dump_json() for reading in readings]


def with_jobs(settings, jobs, **more):
    return settings.model_copy(update={"jobs": jobs, **more})


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_the_readings_are_the_same_byte_for_byte_however_many_processes_read(settings, reports, plain, jobs):
    with Processes(with_jobs(settings, jobs)) as processes:
        assert texts(processes.read_reports(reports)) == plain
        assert len(processes.pids()) == min(jobs, 4)


def test_the_example_reports_read_the_same_byte_for_byte_in_processes(settings):
    reports = list(read_sources([str(EXAMPLES)], settings))
    with Processes(with_jobs(settings, 2)) as processes:
        found = texts(processes.read_reports(reports))
    assert found == texts(load(settings).read_reports(reports))
    assert len(found) == 8


def test_one_job_reads_in_this_process(settings):
    with open_reader(settings) as reader:
        assert not isinstance(reader, Processes)


def test_only_so_many_reports_are_taken_ahead_of_the_one_who_writes(settings, reports):
    taken = []

    def source():
        for report in reports * 5:
            taken.append(report)
            yield report

    with Processes(settings) as processes:
        readings = processes.read_reports(source())
        next(readings)
        time.sleep(0.5)
        assert len(taken) <= 3 * settings.batch_size


def test_a_process_that_is_killed_costs_nothing_that_another_can_read(settings, reports, plain):
    with Processes(with_jobs(settings, 2)) as processes:
        readings = processes.read_reports(reports * 3)
        found = [next(readings).model_dump_json()]
        killed = processes.pids()[0]
        os.kill(killed, signal.SIGKILL)
        found += texts(readings)
        assert found == plain * 3
        assert killed not in processes.pids()


def test_a_report_whose_process_ends_each_time_fails_alone(settings, reports):
    run = _Run(settings, enumerate(reports), ahead=4)
    first = run.next_task()
    run.give_back(first, "its process was ended by signal 9")
    again = [run.next_task(), run.next_task()]
    assert again == [(first[0],), (first[1],)]
    run.give_back(again[0], "its process was ended by signal 9")
    run.put(again[1], ["read"])
    assert run.take() == (reports[0], Failure("reading", "its process was ended by signal 9"))
    assert run.take() == (reports[1], "read")


def test_a_report_that_needs_more_memory_than_a_process_may_hold_fails_alone(settings, reports, plain):
    huge = make_report("huge.txt", "The minister said that the talks would go on. " * 20_000, Metadata())
    failures = []
    with Processes(with_jobs(settings, 1, worker_megabytes=700)) as processes:
        readings = processes.read_reports(
            [reports[0], huge, reports[1]], lambda report, step, error: failures.append((report, str(error)))
        )
        assert texts(readings) == plain[:2]
    ((failed, reason),) = failures
    assert failed is huge
    assert "DRAGOMAN_WORKER_MEGABYTES" in reason or "signal" in reason


def test_a_report_longer_than_the_base_model_takes_fails_alone(settings, reports, plain):
    endless = make_report("endless.txt", "The talks go on. " * 70_000, Metadata())
    failures = []
    with open_reader(settings) as reader:
        readings = reader.read_reports([reports[0], endless], lambda *failure: failures.append(failure))
        assert len(list(readings)) == 1
    assert [(report.name, step) for report, step, _ in failures] == [("endless.txt", "tokenizer")]


def test_a_failure_raises_one_line_where_nobody_is_told(settings, reports):
    endless = make_report("endless.txt", "The talks go on. " * 70_000, Metadata())
    with (
        Processes(settings) as processes,
        pytest.raises(ReadError, match=r"^endless\.txt: the step tokenizer"),
    ):
        processes.read_report(endless)


def test_a_base_model_that_is_absent_is_said_in_one_line(settings, reports):
    absent = settings.model_copy(update={"model": "en_no_such_model"})
    with Processes(absent) as processes, pytest.raises(DragomanError, match="en_no_such_model"):
        processes.read_report(reports[0])


def test_ctrl_c_ends_all_processes_and_keeps_what_was_stored(tmp_path):
    sources = tmp_path / "reports"
    sources.mkdir()
    whole = "\n".join(path.read_text(encoding="utf-8") for path in sorted(EXAMPLES.glob("*.txt")))
    for number in range(40):
        (sources / f"{number:02}.txt").write_text(f"Report number {number}.\n\n{whole}", encoding="utf-8")
    ledger = tmp_path / "talks.duckdb"
    command = "from dragoman.cli import main; main()"
    running = subprocess.Popen(
        [sys.executable, "-c", command, "read", str(sources), "--ledger", str(ledger), "--jobs", "2"],
        start_new_session=True,
        env={**os.environ, "DRAGOMAN_BATCH_SIZE": "1"},
        stderr=subprocess.DEVNULL,
    )
    _wait_until(lambda: len(_group(running.pid)) >= 5)  # itself, two servers of multiprocessing, two readers
    time.sleep(10)
    os.killpg(running.pid, signal.SIGINT)
    assert running.wait(timeout=120) != 0
    _wait_until(lambda: not _group(running.pid))
    with Ledger(ledger) as kept:
        assert len(kept.readings()) == len(kept.reports()) < 40


def _group(leader):
    """Return the processes that run in the leader's session."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if fields[0] != "Z" and int(fields[3]) == leader:
            found.append(int(stat.parent.name))
    return found


def _wait_until(true, seconds=300):
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end
        time.sleep(0.2)
