"""What follows from what, in plain words: one list of lines for each part of an analysis."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from dragoman.negotiation.analysis import Analysis, Outlook, Talked
from dragoman.negotiation.basis import Ground
from dragoman.negotiation.conflict import Conflict, Hinge, State
from dragoman.negotiation.stability import NAMES, Concept

MOST_LINES = 12
"""Longer lists of equilibria are cut in text; tables and JSON have all."""

MOST_NUMBERS = 40
MOST_WAYS = 3
"""Of changes that are as small, so many are told."""

LEAST_SHARE = 0.005
"""A smaller share is 0% in text."""

LEAST_WORTH = 0.005
"""A smaller change of worth is 0.00 in text."""

SHORT = 8
"""Letters of an entry's id that are shown."""

FORESIGHT = {
    Concept.nash: "if nobody looks beyond the next move",
    Concept.gmr: "if each fears any answer of the others",
    Concept.smr: "if each fears any answer and sees no way out of it",
    Concept.seq: "if each fears only answers that are in the others' own interest",
}


def head_lines(analysis: Analysis) -> list[str]:
    """Return what the figures rest on."""
    lines = []
    if analysis.draft:
        lines.append(
            "A draft, which nobody has gone through: it takes every party at its word, and its numbers are "
            "the program's guesses. Read it for what to ask, not for answers."
        )
    assumed = sum(ground.assumed for ground in analysis.grounds)
    lines.append(
        f"It rests on {len(analysis.grounds)} numbers, options, preferences and threats: {assumed} of them "
        "are assumed, the others are told by entries of the ledger. All that follows holds only if they do."
    )
    return lines


def basis_lines(analysis: Analysis) -> list[str]:
    """Return each thing that the analysis rests on, with the entries that tell it, or as assumed."""
    return [
        f"{ground.place}: {ground.says or 'no words'} [{ground_source(ground)}]"
        f"{f' {ground.note}' if ground.note else ''}"
        for ground in analysis.grounds
    ]


def ground_source(ground: Ground) -> str:
    """Return where something comes from, in words."""
    told = ", ".join(map(short_id, ground.entries))
    return f"assumed; words in {told}" if ground.assumed and told else told or "assumed"


def short_id(entry: str) -> str:
    """Return an entry's id as lines show it."""
    return entry.removeprefix("entry_")[:SHORT]


def conflict_lines(analysis: Analysis, conflict: Conflict) -> list[str]:
    """Return what is stable, what can come of today, and what would change it."""
    lines = []
    for concept in (Concept.nash, Concept.seq, Concept.smr, Concept.gmr):
        those = conflict.equilibria[concept.value]
        found = ", ".join(map(str, those[:MOST_NUMBERS])) or "none"
        if len(those) > MOST_NUMBERS:
            found += f" and {len(those) - MOST_NUMBERS} more"
        lines.append(f"{NAMES[concept].capitalize()}: {found} ({FORESIGHT[concept]}).")
    strong = [state for state in conflict.states if len(state.equilibrium) == len(Concept)]
    for state in strong[:MOST_LINES]:
        least = min(state.shares, key=lambda concept: state.shares[concept])
        lines.append(
            f"State {state.number} is stable by every concept: {state.words}. With the rankings off by what "
            f"the scenario allows, it stays so in {100 * state.shares[least]:.0f}% of "
            f"{conflict.samples:,} draws by the strictest concept ({NAMES[Concept(least)]})."
        )
    if strong:
        lines.append("Shares of draws say how much hangs on assumed rankings, not how likely a state is.")
    if len(strong) > MOST_LINES:
        lines.append(f"{len(strong) - MOST_LINES} more are stable by every concept.")
    if not any(conflict.equilibria.values()):
        lines.append(
            "No state is stable for everybody: by these preferences, somebody always gains by moving."
        )
    lines += _today_lines(analysis, conflict)
    resting = {*conflict.equilibria[Concept.nash.value], *conflict.equilibria[Concept.seq.value]}
    alone = {(start, end) for _, start, end, gains in conflict.moves if gains}
    joint = [
        (members, start, end)
        for members, start, end in _smallest(conflict.joint_moves)
        if start in resting and (start, end) not in alone
    ]
    for members, start, end in joint[:MOST_LINES]:
        lines.append(
            f"From {_state(conflict, start)}, {_names(analysis, members)} would "
            f"{'both' if len(members) == 2 else 'all'} gain by going to {_state(conflict, end)} together; "
            "it takes an agreement that they trust."
        )
    return lines


def _smallest(moves: Sequence[tuple[list[str], int, int]]) -> list[tuple[list[str], int, int]]:
    """Return moves of coalitions without those that a part of the coalition can make as well."""
    return [
        (members, start, end)
        for members, start, end in moves
        if not any((one, other) == (start, end) and set(fewer) < set(members) for fewer, one, other in moves)
    ]


