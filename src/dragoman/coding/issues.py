"""What parties contend over: an issue for the words of a demand, offer or refusal.

A user's issues file (YAML, a list of `name` and `cues`) fixes the issues; without one, the package's
topics name them, and what fits no topic is grouped by the noun that heads it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from dragoman.errors import DataError

OTHER = "other"
"""The issue of words in which no topic and no noun is found."""


class Issue(BaseModel):
    """A named issue and the lemmas, or phrases of lemmas, that speak of it."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    name: str
    cues: tuple[str, ...] = ()


class Issues:
    """Names the issue of a content; issues of the user come before the package's topics."""

    def __init__(self, fixed: Sequence[Issue], topics: Sequence[Issue]) -> None:
        self._fixed = [(issue.name, _cues(issue)) for issue in fixed]
        self._topics = [(issue.name, _cues(issue)) for issue in topics]

    def name(self, lemmas: Sequence[str], head: str = "") -> str:
        """Return the issue of words given as lower-case lemmas in text order.

        `head` is the lemma of the noun that heads them: it names the issue where no cue is found.
        """
        return _best(self._fixed, lemmas) or _best(self._topics, lemmas) or head or OTHER


def load_issues(path: Path | None) -> Issues:
    """Load the user's issues file, if any, and the package's topics.

    Raises `DataError` naming the file and the entry that is wrong.
    """
    return Issues(read_issues(path) if path else (), _topics())


@cache
def topic_names() -> frozenset[str]:
    """Return the names of the package's topics."""
    return frozenset(issue.name for issue in _topics())


def read_issues(path: Path) -> tuple[Issue, ...]:
    """Return the issues of a user's file; raise `DataError` naming the file and the entry that is wrong."""
    return _parse(path.name, _read(path))


@cache
def _topics() -> tuple[Issue, ...]:
    text = files("dragoman.coding").joinpath("data/topics.yaml").read_text(encoding="utf-8")
    return _parse("coding/data/topics.yaml", text)


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"issues file {path}: cannot be read ({error})") from error


def _parse(name: str, text: str) -> tuple[Issue, ...]:
    try:
        items = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise DataError(f"{name}: not valid YAML: {' '.join(str(error).split())}") from error
    if not isinstance(items, list):
        raise DataError(f"{name}: a list of issues, each with `name` and `cues`, is expected")
    found = []
    for number, item in enumerate(items, start=1):
        try:
            found.append(Issue.model_validate(item))
        except ValidationError as error:
            first = error.errors()[0]
            raise DataError(f"{name}: issue {number}: {first['loc']}: {first['msg']}") from error
    return tuple(found)


def _cues(issue: Issue) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(cue.lower().split()) for cue in (issue.name, *issue.cues))


def _best(issues: Sequence[tuple[str, frozenset[tuple[str, ...]]]], lemmas: Sequence[str]) -> str:
    """Return the issue with the most cue words in `lemmas`; the first of equals, empty for none."""
    grams = [tuple(lemmas[i : i + n]) for n in (1, 2, 3) for i in range(len(lemmas) - n + 1)]
    scores = {name: sum(len(gram) for gram in grams if gram in cues) for name, cues in issues}
    best = max(scores.values(), default=0)
    return next((name for name, score in scores.items() if score == best), "") if best else ""
