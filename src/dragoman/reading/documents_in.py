"""DOCX, RTF and PDF files in: one report each, or the articles of a database's export."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.reading.drafts import reports
from dragoman.reading.item import Found, Item, whole_document
from dragoman.reading.limited import parse
from dragoman.settings import Settings

PARSER = "dragoman.reading.documents:parse_document"


def read_docx(item: Item, settings: Settings) -> Iterator[Found]:
    """Yield the reports of a DOCX file."""
    yield from read_document(item, settings, "docx", max_bytes=settings.max_document_bytes)


def read_rtf(item: Item, settings: Settings) -> Iterator[Found]:
    """Yield the reports of an RTF file."""
    yield from read_document(item, settings, "rtf")


def read_pdf(item: Item, settings: Settings) -> Iterator[Found]:
    """Yield the reports of a PDF file."""
    yield from read_document(item, settings, "pdf", max_pages=settings.max_pages)


def read_document(item: Item, settings: Settings, form: str, **options: object) -> Iterator[Found]:
    """Yield the reports of a document of a form of `documents.FORMS`."""
    data = whole_document(item, settings)
    yield from reports(item.name, parse(item.name, PARSER, data, settings, form=form, **options))


def read_export(item: Item, settings: Settings, data: bytes, form: str) -> Iterator[Found]:
    """Yield the articles of a database's export saved as `form`, text or HTML."""
    options = {"form": form, "charset": item.charset}
    yield from reports(item.name, parse(item.name, PARSER, data, settings, **options))
