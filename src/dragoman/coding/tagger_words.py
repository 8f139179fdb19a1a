"""A text as the tagger sees it: words with offsets and features, cut into overlapping windows.

The recipe in `training/statements` uses this module as well, so that training and reading see the same.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from dragoman.coding.quotes import find_quotes, paragraphs_of

WORD = re.compile(r"[^\W_]+|[^\w\s]|_")
Chars = tuple[int, int]
BASE_FEATURES = 6
"""Three kinds of letter case, each outside and inside quotation marks."""
FEATURES = 4 * BASE_FEATURES
"""Number of features of a word: those, each for words that rules take for nothing, cue, source or content."""


@dataclass(frozen=True)
class Hint:
    """An attribution that rules found, in characters: what the tagger is told before it reads."""

    source: Chars | None
    cue: Chars | None
    contents: Sequence[Chars]


@dataclass(frozen=True)
class Words:
    """The words of a text: runs of letters and digits, and single marks."""

    starts: list[int]
    ends: list[int]
    forms: list[str]
    features: list[int]
    opens: list[bool]
    """Whether a paragraph begins with the word."""

    def __len__(self) -> int:
        return len(self.starts)

    def range_of(self, start: int, end: int) -> tuple[int, int] | None:
        """Return first and last (exclusive) of the words that share a character with the span."""
        first, last = bisect_right(self.ends, start), bisect_left(self.starts, end)
        return (first, last) if first < last else None


@dataclass(frozen=True)
class Window:
    """Words `first` to `last` (exclusive) as word pieces: what the encoder reads at once."""

    first: int
    last: int
    ids: list[int] = field(repr=False)
    features: list[int] = field(repr=False)
    heads: list[int] = field(repr=False)
    """Number of the first piece of each word."""


def words_of(text: str, hints: Sequence[Hint] = ()) -> Words:
    """Return the words of `text` with their features."""
    quoted = bytearray(len(text) + 1)
    for quote in find_quotes(text):
        if quote.depth == 0:
            quoted[quote.start : quote.end] = b"\x01" * (quote.end - quote.start)
    openings = {start for start, _ in paragraphs_of(text)}
    words = Words([], [], [], [], [])
    for match in WORD.finditer(text):
        form = match.group()
        words.starts.append(match.start())
        words.ends.append(match.end())
        words.forms.append(form)
        case = 0 if not form[0].isupper() else 2 if len(form) > 1 and form.isupper() else 1
        words.features.append(case + 3 * quoted[match.start()])
        words.opens.append(match.start() in openings)
    told = bytearray(len(words))
    for number, spans in (
        (3, [span for hint in hints for span in hint.contents]),
        (2, [hint.source for hint in hints if hint.source]),
        (1, [hint.cue for hint in hints if hint.cue]),
    ):
        for span in spans:
            first, last = words.range_of(*span) or (0, 0)
            told[first:last] = bytes([number]) * (last - first)
    words.features[:] = [
        feature + BASE_FEATURES * number for feature, number in zip(words.features, told, strict=True)
    ]
    return words


def roles_of(words: Words, window: Window, sources: Sequence[Chars], contents: Sequence[Chars]) -> list[int]:
    """Return each word's role: 0, or the first (1, 3) or a further (2, 4) word of source or content."""
    roles = [0] * (window.last - window.first)
    for start_role, spans in ((1, sources), (3, contents)):
        for span in spans:
            first, last = words.range_of(*span) or (0, 0)
            for number in range(max(first, window.first), min(last, window.last)):
                roles[number - window.first] = start_role if number == first else start_role + 1
    return roles


def cut(
    words: Words, pieces: Sequence[Sequence[int]], marks: tuple[int, int, int], size: int, overlap: int
) -> list[Window]:
    """Cut `words` into windows of at most `size` pieces that share about `overlap` pieces with the next.

    `pieces` are the word pieces of each word, `marks` the ids that open and close a window and that
    stand for a paragraph break. Windows begin with a paragraph where one begins near enough.
    """
    windows: list[Window] = []
    costs = [len(piece) + opens for piece, opens in zip(pieces, words.opens, strict=True)]
    first = 0
    while first < len(words):
        last, room = first, size - 2
        while last < len(words) and costs[last] <= room:
            room -= costs[last]
            last += 1
        last = max(last, first + 1)
        windows.append(_window(words, pieces, marks, size, first, last))
        if last == len(words):
            break
        first = max(first + 1, _next_start(words, costs, first, last, overlap))
    return windows


def hints_of(words: Words, window: Window, hints: Sequence[Hint], first: int, last: int) -> list[int]:
    """Return what rules say of a window's words for the cue of words `first` to `last`.

    0 where no rule has the cue, else 1 + the role.
    """
    for hint in hints:
        place = words.range_of(*hint.cue) if hint.cue else None
        if place is not None and place[0] < last and first < place[1]:
            sources = [hint.source] if hint.source else []
            return [1 + role for role in roles_of(words, window, sources, hint.contents)]
    return [0] * (window.last - window.first)


def _next_start(words: Words, costs: list[int], first: int, last: int, overlap: int) -> int:
    """Return where the next window begins: a paragraph within half to twice the overlap, if any."""
    shared, best, away = 0, last, overlap + 1
    fallback = last
    for number in range(last - 1, first, -1):
        shared += costs[number]
        if shared <= overlap:
            fallback = number
        if shared > 2 * overlap:
            break
        if words.opens[number] and 2 * shared >= overlap and abs(shared - overlap) < away:
            best, away = number, abs(shared - overlap)
    return best if away <= overlap else fallback


def _window(
    words: Words,
    pieces: Sequence[Sequence[int]],
    marks: tuple[int, int, int],
    size: int,
    first: int,
    last: int,
) -> Window:
    opening, closing, paragraph = marks
    window = Window(first, last, [opening], [0], [])
    for number in range(first, last):
        if words.opens[number]:
            window.ids.append(paragraph)
            window.features.append(0)
        window.heads.append(len(window.ids))
        kept = list(pieces[number])[: size - len(window.ids) - 1]
        window.ids.extend(kept)
        window.features.extend([words.features[number]] * len(kept))
    window.ids.append(closing)
    window.features.append(0)
    return window
