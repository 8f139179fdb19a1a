"""Format `entries`: what happened, was said or is planned, each thing once, one a line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dragoman.exports.objects import Json, json_line, report_names, strings
from dragoman.ledger import Ledger
from dragoman.records import Difference, Entry


def lines(ledger: Ledger) -> Iterator[str]:
    """Yield the lines of the format, by date, undated last."""
    names = report_names(ledger)
    for entry in ledger.entries():
        yield json_line(_record(entry, names))


def _record(entry: Entry, names: Mapping[str, str]) -> dict[str, Json]:
    return {
        "id": entry.id,
        "kind": entry.kind,
        "date": entry.date,
        "summary": entry.summary,
        "members": strings(entry.members),
        "reports": strings(names[report] for report in entry.reports),
        "outlets": entry.outlets,
        "independent": entry.independent,
        "differences": [_difference(difference, names) for difference in entry.differences],
    }


def _difference(difference: Difference, names: Mapping[str, str]) -> Json:
    values: dict[str, Json] = {names[report]: value for report, value in difference.values.items()}
    return {"field": difference.field, "values": values}
