"""Where the tellings of one thing disagree: each value with the reports that give it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from itertools import combinations, product

from dragoman.language.calendar import interval
from dragoman.ledger.likeness import party_likeness
from dragoman.ledger.tellings import Telling
from dragoman.records import Difference

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
        _by_value("wording", members, lambda telling: telling.told_as, lambda telling: telling.act),
        _by_status([*members, *rivals]),
    ]
    return tuple(difference for difference in found if difference is not None)


def _by_value(
    field: str,
    members: list[Telling],
    value: Callable[[Telling], str],
    measure: Callable[[Telling], str] | None = None,
) -> Difference | None:
    """Values differ when two reports share none, as `measure` sees them where it is given."""
    measured: defaultdict[str, set[str]] = defaultdict(set)
    for member in members:
        if text := (measure or value)(member):
            measured[member.report].add(text.casefold())
    if all(one & other for one, other in combinations(measured.values(), 2)):
        return None
    return Difference(field=field, values=_collect(members, value))


def _by_date(members: list[Telling]) -> Difference | None:
    """Dates differ when two that are told in words cannot be the same day."""
    dated = [(member, days) for member in members if (days := interval(member.date.edtf))]
    told = [(member, days) for member, days in dated if member.date.text]
    if all(days.gap(other) == 0 for _, days in told for _, other in told):
        return None
    return Difference(field="date", values=_collect((m for m, _ in told), lambda m: m.date.edtf))


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
            if one.report == other.report or not one.parties or not other.parties:
                continue
            pairs = product(one.parties, other.parties)
            closest = max(party_likeness(a, b, persons_apart=True) for a, b in pairs)
            if closest < _CLEARLY_ANOTHER:
                return Difference(
                    field="actor", values=_collect(members, lambda m: ", ".join(p.name for p in m.parties))
                )
    return None


def _by_status(tellings: list[Telling]) -> Difference | None:
    if len({telling.status for telling in tellings} & {"happened", "denied"}) < 2:
        return None
    return Difference(field="happened", values=_collect(tellings, _status))


def _status(telling: Telling) -> str:
    """Return whether it happened, and who says so where the outlet does not: two parties in dispute."""
    status = _STATUS_WORDS[telling.status]
    return f"{status}, says {telling.teller}" if telling.teller else status


def _collect(members: Iterable[Telling], value: Callable[[Telling], str]) -> dict[str, str]:
    """Return each report's values, several of one report side by side."""
    found: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for member in members:
        if text := value(member):
            found[member.report][text] = None
    return {report: "; ".join(texts) for report, texts in sorted(found.items())}
