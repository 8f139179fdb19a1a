"""ProQuest: articles between lines of underscores, each field with its name and a colon."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dragoman.reading.assemble import Draft
from dragoman.reading.databases.fields import between, make_draft

BAR = re.compile(r"\s*_{20,}\s*$")
NUMBERED = re.compile(r"\s*Document \d+ of \d+\s*$", re.IGNORECASE)
FIELD = re.compile(
    r"(?P<name>Title|Author|Publication title|Publication date|Publication year|Section|Full text|Abstract|"
    r"Document URL|ProQuest document ID|Document type|Language of publication|Publisher|Place of publication|"
    r"Country of publication|Publication subject|ISSN|Source type|Subject|Location|People|"
    r"Company / organization|Links|Copyright|Last updated|Database|Pages|First page|Volume|Issue|Dateline|"
    r"Publication info|Identifier / keyword|Credit|Column|Classification|URL|Number of pages|"
    r"Business indexing term|Company|Place|Accession number|e-ISSN):[\t ]*(?P<value>.*)$",
    re.IGNORECASE,
)
NAMES = {
    "title": "title",
    "author": "author",
    "publication title": "outlet",
    "publication date": "date",
    "section": "section",
    "document url": "url",
    "document type": "type",
    "dateline": "place",
}


def recognise(lines: list[str]) -> bool:
    """Tell whether the lines are a ProQuest export."""
    names = {match["name"].casefold() for line in lines if (match := FIELD.match(line))}
    return "proquest document id" in names and "full text" in names


def articles(lines: list[str]) -> Iterator[Draft]:
    """Yield a draft for each article; what has no text of its own (contents, notices) is passed over."""
    number = 0
    for part in between([*lines, "_" * 20], BAR):
        if any((match := FIELD.match(line)) and match["name"].casefold() == "full text" for line in part):
            number += 1
            yield _article(part, number)


def _article(lines: list[str], number: int) -> Draft:
    fields: dict[str, str] = {}
    body: list[str] = []
    head: list[str] = []
    name = ""
    for line in lines:
        match = FIELD.match(line)
        if match and not (
            name == "full text" and match["name"].casefold() in {"location", "people", "place"}
        ):
            name = match["name"].casefold()
            fields.setdefault(name, match["value"].strip())
            if name == "full text" and match["value"]:
                body.append(match["value"])
        elif name == "full text":
            body.append(line)
        elif not name and line.strip() and not NUMBERED.match(line):
            head.append(line.strip())
    named = {NAMES[key]: value for key, value in fields.items() if key in NAMES and value}
    named.setdefault("title", head[0] if head else "")
    named["outlet"] = re.sub(r"\s*;.*| \(Online\)$", "", named.get("outlet", ""))
    return make_draft(named, body, number)
