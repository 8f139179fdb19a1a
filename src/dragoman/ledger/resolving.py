"""Where the tellings that judgements name stand in this ledger: by id, else by their place in the report."""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.ledger.database import Database
from dragoman.ledger.judgements import Anchor, Judgement


def present_members(db: Database, judgements: Iterable[Judgement]) -> dict[str, str]:
    """Return, for each telling that judgements name and this ledger has, the id under which it has it.

    A report read by another version of the program can have other ids: then the telling of the same kind
    counts that shares most characters with the one judged.
    """
    anchors = {anchor.member: anchor for one in judgements for anchor in (*one.one, *one.other)}
    found: dict[str, str] = {}
    known = {
        key for (key,) in db.fetch("SELECT id FROM tellings WHERE id IN (SELECT unnest(?))", sorted(anchors))
    }
    for member, anchor in sorted(anchors.items()):
        here = member if member in known else _nearest(db, anchor)
        if here:
            found[member] = here
    return found


def _nearest(db: Database, anchor: Anchor) -> str:
    table = "read_statements" if anchor.kind == "statement" else "read_events"
    # The table's name is one of ours.
    rows = db.fetch(
        f"""
        SELECT id FROM {table} WHERE report = $1 AND start_char < $3 AND end_char > $2
        ORDER BY greatest(end_char, $3) - least(start_char, $2), id LIMIT 1
        """,  # noqa: S608
        anchor.report,
        anchor.span.start,
        anchor.span.end,
    )
    return rows[0][0] if rows else ""
