"""Fit the confidences of events: `src/dragoman/coding/data/confidence.yaml`.

    python -m training.confidence.fit [--plot docs/pictures/reliability.svg]

A logistic regression from the signs of an event (`dragoman.coding.confidence`) to whether it is right as a
whole, on the first half of tests/gold/records. `dragoman evaluate records` on the second half tells how well
it is calibrated; `--plot` draws that (it needs altair and vl-convert-python). Takes a minute.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from dragoman.coding.confidence import Signs
from dragoman.evaluate.records import evaluate, rightness
from dragoman.language.pipeline import load_pipeline
from dragoman.reader import Reader
from dragoman.reading.assemble import Metadata, make_report
from dragoman.settings import Settings

ROOT = Path(__file__).parents[2]
GOLD = ROOT / "tests" / "gold" / "records"
TABLE = ROOT / "src" / "dragoman" / "coding" / "data" / "confidence.yaml"
HEAD = "# Weights of `dragoman.coding.confidence`, made by training/confidence/fit.py.\n"
LEAST = 0.35
"""Below this an event is left out: on the first half, fewer than one in three such events are right."""
STRENGTH = 0.3
"""Inverse strength of the penalty; few events, so a strong one."""


def signs_and_rightness(path: Path) -> tuple[list[Signs], list[bool]]:
    """Return the signs of all events found in the sentences of `path`, and which are right."""
    nlp = load_pipeline(Settings())
    kept: list[Signs] = []

    def keep(signs: Signs) -> float:
        kept.append(signs)
        return len(kept) / 1e6

    coder = nlp.get_pipe("dragoman_events")
    coder.sure = keep
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    reader = Reader(nlp, Settings())
    found: list[Signs] = []
    right: list[bool] = []
    coder.least = 0.0
    for row in rows:
        metadata = Metadata(published=row["date"])
        reading = reader.read_report(make_report(row["id"], row["text"], metadata))
        found += [kept[round(event.confidence * 1e6) - 1] for event in reading.events]
        right += rightness(row["events"], reading.events)
    return found, right


def plot(path: Path) -> None:
    """Draw the reliability of the confidences on the second half."""
    import altair as alt

    table = evaluate(GOLD / "records_test.jsonl", load_pipeline(Settings()))["calibration"]
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
    title = f"Confidence of events, half not fitted on (expected calibration error {table['ece']})"
    (line + points).properties(width=360, height=360, title=title).save(str(path))


def main() -> None:
    """Fit and write the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--plot", type=Path)
    options = parser.parse_args()
    signs, right = signs_and_rightness(GOLD / "records_dev.jsonl")
    names = list(asdict(signs[0]))
    values = np.array([[asdict(one)[name] for name in names] for one in signs])
    model = LogisticRegression(C=STRENGTH, max_iter=1000).fit(values, right)
    weights = {name: round(float(weight), 3) for name, weight in zip(names, model.coef_[0], strict=True)}
    lines = [HEAD, f"least: {LEAST}\n", f"constant: {model.intercept_[0]:.3f}\n", "signs:\n"]
    lines += [f"  {name}: {weight}\n" for name, weight in weights.items()]
    TABLE.write_text("".join(lines), encoding="utf-8")
    print(json.dumps({"events": len(right), "right": round(sum(right) / len(right), 3), "weights": weights}))
    if options.plot:
        plot(options.plot)


if __name__ == "__main__":
    main()
