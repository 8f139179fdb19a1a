"""Categories, modes and marks in plain words, from a table that is checked when loaded."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from importlib.resources import files

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from dragoman.errors import DataError
from dragoman.ledger.tellings import Status
from dragoman.ontology.plover import load_ontology
from dragoman.records import Mark

FILE = "phrases.yaml"

STATUS_WORDS: dict[Status, str] = {
    "happened": "",
    "planned": "planned",
    "hypothetical": "conditional",
    "denied": "denied",
}
"""The word that marks what is not told as having happened."""


class Phrase(BaseModel):
    """What one category or mode is called."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    did: str
    do: str
    link: str
    """The word before the recipient; may be empty."""

    def told(self, status: Status, marks: Collection[Mark] = ()) -> str:
        """Return the predicate for a thing of this status: "met", "will meet", "did not meet"."""
        if status == "happened":
            return self.did
        if status == "denied":
            never = "would not" if "hypothetical" in marks else "will not" if "future" in marks else "did not"
            return f"{never} {self.do}"
        return f"{'will' if status == 'planned' else 'might'} {self.do}"


class _Category(Phrase):
    modes: dict[str, dict[str, str]] = {}


def phrase(category: str, mode: str = "") -> Phrase:
    """Return the words for a category in a mode; an unknown one is called by its own name."""
    own = _table().get(category)
    if own is None:
        name = category.casefold() or "acted"
        return Phrase(did=name, do=name, link="toward")
    return Phrase.model_validate(own.model_dump(exclude={"modes"}) | own.modes.get(mode, {}))


@cache
def _table() -> dict[str, _Category]:
    source = files("dragoman.views").joinpath("data", FILE)
    return make_table(yaml.safe_load(source.read_text(encoding="utf-8")))


def make_table(raw: object) -> dict[str, _Category]:
    """Return the checked table; raise `DataError` where it leaves out or adds a category or mode."""
    if not isinstance(raw, dict):
        raise DataError(f"{FILE}: not a table")
    try:
        table = {str(name): _Category.model_validate(entry) for name, entry in raw.items()}
    except ValidationError as error:
        raise DataError(f"{FILE}: {error.errors(include_url=False)[0]['msg']}") from error
    categories = load_ontology().categories
    if different := set(table) ^ set(categories):
        raise DataError(f"{FILE}: categories differ from the ontology's: {', '.join(sorted(different))}")
    for name, entry in table.items():
        if different := set(entry.modes) ^ set(categories[name].modes):
            raise DataError(f"{FILE}: {name}: modes differ: {', '.join(sorted(different))}")
        if strange := {key for mode in entry.modes.values() for key in mode} - set(Phrase.model_fields):
            raise DataError(f"{FILE}: {name}: no such part of a phrase: {', '.join(sorted(strange))}")
    return table
