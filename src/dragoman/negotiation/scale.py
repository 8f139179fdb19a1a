"""Forecast on a scale: where an issue is likely to be settled, from positions, salience and means.

The weighted mean is the compromise model: Van den Bos 1991, "Dutch EC Decision Making"; Achen 2006, in
Thomson, Stokman, Achen and König (eds), "The European Union Decides", ch. 10, where it does at least as
well as every richer model. The weighted median is Black 1948, "On the rationale of group decision-making",
with weights.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

METHODS = ("weighted mean", "weighted median", "mean", "median")
"""The first is the default."""
INPUTS = ("position", "salience", "means")


@dataclass(frozen=True)
class Ranged:
    """A number with the range that it may lie in."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Stake:
    """What one party brings to an issue."""

    party: str
    position: Ranged
    salience: Ranged
    means: Ranged


@dataclass(frozen=True)
class Forecast:
    """A point and what the ranges of the inputs allow.

    Attributes:
        point: With every input at its value.
        low, high: The least and the most that any inputs within their ranges give.
        central: The middle 90% when every input is anywhere in its range, all places as likely.
    """

    method: str
    point: float
    low: float
    high: float
    central: tuple[float, float]


@dataclass(frozen=True)
class Bar:
    """One input of a tornado: the forecast with it at its low and at its high end, all others at their
    values.
    """

    name: str
    low: float
    high: float

    @property
    def swing(self) -> float:
        """How far the forecast moves."""
        return abs(self.high - self.low)


def estimate(method: str, positions: Floats, salience: Floats, means: Floats) -> Floats:
    """Return the forecast of each set of inputs.

    Args:
        method: One of `METHODS`.
        positions: (..., parties).
        salience: (..., parties), not negative.
        means: (..., parties), not negative.

    Returns:
        (...); the unweighted figure where all weights are zero.
    """
    weights = np.ones_like(positions) if method in ("mean", "median") else salience * means
    weights = np.where(weights.sum(axis=-1, keepdims=True) > 0, weights, 1.0)
    if method.endswith("mean"):
        mean: Floats = (weights * positions).sum(axis=-1) / weights.sum(axis=-1)
        return mean
    return _weighted_median(positions, weights)


def _weighted_median(positions: Floats, weights: Floats) -> Floats:
    """Return where half the weight lies on either side; between two positions where both are such places."""
    order = np.argsort(positions, axis=-1, kind="stable")
    ranked = np.take_along_axis(positions, order, axis=-1)
    reached = np.cumsum(np.take_along_axis(weights, order, axis=-1), axis=-1)
    half = reached[..., -1:] / 2
    slack = 1e-12 * half
    lower = np.take_along_axis(ranked, (reached < half - slack).sum(axis=-1, keepdims=True), axis=-1)
    above = (reached <= half + slack).sum(axis=-1, keepdims=True)
    upper = np.take_along_axis(ranked, np.minimum(above, ranked.shape[-1] - 1), axis=-1)
    median: Floats = ((lower + upper) / 2)[..., 0]
    return median


def forecast(
    stakes: Sequence[Stake], method: str = METHODS[0], samples: int = 10_000, seed: int = 0
) -> Forecast:
    """Return the forecast of an issue with its intervals."""
    point = float(estimate(method, *values_of(stakes)[:, None])[0])
    drawn = estimate(method, *_drawn(stakes, samples, seed))
    low, high = extremes(stakes, method)
    central = np.quantile(drawn, (0.05, 0.95))
    return Forecast(method, point, low, high, (float(central[0]), float(central[1])))


def extremes(stakes: Sequence[Stake], method: str) -> tuple[float, float]:
    """Return the least and the most that inputs within their ranges can give, exactly.

    Each method rises with every position, so positions stand at one end. With those fixed, the weights that
    draw it furthest are as high as they go on one side of some place and as low as they go on the other.
    """
    weights_low = np.array([stake.salience.low * stake.means.low for stake in stakes])
    weights_high = np.array([stake.salience.high * stake.means.high for stake in stakes])
    ends = []
    for end, pull in (("low", min), ("high", max)):
        positions = np.array([getattr(stake.position, end) for stake in stakes])
        found = []
        for place in positions:
            near = positions <= place if end == "low" else positions >= place
            weights = np.where(near, weights_high, weights_low)
            found.append(float(estimate(method, positions, weights, np.ones_like(weights))))
        ends.append(pull(found))
    return ends[0], ends[1]


def tornado(stakes: Sequence[Stake], method: str = METHODS[0]) -> list[Bar]:
    """Return how far each input with a range moves the forecast, the furthest first."""
    bars = []
    for name, (row, k), ranged in ranged_inputs(stakes):
        ends = []
        for end in (ranged.low, ranged.high):
            columns = values_of(stakes)
            columns[row, k] = end
            ends.append(float(estimate(method, *columns)))
        bars.append(Bar(name, ends[0], ends[1]))
    return sorted((bar for bar in bars if bar.swing > 0), key=lambda bar: -bar.swing)


def ranged_inputs(stakes: Sequence[Stake]) -> Iterator[tuple[str, tuple[int, int], Ranged]]:
    """Yield each input that has a range: its name, its row and column in `values_of`, and the range."""
    for k, stake in enumerate(stakes):
        for row, name in enumerate(INPUTS):
            ranged: Ranged = getattr(stake, name)
            if ranged.low < ranged.high:
                yield f"{name} of {stake.party}", (row, k), ranged


@dataclass(frozen=True)
class Block:
    """What a party can hold up if nothing is settled without it.

    Attributes:
        accepts: The outcomes that it likes no less than today's: from, to.
        blocks: The parts of the scale that it likes less.
    """

    party: str
    accepts: tuple[float, float]
    blocks: tuple[tuple[float, float], ...]


def blocked(stakes: Sequence[Stake], today: float, ends: tuple[float, float]) -> list[Block]:
    """Return what each party would block if it could, the weakest party (salience times means) first.

    A party that likes nearer outcomes better prefers today's state to all that lies further from its
    position.
    """
    found = []
    for stake in sorted(stakes, key=lambda one: (one.salience.value * one.means.value, one.party)):
        reach = abs(stake.position.value - today)
        low = max(ends[0], stake.position.value - reach)
        high = min(ends[1], stake.position.value + reach)
        parts = ((ends[0], low), (high, ends[1]))
        found.append(Block(stake.party, (low, high), tuple(part for part in parts if part[1] > part[0])))
    return found


def values_of(stakes: Sequence[Stake]) -> Floats:
    """Return (3, parties) the values of positions, salience and means."""
    return np.array([[getattr(stake, name).value for stake in stakes] for name in INPUTS], dtype=float)


def _drawn(stakes: Sequence[Stake], samples: int, seed: int) -> tuple[Floats, Floats, Floats]:
    rng = np.random.default_rng(seed)
    columns = []
    for name in INPUTS:
        low = np.array([getattr(stake, name).low for stake in stakes])
        high = np.array([getattr(stake, name).high for stake in stakes])
        columns.append(rng.uniform(low, high, size=(samples, len(stakes))))
    return columns[0], columns[1], columns[2]
