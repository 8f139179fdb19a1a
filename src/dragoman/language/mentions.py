"""The spaCy component that finds who is meant wherever a report names, describes or takes up an actor."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from dragoman.actors.registry import load_registry
from dragoman.language.coreference import Coreference
from dragoman.language.extensions import register
from dragoman.language.mention_context import open_context
from dragoman.language.mention_draft import Draft
from dragoman.language.mention_groups import group_drafts
from dragoman.language.mention_identity import people_drafts
from dragoman.language.mention_lexicon import Lexicon, build_lexicon
from dragoman.language.mention_people import find_names
from dragoman.records import Mention, Span

NAME = "dragoman_mentions"


class Mentions:
    """Sets `doc._.mentions`; the registry is loaded when the first document comes."""

    def __init__(self, nlp: Language, actors: tuple[Path, ...]) -> None:
        self._nlp = nlp
        self._actors = actors
        self._lexicon: Lexicon | None = None

    def lexicon(self) -> Lexicon:
        """Return the registry's phrases, built once. Raises DataError for a wrong file."""
        if self._lexicon is None:
            self._lexicon = build_lexicon(load_registry(self._actors), splitter(self._nlp))
        return self._lexicon

    def __call__(self, doc: Doc) -> Doc:
        """Find the mentions of `doc`'s body."""
        context = open_context(doc, self.lexicon())
        names = find_names(context)
        people = people_drafts(context, names)
        taken = {i for draft in people for i in range(draft.start, draft.end)}
        drafts = Coreference(context, [*people, *group_drafts(context, taken)]).resolve()
        text = doc.text
        doc._.mentions = tuple(mention for draft in drafts for mention in as_mentions(doc, text, draft))
        return doc


def splitter(nlp: Language) -> Callable[[str], list[str]]:
    """Return a function that splits a phrase as the tokenizer does, which plain words need not pass."""
    tokenizer = nlp.tokenizer
    rules = getattr(tokenizer, "rules", None)

    def split(phrase: str) -> list[str]:
        words = phrase.split(" ")
        if rules is not None and all(word.isalpha() and word not in rules for word in words):
            return words
        return [token.text for token in tokenizer(phrase)]

    return split


@Language.factory(
    NAME,
    assigns=["doc._.mentions"],
    requires=["token.dep", "token.tag", "token.lemma", "doc.ents"],
    default_config={"actors": []},
)
def make_mentions(nlp: Language, name: str, actors: list[str]) -> Mentions:
    """Make the component; `actors` are further who's who files."""
    register()
    return Mentions(nlp, tuple(Path(path) for path in actors))


def as_mentions(doc: Doc, text: str, draft: Draft) -> list[Mention]:
    """Return the records of a draft, one for each actor that it stands for."""
    words = doc[draft.start : draft.end]
    start, end = words.start_char, words.end_char
    if draft.part:
        start += words.text.replace("’", "'").index(draft.part)
        end = start + len(draft.part)
    return [
        Mention(
            span=Span(start=start, end=end),
            text=text[start:end],
            actor=actor,
            how=draft.how,
            because=draft.because,
            confidence=round(max(draft.confidence, 0.05), 2),
            alternatives=tuple(other for other in draft.alternatives if other.id != actor.id),
        )
        for actor in draft.actors
    ]
