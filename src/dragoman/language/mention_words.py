"""The word lists of the mention finder."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import yaml
from pydantic import TypeAdapter, ValidationError

from dragoman.errors import DataError

TABLE = "mention_words.yaml"


@cache
def tables() -> dict[str, frozenset[str]]:
    """Return all lists by name. Raises DataError when the file is not lists of words by name."""
    raw = (files("dragoman.language") / "data" / TABLE).read_text(encoding="utf-8")
    try:
        return TypeAdapter(dict[str, frozenset[str]]).validate_python(yaml.safe_load(raw))
    except (ValidationError, yaml.YAMLError) as error:
        raise DataError(f"{TABLE}: {error}") from error


def words(name: str) -> frozenset[str]:
    """Return the list `name`. Raises DataError when there is none."""
    if name not in tables():
        raise DataError(f"{TABLE}: no list {name!r}")
    return tables()[name]
