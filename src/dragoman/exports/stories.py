"""Formats for pages and calendars: TimelineJS, iCalendar, W3C Web Annotation, schema.org."""

from __future__ import annotations

import datetime as dt
import html
from collections.abc import Iterator

from dragoman.exports.graphs import needed
from dragoman.exports.objects import Json, json_line, strings
from dragoman.language.calendar import interval
from dragoman.ledger import Ledger
from dragoman.records import Actor, Entry, Event, Report, Statement

_AROUND = 40
"""Characters before and after the words that an annotation quotes."""
_URN = "urn:dragoman:"
_STATUS = {"plan": "https://schema.org/EventScheduled"}


def timelinejs(ledger: Ledger) -> Iterator[str]:
    """Yield TimelineJS's JSON: what happened or is planned on known days. Its texts are HTML, so escaped."""
    reports = {report.id: report for report in ledger.reports()}
    slides: list[Json] = []
    for entry in ledger.entries():
        days = interval(entry.date)
        if days is None or entry.kind == "statement":
            continue
        slide: dict[str, Json] = {
            "unique_id": entry.id,
            "start_date": _date_parts(days.start),
            "text": {
                "headline": html.escape(" ".join(filter(None, (_names(entry.actors), entry.category)))),
                "text": html.escape(f"{entry.summary} ({_tellers(entry, reports)})"),
            },
            "group": "planned" if entry.kind == "plan" else "happened",
        }
        if days.end != days.start:
            slide["end_date"] = _date_parts(days.end)
        slides.append(slide)
    yield json_line({"events": slides})


def icalendar(ledger: Ledger) -> Iterator[str]:
    """Yield the lines of an iCalendar file of planned talks and meetings on known days."""
    ical = needed("icalendar")
    reports = {report.id: report for report in ledger.reports()}
    calendar = ical.Calendar()
    calendar.add("prodid", "-//Dragoman//EN")
    calendar.add("version", "2.0")
    for entry in ledger.entries("plan"):
        days = interval(entry.date)
        if days is None:
            continue
        item = ical.Event()
        item.add("uid", f"{entry.id}@dragoman")
        item.add("dtstamp", dt.datetime.combine(entry.last_told or days.start, dt.time(), dt.UTC))
        item.add("dtstart", days.start)
        item.add("dtend", days.end + dt.timedelta(days=1))  # the day after the last, by RFC 5545
        item.add("summary", entry.summary)
        item.add("description", f"told by {_tellers(entry, reports)}")
        item.add("status", "TENTATIVE")
        calendar.add_component(item)
    # Line ends are CRLF by RFC 5545; whoever writes adds the LF.
    yield from calendar.to_ical().decode().removesuffix("\n").split("\n")


def web_annotations(ledger: Ledger) -> Iterator[str]:
    """Yield one W3C annotation page: each telling on its words in its report."""
    links = {member: entry for entry in ledger.entries() for member in entry.members}
    items: list[Json] = []
    for reading in ledger.readings():
        told: tuple[Event | Statement, ...] = (*reading.events, *reading.statements)
        items += [
            _annotation(record, links[record.id], reading.report) for record in told if record.id in links
        ]
    yield json_line(
        {
            "@context": "http://www.w3.org/ns/anno.jsonld",
            "id": f"{_URN}annotations",
            "type": "AnnotationPage",
            "items": items,
        }
    )


def schema_org(ledger: Ledger) -> Iterator[str]:
    """Yield one schema.org document: reports as articles, statements as quotations, the rest as events."""
    reports = {report.id: report for report in ledger.reports()}
    graph: list[Json] = [_article(report) for report in reports.values()]
    graph += [_thing(entry, reports) for entry in ledger.entries()]
    yield json_line({"@context": "https://schema.org", "@graph": graph})


def _annotation(record: Event | Statement, entry: Entry, report: Report) -> dict[str, Json]:
    text, span = report.text, record.span
    return {
        "id": f"{_URN}{record.id}",
        "type": "Annotation",
        "motivation": "describing",
        "body": {
            "type": "TextualBody",
            "value": entry.summary,
            "format": "text/plain",
            "language": report.language,
        },
        "target": {
            "source": _source(report),
            "selector": [
                {"type": "TextPositionSelector", "start": span.start, "end": span.end},
                {
                    "type": "TextQuoteSelector",
                    "exact": span.of(text),
                    "prefix": text[max(0, span.start - _AROUND) : span.start],
                    "suffix": text[span.end : span.end + _AROUND],
                },
            ],
        },
    }


def _article(report: Report) -> dict[str, Json]:
    return _told(
        {
            "@type": "NewsArticle",
            "@id": _source(report),
            "headline": report.title,
            "name": report.name,
            "datePublished": report.published.isoformat() if report.published else "",
            "inLanguage": report.language,
            "author": {"@type": "Person", "name": report.author} if report.author else "",
            "publisher": {"@type": "Organization", "name": report.outlet} if report.outlet else "",
        }
    )


def _thing(entry: Entry, reports: dict[str, Report]) -> dict[str, Json]:
    days = interval(entry.date)
    shared: dict[str, Json] = {
        "@id": f"{_URN}{entry.id}",
        "subjectOf": [{"@id": _source(reports[key])} for key in entry.reports],
    }
    if entry.kind == "statement":
        said: dict[str, Json] = {
            "@type": "Quotation",
            "text": entry.summary,
            "spokenByCharacter": [_who(actor) for actor in entry.actors],
            "dateCreated": days.start.isoformat() if days else "",
        }
        return _told({**shared, **said})
    happened: dict[str, Json] = {
        "@type": "Event",
        "name": entry.summary,
        "keywords": strings(filter(None, (entry.category, entry.mode, *entry.marks))),
        "startDate": days.start.isoformat() if days else "",
        "endDate": days.end.isoformat() if days else "",
        "eventStatus": _STATUS.get(entry.kind, ""),
        "performer": [_who(actor) for actor in entry.actors],
        "attendee": [_who(actor) for actor in entry.recipients],
    }
    return _told({**shared, **happened})


def _who(actor: Actor) -> Json:
    kinds = {"person": "Person", "state": "Country"}
    return {"@type": kinds.get(actor.kind, "Organization"), "name": actor.name}


def _source(report: Report) -> str:
    return report.url or f"{_URN}{report.id}"


def _tellers(entry: Entry, reports: dict[str, Report]) -> str:
    told = (reports[key] for key in entry.reports)
    return ", ".join(dict.fromkeys(report.outlet or report.name for report in told))


def _names(actors: tuple[Actor, ...]) -> str:
    return ", ".join(actor.name for actor in actors)


def _date_parts(day: dt.date) -> Json:
    return {"year": day.year, "month": day.month, "day": day.day}


def _told(values: dict[str, Json]) -> dict[str, Json]:
    """Leave out what is not told: in JSON-LD an empty string would be a value."""
    return {name: value for name, value in values.items() if value not in ("", [], None)}
