"""Records as rows: the columns that queries use, and the whole record as JSON for an exact way back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dragoman.language.calendar import interval
from dragoman.ledger.database import Row
from dragoman.ledger.dating import InferredDate
from dragoman.ledger.judgements import Judgement
from dragoman.ledger.syndication import Copy
from dragoman.records import (
    Actor,
    Entry,
    Event,
    Mention,
    Position,
    Reading,
    Span,
    Statement,
    Time,
    When,
)


def reading_rows(reading: Reading) -> dict[str, list[Row]]:
    """Return the rows of a whole reading by table; each part keeps its place in the reading as `n`."""
    key = reading.report.id
    return {
        "reports": [_report(reading)],
        "times": [_numbered(key, n, _time(time)) for n, time in enumerate(reading.times)],
        "mentions": [_numbered(key, n, _mention(mention)) for n, mention in enumerate(reading.actors)],
        "read_events": [_numbered(key, n, _event(event)) for n, event in enumerate(reading.events)],
        "read_statements": [_numbered(key, n, _statement(told)) for n, told in enumerate(reading.statements)],
        "read_positions": [
            _numbered(key, n, _position(position)) for n, position in enumerate(reading.positions)
        ],
    }


def entry_rows(entries: Iterable[Entry], report_of: Mapping[str, str]) -> dict[str, list[Row]]:
    """Return the rows of entries by table.

    Args:
        entries: In any order.
        report_of: Event or statement id to its report's id.
    """
    entries = list(entries)
    return {
        "entries": [_entry(entry) for entry in entries],
        "members": [
            {"entry": entry.id, "member": member, "report": report_of[member]}
            for entry in entries
            for member in entry.members
        ],
    }


def copy_row(copy: Copy) -> Row:
    """Return the row of a pair of copies."""
    return {
        "report": copy.report,
        "copy": copy.copy_of,
        "relation": copy.relation,
        "record": copy.model_dump_json(),
    }


def inferred_row(date: InferredDate, round_: int) -> Row:
    """Return the row of an inferred date, found in a round of dating."""
    return {
        "report": date.report,
        "published": date.date,
        "earliest": date.earliest,
        "latest": date.latest,
        "reason": date.reason,
        "round": round_,
        "record": date.model_dump_json(),
    }


def judgement_row(judgement: Judgement, n: int) -> Row:
    """Return the row of a judgement, the nth of the ledger."""
    return {
        "n": n,
        "id": judgement.id,
        "kind": judgement.kind,
        "field": judgement.field,
        "value": judgement.value,
        "who": judgement.who,
        "made_at": judgement.made_at.isoformat(),
        "why": judgement.why,
        "record": judgement.model_dump_json(),
    }


def _numbered(report: str, n: int, row: Row) -> Row:
    return {"report": report, "n": n, **row}


def _report(reading: Reading) -> Row:
    report = reading.report
    return {
        "id": report.id,
        "name": report.name,
        "title": report.title,
        "outlet": report.outlet,
        "author": report.author,
        "url": report.url,
        "place": report.place,
        "language": report.language,
        "published": report.published,
        "date_basis": report.date_basis,
        "model": reading.model,
        "record": report.model_dump_json(),
    }


def _time(time: Time) -> Row:
    return {
        **_span(time.span),
        "words": time.text,
        "type": time.type,
        "value": time.value,
        "edtf": time.edtf,
        "basis": time.basis,
        "record": time.model_dump_json(),
    }


def _mention(mention: Mention) -> Row:
    return {
        **_span(mention.span),
        "words": mention.text,
        "actor": mention.actor.id,
        "name": mention.actor.name,
        "code": mention.actor.code,
        "how": mention.how,
        "confidence": mention.confidence,
        "record": mention.model_dump_json(),
    }


def _event(event: Event) -> Row:
    return {
        "id": event.id,
        **_span(event.span),
        "category": event.category,
        "mode": event.mode,
        "marks": list(event.marks),
        **_when(event.when),
        "place": event.place,
        "actors": _ids(event.actors),
        "actor_codes": _codes(event.actors),
        "recipients": _ids(event.recipients),
        "recipient_codes": _codes(event.recipients),
        "attributed_to": _ids(event.attributed_to),
        "confidence": event.confidence,
        "record": event.model_dump_json(),
    }


def _statement(statement: Statement) -> Row:
    return {
        "id": statement.id,
        **_span(statement.span),
        "kind": statement.kind,
        "stance": statement.stance,
        **_when(statement.when),
        "place": statement.place,
        "speakers": _ids(statement.speakers),
        "speaker_codes": _codes(statement.speakers),
        "addressees": _ids(statement.addressees),
        "confidence": statement.confidence,
        "record": statement.model_dump_json(),
    }


def _position(position: Position) -> Row:
    return {
        "id": position.id,
        **_span(position.span),
        "party": position.party.id,
        "party_code": position.party.code,
        "issue": position.issue,
        "stance": position.stance,
        "content": position.content,
        **_when(position.when),
        "source": position.source,
        "confidence": position.confidence,
        "record": position.model_dump_json(),
    }


def _entry(entry: Entry) -> Row:
    days = interval(entry.date)
    return {
        "id": entry.id,
        "kind": entry.kind,
        "date": entry.date,
        "date_basis": entry.date_basis,
        "first_day": days.start if days else None,
        "last_day": days.end if days else None,
        "category": entry.category,
        "mode": entry.mode,
        "marks": list(entry.marks),
        "actors": [actor.id for actor in entry.actors],
        "actor_codes": _actor_codes(entry.actors),
        "recipients": [actor.id for actor in entry.recipients],
        "recipient_codes": _actor_codes(entry.recipients),
        "summary": entry.summary,
        "reports": list(entry.reports),
        "outlets": entry.outlets,
        "independent": entry.independent,
        "confidence": entry.confidence,
        "hidden": entry.hidden,
        "record": entry.model_dump_json(),
    }


def _span(span: Span) -> Row:
    return {"start_char": span.start, "end_char": span.end}


def _when(when: When) -> Row:
    return {"date": when.edtf, "date_basis": when.basis}


def _ids(mentions: Iterable[Mention]) -> list[str]:
    return [mention.actor.id for mention in mentions]


def _codes(mentions: Iterable[Mention]) -> list[str]:
    return _actor_codes(mention.actor for mention in mentions)


def _actor_codes(actors: Iterable[Actor]) -> list[str]:
    return list(dict.fromkeys(actor.code for actor in actors if actor.code))
