"""Who does what to whom in a parse: logical subjects, objects and complements of a predicate.

Works on spaCy's English dependency labels (ClearNLP style). Every function is pure; arguments that
stand elsewhere in the sentence (control, coordination, relative and participle clauses, passives)
are followed to where they are.
"""

from __future__ import annotations

from spacy.tokens import Token

from dragoman.coding.word_lists import word_lists
from dragoman.language.mention_syntax import OBJECT_CONTROL

RELATIVE_SUBJECTS = frozenset({"who", "that", "which"})
RELATIVE_ADVERBS = frozenset({"where", "when", "why", "how"})
PREFIXES = frozenset({"de", "non", "anti", "counter", "re", "un", "pre", "post", "ex", "pro"})
SOURCE_PHRASES = frozenset({"according", "thanks", "due", "owing"})
"""Heads of prepositional phrases that tell a source or a cause: "according to", "thanks to"."""
MAX_CLIMB = 6
"""No argument is looked for more than this many steps away; a guard against odd parses."""


def children(token: Token, *labels: str) -> list[Token]:
    """Return the children of `token` under any of `labels`, in order."""
    return [child for child in token.children if child.dep_ in labels]


def with_conjuncts(token: Token) -> list[Token]:
    """Return `token` and the nouns or verbs coordinated with it."""
    return [token, *(other for other in token.conjuncts if other.i > token.i)]


def is_passive(verb: Token) -> bool:
    """Tell whether `verb` is a passive, with or without its auxiliary."""
    if children(verb, "auxpass", "nsubjpass", "csubjpass"):
        return True
    if verb.tag_ != "VBN" or children(verb, "aux", "nsubj"):
        return False
    if verb.dep_ == "conj" and verb.head.pos_ in {"VERB", "AUX"}:
        return is_passive(verb.head)
    return verb.dep_ in {"acl", "advcl", "xcomp", "ccomp"} and not children(verb, "dobj")


def subjects(verb: Token, depth: int = 0) -> list[Token]:
    """Return the heads of the noun phrases that do what `verb` tells; empty when nobody is told."""
    if depth > MAX_CLIMB:
        return []
    if is_passive(verb):
        return agents(verb)
    own = children(verb, "nsubj", "csubj", "expl")
    nouns = [token for token in own if token.dep_ == "nsubj"]
    if nouns:
        return _expand(nouns, verb)
    if own:
        return []
    return _inherited_subjects(verb, depth)


def agents(verb: Token) -> list[Token]:
    """Return the heads of the by-phrase of a passive."""
    found: list[Token] = []
    for agent in (*children(verb, "agent"), *(p for p in children(verb, "prep") if p.lower_ == "by")):
        for noun in children(agent, "pobj"):
            found.extend(with_conjuncts(noun))
    return found


def patients(verb: Token, depth: int = 0) -> list[Token]:
    """Return the heads of what `verb` is done to: direct objects, or the subject of a passive."""
    if is_passive(verb):
        return passive_subjects(verb, depth)
    found = _expand(children(verb, "dobj"), verb)
    if not found and verb.dep_ == "relcl" and _has_object_gap(verb):
        return [verb.head]
    return found


def passive_subjects(verb: Token, depth: int = 0) -> list[Token]:
    """Return the grammatical subjects of a passive, told or carried over from its governor."""
    if depth > MAX_CLIMB:
        return []
    own = children(verb, "nsubjpass")
    if own:
        return _expand(own, verb)
    if verb.dep_ == "acl":
        return with_conjuncts(verb.head)
    if verb.dep_ == "conj" and verb.head.pos_ in {"VERB", "AUX"}:
        head = verb.head
        return passive_subjects(head, depth + 1) if is_passive(head) else subjects(head, depth + 1)
    if verb.dep_ in {"xcomp", "advcl"}:
        return surface_subjects(verb.head, depth + 1)
    return []


def surface_subjects(verb: Token, depth: int = 0) -> list[Token]:
    """Return the grammatical subjects, of an active or a passive."""
    return passive_subjects(verb, depth) if is_passive(verb) else subjects(verb, depth)


def _inherited_subjects(verb: Token, depth: int) -> list[Token]:
    head = verb.head
    marked = [noun for mark in children(verb, "mark") for noun in children(mark, "pobj")]
    if marked:
        return _expand(marked, verb)  # "after a shell hit": parsers take the subject for the conjunction's
    if head is verb:
        return []
    if verb.dep_ == "conj" and head.pos_ in {"VERB", "AUX", "ADJ"}:
        return surface_subjects(head, depth + 1)
    if verb.dep_ in {"xcomp", "ccomp"}:
        return controller(verb, depth)
    if verb.dep_ == "acomp" and head.pos_ in {"VERB", "AUX"}:
        return surface_subjects(head, depth + 1)  # of what one is "about to" do
    if verb.dep_ in {"advcl", "dep", "prt"} and head.pos_ in {"VERB", "AUX", "ADJ"}:
        if head.lemma_ in OBJECT_CONTROL and _is_infinitive(verb):
            return controller(verb, depth)  # "sent an envoy to meet": the envoy meets
        return surface_subjects(head, depth + 1)
    if verb.dep_ == "acl":
        return _subjects_of_modifier(verb, depth)
    if verb.dep_ == "relcl":
        return with_conjuncts(head)
    if verb.dep_ == "pcomp" and head.dep_ == "prep":
        governor = head.head
        if head.lower_ == "for" and governor.pos_ == "VERB" and governor.lemma_ in word_lists().answering:
            return _answered(governor, depth)
        if governor.pos_ in {"VERB", "AUX", "ADJ"}:
            objects = children(governor, "dobj")
            if objects and governor.lemma_ in OBJECT_CONTROL:
                return _expand(objects, governor)
            return surface_subjects(governor, depth + 1)
        if governor.pos_ == "ADV" and governor.head.pos_ == "VERB":
            return surface_subjects(governor.head, depth + 1)  # "stopped short of invading"
        if governor.dep_ == "pobj" and governor.head.head.pos_ == "AUX":
            return surface_subjects(governor.head.head, depth + 1)  # "is on the verge of invading"
        return possessors(governor)
    return []


