"""The line that a wire report opens with: where, when and from which agency, before the first word.

Forms: `MOSCOW, Dec 22 (Agency) - `, `GENEVA (Agency) — `, `(Agency) -- `, `KYIV, Ukraine — `, and the
form of some collections, ` date 2021-12-22 (Agency) -- `.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from dragoman.reading.dates import MONTH, MONTH_NAMES, make_date, month_number, parse_date

DASH = r"[^\S\n]*(?:--|[-–—_])(?:[^\S\n]+|\n+)"
"""Some agencies send "_" for a dash; some pages break the line after it."""
OUTLET = r"\((?P<outlet>[A-Z][^()\n]{1,40})\)"
CAPITALS = r"[^\W\d_a-z]{2,}"
"""A place in a dateline is in capitals; its country or state may follow in small letters."""
CITY = rf"{CAPITALS}(?:[ .'’/-]{{1,2}}{CAPITALS}){{0,5}}"
COUNTRY = rf"(?!(?i:{MONTH_NAMES})\b)[A-Z][\w .'-]{{1,25}}?"
PLACE = rf"(?P<place>{CITY}(?:,[ ]{COUNTRY})?)"
LABELS = "EXCLUSIVE|ANALYSIS|OPINION|EXPLAINER|BREAKING|UPDATED?|WATCH|FACTBOX|INTERVIEW|TIMELINE|CORRECTED"
SURE_PLACE = rf"(?!(?:{LABELS})\b)(?={CAPITALS[:-4]}{{5}}|[^\n–—-]{{2,40}},[ ])"
"""Without an agency, a word in capitals may be an acronym ("NATO — an alliance ...") or a label."""
DAY = r"(?P<day>\d{1,2})(?:,[ ]*(?P<year>\d{4}))?"

COLLECTION = re.compile(rf"\s*date[ ](?P<date>\d{{4}}-\d{{2}}-\d{{2}})(?:[ ]{OUTLET})?{DASH}")
WIRE = re.compile(rf"\s*(?:{PLACE},?[ ])?(?:(?i:{MONTH})[ ]{DAY},?[ ])?{OUTLET}{DASH}")
PLACE_ONLY = re.compile(rf"\s*{SURE_PLACE}{PLACE}[^\S\n]+(?:--|[-–—_])[^\S\n]+")


@dataclass(frozen=True)
class Dateline:
    """What a dateline tells; `end` is the offset of the first character after it."""

    end: int
    outlet: str = ""
    place: str = ""
    published: dt.date | None = None


def find_dateline(text: str, start: int = 0) -> Dateline | None:
    """Return the dateline that `text` opens with at `start` (after white space), or None.

    A month and day without a year give no date.
    """
    if match := COLLECTION.match(text, start):
        return Dateline(match.end(), outlet=match["outlet"] or "", published=parse_date(match["date"]))
    if match := WIRE.match(text, start):
        return Dateline(
            match.end(),
            outlet=match["outlet"].strip(),
            place=match["place"] or "",
            published=_published(match),
        )
    if match := PLACE_ONLY.match(text, start):
        return Dateline(match.end(), place=match["place"])
    return None


def _published(match: re.Match[str]) -> dt.date | None:
    if not match["year"]:
        return None
    return make_date(int(match["year"]), month_number(match["month_name"]), int(match["day"]))
