"""Who speaks: the mentions that name the source of a statement, made where the mention finder has none.

The mention finder knows who is who in states' affairs. A source may also be a paper, an institute or "the
chairmen": whoever says something is somebody, under the name that the report gives.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from spacy.tokens import Doc, Token
from spacy.tokens import Span as DocSpan

from dragoman.coding.attribution_cues import cues, lemma_of
from dragoman.coding.participants import unique
from dragoman.coding.syntax import objects_of, possessors
from dragoman.language.mention_draft import slug
from dragoman.records import Actor, ActorKind, Mention, Span, Statement

OWN_WORDS = frozenset({"i", "me", "my", "myself"})
SURE_OF_NAME, SURE_OF_WORDS, SURE_OF_PAPER, SURE_OF_FIRST_PERSON = 0.7, 0.5, 0.6, 0.8
GOES_BACK = 3
"""How many statements back the one may be whose paper "the statement" is."""
NAMED = frozenset({"", "PERSON", "ORG", "FAC", "WORK_OF_ART", "PRODUCT", "NORP"})
"""Labels of spaCy's names that can speak; a place is the dateline's, or acts by its government."""
PEOPLE = re.compile(r"(er|or|ist|ian|ee|man|men|woman|women)$")
BACK = frozenset({"the", "that"})
"""Articles of a paper that was named before."""
IN_A_NAME = frozenset({"compound", "nmod", "amod", "det", "nummod", "poss", "case"})
LINKS = frozenset({"for", "of", "on", "&", "and", "the"})


def speakers_of(doc: Doc, span: Span | None, head: int | None) -> tuple[Mention, ...]:
    """Return the mentions that name the speaker: those over the head of the source, or made of it.

    A relative pronoun has its antecedent as `head`, outside the span. Without a head, or where it is no noun,
    all mentions in the source are taken.
    """
    if span is None:
        return ()
    mentions: tuple[Mention, ...] = doc._.mentions
    if head is not None:
        token = doc[head]
        found = [m for part in (token, *token.conjuncts) for m in _at(doc, part, mentions)]
        if found or _is_paper(token):
            return unique(found)
    inside = [m for m in mentions if m.span.overlaps(span)]
    own = [m for m in inside if not _owns(doc, m)]  # of "the boy's great-uncle" the boy says nothing
    return unique(own or inside)


def _owns(doc: Doc, mention: Mention) -> bool:
    """Tell whether a mention only says whose somebody is."""
    words = doc.char_span(mention.span.start, mention.span.end, alignment_mode="expand")
    return words is not None and words.root.dep_ == "poss"


def _at(doc: Doc, head: Token, mentions: Sequence[Mention]) -> Sequence[Mention]:
    """Return the mentions over a noun, else the owners of a paper, else a new one of a name or of several."""
    over = [m for m in mentions if m.span.start <= head.idx < m.span.end]
    if over:
        return over
    if head.pos_ == "PROPN":
        return [_named(doc, head, mentions)] if head.ent_type_ in NAMED else []
    if _is_paper(head):
        owners = possessors(head) or objects_of(head, "from") or objects_of(head, "of")
        owners = owners or [
            kid for kid in head.children if kid.dep_ in IN_A_NAME and kid.pos_ in {"NOUN", "PROPN"}
        ]
        of = [m for own in owners for m in mentions if m.span.start <= own.idx < m.span.end]
        told_before = any(kid.lower_ in BACK for kid in head.children)  # "the statement": its issuer's
        return of if of or told_before else [_described(doc, head, mentions)]
    of_a_name = head.i > 0 and doc[head.i - 1].pos_ == "PROPN" and doc[head.i - 1].head.i == head.i
    owned = [kid for kid in head.children if kid.dep_ == "poss"]
    named = of_a_name or any(kid.pos_ == "PROPN" or is_people(lemma_of(head)) for kid in owned)
    people = is_people(lemma_of(head))
    return [_described(doc, head, mentions)] if people or (head.tag_ == "NN" and named) else []


def is_people(lemma: str) -> bool:
    """Tell whether a noun is one for people, by its ending where the table does not have it."""
    return lemma in cues().people or bool(PEOPLE.search(lemma) and lemma not in cues().things)


def _is_paper(token: Token) -> bool:
    return token.pos_ == "NOUN" and lemma_of(token) in cues().documents


def _named(doc: Doc, head: Token, mentions: Sequence[Mention]) -> Mention:
    """Return the mention of a name: of somebody named in full elsewhere, else of a new actor."""
    words = _name(doc, head)
    text = words.text
    bearer = next(
        (m.actor for m in mentions if m.actor.kind == "person" and m.actor.name.split()[-1:] == [text]), None
    )
    if bearer is not None:
        return _mention(words, bearer, f"last name of {bearer.name}", SURE_OF_NAME)
    inside = (m for m in mentions if words.start_char <= m.span.start and m.span.end <= words.end_char)
    article = doc[words.start - 1].lower_ == "the" if words.start else False
    alone = len(words) == 1 and not article and words.label_ != "ORG"
    person = words.label_ == "PERSON" or alone or any(m.actor.kind == "person" for m in inside)
    kind: ActorKind = "person" if person else "organisation"
    name = " ".join(text.split())
    if article and len(words) == 1:
        name = f"The {name}"
    actor = Actor(id=f"{'person' if person else 'org'}/{slug(name)}", name=name, kind=kind)
    return _mention(words, actor, "name is not in the who's who", SURE_OF_NAME)


def _name(doc: Doc, head: Token) -> DocSpan:
    """Return the words of a name: what spaCy took for one, else its capitalised words."""
    entity = next((ent for ent in doc.ents if ent.start <= head.i < ent.end), None)
    if entity is not None:
        start = entity.start + (entity[0].lower_ == "the" and len(entity) > 1)
        end = entity.end - (doc[entity.end - 1].tag_ == "POS")
        return DocSpan(doc, start, max(end, start + 1), label=entity.label_)
    start, end = head.i, head.i + 1
    while start > 0 and doc[start - 1].pos_ == "PROPN" and doc[start - 1].head.i in range(start, end):
        start -= 1
    while end < len(doc) and (_goes_on(doc, end)):
        end += 1
    return doc[start:end]


def _goes_on(doc: Doc, at: int) -> bool:
    """Tell whether a name goes on: "Center for Strategic & International Studies"."""
    ahead = doc[at : at + 3]
    if ahead[0].pos_ == "PROPN":
        return ahead[0].text[:1].isupper()
    capital = any(token.text[:1].isupper() for token in ahead[1:2])
    return ahead[0].lower_ in LINKS and ahead[0].lower_ != "and" and capital


def _described(doc: Doc, head: Token, mentions: Sequence[Mention]) -> Mention:
    """Return the mention of several without a name ("the chairmen"), of the state of those they are of."""
    start = head.i
    while start > 0 and doc[start - 1].dep_ in IN_A_NAME and doc[start - 1].head.i == head.i:
        start -= 1
    words = doc[start : head.i + 1]
    owners = possessors(head) or objects_of(head, "of")
    of = next((m.actor for m in mentions for own in owners if m.span.start <= own.idx < m.span.end), None)
    code = of.code if of is not None else ""
    own = [token for token in words if token.pos_ not in {"DET", "PRON"}]
    name = " ".join(token.text for token in own)
    lemmas = "-".join(filter(None, [code.lower(), *(token.lemma_.lower() for token in own)]))
    actor = Actor(id=f"description/{lemmas}", name=name, kind="description", code=code)
    return _mention(words, actor, f"description: speaks as {name!r}", SURE_OF_WORDS, how_named=False)


def _mention(
    words: DocSpan, actor: Actor, because: str, confidence: float, *, how_named: bool = True
) -> Mention:
    return Mention(
        span=Span(start=words.start_char, end=words.end_char),
        text=words.text,
        actor=actor,
        how="name" if how_named else "description",
        because=because,
        confidence=confidence,
    )


def with_speakers(text: str, statements: Iterable[Statement]) -> list[Statement]:
    """Give "I" inside somebody's words, and "the statement", the speaker whose words or paper they are."""
    done: list[Statement] = []
    for statement in statements:
        if not statement.speakers and statement.speaker_span is not None:
            words = statement.speaker_span.of(text).lower().split()
            if len(words) == 2 and words[0] in BACK and words[1] in cues().documents:
                before = [one for one in done[-GOES_BACK:] if one.speakers and not one.parent]
                statement = _spoken_by(statement, before[-1:], text, SURE_OF_PAPER)
        done.append(statement)
    by_id = {statement.id: statement for statement in done}
    for number, statement in enumerate(done):
        span = statement.speaker_span
        if not statement.speakers and span is not None and span.of(text).lower() in OWN_WORDS:
            around = by_id.get(statement.parent)
            done[number] = _spoken_by(statement, [around] if around else [], text, SURE_OF_FIRST_PERSON)
    return done


def _spoken_by(statement: Statement, others: Sequence[Statement], text: str, confidence: float) -> Statement:
    """Return a statement with the speakers of another one, under the words of its own source."""
    span = statement.speaker_span
    if span is None or not others:
        return statement
    words = span.of(text)
    speakers = tuple(
        Mention(
            span=span,
            text=words,
            actor=mention.actor,
            how="speaker",
            because=f"“{words}” in the words of {mention.actor.name}",
            confidence=confidence * mention.confidence,
        )
        for mention in others[0].speakers
    )
    return statement.model_copy(update={"speakers": speakers})
