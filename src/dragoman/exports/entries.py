"""Format `entries`: what happened, was said or is planned, each thing once, one a line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dragoman.exports.objects import Json, json_line, report_names, strings
from dragoman.ledger import Ledger
from dragoman.records import Correction, Difference, Entry, Voucher


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
        "first_told": entry.first_told.isoformat() if entry.first_told else "",
        "last_told": entry.last_told.isoformat() if entry.last_told else "",
        "vouched": [_voucher(voucher, names) for voucher in entry.vouched],
        "corrections": [_correction(correction) for correction in entry.corrections],
    }


def _voucher(voucher: Voucher, names: Mapping[str, str]) -> Json:
    reports = strings(names[report] for report in voucher.reports)
    return {"voice": voucher.voice, "names": strings(voucher.names), "reports": reports}


def _correction(correction: Correction) -> Json:
    return {"field": correction.field, "value": correction.value, "original": correction.original}


def _difference(difference: Difference, names: Mapping[str, str]) -> Json:
    values: dict[str, Json] = {names[report]: value for report, value in difference.values.items()}
    return {"field": difference.field, "values": values}
