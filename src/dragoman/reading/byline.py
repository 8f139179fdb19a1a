"""Lines between headline and first sentence: who wrote the report, and when it was published."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from dragoman.reading.boilerplate import plain_author
from dragoman.reading.dates import MONTH_NAMES, parse_date

WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?"
PARTICLE = r"(?:de|del|da|di|du|van|von|der|bin|al|el|la|le)"
NAME = rf"[A-Z][\w.'’-]+(?:[ ](?:{PARTICLE}[ ]){{0,2}}[A-Z][\w.'’-]*){{1,3}}"
NAMES = rf"{NAME}(?:(?:,[ ]and|,|[ ](?i:and)|[ ]&)[ ]{NAME}){{0,5}}"
BYLINE = re.compile(
    rf"(?:By|BY)[ ](?!(?i:{WEEKDAY}|{MONTH_NAMES})\b)(?P<names>{NAMES})"
    r"(?:[ ]in[ ][A-Z][\w ,]{2,40}|,?[ ](?i:(?:[\w]+[ ]){0,3}(?:correspondent|reporter|editor|writer)s?)"
    r"|[ ]*[|•·][ ]*.{0,60})?\.?"
)
TIME = r"\d{1,2}[:.]\d{2}(?:[ ]?[ap]\.?m\.?)?(?:[ ]\(?[A-Z]{2,5}\)?)?"
DATE = (
    rf"(?:(?:{MONTH_NAMES})\.?[ ]\d{{1,2}}(?:st|nd|rd|th)?,?[ ]\d{{4}}"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?[ ](?:{MONTH_NAMES})\.?,?[ ]\d{{4}}|\d{{4}}-\d{{2}}-\d{{2}})"
)
STAMP = re.compile(
    r"(?:(?P<changed>(?:last[ ])?updated|modified)|(?:first[ ])?published|posted)?[ ]?(?:on[ ]|at[ ])?:?[ ]?"
    rf"(?:{WEEKDAY},?[ ])?{DATE}(?:(?:,|,?[ ]at|[ ]?[|·–-])?[ ]{TIME})?",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Opening:
    """What a line above the first sentence tells."""

    author: str = ""
    published: dt.date | None = None


def read_opening(line: str) -> Opening | None:
    """Return what a line tells that is a byline or a stamp of date and time and nothing else, or None.

    A stamp of the last change gives no date of publication.
    """
    if match := BYLINE.fullmatch(line):
        return Opening(author=plain_author(match["names"]))
    if match := STAMP.fullmatch(line):
        return Opening(published=None if match["changed"] else parse_date(line))
    return None
