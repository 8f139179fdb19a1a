"""What follows from what, in plain words: one list of lines for each part of an analysis."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dragoman.negotiation.analysis import Analysis, Menace, Outlook
from dragoman.negotiation.conflict import Conflict, Hinge
from dragoman.negotiation.stability import NAMES, Concept

MOST_LINES = 12
"""Longer lists of equilibria are cut in text; tables and JSON have all."""

MOST_NUMBERS = 40

FORESIGHT = {
    Concept.nash: "if nobody looks beyond the next move",
    Concept.gmr: "if each fears any answer of the others",
    Concept.smr: "if each fears any answer and sees no way out of it",
    Concept.seq: "if each fears only answers that are in the others' own interest",
}


def head_lines(analysis: Analysis) -> list[str]:
    """Return what the figures rest on."""
    total = analysis.sourced + analysis.assumed
    lines = []
    if analysis.draft:
        lines.append(
            "A draft, which nobody has gone through: it takes every party at its word, and its numbers are "
            "the "
            "program's guesses. Read it for what to ask, not for answers."
        )
    lines.append(
        f"{analysis.assumed} of {total} figures are assumed; the others rest on entries of the ledger."
    )
    return lines


def conflict_lines(analysis: Analysis, conflict: Conflict) -> list[str]:
    """Return what is stable, what can come of today, and what would change it."""
    lines = []
    for concept in (Concept.nash, Concept.seq, Concept.smr, Concept.gmr):
        those = conflict.equilibria[concept.value]
        found = ", ".join(map(str, those[:MOST_NUMBERS])) or "none"
        if len(those) > MOST_NUMBERS:
            found += f" and {len(those) - MOST_NUMBERS} more"
        lines.append(f"{NAMES[concept].capitalize()}: {found} ({FORESIGHT[concept]}).")
    strong = [state.number for state in conflict.states if len(state.equilibrium) == len(Concept)]
    for number in strong[:MOST_LINES]:
        share = conflict.states[number - 1].shares
        low = min(share.values())
        lines.append(
            f"State {number} holds by every concept: {conflict.states[number - 1].words}. It does so in "
            f"{100 * low:.0f}% of {conflict.samples:,} draws of the rankings or more, whichever the concept."
        )
    if len(strong) > MOST_LINES:
        lines.append(f"{len(strong) - MOST_LINES} more hold by every concept.")
    if not any(conflict.equilibria.values()):
        lines.append(
            "No state is stable for everybody: by these preferences, somebody always gains by moving."
        )
    lines += _today_lines(analysis, conflict)
    resting = {*conflict.equilibria[Concept.nash.value], *conflict.equilibria[Concept.seq.value]}
    joint = [move for move in conflict.joint_moves if move[1] in resting]
    for members, start, end in joint[:MOST_LINES]:
        lines.append(f"From {start}, {_names(analysis, members)} would all gain by going to {end} together.")
    return lines


def _today_lines(analysis: Analysis, conflict: Conflict) -> list[str]:
    if conflict.today is None:
        return ["The scenario does not say which state is today's."]
    state = conflict.states[conflict.today - 1]
    lines = [f"Today is state {state.number}: {state.words}."]
    for concept in (Concept.nash, Concept.seq):
        kept = state.stable[concept.value]
        leaving = [party for party in conflict.parties if party not in kept]
        if leaving:
            lines.append(
                f"It does not last, {FORESIGHT[concept]}: {_names(analysis, leaving)} would gain by moving."
            )
        else:
            lines.append(f"It lasts, {FORESIGHT[concept]}.")
    paying = [way for way in conflict.ways if way.moves and way.gains]
    for way in paying[:MOST_LINES]:
        steps = ", then ".join(f"{analysis.parties[party]} to {state}" for party, state in way.moves)
        lines.append(f"By moves that each pay at once, today leads to {way.to}: {steps}.")
    return lines


def hinge_lines(analysis: Analysis, hinges: Sequence[Hinge]) -> list[str]:
    """Return what would make or break each state."""
    lines = []
    for hinge in hinges[: 2 * MOST_LINES]:
        name = NAMES[Concept(hinge.concept)]
        if hinge.holds:
            text = f"{hinge.state} would cease to be a {name} equilibrium"
            if hinge.breaks is None:
                lines.append(f"{hinge.state}: no change of preferences alone moves anybody away ({name}).")
                continue
            party, states = hinge.breaks
            least = f"{analysis.parties[party]} came to prefer {_list(states)} to it"
        else:
            text = f"{hinge.state} would be a {name} equilibrium"
            parts = [
                f"{analysis.parties[party]} ceased to prefer {_list(states)} to it"
                for party, states in hinge.needs.items()
            ]
            least = " and ".join(parts) or "somebody's sanction became credible"
        lines.append(f"{text} if {least}.")
    return lines


def outlook_lines(analysis: Analysis, outlook: Outlook) -> list[str]:
    """Return where an issue is likely to be settled, and what that hangs on."""
    if len(outlook.positions) < 2:
        only = _names(analysis, outlook.positions)
        return [f"Only {only} has a position here: there is nothing to forecast between."]
    found = outlook.forecast
    lines = [
        f"{found.point:.0f} on a scale from {outlook.scale[0]:g} ({outlook.ends[0]}) to {outlook.scale[1]:g} "
        f"({outlook.ends[1]}), by the mean weighted with salience and means.",
        f"With inputs anywhere in their ranges: {found.central[0]:.0f} to {found.central[1]:.0f} in nine "
        f"of ten "
        f"draws, {found.low:.0f} to {found.high:.0f} at the furthest. A place on the scale, not a "
        f"probability.",
        "Other methods: "
        + ", ".join(
            f"{one.method} {one.point:.0f} ({one.central[0]:.0f} to {one.central[1]:.0f})"
            for one in outlook.others
        )
        + ".",
    ]
    if outlook.comparator is not None:
        lines.append(
            f"For comparison only, the challenge model ends at {outlook.comparator:.0f}; in public tests it "
            "has not forecast better than the mean."
        )
    if outlook.tornado:
        bar = outlook.tornado[0]
        lines.append(
            f"It hangs most on the {_input(analysis, bar.name)}: {bar.low:.0f} at one end of its range, "
            f"{bar.high:.0f} at the other."
        )
    if outlook.sobol:
        top = outlook.sobol[0]
        lines.append(
            f"Of the forecast's spread, {100 * top.total:.0f}% involves the {_input(analysis, top.name)} "
            "(total Sobol index)."
        )
    if outlook.blocks:
        weakest = outlook.blocks[0]
        low, high = weakest.accepts
        if low == high:
            lines.append(
                f"{analysis.parties[weakest.party]}, the weakest here, likes nothing better than today: it "
                "can hold up any change where nothing is settled without it."
            )
        elif weakest.blocks:
            parts = " and ".join(f"{low:.0f} to {high:.0f}" for low, high in weakest.blocks)
            lines.append(
                f"{analysis.parties[weakest.party]}, the weakest here, likes today better than {parts}: "
                f"that it can "
                "hold up where nothing is settled without it."
            )
        else:
            lines.append(
                f"{analysis.parties[weakest.party]}, the weakest here, has no reason to block anything."
            )
    return lines


def talks_lines(analysis: Analysis) -> list[str]:
    """Return what a bargain over all issues could look like."""
    talks = analysis.talks
    if talks is None:
        return ["No two parties have positions on the same issues: there is no bargain to compute."]
    lines = [f"{_names(analysis, talks.parties)} over {', '.join(talks.issues)}."]
    for name, settled, worth in (
        ("Nash", talks.nash, talks.nash_worth),
        ("Kalai-Smorodinsky", talks.kalai_smorodinsky, talks.kalai_smorodinsky_worth),
    ):
        if settled is None or worth is None:
            lines.append(
                f"{name}: none; no settlement makes everyone better off than today, by these figures."
            )
            continue
        places = ", ".join(f"{issue} {place:.0f}" for issue, place in zip(talks.issues, settled, strict=True))
        gains = ", ".join(
            f"{analysis.parties[party]} {now - before:+.2f}"
            for party, now, before in zip(talks.parties, worth, talks.today_worth, strict=True)
        )
        lines.append(f"{name}: {places}; against today {gains}.")
    for trade in talks.trades[:3]:
        lines.append(
            f"A trade: {analysis.parties[trade['first']]} gives way by {trade['gives_by']:.0f} on "
            f"{trade['gives']}, "
            f"{analysis.parties[trade['second']]} by {trade['gets_by']:.0f} on {trade['gets']}; both gain "
            f"{trade['gain']:.2f}."
        )
    if not talks.trades and len(talks.issues) > 1:
        lines.append("No trade between two issues makes two parties better off: they rank the issues alike.")
    return lines


def threat_lines(analysis: Analysis, menace: Menace) -> list[str]:
    """Return how credible a threat is, where payoffs say so."""
    challenger, defender = analysis.parties[menace.challenger], analysis.parties[menace.defender]
    lines = []
    if menace.response and menace.between and menace.credible:
        shown = {
            name: f"{100 * getattr(menace.response, name):.0f}% ({100 * low:.0f} to {100 * high:.0f})"
            for name, (low, high) in menace.between.items()
        }
        lines += [
            f"By the deterrence game with these payoffs: {challenger} challenges with {shown['challenge']}, "
            f"{defender} then resists with {shown['resist']}, {challenger} then stands firm with "
            f"{shown['fight']}.",
            f"{challenger}'s threat is {'' if menace.credible['challenger'] else 'not '}credible: it would "
            f"rather "
            f"{'carry it out than back down' if menace.credible['challenger'] else 'back down'}. "
            f"{defender} would "
            f"rather {'fight than give in' if menace.credible['defender'] else 'give in than fight'}.",
        ]
        if menace.turning_point is not None:
            lines.append(
                f"{defender} would be as likely to resist as not if war were worth "
                f"{menace.turning_point:.2f} to "
                f"{challenger}."
            )
    else:
        lines.append("No payoffs are given, so nothing is computed.")
    return lines


def history_lines(analysis: Analysis) -> list[str]:
    """Return the base rates of the kinds of threat that there are, each once."""
    rates = {rate.source: rate for menace in analysis.threats for rate in menace.history}
    return [
        f"History: {100 * rate.share:.0f}% of {rate.cases} cases of {rate.period}, by this count: "
        f"{rate.counted}. "
        f"{rate.source}. Mind: {rate.caution}. Seen: {rate.seen}."
        for rate in rates.values()
    ]


def demand_lines(analysis: Analysis) -> list[str]:
    """Return the best demands of crisis bargaining."""
    lines = []
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


def bargain_lines(analysis: Analysis) -> list[str]:
    """Return the bargains over listed outcomes."""
    return [
        f"{one.bargain}: efficient are {', '.join(one.efficient)}; Nash {one.nash or 'none'}, "
        f"Kalai-Smorodinsky "
        f"{one.kalai_smorodinsky or 'none'}."
        for one in analysis.bargains
    ]


def _names(analysis: Analysis, parties: Iterable[str]) -> str:
    named = [analysis.parties[party] for party in parties]
    return named[0] if len(named) == 1 else f"{', '.join(named[:-1])} and {named[-1]}" if named else "nobody"


def _input(analysis: Analysis, name: str) -> str:
    kind, _, party = name.partition(" of ")
    return f"{kind} of {analysis.parties[party]}"


def _list(states: Sequence[int]) -> str:
    return ", ".join(map(str, states))
