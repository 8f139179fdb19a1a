"""Figures over a whole ledger, counted in SQL: who deals with whom, how warm it was when, who acts where."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Literal

from dragoman.actors.registry import load_registry
from dragoman.actors.whereabouts import state_of
from dragoman.language.calendar import Interval
from dragoman.ledger import Ledger
from dragoman.ontology.plover import load_ontology
from dragoman.records import Record

Unit = Literal["day", "week", "month"]
_DAYS, _WEEKS = 45, 400
"""Up to so many days a bar is a day; up to so many, a week; else a month."""
_MOST_TIES = 40
_SINGLE = ("UNO", "EUR")
"""Codes of bodies that only one body bears."""

# What happened: no plans, nothing denied or conditional, and nothing that a person hid.
# More conditions can follow.
_HAPPENED = """
    FROM entries e JOIN scales s ON s.category = e.category AND s.mode = e.mode
    WHERE kind = 'event' AND NOT hidden AND NOT list_has_any(marks, ['negation', 'future', 'hypothetical'])
"""
TAKES_PART = "list_contains(list_concat(actor_codes, recipient_codes, actors, recipients), ?)"
"""Holds for an entry in which a code or id takes part."""
# A party is its code, or for a code that many bear ("another organisation") the one who bears it: only then
# is the record read, which takes ten times as long as all the rest.
_PARTIES = """
    CASE WHEN list_has_any({1}, $1) THEN
        list_distinct(list_filter(list_transform(list_zip(
            json_extract_string(record, '$.{0}[*].code'), json_extract_string(record, '$.{0}[*].id'),
            json_extract_string(record, '$.{0}[*].name')
        ), lambda x: {{'key': CASE WHEN list_contains($1, x[1]) THEN x[2] ELSE x[1] END,
            'name': CASE WHEN list_contains($1, x[1]) THEN x[3] ELSE '' END}}),
        lambda x: x.key <> ''))
    ELSE list_transform({1}, lambda code: {{'key': code, 'name': ''}}) END
"""
# Those who act together are paired with each other, others with whom they act upon.
_TIES = f"""
    WITH acts AS (
        SELECT {_PARTIES.format("actors", "actor_codes")} AS who,
            {_PARTIES.format("recipients", "recipient_codes")} AS whom, quad {_HAPPENED}
    ),
    each AS (SELECT unnest(who) AS one, * FROM acts),
    pairs AS (
        SELECT one, unnest(whom) AS other, quad FROM each
        UNION ALL
        SELECT * FROM (SELECT one, unnest(who) AS other, quad FROM each WHERE len(whom) = 0)
        WHERE one.key < other.key
    ),
    sorted AS (
        SELECT CASE WHEN one.key < other.key THEN one ELSE other END AS a,
            CASE WHEN one.key < other.key THEN other ELSE one END AS b, quad
        FROM pairs WHERE one.key <> other.key
    )
    SELECT a.key, any_value(a.name), b.key, any_value(b.name), count(*) AS events,
        count(*) FILTER (quad <= 2), count(*) FILTER (quad >= 3)
    FROM sorted GROUP BY a.key, b.key ORDER BY events DESC, a.key, b.key LIMIT {_MOST_TIES}
"""  # noqa: S608
_DATED = f"""
    SELECT first_day, quad, score {_HAPPENED} AND last_day - first_day < 32 AND {{0}}
"""
# One thing recalled from years before would press all others into a corner.
_RECENT = """
    WITH acts AS ({0} AND NOT list_contains(marks, 'historical'))
    SELECT * FROM acts WHERE first_day >= (SELECT median(first_day) - INTERVAL 366 DAY FROM acts)
"""
_ACTING = f"""
    SELECT code, count(*) AS acts FROM (SELECT unnest(actor_codes) AS code {_HAPPENED})
    GROUP BY code ORDER BY acts DESC, code
"""  # noqa: S608
_PLACES = "SELECT DISTINCT place FROM read_events WHERE place <> ''"
# An entry is counted once in a state, by however many names of places there it is told.
_SCENES = f"""
    WITH known AS (SELECT unnest($2::VARCHAR[]) AS place, unnest($3::VARCHAR[]) AS code),
    told AS (
        SELECT DISTINCT m.entry, known.code
        FROM known JOIN read_events r ON r.place = known.place
            JOIN members m ON m.member = r.id AND m.report = r.report
    ),
    acts AS (SELECT id, quad, {_PARTIES.format("actors", "actor_codes")} AS parties {_HAPPENED}),
    held AS (SELECT told.code, acts.* FROM acts JOIN told ON told.entry = acts.id),
    counted AS (
        SELECT code, who.key AS who, any_value(who.name) AS name, count(*) AS n
        FROM (SELECT code, unnest(parties) AS who FROM held) GROUP BY code, who.key
    )
    SELECT code, count(*) AS events, count(*) FILTER (quad <= 2), count(*) FILTER (quad >= 3),
        (
            SELECT list({{'code': who, 'name': name, 'acts': n}} ORDER BY n DESC, who)
            FROM counted c WHERE c.code = held.code
        )
    FROM held GROUP BY code ORDER BY events DESC, code
