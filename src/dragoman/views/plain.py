"""Text of reports made safe to show: what a terminal or a page would obey is shown, not done."""

from __future__ import annotations

import unicodedata

_KEPT = "\n\t"
_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Marks that turn the direction of the words after them, also of words that are not the report's."""
_SHOWN = "\N{REPLACEMENT CHARACTER}"


def visible(text: str) -> str:
    """Return `text` with control characters and marks of direction replaced by a visible sign.

    Every character stands for one character, so that offsets hold.
    """
    if text.isprintable():
        return text
    return "".join(_SHOWN if _obeyed(character) else character for character in text)


def one_line(text: str) -> str:
    """Return `text` safe to show and with each run of white space as one space."""
    return visible(" ".join(text.split()))


def clip(text: str, length: int) -> str:
    """Return `text` cut between words to at most `length` characters, with an ellipsis where cut."""
    if len(text) <= length:
        return text
    kept, space, _ = text[: length - 1].rpartition(" ")
    # A single word longer than the line has no space to cut at.
    return (kept if space and len(kept) > length // 2 else text[: length - 1]).rstrip(",;:") + "…"


def _obeyed(character: str) -> bool:
    if character in _KEPT:
        return False
    return character in _BIDI or unicodedata.category(character) in ("Cc", "Cs")
