"""The expected-utility challenge model, as a comparator only.

Bueno de Mesquita's group decision model as set out by Scholz, Calbert and Smith 2011, "Unravelling Bueno de
Mesquita's group decision model" (ICAART 2011; Journal of Theoretical Politics 23(4)). It is here to be
compared with the weighted mean, which has beaten it in public tests (Thomson et al. 2006).

Where the paper leaves open which of several compromises a party takes, and over which votes the chance of a
challenge is normalised, this follows the reading that comes nearest to the paper's own example (the one with
the lowest weighted position; all votes between all pairs). The first makes it depend on which way round the
scale is written, which is a flaw of the comparator, and one more reason to prefer the mean.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dragoman.negotiation.scale import Floats, estimate


@dataclass(frozen=True)
class Round:
    """Where the model stands after a round."""

    positions: Floats
    median: float
    mean: float


def rounds(
    positions: Floats, salience: Floats, means: Floats, count: int = 8, certainty: float = 1.0
) -> list[Round]:
    """Return what the model says after each round.

    Args:
        positions: Where the parties stand, on any scale.
        salience: 0 to 1.
        means: Capability, on any scale.
        count: How many rounds.
        certainty: Q, the probability that nothing changes without a challenge; below 1 the rest goes to a
            better or a worse status quo, by whether the median is nearer to the party than the rival is.
    """
    places = np.asarray(positions, dtype=float).copy()
    span = float(np.ptp(places))
    found = []
    for _ in range(count):
        if span > 0:
            places = _moved(places, salience, means, span, certainty)
        found.append(
            Round(
                places.copy(),
                float(estimate("weighted median", places, salience, means)),
                float(estimate("weighted mean", places, salience, means)),
            )
        )
    return found


def _moved(places: Floats, salience: Floats, means: Floats, span: float, certainty: float) -> Floats:
    even = np.ones(len(places))
    danger = _expected(places, salience, means, span, certainty, 1.0, even)
    np.fill_diagonal(danger, 0.0)
    # How much the others expect of challenging a party: the less, the more security it has bought.
    level = danger.sum(axis=0)
    reach = float(np.ptp(level))
    risk = (2 * level - level.max() - level.min()) / reach if reach > 0 else np.zeros(len(places))
    exponents = (1 - risk / 3) / (1 + risk / 3)
    moved = places.copy()
    for i in range(len(places)):
        # Each party sees both sides of a challenge through its own attitude to risk.
        seen = _expected(places, salience, means, span, certainty, float(exponents[i]), exponents)
        moved[i] = _best_offer(places, i, seen)
    return moved


def _best_offer(places: Floats, i: int, seen: Floats) -> float:
    """Return where party i goes: it loses a confrontation, else agrees on a compromise, else gives in."""
    lost, compromises, given_in = [], [], []
    for j, place in enumerate(places):
        own, theirs = seen[i, j], seen[j, i]
        gap = place - places[i]
        if gap == 0 or theirs <= 0:
            continue
        if theirs > own > 0:
            lost.append((abs(gap), place))
        elif own < 0 and theirs > -own:
            between = (-own * places[i] + theirs * place) / (theirs - own)
            compromises.append((between, places[i] + gap * -own / theirs))
        elif own < 0:
            given_in.append((abs(gap), place))
    for offers in (lost, compromises, given_in):
        if offers:
            return float(min(offers)[1])
    return float(places[i])


def _expected(
    places: Floats,
    salience: Floats,
    means: Floats,
    span: float,
    certainty: float,
    own: float,
    exponents: Floats,
) -> Floats:
    """Return (challenger, rival) expected utilities of a challenge.

    Args:
        places: Positions.
        salience: Salience of the parties.
        means: Means of the parties.
        span: The range of the positions at the start.
        certainty: Q.
        own: The exponent of risk of whoever looks at it.
        exponents: The exponents with which each party votes.
    """
    apart = np.abs(places[:, None] - places[None, :]) / span
    win, lose = 2 - 4 * np.clip(0.5 - 0.5 * apart, 0, None) ** own, 2 - 4 * (0.5 + 0.5 * apart) ** own
    felt = apart ** exponents[None, :]
    # (challenger, rival, voter): how much nearer the challenger is to the voter than the rival is.
    votes = means * salience * (felt[None, :, :] - felt[:, None, :])
    total = np.abs(votes).sum()
    chance = np.clip(votes, 0, None).sum(axis=2) / total if total > 0 else np.zeros_like(apart)
    effort = salience[None, :]
    gain = effort * (chance * win + (1 - chance) * lose) + (1 - effort) * win
    median = float(estimate("weighted median", places, salience, means))
    to_median = np.abs(places - median)[:, None] / span
    better = 2 - 4 * np.clip(0.5 - 0.25 * (to_median + apart), 0, None) ** own
    worse = 2 - 4 * (0.5 + 0.25 * (to_median + apart)) ** own
    otherwise = np.where(to_median < apart, better, worse)
    result: Floats = gain - certainty * (2 - 4 * 0.5**own) - (1 - certainty) * otherwise
    return result
