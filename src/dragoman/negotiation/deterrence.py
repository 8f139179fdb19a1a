"""The asymmetric deterrence game with logit quantal response: in closed form, and fitted to data.

A challenger may challenge; the defender then resists or gives in; the challenger then stands firm or backs
down.
The game: Zagare and Kilgour 1993, "Asymmetric deterrence", International Studies Quarterly 37(1). Quantal
response in extensive games: McKelvey and Palfrey 1998, Experimental Economics 1(1); its use on crises:
Signorino 1999, American Political Science Review 93(2).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from dragoman.negotiation.needed import needed

OUTCOMES = ("status_quo", "acquiescence", "backing_down", "war")
"""Nobody challenges; the defender gives in; the challenger backs down; the challenger stands firm."""

Payoffs = Mapping[str, tuple[float, float]]
"""Outcome to what it is worth to the challenger and to the defender."""


@dataclass(frozen=True)
class Response:
    """How likely each choice and each outcome is.

    Attributes:
        challenge: The challenger challenges.
        resist: The defender resists a challenge.
        fight: The challenger stands firm when resisted.
        outcomes: Outcome to its probability.
    """

    challenge: float
    resist: float
    fight: float
    outcomes: dict[str, float]


def respond(payoffs: Payoffs, sharpness: float = 1.0) -> Response:
    """Return the logit quantal response equilibrium.

    Args:
        payoffs: What each outcome is worth to challenger and defender.
        sharpness: Lambda: 0 is choice by lot; the higher, the nearer to the subgame perfect equilibrium.
    """
    firm = _choice(sharpness * (payoffs["war"][0] - payoffs["backing_down"][0]))
    resisted = [firm * payoffs["war"][k] + (1 - firm) * payoffs["backing_down"][k] for k in (0, 1)]
    resist = _choice(sharpness * (resisted[1] - payoffs["acquiescence"][1]))
    challenged = resist * resisted[0] + (1 - resist) * payoffs["acquiescence"][0]
    challenge = _choice(sharpness * (challenged - payoffs["status_quo"][0]))
    outcomes = dict(
        zip(
            OUTCOMES,
            (
                1 - challenge,
                challenge * (1 - resist),
                challenge * resist * (1 - firm),
                challenge * resist * firm,
            ),
            strict=True,
        )
    )
    return Response(challenge, resist, firm, outcomes)


def credible(payoffs: Payoffs) -> dict[str, bool]:
    """Return whose threat is credible: whether each would rather carry it out than not, if it came to that.

    The challenger's is to stand firm rather than back down; the defender's is to resist a challenger that
    stands firm rather than to give in.
    """
    return {
        "challenger": payoffs["war"][0] > payoffs["backing_down"][0],
        "defender": payoffs["war"][1] > payoffs["acquiescence"][1],
    }


def turning_point(payoffs: Payoffs, sharpness: float = 1.0) -> float:
    """Return how much war would have to be worth to the challenger for resisting to become as likely as not.

    Infinite where no value does it: the defender then prefers one answer whatever the challenger does.
    """
    war, down, give = payoffs["war"][1], payoffs["backing_down"][1], payoffs["acquiescence"][1]
    if war == down:
        return float("inf")
    firm = (give - down) / (war - down)
    if not 0 < firm < 1 or sharpness == 0:
        return float("inf")
    return float(payoffs["backing_down"][0] + np.log(firm / (1 - firm)) / sharpness)


@dataclass(frozen=True)
class Fit:
    """A maximum-likelihood fit.

    Attributes:
        estimates: Parameter to its estimate: `war_challenger`, or `war_challenger: column` for a slope.
        errors: Parameter to its standard error, from the curvature of the likelihood; infinite where flat.
        log_likelihood: At the estimates.
        constant: The log likelihood of the outcomes' bare shares, to compare with.
        cases: How many outcomes were fitted.
    """

    estimates: dict[str, float]
    errors: dict[str, float]
    log_likelihood: float
    constant: float
    cases: int


def fit(
    outcomes: Sequence[str],
    free: Mapping[str, Sequence[str]],
    fixed: Payoffs | None = None,
    columns: Mapping[str, Sequence[float]] | None = None,
) -> Fit:
    """Return the payoffs under which the outcomes seen are likeliest, with lambda 1.

    Only differences of payoffs over lambda can be told from choices, so lambda is not free, the status quo
    is 0 to
    both, and at most three payoffs can be found without columns: four shares have three degrees of freedom.

    Args:
        outcomes: The outcome of each case, of `OUTCOMES`.
        free: Payoff (`war_challenger`, `acquiescence_defender`, ...) to the columns that it depends on,
            none for a constant alone; each has a constant.
        fixed: The payoffs that are not free; 0 where not given.
        columns: Column to its value in each case.

    Raises:
        ValueError: on an outcome or payoff that there is not.
        DragomanError: when the extra `model` is not installed.
    """
    optimise = needed("scipy.optimize")
    seen = np.array([OUTCOMES.index(outcome) for outcome in outcomes])
    data = {name: np.asarray(values, dtype=float) for name, values in (columns or {}).items()}
    names, design = [], []
    for payoff, terms in free.items():
        outcome, _, who = payoff.rpartition("_")
        if outcome not in OUTCOMES or who not in ("challenger", "defender"):
            raise ValueError(f"no payoff {payoff}")
        place = (OUTCOMES.index(outcome), int(who == "defender"))
        for term in ("", *terms):
            names.append(f"{payoff}: {term}" if term else payoff)
            design.append((place, data[term] if term else np.ones(len(seen))))
    base = np.zeros((4, 2, len(seen)))
    for outcome, worth in (fixed or {}).items():
        base[OUTCOMES.index(outcome)] = np.array(worth)[:, None]

    def loss(parameters: np.ndarray) -> float:
        payoffs = base.copy()
        for value, (place, column) in zip(parameters, design, strict=True):
            payoffs[place] += value * column
        return -float(_log_probabilities(payoffs)[seen, np.arange(len(seen))].sum())

    best = optimise.minimize(loss, np.zeros(len(names)), method="BFGS")
    curvature = _hessian(loss, best.x)
    errors = np.full(len(names), np.inf)
    if np.linalg.matrix_rank(curvature, tol=1e-6) == len(names):
        errors = np.sqrt(np.maximum(np.diag(np.linalg.inv(curvature)), 0))
    counts = np.bincount(seen, minlength=4)
    shares = counts[counts > 0] / len(seen)
    return Fit(
        dict(zip(names, best.x.tolist(), strict=True)),
        dict(zip(names, errors.tolist(), strict=True)),
        -float(best.fun),
        float((counts[counts > 0] * np.log(shares)).sum()),
        len(seen),
    )


def _log_probabilities(payoffs: np.ndarray) -> np.ndarray:
    """Return (outcomes, cases) log probabilities for payoffs (outcomes, sides, cases)."""
    quo, give, down, war = payoffs
    log_firm, log_down = _log_choice(war[0] - down[0])
    firm = np.exp(log_firm)
    resisted = firm * war + (1 - firm) * down
    log_resist, log_give = _log_choice(resisted[1] - give[1])
    resist = np.exp(log_resist)
    log_challenge, log_quo = _log_choice(resist * resisted[0] + (1 - resist) * give[0] - quo[0])
    fought = log_challenge + log_resist
    return np.stack([log_quo, log_challenge + log_give, fought + log_down, fought + log_firm])


def _log_choice(gain: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    return -np.logaddexp(0, -gain), -np.logaddexp(0, gain)


def _choice(gain: float) -> float:
    return float(np.exp(-np.logaddexp(0, -gain)))


def _hessian(loss: object, at: np.ndarray, step: float = 1e-4) -> np.ndarray:
    """Return second differences of `loss`."""
    size = len(at)
    found = np.empty((size, size))
    unit = np.eye(size) * step
    for i in range(size):
        for j in range(size):
            corners = [
                loss(at + a * unit[i] + b * unit[j])  # type: ignore[operator]
                for a, b in ((1, 1), (1, -1), (-1, 1), (-1, -1))
            ]
            found[i, j] = (corners[0] - corners[1] - corners[2] + corners[3]) / (4 * step**2)
    return found
