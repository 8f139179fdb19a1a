"""Find the predicates of a sentence that may tell an event, with the rule of the lexicon that each fits.

This is the finding half of the event coder. What category a candidate is in is decided by a
`Classifier`; the lexicon's rule is the first of them (`by_lexicon`), a trained model the next.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Token

from dragoman.coding import syntax
from dragoman.coding.frames import Frame, Kind
from dragoman.coding.word_lists import word_lists
from dragoman.ontology.predicates import LightKind, Predicates
from dragoman.ontology.rules import Rule

PREDICATE_TAGS: dict[str, Kind] = {
    "VERB": "verb",
    "AUX": "verb",
    "NOUN": "noun",
    "PROPN": "noun",
    "ADJ": "adjective",
}
PREDICATIVE = frozenset(
    {"acomp", "oprd", "xcomp", "conj", "amod", "advcl", "relcl", "acl", "ROOT", "ccomp", "attr"}
)
SPEECH_ACTS = frozenset({"AGREE", "REQUEST", "REJECT", "THREATEN", "ACCUSE", "SUPPORT", "CONCEDE"})
"""Verbal categories: a bare noun of theirs ("the demands") refers to an act told elsewhere."""


NOTHING = frozenset({"nowhere", "nothing"})
FEELING = frozenset({"feel", "feels", "felt", "feeling"})
OCCASION = frozenset({"in", "during", "at"})
"""Prepositions of an event on whose occasion somebody does something, and so takes part in it."""
FACTIVE = frozenset({"SUPPORT", "ACCUSE"})
"""Categories whose nominal content is told as a fact: "condemned the attack", "welcomed the offer"."""


@dataclass(frozen=True)
class Candidate:
    """A predicate that may tell an event: its frame, its lexicon rule and the heads of its content."""

    frame: Frame
    rule: Rule
    runner_up: str
    content: tuple[Token, ...]
    known: bool = True
    """Whether the lexicon has the word with this meaning."""

    @property
    def trigger(self) -> Token:
        """The predicate's own token."""
        return self.frame.head

    @property
    def trigger_tokens(self) -> tuple[Token, ...]:
        """The predicate with its particles ("hit out"), in text order."""
        particles = [child for child in self.trigger.children if child.dep_ == "prt"]
        return tuple(sorted([self.trigger, *particles], key=lambda token: token.i))


@dataclass(frozen=True)
class Coding:
    """The category of a candidate and how it was decided."""

    category: str
    mode: str
    confidence: float
    runner_up: str
    reason: str
    told: Mapping[str, float] = field(default_factory=dict)
    """How likely the relation model holds each category, and none; empty where it was not asked."""


Classifier = Callable[[Sequence[Candidate]], list[Coding]]
"""Decides the categories of candidates, in batches."""


def find_candidates(
    tokens: Iterable[Token],
    lexicon: Predicates,
    is_actor: set[int],
    worth: Callable[[Token], bool] = lambda token: True,
) -> list[Candidate]:
    """Return the candidates among the tokens of a sentence, without nouns that only complete a verb.

    Tokens that are not `worth` a look are passed over: looking takes time.
    """
    looked_at = filter(worth, tokens)
    found = [c for token in looked_at if (c := candidate_at(token, lexicon, is_actor)) is not None]
    return [candidate for candidate in found if not _carried_by(candidate, found)]


