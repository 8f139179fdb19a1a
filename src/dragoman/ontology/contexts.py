"""PLOVER's contexts (why an event takes place), told from the words of its sentence and report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cache

from pydantic import BaseModel, ConfigDict

from dragoman.errors import DataError
from dragoman.tables import check, read_table

FILE = "contexts.yaml"
REPORT_CUES, REPORT_SHARE = 4, 0.2
"""So many cues, and such a share of all cues, make a context one of the whole report."""


class _Cues(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    covers: str
    cues: tuple[str, ...]
    """Lemmas, and phrases of lemmas with blanks between them, all lower case."""


class Contexts:
    """The cue words of all contexts, laid out for one pass over a text."""

    def __init__(self, covers: dict[str, str], cues: dict[tuple[str, ...], tuple[str, ...]]) -> None:
        self.covers = covers
        """Context to what it covers, in words."""
        self._cues = cues
        self._longest = max(map(len, cues), default=0)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the contexts, in PLOVER's order."""
        return tuple(self.covers)

    def found(self, lemmas: Iterable[str]) -> Counter[str]:
        """Return each context that `lemmas` (in text order) has cues of, with how many.

        The longest cue wins: "human shield" is no cue of whatever "human" alone would be.
        """
        words = [lemma.lower() for lemma in lemmas]
        counts: Counter[str] = Counter()
        start = 0
        while start < len(words):
            for length in range(min(self._longest, len(words) - start), 0, -1):
                contexts = self._cues.get(tuple(words[start : start + length]))
                if contexts:
                    counts.update(contexts)
                    start += length - 1
                    break
            start += 1
        return counts


@cache
def load_contexts() -> Contexts:
    """Return the checked cue words; raise `DataError` when their file does not hold together."""
    return make_contexts(read_table(FILE))


def make_contexts(table: dict[str, object]) -> Contexts:
    """Return the contexts that `table` describes; raise `DataError` on a cue in the wrong form."""
    covers: dict[str, str] = {}
    owners: dict[tuple[str, ...], tuple[str, ...]] = {}
    for name, value in table.items():
        entry = check(_Cues, value, FILE, name)
        covers[name] = entry.covers
        for cue in entry.cues:
            words = tuple(cue.split())
            if not words or cue != " ".join(words).lower():
                raise DataError(f"{FILE}: {name}: {cue!r}: lower-case words with single blanks are expected")
            if name in owners.get(words, ()):
                raise DataError(f"{FILE}: {name}: {cue!r} stands twice")
            owners[words] = (*owners.get(words, ()), name)
    return Contexts(covers, owners)


def contexts_of(lemmas: Iterable[str]) -> tuple[str, ...]:
    """Return the contexts that `lemmas` (of a clause, sentence or report, in text order) point at.

    The context with the most cues comes first; ties keep PLOVER's order.
    """
    contexts = load_contexts()
    counts = contexts.found(lemmas)
    return tuple(sorted(counts, key=lambda name: (-counts[name], contexts.names.index(name))))


def main_contexts(lemmas: Iterable[str]) -> tuple[str, ...]:
    """Return the contexts that a whole report is about: those with several cues and a good share of them."""
    contexts = load_contexts()
    counts = contexts.found(lemmas)
    least = max(REPORT_CUES, REPORT_SHARE * counts.total())
    found = [name for name in contexts.names if counts[name] >= least]
    return tuple(sorted(found, key=lambda name: -counts[name]))
