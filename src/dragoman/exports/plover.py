"""Format `plover`: the events of all readings, one PLOVER 2.0 record a line, as each report tells them.

Fields are those of a PLOVER record, and `report`, `date_text`, `date_basis`, `auxiliary`,
`attributed_to` and `confidence`. `link` is the id of the entry that joins all tellings of one thing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from importlib.metadata import version

from dragoman.exports.objects import Json, actor_objects, entry_of, json_line, strings, text_info
from dragoman.language.calendar import interval
from dragoman.ledger import Ledger
from dragoman.ontology.plover import Ontology, load_ontology
from dragoman.records import Event, Reading


def lines(ledger: Ledger) -> Iterator[str]:
    """Yield the lines of the format, by report and place in the text."""
    links = entry_of(ledger)
    ontology = load_ontology()
    coded = dt.datetime.now(tz=dt.UTC).date().isoformat()
    for reading in ledger.readings():
        for sequence, event in enumerate(reading.events):
            record = _record(event, reading, ontology)
            record |= {
                "link": links.get(event.id, ""),
                "text_info": text_info(event.span, sequence),
                "coded_date": coded,
            }
            yield json_line(record)


def _record(event: Event, reading: Reading, ontology: Ontology) -> dict[str, Json]:
    report = reading.report
    days = interval(event.when.edtf)
    return {
        "id": event.id,
        "date": days.start.isoformat() if days else "",
        "enddate": days.end.isoformat() if days else "",
        "date_text": event.when.text,
        "date_basis": event.when.basis,
        "actor": actor_objects(event.actors),
        "recipient": actor_objects(event.recipients),
        "event": event.category,
        "mode": event.mode,
        "context": strings(event.contexts),
        "auxiliary": strings(event.marks),
        "attributed_to": actor_objects(event.attributed_to),
        "event_loc": event.place,
        "event_text": event.trigger.of(report.text),
        "quad_code": ontology.quad(event.category),
        "event_scale": ontology.score(event.category, event.mode),
        "confidence": event.confidence,
        "report": report.name,
        "text": event.span.of(report.text),
        "cite_info": {
            "title": report.title,
            "publication": report.outlet,
            "url": report.url,
            "language": report.language,
        },
        "coder": f"dragoman {version('dragoman')} ({reading.model})",
    }
