"""Bargains over several issues: what is efficient, which settlements theory singles out, which trades pay.

A party's worth of a settlement is the sum over issues of its weight times nearness to its position (1 at the
position, 0 a whole scale away). Nash 1950, "The bargaining problem", Econometrica 18(2); Kalai and
Smorodinsky 1975, "Other solutions to Nash's bargaining problem", Econometrica 43(3); trades of equal gain
after Stokman and Van Oosten 1994, "The exchange of voting positions", in "European Community Decision
Making".
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import combinations, permutations

import numpy as np

from dragoman.negotiation.logic import Bools
from dragoman.negotiation.needed import needed
from dragoman.negotiation.scale import Floats


@dataclass(frozen=True)
class Talks:
    """Several issues on scales from 0 to 1.

    Attributes:
        positions: (parties, issues).
        weights: (parties, issues), not negative: how much each issue counts for each party.
        today: (issues,) what holds when nothing is agreed.
    """

    positions: Floats
    weights: Floats
    today: Floats

    def worth(self, settlement: Floats) -> Floats:
        """Return (..., parties) what settlements (..., issues) are worth to each party."""
        near = 1 - np.abs(settlement[..., None, :] - self.positions)
        worth: Floats = (near * self.weights).sum(axis=-1)
        return worth


@dataclass(frozen=True)
class Settlement:
    """A settlement of all issues, and what it is worth to each party."""

    issues: Floats
    worth: Floats


def pareto(worths: Floats) -> Bools:
    """Return (outcomes,): whether no other outcome is as good for all parties and better for one.

    Args:
        worths: (outcomes, parties).
    """
    as_good = np.all(worths[None, :, :] >= worths[:, None, :] - 1e-12, axis=2)
    better = np.any(worths[None, :, :] > worths[:, None, :] + 1e-12, axis=2)
    efficient: Bools = ~np.asarray(np.any(as_good & better, axis=1))
    return efficient


def grid(talks: Talks, steps: int = 11) -> Floats:
    """Return (settlements, issues): every combination of evenly spaced settlements of the issues."""
    issues = talks.positions.shape[1]
    axes = np.meshgrid(*[np.linspace(0, 1, steps)] * issues, indexing="ij")
    return np.stack([axis.ravel() for axis in axes], axis=1)


def nash_of(worths: Floats, disagreement: Floats) -> int | None:
    """Return the outcome, of a list, with the largest product of gains; None where nobody can gain."""
    gains = worths - disagreement
    fair = np.asarray(np.all(gains >= -1e-12, axis=1))
    if not fair.any():
        return None
    product = np.where(fair, np.prod(np.clip(gains, 0, None), axis=1), -1.0)
    return int(product.argmax())


def kalai_smorodinsky_of(worths: Floats, disagreement: Floats) -> int | None:
    """Return the outcome, of a list, in which the smallest share of a party's best gain is the largest.

    A party's best gain is over outcomes that leave nobody worse off than no agreement. Between outcomes of
    equal smallest shares the sum of shares decides.
    """
    gains = worths - disagreement
    fair = np.asarray(np.all(gains >= -1e-12, axis=1))
    if not fair.any():
        return None
    best = np.where(fair[:, None], gains, -np.inf).max(axis=0)
    shares = gains / np.where(best > 0, best, 1.0)
    order = np.lexsort((shares.sum(axis=1), np.where(fair, shares.min(axis=1).round(12), -np.inf)))
    return int(order[-1])


def nash_on(first: Callable[[float], float], second: Callable[[float], float]) -> float:
    """Return x in [0, 1] where the product of two parties' gains is largest; nothing agreed is worth 0 to
    both.
    """
    optimise = needed("scipy.optimize")
    coarse = np.linspace(0, 1, 1001)
    products = [first(x) * second(x) for x in coarse]
    top = int(np.argmax(products))
    ends = (coarse[max(0, top - 1)], coarse[min(1000, top + 1)])
    found = optimise.minimize_scalar(
        lambda x: -first(x) * second(x), bounds=ends, method="bounded", options={"xatol": 1e-12}
    )
    return float(found.x)


def kalai_smorodinsky_on(first: Callable[[float], float], second: Callable[[float], float]) -> float:
    """Return x in [0, 1] where both have the same share of their best; nothing agreed is worth 0 to both.

    Args:
        first: What x is worth to the first party, rising.
        second: What x is worth to the second, falling.
    """
    optimise = needed("scipy.optimize")
    coarse = np.linspace(0, 1, 1001)
    bests = max(first(x) for x in coarse), max(second(x) for x in coarse)
    return float(optimise.brentq(lambda x: first(x) / bests[0] - second(x) / bests[1], 0, 1, xtol=1e-12))


def kalai_smorodinsky(talks: Talks) -> Settlement | None:
    """Return the settlement with the largest smallest share of the parties' best gains; None if nobody gains.

    A linear programme: gains are concave and piecewise linear in the settlement.
    """
    best = _best_gains(talks)
    if best is None or best.max() <= 1e-9:
        return None
    scale = np.where(best > 1e-9, best, 0.0)
    return _solve(talks, scale)


def nash(talks: Talks) -> Settlement | None:
    """Return the settlement with the largest product of gains; None where not all parties can gain at once.

    The log of the product is concave; it is climbed from the Kalai-Smorodinsky settlement.
    """
    optimise = needed("scipy.optimize")
    start = kalai_smorodinsky(talks)
    today = talks.worth(talks.today)
    if start is None or (start.worth - today).min() <= 1e-9:
        return None
    parties, issues = talks.positions.shape
    # Variables: the settlement, then how far it is from each position (parties x issues).
    apart = np.abs(start.issues - talks.positions)

    def gains(variables: Floats) -> Floats:
        near = 1 - variables[issues:].reshape(parties, issues)
        gained: Floats = (near * talks.weights).sum(axis=1) - today
        return gained

    def loss(variables: Floats) -> float:
        return -float(np.log(np.maximum(gains(variables), 1e-12)).sum())

    def slope(variables: Floats) -> Floats:
        down = talks.weights / np.maximum(gains(variables), 1e-12)[:, None]
        return np.concatenate([np.zeros(issues), down.ravel()])

    matrix, bound = _distances(talks)
    found = optimise.minimize(
        loss,
        np.concatenate([start.issues, apart.ravel()]),
        jac=slope,
        method="SLSQP",
        bounds=[(0, 1)] * (issues + parties * issues),
        constraints=[
            {"type": "ineq", "fun": lambda v: bound - matrix @ v, "jac": lambda v: -matrix},
            {"type": "ineq", "fun": gains},
        ],
        options={"maxiter": 500, "ftol": 1e-12},
    )
    settlement = np.clip(found.x[:issues], 0, 1)
    return Settlement(settlement, talks.worth(settlement))


def _best_gains(talks: Talks) -> Floats | None:
    """Return each party's largest gain in a settlement that leaves nobody worse off than today."""
    parties = talks.positions.shape[0]
    best = []
    for party in range(parties):
        scale = np.zeros(parties)
        scale[party] = 1.0
        found = _solve(talks, scale)
        if found is None:
            return None
        best.append(found.worth[party] - talks.worth(talks.today)[party])
    return np.array(best)


