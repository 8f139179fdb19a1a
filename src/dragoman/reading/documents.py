"""Documents, as they are parsed within limits: DOCX, RTF, PDF and saved HTML to lines, lines to reports.

A document is one report, or an export of a database with many (see `databases`).
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from dragoman.errors import ReadError
from dragoman.reading.assemble import Draft, Metadata
from dragoman.reading.boilerplate import clean
from dragoman.reading.charset import decode
from dragoman.reading.databases import articles
from dragoman.reading.drafts import pack
from dragoman.reading.extras import needs
from dragoman.reading.lines import html_lines, tidy
from dragoman.reading.pdf import pdf_document

Lines = tuple[list[str], Metadata]
"""A document's lines and what its properties say."""


def parse_document(data: bytes, options: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the drafts of a document; `options` are its `form` and the limits that bear on it."""
    lines, metadata = FORMS[options["form"]](data, options)
    found = articles(lines)
    if not found:
        text, agency = clean("\n".join(lines), metadata.title)
        if not text.strip():
            raise ReadError(
                "", "holds no text, perhaps only pictures of it; give one with its text recognised"
            )
        found = [Draft(text, replace(metadata, agency=agency))]
    return [pack(draft) for draft in found]


def _docx(data: bytes, options: dict[str, Any]) -> Lines:
    """Return paragraphs and tables in their order, and the document's properties."""
    with needs("", "office"):
        import docx
    _check_zip(data, options["max_bytes"])
    try:
        document = docx.Document(io.BytesIO(data))
    # python-docx raises KeyError, ValueError, lxml's and zip's own errors for broken packages.
    except Exception as error:
        raise ReadError("", f"is no DOCX file that can be opened ({error}); save it again") from error
    lines: list[str] = []
    title = ""
    for block in document.iter_inner_content():
        if hasattr(block, "rows"):
            lines.extend("\t".join(cell.text for cell in row.cells) for row in block.rows)
        else:
            lines.append(block.text)
            if not title and _is_heading(block):
                title = " ".join(block.text.split())
    # The title of a document's properties is often another document's, so it is not taken.
    return tidy("\n".join(lines)), Metadata(title=title)


def _is_heading(paragraph: Any) -> bool:  # noqa: ANN401
    style = paragraph.style.name if paragraph.style is not None else ""
    return bool(paragraph.text.strip()) and str(style).startswith(("Title", "Heading"))


def _check_zip(data: bytes, most: int) -> None:
    """Refuse a package whose parts unpack to more than `most` bytes, whatever they promise."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            left = most
            for part in package.infolist():
                with package.open(part) as stream:
                    while size := len(stream.read(65_536)):
                        left -= size
                        if left < 0:
                            raise ReadError("", f"unpacks to more than {most:,} bytes; save it as .txt")
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError, OSError) as error:
        raise ReadError("", f"is no DOCX file that can be opened ({error}); save it again") from error


def _rtf(data: bytes, options: dict[str, Any]) -> Lines:
    with needs("", "office"):
        from striprtf.striprtf import rtf_to_text
    try:
        # RTF is ASCII with escapes; bytes beyond it are in the charset that the file names.
        text = rtf_to_text(data.decode("latin-1"), errors="replace")  # type: ignore[no-untyped-call]
    except (ValueError, LookupError, IndexError, KeyError) as error:
        raise ReadError("", f"is RTF that cannot be read ({error}); save it as .txt") from error
    return tidy(text), Metadata()


def _pdf(data: bytes, options: dict[str, Any]) -> Lines:
    return pdf_document(data, options["max_pages"])


def _html(data: bytes, options: dict[str, Any]) -> Lines:
    return html_lines(decode("", data, options["charset"])), Metadata()


def _text(data: bytes, options: dict[str, Any]) -> Lines:
    return tidy(decode("", data, options["charset"])), Metadata()


FORMS: dict[str, Callable[[bytes, dict[str, Any]], Lines]] = {
    "docx": _docx,
    "rtf": _rtf,
    "pdf": _pdf,
    "html": _html,
    "text": _text,
}
