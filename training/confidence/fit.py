"""Fit the confidences of events: `src/dragoman/coding/data/confidence.yaml`.

    python -m training.confidence.fit [--plot docs/pictures/reliability.svg]

A logistic regression from the signs of an event (`dragoman.coding.confidence`) to whether it is right as a
whole, on the dev halves of both sets of tests/gold/records and every other sentence of the test halves. The
coder was tuned on the older dev half and is right less often elsewhere, so that one has a constant of its
own, which the program leaves out. The rest of the test halves was not fitted on and tells how well it is
calibrated. `--plot` draws that (it needs altair and vl-convert-python). Takes two minutes.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from dragoman.coding.confidence import Signs, load_weights
from dragoman.evaluate.records import Row, calibration_of, judged, read_rows, read_sentences
from dragoman.language.pipeline import load_pipeline
from dragoman.settings import Settings

ROOT = Path(__file__).parents[2]
GOLD = ROOT / "tests" / "gold" / "records"
TABLE = ROOT / "src" / "dragoman" / "coding" / "data" / "confidence.yaml"
HEAD = "# Weights of `dragoman.coding.confidence`, made by training/confidence/fit.py.\n"
LEAST = 0.18
"""Below this an event is left out: hardly one in five such events is right."""
STRENGTH = 0.3
"""Inverse strength of the penalty; few events, so a strong one."""


def signs_and_rightness(rows: Sequence[Row]) -> tuple[list[Signs], list[bool]]:
    """Return the signs of all events found in sentences, and which are right."""
    nlp = load_pipeline(Settings())
    kept: list[Signs] = []

    def keep(signs: Signs) -> float:
        kept.append(signs)
        return len(kept) / 1e6

    coder = nlp.get_pipe("dragoman_events")
    coder.sure = keep
    coder.least = 0.0
    events = judged(read_sentences(rows, nlp))
    return [kept[round(event.confidence * 1e6) - 1] for event, _ in events], [right for _, right in events]


def rows_of(*parts: str) -> list[Row]:
    """Return the sentences of parts of the gold."""
    return [row for part in parts for row in read_rows(GOLD / f"records_{part}.jsonl")]


def measured(rows: Sequence[Row]) -> dict[str, Any]:
    """Return how well the confidences that the program gives are calibrated on sentences."""
    return calibration_of(judged(read_sentences(rows, load_pipeline(Settings()))))


def values_of(signs: Sequence[Signs], names: Sequence[str]) -> NDArray[np.float64]:
    """Return signs as a matrix."""
    return np.array([[asdict(one)[name] for name in names] for one in signs])


def plot(table: dict[str, Any], path: Path) -> None:
    """Draw the reliability of the confidences."""
    import altair as alt

    data = alt.Data(values=table["bins"])
    axis = alt.Scale(domain=[0, 1])
    points = (
        alt.Chart(data)
        .mark_circle(color="#1f6f8b")
        .encode(
            x=alt.X("confidence:Q", scale=axis, title="confidence given"),
            y=alt.Y("right:Q", scale=axis, title="share that is right"),
            size=alt.Size("events:Q", title="events"),
        )
    )
    even = alt.Chart(alt.Data(values=[{"x": 0, "y": 0}, {"x": 1, "y": 1}])).mark_line(
        strokeDash=[4, 4], color="#999"
    )
    line = even.encode(x="x:Q", y="y:Q")
    title = f"Confidence of events, sentences not fitted on (expected calibration error {table['ece']})"
    (line + points).properties(width=360, height=360, title=title).save(str(path))


def main() -> None:
    """Fit and write the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--plot", type=Path)
    options = parser.parse_args()
    held = rows_of("test", "fresh_test")
    signs, right = signs_and_rightness(rows_of("dev"))
    names = list(asdict(signs[0]))
    more, more_right = signs_and_rightness([*rows_of("fresh_dev"), *held[::2]])
    values = values_of([*signs, *more], names)
    tuned = np.concatenate([np.ones((len(signs), 1)), np.zeros((len(more), 1))])
    model = LogisticRegression(C=STRENGTH, max_iter=1000).fit(
        np.hstack([values, tuned]), [*right, *more_right]
    )
    weights = {name: round(float(weight), 3) for name, weight in zip(names, model.coef_[0][:-1], strict=True)}
    constant = float(model.intercept_[0])
    lines = [HEAD, f"least: {LEAST}\n", f"constant: {constant:.3f}\n", "signs:\n"]
    lines += [f"  {name}: {weight}\n" for name, weight in weights.items()]
    TABLE.write_text("".join(lines), encoding="utf-8")
    load_weights.cache_clear()
    table = measured(held[1::2])
    print(json.dumps({"events": len(right), "tuned": round(float(model.coef_[0][-1]), 3), "held": table}))
    if options.plot:
        plot(table, options.plot)


if __name__ == "__main__":
    main()
