"""What persons judge of entries: same, different, a field corrected, hidden, and all of it taken back.

A judgement is added and never altered: undoing one is a judgement of its own. It names tellings and not
entries, and each telling by where it stands in its report besides its id. So it holds when entries are
joined anew, when a report is read again by another version of the program, and in another ledger.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Literal

from dragoman.actors.registry import load_registry
from dragoman.errors import DragomanError
from dragoman.ledger.grouping import Link, Verdicts, link
from dragoman.records import Actor, Correction, Entry, Record, Span, content_id

Verdict = Literal["same", "different", "correct", "hide", "rename", "merge", "split", "undo"]
Field = Literal["date", "category", "mode", "summary", "actors", "recipients", "marks"]
FIELDS: tuple[Field, ...] = ("date", "category", "mode", "summary", "actors", "recipients", "marks")
"""Fields of an entry that can be corrected; lists are written with commas, actors by their ids or codes."""


class Anchor(Record):
    """A telling as a judgement names it."""

    member: str
    report: str
    kind: Literal["event", "statement"]
    span: Span


class Judgement(Record):
    """One judgement of one person."""

    id: str
    kind: Verdict
    one: tuple[Anchor, ...] = ()
    """Tellings of the entry judged."""
    other: tuple[Anchor, ...] = ()
    """Tellings of the second entry, for `same` and `different`."""
    field: str = ""
    """For `correct` the field; for `rename` and `merge` the issue that goes by another name from now on."""
    value: str = ""
    """The field's value; for `rename`, `merge` and `split` the name of an issue."""
    undoes: str = ""
    """Id of the judgement taken back."""
    who: str
    made_at: dt.datetime
    why: str = ""


def judgement(
    kind: Verdict,
    who: str,
    made_at: dt.datetime,
    *,
    one: Sequence[Anchor] = (),
    other: Sequence[Anchor] = (),
    field: str = "",
    value: str = "",
    undoes: str = "",
    why: str = "",
) -> Judgement:
    """Return a judgement under its id, a hash of what it says."""
    parts = (
        kind, sorted(a.member for a in one), sorted(a.member for a in other), field, value, undoes, who,
        made_at.isoformat(), why,
    )  # fmt: skip
    return Judgement(
        id=content_id("judgement", *parts),
        kind=kind,
        one=tuple(one),
        other=tuple(other),
        field=field,
        value=value,
        undoes=undoes,
        who=who,
        made_at=made_at,
        why=why,
    )


def check_field(field: str) -> None:
    """Raise `DragomanError` when there is no field of that name to correct."""
    if field not in FIELDS:
        raise DragomanError(f"no field {field!r} to correct; there are {', '.join(FIELDS)}")


def standing(judgements: Iterable[Judgement]) -> list[Judgement]:
    """Return the judgements in force, oldest first: those not undone; an undoing can be undone itself."""
    ordered = sorted(judgements, key=lambda one: (one.made_at, one.id))
    gone: set[str] = set()
    for later in reversed(ordered):
        if later.kind == "undo" and later.id not in gone:
            gone.add(later.undoes)
    return [one for one in ordered if one.kind != "undo" and one.id not in gone]


def verdicts(judgements: Iterable[Judgement], present: dict[str, str]) -> Verdicts:
    """Return what judgements say of pairs of tellings; of the same pair the latest counts.

    Args:
        judgements: Those in force, oldest first.
        present: Member as judgements name it to the telling of this ledger.
    """
    same: dict[Link, str] = {}
    different: set[Link] = set()
    for one in judgements:
        pairs = [
            link(present[a.member], present[b.member])
            for a in one.one
            for b in one.other
            if a.member in present and b.member in present and present[a.member] != present[b.member]
        ]
        if one.kind == "same":
            for pair in pairs:
                same[pair] = f"judged the same by {one.who}" + (f": {one.why}" if one.why else "")
                different.discard(pair)
        elif one.kind == "different":
            for pair in pairs:
                same.pop(pair, None)
                different.add(pair)
    return Verdicts(same, different)


def corrected(entry: Entry, judgements: Iterable[Judgement], present: dict[str, str]) -> Entry:
    """Return an entry with the fields that persons corrected; the latest counts, the original stays told.

    Args:
        entry: As the tellings give it.
        judgements: Those in force, oldest first.
        present: Member as judgements name it to the telling of this ledger.
    """
    members = set(entry.members)
    found: dict[str, Judgement] = {}
    hidden = False
    for one in judgements:
        if not any(present.get(anchor.member) in members for anchor in one.one):
            continue
        if one.kind == "hide":
            hidden = True
        elif one.kind == "correct":
            found[one.field] = one
    if not found and not hidden:
        return entry
    fields: dict[str, object] = {"hidden": hidden}
    corrections = []
    for field, one in sorted(found.items()):
        original = getattr(entry, field)
        fields[field] = _value(entry, field, one.value)
        told = original if isinstance(original, str) else ", ".join(_text(part) for part in original)
        corrections.append(Correction(field=field, value=one.value, original=told, judgement=one.id))
    if corrections:
        fields["confidence"] = 1.0  # a person has looked at it
    if "date" in fields:
        fields["date_basis"] = "stated" if fields["date"] else "unresolved"
    return entry.model_copy(update={**fields, "corrections": tuple(corrections)})


def _value(entry: Entry, field: str, value: str) -> object:
    parts = tuple(part.strip() for part in value.split(",") if part.strip())
    if field == "marks":
        return parts
    if field in ("actors", "recipients"):
        return tuple(_actor(entry, part) for part in parts)
    return value


def _actor(entry: Entry, name: str) -> Actor:
    """Return the actor that a correction names: one of the entry's, or one told by its code alone."""
    for actor in (*entry.actors, *entry.recipients):
        if name in (actor.id, actor.code, actor.name):
            return actor
    registry = load_registry()
    if (known := registry.state(name) or registry.entity(name)) is not None:
        return registry.actor(known, None)
    return Actor(id=f"corrected/{name}", name=name, kind="description")


def _text(part: object) -> str:
    return getattr(part, "name", "") or str(part)