def _solve(talks: Talks, scale: Floats) -> Settlement | None:
    """Return the settlement that maximises t, where each party gains t times its scale or more.

    A second pass keeps t and maximises the sum of gains, so that nothing is left on the table.
    """
    optimise = needed("scipy.optimize")
    parties, issues = talks.positions.shape
    today = talks.worth(talks.today)
    matrix, bound = _distances(talks)
    size = issues + parties * issues
    # weights . (1 - distance) - today >= t scale
    spread = np.zeros((parties, size))
    for party in range(parties):
        start = issues + party * issues
        spread[party, start : start + issues] = talks.weights[party]
    upper = np.block([[matrix, np.zeros((len(matrix), 1))], [spread, scale[:, None]]])
    limits = np.concatenate([bound, talks.weights.sum(axis=1) - today])
    bounds: list[tuple[float | None, float | None]] = [(0, 1)] * size + [(None, None)]
    goal = np.zeros(size + 1)
    goal[-1] = -1
    first = optimise.linprog(goal, A_ub=upper, b_ub=limits, bounds=bounds, method="highs")
    if not first.success:
        return None
    sums = np.concatenate([spread.sum(axis=0), [0.0]])
    bounds[-1] = (float(first.x[-1]) - 1e-9, None)
    second = optimise.linprog(sums, A_ub=upper, b_ub=limits, bounds=bounds, method="highs")
    settlement = np.clip((second if second.success else first).x[:issues], 0, 1)
    return Settlement(settlement, talks.worth(settlement))