"""  # noqa: S608


class Tie(Record):
    """What happened between two parties, in both directions."""

    one: str
    """Code of a party; its id where many bear that code."""
    one_name: str
    other: str
    other_name: str
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


class Acting(Record):
    """How often a party acts."""

    code: str
    """Code of a party; its id where many bear that code."""
    name: str
    acts: int


class Scene(Record):
    """What is told to have happened in a state."""

    code: str
    """Of the state."""
    name: str
    events: int
    cooperation: int
    conflict: int
    who: tuple[Acting, ...]
    """Who acted there, those who acted most first."""


class Figures(Record):
    """What the charts of an account show."""

    ties: tuple[Tie, ...] = ()
    unit: Unit = "day"
    periods: tuple[Period, ...] = ()
    acting: tuple[Acting, ...] = ()
    scenes: tuple[Scene, ...] = ()


def figures(ledger: Ledger) -> Figures:
    """Return the figures of a reconciled ledger."""
    unit, held = periods(ledger)
    return Figures(ties=ties(ledger), unit=unit, periods=held, acting=acting(ledger), scenes=scenes(ledger))


def acting(ledger: Ledger) -> tuple[Acting, ...]:
    """Return the parties by how often they act, by their codes."""
    return tuple(_acting(code, acts) for code, acts in ledger.sql(_ACTING).fetchall())


def scenes(ledger: Ledger) -> tuple[Scene, ...]:
    """Return the states in which things are told to have happened, those with most first.

    A place that the who's who does not know is in none.
    """
    places = {place: state_of(place) for (place,) in ledger.sql(_PLACES).fetchall()}
    known = {place: code for place, code in places.items() if code}
    return tuple(
        Scene(
            code=code,
            name=party_name(code),
            events=events,
            cooperation=cooperation,
            conflict=conflict,
            who=tuple(_acting(**one) for one in who or ()),
        )
        for code, events, cooperation, conflict, who in ledger.sql(
            _SCENES, _shared_codes(), list(known), list(known.values())
        ).fetchall()
    )


def _acting(code: str, acts: int, name: str = "") -> Acting:
    return Acting(code=code, name=party_name(code, name), acts=acts)


def _shared_codes() -> list[str]:
    """Return the codes that many bodies bear."""
    return [body for body in load_ontology().bodies if body not in _SINGLE]


def ties(ledger: Ledger) -> tuple[Tie, ...]:
    """Return who had most to do with whom, the most first."""
    return tuple(
        Tie(
            one=a,
            one_name=party_name(a, a_name),
            other=b,
            other_name=party_name(b, b_name),
            events=events,
            cooperation=cooperation,
            conflict=conflict,
        )
        for a, a_name, b, b_name, events, cooperation, conflict in ledger.sql(
            _TIES, _shared_codes()
        ).fetchall()
    )


def periods(
    ledger: Ledger, where: str = "true", values: Sequence[object] = (), within: Interval | None = None
) -> tuple[Unit, tuple[Period, ...]]:
    """Return how warm and cold it was by day, week or month, whichever makes some dozens of bars.

    Args:
        ledger: An open ledger.
        where: A condition on `entries`, in SQL of ours: only what it holds for is counted.
        values: The values of its question marks.
        within: Only these days, with what is told there as background too; else all but what lies long
            before the rest.
    """
    counted = _DATED.format(where)
    if within is None:
        counted = _RECENT.format(counted)
    else:
        counted, values = f"{counted} AND first_day BETWEEN ? AND ?", [*values, *within]
    ends = ledger.sql(f"SELECT min(first_day), max(first_day) FROM ({counted})", *values).fetchall()  # noqa: S608
    first, last = ends[0] if within is None or ends[0][0] is None else within
    if first is None:
        return "day", ()
    days = (last - first).days
    unit: Unit = "day" if days <= _DAYS else "week" if days <= _WEEKS else "month"
    # The unit is one of three words of ours.
    rows = ledger.sql(
        f"""
        SELECT date_trunc('{unit}', first_day)::DATE AS day,
            (date_trunc('{unit}', first_day) + INTERVAL 1 {unit} - INTERVAL 1 DAY)::DATE,
            count(*) FILTER (quad <= 2), count(*) FILTER (quad >= 3),
            coalesce(sum(score) FILTER (score > 0), 0), coalesce(sum(score) FILTER (score < 0), 0)
        FROM ({counted}) GROUP BY ALL ORDER BY day
        """,  # noqa: S608
        *values,
    ).fetchall()
    return unit, tuple(
        Period(start=start, end=end, cooperation=warm, conflict=cold, warmth=high, cold=low)
        for start, end, warm, cold, high, low in rows
    )


def party_name(code: str, told: str = "") -> str:
    """Return what a code of a state or body is called.

    Args:
        code: PLOVER code, or an id.
        told: What the ledger calls it, for a code that the tables do not know.
    """
    state = load_registry().state(code)
    return state.name if state is not None else load_ontology().bodies.get(code, told or code)
