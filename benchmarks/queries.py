"""How long a person waits for a ledger of many events: timeline, series of a dyad, search, an entry's page.

    python benchmarks/queries.py [--events 10000 100000] [--rounds 3]

Prints one JSON object: seconds of the clock, the best of the rounds, through the ledger's public interface,
on the synthetic readings of `reconciling.py` (four events or statements a report).
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from dragoman.ledger import Ledger
from reconciling import readings

TOLD = 4
"""Events and statements in a report."""
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


def measure(events: int, rounds: int) -> dict[str, float]:
    """Return seconds of each query and the size of the file."""
    count = events // TOLD
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bench.duckdb"
        with Ledger(path) as ledger:
            start = time.process_time()
            ledger.add_all(readings(0, count, count))
            ledger.reconcile()
            made = time.process_time() - start
            word = ledger.sql("SELECT summary FROM entries LIMIT 1").fetchall()[0][0].split()[-1].strip(".")
            several = ledger.sql("SELECT id FROM entries ORDER BY len(reports) DESC LIMIT 1").fetchall()[0][0]
        with Ledger(path, read_only=True) as ledger:
            open_ = best(lambda: Ledger(path, read_only=True).__enter__().close(), rounds)
            return {
                "events": events,
                "reports": count,
                "made_in_cpu_seconds": round(made, 1),
                "file_megabytes": round(path.stat().st_size / 1e6),
                "open": open_,
                "timeline_page": best(lambda: ledger.sql(TIMELINE).fetchall(), rounds),
                "dyad_series": best(lambda: ledger.sql(DYAD).fetchall(), rounds),
                "search": best(lambda: ledger.search(word), rounds),
                "entry": best(lambda: ledger.members(several), rounds),
                "all_entries": best(lambda: ledger.entries(), 1),
            }


def main() -> None:
    """Run the benchmark and print its JSON."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--events", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    runs = [measure(count, options.rounds) for count in options.events]
    print(json.dumps({"benchmark": "queries", "runs": runs}, indent=2))


if __name__ == "__main__":
    main()
