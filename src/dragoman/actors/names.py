"""Last names from full names."""

from __future__ import annotations

import unicodedata
from typing import Final

_PARTICLES: Final = frozenset(
    [
        "al",
        "el",
        "bin",
        "bint",
        "ibn",
        "abu",
        "ben",
        "da",
        "de",
        "del",
        "della",
        "der",
        "di",
        "do",
        "dos",
        "du",
        "la",
        "le",
        "st",
        "st.",
        "ten",
        "ter",
        "van",
        "vander",
        "von",
        "zu",
    ]
)
_DROPPED: Final = frozenset(["al", "el", "van", "von", "zu"])
"""Particles without which a last name is used too."""
_SUFFIXES: Final = frozenset(["jr", "jr.", "sr", "sr.", "ii", "iii", "iv"])


def last_names(name: str) -> tuple[str, ...]:
    """Return the last names of a full name whose family name comes last.

    A particle belongs to it ("von der Leyen"), and the name without an Arabic article is given too
    ("al-Assad", "Assad"). A single word ("Xi", "Francis") has no last name but itself.
    """
    words = [word for word in name.split() if word.casefold() not in _SUFFIXES]
    if not words:
        return ()
    at = len(words) - 1
    while at > 1 and words[at - 1].casefold() in _PARTICLES:
        at -= 1
    found = [" ".join(words[at:])]
    bare = words[-1]
    for article in ("al-", "Al-", "el-", "El-"):
        if bare.startswith(article):
            found.append(bare.removeprefix(article))
    if bare not in found and words[at].casefold() in _DROPPED:
        found.append(bare)
    return tuple(found)


_LETTERS: Final = str.maketrans(
    {
        **{"ı": "i", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "þ": "th"},
        **{"ß": "ss", "æ": "ae", "Æ": "Ae", "œ": "oe", "ə": "a", "’": "'", "‘": "'", "ʻ": "'", "–": "-"},
    }
)
"""Letters that Unicode does not take apart into a plain one and a mark."""


def folded(name: str) -> str:
    """Return a name in plain ASCII letters, as most newspapers print it."""
    if name.isascii():
        return name
    return unicodedata.normalize("NFKD", name.translate(_LETTERS)).encode("ascii", "ignore").decode()
