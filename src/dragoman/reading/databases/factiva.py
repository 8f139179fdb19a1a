"""Factiva: `Document` and an accession number end each article.

Two forms: with codes of two letters before each field ("full article plus indexing"), and as a person
reads it, in which the header's lines tell by their form what they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dragoman.reading.assemble import Draft
from dragoman.reading.databases.fields import between, make_draft
from dragoman.reading.dates import parse_date

END = re.compile(r"\s*(?:AN[\t ]+)?Document\s+[A-Z]{2,8}[A-Z0-9]{5}\d{8}[a-z0-9]{5,12}\s*$")
CODE = re.compile(
    r"(?P<code>SE|HD|BY|CR|WC|PD|ET|SN|SC|ED|PG|VOL|LA|CY|LP|TD|CT|RF|CO|IN|NS|RE|IPC|IPD|PUB|AN|CLM|ART|CX|"
    r"DLN)"
    r"(?:[\t ]+(?P<value>.*))?$"
)
WORDS = re.compile(r"[\d,]+ words?$")
TIME = re.compile(r"\d{1,2}:\d{2}(?: [A-Z]{2,4})?$")
COPYRIGHT = re.compile(r"(?:\(c\)|©|Copyright\b).*|.*All rights reserved\.?$", re.IGNORECASE)
LANGUAGES = frozenset(
    [
        "English",
        "French",
        "German",
        "Spanish",
        "Russian",
        "Arabic",
        "Chinese",
        "Italian",
        "Portuguese",
        "Japanese",
    ]
)
NAMES = {
    "HD": "title",
    "BY": "author",
    "PD": "date",
    "SN": "outlet",
    "SE": "section",
    "CLM": "section",
    "DLN": "place",
}


def recognise(lines: list[str]) -> bool:
    """Tell whether the lines are a Factiva export, by the accession numbers that end its articles."""
    return any(END.match(line) for line in lines)


def articles(lines: list[str]) -> Iterator[Draft]:
    """Yield a draft for each article."""
    for number, part in enumerate(between(lines, END), start=1):
        codes = sum(1 for line in part if CODE.match(line))
        yield _coded(part, number) if codes >= 5 else _plain(part, number)


def _coded(lines: list[str], number: int) -> Draft:
    fields: dict[str, list[str]] = {}
    code = ""
    for line in lines:
        if (match := CODE.match(line)) and (match["value"] or line.strip() == match["code"]):
            code = match["code"]
            fields.setdefault(code, []).extend([match["value"]] if match["value"] else [])
        elif code:
            fields[code].append(line)
    named = {name: " ".join(fields[key]).strip() for key, name in NAMES.items() if key in fields}
    return make_draft(named, [*fields.get("LP", []), *fields.get("TD", [])], number)


def _plain(lines: list[str], number: int) -> Draft:
    """Read title, byline, number of words, date, time, source, code, language, copyright; then the text."""
    lines = [line.strip() for line in lines]
    counted = next((n for n, line in enumerate(lines) if WORDS.match(line)), None)
    if counted is None:
        return make_draft({}, lines, number)
    above = [line for line in lines[:counted] if line]
    fields = _above(above)
    rest = counted + 1
    known: list[str] = []
    while rest < len(lines) and rest < counted + 16:
        line = lines[rest]
        rest += 1
        if line and COPYRIGHT.fullmatch(line):
            break
        if line:
            known.append(line)
    for line in known:
        if "date" not in fields and parse_date(line):
            fields["date"] = line
        elif "outlet" not in fields and not TIME.match(line) and line not in LANGUAGES and len(line) > 2:
            fields["outlet"] = line
    return make_draft(fields, lines[rest:], number)


def _above(lines: list[str]) -> dict[str, str]:
    """Return section, title and author; a section stands before the title, a byline after it."""
    fields: dict[str, str] = {}
    if len(lines) > 1 and re.match(r"(?:by\b|.{0,60};)", lines[-1], re.IGNORECASE):
        fields["author"] = lines.pop()
    if len(lines) > 1 and len(lines[0].split()) <= 3:
        fields["section"] = lines.pop(0)
    if lines:
        fields["title"] = lines[0]
    if len(lines) > 1 and "author" not in fields and len(lines[-1].split()) <= 5:
        fields["author"] = lines[-1]
    return fields
