"""Crisis bargaining with private costs: what demand is best, and how likely war is.

Fearon 1995, "Rationalist explanations for war", International Organization 49(3), appendix: A makes one
demand on a good worth 1 to both; B gives in or fights. A wins a war with probability p. B's cost of war is
known to B alone; A holds any cost in a range for equally likely.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Demand:
    """The demand that is worth most to A.

    Attributes:
        share: What A demands of the good, 0 to 1.
        war: The probability that B fights.
        worth: What the demand is worth to A, war included.
        safe: The largest demand that B is sure to accept.
        least: The worst settlement that A still likes as well as war.
    """

    share: float
    war: float
    worth: float
    safe: float
    least: float


def best_demand(win: float, cost: float, target_cost: tuple[float, float]) -> Demand:
    """Return A's best demand.

    B accepts a demand x when 1 - x is no less than 1 - p - its cost. With costs uniform on [low, high] the
    worth of x is concave, and its top is p + (high - A's cost) / 2, held within what B surely accepts and
    what there is.

    Args:
        win: p, the probability that A wins a war.
        cost: A's cost of war, as a share of the good.
        target_cost: The lowest and highest cost of war that B may have.

    Raises:
        ValueError: when they are no probabilities and costs.
    """
    low, high = target_cost
    if not 0 <= win <= 1 or cost < 0 or not 0 <= low <= high:
        raise ValueError("a probability from 0 to 1 and costs of 0 or more, the lower first, were expected")
    safe = min(1.0, win + low)
    share = min(1.0, max(safe, win + (high - cost) / 2))
    if high == low:
        share = safe
    war = 0.0 if share <= safe else min(1.0, (share - win - low) / (high - low))
    return Demand(share, war, share * (1 - war) + (win - cost) * war, safe, max(0.0, win - cost))
