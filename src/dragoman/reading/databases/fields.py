"""What the exports have in common: articles between marks, fields with names, a draft made of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from dragoman.reading.assemble import Draft, Metadata
from dragoman.reading.boilerplate import clean, plain_author
from dragoman.reading.dates import parse_date
from dragoman.reading.outlets import agency_of, is_opinion


def between(lines: Iterable[str], is_end: re.Pattern[str]) -> Iterator[list[str]]:
    """Yield the lines of each article without the line that ends it; what follows the last end is left."""
    article: list[str] = []
    for line in lines:
        if is_end.match(line):
            yield article
            article = []
        else:
            article.append(line)


def paragraphs(lines: Iterable[str]) -> str:
    """Return the body's lines as paragraphs with one empty line between."""
    return "\n\n".join(line.strip() for line in lines if line.strip())


def make_draft(fields: Mapping[str, str], body: Iterable[str], number: int) -> Draft:
    """Return the draft of an article.

    Args:
        fields: title, outlet, author, date, updated, section, place, url, type, as the header has them.
        body: The lines of the article itself.
        number: Its number in the export, from 1.
    """
    text, agency = clean(paragraphs(body), fields.get("title", ""))
    section, kind = fields.get("section", ""), fields.get("type", "")
    opinion = is_opinion(f"{section};{kind}", fields.get("title", ""), fields.get("url", ""))
    published = parse_date(fields.get("date", ""))
    metadata = Metadata(
        title=fields.get("title", ""),
        outlet=fields.get("outlet", ""),
        author=plain_author(fields.get("author", "")),
        url=fields.get("url", ""),
        place=fields.get("place", "").strip(" ,.-—"),
        published=published,
        section=section,
        agency=agency or agency_of(fields.get("author", "")),
        marks=("opinion",) if opinion else (),
    )
    return Draft(text, metadata, str(number))
