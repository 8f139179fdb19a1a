"""What stands in a report and is not of it: related links, captions, credits, disclaimers, stamps.

Paragraphs are judged whole and alone, by the forms in `data/boilerplate.yaml`; of an article that an
outlet hands over as text nothing is cut (see `Report.text`).
"""

from __future__ import annotations

import functools
import re
from importlib import resources

import yaml

from dragoman.reading.outlets import agency_of

AUTHOR_PREFIX = re.compile(r"^(?:written\s+|reported\s+)?by[\s:]+", re.IGNORECASE)
AUTHOR_END = re.compile(
    r"\s*(?:[|•·/]|\bin [A-Z][\w ]+$|,? (?:Reuters|AFP|Associated Press|AP|correspondent|staff writer|"
    r"(?:\w+ ){0,2}(?:editor|reporter|correspondent))$).*",
)
SENTENCE_END = re.compile(r"[.!?…][”\"’')]*$")
LABEL = 3
"""Words up to which a line such as "Read more:" only announces the link on the next line."""
SHORT = 40
"""Words up to which a paragraph can be a caption, a credit or a link."""


@functools.cache
def _forms() -> dict[str, re.Pattern[str]]:
    path = resources.files(__package__).joinpath("data/boilerplate.yaml")
    table: dict[str, list[str]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return {
        kind: re.compile("|".join(f"(?:{form})" for form in forms), re.I) for kind, forms in table.items()
    }


def clean(text: str, title: str = "") -> tuple[str, str]:
    """Return `text` without what is not of the report, and the agency that a credit in it names."""
    forms = _forms()
    kept: list[str] = []
    agency = ""
    link_follows = False
    for line in text.split("\n"):
        bare = line.strip().lstrip("-•*▪► ").strip()
        if not bare:
            kept.append(line)
            continue
        if bare == title and not any(kept):
            continue
        if forms["credit"].match(bare) and len(bare.split()) <= SHORT:
            agency = agency or agency_of(bare)
            continue
        if forms["end"].match(bare) and len(bare.split()) <= SHORT and _has_text(kept):
            break
        if link_follows and not SENTENCE_END.search(bare) and len(bare.split()) <= SHORT:
            link_follows = False
            continue
        link_follows = False
        if forms["line"].fullmatch(bare):
            continue
        if forms["opening"].match(bare) and len(bare.split()) <= SHORT:
            link_follows = len(bare.split()) <= LABEL
            continue
        kept.append(line)
    return "\n".join(kept).strip(), agency


def _has_text(lines: list[str]) -> bool:
    """Tell whether an article stands above already, so that a heading can begin what follows it."""
    return sum(len(line.split()) for line in lines) >= SHORT


def plain_author(words: str) -> str:
    """Return a byline as names alone: without "By", places, agencies and offices."""
    parts = re.split(r"\s*;\s*", AUTHOR_PREFIX.sub("", " ".join(words.split())))
    names = [AUTHOR_END.sub("", AUTHOR_PREFIX.sub("", part)).strip(" ,|") for part in parts]
    return "; ".join(dict.fromkeys(name for name in names if name))
