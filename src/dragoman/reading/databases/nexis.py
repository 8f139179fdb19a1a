"""Nexis Uni and LexisNexis: headline, source and date, then named fields, `Body`, text, `End of Document`.

The older form numbers its articles (`1 of 200 DOCUMENTS`), writes field names in capitals and begins
with the source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dragoman.reading.assemble import Draft
from dragoman.reading.databases.fields import between, make_draft
from dragoman.reading.dates import parse_date

END = re.compile(r"\s*End of Document\s*$", re.IGNORECASE)
OLD_START = re.compile(r"\s*(?:Document )?\d+ of \d+ DOCUMENTS?\s*$", re.IGNORECASE)
FIELD = re.compile(
    r"(?P<name>Section|Length|Byline|Dateline|Highlight|Load-Date|Language|Publication-Type|Graphic|Subject|"
    r"Document-Type|Series|Correction|Correction-Date|Journal Code|Copyright|Notes|URL|Type|Body|Industry|"
    r"Geographic|Person|Company|Organization|Classification|Distribution|Acc-no):?(?:[\t ]+(?P<value>.*))?$",
    re.IGNORECASE,
)
AFTER = frozenset(
    [
        "load-date",
        "language",
        "publication-type",
        "graphic",
        "subject",
        "document-type",
        "correction",
        "correction-date",
        "journal",
        "code",
        "industry",
        "geographic",
        "person",
        "company",
        "organization",
        "classification",
        "distribution",
        "acc-no",
    ]
)
"""Fields that stand after the text."""
NOTICE = re.compile(r"(?:Copyright\b|©|\(c\)).*|.*All Rights Reserved\.?$", re.IGNORECASE)
COVER = re.compile(
    r"(?:User Name|Date and Time|Job Number|Client/Matter|Search Terms|Search Type)\s*:"
    r"|Documents? \(\d+\)|Content Type|Narrowed by",
    re.IGNORECASE,
)
"""How the lines of the page before the first article begin."""
LISTED = re.compile(r"\d{1,5}\.[\t ]+(?P<title>.+)$")
NAMES = {
    "section": "section",
    "byline": "author",
    "dateline": "place",
    "url": "url",
    "publication-type": "type",
    "document-type": "type",
}


def recognise(lines: list[str]) -> bool:
    """Tell whether the lines are a Nexis export: an end mark, or a numbered start, with its fields."""
    marks = sum(1 for line in lines if END.match(line) or OLD_START.match(line))
    names = {match["name"].casefold() for line in lines if (match := FIELD.match(line))}
    return marks > 0 and len(names & {"length", "load-date", "section", "byline", "body"}) >= 2


def articles(lines: list[str]) -> Iterator[Draft]:
    """Yield a draft for each article."""
    old = not any(END.match(line) for line in lines)
    parts = between([*lines, "1 of 1 DOCUMENTS"], OLD_START) if old else between(lines, END)
    number = 0
    for part in parts:
        if any(line.strip() for line in part) and any(FIELD.match(line) for line in part):
            number += 1
            yield _article(part, number, old)


def _article(lines: list[str], number: int, old: bool) -> Draft:
    fields: dict[str, str] = {}
    head: list[str] = []
    body: list[str] = []
    name = ""
    in_body = False
    has_body_mark = any(line.strip().casefold() in {"body", "body:"} for line in lines)
    for line in (line.strip() for line in lines):
        match = FIELD.match(line)
        key = match["name"].casefold() if match else ""
        if match and (not in_body or key in AFTER) and (match["value"] or line.rstrip(":").casefold() == key):
            in_body = key == "body"
            name = key
            fields.setdefault(name, "")
            if not in_body:
                fields[name] = f"{fields[name]} {match['value'] or ''}".strip()
        elif in_body:
            body.append(line)
        elif name and line and not fields[name]:
            fields[name] = line
        elif not name or (not has_body_mark and name not in AFTER):
            (body if name and line else head).append(line)
    return make_draft({**_head(head, old), **_named(fields)}, body, number)


def _named(fields: dict[str, str]) -> dict[str, str]:
    return {NAMES[name]: value for name, value in fields.items() if name in NAMES and value}


def _after_cover(lines: list[str]) -> list[str]:
    """Return a head without the page before the first article: who asked what, and a list of the articles.

    It ends before the last line that repeats a headline of the list.
    """
    if not any(COVER.match(line) for line in lines):
        return lines
    listed = {match["title"].casefold() for line in lines if (match := LISTED.match(line))}
    cover = [n for n, line in enumerate(lines) if COVER.match(line) or LISTED.match(line)]
    rest = lines[cover[-1] + 1 :]
    begins = [n for n, line in enumerate(rest) if line.casefold() in listed]
    return rest[begins[0] :] if begins else rest


def _head(lines: list[str], old: bool) -> dict[str, str]:
    """Return title, outlet and date of the lines above the named fields."""
    lines = [line for line in lines if line and not NOTICE.fullmatch(line) and not OLD_START.match(line)]
    if not old:
        lines = _after_cover(lines)
    dated = next((n for n, line in enumerate(lines) if parse_date(line) and len(line) < 80), None)
    if dated is None:
        return {"title": lines[0] if lines else ""}
    before = lines[:dated]
    after = lines[dated + 1 :]
    found = {"date": lines[dated]}
    if old:
        titles = [line for line in after if not re.search(r"\bEdition\b", line)]
        return {**found, "outlet": before[-1] if before else "", "title": titles[0] if titles else ""}
    return {**found, "title": before[0] if before else "", "outlet": before[-1] if len(before) > 1 else ""}
