"""Statements: who said what. Attributions are found by rules and by the tagger, joined, and made records."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import cast

from spacy.language import Language
from spacy.tokens import Doc

from dragoman.coding.attribution import Attribution, find_by_verb
from dragoman.coding.attribution_cues import forms_of, kind_of
from dragoman.coding.attribution_details import Details, details_of
from dragoman.coding.attribution_labels import find_by_headline, find_by_label
from dragoman.coding.attribution_nouns import find_by_noun, find_by_phrase
from dragoman.coding.attribution_quotes import extend_over_quotes, link_quotes, quoted_at
from dragoman.coding.attribution_syntax import is_negated, text_of
from dragoman.coding.attribution_tagged import join
from dragoman.coding.dating import carry_dates
from dragoman.coding.quotes import Quote, find_quotes
from dragoman.coding.tagger import Tagger, load_tagger
from dragoman.coding.tagger_words import Hint
from dragoman.errors import DragomanError
from dragoman.language.extensions import body_of, register, report_id
from dragoman.language.times import when_for
from dragoman.records import Mention, Span, Statement, StatementKind, content_id

NAME = "dragoman_statements"
MODELS = Path(__file__).parent.parent / "models"
"""Where the weights of the tagger lie, unless the component is told another folder."""
log = logging.getLogger(__name__)
WHOLE = frozenset({"quote", "clause", "label", "turn", "signature", "phrase"})
"""Forms whose content can be a whole utterance; with the others, quoted words are a part of a sentence."""


def find(doc: Doc, tagger: Tagger | None = None) -> list[Attribution]:
    """Return the attributions of `doc`, in the order of their first character."""
    quotes = find_quotes(text_of(doc))
    found = find_by_rules(doc, quotes)
    if tagger is not None:
        hints = [Hint(item.source, item.cue, item.contents) for item in found]
        found = join(doc, found, tagger.read(text_of(doc), hints), quotes)
    return sorted((item for item in found if item.contents), key=lambda item: (item.start, item.head))


def find_by_rules(doc: Doc, quotes: list[Quote]) -> list[Attribution]:
    """Return the attributions that rules find in the parse, in the quotations and in labels."""
    found = [item for item in find_by_verb(doc) if _is_told(doc, item, quotes)]
    found += [item for item in find_by_phrase(doc) if _is_told(doc, item, quotes)]
    found += [item for item in find_by_noun(doc) if _is_told(doc, item, quotes)]
    for item in found:
        if item.cue is not None:
            item.contents = extend_over_quotes(item.contents, quotes, item.cue)
    found += find_by_label(doc)
    found += find_by_headline(doc)
    found += link_quotes(doc, quotes, found)
    return [item for item in found if item.contents]


def _is_told(doc: Doc, item: Attribution, quotes: list[Quote]) -> bool:
    """Leave out what a quoted speaker says of himself or of thoughts; keep what he tells of others."""
    head = doc[item.head]
    if quoted_at(quotes, head.idx) is None:
        return bool(item.contents)
    if item.speaker is None or is_negated(head) or kind_of(item.stance) != "speech" or item.form != "clause":
        return False
    return doc[item.speaker].lower_ not in ("i", "we", "you", "they", "people")


def statements_of(doc: Doc, tagger: Tagger | None = None) -> tuple[Statement, ...]:
    """Return the statements of `doc`, with their dates and their parents; by rules alone without a tagger."""
    body = body_of(doc)
    report = report_id(doc)
    quotes = find_quotes(text_of(doc))
    records: list[Statement] = []
    for item in find(doc, tagger):
        low = min([item.start, *(edge[0] for edge in (item.source, item.cue) if edge)])
        if low < body.start:
            continue
        records.append(_record(doc, item, report, quotes))
    return _with_parents(carry_dates(text_of(doc), records))


def _record(doc: Doc, item: Attribution, report: str, quotes: list[Quote]) -> Statement:
    """Make the record of one attribution."""
    edges = [edge for edge in (item.source, item.cue, *item.contents) if edge is not None]
    source = Span(start=item.source[0], end=item.source[1]) if item.source else None
    details = details_of(doc, item) if item.cue else Details()
    head = doc[min(item.anchor if item.anchor >= 0 else item.head, len(doc) - 1)]
    return Statement(
        id=content_id("s", report, item.source, item.cue, item.contents),
        report=report,
        span=Span(start=min(edge[0] for edge in edges), end=max(edge[1] for edge in edges)),
        kind=_kind(text_of(doc), item, quotes, "quote" in forms_of(doc[min(item.head, len(doc) - 1)])),
        speakers=_mentions_in(doc, source, item.speaker),
        speaker_span=source,
        cue=Span(start=item.cue[0], end=item.cue[1]) if item.cue else None,
        contents=tuple(Span(start=start, end=end) for start, end in item.contents),
        stance=item.stance,
        act=kind_of(item.stance),
        addressees=_mentions_in(doc, details.addressee, None),
        addressee_text=details.addressee.of(text_of(doc)) if details.addressee else "",
        channel=details.channel,
        place=details.place,
        when=when_for(head, doc),
        confidence=item.confidence,
    )


def _kind(text: str, item: Attribution, quotes: list[Quote], takes_quote: bool) -> StatementKind:
    """Return direct when all words of the contents are quoted, mixed when some are, else indirect."""
    quoted = plain = 0
    around = [q for q in quotes if item.cue is not None and q.start <= item.cue[0] < q.end]
    for start, end in item.contents:
        inside = [q for q in quotes if q.depth == len(around) and q.start < end and start < q.end]
        covered = sum(min(end, q.end) - max(start, q.start) for q in inside)
        rest = text[start:end]
        for quote in inside:
            rest = rest.replace(text[max(start, quote.start) : min(end, quote.end)], " ")
        quoted += covered
        plain += sum(character.isalnum() for character in rest)
    if item.form == "turn":
        return "direct"
    if not quoted:
        return "indirect"
    whole = item.form in WHOLE or (item.form == "noun" and takes_quote)
    return "mixed" if plain or not whole else "direct"


def _mentions_in(doc: Doc, span: Span | None, head: int | None) -> tuple[Mention, ...]:
    """Return the mentions that name the speaker: those over the head of the source, else all in it.

    A relative pronoun has its antecedent as `head`, outside the span.
    """
    if span is None:
        return ()
    mentions: tuple[Mention, ...] = doc._.mentions
    if head is not None:
        token = doc[head]
        heads = [token, *token.conjuncts]
        at_head = tuple(m for m in mentions if any(m.span.start <= part.idx < m.span.end for part in heads))
        if at_head:
            return at_head
    return tuple(m for m in mentions if m.span.overlaps(span))


def _with_parents(records: list[Statement]) -> tuple[Statement, ...]:
    """Name for each statement the smallest other one whose content holds its cue."""
    contents = [(c.start, c.end, number) for number, record in enumerate(records) for c in record.contents]
    done = []
    for number, record in enumerate(records):
        mark = record.cue or record.contents[0]
        around = [
            (end - start, records[other].id)
            for start, end, other in contents
            if start <= mark.start and mark.end <= end and other != number
            if not any(own.start <= start and end <= own.end for own in record.contents)
        ]
        done.append(record.model_copy(update={"parent": min(around)[1]}) if around else record)
    return tuple(done)


def statement_at(doc: Doc, char: int) -> Statement | None:
    """Return the innermost statement whose contents hold the character `char`, if any."""
    holders = [
        (content.end - content.start, number, statement)
        for number, statement in enumerate(doc._.statements)
        for content in statement.contents
        if content.start <= char < content.end
    ]
    return min(holders, key=lambda holder: holder[:2])[2] if holders else None


def statement_of_cue(doc: Doc, char: int) -> Statement | None:
    """Return the statement in whose cue `char` stands."""
    for statement in doc._.statements:
        if statement.cue is not None and statement.cue.start <= char < statement.cue.end:
            return cast(Statement, statement)
    return None


def telling_statement(doc: Doc, char: int) -> Statement | None:
    """Return the innermost statement that tells what stands at `char`, as a quotation or a clause.

    Who "welcomed the offer" or "explained the plan" does not tell of an offer or a plan.
    """
    by_id = {statement.id: statement for statement in doc._.statements}
    statement = statement_at(doc, char)
    while statement is not None and not _tells(doc, statement, char):
        statement = by_id.get(statement.parent)
    return statement


def _tells(doc: Doc, statement: Statement, char: int) -> bool:
    if statement.kind != "indirect":
        return True
    for content in statement.contents:
        if content.start <= char < content.end:
            span = doc.char_span(content.start, content.end, alignment_mode="expand")
            return span is None or span.root.pos_ in {"VERB", "AUX"} or any(t.dep_ == "mark" for t in span)
    return True


class StatementFinder:
    """Sets `doc._.statements`."""

    def __init__(self, tagger: Tagger | None = None) -> None:
        register()
        self.tagger = tagger

    def __call__(self, doc: Doc) -> Doc:
        """Find the statements of `doc`."""
        doc._.statements = statements_of(doc, self.tagger)
        return doc


@Language.factory(
    NAME,
    requires=["token.dep", "token.pos", "token.lemma"],
    assigns=["doc._.statements"],
    default_config={"models": "", "rules_only": False},
)
def make_statement_finder(nlp: Language, name: str, models: str, rules_only: bool) -> StatementFinder:
    """Make the component. `models` is the folder with the tagger's weights, empty for the packaged ones.

    Without the packaged weights, or with `rules_only`, statements are found by the rules alone. Raises
    `DragomanError` when the folder that was asked for does not hold the weights.
    """
    if rules_only:
        return StatementFinder()
    try:
        return StatementFinder(load_tagger(Path(models) if models else MODELS))
    except DragomanError as error:
        if models:
            raise
        log.info("statements are found by rules alone: %s", error)
        return StatementFinder()
