"""Format `positions`: a party's stance on an issue, each once with the reports that tell it, one a line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dragoman.exports.objects import Json, actor_object, json_line, report_names, strings
from dragoman.ledger import Ledger, PositionLine


def lines(ledger: Ledger) -> Iterator[str]:
    """Yield the lines of the format, by party, issue and date."""
    names = report_names(ledger)
    for line in ledger.positions():
        yield json_line(_record(line, names))


def _record(line: PositionLine, names: Mapping[str, str]) -> dict[str, Json]:
    return {
        "party": actor_object(line.party),
        "issue": line.issue,
        "stance": line.stance,
        "content": line.content,
        "date": line.date,
        "speakers": [actor_object(actor) for actor in line.speakers],
        "own_view": line.own_view,
        "red_line": line.red_line,
        "ties": [{"how": tie.how, "line": tie.line} for tie in line.ties],
        "agreed": [actor_object(actor) for actor in line.agreed],
        "id": line.id,
        "reports": strings(names[report] for report in line.reports),
        "entries": strings(line.entries),
    }
