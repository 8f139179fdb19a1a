"""Europresse: source and date head each article, a number such as `news·20211222·LM·1234` ends it.

The lines are those of its HTML pages: name of the source; date, page and length; title; author; text;
the number with the source's name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dragoman.reading.assemble import Draft
from dragoman.reading.databases.fields import between, make_draft
from dragoman.reading.dates import parse_date

END = re.compile(r"\s*(?:news|web)[·.](?P<date>\d{8})[·.]\S+\s*$")
BESIDE = re.compile(
    r"(?:©|\(c\)|Copyright|Tous droits réservés|All rights reserved|Ce document est|This document is|"
    r"Le présent document|Documents sauvegardés|Saved documents|Sommaire|Table of contents|"
    r"Cet article est|Nom de la source|Source name|Type de source|Source type|Périodicité|Couverture)",
    re.IGNORECASE,
)
NAME = r"[A-ZÀ-Þ][\w.'’-]+(?: (?:(?:de|du|van|von|la|le) )?[A-ZÀ-Þ][\w.'’-]*){1,3}"
BYLINE = re.compile(
    rf"(?:[Bb]y |[Pp]ar |BY |PAR )?{NAME}(?:(?:,| and| et| &) {NAME}){{0,4}}"
    r"(?: (?:in|à|en) [A-ZÀ-Þ][\w ,-]*)?"
)
MAX_HEAD = 12
"""Lines of an article that are searched for its date."""


def recognise(lines: list[str]) -> bool:
    """Tell whether the lines are a Europresse export."""
    return any(END.match(line) for line in lines)


def articles(lines: list[str]) -> Iterator[Draft]:
    """Yield a draft for each article; the date is the one in its number, which is never ambiguous."""
    dates = [match["date"] for line in lines if (match := END.match(line))]
    for number, (part, date) in enumerate(zip(between(lines, END), dates, strict=True), start=1):
        yield _article([line.strip() for line in part if line.strip()], date, number)


def _article(lines: list[str], date: str, number: int) -> Draft:
    lines = [line for line in lines if not BESIDE.match(line)]
    fields = {"date": f"{date[:4]}-{date[4:6]}-{date[6:]}"}
    dated = next((n for n, line in enumerate(lines[:MAX_HEAD]) if _is_date_line(line)), None)
    if dated is None:
        return make_draft(fields, lines, number)
    if dated:
        fields["outlet"] = re.sub(
            r"\s*\((?:site web|web ?site|web)\)$", "", lines[dated - 1], flags=re.IGNORECASE
        )
    if section := re.match(r"[^,•;]{3,40}(?=[,•;])", lines[dated]):
        fields["section"] = "" if re.search(r"\d", section[0]) else section[0]
    rest = lines[dated + 1 :]
    if rest:
        fields["title"] = rest.pop(0)
    # Between title and text stand a subtitle, a byline, both or neither.
    byline = next((n for n, line in enumerate(rest[:2]) if BYLINE.fullmatch(line)), None)
    if byline is not None and len(rest) > byline + 1:
        fields["author"] = re.sub(r" (?:in|à|en) .*", "", rest[byline])
        rest = rest[byline + 1 :]
    return make_draft(fields, rest, number)


def _is_date_line(line: str) -> bool:
    french = re.search(
        r"\b\d{1,2}(?:er)? (?:janvier|février|mars|avril|mai|juin|juillet|août"
        r"|septembre|octobre|novembre|décembre) \d{4}",
        line,
        re.IGNORECASE,
    )
    return len(line) < 160 and bool(french or parse_date(line))
