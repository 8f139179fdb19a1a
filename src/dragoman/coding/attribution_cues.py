"""The table of cues: which verbs, nouns, adjectives and phrases attribute, with which form of content."""

from __future__ import annotations

from functools import cache
from importlib import resources

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError, model_validator
from spacy.tokens import Token

from dragoman.errors import DataError
from dragoman.records import Act

FORMS = frozenset({"quote", "clause", "infinitive", "gerund", "noun", "naming", "as"})
PREPOSITION = "to:"
"""A form of this beginning names the preposition that leads to the content."""


class Cues(BaseModel):
    """The table as the file holds it: word class, stance, forms, lemmas."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kinds: dict[Act, tuple[str, ...]]
    topics: frozenset[str]
    deeds: frozenset[str]
    deed_objects: dict[str, frozenset[str]]
    verbs: dict[str, dict[str, tuple[str, ...]]]
    nouns: dict[str, dict[str, tuple[str, ...]]]
    adjectives: dict[str, dict[str, tuple[str, ...]]]
    phrases: dict[str, tuple[str, ...]]
    misread: dict[str, str]
    idioms: dict[str, str]
    aspectual: frozenset[str]
    anonymity: frozenset[str]
    documents: frozenset[str]
    addressed: frozenset[str]
    quoting: frozenset[str]
    audiences: frozenset[str]
    dismissing: frozenset[str]
    channels: frozenset[str]
    people: frozenset[str]
    things: frozenset[str]
    broadcasts: frozenset[str]
    conversations: frozenset[str]
    views: frozenset[str]
    speakers: frozenset[str]
    headings: frozenset[str]

    @model_validator(mode="after")
    def _forms_and_stances_are_known(self) -> Cues:
        stances = {stance for group in self.kinds.values() for stance in group}
        for table in (self.verbs, self.nouns, self.adjectives):
            for stance, by_forms in table.items():
                if stance not in stances:
                    raise ValueError(f"stance {stance!r} stands under no kind")
                for forms in by_forms:
                    for form in forms.split():
                        if form not in FORMS and not form.startswith(PREPOSITION):
                            raise ValueError(f"unknown form {form!r} under stance {stance!r}")
        return self


@cache
def cues() -> Cues:
    """Return the table of cues. Raises `DataError` when the data file does not hold what it should."""
    source = resources.files("dragoman.coding") / "data" / "cues.yaml"
    try:
        return Cues.model_validate(yaml.safe_load(source.read_text(encoding="utf-8")))
    except (ValidationError, yaml.YAMLError) as error:
        raise DataError(f"{source}: {error}") from error


@cache
def kind_of(stance: str) -> Act:
    """Return whether `stance` is speech, thought, attitude or display; unlisted ones are speech."""
    for kind, stances in cues().kinds.items():
        if stance in stances:
            return kind
    return "speech"


@cache
def _by_lemma() -> dict[str, dict[str, dict[str, str]]]:
    """Word class to lemma to form to stance; the first stance that lists a form keeps it."""
    table = cues()
    found: dict[str, dict[str, dict[str, str]]] = {}
    for pos, entries in (("VERB", table.verbs), ("NOUN", table.nouns), ("ADJ", table.adjectives)):
        lemmas: dict[str, dict[str, str]] = {}
        for stance, by_forms in entries.items():
            for forms, words in by_forms.items():
                for word in words:
                    for form in forms.split():
                        lemmas.setdefault(word, {}).setdefault(form, stance)
        found[pos] = lemmas
    return found


def lemma_of(token: Token) -> str:
    """Return the lemma in lower case, with the lemmatiser's known misreadings put right."""
    lemma = token.lemma_.lower()
    return cues().misread.get(lemma, lemma)


def forms_of(token: Token) -> dict[str, str]:
    """Return the forms of content that `token` takes as a cue, each with its stance; empty for no cue."""
    pos = token.pos_
    if pos == "AUX":
        return {}
    lemma = lemma_of(token)
    fixed = cues().idioms.get(lemma)
    if fixed is not None and is_idiom(token):
        return {"quote": "says", "clause": "says"}
    forms = _by_lemma().get(pos, {}).get(lemma, {})
    if any(form.startswith(PREPOSITION) for form in forms):
        particles = (f"{PREPOSITION}{kid.lower_}" for kid in token.children if kid.dep_ == "prt")
        stance = next((forms[form] for form in particles if form in forms), None)
        if stance is not None:  # "ruled out that", "ruled out sending": not what "ruled" does
            return dict.fromkeys(forms, stance)
    return forms


def is_idiom(token: Token) -> bool:
    """Tell whether the verb `token` has the object with which alone it is a cue ("put it")."""
    fixed = cues().idioms.get(lemma_of(token))
    return fixed is not None and any(kid.dep_ == "dobj" and kid.lower_ == fixed for kid in token.children)
