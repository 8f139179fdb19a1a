"""What the tests of mentions share."""

import datetime as dt

import pytest
import spacy

from dragoman.language import extensions, mentions, paragraphs
from dragoman.language.pipeline import choose_model
from dragoman.records import Report, Span
from dragoman.settings import Settings


@pytest.fixture(scope="session")
def who():
    """Code, main sector and office of the mention with some words in a text; None where there is none."""
    extensions.register()
    nlp = spacy.load(choose_model(Settings()))
    nlp.add_pipe(paragraphs.NAME, before="parser")
    nlp.add_pipe(mentions.NAME)

    def read(text, words, on="2016-05-04", place=""):
        doc = nlp.make_doc(text)
        date = dt.date.fromisoformat(on) if on else None
        body = Span(start=0, end=len(text))
        doc._.report = Report(
            id="report_test", name="test", text=text, body=body, published=date, place=place
        )
        found = [mention.actor for mention in nlp(doc)._.mentions if mention.text == words]
        return (found[0].code, found[0].sectors[:1], found[0].office) if found else None

    return read
