"""Whether a first name is commonly a man's or a woman's, for "he" and "she"."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files

from dragoman.errors import DataError
from dragoman.language.mention_draft import Gender

TABLE = "first_names.csv"


@cache
def first_names() -> dict[str, Gender]:
    """Return gender by first name in lower case. Raises DataError for a row of another form."""
    path = files("dragoman.language") / "data" / TABLE
    genders: dict[str, Gender] = {}
    for line, row in enumerate(csv.DictReader(path.read_text(encoding="utf-8").splitlines()), start=2):
        gender, names = row.get("gender"), row.get("names")
        if gender not in {"m", "f"} or not names:
            raise DataError(f"{TABLE}, line {line}: needs gender m or f, and names")
        for name in names.split(";"):
            if name.lower() in genders:
                raise DataError(f"{TABLE}, line {line}: {name} is given twice")
            genders[name.lower()] = "m" if gender == "m" else "f"
    return genders


def gender_of(words: tuple[str, ...]) -> Gender:
    """Return the gender that the first name among `words` tells, if any."""
    return first_names().get(words[0].lower(), "") if len(words) > 1 else ""
