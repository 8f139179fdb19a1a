"""Quality floors: what the seed reports are read as may get better, never worse.

    python benchmarks/floors.py [--raise]

Reads the seed reports into a ledger (which infers the missing date), scores the readings and the
entries against tests/gold/seeds, and compares every figure with its floor in floors.json. Prints one
line for each figure that fell and exits 1; `--raise` lifts the floors to what was measured. Where
../shared is absent there is nothing to measure: that is said, and it passes.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from dragoman.evaluate import gold
from dragoman.ledger import Ledger
from dragoman.reader import load
from dragoman.reading import read_sources
from dragoman.records import Entry, Reading, Report
from dragoman.settings import Settings

ROOT = Path(__file__).parent.parent
SEEDS = ROOT.parent / "shared" / "seeds"
GOLD = ROOT / "tests" / "gold" / "seeds"
FLOORS = Path(__file__).with_name("floors.json")
COUNTS = frozenset({"right", "predicted", "gold", "groups", "pairs"})
"""Figures that only say how many there were."""
CEILINGS = ("not_happened_violations",)
"""Figures that must not rise: fewer are better."""
TOLERANCE = 1e-6


def main() -> int:
    """Measure, compare, and return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n", 1)[0])
    parser.add_argument("--raise", dest="lift", action="store_true", help="lift floors to what is measured")
    lift = parser.parse_args().lift
    if not SEEDS.is_dir():
        print(f"quality floors: {SEEDS} is absent, nothing is measured")
        return 0
    figures = measure()
    floors: dict[str, float] = {}
    if FLOORS.exists() or not lift:
        floors = json.loads(FLOORS.read_text(encoding="utf-8"))
    fallen = [line for name, floor in floors.items() for line in faults(name, floor, figures)]
    for line in fallen:
        print(line, file=sys.stderr)
    if lift:
        best = {name: better(name, value, floors.get(name, value)) for name, value in figures.items()}
        FLOORS.write_text(json.dumps(best, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    held = len(floors) - len(fallen)
    print(f"quality floors: {held} of {len(floors)} figures hold")
    return 1 if fallen else 0


def measure() -> dict[str, float]:
    """Return all figures of the seed reports and of their ledger, by dotted name."""
    entries, readings = account(SEEDS)
    result = gold.evaluate(GOLD, SEEDS, lambda path: readings[path.name], lambda _: entries)
    result.pop("total")
    return dict(flat(result))


def account(folder: Path) -> tuple[list[Entry], dict[str, Reading]]:
    """Return the entries of a ledger of the reports in `folder`, and their readings by file name."""
    settings = Settings()
    reader = load(settings)
    reports = [
        item for item in read_sources(sorted(folder.glob("*.txt")), settings) if isinstance(item, Report)
    ]
    with Ledger() as ledger:
        for reading in reader.read_reports(reports):
            ledger.add(reading)
        ledger.reconcile(reader.read_report)
        readings = {Path(reading.report.name).name: reading for reading in ledger.readings()}
        return ledger.entries(), readings


def flat(figures: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, float]]:
    """Yield figures within figures by their dotted names, without counts and what was not measured."""
    for name, value in figures.items():
        if isinstance(value, Mapping):
            yield from flat(value, f"{path}{name}.")
        elif name not in COUNTS and isinstance(value, int | float):
            yield f"{path}{name}", float(value)


def faults(name: str, floor: float, figures: Mapping[str, float]) -> Iterator[str]:
    """Yield a line where a figure is worse than its floor, or is no longer measured."""
    value = figures.get(name)
    if value is None:
        yield f"{name}: no longer measured (floor {floor:g})"
    elif better(name, value, floor) != value and abs(value - floor) > TOLERANCE:
        yield f"{name}: {value:g} is worse than its floor {floor:g}"


def better(name: str, one: float, other: float) -> float:
    """Return the better of two values of a figure."""
    return min(one, other) if name.endswith(CEILINGS) else max(one, other)


if __name__ == "__main__":
    sys.exit(main())
