"""The task `renderings`: which lines of two files are the same statement in two translations.

Line n of the one file and line n of the other are the same statement; all other pairs are not. Recall at
1: for how many lines of the first the likeliest line of the second is the right one. Pair F1: of all pairs
at the shipped threshold.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np

from dragoman.errors import DataError
from dragoman.ledger.likeness import meaning
from dragoman.ledger.rarity import load_rarity
from dragoman.ledger.similarity import Similarity, load_similarity
from dragoman.ledger.tuning import load_tuning
from dragoman.ledger.words import content_words, likeness


def evaluate(a: Path, b: Path, predictions: Path | None = None) -> dict[str, Any]:
    """Score two files, line by line the same statements.

    Args:
        a: One translation.
        b: The other.
        predictions: Write a line for each pair that is the likeliest of its line, or above the threshold.

    Raises:
        DataError: when the files have not the same number of lines, or none.
    """
    ours, theirs = _lines(a), _lines(b)
    if len(ours) != len(theirs) or not ours:
        raise DataError(f"{a} has {len(ours)} lines and {b} {len(theirs)}: they must be the same statements")
    similarity = load_similarity()
    scores = likenesses(ours, theirs, similarity)
    threshold = load_tuning().same_words_threshold
    same = scores >= threshold
    best = scores.argmax(axis=1)
    right = int(np.trace(same))
    if predictions is not None:
        rows = [
            {"a": n, "b": int(m), "score": round(float(scores[n, m]), 4), "same": bool(same[n, m])}
            for n in range(len(ours))
            for m in range(len(theirs))
            if same[n, m] or m == best[n]
        ]
        predictions.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return {
        "task": "renderings",
        "by": similarity.name,
        "lines": len(ours),
        "recall_at_1": round(100 * float((best == np.arange(len(ours))).mean()), 1),
        "pair_precision": round(100 * right / max(int(same.sum()), 1), 1),
        "pair_recall": round(100 * right / len(ours), 1),
        "pair_f1": round(200 * right / (int(same.sum()) + len(ours)), 1),
    }


def likenesses(
    ours: list[str], theirs: list[str], similarity: Similarity
) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    """Return how alike each text of the one list is to each of the other, 0 to 1, as the ledger sees it."""
    weights, tuning = load_rarity(), load_tuning()
    words = [[content_words(text) for text in texts] for texts in (ours, theirs)]
    scores = np.array([[likeness(one, other, weights) for other in words[1]] for one in words[0]])
    cosines = similarity.vectors(ours) @ similarity.vectors(theirs).T
    near = [[meaning(float(cosine), "statement", tuning) for cosine in row] for row in cosines]
    return np.array(np.maximum(scores, near))


def _lines(path: Path) -> list[str]:
    try:
        return [line.strip() for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    except OSError as error:
        raise DataError(f"{path}: {error.strerror}") from error
