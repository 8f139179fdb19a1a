"""The lists of verbs that the reading of a parse leans on, from `data/syntax.yaml`."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from dragoman.errors import DataError


class WordLists(BaseModel):
    """Lemmas by their part in a clause; the file says what each list is for."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    object_control: frozenset[str]
    opinion_verbs: frozenset[str]
    answering: frozenset[str]
    measures: frozenset[str]
    acts: frozenset[str]
    abroad: frozenset[str]


@cache
def word_lists() -> WordLists:
    """Return the checked lists; raises `DataError` when the file is wrong."""
    raw = files("dragoman.coding").joinpath("data/syntax.yaml").read_text(encoding="utf-8")
    try:
        return WordLists.model_validate(yaml.safe_load(raw))
    except ValidationError as error:
        raise DataError(f"coding/data/syntax.yaml: {error.errors()[0]['msg']}") from error
