"""All that a scenario gives, as plain data: what `--json` prints, and what text and page are made of."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from dragoman.errors import DragomanError
from dragoman.negotiation import bargain as bargains
from dragoman.negotiation import build, deterrence
from dragoman.negotiation import scale as scales_
from dragoman.negotiation import scenario as scenario_
from dragoman.negotiation.basis import Ground, grounds_of
from dragoman.negotiation.challenge import rounds
from dragoman.negotiation.conflict import Conflict, conflict_of
from dragoman.negotiation.crisis import Demand, best_demand
from dragoman.negotiation.history import Rate, rates_of
from dragoman.negotiation.scenario import Bargain, Issue, Scenario, Threat
from dragoman.negotiation.sensitivity import Index, sobol


@dataclass(frozen=True)
class Options:
    """How much to compute.

    Attributes:
        samples: Draws over uncertain preferences, inputs and payoffs.
        seed: The same one gives the same draws.
        sensitivity: Compute Sobol indices (needs the extra `model`).
    """

    samples: int = 2_000
    seed: int = 0
    sensitivity: bool = True


@dataclass(frozen=True)
class Outlook:
    """The forecast of one issue."""

    issue: str
    name: str
    scale: tuple[float, float]
    ends: tuple[str, str]
    today: float | None
    positions: dict[str, tuple[float, float, float]]
    """Party to value, low, high."""
    forecast: scales_.Forecast
    others: list[scales_.Forecast]
    """By the other methods."""
    comparator: float | None
    """The median of the challenge model after its rounds: for comparison only."""
    tornado: list[scales_.Bar]
    sobol: list[Index] | None
    """None where it was not computed."""
    missing: str
    """What must be installed for the Sobol indices; empty where nothing is missing."""
    blocks: list[scales_.Block]
    """What each party could hold up, the weakest first; empty without today's place."""
    history: list[Rate]
    """How near such forecasts came, and where today's place is given, how often it stayed."""


@dataclass(frozen=True)
class Talked:
    """The bargain over all issues at once; settlements are on each issue's own scale."""

    parties: list[str]
    issues: list[str]
    today: list[float]
    today_worth: list[float]
    expected: list[float]
    """What the forecast gives for each issue by itself."""
    expected_worth: list[float]
    nash: list[float] | None
    nash_worth: list[float] | None
    kalai_smorodinsky: list[float] | None
    kalai_smorodinsky_worth: list[float] | None
    frontier: list[list[float]]
    """What efficient settlements on a grid are worth to each party."""
    trades: list[dict[str, Any]]
    missing: str
    """What must be installed for the two settlements; empty where they were sought."""


@dataclass(frozen=True)
class Listed:
    """A bargain over listed outcomes."""

    bargain: str
    efficient: list[str]
    nash: str | None
    kalai_smorodinsky: str | None


@dataclass(frozen=True)
class Menace:
    """A threat, with the model of it where payoffs are given, and history beside it."""

    threat: str
    challenger: str
    defender: str
    means: str
    entries: list[str]
    response: deterrence.Response | None
    between: dict[str, tuple[float, float]] | None
    """Challenge, resist, fight: the middle 90% when each payoff is off by up to `off_by`."""
    credible: dict[str, bool] | None
    war: float
    """What war is worth to the challenger by the payoffs; 0 where none are given."""
    turning_point: float | None
    """What war would have to be worth to the challenger for resisting to be as likely as not."""
    history: list[Rate]


@dataclass(frozen=True)
class Asked:
    """The best demand of crisis bargaining."""

    by: str
    of: str
    best: Demand
    between: dict[str, tuple[float, float]]
    """Share and war: the middle 90% when the inputs are anywhere in their ranges."""
    history: list[Rate]
    """How often demands that were backed by force were met."""


@dataclass(frozen=True)
class Analysis:
    """All of it."""

    title: str
    date: str
    draft: bool
    grounds: list[Ground]
    """All that it rests on."""
    not_told: list[str]
    parties: dict[str, str]
    conflict: Conflict | None
    outlooks: list[Outlook]
    talks: Talked | None
    bargains: list[Listed]
    threats: list[Menace]
    demands: dict[str, Asked]

    def as_data(self) -> dict[str, Any]:
        """Return it as data for JSON."""
        data: dict[str, Any] = _plain(asdict(self))
        return data


