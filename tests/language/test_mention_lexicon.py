import pytest
import spacy

from dragoman.actors.registry import load_registry
from dragoman.language.mentions import splitter
from dragoman.language.pipeline import choose_model
from dragoman.settings import Settings


@pytest.fixture(scope="module")
def nlp():
    return spacy.load(choose_model(Settings()))


def test_phrases_are_split_as_the_tokenizer_splits_documents(nlp):
    split = splitter(nlp)
    for phrase, _, _ in load_registry().phrases():
        assert split(phrase) == [token.text for token in nlp.tokenizer(phrase)]
