"""Positions in the ledger: made from those read, kept as a table, and told by issue."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from dragoman.coding.issues import OTHER, Issue
from dragoman.language.calendar import interval
from dragoman.ledger.database import Database, Row
from dragoman.ledger.issues import issue_names
from dragoman.ledger.judgements import Judgement
from dragoman.ledger.positions import PositionLine, position_lines
from dragoman.ledger.rarity import load_rarity
from dragoman.ledger.readings import load_positions
from dragoman.ledger.tuning import Tuning
from dragoman.records import Actor, Record

_MADE = "stances"
"""Whether the table is up to date, in the ledger's own values."""


class Agreement(Record):
    """What several sides accept."""

    content: str
    date: str
    sides: tuple[Actor, ...]
    line: str
    """Id of the position in whose words it is told."""


class IssueHistory(Record):
    """An issue: who contends over it, what each says in the order of time, and what is agreed."""

    name: str
    parties: tuple[Actor, ...]
    """Those with most positions first."""
    lines: tuple[PositionLine, ...]
    """By date, undated last."""
    agreed: tuple[Agreement, ...]


def outdate(db: Database) -> None:
    """Have the positions made anew by the next reconciliation."""
    db.set_meta(_MADE, "")


def fix_issues(db: Database, issues: Iterable[Issue]) -> None:
    """Keep the issues of a user's file in place of those kept before."""
    rows: list[Row] = [
        {"n": n, "name": issue.name, "cues": list(issue.cues)} for n, issue in enumerate(issues)
    ]
    db.execute("DELETE FROM fixed_issues")
    db.insert({"fixed_issues": rows})
    outdate(db)


def fixed_issues(db: Database) -> list[Issue]:
    """Return the issues that a user fixed, in the file's order."""
    rows = db.rows("SELECT name, cues FROM fixed_issues ORDER BY n")
    return [Issue(name=name, cues=tuple(cues)) for name, cues in rows]


def renew(
    db: Database, tuning: Tuning, judgements: Sequence[Judgement], present: dict[str, str], *, changed: bool
) -> None:
    """Make the positions anew where something bears on them; write only those that are others.

    Args:
        db: The ledger.
        tuning: Thresholds.
        judgements: Those in force, oldest first.
        present: Member as judgements name it to the telling of this ledger.
        changed: Whether reports or entries changed.
    """
    if not changed and db.meta(_MADE):
        return
    unique = {position.id: position for position in load_positions(db)}
    positions = [unique[key] for key in sorted(unique)]
    names = issue_names(positions, fixed_issues(db), judgements, present, load_rarity())
    sources = sorted({position.source for position in positions})
    entry_of = dict(db.pairs("SELECT member, entry FROM members WHERE member IN (SELECT unnest(?))", sources))
    lines = position_lines(positions, names, entry_of, tuning)
    known = dict(db.pairs("SELECT id, record FROM stances"))
    rows = {line.id: _row(line) for line in lines}
    same = {key for key, row in rows.items() if known.get(key) == row["record"]}
    db.execute("DELETE FROM stances WHERE id IN (SELECT unnest(?))", sorted(known.keys() - same))
    db.insert({"stances": [row for key, row in rows.items() if key not in same]})
    db.set_meta(_MADE, "made")


def load_lines(db: Database) -> list[PositionLine]:
    """Return the positions of the last reconciliation by party, issue and date."""
    query = "SELECT record FROM stances ORDER BY party_name, issue, first_day NULLS LAST, stance, content, id"
    return db.records(query, PositionLine)


def histories(lines: Iterable[PositionLine]) -> list[IssueHistory]:
    """Return the issues of positions, those with most parties, then with most positions, first."""
    groups: defaultdict[str, list[PositionLine]] = defaultdict(list)
    for line in lines:
        groups[line.issue].append(line)
    made = [_history(name, sorted(group, key=_by_date)) for name, group in groups.items()]
    return sorted(made, key=lambda one: (one.name == OTHER, -len(one.parties), -len(one.lines), one.name))


def _history(name: str, lines: Sequence[PositionLine]) -> IssueHistory:
    counts: defaultdict[str, int] = defaultdict(int)
    parties: dict[str, Actor] = {}
    for line in lines:
        parties.setdefault(line.party.id, line.party)
        counts[line.party.id] += 1
    ordered = sorted(parties, key=lambda key: (-counts[key], parties[key].name, key))
    agreed: dict[tuple[tuple[str, ...], tuple[str, ...]], Agreement] = {}
    for line in lines:
        if line.agreed:
            agreed.setdefault(
                (tuple(actor.id for actor in line.agreed), line.entries),
                Agreement(content=line.content, date=line.date, sides=line.agreed, line=line.id),
            )
    return IssueHistory(
        name=name,
        parties=tuple(parties[key] for key in ordered),
        lines=tuple(lines),
        agreed=tuple(agreed.values()),
    )


def _by_date(line: PositionLine) -> tuple[str, str, str]:
    days = interval(line.date)
    return days.start.isoformat() if days else "9999", line.party.name, line.id


def _row(line: PositionLine) -> Row:
    days = interval(line.date)
    return {
        "id": line.id,
        "party": line.party.id,
        "party_name": line.party.name,
        "party_code": line.party.code,
        "issue": line.issue,
        "stance": line.stance,
        "content": line.content,
        "date": line.date,
        "date_basis": line.date_basis,
        "first_day": days.start if days else None,
        "last_day": days.end if days else None,
        "toward": [actor.id for actor in line.toward],
        "toward_codes": [actor.code for actor in line.toward if actor.code],
        "speakers": [actor.name for actor in line.speakers],
        "own_view": line.own_view,
        "red_line": line.red_line,
        "answers": [tie.line for tie in line.ties if tie.how in ("answers", "counters")],
        "reports": list(line.reports),
        "entries": list(line.entries),
        "record": line.model_dump_json(),
    }
