"""How well confidences keep their word: of the events given 0.8, eight in ten should be right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

BINS = 10


def calibration(sure: Sequence[float], right: Sequence[bool], bins: int = BINS) -> dict[str, Any]:
    """Return the expected calibration error (Guo et al. 2017) over bins of equal width, and the bins.

    A bin has its mean confidence, the share that was right, and how many there were.
    """
    total, error = len(sure), 0.0
    table = []
    for number in range(bins):
        inside = [i for i, value in enumerate(sure) if min(int(value * bins), bins - 1) == number]
        if not inside:
            continue
        mean = sum(sure[i] for i in inside) / len(inside)
        share = sum(right[i] for i in inside) / len(inside)
        error += abs(mean - share) * len(inside) / total
        table.append({"confidence": round(mean, 3), "right": round(share, 3), "events": len(inside)})
    return {"ece": round(error, 3), "bins": table}
