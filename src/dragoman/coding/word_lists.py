"""The lists of verbs that the reading of a parse leans on, from `data/syntax.yaml`."""

from __future__ import annotations

from functools import cache

from pydantic import BaseModel, ConfigDict

from dragoman.tables import load_table


class WordLists(BaseModel):
    """Lemmas by their part in a clause; the file says what each list is for."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    opinion_verbs: frozenset[str]
    answering: frozenset[str]
    measures: frozenset[str]
    acts: frozenset[str]
    abroad: frozenset[str]
    paying_back: frozenset[str]
    apologising: frozenset[str]
    inquiring: frozenset[str]
    crowds: frozenset[str]
    parts_of_deeds: frozenset[str]
    harms: frozenset[str]
    obliging: frozenset[str]


@cache
def word_lists() -> WordLists:
    """Return the checked lists; raises `DataError` when the file is wrong."""
    return load_table(WordLists, "dragoman.coding", "data/syntax.yaml")
