"""The score of the relation model: which category holds from a marked source to a marked target.

Input: a tab-separated table with the columns `marked_sentence` (`<s>source</s> ... <t>target</t>`), `root` or
`gold_root` (one of the 15 older roots) and, where there is one, `quad` or `gold_penta`. The measures are
those of Hu et al. 2024 (ACL): macro F1 over roots, over quad classes, and over cooperation against conflict.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from spacy.language import Language

from dragoman.coding.relation_model import Group, load_relation_model
from dragoman.errors import DataError
from dragoman.evaluate.marked_pairs import unmark

ROOT_COLUMNS, QUAD_COLUMNS = ("root", "gold_root"), ("quad", "gold_penta")
COOPERATION = frozenset({1, 2})


def evaluate(path: Path, nlp: Language, predictions: Path | None = None) -> dict[str, Any]:
    """Return the macro F1s over the rows of `path`.

    `predictions` gets a line a row: `{"row", "root", "quad", "scores"}`, rows counted from 0. The base model
    `nlp` is not needed. Raises `DataError` where a column is missing or a root unknown.
    """
    rows = _rows(path)
    model = load_relation_model()
    labels = model.labels["root"]
    quads = np.array([model.quad_of_root[root] for root in labels])
    found = model.groups([Group(*unmark(row["marked_sentence"])) for row in rows])
    roots, sides = [], []
    lines: list[str] = []
    for number, chances in enumerate(found["root"]):
        by_quad = {int(quad): float(chances[quads == quad].sum()) for quad in sorted(set(quads))}
        roots.append(labels[int(chances.argmax())])
        sides.append(max(by_quad, key=lambda quad: by_quad[quad]))
        scores = {label: round(float(chance), 4) for label, chance in zip(labels, chances, strict=True)}
        lines.append(
            json.dumps({"row": number, "root": roots[-1], "quad": sides[-1], "scores": scores}) + "\n"
        )
    if predictions is not None:
        predictions.write_text("".join(lines), encoding="utf-8")
    return {"task": "relations", "rows": len(rows)} | _figures(path, rows, roots, sides, model.quad_of_root)


def _figures(
    path: Path,
    rows: Sequence[dict[str, str]],
    roots: Sequence[str],
    sides: Sequence[int],
    quad_of_root: dict[str, int],
) -> dict[str, float]:
    gold = [_first(row, ROOT_COLUMNS) for row in rows]
    unknown = next((root for root in gold if root not in quad_of_root), None)
    if unknown is not None:
        raise DataError(f"{path}: {unknown!r} is no root: one of {', '.join(quad_of_root)} is expected")
    marked = [
        int(_first(row, QUAD_COLUMNS) or quad_of_root[root]) for row, root in zip(rows, gold, strict=True)
    ]
    return {
        "root_f1": macro_f1(gold, roots),
        "quad_f1": macro_f1(marked, sides),
        "binary_f1": macro_f1([q in COOPERATION for q in marked], [q in COOPERATION for q in sides]),
        "root_accuracy": round(100 * sum(map(str.__eq__, gold, roots)) / max(1, len(rows)), 1),
    }


def macro_f1(gold: Sequence[object], guess: Sequence[object]) -> float:
    """Return the mean F1 over the labels of `gold`, in percent."""
    scores = []
    for label in set(gold):
        right = sum(g == p == label for g, p in zip(gold, guess, strict=True))
        wrong = sum((g == label) != (p == label) for g, p in zip(gold, guess, strict=True))
        scores.append(2 * right / (2 * right + wrong) if right else 0.0)
    return round(100 * sum(scores) / len(scores), 1) if scores else 0.0


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        columns = set(reader.fieldnames or ())
        for wanted in (("marked_sentence",), ROOT_COLUMNS):
            if not columns.intersection(wanted):
                raise DataError(f"{path}: no column {' or '.join(wanted)}")
        return list(reader)


def _first(row: dict[str, str], names: Sequence[str]) -> str:
    return next((row[name] for name in names if row.get(name)), "")