def told_states(conflict: Conflict) -> list[State]:
    """Return the states for a table: all of a small model, else those that are stable in some draw."""
    if len(conflict.states) <= len(conflict.shown):
        return conflict.states
    return [
        state
        for state in conflict.states
        if state.number in conflict.shown or max(state.shares.values()) >= LEAST_SHARE
    ]


def _today_lines(analysis: Analysis, conflict: Conflict) -> list[str]:
    if conflict.today is None:
        return ["The scenario does not say which state is today's, so nothing is said of where it leads."]
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
        steps = ", then ".join(
            f"{analysis.parties[party]} to {_state(conflict, number)}" for party, number in way.moves
        )
        lines.append(f"By moves that each pay the mover at once, today leads to {way.to}: {steps}.")
    if not paying and any(way.moves for way in conflict.ways):
        lines.append("No moves that each pay the mover at once lead from today to another stable state.")
    return lines


def hinge_lines(conflict: Conflict, names: Mapping[str, str]) -> list[str]:
    """Return what would make or break each state.

    Args:
        conflict: What the graph model says.
        names: Party to its name.
    """
    told: dict[tuple[int, bool, str], list[str]] = {}
    for hinge in conflict.hinges:
        least = _least_change(conflict, hinge, names)
        told.setdefault((hinge.state, hinge.holds, least), []).append(NAMES[Concept(hinge.concept)])
    lines = []
    for (state, holds, least), concepts in list(told.items())[: 2 * MOST_LINES]:
        kinds = " and ".join(concepts)
        if not least:
            lines.append(f"{_state(conflict, state)}: nobody leaves it, whatever they prefer ({kinds}).")
            continue
        turns = "would no longer be" if holds else "would be"
        lines.append(f"{_state(conflict, state)} {turns} an equilibrium ({kinds}) if {least}.")
    return lines


def _least_change(conflict: Conflict, hinge: Hinge, names: Mapping[str, str]) -> str:
    """Return the fewest comparisons that turn a state, in words; empty where none does."""
    if hinge.holds:
        return ", or if ".join(
            f"{names[party]} came to prefer {_states(conflict, states)} to it"
            for party, states in hinge.breaks[:MOST_WAYS]
        )
    needs = " and ".join(
        f"{names[party]} ceased to prefer {_states(conflict, states)} to it"
        for party, states in hinge.needs.items()
    )
    return needs or "somebody's answer to a move became credible"


def _state(conflict: Conflict, number: int) -> str:
    """Return a state's number with the options that are taken in it."""
    return f"{number} ({', '.join(conflict.states[number - 1].taken) or 'nothing taken'})"


def _states(conflict: Conflict, numbers: Sequence[int]) -> str:
    return ", ".join(_state(conflict, number) for number in numbers)


def outlook_lines(analysis: Analysis, outlook: Outlook) -> list[str]:
    """Return where an issue is likely to be settled, what that hangs on, and how such forecasts did."""
    if len(outlook.positions) < 2:
        only = _names(analysis, outlook.positions)
        return [f"Only {only} has a position here: there is nothing to forecast between."]
    found = outlook.forecast
    lines = [
        f"{found.point:.0f} on a scale from {outlook.scale[0]:g} ({outlook.ends[0]}) to {outlook.scale[1]:g} "
        f"({outlook.ends[1]}), by the mean weighted with salience and means: where it would be settled if "
        "all gave way in proportion, and if it is settled at all. A place on the scale, not a probability.",
        f"With inputs anywhere in their ranges: {found.central[0]:.0f} to {found.central[1]:.0f} in nine of "
        f"ten draws, {found.low:.0f} to {found.high:.0f} at the furthest.",
        _record_line(outlook),
        _others_line(outlook),
    ]
    if outlook.comparator is not None:
        lines.append(
            f"For comparison only, the challenge model ends at {outlook.comparator:.0f}; its errors on past "
            "laws of the European Union were larger on average than the mean's."
        )
    if outlook.tornado:
        bar = outlook.tornado[0]
        lines.append(
            f"It hangs most on the {_input(analysis, bar.name)}: {bar.low:.0f} at the low end of its range, "
            f"{bar.high:.0f} at the high one."
        )
    if outlook.sobol:
        top = outlook.sobol[0]
        lines.append(
            f"Of the forecast's spread, {100 * top.total:.0f}% involves the {_input(analysis, top.name)} "
            "(total Sobol index)."
        )
    if outlook.missing:
        lines.append(f"Sobol indices are not computed: {outlook.missing}.")
    return [*lines, *_block_lines(analysis, outlook)]


