"""How likely it is that an event is right as a whole: its category, its actors and its recipients.

A logistic regression over a few signs, fitted by `training/confidence` on `tests/gold/records` and checked
for calibration on sentences that it was not fitted on (docs/accuracy.md).
"""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass
from functools import cache

from pydantic import BaseModel, ConfigDict

from dragoman.tables import load_table

CLIP = 0.01
"""Probabilities nearer to 0 or 1 than this count as no surer."""


@dataclass(frozen=True)
class Signs:
    """What speaks for an event; each a number near 0 for the ordinary case."""

    told: float = 0.0
    """Log odds that its words tell an event."""
    category: float = 0.0
    """Log odds that they tell this category."""
    unknown: float = 0.0
    """1 where the lexicon does not have the word with this meaning."""
    weight: float = 0.0
    """Logarithm of the lexicon rule's weight."""
    assumed: float = 0.0
    """Logarithm of the factor for what had to be assumed to fill the roles."""
    mentions: float = 0.0
    """Logarithm of the least sure mention's confidence."""
    actor: float = 0.0
    """Log odds that the least sure actor acts."""
    recipient: float = 0.0
    """Log odds that the least sure recipient receives."""
    no_actor: float = 0.0
    no_recipient: float = 0.0
    described: float = 0.0
    """1 where nobody who acts is named: "officials", "the company"."""
    uncoded: float = 0.0
    """1 where nobody who acts is of a state or a sector that is known."""
    marked: float = 0.0
    """1 where it is negated, to come, or only possible."""


class _Weights(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    least: float
    """An event less likely than this is none."""
    constant: float
    signs: dict[str, float]


@cache
def load_weights() -> _Weights:
    """Return the fitted weights; raises `DataError` when the file is wrong."""
    return load_table(_Weights, "dragoman.coding", "data/confidence.yaml")


def confidence(signs: Signs) -> float:
    """Return the likeliness, between 0 and 1, to three places."""
    weights = load_weights()
    total = weights.constant + sum(weights.signs[name] * value for name, value in asdict(signs).items())
    return round(1.0 / (1.0 + math.exp(-total)), 3)


def log_odds(chance: float) -> float:
    """Return the log odds of a probability, clipped."""
    chance = min(max(chance, CLIP), 1.0 - CLIP)
    return math.log(chance / (1.0 - chance))
