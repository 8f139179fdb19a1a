"""Find attributions: source, cue and content, from the parse and from quotation marks.

This is the part that a trained tagger may replace: `find` gives `Attribution`s, and
`dragoman.coding.statements` links them and makes records of them.

Contents follow the usage of PolNeAR: they take in "that" and the quotation marks, and leave out the
punctuation that parts them from the cue.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from dragoman.coding.attribution_cues import PREPOSITION, cues, forms_of, lemma_of
from dragoman.coding.attribution_syntax import (
    Chars,
    antecedent,
    child,
    cue_span,
    has_to,
    in_condition,
    is_negated,
    is_passive,
    pieces,
    source_span,
    subject_of,
    subtree,
)

CERTAIN = {
    "quote": 0.95,
    "clause": 0.9,
    "infinitive": 0.8,
    "gerund": 0.75,
    "naming": 0.8,
    "as": 0.75,
    "noun": 0.7,
}
"""Rough share of right attributions by form of content."""
MODALS = frozenset({"will", "would", "could", "may", "might", "should", "can", "’ll", "'ll"})
OBJECT_PREPOSITIONS = frozenset({"of", "for", "as", "against"})
DEPENDENT_NEGATION = frozenset({"believes", "knows", "expects", "wants", "doubts", "supports", "opposes"})


@dataclass
class Attribution:
    """One attribution, in characters of the text; `head` and `speaker` are token numbers."""

    head: int
    stance: str
    form: str
    cue: Chars | None
    source: Chars | None
    speaker: int | None
    contents: list[Chars] = field(default_factory=list)
    confidence: float = 0.5

    @property
    def start(self) -> int:
        """First character of the contents."""
        return min(start for start, _ in self.contents)

    @property
    def end(self) -> int:
        """Last character of the contents, exclusive."""
        return max(end for _, end in self.contents)


def attribute(doc: Doc, head: Token, form: str, stance: str, contents: list[Chars]) -> Attribution:
    """Make the attribution of the verb `head`: its source from the parse, its contents as given."""
    subject = subject_of(head)
    source = source_span(doc, subject, head) if subject is not None else None
    particle = None
    if form.startswith(PREPOSITION):
        particle = next((kid for kid in head.children if kid.lower_ == form[len(PREPOSITION) :]), None)
    speaker = antecedent(subject).i if subject is not None else None
    sure = CERTAIN.get(form, 0.65) if source is not None else 0.5
    return Attribution(head.i, stance, form, cue_span(doc, head, particle), source, speaker, contents, sure)


def find_by_verb(doc: Doc) -> list[Attribution]:
    """Return the attributions whose content depends on a cue verb."""
    found = []
    for token in doc:
        forms = forms_of(token) if token.pos_ == "VERB" else {}
        if not forms or not speaks(token, forms):
            continue
        content = _content(doc, token, forms)
        if content is not None:
            form, spans = content
            found.append(attribute(doc, token, form, forms[form], spans))
    return found


def speaks(token: Token, forms: dict[str, str]) -> bool:
    """Tell whether the verb tells of an act that took place: not planned, possible, denied or asked."""
    stances = set(forms.values())
    if is_negated(token) and not stances & DEPENDENT_NEGATION:
        return False
    if has_to(token) and not (token.dep_ == "xcomp" and lemma_of(token.head) in cues().aspectual):
        return False
    if any(kid.dep_ == "aux" and kid.lower_ in MODALS for kid in token.children):
        return False
    return not in_condition(token)


def _content(doc: Doc, verb: Token, forms: dict[str, str]) -> tuple[str, list[Chars]] | None:
    """Return the form and spans of the content that depends on `verb`, the surest form first."""
    kids = list(verb.children)
    passive = is_passive(verb)
    clause = [kid for kid in kids if kid.dep_ == "ccomp"]
    if "naming" in forms and (named := _named(verb)):
        return "naming", pieces(doc, named)
    for kid in clause:
        numbers = _without_cue(kid, verb)
        if has_to(kid) and not any(k.dep_ == "aux" and k.tag_ == "MD" for k in kid.children):
            if "infinitive" in forms and not passive:
                return "infinitive", pieces(doc, numbers + _condition(verb))
        elif kid.tag_ == "VBG" and not any(k.dep_ in ("aux", "mark") for k in kid.children):
            if "gerund" in forms and not passive:
                return "gerund", pieces(doc, numbers)
        elif "clause" in forms:
            return "clause", pieces(doc, sum((_without_cue(other, verb) for other in clause), []))
    open_clause = child(verb, "xcomp")
    if open_clause is not None and not passive:
        numbers = subtree(open_clause)
        if has_to(open_clause) and "infinitive" in forms:
            return "infinitive", pieces(doc, numbers + _condition(verb))
        if open_clause.tag_ == "VBG" and "gerund" in forms:
            return "gerund", pieces(doc, numbers)
    if "clause" in forms and (around := _around(doc, verb)):
        return "clause", around
    return _nominal(doc, verb, forms, passive)


def _without_cue(clause: Token, verb: Token) -> list[int]:
    """Return the tokens of a content clause, less the cue's own clause where it is cut in."""
    numbers = subtree(clause)
    return [number for number in numbers if number != verb.i]


