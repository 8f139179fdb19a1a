"""Attributions that layout makes: speakers' labels in transcripts, and headlines that quote."""

from __future__ import annotations

import re
from dataclasses import dataclass

from spacy.tokens import Doc

from dragoman.coding.attribution import Attribution
from dragoman.coding.attribution_cues import cues
from dragoman.coding.attribution_syntax import Chars, text_of
from dragoman.coding.quotes import find_quotes, paragraphs_of

LABEL = re.compile(r"[“\"]?(?P<name>[A-Z][^\s:“\"]*(?:\s(?:of|the|and|[A-Z][^\s:“\"]*)){0,6}):\s+(?=\S)")
"""A label that opens a paragraph: a speaker's name in a transcript or a headline."""
LABEL_WORDS = 4
"""A longer label that names nobody is a heading."""
TURNS = 2
"""Labelled paragraphs that make a transcript: a speaker's turn then runs on to the next label."""
NAMED = frozenset({"PERSON", "ORG", "GPE", "NORP"})
HEADLINE_WORDS = 20
HEADLINES = 2
"""How many paragraphs at the head of a report can be its headline."""
CLOSED = re.compile(r"[.!?…][”’\"')\]]*\s*$")
TOPIC = re.compile(r"\s(?:on|over|about|as|after|before|in|at|amid|during|when|while|of|for)\s")
"""Words that begin what a headline's speaker speaks about."""
AFTER_DASH = re.compile(r"\s[–—-]\s(?P<name>[^\s–—:,“\"‘'][^–—:,“\"‘']*)$")
SPEAKER_WORDS = 5


@dataclass(frozen=True)
class Turn:
    """A labelled paragraph, in characters: the label's name, and what follows it."""

    name: Chars
    content: Chars


def find_by_label(doc: Doc) -> list[Attribution]:
    """Return attributions by a speaker's label: the turns of a transcript."""
    text = text_of(doc)
    places = [(start, start + len(text[start:end].rstrip())) for start, end in paragraphs_of(text)]
    turns: dict[int, Turn] = {}
    for number, (start, end) in enumerate(places):
        label = LABEL.match(text, start, end)
        if label is not None and label.end() < end:
            turns[number] = Turn(label.span("name"), (label.end(), end))
    named = {number for number, turn in turns.items() if _names_a_speaker(doc, turn)}
    if len(named) + 1 >= TURNS and len(turns) >= TURNS:
        named |= {number for number, turn in turns.items() if _may_be_a_speaker(doc, turn)}
    found = []
    for number in sorted(named):
        name = turns[number].name
        contents = [turns[number].content]
        following = min((other for other in turns if other > number), default=number)
        if len(named) >= TURNS:
            contents += places[number + 1 : following]
        form = "turn" if len(named) >= TURNS else "label"
        found.append(_said(doc, name, (name[1], name[1] + 1), contents, form))
    return [item for item in found if item is not None]


def _said(doc: Doc, who: Chars, cue: Chars, contents: list[Chars], form: str = "label") -> Attribution | None:
    name = doc.char_span(*who, alignment_mode="expand")
    if name is None:
        return None
    mark = doc.char_span(*cue, alignment_mode="expand")
    head = mark[0].i if mark is not None else name.end - 1
    return Attribution(head, "says", form, cue, who, name.root.i, contents, 0.6)


def _names_a_speaker(doc: Doc, turn: Turn) -> bool:
    """Tell whether the label is a name, an office or a question's "Q", and not a heading."""
    tokens = doc.char_span(*turn.name, alignment_mode="expand")
    if tokens is None:
        return False
    label = tokens.text.lower()
    if label in cues().headings:
        return False
    if label in cues().speakers:
        return True
    if any(token.pos_ == "VERB" for token in tokens):
        return False
    if any(token.ent_type_ in NAMED for token in tokens):
        return True
    return len(tokens) <= LABEL_WORDS and bool(find_quotes(text_of(doc)[slice(*turn.content)]))


def _may_be_a_speaker(doc: Doc, turn: Turn) -> bool:
    """Tell whether the label can name a speaker, where other labels of the text do."""
    tokens = doc.char_span(*turn.name, alignment_mode="expand")
    if tokens is None or len(tokens) > LABEL_WORDS or tokens.text.lower() in cues().headings:
        return False
    return not any(token.pos_ == "VERB" and not token.text[0].isupper() for token in tokens)


def find_by_headline(doc: Doc) -> list[Attribution]:
    """Return what a headline quotes: "'...': speaker on ...", "... – speaker"."""
    text = text_of(doc)
    found: list[Attribution | None] = []
    for start, end in list(paragraphs_of(text))[:HEADLINES]:
        line = text[start:end].rstrip()
        if CLOSED.search(line) or len(line.split()) > HEADLINE_WORDS or "\n" in line:
            continue
        found += [_before_colon(doc, start, line), _before_dash(doc, start, line)]
    return [item for item in found if item is not None]


def _before_colon(doc: Doc, start: int, line: str) -> Attribution | None:
    """Return the quotation that opens a headline before a colon and its speaker."""
    quotes = [quote for quote in find_quotes(line) if quote.start == 0 and line[quote.end :].startswith(": ")]
    if not quotes:
        return None
    end = quotes[0].end
    rest = line[end + 2 :]
    who = TOPIC.split(rest, maxsplit=1)[0]
    if not _is_a_speaker(doc, start + end + 2, who):
        return None
    source = (start + end + 2, start + end + 2 + len(who))
    return _said(doc, source, (start + end, start + end + 1), [(start, start + end)])


def _before_dash(doc: Doc, start: int, line: str) -> Attribution | None:
    """Return what a headline says before a dash and its speaker."""
    match = AFTER_DASH.search(line)
    if match is None or not _is_a_speaker(doc, start + match.start("name"), match["name"]):
        return None
    content = line[: match.start()].rstrip(" .,")
    if len(content.split()) < LABEL_WORDS:
        return None
    source = (start + match.start("name"), start + match.end("name"))
    cue = (start + match.start() + 1, start + match.start() + 2)
    return _said(doc, source, cue, [(start, start + len(content))])


def _is_a_speaker(doc: Doc, start: int, words: str) -> bool:
    """Tell whether the words are a short noun phrase that can speak."""
    if not words.strip() or len(words.split()) > SPEAKER_WORDS:
        return False
    tokens = doc.char_span(start, start + len(words), alignment_mode="expand")
    if tokens is None or any(token.pos_ in ("VERB", "AUX") for token in tokens):
        return False
    if any(token.ent_type_ in NAMED for token in tokens):
        return True
    overlapping = [m for m in doc._.mentions if m.span.start < start + len(words) and start < m.span.end]
    return bool(overlapping) or (tokens.root.pos_ in ("NOUN", "PROPN") and tokens.root.tag_ in ("NNS", "NNP"))
