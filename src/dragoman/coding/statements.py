"""Statements: who said what. Attributions are found by rules and by the tagger, joined, and made records."""

from __future__ import annotations

import logging
from dataclasses import replace
from pathlib import Path
from typing import cast

from spacy.language import Language
from spacy.tokens import Doc

from dragoman.coding.attribution import Attribution, find_by_verb
from dragoman.coding.attribution_acts import act_of
from dragoman.coding.attribution_cues import forms_of, kind_of
from dragoman.coding.attribution_details import Details, details_of
from dragoman.coding.attribution_labels import find_by_headline, find_by_label
from dragoman.coding.attribution_nouns import find_by_noun, find_by_phrase
from dragoman.coding.attribution_quotes import extend_over_quotes, link_quotes, quoted_at
from dragoman.coding.attribution_syntax import is_negated, text_of
from dragoman.coding.attribution_tagged import join
from dragoman.coding.dating import carry_dates
from dragoman.coding.quotes import Quote, find_quotes
from dragoman.coding.speakers import speakers_of, with_speakers
from dragoman.coding.tagger import Tagger, load_tagger
from dragoman.coding.tagger_words import Hint
from dragoman.coding.utterances import Sentences, utterances
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
    """Return the statements of `doc`, one a sentence, with their dates and their parents.

    They are found by rules alone without a tagger.
    """
    body = body_of(doc)
    report = report_id(doc)
    quotes = find_quotes(text_of(doc))
    found = [item for item in find(doc, tagger) if _first(item) >= body.start]
    dated = carry_dates(text_of(doc), [_record(doc, item, report, quotes) for item in found])
    sentences = Sentences(doc)
    records: list[Statement] = []
    for item, record in zip(found, dated, strict=True):
        parts = utterances(sentences, record)
        records += [_of_kind(doc, item, part, quotes) for part in parts] if len(parts) > 1 else parts
    return tuple(with_speakers(text_of(doc), _with_parents(_told_once(records))))


def _told_once(records: list[Statement]) -> list[Statement]:
    """Leave out a sentence that the same speakers say in a surer statement, too."""
    surest: dict[tuple[tuple[Span, ...], frozenset[str]], Statement] = {}
    for record in sorted(records, key=lambda one: (one.confidence, not one.part_of)):
        surest[record.contents, frozenset(m.actor.id for m in record.speakers)] = record
    return [record for record in records if record in surest.values()]


def _first(item: Attribution) -> int:
    return min([item.start, *(edge[0] for edge in (item.source, item.cue) if edge)])


def _of_kind(doc: Doc, item: Attribution, part: Statement, quotes: list[Quote]) -> Statement:
    own = replace(item, contents=[(span.start, span.end) for span in part.contents])
    kind = _kind(doc, own, quotes)
    return part.model_copy(update={"kind": kind, "act": act_of(doc, own, kind)})


def _record(doc: Doc, item: Attribution, report: str, quotes: list[Quote]) -> Statement:
    """Make the record of one attribution."""
    edges = [edge for edge in (item.source, item.cue, *item.contents) if edge is not None]
    kind = _kind(doc, item, quotes)
    source = Span(start=item.source[0], end=item.source[1]) if item.source else None
    details = details_of(doc, item) if item.cue else Details()
    head = doc[min(item.anchor if item.anchor >= 0 else item.head, len(doc) - 1)]
    return Statement(
        id=content_id("s", report, item.source, item.cue, item.contents),
        report=report,
        span=Span(start=min(edge[0] for edge in edges), end=max(edge[1] for edge in edges)),
        kind=kind,
        speakers=speakers_of(doc, source, item.speaker),
        speaker_span=source,
        cue=Span(start=item.cue[0], end=item.cue[1]) if item.cue else None,
        contents=tuple(Span(start=start, end=end) for start, end in item.contents),
        stance=item.stance,
        act=act_of(doc, item, kind),
        addressees=speakers_of(doc, details.addressee, _head_of(doc, details.addressee)),
        addressee_text=details.addressee.of(text_of(doc)) if details.addressee else "",
        channel=details.channel,
        place=details.place,
        when=when_for(head, doc),
        confidence=item.confidence,
    )


def _head_of(doc: Doc, span: Span | None) -> int | None:
    """Return the number of the word that the others of a span depend on."""
    words = doc.char_span(span.start, span.end, alignment_mode="expand") if span is not None else None
    return words.root.i if words is not None else None


def _kind(doc: Doc, item: Attribution, quotes: list[Quote]) -> StatementKind:
    """Return direct when all words of the contents are quoted, mixed when some are, else indirect."""
    text, takes_quote = text_of(doc), "quote" in forms_of(doc[min(item.head, len(doc) - 1)])
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
    """Sets `doc._.statements`, and adds to `doc._.mentions` the speakers whom only a statement names."""

    def __init__(self, tagger: Tagger | None = None) -> None:
        register()
        self.tagger = tagger

    def __call__(self, doc: Doc) -> Doc:
        """Find the statements of `doc`."""
        doc._.statements = statements_of(doc, self.tagger)
        doc._.mentions = _with_named(doc._.mentions, doc._.statements)
        return doc


def _with_named(mentions: tuple[Mention, ...], statements: tuple[Statement, ...]) -> tuple[Mention, ...]:
    """Add the speakers whom only their statement names; a part of their name taken for another goes."""
    known = {(mention.span, mention.actor.id) for mention in mentions}
    new = {
        (mention.span, mention.actor.id): mention
        for statement in statements
        for mention in statement.speakers
        if mention.how in {"name", "description"} and (mention.span, mention.actor.id) not in known
    }
    kept = [m for m in mentions if not any(span.contains(m.span) and span != m.span for span, _ in new)]
    return tuple(sorted([*kept, *new.values()], key=lambda mention: (mention.span.start, mention.span.end)))


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
