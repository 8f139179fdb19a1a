"""How well methods forecast past cases: mean absolute error, with paired bootstrap intervals.

The file is CSV with a header: `case`, `actor`, `position`, `salience` (0 to 100), `capability`, `outcome`,
one row for each actor of each case; `outcome` is the same in all rows of a case. Optional `low` and `high`
give the ends of a case's scale, else its positions and outcome do: errors are in hundredths of the scale.
Other columns are ignored.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from dragoman.errors import DataError
from dragoman.negotiation.challenge import rounds
from dragoman.negotiation.scale import Floats, estimate

COLUMNS = ("case", "actor", "position", "salience", "capability", "outcome")
REFERENCE = "weighted mean"
_ROUNDS = 8


@dataclass(frozen=True)
class Case:
    """A past case, its scale from 0 to 100, salience from 0 to 1."""

    name: str
    positions: Floats
    salience: Floats
    means: Floats
    outcome: float


@dataclass(frozen=True)
class Score:
    """A method's error over all cases.

    Attributes:
        error: Mean absolute error, in hundredths of the scale.
        interval: Its 95% bootstrap interval over cases.
        difference: Its error less that of the weighted mean, the same cases paired; below 0 it is better.
        difference_interval: The 95% bootstrap interval of that.
    """

    method: str
    error: float
    interval: tuple[float, float]
    difference: float
    difference_interval: tuple[float, float]


def constant(case: Case) -> float:
    """Return the middle of the scale, whatever the parties want."""
    return 50.0


def _challenge(case: Case) -> float:
    return rounds(case.positions, case.salience, case.means, _ROUNDS)[-1].median


def _challenge_first(case: Case) -> float:
    return rounds(case.positions, case.salience, case.means, 1)[-1].median


def _by(method: str, salience: bool, means: bool) -> Callable[[Case], float]:
    def forecast(case: Case) -> float:
        even = np.ones_like(case.positions)
        return float(
            estimate(
                method,
                case.positions,
                case.salience if salience else even,
                case.means if means else even,
            )
        )

    return forecast


METHODS: dict[str, Callable[[Case], float]] = {
    "constant (middle)": constant,
    "mean": _by("mean", False, False),
    "mean by salience": _by("weighted mean", True, False),
    "mean by capability": _by("weighted mean", False, True),
    REFERENCE: _by("weighted mean", True, True),
    "median": _by("median", False, False),
    "weighted median": _by("weighted median", True, True),
    "challenge model, 1 round": _challenge_first,
    f"challenge model, {_ROUNDS} rounds": _challenge,
}
"""Name to method; `weighted` is by salience times capability; the last two are the labelled comparator."""


def read_cases(path: Path) -> list[Case]:
    """Return the cases of a file.

    Raises:
        DataError: one line that names the file and the line.
    """
    rows: defaultdict[str, list[tuple[int, dict[str, str]]]] = defaultdict(list)
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            missing = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
            if missing:
                raise DataError(f"{path}: line 1: no column {', '.join(missing)}")
            for row in reader:
                if not row["case"]:
                    raise DataError(f"{path}: line {reader.line_num}: no case is named")
                rows[row["case"]].append((reader.line_num, row))
    except OSError as error:
        raise DataError(f"{path}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise DataError(f"{path}: cannot be read: it is no text in UTF-8") from error
    except csv.Error as error:
        raise DataError(f"{path}: line {reader.line_num}: no CSV: {error}") from error
    if not rows:
        raise DataError(f"{path}: line 1: no case follows the header")
    return [_case(path, name, lines) for name, lines in rows.items()]


def _case(path: Path, name: str, lines: list[tuple[int, dict[str, str]]]) -> Case:
    columns: dict[str, list[float]] = {}
    for column in (*COLUMNS[2:], "low", "high"):
        if column in lines[0][1] or column in COLUMNS:
            columns[column] = [_number(path, line, row, column) for line, row in lines]
    for column in ("outcome", "low", "high"):
        for (line, _), value in zip(lines, columns.get(column, ()), strict=False):
            if value != columns[column][0]:
                raise DataError(f"{path}: line {line}: case {name} has two values of {column}")
    for column in ("salience", "capability"):
        for (line, _), value in zip(lines, columns[column], strict=True):
            if value < 0:
                raise DataError(f"{path}: line {line}: {column} is below 0")
            if column == "salience" and value > 100:
                raise DataError(f"{path}: line {line}: salience is above 100")
    told = [*columns["position"], columns["outcome"][0]]
    low = columns.get("low", [min(told)])[0]
    high = columns.get("high", [max(told)])[0]
    if high <= low:
        raise DataError(f"{path}: line {lines[0][0]}: case {name} has no scale: all positions are the same")
    for column in ("position", "outcome"):
        for (line, _), value in zip(lines, columns[column], strict=True):
            if not low <= value <= high:
                raise DataError(f"{path}: line {line}: {column} {value:g} is outside of {low:g} to {high:g}")
    scaled = (np.array(told) - low) / (high - low) * 100
    return Case(
        name,
        scaled[:-1],
        np.array(columns["salience"]) / 100,
        np.array(columns["capability"]),
        float(scaled[-1]),
    )


def _number(path: Path, line: int, row: dict[str, str], column: str) -> float:
    told = row[column]
    try:
        value = float(told)
    except (TypeError, ValueError):
        value = float("nan")
    if not np.isfinite(value):
        raise DataError(
            f"{path}: line {line}: {column} is no number: {told!r}"
            if told
            else f"{path}: line {line}: {column} is missing"
        )
    return value


def backtest(cases: list[Case], samples: int = 10_000, seed: int = 0) -> list[Score]:
    """Return the scores of all methods, in the order of `METHODS`."""
    errors = {
        name: np.array([abs(method(case) - case.outcome) for case in cases])
        for name, method in METHODS.items()
    }
    drawn = np.random.default_rng(seed).integers(len(cases), size=(samples, len(cases)))
    scores = []
    for name, error in errors.items():
        apart = error - errors[REFERENCE]
        scores.append(
            Score(
                name,
                float(error.mean()),
                _interval(error[drawn].mean(axis=1)),
                float(apart.mean()),
                _interval(apart[drawn].mean(axis=1)),
            )
        )
    return scores


def _interval(drawn: Floats) -> tuple[float, float]:
    low, high = np.quantile(drawn, (0.025, 0.975))
    return float(low), float(high)
