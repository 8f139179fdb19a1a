"""Speed of the graph model, in seconds of CPU time: `python benchmarks/negotiation.py`.

Limits (issue 7): 1,024 states and four parties, all four concepts, under a second; 10,000 samples of a model
of 64 states under 10 seconds on one core.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np

from dragoman.negotiation.coalitions import CoalitionAnalysis
from dragoman.negotiation.graph import Change, GraphModel, feasible_states, option_moves
from dragoman.negotiation.sampling import sample
from dragoman.negotiation.stability import Concept, analyse


def made_up(options: int, parties: int) -> GraphModel:
    """Return a model without rules, options dealt in turn, strict rankings drawn with a fixed seed."""
    states = feasible_states(options)
    owner = [k % parties for k in range(options)]
    moves = option_moves(states, owner, [Change.free] * options, parties)
    rng = np.random.default_rng(1)
    values = np.stack([rng.permutation(len(states)) for _ in range(parties)])
    return GraphModel(tuple(map(str, range(parties))), tuple(moves), values, states)


def seconds(work: Callable[[], object]) -> float:
    """Return the CPU time that `work` takes."""
    start = time.process_time()
    work()
    return time.process_time() - start


def four_concepts() -> float:
    """Return the time for 1,024 states and four parties, building the model included."""
    return seconds(lambda: analyse(made_up(10, 4)))


def ten_thousand_samples() -> float:
    """Return the time for 10,000 samples of 64 states and three parties."""
    model = made_up(6, 3)
    return seconds(lambda: sample(model, [5.0, 5.0, 5.0], 10_000))


def every_coalition() -> float:
    """Return the time for the coalition equilibria of 256 states and four parties."""
    model = made_up(8, 4)
    return seconds(lambda: CoalitionAnalysis(model).equilibria(Concept.seq))


def main() -> None:
    """Print the figures."""
    for name, measure in (
        ("1,024 states, 4 parties, 4 concepts", four_concepts),
        ("10,000 samples of 64 states, 3 parties", ten_thousand_samples),
        ("coalitions of 256 states, 4 parties", every_coalition),
    ):
        print(f"{name:40} {measure():6.2f} s")


if __name__ == "__main__":
    main()