def candidate_at(token: Token, lexicon: Predicates, is_actor: set[int]) -> Candidate | None:
    """Return the candidate that `token` heads; None where the lexicon knows no event for it here."""
    kind = PREDICATE_TAGS.get(token.pos_)
    if kind is None or token.dep_ in {"aux", "auxpass", "compound", "prt"}:
        return None
    if kind == "noun" and token.ent_type_ in {"DATE", "TIME"}:
        return None  # "in March" is no march
    if (kind == "noun" and token.i in is_actor) or (kind == "verb" and token.dep_ == "amod"):
        return None
    if is_compound_gerund(token):
        return None
    if any(child.lower_ in NOTHING for child in token.head.children) and token.dep_ in {"xcomp", "acl"}:
        return None  # "we have nowhere to retreat" tells of no retreat, not even one that failed
    if token.tag_ == "VBN" and (token.dep_ in {"acomp", "oprd"} or _is_felt(token)):
        return None  # "feels threatened by": a state of mind, not an act
    lemma = syntax.lemma_of(token)
    if kind == "verb" and lemma not in lexicon.verb_heads:
        kind = "noun" if token.tag_ == "VBG" and lemma in lexicon.noun_heads else None
    if kind is None or (kind == "noun" and lemma not in lexicon.noun_heads):
        return None
    if kind == "adjective" and (lemma not in lexicon.adjective_heads or token.dep_ not in PREDICATIVE):
        return None
    frame = light_frame(token, kind, lexicon)
    rules = {
        "verb": lexicon.verb_rules,
        "noun": lexicon.noun_rules,
        "adjective": lexicon.adjective_rules,
    }[kind](lemma, frame.words)
    facts = frame.facts(is_actor)
    rule = lexicon.choose(rules, facts)
    if rule is None:
        return None
    content = tuple(token for token in _content_heads(frame, rule) if token.i != frame.head.i)
    if kind == "noun" and rule.category in SPEECH_ACTS and not (frame.support is not None or content):
        return None
    if lemma in word_lists().opinion_verbs and any(map(_is_opinion, content)):
        return None
    others = [other.category for other in rules if other.category and other.category != rule.category]
    return Candidate(frame, rule, others[0] if others else "", content)


def is_compound_gerund(token: Token) -> bool:
    """Tell whether a gerund only says of which deed its object is a part: "met with bombing victims"."""
    if token.tag_ != "VBG" or token.dep_ not in {"pcomp", "xcomp"} or token.i + 1 >= len(token.doc):
        return False
    after = token.nbor()
    taken = after.head.i == token.i and after.dep_ == "dobj"
    return taken and after.lemma_.lower() in word_lists().parts_of_deeds


def _is_felt(participle: Token) -> bool:
    """Parsers often take "feels" for an auxiliary; who "felt obstructed or threatened" felt both."""
    while participle.dep_ == "conj" and not syntax.children(participle, "aux", "auxpass", "nsubj"):
        participle = participle.head
    return any(child.lower_ in FEELING for child in syntax.children(participle, "aux", "auxpass"))


def by_lexicon(lexicon: Predicates) -> Classifier:
    """Return the classifier that takes each candidate's category and mode from its rule."""

    def classify(candidates: Sequence[Candidate]) -> list[Coding]:
        return [_coding(candidate, lexicon) for candidate in candidates]

    return classify


def _coding(candidate: Candidate, lexicon: Predicates) -> Coding:
    rule = candidate.rule
    mode = rule.mode
    if not mode:
        words_of_content = (form for token in candidate.content for form in _forms(token))
        modes = (lexicon.content_mode(rule.category, form) for form in words_of_content)
        mode = next((mode for mode in modes if mode), "")
    words = " ".join(token.text for token in candidate.trigger_tokens)
    return Coding(
        category=rule.category,
        mode=mode,
        confidence=rule.weight,
        runner_up=candidate.runner_up,
        reason=f"{candidate.frame.kind} “{words}” in the lexicon",
    )


def _forms(token: Token) -> Iterator[str]:
    """Yield a word of content with each particle beside it ("send back"), then alone."""
    lemma = syntax.lemma_of(token)
    for beside in syntax.children(token, "prt", "advmod"):
        yield f"{lemma} {beside.lower_}"
    yield lemma


def light_frame(token: Token, kind: Kind, lexicon: Predicates) -> Frame:
    """Return the frame of a predicate; a noun's with the light verb that carries it."""
    if kind != "noun":
        return Frame(token, kind)
    verb, undergone = _light_verb(token, lexicon)
    return Frame(token, kind, verb, undergone)


def _light_verb(noun: Token, lexicon: Predicates) -> tuple[Token | None, bool]:
    """Return the light verb that carries an event noun, and whether its subject undergoes the event."""
    head = noun
    while head.dep_ == "conj" and head.head.pos_ in {"NOUN", "PROPN"}:
        head = head.head
    verb = head.head
    if head.dep_ == "pobj" and verb.lower_ == "on" and verb.head.lemma_ == "be":
        return verb.head, False  # "are on strike"
    if head.dep_ == "pobj" and verb.lower_ == "in" and _inquires(verb.head):
        return None, False
    if head.dep_ == "pobj" and verb.pos_ == "ADP" and verb.head.pos_ == "VERB":
        verb = verb.head
        if syntax.children(verb, "dobj") and _light_kind(verb, lexicon) != "undergo":
            return (verb, False) if head.head.lower_ in OCCASION else (None, False)
    elif head.dep_ == "pobj" and verb.lower_ in OCCASION and verb.head.dep_ == "dobj":
        # "explained the plan in talks with": parsers hang the occasion on the object, too.
        return (verb.head.head, False) if verb.head.head.pos_ == "VERB" else (None, False)
    elif head.dep_ not in {"dobj", "nsubjpass", "attr", "nsubj"}:
        return None, False
    if head.dep_ == "acl" or verb.pos_ not in {"VERB", "AUX"}:
        return None, False
    kind = _light_kind(verb, lexicon)
    if head.dep_ == "nsubj" and kind == "do" and not syntax.children(verb, "dobj"):
        kind = "happen"  # "talks opened", as against "they opened talks"
    if kind is None or (head.dep_ == "nsubj" and kind != "happen"):
        return None, False
    if kind == "happen" and head.dep_ == "nsubj":
        return verb, False
    return verb, kind == "undergo"


