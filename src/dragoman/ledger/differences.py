"""Where the tellings of one thing disagree: each value with the reports that give it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable

from dragoman.ledger.intervals import interval
from dragoman.ledger.likeness import party_likeness
from dragoman.ledger.tellings import Telling
from dragoman.records import Difference, Event, Statement

_CLEARLY_ANOTHER = 0.5
_STATUS_WORDS = {
    "happened": "happened",
    "denied": "did not happen",
    "planned": "is to happen",
    "hypothetical": "might happen",
}


def differences(members: Iterable[Telling], rivals: Iterable[Telling]) -> tuple[Difference, ...]:
    """Return the fields on which tellings disagree.

    Args:
        members: The tellings of one entry.
        rivals: Tellings elsewhere that deny what these tell, or tell what these deny.
    """
    members, rivals = list(members), list(rivals)
    found = [
        _by_date(members),
        _by_value("place", members, lambda telling: telling.place),
        _by_numbers(members),
        _by_actor(members),
        _by_value("category", members, lambda telling: telling.category),
        _by_value("wording", members, _strength),
        _by_status([*members, *rivals]),
    ]
    return tuple(difference for difference in found if difference is not None)


def _by_value(field: str, members: list[Telling], value: Callable[[Telling], str]) -> Difference | None:
    values = _collect(members, value)
    if len({text.casefold() for text in values.values()}) < 2:
        return None
    return Difference(field=field, values=values)


def _by_date(members: list[Telling]) -> Difference | None:
    """Dates differ when two that are told in words cannot be the same day."""
    dated = [(member, days) for member in members if (days := interval(member.record.when.edtf))]
    told = [(member, days) for member, days in dated if member.record.when.text]
    if all(days.gap(other) == 0 for _, days in told for _, other in told):
        return None
    return Difference(field="date", values=_collect((m for m, _ in told), lambda m: m.record.when.edtf))


def _by_numbers(members: list[Telling]) -> Difference | None:
    """Numbers differ when two reports give figures and share none."""
    given: defaultdict[str, set[str]] = defaultdict(set)
    for member in members:
        given[member.report] |= member.numbers
    with_numbers = {report: figures for report, figures in given.items() if figures}
    sets = list(with_numbers.values())
    if all(one & other for one in sets for other in sets):
        return None
    figures = {report: ", ".join(sorted(told)) for report, told in sorted(with_numbers.items())}
    return Difference(field="number", values=figures)


def _by_actor(members: list[Telling]) -> Difference | None:
    """Actors differ when two reports name different ones, not when one names a state and one its minister."""
    for one in members:
        for other in members:
            if one.report == other.report or not one.who or not other.who:
                continue
            closest = max(party_likeness(a, b, persons_apart=True) for a in one.who for b in other.who)
            if closest < _CLEARLY_ANOTHER:
                return Difference(
                    field="actor", values=_collect(members, lambda m: ", ".join(p.name for p in m.who))
                )
    return None


def _by_status(tellings: list[Telling]) -> Difference | None:
    if len({telling.status for telling in tellings} & {"happened", "denied"}) < 2:
        return None
    return Difference(field="happened", values=_collect(tellings, lambda m: _STATUS_WORDS[m.status]))


def _strength(telling: Telling) -> str:
    """Return what shows how strong the words are: an event's mode, a statement's cue."""
    record = telling.record
    if isinstance(record, Statement):
        return record.stance
    return record.mode if isinstance(record, Event) else ""


def _collect(members: Iterable[Telling], value: Callable[[Telling], str]) -> dict[str, str]:
    """Return each report's values, several of one report side by side."""
    found: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for member in members:
        if text := value(member):
            found[member.report][text] = None
    return {report: "; ".join(texts) for report, texts in sorted(found.items())}
