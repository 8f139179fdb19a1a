"""Exports of the databases that researchers use: many articles in one file, each with its header.

Each database has a module with `recognise(lines)`, which tells its exports from other documents, and
`articles(lines)`, which yields a draft for each article. Adding one touches nothing but the table here.
"""

from __future__ import annotations

from dragoman.reading.assemble import Draft
from dragoman.reading.databases import europresse, factiva, nexis, proquest

DATABASES = (nexis, factiva, proquest, europresse)


def articles(lines: list[str]) -> list[Draft]:
    """Return the articles of an export, numbered from 1; an empty list where the lines are none."""
    for database in DATABASES:
        if database.recognise(lines):
            return list(database.articles(lines))
    return []
