"""The event coder: from the candidates of each sentence to PLOVER events with actors, marks and dates."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property, partial
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc
from spacy.tokens import Span as DocSpan

from dragoman.actors.entities import Entity
from dragoman.actors.registry import Registry, load_registry
from dragoman.coding.acts import with_authors
from dragoman.coding.assembly import Assembly, Means
from dragoman.coding.candidates import (
    Candidate,
    Classifier,
    Coding,
    by_lexicon,
    content_indices,
    find_candidates,
)
from dragoman.coding.confidence import Signs, confidence, load_weights
from dragoman.coding.dating import with_shared_dates
from dragoman.coding.judging import Judge
from dragoman.coding.obligations import obligations
from dragoman.coding.participants import Participants, codes_of
from dragoman.coding.parts import heard
from dragoman.coding.relation_model import RelationModel, load_relation_model
from dragoman.coding.second_reading import SentenceReading, read_sentences
from dragoman.coding.statements import statement_at
from dragoman.language.extensions import body_of, register
from dragoman.ontology.contexts import contexts_of, main_contexts
from dragoman.ontology.plover import Ontology, load_ontology
from dragoman.ontology.predicates import Predicates, load_predicates
from dragoman.records import Event

NAME = "dragoman_events"
LINKS = frozenset({"dobj", "pobj", "prep", "dative", "nsubj", "nsubjpass", "agent"})
"""How a noun hangs on the word whose event it only tells again."""
APART = frozenset({"after", "before", "since", "until", "despite", "besides"})
"""Prepositions that lead to another event: "met after talks"."""
_PURPOSE = frozenset({"advcl", "xcomp", "acl", "pobj", "dobj"})
"""How a meeting hangs, besides by "for", on the journey that it is the purpose of."""


class EventCoder:
    """spaCy component: sets `doc._.events` from mentions, times and statements."""

    def __init__(
        self,
        registry: Registry,
        lexicon: Predicates,
        ontology: Ontology,
        classify: Classifier,
        model: Callable[[], RelationModel] | None = None,
        sure: Callable[[Signs], float] = confidence,
    ) -> None:
        self.registry = registry
        self.lexicon = lexicon
        self.ontology = ontology
        self.classify = classify
        self.sure = sure
        self.least = load_weights().least
        """An event less likely than this is left out."""
        self.judge = Judge(lexicon, ontology)
        self.model = model
        """Loads the relation model when the first document comes; None codes by the lexicon alone."""

    @cached_property
    def capitals(self) -> dict[str, Entity]:
        """States by their names and capitals: who visits a capital visits the state."""
        phrases = self.registry.phrases()
        return {
            name: entity
            for name, kind, entity in phrases
            if kind in {"name", "capital"} and entity.kind == "state" and not entity.end
        }

    def __call__(self, doc: Doc) -> Doc:
        """Code the body of `doc`."""
        register()
        body = body_of(doc)
        people = Participants(doc, self.registry, statement_at)
        is_actor = people.head_indices
        sentences = [s for s in doc.sents if body.start <= s.start_char < body.end]
        readings: dict[int, SentenceReading] = {}
        if self.model is not None:
            hosts = partial(people.hosts_in, capitals=self.capitals)
            readings = read_sentences(self.model(), doc, sentences, hosts)
        about = main_contexts([token.lemma_ for sentence in sentences for token in sentence])
        coded: list[tuple[Candidate, Event]] = []
        for sentence in sentences:
            reading = readings.get(sentence.start)
            coded.extend(self._sentence_events(doc, people, sentence, is_actor, reading, about))
        events: dict[str, Event] = {}
        for event in with_authors(coded):
            events.setdefault(event.id, event)
        doc._.events = with_shared_dates(tuple(events.values()), doc)
        return doc

    def _sentence_events(
        self,
        doc: Doc,
        people: Participants,
        sentence: DocSpan,
        is_actor: set[int],
        reading: SentenceReading | None,
        about: tuple[str, ...],
    ) -> list[tuple[Candidate, Event]]:
        """Return the candidates of a sentence that tell events, and these, without mere content of others."""
        if reading is None:
            judged = self._classified(find_candidates(sentence, self.lexicon, is_actor))
        else:
            worth = partial(self.judge.worth_a_look, reading=reading)
            found = find_candidates(sentence, self.lexicon, is_actor, worth)
            judged = list(self.judge.known(self._classified(found), reading))
            judged += self.judge.further(sentence, judged, reading, is_actor)
        judged += obligations(sentence, people)
        contexts = contexts_of([token.lemma_ for token in sentence]) if judged else ()
        contexts = tuple(dict.fromkeys((*contexts, *about)))
        means = Means(self.ontology, self.capitals, self.sure)
        coded: list[tuple[Candidate, Event]] = []
        for candidate, coding in judged:
            parts = heard(reading, candidate, coding, doc) if reading is not None else []
            event = Assembly(means, doc, people, sentence, contexts, candidate, coding, parts).event()
            if event is not None and event.confidence >= self.least:
                coded.append((candidate, event))
        contents = [content_indices(candidate) for candidate, _ in coded]
        free = [not any(candidate.trigger.i in held for held in contents) for candidate, _ in coded]
        # What is itself only content holds nothing of its own.
        holding = [held for held, is_free in zip(contents, free, strict=True) if is_free]
        coded = [pair for pair in coded if not any(pair[0].trigger.i in held for held in holding)]
        for pair in sorted(coded, key=lambda pair: pair[0].known):  # of two that tell each other, one stays
            if _told_already(pair, coded):
                coded.remove(pair)
        return coded

    def _classified(self, found: list[Candidate]) -> list[tuple[Candidate, Coding]]:
        return list(zip(found, self.classify(found), strict=True))


def _told_already(pair: tuple[Candidate, Event], coded: Sequence[tuple[Candidate, Event]]) -> bool:
    """Tell whether a word only tells again what another one tells.

    An unknown word that adds nobody does, and one of two that hang together: "submitted papers demanding",
    "placed under house arrest", "the attack killed six", "planted the bomb that killed six".
    """
    upper, event = pair
    for candidate, other in coded:
        if other is event:
            continue
        alike = (other.category, other.marks) == (event.category, event.marks)
        if _asks_with(upper, candidate) and (alike or not upper.known):
            return True
        if _is_purpose(pair, (candidate, other)):
            return True
        if not alike or _asks_with(candidate, upper):
            continue
        within = _parties(event) <= _parties(other)
        if within and not upper.known and (candidate.known or other.id < event.id):
            return True
        same = within and _parties(other) <= _parties(event)
        if within and (_hangs_on(upper, candidate) or (_hangs_on(candidate, upper) and not same)):
            return True
    return False


def _is_purpose(pair: tuple[Candidate, Event], whole: tuple[Candidate, Event]) -> bool:
    """Tell whether a meeting is what another one is for: "flew to Oslo to meet", "arrived for talks"."""
    (lower, event), (upper, other) = pair, whole
    if not event.category == other.category == "CONSULT":
        return False
    if not set(event.marks) <= {*other.marks, "hypothetical"}:
        return False
    heads = {upper.trigger.i} | ({upper.frame.support.i} if upper.frame.support is not None else set())
    token = lower.trigger
    while token.dep_ in _PURPOSE or (token.dep_ == "prep" and token.lower_ == "for"):
        token = token.head
        if token.i in heads:
            return codes_of((*event.actors, *event.recipients)) <= codes_of(
                (*other.actors, *other.recipients)
            )
    return False


def _asks_with(upper: Candidate, lower: Candidate) -> bool:
    """Tell whether a word is what an object of another one does ("papers demanding" beside "submitted")."""
    return lower.trigger.dep_ in {"acl", "advcl"} and lower.trigger.tag_ == "VBG" and _hangs_on(lower, upper)


def _hangs_on(lower: Candidate, upper: Candidate) -> bool:
    """Tell whether a word is in the object or subject of another one, or in a clause on it."""
    token = lower.trigger
    if token.dep_ in {"acl", "relcl"} or (token.dep_ == "advcl" and token.tag_ == "VBG"):
        token = token.head
    while token.i != upper.trigger.i and token.dep_ in LINKS and token.lower_ not in APART:
        token = token.head
    return token.i == upper.trigger.i and lower.trigger.i != upper.trigger.i


def _parties(event: Event) -> set[tuple[str, str]]:
    """Return the codes of an event, each with its side."""
    sides = {"actor": event.actors, "recipient": event.recipients}
    return {(side, mention.actor.code) for side, mentions in sides.items() for mention in mentions}


@Language.factory(
    NAME,
    assigns=["doc._.events"],
    requires=["doc._.mentions", "doc._.times", "doc._.statements", "token.dep", "token.lemma"],
    default_config={"actors": []},
)
def make_event_coder(nlp: Language, name: str, actors: list[str]) -> Callable[[Doc], Doc]:
    """Make the coder with the packaged lexicon; `actors` are further who's who files."""
    lexicon = load_predicates()
    registry = load_registry(tuple(Path(path) for path in actors))
    return EventCoder(registry, lexicon, load_ontology(), by_lexicon(lexicon), load_relation_model)
