"""Quotation marks of all styles, paired: nested, unbalanced, and run on over paragraphs.

A pair of marks is looked for within a paragraph. A mark that nothing closes there runs to the end of
the paragraph, and the next paragraph goes on with it when it opens with the same mark (the custom of
newspapers: every paragraph of a long quotation opens with a mark, only the last one closes).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dragoman.language.paragraphs import is_hard_wrapped

CLOSERS = {
    "“": ("”", '"'),
    "‘": ("’",),
    "«": ("»",),
    "‹": ("›",),
    "„": ("“", "”"),
    "‚": ("‘", "’"),
    "「": ("」",),
    "『": ("』",),
    "``": ("''",),
}
"""Marks that only open, with the marks that close each."""
STRAIGHT = ('"', "''", "'")
"""Marks that open and close alike: the neighbours tell which."""
MIXED = {'"': ('"', "”")}
"""What else closes a straight mark, where an editor mended only one end; likewise the other way round."""
MARK = re.compile(r"``|''|[“”„‘’‚«»‹›「」『』\"']")
SINGLE = frozenset("'‘’‚‹›")
OPENS_AFTER = frozenset(" \t\r\n ([{—–-/:…") | {""}
ELISION = re.compile(r"[’'](?:em|til|tis|twas|cause|round|bout|n|\d0s)\b", re.IGNORECASE)
"""Words that begin with an apostrophe, never with a quotation mark."""
MAX_SINGLE = 400
"""Characters; between single marks farther apart stands no quotation but two apostrophes."""


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation: `start` and `end` take in the marks, `inner_start` and `inner_end` do not."""

    start: int
    end: int
    inner_start: int
    inner_end: int
    closed: bool
    """False when the closing mark is missing in the paragraph."""
    depth: int
    """0 for an outermost quotation, 1 for one inside it, ..."""
    continues: bool = False
    """True when it goes on with the unclosed quotation of the paragraph before."""


def paragraphs_of(text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of each paragraph of `text` that is not blank."""
    gap = r"\n[ \t\r]*\n\s*" if is_hard_wrapped(text) else r"[ \t\r]*\n\s*"
    start = 0
    for match in re.finditer(gap, text):
        if text[start : match.start()].strip():
            yield start, match.start()
        start = match.end()
    if text[start:].strip():
        yield start, len(text)


def find_quotes(text: str) -> list[Quote]:
    """Return all quotations of `text`, in the order of their opening marks."""
    found: list[Quote] = []
    running = ""
    for start, end in paragraphs_of(text):
        quotes, left_open = _pair(text, start, end)
        if running and quotes:
            head = quotes[0]
            opening = text[head.start : head.inner_start]
            if opening == running and not text[start : head.start].strip():
                whole = Quote(
                    head.start, head.end, head.inner_start, head.inner_end, head.closed, head.depth, True
                )
                quotes[0] = whole
        found += quotes
        running = left_open
    return found


def _pair(text: str, start: int, end: int) -> tuple[list[Quote], str]:
    """Pair the marks of one paragraph; also return the outermost mark that stayed open."""
    open_marks: list[tuple[str, int]] = []
    pairs: list[tuple[int, int, int, int, bool]] = []
    for match in MARK.finditer(text, start, end):
        mark, at = match.group(), match.start()
        level = _closes(text, mark, at, open_marks)
        if level is not None:
            opening, opened_at = open_marks[level]
            del open_marks[level:]
            if at > opened_at + len(opening):
                pairs.append((opened_at, match.end(), opened_at + len(opening), at, True))
        elif _opens(text, mark, at, end) and all(mark != pending for pending, _ in open_marks):
            open_marks.append((mark, at))
    left_open = ""
    for mark, at in open_marks:
        if mark[0] not in SINGLE or mark == "''":
            left_open = mark
            pairs.append((at, end, at + len(mark), end, False))
            break
    return _with_depth(pairs), left_open


def _opens(text: str, mark: str, at: int, end: int) -> bool:
    """Tell whether the mark at `at` can open a quotation."""
    before = text[at - 1] if at else ""
    after = text[at + len(mark) : at + len(mark) + 1]
    if not after or at + len(mark) >= end:
        return False
    if mark in ("'", "‘", "’") and ELISION.match(text, at):
        return False
    if mark in CLOSERS:
        return mark not in SINGLE or _single_closes(text, mark, at, end)
    if mark not in STRAIGHT or after.isspace():
        return False
    boundary = before in OPENS_AFTER or before in CLOSERS or before in STRAIGHT or before.isspace()
    if mark == "'":
        return boundary and _single_closes(text, mark, at, end)
    return boundary


def _single_closes(text: str, mark: str, at: int, end: int) -> bool:
    """Tell whether a single mark that opens at `at` is closed near by: else it is an apostrophe."""
    closers = _closers(mark)
    for place in range(at + 2, min(end, at + MAX_SINGLE)):
        if text[place] in closers and _ends_word(text, place):
            return True
    return False


def _ends_word(text: str, at: int) -> bool:
    """Tell whether the single mark at `at` follows a word and no letter follows it."""
    after = text[at + 1 : at + 2]
    return not text[at - 1].isspace() and not after.isalnum()


def _closes(text: str, mark: str, at: int, open_marks: list[tuple[str, int]]) -> int | None:
    """Return the place in `open_marks` of the quotation that the mark at `at` closes, if any."""
    for level in range(len(open_marks) - 1, -1, -1):
        opening, opened_at = open_marks[level]
        if mark not in _closers(opening):
            continue
        if mark == '"' != opening and not _ends_word(text, at):
            return None
        if mark in SINGLE and not (_ends_word(text, at) and _is_last_candidate(text, mark, at, opened_at)):
            return None
        return level
    return None


def _closers(opening: str) -> tuple[str, ...]:
    """Return the marks that close `opening`."""
    return CLOSERS.get(opening) or MIXED.get(opening) or (opening,)


def _is_last_candidate(text: str, mark: str, at: int, opened_at: int) -> bool:
    """Tell whether a single mark closes a quotation, and is not the genitive of a plural."""
    if text[at - 1] != "s" or text[at + 1 : at + 2] not in (" ",):
        return True
    rest = text[at + 1 : opened_at + MAX_SINGLE].split("\n", 1)[0]
    later = re.search(rf"(?<=[\w.,!?]){mark}(?!\w)", rest)
    reopened = re.search(r"(?<=\s)['‘](?=\w)", rest)
    return later is None or (reopened is not None and reopened.start() < later.start())


def _with_depth(pairs: list[tuple[int, int, int, int, bool]]) -> list[Quote]:
    """Order the pairs by their start and say how deep each lies in the others."""
    quotes: list[Quote] = []
    for start, end, inner_start, inner_end, closed in sorted(pairs, key=lambda pair: (pair[0], -pair[1])):
        depth = sum(1 for quote in quotes if quote.start < start and end <= quote.end)
        quotes.append(Quote(start, end, inner_start, inner_end, closed, depth))
    return quotes
