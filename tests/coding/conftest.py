"""Short forms of what a text tells, for the tests of the event coder."""

import datetime as dt

import pytest

from dragoman.reader import Reader
from dragoman.reading.assemble import Metadata, make_report
from dragoman.settings import Settings

PUBLISHED = dt.date(2022, 3, 16)
"""A Wednesday: the day on which the sentences of the tests are told."""


@pytest.fixture(scope="session")
def reading(nlp):
    """Return the function from a text and its date to its Reading."""
    reader = Reader(nlp, Settings())

    def read(text, published=PUBLISHED):
        return reader.read_report(make_report("text", text, Metadata(published=published)))

    return read


@pytest.fixture(scope="session")
def told(reading):
    """Return the function from a text to its events as `short` writes them."""

    def tell(text, published=PUBLISHED):
        return [short(event) for event in reading(text, published).events]

    return tell


@pytest.fixture(scope="session")
def event(reading):
    """Return the function from a text to its one event of a category; it fails when there is none."""

    def find(text, category, published=PUBLISHED):
        found = [one for one in reading(text, published).events if one.category == category]
        assert len(found) == 1, [short(one) for one in reading(text, published).events]
        return found[0]

    return find


def names(mentions):
    """Return codes, or names where an actor has none, sorted, with commas between; "-" for nobody."""
    return ",".join(sorted(mention.actor.code or mention.actor.name for mention in mentions)) or "-"


def short(event):
    """Return an event as "REQUEST yield USA>ISR future": category, mode, who, whom and marks."""
    parts = [event.category, event.mode, f"{names(event.actors)}>{names(event.recipients)}", *event.marks]
    return " ".join(part for part in parts if part)
