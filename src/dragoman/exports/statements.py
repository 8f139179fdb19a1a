"""Format `statements`: the statements of all readings, one a line, as each report tells them."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.exports.objects import Json, actor_objects, entry_of, json_line, text_info
from dragoman.ledger import Ledger
from dragoman.records import Reading, Span, Statement


def lines(ledger: Ledger) -> Iterator[str]:
    """Yield the lines of the format, by report and place in the text."""
    links = entry_of(ledger)
    for reading in ledger.readings():
        for sequence, statement in enumerate(reading.statements):
            yield json_line(_record(statement, reading, sequence, links.get(statement.id, "")))


def _record(statement: Statement, reading: Reading, sequence: int, link: str) -> dict[str, Json]:
    text = reading.report.text

    def words(span: Span | None) -> str:
        return span.of(text) if span is not None else ""

    return {
        "id": statement.id,
        "report": reading.report.name,
        "speaker": actor_objects(statement.speakers),
        "speaker_text": words(statement.speaker_span),
        "cue_text": words(statement.cue),
        "content_text": " … ".join(span.of(text) for span in statement.contents),
        "kind": statement.kind,
        "addressee": _addressees(statement),
        "channel": statement.channel,
        "date": statement.when.edtf,
        "date_basis": statement.when.basis,
        "text_info": text_info(statement.span, sequence),
        "link": link,
    }


def _addressees(statement: Statement) -> Json:
    """Return those spoken to; who is no known actor, such as "reporters", has only words."""
    if statement.addressees or not statement.addressee_text:
        return actor_objects(statement.addressees)
    blank = dict.fromkeys(("code", "sector", "entity_text", "identifier_id", "identifier_text", "office"), "")
    return [{**blank, "entity_text": statement.addressee_text}]
