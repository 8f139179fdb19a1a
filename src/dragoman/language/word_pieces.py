"""Word pieces of the encoders: the uncased vocabulary of BERT, with the characters that each stands for.

Written here since the package `tokenizers` brings the client of a model hub. The method is that of Wu et al.
2016 (the longest piece first) on lower-cased words without accents; the split of a word is remembered.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

START, END, UNKNOWN = "[CLS]", "[SEP]", "[UNK]"
INNER = "##"
LONGEST = 100
"""Characters of a word; longer ones are unknown."""
WORDS = re.compile(r"[^\W_]+|[^\w\s]|_")
"""Letters and digits in a row, or one mark."""


@dataclass(frozen=True)
class Pieces:
    """A text's word pieces, with the start and end pieces around them."""

    ids: list[int]
    starts: list[int]
    """First character of each piece; that of the end piece is the text's length."""

    def at(self, character: int) -> int:
        """Return the piece that has the character; the end piece where its word was cut off."""
        return max(1, bisect_right(self.starts, character) - 1)

    def cut(self, limit: int) -> Pieces:
        """Return the first pieces, `limit` at most with the end piece."""
        if len(self.ids) <= limit:
            return self
        return Pieces([*self.ids[: limit - 1], self.ids[-1]], self.starts[:limit])


class WordPieces:
    """Cuts texts into pieces."""

    def __init__(self, vocabulary: Sequence[str]) -> None:
        self._ids = {piece: number for number, piece in enumerate(vocabulary)}
        self._start, self._end, self._unknown = (self._ids[p] for p in (START, END, UNKNOWN))
        self._known: dict[str, tuple[tuple[int, int], ...]] = {}

    @classmethod
    def read(cls, path: Path) -> WordPieces:
        """Read a vocabulary with one piece a line."""
        return cls(path.read_text(encoding="utf-8").split("\n"))

    def __call__(self, text: str) -> Pieces:
        """Return the pieces of a text with their characters."""
        ids, starts = [self._start], [0]
        for match in WORDS.finditer(text):
            at = match.start()
            for number, offset in self._pieces(match.group()):
                ids.append(number)
                starts.append(at + offset)
        return Pieces([*ids, self._end], [*starts, len(text)])

    def word(self, word: str) -> tuple[int, ...]:
        """Return the numbers of the pieces of a single word, at least one."""
        return tuple(number for number, _ in self._pieces(word)) or (self._unknown,)

    def number(self, piece: str) -> int:
        """Return the number of a piece; raise `KeyError` for one that the vocabulary lacks."""
        return self._ids[piece]

    def _pieces(self, word: str) -> tuple[tuple[int, int], ...]:
        found = self._known.get(word)
        if found is None:
            found = self._known[word] = tuple(self._split(word))
        return found

    def _split(self, word: str) -> list[tuple[int, int]]:
        """Return the numbers of a word's pieces and their first characters in the word."""
        plain, origin = "", []
        for place, character in enumerate(word):
            for part in unicodedata.normalize("NFD", character.lower()):
                if unicodedata.category(part) != "Mn":
                    plain += part
                    origin.append(place)
        if len(plain) > LONGEST:
            return [(self._unknown, 0)]
        found, start = [], 0
        while start < len(plain):
            for end in range(len(plain), start, -1):
                number = self._ids.get((INNER if start else "") + plain[start:end])
                if number is not None:
                    found.append((number, origin[start]))
                    start = end
                    break
            else:
                return [(self._unknown, 0)]
        return found
