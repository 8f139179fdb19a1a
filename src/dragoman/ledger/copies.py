"""Copies among new reports and those that the ledger holds."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.ledger.database import Database, Row, batched
from dragoman.ledger.rows import copy_row
from dragoman.ledger.syndication import bands, compare, shingles
from dragoman.ledger.tuning import Tuning
from dragoman.records import Report

_AT_ONCE = 1_000


def find_copies(db: Database, new: Sequence[str], tuning: Tuning) -> None:
    """Keep the fingerprints of new reports, and which reports are copies of each other."""
    options = tuning.syndication
    for part in batched(new, _AT_ONCE):
        rows: list[Row] = []
        for report in _load(db, part):
            for band, key in enumerate(bands(shingles(report, options), options)):
                rows.append({"report": report.id, "band": band, "key": key})
        db.insert({"fingerprints": rows})
    if not new:
        return
    pairs = db.pairs(
        """
        WITH shared AS (
            SELECT band, key FROM fingerprints WHERE (band, key) IN (
                SELECT (band, key) FROM fingerprints WHERE report IN (SELECT unnest($1))
            )
            GROUP BY ALL HAVING count(*) BETWEEN 2 AND $2
        ),
        met AS (SELECT f.* FROM fingerprints f SEMI JOIN shared USING (band, key))
        SELECT DISTINCT least(a.report, b.report), greatest(a.report, b.report)
        FROM met a JOIN met b ON a.band = b.band AND a.key = b.key AND a.report <> b.report
        WHERE a.report IN (SELECT unnest($1))
        ORDER BY ALL
        """,
        list(new),
        options.largest_band,
    )
    for chunk in batched(pairs, _AT_ONCE):
        held = {report.id: report for report in _load(db, sorted({key for pair in chunk for key in pair}))}
        pieces = {key: shingles(report, options) for key, report in held.items()}
        found = (compare(held[one], held[other], pieces[one], pieces[other], options) for one, other in chunk)
        db.insert({"copies": [copy_row(copy) for copy in found if copy is not None]})


def _load(db: Database, reports: Sequence[str]) -> list[Report]:
    query = "SELECT record FROM reports WHERE id IN (SELECT unnest(?)) ORDER BY id"
    return db.records(query, Report, list(reports))
