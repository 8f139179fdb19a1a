"""Which inputs the spread of a forecast comes from: Sobol indices, by SALib (extra `model`).

Sobol 2001, "Global sensitivity indices for nonlinear mathematical models", Mathematics and Computers in
Simulation 55; Saltelli et al. 2010, "Variance based sensitivity analysis of model output", Computer Physics
Communications 181(2). SALib: Iwanaga, Usher and Herman 2022.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dragoman.negotiation.needed import needed
from dragoman.negotiation.scale import METHODS, Stake, estimate, ranged_inputs, values_of


@dataclass(frozen=True)
class Index:
    """What share of the forecast's variance an input causes.

    Attributes:
        first: By itself.
        total: By itself and together with others.
        error: Half of the 95% interval of `total`, by bootstrap.
    """

    name: str
    first: float
    total: float
    error: float


def sobol(stakes: Sequence[Stake], method: str = METHODS[0], base: int = 512, seed: int = 0) -> list[Index]:
    """Return the Sobol indices of all inputs that have a range, the largest total first.

    Args:
        stakes: What the parties bring.
        method: One of `scale.METHODS`.
        base: Size of the base sample, a power of two; base x (inputs + 2) forecasts are computed.
        seed: The same one draws the same samples.

    Raises:
        DragomanError: when the extra `model` is not installed.
    """
    sampler = needed("SALib.sample.sobol")
    analyser = needed("SALib.analyze.sobol")
    ranged = list(ranged_inputs(stakes))
    if not ranged:
        return []
    names = [name for name, _, _ in ranged]
    bounds = [[one.low, one.high] for _, _, one in ranged]
    problem = {"num_vars": len(names), "names": names, "bounds": bounds}
    drawn = sampler.sample(problem, base, calc_second_order=False, seed=seed)
    inputs = np.repeat(values_of(stakes)[:, None, :], len(drawn), axis=1)
    for column, (_, (row, k), _) in enumerate(ranged):
        inputs[row, :, k] = drawn[:, column]
    results = estimate(method, *inputs)
    if np.ptp(results) == 0:
        return [Index(name, 0.0, 0.0, 0.0) for name in names]
    found = analyser.analyze(problem, results, calc_second_order=False, seed=seed)
    indices = [
        Index(name, float(found["S1"][k]), float(found["ST"][k]), float(found["ST_conf"][k]))
        for k, name in enumerate(names)
    ]
    return sorted(indices, key=lambda index: -index.total)
