"""PDF files: the text in its reading order, columns one after another, without running heads and feet."""

from __future__ import annotations

import itertools
import re
import statistics
from collections import Counter
from dataclasses import dataclass

from dragoman.errors import ReadError
from dragoman.reading.assemble import Metadata
from dragoman.reading.extras import needs
from dragoman.reading.lines import tidy

MARGIN = 0.09
"""Share of a page's height, above and below, in which running heads and feet stand."""
REPEATED = 3
"""Pages on which a line of the margin must stand to be a running head; of fewer pages, on all."""
WIDE = 0.6
"""Share of the width of a page's text from which a line spans all columns."""
GAP = 1.3
"""Distance of two lines, in usual distances of the page, from which a paragraph ends."""
USUAL = 1.35
"""Distance of two lines, in line heights, on a page with too few lines to measure it."""
MEASURED = 5
"""Distances from which a page's usual one is measured."""
MOST = 3.0
"""The widest usual distance, in line heights: that of a draft with double spacing."""
LINE_END_HYPHEN = "\x02"
"""How pdfium hands on a hyphen that parts a word at the end of a line."""


@dataclass(frozen=True)
class Line:
    """A run of text with its box, in points; the origin is the page's lower left."""

    text: str
    left: float
    bottom: float
    right: float
    top: float


def pdf_document(data: bytes, max_pages: int) -> tuple[list[str], Metadata]:
    """Return the lines of paragraphs of a PDF, and its title, author where it states them.

    Raises `ReadError` for a file that is broken, encrypted, longer than `max_pages` or without text.
    """
    with needs("", "office"):
        import pypdfium2
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        why = "needs a password" if "password" in str(error).lower() else "is broken"
        raise ReadError("", f"{why} ({error}); save its text as .txt") from error
    with document:
        if len(document) > max_pages:
            raise ReadError(
                "", f"has more than {max_pages:,} pages; set DRAGOMAN_MAX_PAGES higher or split it"
            )
        pages = []
        for number in range(len(document)):
            page = document[number]
            pages.append((page.get_height(), _lines(page)))
            page.close()
    running = _running(pages)
    paragraphs: list[str] = []
    for height, lines in pages:
        kept = [line for line in lines if not (_in_margin(line, height) and _pattern(line) in running)]
        _add(paragraphs, _paragraphs(_ordered(kept)))
    return tidy("\n\n".join(paragraphs)), Metadata()


def _lines(page: object) -> list[Line]:
    """Return the runs of text of a page, as pdfium joins its characters into boxes."""
    text_page = page.get_textpage()  # type: ignore[attr-defined]
    found = []
    for number in range(text_page.count_rects()):
        left, bottom, right, top = text_page.get_rect(number)
        text = " ".join(text_page.get_text_bounded(left, bottom, right, top).split())
        text = text.replace(LINE_END_HYPHEN, "-")
        if text:
            found.append(Line(text, left, bottom, right, top))
    text_page.close()
    return _joined(found)


def _joined(runs: list[Line]) -> list[Line]:
    """Join runs of one line that stand close, as where the font changes within it."""
    lines: list[Line] = []
    for run in runs:
        last = lines[-1] if lines else None
        height = run.top - run.bottom
        if (
            last is not None
            and min(last.top, run.top) - max(last.bottom, run.bottom) > 0.4 * height
            and -height < run.left - last.right < 0.8 * height
        ):
            space = " " if run.left - last.right > 0.12 * height else ""
            lines[-1] = Line(
                last.text + space + run.text,
                last.left,
                min(last.bottom, run.bottom),
                max(last.right, run.right),
                max(last.top, run.top),
            )
        else:
            lines.append(run)
    return lines


def _in_margin(line: Line, height: float) -> bool:
    return line.bottom > (1 - MARGIN) * height or line.top < MARGIN * height


def _pattern(line: Line) -> str:
    """Return what of a line is the same on every page: its words, not its numbers."""
    return re.sub(r"\d+", "#", line.text).strip()


def _running(pages: list[tuple[float, list[Line]]]) -> set[str]:
    seen = Counter(
        pattern
        for height, lines in pages
        for pattern in {_pattern(line) for line in lines if _in_margin(line, height)}
    )
    least = min(REPEATED, max(len(pages), 2))
    bare = {pattern for pattern in seen if not re.search(r"[^\W\d]{2}", pattern)}
    return bare | {pattern for pattern, count in seen.items() if count >= least}


def _ordered(lines: list[Line]) -> list[Line]:
    """Return lines as a person reads them: between lines that span the page, column after column."""
    if not lines:
        return []
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    middle = (left + right) / 2
    ordered: list[Line] = []
    band: list[Line] = []
    for line in sorted(lines, key=lambda line: (-line.top, line.left)):
        if line.left < middle < line.right and line.right - line.left > WIDE * (right - left):
            ordered += [*_columns(band), line]
            band = []
        else:
            band.append(line)
    return ordered + _columns(band)


def _columns(lines: list[Line]) -> list[Line]:
    """Return the lines of a band, its columns from left to right, each from above."""
    columns: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: line.left):
        for column in columns:
            if min(line.right, max(other.right for other in column)) - line.left > 0:
                column.append(line)
                break
        else:
            columns.append([line])
    return [line for column in columns for line in sorted(column, key=lambda line: -line.top)]


def _paragraphs(lines: list[Line]) -> list[str]:
    """Join lines into paragraphs: a wider gap, a jump upwards after a full stop or a larger type ends one."""
    usual = _usual_distance(lines)
    paragraphs: list[str] = []
    for last, line in itertools.pairwise([None, *lines]):
        if line is None:
            continue
        if last is not None and _goes_on(last, line, usual):
            paragraphs[-1] = _glued(paragraphs[-1], line.text)
        else:
            paragraphs.append(line.text)
    return paragraphs


def _distance(last: Line, line: Line) -> float:
    """Return how far `line` stands below `last`; the box of a line without tall letters is lower."""
    return min(last.top - line.top, last.bottom - line.bottom)


def _usual_distance(lines: list[Line]) -> float:
    """Return the distance of the lines of one paragraph on this page, in points."""
    height = statistics.median([line.top - line.bottom for line in lines] or [1.0])
    distances = [d for last, line in itertools.pairwise(lines) if (d := _distance(last, line)) > 0.5 * height]
    if len(distances) < MEASURED:
        return USUAL * height
    return min(statistics.median(distances), MOST * height)


def _goes_on(last: Line, line: Line, usual: float) -> bool:
    height = max(last.top - last.bottom, 1.0)
    if abs(height - (line.top - line.bottom)) > 0.45 * height:
        return False
    if line.top > last.bottom + height:  # the next column
        return not last.text.endswith((".", "”", '"', "!", "?"))
    indented = line.left - last.left > 0.6 * height and last.text.endswith((".", "”", '"'))
    return _distance(last, line) < GAP * usual and not indented


def _glued(text: str, more: str) -> str:
    """Join two lines; a hyphen that parts a word at the line's end goes."""
    if re.search(r"[a-z]-$", text) and more[:1].islower():
        return text[:-1] + more
    return f"{text} {more}"


def _add(paragraphs: list[str], more: list[str]) -> None:
    """Add a page's paragraphs; the first goes on with the last page's last where that is open."""
    if paragraphs and more and not re.search(r"[.!?”\"’):]$", paragraphs[-1]) and more[0][:1].islower():
        paragraphs[-1] = _glued(paragraphs[-1], more[0])
        more = more[1:]
    paragraphs.extend(more)
