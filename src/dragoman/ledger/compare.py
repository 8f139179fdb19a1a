"""Two reports, outlets or countries' outlets side by side: told by both, by one only, and differently."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Literal

from dragoman.ledger.words import load_words, numbers
from dragoman.ontology.plover import load_ontology
from dragoman.records import Entry, Event, Mention, Record, Report, Statement

SideKind = Literal["report", "outlet", "country"]
Told = Event | Statement
_CLEARLY_STRONGER = 2.0
"""Points of PLOVER's scale by which an act must be graver for its words to count as stronger."""


class Side(Record):
    """What is compared: one report, or all reports of an outlet or of a country's outlets."""

    kind: SideKind
    name: str
    reports: tuple[str, ...]


class Divergence(Record):
    """A field of an entry that the two sides tell differently, with what each tells."""

    entry: str
    field: str
    """date, place, number, actor, category, wording, happened, marks, who speaks, left out."""
    a: str
    b: str
    stronger: Literal["a", "b", ""] = ""
    """Whose word is the stronger, for category and wording."""


class Comparison(Record):
    """Two sides compared; entries are named by id, in the order of their dates."""

    a: Side
    b: Side
    copies: bool
    """Every report of the one is a copy or near-copy of one of the other."""
    both: tuple[str, ...]
    only_a: tuple[str, ...]
    only_b: tuple[str, ...]
    differently: tuple[Divergence, ...]


def compare_sides(
    a: Side,
    b: Side,
    entries: Iterable[Entry],
    records: Mapping[str, Told],
    reports: Mapping[str, Report],
    copies: bool,
) -> Comparison:
    """Compare two sides by the entries that they tell.

    Args:
        a: The one side.
        b: The other; it shares no report with the first.
        entries: The entries that either tells, in the order wanted.
        records: Their events and statements by id.
        reports: The reports of both by id.
        copies: Whether the two were found to be copies.
    """
    both: list[str] = []
    only: tuple[list[str], list[str]] = ([], [])
    differently: list[Divergence] = []
    for entry in entries:
        told = [records[key] for key in entry.members]
        ours = [record for record in told if record.report in a.reports]
        theirs = [record for record in told if record.report in b.reports]
        differently += _told_apart(entry, a, b)
        if ours and theirs:
            both.append(entry.id)
            differently += _differently(entry, ours, theirs, reports)
        elif ours or theirs:
            only[not ours].append(entry.id)
    return Comparison(
        a=a,
        b=b,
        copies=copies,
        both=tuple(both),
        only_a=tuple(only[0]),
        only_b=tuple(only[1]),
        differently=tuple(differently),
    )


def _told_apart(entry: Entry, a: Side, b: Side) -> list[Divergence]:
    """Return the entry's own differences where they lie between the two sides."""
    found = []
    for difference in entry.differences:
        if difference.field in ("category", "wording"):
            continue
        one, other = (
            sorted({difference.values[report] for report in side.reports if report in difference.values})
            for side in (a, b)
        )
        if one and other and not set(one) & set(other):
            found.append(
                Divergence(entry=entry.id, field=difference.field, a="; ".join(one), b="; ".join(other))
            )
    return found


def _differently(
    entry: Entry, ours: Sequence[Told], theirs: Sequence[Told], reports: Mapping[str, Report]
) -> list[Divergence]:
    fields: list[tuple[str, Callable[[Told], str]]] = [
        ("category", lambda record: record.category if isinstance(record, Event) else ""),
        ("marks", _marks),
        ("wording", _wording),
        ("who speaks", _teller),
    ]
    found = []
    for field, value in fields:
        one, other = ({value(record) for record in side} - {""} for side in (ours, theirs))
        if one and other and not one & other:
            stronger = _stronger(ours, theirs) if field in ("category", "wording") else ""
            found.append(
                Divergence(
                    entry=entry.id,
                    field=field,
                    a="; ".join(sorted(one)),
                    b="; ".join(sorted(other)),
                    stronger=stronger,
                )
            )
    details = [_details(side, reports) for side in (ours, theirs)]
    left_out = [
        sorted(
            value
            for field, values in details[1 - side].items()
            if not details[side].get(field)
            for value in values
        )
        for side in (0, 1)
    ]
    if any(left_out):
        a, b = ("; ".join(values) for values in left_out)
        found.append(Divergence(entry=entry.id, field="left out", a=a, b=b))
    return found


def _marks(record: Told) -> str:
    if not isinstance(record, Event):
        return ""
    return ", ".join(sorted(record.marks)) or "told as having happened"


def _wording(record: Told) -> str:
    return record.mode if isinstance(record, Event) else record.stance


def _teller(record: Told) -> str:
    """Return who answers for an event: the outlet, or those whom it quotes."""
    if isinstance(record, Statement):
        return ", ".join(mention.actor.name for mention in record.speakers) or "a source without a name"
    return ", ".join(mention.actor.name for mention in record.attributed_to) or "the outlet itself"


def _stronger(ours: Sequence[Told], theirs: Sequence[Told]) -> Literal["a", "b", ""]:
    """Return which side has the stronger words: the graver act, or a verb that does more than tell."""
    one, other = (max(map(_force, side)) for side in (ours, theirs))
    if abs(one - other) < _CLEARLY_STRONGER:
        return ""
    return "a" if one > other else "b"


def _force(record: Told) -> float:
    if isinstance(record, Statement):
        return _CLEARLY_STRONGER if record.stance in load_words().strong else 0.0
    return abs(load_ontology().score(record.category, record.mode))


def _details(side: Sequence[Told], reports: Mapping[str, Report]) -> dict[str, set[str]]:
    """Return what a side tells besides the thing itself, by kind of detail."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for record in side:
        found["place"].add(record.place)
        found["number"].update(numbers(record.span.of(reports[record.report].text)))
        found["date"].add(record.when.text)
        if isinstance(record, Event):
            found["to whom"].update(_named(record.recipients))
        else:
            found["to whom"].update(_named(record.addressees) or {record.addressee_text})
            found["channel"].add(record.channel)
    return {kind: {" ".join(value.split()) for value in values if value} for kind, values in found.items()}


def _named(mentions: Iterable[Mention]) -> set[str]:
    return {mention.actor.name for mention in mentions}
