"""How long a search of a ledger's own index of words takes, beside SQLite's FTS5 on the same texts.

    python benchmarks/searching.py [--entries 20000]

Prints one JSON object, in time of the process: seconds to fill each index, and the median of twenty
searches for a word or two in milliseconds; and the bytes that each index adds. The texts are invented words,
as frequent as those of a language.
"""

from __future__ import annotations

import argparse
import json
import random
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from dragoman.ledger.database import Database
from dragoman.ledger.rows import entry_rows
from dragoman.ledger.search import index_rows, search
from dragoman.records import Entry

SYLLABLES = ["ba", "ri", "to", "mel", "sar", "qui", "ven", "dol", "pra", "zu", "lin", "gor", "hep", "nax"]
WORDS = 20_000
LENGTH = 18
SEARCHES = 20


def texts(count: int) -> list[str]:
    """Return texts whose nth word is as common as 1/n."""
    source = random.Random(3)
    words = list({"".join(source.choices(SYLLABLES, k=3)) for _ in range(WORDS * 2)})
    weights = [1 / (place + 1) for place in range(len(words))]
    return [" ".join(source.choices(words, weights, k=LENGTH)) for _ in range(count)]


def asked(given: list[str]) -> list[str]:
    """Return what is searched for: a word or two of a text."""
    source = random.Random(4)
    return [" ".join(source.sample(source.choice(given).split(), k=1 + n % 2)) for n in range(SEARCHES)]


def timed(step: Callable[[], object]) -> float:
    """Return the seconds of the process that a step takes."""
    start = time.process_time()
    step()
    return time.process_time() - start


def own(given: list[str], folder: Path) -> dict[str, float]:
    """Measure the ledger's own index."""
    path = folder / "own.duckdb"
    entries = [
        Entry(
            id=f"entry_{n:016x}", kind="event", summary=text, members=(), reports=(), outlets=1, independent=1
        )
        for n, text in enumerate(given)
    ]
    db = Database(path, read_only=False, wait=0)
    with db.transaction():
        db.insert({"entries": entry_rows(entries, {})["entries"]})
    db.execute("CHECKPOINT")
    before = path.stat().st_size

    def fill() -> None:
        with db.transaction():
            rows = [index_rows(entry, [entry.summary]) for entry in entries]
            for table in ("words", "lengths"):
                db.insert({table: [row for found in rows for row in found[table]]})

    seconds = timed(fill)
    db.execute("CHECKPOINT")
    times = []
    for words in asked(given):
        start = time.process_time()
        search(db, words, 50)
        times.append(time.process_time() - start)
    db.close()
    return figures(seconds, times, path.stat().st_size - before)


def fts5(given: list[str], folder: Path) -> dict[str, float]:
    """Measure SQLite's FTS5, which would be a second file."""
    path = folder / "fts5.sqlite"
    connection = sqlite3.connect(path)

    def fill() -> None:
        connection.execute("CREATE VIRTUAL TABLE told USING fts5(words, tokenize='porter unicode61')")
        connection.executemany("INSERT INTO told VALUES (?)", ((text,) for text in given))
        connection.commit()

    seconds = timed(fill)
    times = []
    for words in asked(given):
        query = " AND ".join(f"{word}*" for word in words.split())
        start = time.process_time()
        connection.execute(
            "SELECT * FROM told WHERE told MATCH ? ORDER BY rank LIMIT 50", (query,)
        ).fetchall()
        times.append(time.process_time() - start)
    connection.close()
    return figures(seconds, times, path.stat().st_size)


def figures(seconds: float, times: list[float], size: int) -> dict[str, float]:
    """Return the figures of one index."""
    return {
        "fill_seconds": round(seconds, 2),
        "search_milliseconds": round(1000 * statistics.median(times), 1),
        "megabytes": round(size / 1e6, 1),
    }


def main() -> None:
    """Run the benchmark and print its JSON."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--entries", type=int, default=20_000)
    given = texts(parser.parse_args().entries)
    with tempfile.TemporaryDirectory() as folder:
        found = {"own": own(given, Path(folder)), "fts5": fts5(given, Path(folder))}
    print(json.dumps({"benchmark": "searching", "entries": len(given), **found}, indent=2))


if __name__ == "__main__":
    main()