def _distances(talks: Talks) -> tuple[Floats, Floats]:
    """Return A and b of A v <= b: each distance is at least |settlement - position|."""
    parties, issues = talks.positions.shape
    rows, bound = [], []
    for party in range(parties):
        for issue in range(issues):
            for sign in (1.0, -1.0):
                row = np.zeros(issues + parties * issues)
                row[issue] = sign
                row[issues + party * issues + issue] = -1.0
                rows.append(row)
                bound.append(sign * talks.positions[party, issue])
    return np.array(rows), np.array(bound)


@dataclass(frozen=True)
class Trade:
    """Two parties each give way on one issue; both gain the same.

    Attributes:
        first, second: The parties.
        gives: The issue on which the first gives way, by how much (towards the second).
        gets: The issue on which the second gives way, by how much.
        gain: What each of the two gains.
        others: (parties,) what it does to everybody; the two parties' own gain among them.
    """

    first: int
    second: int
    gives: tuple[int, float]
    gets: tuple[int, float]
    gain: float
    others: Floats


NOTHING = 1e-9
"""A gain that is mere rounding: the two weigh the issues alike."""


def trades(talks: Talks, start: Floats) -> list[Trade]:
    """Return the trades of equal gain between pairs of issues, the most profitable first.

    Args:
        talks: Positions and weights.
        start: (issues,) the settlement that is expected without a trade; each trade moves two issues away
            from it, towards the other's position and never beyond.
    """
    found = []
    worth = talks.worth(start)
    for first, second in combinations(range(len(talks.positions)), 2):
        for k, m in permutations(range(talks.positions.shape[1]), 2):
            room_k = _room(talks, first, second, k, start)
            room_m = _room(talks, second, first, m, start)
            a, b = talks.weights[first], talks.weights[second]
            if room_k <= 0 or room_m <= 0 or b[k] * a[m] <= a[k] * b[m]:
                continue
            # Equal gains: a[m] y - a[k] x = b[k] x - b[m] y, as far as there is room.
            ratio = (a[k] + b[k]) / (a[m] + b[m])
            x = min(room_k, room_m / ratio)
            y = x * ratio
            after = start.copy()
            after[k] += x * np.sign(talks.positions[second, k] - start[k])
            after[m] += y * np.sign(talks.positions[first, m] - start[m])
            gain = float(a[m] * y - a[k] * x)
            if gain > NOTHING:
                found.append(Trade(first, second, (k, x), (m, y), gain, talks.worth(after) - worth))
    return sorted(found, key=lambda trade: -trade.gain)


def _room(talks: Talks, giver: int, taker: int, issue: int, start: Floats) -> float:
    """Return how far an issue can move from `start` away from the giver and towards the taker."""
    to_taker = talks.positions[taker, issue] - start[issue]
    to_giver = talks.positions[giver, issue] - start[issue]
    return float(abs(to_taker)) if to_taker * to_giver <= 0 and to_taker != 0 else 0.0
