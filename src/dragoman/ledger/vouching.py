"""Who vouches for what an entry tells: the outlet, a party to it, its adversary, an official, nobody."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from dragoman.records import Actor, Event, Mention, Statement, Voice, Voucher

_ORDER: tuple[Voice, ...] = ("outlet", "official", "adversary", "party", "unnamed")
"""What lends a telling weight first: those who have no part in it."""


def vouched(records: Iterable[Event | Statement]) -> tuple[Voucher, ...]:
    """Return who vouches for what these records tell, with the reports, in a fixed order.

    Who is nearest to an event vouches for it: in "Reuters said Moscow said", Moscow. A statement is
    vouched for by the outlet that prints who said it.
    """
    reports: defaultdict[Voice, set[str]] = defaultdict(set)
    names: defaultdict[Voice, set[str]] = defaultdict(set)
    for record in records:
        voice, named = _voice(record)
        reports[voice].add(record.report)
        names[voice].update(named)
    return tuple(
        Voucher(voice=voice, names=tuple(sorted(names[voice])), reports=tuple(sorted(reports[voice])))
        for voice in _ORDER
        if voice in reports
    )


def _voice(record: Event | Statement) -> tuple[Voice, list[str]]:
    if isinstance(record, Statement):
        known = any(_known(mention) for mention in record.speakers)
        return ("outlet" if known else "unnamed"), []
    if not record.attributed_to:
        return "outlet", []
    teller = record.attributed_to[-1].actor
    if not _known(record.attributed_to[-1]):
        return "unnamed", [teller.name] if teller.name else []
    if any(_for(teller, mention.actor) for mention in record.actors):
        return "party", [teller.name]
    if any(_for(teller, mention.actor) for mention in record.recipients):
        return "adversary", [teller.name]
    return "official", [teller.name]


def _known(mention: Mention) -> bool:
    return mention.actor.kind != "description"


def _for(teller: Actor, actor: Actor) -> bool:
    """Tell whether a teller is an actor or speaks for it."""
    return teller.id == actor.id or (teller.code != "" and teller.code == actor.code)
