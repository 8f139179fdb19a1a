"""In which state a place lies, as far as the who's who knows its name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cache

from dragoman.actors.names import folded
from dragoman.actors.registry import load_registry

_ARTICLE = "the "


def state_of(place: str) -> str:
    """Return the code of the state in which a place lies, or that it is; empty where that is open.

    Args:
        place: The words of a report: "Geneva", "the United Arab Emirates".
    """
    words = " ".join(folded(place).split())
    if words[:4].lower() == _ARTICLE:
        words = words[4:]
    known = load_registry().places().get(words)
    return _by_name().get(words.casefold()) or (known.code if known is not None else "")


@cache
def _by_name() -> Mapping[str, str]:
    """Return states of today by their names and capitals; a name of several is left out."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    registry = load_registry()
    for words, kind, entity in registry.phrases():
        if kind in ("name", "capital") and entity.kind == "state" and registry.state(entity.code) is entity:
            found[folded(words).casefold()].add(entity.code)
    return {words: next(iter(codes)) for words, codes in found.items() if len(codes) == 1}