def _answered(governor: Token, depth: int) -> list[Token]:
    """Return whose deed is praised, blamed or punished: "cut off oil to Oslo for having sent arms"."""
    if is_passive(governor):
        return passive_subjects(governor, depth + 1)
    found = _expand(children(governor, "dobj"), governor)
    for noun in (governor, *children(governor, "dobj")):
        for preposition in ("to", "with", "on", "against", "at"):
            found.extend(objects_of(noun, preposition))
    return found


def controller(verb: Token, depth: int = 0) -> list[Token]:
    """Return who does what a complement without a subject of its own tells ("agreed to discuss")."""
    governor = verb.head
    if governor.lemma_ in OBJECT_CONTROL and not is_passive(governor):
        objects = [*children(governor, "dobj", "dative")]
        for preposition in children(governor, "prep"):
            if preposition.lower_ in {"on", "upon", "for"} and preposition.i < verb.i:
                objects.extend(children(preposition, "pobj"))
        if objects:
            return _expand(objects, governor)
    return surface_subjects(governor, depth + 1)


def _subjects_of_modifier(verb: Token, depth: int) -> list[Token]:
    """Subjects of "documents demanding that", "willingness to start", "troops fighting in"."""
    noun = verb.head
    if verb.tag_ == "VBG" and noun.ent_type_ in {"PERSON", "GPE", "ORG", "NORP"}:
        return with_conjuncts(noun)
    owners = possessors(noun)
    if owners:
        return owners
    if verb.tag_ == "VBG" and noun.dep_ in {"nsubj", "nsubjpass"}:
        return [noun]
    if noun.dep_ in {"dobj", "attr", "pobj"}:
        governor = noun.head.head if noun.dep_ == "pobj" else noun.head
        if governor.pos_ in {"VERB", "AUX"}:
            if verb.tag_ == "VBG" and noun.lemma_.lower() in word_lists().crowds:
                return with_conjuncts(noun)  # "is faced with a movement calling for"
            found = surface_subjects(governor, depth + 1)
            return [*found, noun] if verb.tag_ == "VBG" else found
    return [noun] if verb.tag_ == "VBG" else []


def antecedent(relative: Token) -> Token:
    """Return the noun that "whose" stands for; the word itself where it hangs in no relative clause."""
    for token in (relative, *relative.ancestors):
        if token.dep_ == "relcl":
            return token.head
    return relative


def possessors(noun: Token) -> list[Token]:
    """Return who owns or does a noun: "Russia's", "U.S." as modifier, or after "by" and "of"."""
    found = [owner for token in children(noun, "poss") for owner in with_conjuncts(token)]
    if not found:
        found = [
            t for t in children(noun, "compound", "nmod", "amod") if t.ent_type_ in {"GPE", "NORP", "ORG"}
        ]
    if not found:
        for preposition in children(noun, "prep", "agent"):
            if preposition.lower_ == "by":
                found.extend(o for token in children(preposition, "pobj") for o in with_conjuncts(token))
    return found


def objects_of(head: Token, preposition: str) -> list[Token]:
    """Return the objects of `preposition` under `head`, through chains such as "out of" and "as"."""
    found: list[Token] = []
    for child in children(head, "prep", "dative", "agent", "prt"):
        if child.lower_ == preposition:
            for noun in children(child, "pobj"):
                found.extend(with_conjuncts(noun))
        if child.dep_ == "prep" and child.lower_ not in SOURCE_PHRASES:
            found.extend(objects_of(child, preposition))
    return found


def lemma_of(token: Token) -> str:
    """Return the lower-case lemma, with a prefix that the tokenizer split off ("de-escalation")."""
    lemma = str(token.lemma_.lower())
    if token.i > 1 and token.nbor(-1).text == "-" and token.nbor(-2).lower_ in PREFIXES:
        return f"{token.nbor(-2).lower_}-{lemma}"
    return lemma


def _expand(nouns: list[Token], verb: Token) -> list[Token]:
    found: list[Token] = []
    for noun in nouns:
        if noun.lemma_.lower() in word_lists().measures:
            found.extend(objects_of(noun, "of"))  # "a round of sanctions" is sanctions
        if noun.lower_ in RELATIVE_SUBJECTS and verb.dep_ == "relcl":
            found.extend(with_conjuncts(verb.head) if verb.head.dep_ != "conj" else [verb.head])
        else:
            found.extend(with_conjuncts(noun))
    return found


def _has_object_gap(verb: Token) -> bool:
    """Tell whether a relative clause is about its verb's object ("the offer that Kyiv refused")."""
    if any(child.lower_ in RELATIVE_SUBJECTS for child in children(verb, "nsubj", "nsubjpass")):
        return False
    if any(child.lower_ in RELATIVE_ADVERBS for child in children(verb, "advmod")):
        return False
    if any(noun.lower_ in {"which", "whom"} for p in children(verb, "prep") for noun in children(p, "pobj")):
        return False
    taken = children(verb, "dobj", "ccomp", "xcomp")
    return not any(child.lower_ not in RELATIVE_SUBJECTS | {"whom"} for child in taken)


def _is_infinitive(verb: Token) -> bool:
    return any(aux.lower_ == "to" for aux in children(verb, "aux"))