def _inquires(word: Token) -> bool:
    """Tell whether a verb only looks into what "in" leads to: "named a suspect in the killing"."""
    verb = word.head if word.pos_ == "NOUN" else word
    return verb.pos_ == "VERB" and syntax.lemma_of(verb) in word_lists().inquiring


def _light_kind(verb: Token, lexicon: Predicates) -> LightKind | None:
    lemma = verb.lemma_.lower()
    particles = [child.lower_ for child in syntax.children(verb, "prt", "prep")]
    forms = [f"{lemma} {particle}" for particle in particles]
    return next((lexicon.light_verbs[form] for form in (*forms, lemma) if form in lexicon.light_verbs), None)


def _content_heads(frame: Frame, rule: Rule) -> list[Token]:
    for slot in rule.content:
        heads = [head for head in frame.slot(slot) if not _is_no_content(head)]
        if heads:
            return heads
    return []


def _is_opinion(clause: Token) -> bool:
    """Tell whether a complement says how things are, rather than what shall be done."""
    finite = clause.tag_ in {"VBD", "VBZ", "VBP"}
    return clause.dep_ == "ccomp" and finite and not syntax.children(clause, "aux")


def _is_no_content(head: Token) -> bool:
    return head.ent_type_ in {"DATE", "TIME"} or head.lower_ in syntax.RELATIVE_SUBJECTS


def content_words(candidate: Candidate, head: Token) -> list[Token]:
    """Return the words of a content; of what "must" be done, without clauses of other subjects beside it.

    "They must understand that, and Russia can't allow it": what Russia cannot allow is told, not demanded.
    """
    if candidate.trigger.tag_ != "MD":
        return list(head.subtree)
    beside = [
        child for child in syntax.children(head, "conj") if syntax.children(child, "nsubj", "nsubjpass")
    ]
    apart = {token.i for clause in beside for token in clause.subtree}
    return [token for token in head.subtree if token.i not in apart and not (beside and token.dep_ == "cc")]


def content_indices(candidate: Candidate) -> set[int]:
    """Return the tokens told only as content of a candidate: not the facts that modify its nouns.

    In "submitted documents demanding a withdrawal, which Kyiv rejected" the demand and its rejection
    are told as facts, though they hang on what was submitted.
    """
    indices: set[int] = set()
    factive = candidate.rule.category in FACTIVE
    for head in candidate.content:
        if factive and head.pos_ in {"NOUN", "PROPN"}:
            continue
        told = {token.i for token in content_words(candidate, head)}
        stack = [head]
        while stack:
            token = stack.pop()
            if token.i == candidate.trigger.i or token.i not in told:
                continue
            indices.add(token.i)
            stack.extend(child for child in token.children if not _is_fact_about(child, head))
    return indices


def _is_fact_about(child: Token, head: Token) -> bool:
    """A relative clause or apposition is; a participle only where it modifies the content's own head."""
    if child.dep_ in {"relcl", "appos"}:
        return True
    if child.dep_ != "acl" or child.head.i != head.i or syntax.children(child, "mark"):
        return False
    return child.tag_ in {"VBG", "VBN"}


def _carried_by(candidate: Candidate, found: list[Candidate]) -> bool:
    """Tell whether a noun only completes a verb that tells the event itself ("imposed sanctions")."""
    if candidate.frame.kind != "noun":
        return False
    for other in found:
        if other is candidate or other.frame.kind != "verb" or not other.rule.object:
            continue
        if any(token.i == candidate.trigger.i for token in other.frame.objects):
            return True
    return False
