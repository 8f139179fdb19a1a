"""The party that a person or organ speaks for: the state or body of the office held."""

from __future__ import annotations

import datetime as dt
import re

from dragoman.actors.registry import Registry
from dragoman.records import Actor

PUBLIC_SECTORS = frozenset({"GOV", "MIL", "SPY", "COP", "JUD"})
"""Whoever acts in one of these sectors acts for the state, unlike its opposition or its press."""

OF_THEIR_OWN = frozenset({"LEG", "PTY", "OPP", "ELI", "BUS", "CVL", "SOC", "JRN", "MED", "EDU", "LAB"})

"""Sectors of those who speak for themselves, or for what is none of the state's."""
LOCAL = re.compile(r"(?:lieutenant |deputy |vice )?(?:governor|mayor)(?![ -]general)\b", re.IGNORECASE)
"""Offices of a part of a state, which does not deal with others for the whole."""


def party_of(actor: Actor, registry: Registry, on: dt.date | None) -> Actor:
    """Return the state or body that `actor` speaks for on a day; the actor where it speaks for itself.

    A person in a body's office speaks for the body, a minister, army or ministry for the state.
    """
    if actor.kind in {"state", "body", "region"}:
        return actor.model_copy(update={"sectors": ()}) if actor.kind == "state" and actor.sectors else actor
    if actor.kind == "person":
        office = registry.office_on(actor.id, on)
        body = registry.entity(office.body) if office is not None and office.body else None
        if body is not None:
            return registry.actor(body, on)
    state = registry.state(actor.code) if actor.code else None
    # Candidates and those who once held an office have words for one, and speak for themselves.
    in_office = actor.kind == "person" and actor.office and not OF_THEIR_OWN & set(actor.sectors)
    local = actor.kind == "person" and LOCAL.match(actor.office)
    if state is not None and not local and (PUBLIC_SECTORS & set(actor.sectors) or in_office):
        return registry.actor(state, on)
    return actor
