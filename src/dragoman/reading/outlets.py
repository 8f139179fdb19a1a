"""The outlet that an address belongs to, and what section, title or address mark: opinion, a live blog."""

from __future__ import annotations

import functools
import re
from importlib import resources

import yaml

OPINION_IN_TITLE = re.compile(
    r"^(?:opinion|op-ed|editorial|comment|commentary|column|letters? to the editor|viewpoint)\s*[:|–—]",
    re.IGNORECASE,
)

LIVE_IN_TITLE = re.compile(
    r"\blive (?:blog|updates?|coverage|news)\b|\blive\s*[:–—]|^live\b\s*[|-]|\bas it happened$", re.IGNORECASE
)


@functools.cache
def _table() -> dict[str, dict[str, str]]:
    path = resources.files(__package__).joinpath("data/outlets.yaml")
    table: dict[str, dict[str, str]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return table


def outlet_of(host: str) -> str:
    """Return the name of the outlet at `host` or at a host above it, empty where it is not in the table."""
    parts = host.lower().removeprefix("www.").split(".")
    names = (".".join(parts[start:]) for start in range(len(parts) - 1))
    return next((_table()["hosts"][name] for name in names if name in _table()["hosts"]), "")


def agency_of(words: str) -> str:
    """Return the news agency that `words` name, empty for none."""
    return next((name for key, name in _table()["agencies"].items() if _whole(key, words)), "")


def is_opinion(section: str, title: str, url: str) -> bool:
    """Tell whether section, title or address say that the outlet argues or hosts who does."""
    names = {name.strip().casefold() for name in re.split(r"[;,/|>]", section)}
    return bool(set(_table()["opinion"]) & (names | _folders(url)) or OPINION_IN_TITLE.match(title.strip()))


def is_live(title: str, url: str) -> bool:
    """Tell whether title or address say that the page is a live blog."""
    return bool(set(_table()["live"]) & _folders(url) or LIVE_IN_TITLE.search(title.strip()))


def _folders(url: str) -> set[str]:
    """Return the parts of an address's path above the page itself, in small letters."""
    path = url.partition("://")[2].partition("?")[0].partition("/")[2].casefold()
    return set(path.split("/")[:-1])


def _whole(key: str, words: str) -> bool:
    return bool(re.search(rf"(?<!\w){re.escape(key)}(?!\w)", words))
