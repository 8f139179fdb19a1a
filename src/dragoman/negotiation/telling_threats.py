"""What the models of threats and demands say, in plain words, and history beside it."""

from __future__ import annotations

from dragoman.negotiation.analysis import Analysis, Menace
from dragoman.negotiation.deterrence import OUTCOMES
from dragoman.negotiation.history import Rate

_ENDINGS = {
    "status_quo": "no challenge",
    "acquiescence": "the other gives in",
    "backing_down": "a challenge that is backed down from",
    "war": "it is carried out against resistance",
}


def threat_lines(analysis: Analysis, menace: Menace) -> list[str]:
    """Return how credible a threat is; nothing where no payoffs say so."""
    if not (menace.response and menace.between and menace.credible):
        return []
    challenger, defender = analysis.parties[menace.challenger], analysis.parties[menace.defender]
    shown = {
        name: f"{100 * getattr(menace.response, name):.0f}% ({100 * low:.0f} to {100 * high:.0f})"
        for name, (low, high) in menace.between.items()
    }
    ends = ", ".join(f"{_ENDINGS[name]} {100 * menace.response.outcomes[name]:.0f}%" for name in OUTCOMES)
    firm, resists = menace.credible["challenger"], menace.credible["defender"]
    lines = [
        f"By the deterrence game with these payoffs: {challenger} challenges with {shown['challenge']}, "
        f"{defender} then resists with {shown['resist']}, {challenger} then stands firm with "
        f"{shown['fight']}; in brackets, the middle 90% with each payoff off by what the scenario allows.",
        f"Together: {ends}. These are the model's probabilities for payoffs that somebody put in, not the "
        "odds of the case.",
        f"By the same payoffs, {challenger}'s threat is {'' if firm else 'not '}credible: if resisted, it "
        f"would rather {'carry it out than back down' if firm else 'back down than carry it out'}. "
        f"{defender} would rather {'fight than give in' if resists else 'give in than fight'}.",
    ]
    if menace.turning_point is not None:
        lines.append(
            f"What would change it: {defender} would be as likely to resist as not if war were worth "
            f"{menace.turning_point:.2f} to {challenger} ({menace.war:g} is put in)."
        )
    return lines


def rest_lines(analysis: Analysis) -> list[str]:
    """Return what is said below the threats: of those without payoffs, and the best demands."""
    lines = []
    if any(menace.response is None for menace in analysis.threats):
        lines.append("Of a threat without payoffs nothing is computed: only history stands beside it.")
    for key, asked in analysis.demands.items():
        best = asked.best
        shares = "{:.2f} to {:.2f}".format(*asked.between["share"])
        wars = "{:.0f} to {:.0f}".format(*(100 * end for end in asked.between["war"]))
        lines.append(
            f"{key}: the best demand of {analysis.parties[asked.by]} on {analysis.parties[asked.of]} is "
            f"{best.share:.2f} of the good ({shares}), with a risk of war of {100 * best.war:.0f}% ({wars}); "
            f"up to {best.safe:.2f} would be accepted for sure. Probabilities of the model, for these inputs."
        )
    return lines


def history_lines(analysis: Analysis) -> list[str]:
    """Return the base rates of all that is forecast, each once, with what it stands beside and its source."""
    rates: dict[str, list[Rate]] = {}
    beside: dict[str, list[str]] = {}
    for name, held in (
        *((one.name, one.history) for one in analysis.outlooks if len(one.positions) > 1),
        *((_between(analysis, one.challenger, one.defender), one.history) for one in analysis.threats),
        *((_between(analysis, one.by, one.of), one.history) for one in analysis.demands.values()),
    ):
        for rate in held:
            known = rates.setdefault(rate.source, [])
            if rate not in known:
                known.append(rate)
            beside.setdefault(rate.source, []).append(name)
    return [
        f"Beside {', '.join(dict.fromkeys(beside[source]))}: {held[0].about}, {held[0].period}: "
        f"{'; '.join(map(_counted, held))}. {source}. "
        f"Mind: {'; '.join(dict.fromkeys(rate.caution for rate in held))}. "
        f"Read for this: {'; '.join(dict.fromkeys(rate.seen for rate in held))}."
        for source, held in rates.items()
    ]


def _counted(rate: Rate) -> str:
    share = "no share that could be checked," if rate.share is None else f"{100 * rate.share:.0f}%"
    return f"{share} of {'more than ' if rate.or_more else ''}{rate.cases}: {rate.counted}"


def _between(analysis: Analysis, one: str, other: str) -> str:
    return f"{analysis.parties[one]} to {analysis.parties[other]}"
