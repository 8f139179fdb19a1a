"""Dates for undated reports kept up to date: elected anew where their votes changed, a few rounds on.

In the first round the reports that state their date vote; in the second also those dated in the first;
and so on. A report keeps the date of the first round that gives one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from dragoman.ledger.database import Database, Row, batched
from dragoman.ledger.dating import InferredDate, Reread, Resolver, dated_report, infer_date, with_date
from dragoman.ledger.identities import identified
from dragoman.ledger.index import Index, Indexed
from dragoman.ledger.readings import known_identities, load_readings
from dragoman.ledger.rows import inferred_row
from dragoman.ledger.tellings import Telling, tellings
from dragoman.ledger.tuning import Tuning

_SWEEPS = 12
"""Bounds the work; dates settle in as many sweeps as there are rounds, and one more."""
_AT_ONCE = 200
"""Reports whose readings are held in memory while they are laid out anew."""


def redate(db: Database, index: Index, tuning: Tuning, resolve: Resolver, reread: Reread | None) -> None:
    """Date the undated reports that `index.touched` names, and those that this bears on."""
    for _ in range(_SWEEPS):
        wanted, index.touched.undated = index.touched.undated, set()
        if not wanted:
            return
        elected = _elections(db, index, sorted(wanted), tuning, resolve)
        for part in batched(elected.items(), _AT_ONCE):
            _set_dates(db, index, tuning, resolve, reread, dict(part))


def _elections(
    db: Database, index: Index, reports: list[str], tuning: Tuning, resolve: Resolver
) -> dict[str, tuple[InferredDate | None, int]]:
    """Return the reports whose date or round is another than before, with what it is now."""
    before = {
        report: (date.model_dump_json(), round_)
        for report, round_, record in db.rows(
            "SELECT report, round, record FROM inferred_dates WHERE report IN (SELECT unnest(?))", reports
        )
        for date in (InferredDate.model_validate_json(record),)
    }
    votes = db.rows(
        """
        WITH bare AS (SELECT n FROM tellings WHERE bare AND report IN (SELECT unnest(?)))
        SELECT one, other FROM links WHERE kind = 'vote' AND one IN (SELECT n FROM bare)
        UNION SELECT other, one FROM links WHERE kind = 'vote' AND other IN (SELECT n FROM bare)
        ORDER BY ALL
        """,
        reports,
    )
    rows = index.load({n for pair in votes for n in pair})
    rounds = _rounds(db, {rows[other].report for _, other in votes})
    told: defaultdict[str, defaultdict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for one, other in votes:
        told[rows[one].report][one].append(other)
    found: dict[str, tuple[InferredDate | None, int]] = {}
    for report in reports:
        date, at = None, 0
        for round_ in range(1, tuning.dating.rounds + 1):
            voting: list[tuple[Telling, list[Telling]]] = [
                (
                    rows[one].telling,
                    [rows[n].telling for n in others if rounds.get(rows[n].report, 99) < round_],
                )
                for one, others in told[report].items()
            ]
            date, at = infer_date(report, voting, tuning, resolve), round_
            if date is not None:
                break
        now = (date.model_dump_json(), at) if date is not None else None
        if now != before.get(report):
            found[report] = (date, at)
    return found


def _rounds(db: Database, reports: Iterable[str]) -> dict[str, int]:
    """Return in which round reports were dated: 0 for those that state their date."""
    ids = sorted(reports)
    stated = db.fetch("SELECT id FROM reports WHERE published IS NOT NULL AND id IN (SELECT unnest(?))", ids)
    inferred = db.rows("SELECT report, round FROM inferred_dates WHERE report IN (SELECT unnest(?))", ids)
    return {report: 0 for (report,) in stated} | dict(inferred)


def _set_dates(
    db: Database,
    index: Index,
    tuning: Tuning,
    resolve: Resolver,
    reread: Reread | None,
    elected: Mapping[str, tuple[InferredDate | None, int]],
) -> None:
    """Give reports their dates, or take them away, and lay out their tellings accordingly."""
    reports = list(elected)
    dated = {report: (date, round_) for report, (date, round_) in elected.items() if date is not None}
    for table in ("inferred_dates", "redated"):
        # The table's name is one of ours.
        db.execute(f"DELETE FROM {table} WHERE report IN (SELECT unnest(?))", reports)  # noqa: S608
    bare = index.bare_unlike({report: report not in dated for report in reports})
    drop = [*index.numbers_of(reports, only_final=True), *bare]
    add = [Indexed(held.telling, True, not held.final) for held in bare.values()]
    known = known_identities(db)
    dates: list[Row] = []
    readings: list[Row] = []
    for stored in load_readings(db, list(dated), original=True):
        date, round_ = dated[stored.report.id]
        if reread is None:
            reading = with_date(stored, date, resolve)
        else:
            reading = reread(dated_report(stored.report, date))
        dates.append(inferred_row(date, round_))
        readings.append({"report": stored.report.id, "record": reading.model_dump_json()})
        add += [Indexed(told, False, True, True) for told in tellings(identified(reading, known), tuning)]
    db.insert({"inferred_dates": dates, "redated": readings})
    index.change(drop, add)