def analyse_scenario(scenario: Scenario, options: Options | None = None) -> Analysis:
    """Return all that a checked scenario gives."""
    options = options or Options()
    return Analysis(
        title=scenario.title,
        date=scenario.date,
        draft=scenario.draft,
        grounds=grounds_of(scenario),
        not_told=list(scenario.not_told),
        parties={key: party.name for key, party in scenario.parties.items()},
        conflict=conflict_of(scenario, options.samples, options.seed),
        outlooks=[_outlook(scenario, key, issue, options) for key, issue in scenario.issues.items()],
        talks=_talks(scenario),
        bargains=[_listed(key, one) for key, one in scenario.bargains.items()],
        threats=[_menace(key, threat, options) for key, threat in scenario.threats.items()],
        demands={key: _asked(one, options) for key, one in scenario.demands.items()},
    )


def _outlook(scenario: Scenario, key: str, issue: Issue, options: Options) -> Outlook:
    stakes = build.stakes(scenario, issue)
    positions, salience, means = scales_.values_of(stakes)
    contended = len(stakes) > 1 and np.ptp(positions) > 0
    today = issue.today.value if issue.today else None
    ends = (issue.scale.low, issue.scale.high)
    indices: list[Index] | None = None
    missing = ""
    if options.sensitivity:
        try:
            indices = sobol(stakes, seed=options.seed)
        except DragomanError as error:
            missing = str(error)
    return Outlook(
        issue=key,
        name=issue.name,
        scale=ends,
        ends=(issue.scale.low_means, issue.scale.high_means),
        today=today,
        positions={s.party: (s.position.value, s.position.low, s.position.high) for s in stakes},
        forecast=scales_.forecast(stakes, samples=options.samples, seed=options.seed),
        others=[
            scales_.forecast(stakes, name, options.samples, options.seed) for name in scales_.METHODS[1:]
        ],
        comparator=rounds(positions, salience / 100, means)[-1].median if contended else None,
        tornado=scales_.tornado(stakes),
        sobol=indices,
        missing=missing,
        blocks=scales_.blocked(stakes, today, ends) if today is not None else [],
        history=[*rates_of("scale"), *(rates_of("status quo") if today is not None else ())],
    )


def _talks(scenario: Scenario) -> Talked | None:
    built = build.talks(scenario)
    if built is None:
        return None
    parties, issues, over = built
    scales = [scenario.issues[key].scale for key in issues]

    def own(settlement: scales_.Floats) -> list[float]:
        return [
            float(one.low + share * (one.high - one.low))
            for one, share in zip(scales, settlement, strict=True)
        ]

    expected = []
    for key in issues:
        stakes = [stake for stake in build.stakes(scenario, scenario.issues[key]) if stake.party in parties]
        point = scales_.forecast(stakes, samples=1).point
        one = scenario.issues[key].scale
        expected.append((point - one.low) / (one.high - one.low))
    start = np.array(expected)
    nash, fair, missing = None, None, ""
    try:
        nash, fair = bargains.nash(over), bargains.kalai_smorodinsky(over)
    except DragomanError as error:
        missing = str(error)
    steps = max(2, min(21, int(1000 ** (1 / len(issues)))))
    worths = over.worth(bargains.grid(over, steps)) if len(issues) <= 6 else np.empty((0, len(parties)))
    frontier = worths[bargains.pareto(worths)] if len(worths) else worths
    trades = [
        {
            "first": parties[trade.first],
            "gives": issues[trade.gives[0]],
            "gives_by": trade.gives[1] * (scales[trade.gives[0]].high - scales[trade.gives[0]].low),
            "second": parties[trade.second],
            "gets": issues[trade.gets[0]],
            "gets_by": trade.gets[1] * (scales[trade.gets[0]].high - scales[trade.gets[0]].low),
            "gain": trade.gain,
            "others": dict(zip(parties, trade.others.tolist(), strict=True)),
        }
        for trade in bargains.trades(over, start)
    ]
    return Talked(
        parties=parties,
        issues=issues,
        today=own(over.today),
        today_worth=over.worth(over.today).tolist(),
        expected=own(start),
        expected_worth=over.worth(start).tolist(),
        nash=own(nash.issues) if nash else None,
        nash_worth=nash.worth.tolist() if nash else None,
        kalai_smorodinsky=own(fair.issues) if fair else None,
        kalai_smorodinsky_worth=fair.worth.tolist() if fair else None,
        frontier=np.unique(frontier.round(6), axis=0).tolist(),
        trades=trades,
        missing=missing,
    )