def _record_line(outlook: Outlook) -> str:
    """Return how near such forecasts came, and how often nothing changed; the sources come once, below."""
    known = [rate for rate in outlook.history if rate.share is not None]
    told = "; ".join(f"in {100 * (rate.share or 0):.0f}% of {rate.cases} {rate.counted}" for rate in known)
    return f"Base rates, of {known[0].about}: {told}."


def _others_line(outlook: Outlook) -> str:
    told = ", ".join(
        f"{one.method} {one.point:.0f} ({one.central[0]:.0f} to {one.central[1]:.0f})"
        for one in outlook.others
    )
    aside = any(not one.central[0] <= one.point <= one.central[1] for one in outlook.others)
    note = "; a point outside of its draws has inputs whose ranges lie to one side of them" if aside else ""
    return f"Other methods: {told}{note}."


def _block_lines(analysis: Analysis, outlook: Outlook) -> list[str]:
    """Return what the weakest party could hold up."""
    if not outlook.blocks:
        return []
    weakest = outlook.blocks[0]
    name = f"{analysis.parties[weakest.party]}, the weakest here (salience times means),"
    low, high = weakest.accepts
    if low == high:
        what = "likes nothing better than today: it can hold up any change"
    elif weakest.blocks:
        parts = " and ".join(f"{low:.0f} to {high:.0f}" for low, high in weakest.blocks)
        what = f"likes today better than {parts}: that it can hold up"
    else:
        return [f"{name} likes no place on the scale less than today's: it has no reason to block anything."]
    return [f"{name} {what} where nothing is settled without it."]


def talks_lines(analysis: Analysis) -> list[str]:
    """Return what a bargain over all issues could look like."""
    talks = analysis.talks
    if talks is None:
        return ["No two parties have positions on the same issues: there is no bargain to compute."]
    lines = [
        f"{_names(analysis, talks.parties)} over {', '.join(talks.issues)}. Worth is salience times nearness "
        "to one's position, added up; 1 is an issue of full salience moved across its whole scale. Here, and "
        "only here, worths are added and compared."
    ]
    if talks.missing:
        lines.append(f"The settlements of Nash and Kalai-Smorodinsky are not computed: {talks.missing}.")
    else:
        lines += [
            _settled_line(analysis, talks, "Nash (largest product of gains)", talks.nash, talks.nash_worth),
            _settled_line(
                analysis,
                talks,
                "Kalai-Smorodinsky (equal shares of what each could gain at most)",
                talks.kalai_smorodinsky,
                talks.kalai_smorodinsky_worth,
            ),
        ]
    for trade in [trade for trade in talks.trades if trade["gain"] >= LEAST_WORTH][:3]:
        pair = (trade["first"], trade["second"])
        others = [
            f"{analysis.parties[party]} {change:+.2f}"
            for party, change in trade["others"].items()
            if party not in pair and abs(change) >= LEAST_WORTH
        ]
        lines.append(
            f"A trade: from what the forecasts give, {analysis.parties[pair[0]]} gives way by "
            f"{trade['gives_by']:.0f} on {trade['gives']}, {analysis.parties[pair[1]]} by "
            f"{trade['gets_by']:.0f} on {trade['gets']}; both gain {trade['gain']:.2f}"
            f"{'; it costs or gives others: ' + ', '.join(others) if others else ''}."
        )
    if not talks.trades and len(talks.issues) > 1:
        lines.append("No trade between two issues makes two parties better off: they rank the issues alike.")
    return lines


def _settled_line(
    analysis: Analysis, talks: Talked, name: str, settled: list[float] | None, worth: list[float] | None
) -> str:
    if settled is None or worth is None:
        return f"{name}: none; no settlement makes everyone better off than today, by these figures."
    places = ", ".join(f"{issue} {place:.0f}" for issue, place in zip(talks.issues, settled, strict=True))
    gains = ", ".join(
        f"{analysis.parties[party]} {now - before:+.2f}"
        for party, now, before in zip(talks.parties, worth, talks.today_worth, strict=True)
    )
    return f"{name}: {places}; against today {gains}."


def bargain_lines(analysis: Analysis) -> list[str]:
    """Return the bargains over listed outcomes."""
    return [
        f"{one.bargain}: efficient are {', '.join(one.efficient)}; Nash {one.nash or 'none'}, "
        f"Kalai-Smorodinsky {one.kalai_smorodinsky or 'none'}."
        for one in analysis.bargains
    ]


def _names(analysis: Analysis, parties: Iterable[str]) -> str:
    named = [analysis.parties[party] for party in parties]
    return named[0] if len(named) == 1 else f"{', '.join(named[:-1])} and {named[-1]}" if named else "nobody"


def _input(analysis: Analysis, name: str) -> str:
    kind, _, party = name.partition(" of ")
    return f"{kind} of {analysis.parties[party]}"
