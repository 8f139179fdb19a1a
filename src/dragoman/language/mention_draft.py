"""What the steps of the mention finder hand to each other: hits of names, and mentions in the making."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import Literal

from dragoman.actors.registry import Entity
from dragoman.records import Actor, ResolvedBy

Gender = Literal["m", "f", ""]


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase of the registry in a document, as tokens `start` to `end` (exclusive)."""

    start: int
    end: int
    readings: tuple[tuple[str, Entity], ...]
    """Phrase kind and entity, the likeliest first."""
    part: str = ""
    """The words inside one token, for names that a hyphen glued together ("U.S.-Russia")."""

    def kinds(self) -> frozenset[str]:
        """Return the phrase kinds among the readings."""
        return frozenset(kind for kind, _ in self.readings)


@dataclass(slots=True)
class Draft:
    """A mention before the document's words are cut out for it. Token offsets, `end` exclusive."""

    start: int
    end: int
    head: int
    actors: tuple[Actor, ...]
    how: ResolvedBy
    because: str
    confidence: float
    alternatives: tuple[Actor, ...] = ()
    plural: bool = False
    gender: Gender = ""
    roles: frozenset[str] = frozenset()
    """Offices that the person holds or is given in the text."""
    words: frozenset[str] = field(default_factory=frozenset)
    """Lower-case words of title and head, by which a later phrase may refer back."""
    part: str = ""
    modifier: bool = False
    """Stands inside a larger noun phrase ("Russian" in "Russian proposals")."""

    def person(self) -> bool:
        """Tell whether a person is meant."""
        return len(self.actors) == 1 and self.actors[0].kind == "person"


def slug(*words: str) -> str:
    """Return `words` in lower-case ASCII letters and digits joined by hyphens, for identifiers."""
    plain = unicodedata.normalize("NFKD", " ".join(words)).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")
