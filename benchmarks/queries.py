"""How long a person waits for a ledger of many events: timeline, series of a dyad, search, an entry's page.

    python benchmarks/queries.py [--events 10000] [--rounds 3]
    python benchmarks/queries.py --ledgers FILE... [--times 1] [--rounds 3]

Prints one JSON object: seconds of the clock, the best of the rounds, through the ledger's public interface
and to the whole answer of the server, on the synthetic readings of `reconciling.py` (four events or
statements a report), made here or kept by that program. With `--times` a copy of each kept ledger is asked
that holds all of its reports and entries so many times under new ids: as large as a ledger that takes too
long to reconcile here, though nothing in it is joined across the copies.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import duckdb

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from dragoman.ledger import Ledger
from reconciling import readings
from serving import serving

TOLD = 4
"""Events and statements in a report."""
MULTIPLIED = ("reports", "read_events", "read_statements", "entries", "members", "lengths", "words")
IDS = "((?:rep|entry|e|s)_[0-9a-f]{16})"
NAMING = frozenset({"id", "report", "reports", "entry", "member", "record"})
"""Columns in which ids stand."""
TIMELINE = "SELECT * FROM timeline ORDER BY first_day LIMIT 500 OFFSET 1000"
DYAD = "SELECT * FROM dyads_by_month WHERE actor = 'S01' AND recipient = 'S02'"


def best(work: Callable[[], object], rounds: int) -> float:
    """Return the least seconds of the clock that `work` takes."""
    found = float("inf")
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        found = min(found, time.perf_counter() - start)
    return round(found, 4)


def made(path: Path, events: int) -> float:
    """Make a ledger; return the CPU seconds that it took."""
    count = events // TOLD
    start = time.process_time()
    with Ledger(path) as ledger:
        ledger.add_all(readings(0, count, count))
        ledger.reconcile()
    return round(time.process_time() - start, 1)


def multiplied(path: Path, times: int, folder: Path) -> Path:
    """Return a ledger that holds what the one at `path` holds `times` times, each time under new ids."""
    whole = folder / f"{path.stem}-{times}.duckdb"
    shutil.copy(path, whole)
    with duckdb.connect(str(whole)) as db:
        for table in MULTIPLIED:
            columns = [
                f"regexp_replace({name}::VARCHAR, '{IDS}', '\\1' || copy.copy, 'g')::{kind}"
                if name in NAMING
                else f'"{name}"'
                for name, kind, *_ in db.execute(f"DESCRIBE {table}").fetchall()
            ]
            copies = f"(SELECT range::VARCHAR AS copy FROM range(1, {times})) AS copy"
            db.execute(f"INSERT INTO {table} SELECT {', '.join(columns)} FROM {table}, {copies}")
    return whole


def measure(path: Path, rounds: int) -> dict[str, float]:
    """Return seconds of each query and view, and the size of the file."""
    with Ledger(path, read_only=True) as ledger:
        (events, count) = ledger.sql(
            "SELECT (SELECT count(*) FROM members), (SELECT count(*) FROM reports)"
        ).fetchall()[0]
        word = ledger.sql("SELECT summary FROM entries LIMIT 1").fetchall()[0][0].split()[-1].strip(".")
        several, told_by = ledger.sql(
            "SELECT id, reports FROM entries ORDER BY len(reports) DESC LIMIT 1"
        ).fetchall()[0]
        open_ = best(lambda: Ledger(path, read_only=True).__enter__().close(), rounds)
        found = {
            "told": events,
            "reports": count,
            "file_megabytes": round(path.stat().st_size / 1e6),
            "open": open_,
            "timeline_page": best(lambda: ledger.sql(TIMELINE).fetchall(), rounds),
            "dyad_series": best(lambda: ledger.sql(DYAD).fetchall(), rounds),
            "search": best(lambda: ledger.search(word), rounds),
            "entry": best(lambda: ledger.members(several), rounds),
        }
    views = {
        "view_timeline": "/",
        "view_party": "/actors/S01",
        "view_entry": f"/entries/{several}",
        "view_report": f"/reports/{told_by[0]}",
        "view_compare": f"/compare?a={told_by[0]}&b={told_by[-1]}",
        "view_search": f"/search?q={word}",
    }
    with serving(path) as server:
        for name, address in views.items():
            found[name] = best(lambda: server.client.get(address).raise_for_status(), rounds)  # noqa: B023
    return found


def main() -> None:
    """Run the benchmark and print its JSON."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--events", type=int, nargs="+", default=[10_000])
    parser.add_argument("--ledgers", type=Path, nargs="+", default=[])
    parser.add_argument("--times", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    runs: list[dict[str, float]] = []
    with tempfile.TemporaryDirectory() as folder:
        for path in options.ledgers:
            whole = multiplied(path, options.times, Path(folder)) if options.times > 1 else path
            runs.append(measure(whole, options.rounds))
        for events in () if options.ledgers else options.events:
            path = Path(folder) / f"{events}.duckdb"
            runs.append({"made_in_cpu_seconds": made(path, events)} | measure(path, options.rounds))
    print(json.dumps({"benchmark": "queries", "runs": runs}, indent=2))


if __name__ == "__main__":
    main()
