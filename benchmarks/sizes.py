"""What a reading holds, takes on disk and costs beside the base model and to reconcile, in one run.

    python benchmarks/sizes.py [PATH ...]

Prints one JSON object, all of it for one report: tellings are events and statements; seconds are of the
process; `speed_ratio` is the bare base model's time by that of the whole reading, on the same text.
"""

from __future__ import annotations

import argparse
import json
import platform
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import spacy

from dragoman.language.pipeline import choose_model
from dragoman.ledger import Ledger
from dragoman.reader import load
from dragoman.reading import read_sources
from dragoman.records import Report
from dragoman.scale.layout import Layout
from dragoman.settings import Settings

EXAMPLES = Path(__file__).parent.parent / "examples" / "talks"
_Made = TypeVar("_Made")


def timed(work: Callable[[], _Made]) -> tuple[_Made, float]:
    """Return what `work` makes, and the CPU seconds that it takes."""
    start = time.process_time()
    made = work()
    return made, time.process_time() - start


def main() -> None:
    """Run the benchmark and print its JSON."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("paths", nargs="*", type=Path, default=[EXAMPLES])
    settings = Settings()
    paths = map(str, parser.parse_args().paths)
    reports = [item for item in read_sources(paths, settings) if isinstance(item, Report)]
    bare = spacy.load(choose_model(settings))
    reader = load(settings)
    list(reader.read_reports(reports[:1]))  # tables and models are loaded now
    _, base = timed(lambda: list(bare.pipe(report.text for report in reports)))
    readings, whole = timed(lambda: list(reader.read_reports(reports)))
    with tempfile.TemporaryDirectory() as folder:
        Layout(f"{folder}/out").write("part-000000", readings, [])
        parquet = sum(path.stat().st_size for path in Path(folder).rglob("*.parquet"))
        with Ledger(f"{folder}/ledger.duckdb") as ledger:
            _, stored = timed(lambda: ledger.add_all(readings))
            _, reconciled = timed(ledger.reconcile)
        file = Path(f"{folder}/ledger.duckdb").stat().st_size
    count = len(readings)
    figures = {
        "words": sum(len(one.report.text.split()) for one in readings) / count,
        "tellings": sum(len(one.events) + len(one.statements) for one in readings) / count,
        "text_kilobytes": sum(len(one.report.text.encode()) for one in readings) / count / 1e3,
        "json_kilobytes": sum(len(one.model_dump_json()) for one in readings) / count / 1e3,
        "parquet_kilobytes": parquet / count / 1e3,
        "ledger_kilobytes": file / count / 1e3,
        "base_model_seconds": base / count,
        "reading_seconds": whole / count,
        "store_seconds": stored / count,
        "reconcile_seconds": reconciled / count,
    }
    print(
        json.dumps(
            {
                "benchmark": "sizes",
                "machine": platform.platform(),
                "reports": count,
                "speed_ratio": round(base / whole, 3),
                **{name: round(value, 4) for name, value in figures.items()},
            },
            indent=2,
        )
    )


if __name__ == "__main__":
    main()
