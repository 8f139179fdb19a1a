"""The outlines of states, as the build fetched them; none where it could not."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

Ring = Sequence[tuple[float, float]]
"""A closed line of longitudes and latitudes in degrees."""
MISSING = (
    "no outlines of states were fetched when Dragoman was built, so there is no map: install it again online"
)


@cache
def load_outlines() -> Mapping[str, Sequence[Ring]]:
    """Return the rings of each state by its code; empty where the build could not fetch them."""
    file = files("dragoman.views").joinpath("outlines", "world.json")
    if not file.is_file():
        return {}
    outlines: Mapping[str, Sequence[Ring]] = json.loads(file.read_text(encoding="utf-8"))
    return outlines
