"""What Dragoman's spaCy components hang on a `Doc`, declared once.

`doc.text` is always `report.text`, so that token offsets are evidence offsets.
"""

from __future__ import annotations

from spacy.tokens import Doc

from dragoman.records import Event, Mention, Position, Report, Span, Statement, Time, content_id

ATTRIBUTES = {
    "report": Report | None,
    "mentions": tuple[Mention, ...],
    "times": tuple[Time, ...],
    "statements": tuple[Statement, ...],
    "events": tuple[Event, ...],
    "positions": tuple[Position, ...],
}


def register() -> None:
    """Declare the extensions; safe to call more than once."""
    for name in ATTRIBUTES:
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=None if name == "report" else ())


def body_of(doc: Doc) -> Span:
    """Return the span of the article proper: the report's body, or all of a bare text."""
    report = doc._.report
    return report.body if report is not None else Span(start=0, end=len(doc.text))


def report_id(doc: Doc) -> str:
    """Return the id of the report, or a hash of a bare text."""
    report = doc._.report
    return report.id if report is not None else content_id("r", doc.text)
