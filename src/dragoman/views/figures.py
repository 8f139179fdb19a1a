"""Figures over a whole ledger, counted in SQL: who deals with whom, and how warm or cold it was when."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from dragoman.actors.registry import load_registry
from dragoman.ledger import Ledger
from dragoman.ontology.plover import load_ontology
from dragoman.records import Record

Unit = Literal["day", "week", "month"]
_DAYS, _WEEKS = 45, 400
"""Up to so many days a bar is a day; up to so many, a week; else a month."""
_MOST_TIES = 40

# What happened: no plans, nothing denied or conditional, and nothing that a person hid.
_ACTS = """
    SELECT e.id, first_day, last_day, actor_codes, recipient_codes, s.quad, s.score, marks
    FROM entries e JOIN scales s ON s.category = e.category AND s.mode = e.mode
    WHERE kind = 'event' AND NOT hidden AND NOT list_has_any(marks, ['negation', 'future', 'hypothetical'])
"""
# Those who act together are paired with each other, others with whom they act upon.
_TIES = f"""
    WITH acts AS ({_ACTS}),
    each AS (SELECT unnest(actor_codes) AS one, * FROM acts),
    pairs AS (
        SELECT one, unnest(recipient_codes) AS other, quad FROM each
        UNION ALL
        SELECT * FROM (
            SELECT one, unnest(actor_codes) AS other, quad FROM each WHERE len(recipient_codes) = 0
        ) WHERE one < other
    )
    SELECT least(one, other) AS a, greatest(one, other) AS b, count(*) AS events,
        count(*) FILTER (quad <= 2) AS cooperation, count(*) FILTER (quad >= 3) AS conflict
    FROM pairs WHERE one <> other GROUP BY ALL ORDER BY events DESC, a, b LIMIT {_MOST_TIES}
"""  # noqa: S608
# One thing recalled from years before would press all others into a corner.
_RECENT = f"""
    WITH acts AS (
        SELECT * FROM ({_ACTS})
        WHERE last_day - first_day < 32 AND NOT list_contains(marks, 'historical')
            AND ($1 IS NULL OR list_contains(actor_codes, $1) OR list_contains(recipient_codes, $1))
    )
    SELECT * FROM acts WHERE first_day >= (SELECT median(first_day) - INTERVAL 366 DAY FROM acts)
"""  # noqa: S608


class Tie(Record):
    """What happened between two parties, in both directions."""

    one: str
    """Code of a party."""
    other: str
    events: int
    cooperation: int
    conflict: int


class Period(Record):
    """A day, week or month of what happened."""

    start: dt.date
    end: dt.date
    cooperation: int
    """Number of things done or said in cooperation."""
    conflict: int
    warmth: float
    """Sum of the PLOVER scores above 0."""
    cold: float
    """Sum of the PLOVER scores below 0."""


class Figures(Record):
    """What the charts of an account show."""

    ties: tuple[Tie, ...] = ()
    unit: Unit = "day"
    periods: tuple[Period, ...] = ()


def figures(ledger: Ledger, party: str = "") -> Figures:
    """Return the figures of a reconciled ledger.

    Args:
        ledger: An open ledger.
        party: Count in the periods only what this code takes part in; the ties are those of all.
    """
    ties = ledger.sql(_TIES).fetchall()
    recent = ledger.sql(f"SELECT min(first_day), max(first_day) FROM ({_RECENT})", party or None).fetchall()  # noqa: S608
    first, last = recent[0]
    unit: Unit = "day"
    rows = []
    if first is not None:
        days = (last - first).days
        unit = "day" if days <= _DAYS else "week" if days <= _WEEKS else "month"
        # The unit is one of three words of ours.
        rows = ledger.sql(
            f"""
            SELECT date_trunc('{unit}', first_day)::DATE AS day,
                (date_trunc('{unit}', first_day) + INTERVAL 1 {unit} - INTERVAL 1 DAY)::DATE,
                count(*) FILTER (quad <= 2), count(*) FILTER (quad >= 3),
                coalesce(sum(score) FILTER (score > 0), 0), coalesce(sum(score) FILTER (score < 0), 0)
            FROM ({_RECENT}) GROUP BY ALL ORDER BY day
            """,  # noqa: S608
            party or None,
        ).fetchall()
    return Figures(
        ties=tuple(Tie(one=a, other=b, events=n, cooperation=c, conflict=d) for a, b, n, c, d in ties),
        unit=unit,
        periods=tuple(
            Period(start=start, end=end, cooperation=warm, conflict=cold, warmth=high, cold=low)
            for start, end, warm, cold, high, low in rows
        ),
    )


def party_name(code: str) -> str:
    """Return what a PLOVER code of a state or body is called; the code itself where it is unknown."""
    state = load_registry().state(code)
    return state.name if state is not None else load_ontology().bodies.get(code, code)
