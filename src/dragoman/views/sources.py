"""Reports numbered for an account, and the words of records in their paragraphs."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from pathlib import PurePath

from dragoman.language.paragraphs import is_hard_wrapped
from dragoman.ledger import InferredDate, Ledger
from dragoman.records import Report, Span
from dragoman.views.dates import date_text, day_text
from dragoman.views.model import SourceView, TellingView
from dragoman.views.plain import clip, one_line

_LABEL_LENGTH = 40
_BLANK_LINE = re.compile(r"\n[ \t\r]*\n\s*")
_CALENDAR = re.compile(r"(?<![\w-])\d{4}-\d{2}-\d{2}(?:/\d{4}-\d{2}-\d{2})?(?![\w-])")
_LINE_BREAK = re.compile(r"\s*\n\s*")
_ENDS = ".!?…"
_OPENING, _CLOSING = '“"‘«„', '”"’»“'


class Sources:
    """The reports of a ledger by number: dated ones first, in the order of their dates."""

    def __init__(self, reports: Iterable[Report]) -> None:
        self.reports = tuple(sorted(reports, key=_order))
        self._numbers = {report.id: number for number, report in enumerate(self.reports, 1)}
        self._breaks: dict[str, list[tuple[int, int]]] = {}

    def number(self, report: str) -> int:
        """Return the number of a report's id."""
        return self._numbers[report]

    def numbers(self, reports: Iterable[str]) -> tuple[int, ...]:
        """Return the numbers of report ids, sorted, each once."""
        return tuple(sorted({self._numbers[report] for report in reports}))

    def report(self, report: str) -> Report:
        """Return the report of an id."""
        return self.reports[self._numbers[report] - 1]

    def telling(self, member: str, report: str, span: Span) -> TellingView:
        """Return the words of a span with the rest of the paragraphs that it lies in."""
        text = self.report(report).text
        around = self._paragraph(report, span)
        return TellingView(
            member=member,
            source=self.number(report),
            before=text[around.start : span.start],
            words=span.of(text),
            after=text[span.end : around.end],
            span=span,
        )

    def _paragraph(self, report: str, span: Span) -> Span:
        if report not in self._breaks:
            text = self.report(report).text
            pattern = _BLANK_LINE if is_hard_wrapped(text) else _LINE_BREAK
            self._breaks[report] = [(match.start(), match.end()) for match in pattern.finditer(text)]
        breaks, whole = self._breaks[report], len(self.report(report).text)
        start = max((end for _, end in breaks if end <= span.start), default=0)
        end = min((begin for begin, _ in breaks if begin >= span.end), default=whole)
        return Span(start=start, end=end)


def source_views(ledger: Ledger, sources: Sources) -> tuple[SourceView, ...]:
    """Return the numbered reports, with what inferred dates were inferred from."""
    inferred = {date.report: date for date in ledger.inferred_dates()}
    copies: defaultdict[str, set[str]] = defaultdict(set)
    for one, other in ledger.copies():
        copies[one].add(other)
        copies[other].add(one)
    return tuple(
        SourceView(
            number=number,
            id=report.id,
            name=report.name,
            outlet=one_line(report.outlet),
            title=one_line(report.title),
            author=one_line(report.author),
            url=report.url,
            date=date_text(report.published.isoformat()) if report.published else "",
            published=report.published,
            date_basis=report.date_basis,
            inferred_from=_inferred_from(inferred[report.id], sources) if report.id in inferred else "",
            words=len(report.body.of(report.text).split()),
            copies=sources.numbers(copies[report.id]),
            label=label(report),
        )
        for number, report in enumerate(sources.reports, 1)
    )


def label(report: Report) -> str:
    """Return what a reader knows the report by: its outlet, else its title, else its file."""
    told = report.outlet or report.title or _base(report.name) or report.id
    return clip(one_line(told), _LABEL_LENGTH)


def quoted(text: str, span: Span) -> str:
    """Return the words of a span as printed, with quotation marks that stand right beside it."""
    start, end = span.start, span.end
    if start and text[start - 1] in _OPENING and text[start] not in _OPENING:
        start -= 1
    if end < len(text) and text[end] in _CLOSING and text[end - 1] not in _CLOSING:
        end += 1
    return one_line(text[start:end])


def closed_quote(words: str, *, inside: bool) -> str:
    """Return quoted words with the marks that a longer quotation has elsewhere, and `[…]` for its rest.

    `inside` tells that they are a part of one, so that neither mark may stand at them.
    """
    opened, closed = words[:1] in _OPENING, words[-1:] in _CLOSING
    if opened and not closed and words[-1:] not in _ENDS:
        return words  # the mark stands behind a comma that the words leave out
    if opened == closed and not (inside and not opened):
        return words
    left, right = ('"', '"') if '"' in (words[:1], words[-1:]) else ("“", "”")
    return f"{'' if opened else left + '[…] '}{words}{'' if closed else ' […]' + right}"


def _inferred_from(inferred: InferredDate, sources: Sources) -> str:
    """Return the reason in the account's terms: reports by number, and the days that fit as well."""
    reason = inferred.reason
    # Longer names first: one name may begin another.
    for report in sorted(sources.reports, key=lambda report: -len(report.name)):
        reason = reason.replace(report.name, f"[{sources.number(report.id)}]")
    reason = _CALENDAR.sub(lambda match: date_text(match[0]), reason)
    if inferred.latest > inferred.earliest:
        reason = f"{reason}; any day to {day_text(inferred.latest)} would fit as well"
    return one_line(reason)


def _order(report: Report) -> tuple[str, str, str, str]:
    day = report.published.isoformat() if report.published else "9999"
    return day, report.outlet.casefold(), report.name, report.id


def _base(name: str) -> str:
    return name if "://" in name else PurePath(name).name
