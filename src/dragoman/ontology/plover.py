"""The PLOVER 2.0 ontology: categories, quad classes, modes, scores, sectors and body codes."""

from __future__ import annotations

from functools import cache

from pydantic import BaseModel, ConfigDict

from dragoman.errors import DataError
from dragoman.ontology.contexts import load_contexts
from dragoman.tables import check, read_table

FILE = "plover.yaml"


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Category(_Table):
    """One PLOVER category."""

    quad: int
    """Quad class: 1 verbal and 2 material cooperation, 3 verbal and 4 material conflict."""
    needs_recipient: bool
    score: float
    """Intensity from -10 (conflict) to 10 (cooperation)."""
    covers: str
    modes: dict[str, float | None] = {}
    """Mode to its score; None where PLOVER gives none."""


class OlderRoot(_Table):
    """Where the older set of 15 roots puts a category."""

    root: str
    quad: int


class Ontology(_Table):
    """All of PLOVER that the program uses."""

    quads: dict[int, str]
    categories: dict[str, Category]
    future: dict[str, str]
    """Category to the one that a clause about the future has instead."""
    refused: dict[str, str]
    """Category to the one that a clause with "will not" has instead."""
    older_roots: dict[str, OlderRoot]
    auxiliary: tuple[str, ...]
    bodies: dict[str, str]
    sectors: dict[str, str]

    @property
    def contexts(self) -> tuple[str, ...]:
        """The names of PLOVER's contexts."""
        return tuple(load_contexts().names)

    def quad(self, category: str) -> int:
        """Return the quad class of `category`."""
        return self.categories[category].quad

    def score(self, category: str, mode: str = "") -> float:
        """Return the score of `category` in `mode`; the category's own where the mode has none."""
        entry = self.categories[category]
        specific = entry.modes.get(mode)
        return entry.score if specific is None else specific

    def is_mode(self, category: str, mode: str) -> bool:
        """Tell whether `category` has `mode`; an empty mode is always right."""
        return not mode or mode in self.categories[category].modes

    def root(self, category: str) -> str:
        """Return the root that `category` has in the older set of 15."""
        older = self.older_roots.get(category)
        return older.root if older else category

    def root_quad(self, category: str) -> int:
        """Return the quad class that the older set of 15 gives `category`."""
        older = self.older_roots.get(category)
        return older.quad if older else self.quad(category)


@cache
def load_ontology() -> Ontology:
    """Return the checked ontology; raise `DataError` when its file does not hold together."""
    return make_ontology(read_table(FILE))


def make_ontology(table: dict[str, object]) -> Ontology:
    """Return the ontology that `table` describes; raise `DataError` when it does not hold together."""
    ontology = check(Ontology, table, FILE, "table")
    for name, category in ontology.categories.items():
        if category.quad not in ontology.quads:
            raise DataError(f"{FILE}: {name}: no quad class {category.quad}")
    for entry in ("future", "refused", "older_roots"):
        for name in getattr(ontology, entry):
            if name not in ontology.categories:
                raise DataError(f"{FILE}: {entry}: no category {name}")
    for name, instead in (*ontology.future.items(), *ontology.refused.items()):
        if instead not in ontology.categories:
            raise DataError(f"{FILE}: {name}: no category {instead}")
    return ontology
