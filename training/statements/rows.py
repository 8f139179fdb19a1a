"""Articles with marked attributions as the tagger's examples: windows with labels of their words."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from dragoman.coding.tagger_words import Hint, Window, Words, cut, hints_of, roles_of, words_of
from dragoman.evaluate import passages
from dragoman.evaluate.statements import Marked, read
from dragoman.language.word_pieces import WordPieces

FLAT = ("O", "B-cue", "I-cue", "B-source", "I-source", "B-content", "I-content")
ROLES = ("O", "B-source", "I-source", "B-content", "I-content")
IGNORE = -100
SWAPS = ((("“", '"'), ("”", '"')), (("“", "‘"), ("”", "’")), (("“", "«"), ("”", "»")))
"""Styles of quotation marks that the articles are also read in."""


UNHINTED = 0.1
"""Share of readings without the rules' hints."""
Ranges = list[tuple[int, int]]


@dataclass
class Query:
    """A cue (first and last word, exclusive) and the role of every word of its window beside it."""

    first: int
    last: int
    roles: list[int]
    hints: list[int]
    """What rules say of the cue: 0 nothing at all, else 1 + role."""
    weight: float = 1.0


@dataclass
class Example:
    """A window with the flat label of every word and one query for each cue."""

    window: Window
    flat: list[int]
    queries: list[Query]


@dataclass(frozen=True)
class Article:
    """A text with its marked attributions."""

    name: str
    text: str
    marked: list[Marked]
    hints: list[Hint]
    left_out: bool = False
    """True where rules were read for other articles only."""
    inner: Sequence[Marked] = ()
    """Attributions inside others: asked about, but no cues to the flat head, which follows PolNeAR."""


def articles(folder: Path, rules: Sequence[Path] = ()) -> list[Article]:
    """Return the articles of a folder in the PolNeAR form, with what `rules` say of them."""
    hints: dict[str, list[Hint]] = {}
    for path in rules:
        for line in path.read_text(encoding="utf-8").splitlines():
            name, found = json.loads(line)
            hints[name] = [Hint(source, cue, contents) for source, cue, contents in found]
    return [
        Article(name, text, marked, hints.get(name, []), left_out=bool(rules) and name not in hints)
        for name, text, marked in read(folder)
    ]


def own_articles(path: Path) -> list[Article]:
    """Return our own passages (`dragoman.evaluate.passages` says in which form)."""
    found = []
    for number, passage in enumerate(passages.read(path)):
        marked = [Marked(item.source, item.cue, item.content) for item in passage.told]
        inner = [item.outer >= 0 for item in passage.told]
        outer = [item for item, inside in zip(marked, inner, strict=True) if not inside]
        nested = [item for item, inside in zip(marked, inner, strict=True) if inside]
        found.append(Article(f"own {number}", passage.text, outer, [], inner=nested))
    return found


def split(found: list[Article], seed: int = 7, held: int = 42) -> tuple[list[Article], list[Article]]:
    """Return the articles to learn from and `held` to tune on."""
    order = sorted(found, key=lambda article: article.name)
    random.Random(seed).shuffle(order)
    kept, tuned = ([a for a in part if not a.left_out] for part in (order[held:], order[:held]))
    return kept, tuned


def restyled(article: Article, draw: random.Random) -> Article:
    """Return the article with another style of quotation marks, now and then; offsets stay."""
    if draw.random() > 0.35:
        return article
    text = article.text
    for old, new in draw.choice(SWAPS):
        text = text.replace(old, new)
    return replace(article, text=text)


def examples(
    article: Article, pieces: WordPieces, marks: tuple[int, int, int], size: int, draw: random.Random
) -> Iterator[Example]:
    """Yield the windows of an article, cut anew at each call; cues whose parts are cut are left out."""
    hinted = article.hints if draw.random() > UNHINTED else []
    words = words_of(article.text, hinted)
    if not len(words):
        return
    cut_pieces = [pieces.word(form) for form in words.forms]
    spans = [_in_words(words, item) for item in article.marked]
    asked = [*article.marked, *article.inner]
    for window in cut(words, cut_pieces, marks, draw.randint(size * 5 // 8, size), 12):
        flat = _flat(window, spans)
        queries = []
        for item in asked:
            source, cue, content = _in_words(words, item)
            if not cue:
                continue
            low = min(low for low, _ in (*source, *cue, *content))
            high = max(high for _, high in (*source, *cue, *content))
            if low < window.first or high > window.last:
                continue
            first, last = cue[0][0], cue[-1][1]
            roles = roles_of(words, window, item.source, item.content)
            hints = hints_of(words, window, hinted, first, last)
            queries.append(Query(first - window.first, last - window.first, roles, hints))
        queries += _refused(words, window, hinted, spans)
        yield Example(window, flat, queries)


def _refused(
    words: Words, window: Window, hints: Sequence[Hint], spans: Sequence[tuple[Ranges, Ranges, Ranges]]
) -> list[Query]:
    """Return queries for what rules take for a cue and the annotators did not, outside contents."""
    marked = [part for _, cue, content in spans for part in (*cue, *content)]
    queries = []
    for hint in hints:
        place = words.range_of(*hint.cue) if hint.cue else None
        if place is None or not (window.first <= place[0] and place[1] <= window.last):
            continue
        if not any(low < place[1] and place[0] < high for low, high in marked):
            row = hints_of(words, window, hints, *place)
            first, last = place[0] - window.first, place[1] - window.first
            queries.append(Query(first, last, [0] * _length(window), row, 0.5))
    return queries


def _length(window: Window) -> int:
    return window.last - window.first


def _flat(window: Window, spans: Sequence[tuple[Ranges, Ranges, Ranges]]) -> list[int]:
    flat = [0] * _length(window)
    for part, number in ((2, 5), (0, 3), (1, 1)):
        for item in spans:
            for start, end in item[part]:
                _fill(flat, window, start, end, number)
    return flat


def _fill(labels: list[int], window: Window, start: int, end: int, number: int) -> None:
    for place in range(max(start, window.first), min(end, window.last)):
        labels[place - window.first] = number if place == start else number + 1


def _in_words(words: Words, item: Marked) -> tuple[Ranges, Ranges, Ranges]:
    """Return source, cue and content as ranges of words."""
    return tuple(
        [found for span in part if (found := words.range_of(*span)) is not None]
        for part in (item.source, item.cue, item.content)
    )  # type: ignore[return-value]