def _condition(verb: Token) -> list[int]:
    """Return the tokens of an if-clause that qualifies what is threatened, promised or offered."""
    for kid in verb.children:
        if kid.dep_ == "advcl" and kid.i > verb.i and any(k.lower_ in ("if", "unless") for k in kid.children):
            return subtree(kid)
    return []


def _named(verb: Token) -> list[int]:
    """Return the tokens of an object and of what it is called ("called the plan unacceptable")."""
    name = child(verb, "oprd")
    thing = child(verb, "dobj")
    if name is None:
        small = child(verb, "ccomp")
        if small is None or small.i < verb.i or small.pos_ in ("VERB", "AUX"):
            return []
        return subtree(small)
    if is_passive(verb):
        return subtree(name)
    if thing is not None and thing.i > verb.i and thing.lower_ != "what":
        return subtree(thing) + subtree(name)
    return subtree(name)


def _around(doc: Doc, verb: Token) -> list[Chars]:
    """Return the clause into which the cue is cut ("Russia, he said, is ready")."""
    if child(verb, "dobj", "ccomp", "xcomp") is not None or subject_of(verb) is None:
        return []
    as_cue = any(kid.dep_ == "mark" and kid.lower_ == "as" for kid in verb.children)
    if verb.dep_ == "parataxis" or (verb.dep_ == "advcl" and as_cue) or verb.dep_ == "ccomp":
        host = verb.head
        if host.pos_ not in ("VERB", "AUX") or verb.dep_ == "ccomp" and verb.i < host.i - 12:
            return []
        before = doc[verb.left_edge.i - 1] if verb.left_edge.i else None
        if verb.dep_ == "ccomp" and (before is None or before.text not in (",", "—", "–", "--")):
            return []
        return pieces(doc, subtree(host, without=(verb,)))
    return []


def _nominal(doc: Doc, verb: Token, forms: dict[str, str], passive: bool) -> tuple[str, list[Chars]] | None:
    """Return the content that is an object, with "as" or another preposition where the cue takes one."""
    thing = child(verb, "nsubjpass") if passive else child(verb, "dobj")
    if passive and child(verb, "agent") is None:
        return None
    for kid in verb.children:
        form = PREPOSITION + kid.lower_
        if form in forms and kid.dep_ in ("prep", "prt", "agent") and kid.i > verb.i:
            rest = [other for other in verb.rights if other.i > kid.i and other.dep_ == "xcomp"]
            numbers = [number for number in subtree(kid) if number != kid.i]
            if kid.dep_ == "prt" and thing is not None:
                numbers = subtree(thing)
            numbers += sum((subtree(other) for other in rest), [])
            if numbers:
                return form, pieces(doc, numbers)
    if thing is None:
        return None
    as_phrase = next((kid for kid in verb.children if kid.dep_ == "prep" and kid.lower_ == "as"), None)
    if as_phrase is not None and "as" in forms:
        return "as", pieces(doc, subtree(thing) + subtree(as_phrase))
    if "noun" not in forms:
        return None
    if thing.lower_ in ("which", "that", "who", "whom") and thing.i < verb.i:
        head = antecedent(thing)
        return "noun", pieces(doc, [number for number in subtree(head) if number < thing.i])
    extra = [k for k in verb.rights if k.dep_ == "prep" and k.lower_ in OBJECT_PREPOSITIONS and k.i > thing.i]
    numbers = subtree(thing) + sum((subtree(kid) for kid in extra), [])
    return "noun", pieces(doc, numbers + _condition(verb))