def _listed(key: str, bargain: Bargain) -> Listed:
    parties = list(bargain.disagreement)
    worths = np.array([[outcome.worth[party] for party in parties] for outcome in bargain.outcomes])
    nothing = np.array([bargain.disagreement[party] for party in parties])
    names = [outcome.name for outcome in bargain.outcomes]
    nash, fair = bargains.nash_of(worths, nothing), bargains.kalai_smorodinsky_of(worths, nothing)
    efficient = bargains.pareto(worths)
    return Listed(
        key,
        [name for name, good in zip(names, efficient, strict=True) if good],
        None if nash is None else names[nash],
        None if fair is None else names[fair],
    )


def _menace(key: str, threat: Threat, options: Options) -> Menace:
    response = between = credible = turning = None
    if threat.payoffs is not None:
        payoffs: dict[str, tuple[float, float]] = threat.payoffs.model_dump()
        response = deterrence.respond(payoffs, threat.sharpness)
        credible = deterrence.credible(payoffs)
        found = deterrence.turning_point(payoffs, threat.sharpness)
        turning = found if np.isfinite(found) else None
        between = _between(payoffs, threat, options)
    return Menace(
        key,
        threat.challenger,
        threat.defender,
        threat.means,
        list(threat.from_),
        response,
        between,
        credible,
        threat.payoffs.war[0] if threat.payoffs else 0.0,
        turning,
        list(rates_of(threat.kind)),
    )


def _between(
    payoffs: dict[str, tuple[float, float]], threat: Threat, options: Options
) -> dict[str, tuple[float, float]]:
    rng = np.random.default_rng(options.seed)
    drawn = []
    for _ in range(options.samples if threat.off_by else 1):
        shaken = {
            name: (pair[0] + rng.uniform(-1, 1) * threat.off_by, pair[1] + rng.uniform(-1, 1) * threat.off_by)
            for name, pair in payoffs.items()
        }
        one = deterrence.respond(shaken, threat.sharpness)
        drawn.append((one.challenge, one.resist, one.fight))
    low, high = np.quantile(np.array(drawn), (0.05, 0.95), axis=0)
    return {name: (float(low[k]), float(high[k])) for k, name in enumerate(("challenge", "resist", "fight"))}


def _asked(demand: scenario_.Demand, options: Options) -> Asked:
    costs = (demand.target_cost.low, demand.target_cost.high)
    rng = np.random.default_rng(options.seed)
    wins = rng.uniform(demand.win.low, demand.win.high, options.samples)
    own = rng.uniform(demand.cost.low, demand.cost.high, options.samples)
    drawn = [best_demand(float(win), float(cost), costs) for win, cost in zip(wins, own, strict=True)]
    between = {
        name: (float(np.quantile(values, 0.05)), float(np.quantile(values, 0.95)))
        for name, values in (
            ("share", [one.share for one in drawn]),
            ("war", [one.war for one in drawn]),
        )
    }
    best = best_demand(demand.win.value, demand.cost.value, costs)
    return Asked(demand.by, demand.of, best, between, list(rates_of("compellence")))


def _plain(value: Any) -> Any:  # noqa: ANN401 (JSON)
    if isinstance(value, dict):
        return {str(key): _plain(part) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(part) for part in value]
    if isinstance(value, Rate):
        return value.model_dump()
    if isinstance(value, np.generic):
        return value.item()
    return value
