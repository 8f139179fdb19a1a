"""Equilibria over uncertain preferences: how often each state is one when the rankings are shaken.

The shares that come out are shares of the rankings drawn, not probabilities of what will happen: they say how
much an equilibrium hangs on the order that was assumed.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dragoman.negotiation.graph import GraphModel, Ints
from dragoman.negotiation.scale import Floats
from dragoman.negotiation.stability import Concept, stable_states


@dataclass(frozen=True)
class Shares:
    """What became of the samples.

    Attributes:
        samples: How many rankings of all parties were drawn.
        equilibrium: For each concept the share (states,) of samples in which the state is an equilibrium.
        error: For each concept half of the 95% interval of that share, for the number of samples alone.
        stable: For each concept the share (parties, states) in which the state is stable for the party.
    """

    samples: int
    equilibrium: dict[Concept, Floats]
    error: dict[Concept, Floats]
    stable: dict[Concept, Floats]


def sampled_values(model: GraphModel, spread: list[float], samples: int, seed: int) -> Ints:
    """Return drawn rankings (samples, parties, states).

    Args:
        model: The graph model with the rankings as they were given.
        spread: For each party by how many places each state can be off, up or down, any amount within as
            likely as any other. With 0 the ranking stays, ties included.
        samples: How many.
        seed: The same one draws the same rankings.
    """
    rng = np.random.default_rng(seed)
    drawn = np.empty((samples, *model.values.shape), dtype=np.int64)
    for party, width in enumerate(spread):
        _, place = np.unique(model.values[party], return_inverse=True)
        if width == 0:
            drawn[:, party] = place
            continue
        shaken = place + rng.uniform(-width, width, size=(samples, model.size))
        drawn[:, party] = np.argsort(np.argsort(shaken, axis=1), axis=1)
    return drawn


def sample(model: GraphModel, spread: list[float], samples: int = 10_000, seed: int = 0) -> Shares:
    """Return how often each state is an equilibrium when rankings are off by up to `spread` places."""
    found = stable_states(model.moves, sampled_values(model, spread, samples, seed))
    equilibrium = {concept: stable.all(axis=1).mean(axis=0) for concept, stable in found.items()}
    return Shares(
        samples=samples,
        equilibrium=equilibrium,
        error={concept: _wilson(share, samples) for concept, share in equilibrium.items()},
        stable={concept: stable.mean(axis=0) for concept, stable in found.items()},
    )


def _wilson(share: Floats, samples: int) -> Floats:
    """Return half the width of Wilson's 95% interval (Wilson 1927)."""
    z = 1.959964
    width: Floats = (
        z / (1 + z**2 / samples) * np.sqrt(share * (1 - share) / samples + (z / (2 * samples)) ** 2)
    )
    return width
