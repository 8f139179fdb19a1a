"""Figures of the relation model."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from torch import Tensor

from dragoman.evaluate.relations import macro_f1
from training.relations.batching import IGNORE, Examples
from training.relations.labels import CATEGORIES, QUAD_OF_ROOT, ROOTS
from training.relations.rows import Row

NONE = CATEGORIES.index("NONE")


def figures(rows: Sequence[Row], found: Mapping[int, Mapping[str, Tensor]]) -> dict[str, float]:
    """Return macro F1 over older roots, quads, and cooperation against conflict, of the rows found."""
    gold = [rows[i].groups[0].root or "" for i in found]
    guess = [ROOTS[int(found[i]["root"][0].argmax())] for i in found]
    quad = lambda roots: [QUAD_OF_ROOT[root] for root in roots]  # noqa: E731
    side = lambda roots: [QUAD_OF_ROOT[root] > 2 for root in roots]  # noqa: E731
    return {
        "root_f1": macro_f1(gold, guess),
        "quad_f1": macro_f1(quad(gold), quad(guess)),
        "binary_f1": macro_f1(side(gold), side(guess)),
        "rows": len(gold),
    }


def confusion(rows: Sequence[Row], found: Mapping[int, Mapping[str, Tensor]]) -> str:
    """Return a Markdown table: a line for each marked root, a column for each root found."""
    counts = Counter((rows[i].groups[0].root or "", ROOTS[int(found[i]["root"][0].argmax())]) for i in found)
    short = [root[:4].lower() for root in ROOTS]
    lines = [f"| marked | {' | '.join(short)} |", "| --- |" + " --- |" * len(ROOTS)]
    for gold in ROOTS:
        cells = [str(counts[gold, guess] or "") for guess in ROOTS]
        lines.append(f"| {gold} | {' | '.join(cells)} |")
    return "\n".join(lines)


def record_figures(examples: Examples, found: Mapping[int, Mapping[str, Tensor]]) -> dict[str, object]:
    """Return micro F1 of telling words (any category, and the right one), of roles, and group accuracy."""
    word, told, role, group = [0, 0, 0], [0, 0, 0], [0, 0, 0], [0, 0]
    for i, item in enumerate(examples.items):
        for token, gold in item.words:
            _count(told, gold != NONE, (guess := int(found[i]["word"][token].argmax())) != NONE, True)
            _count(word, gold != NONE, guess != NONE, gold == guess)
        for number, (*_, gold) in enumerate(item.roles):
            guess = int(found[i]["role"][number].argmax())
            _count(role, gold != 0, guess != 0, gold == guess)
        if item.target is not None and item.target[0] != IGNORE:
            group[0] += int(found[i]["category"][0].argmax()) == item.target[0]
            group[1] += 1
    return {
        "telling_f1": _f1(told), "category_f1": _f1(word), "role_f1": _f1(role),
        "group_accuracy": round(100 * group[0] / max(1, group[1]), 1),
    }  # fmt: skip


def _count(counts: list[int], gold: bool, guess: bool, same: bool) -> None:
    counts[0] += gold and guess and same
    counts[1] += gold
    counts[2] += guess


def _f1(counts: list[int]) -> float:
    right, gold, guess = counts
    return round(200 * right / max(1, gold + guess), 1)
