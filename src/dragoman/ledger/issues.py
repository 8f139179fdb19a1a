"""What parties contend over, found across all reports: positions under one name for each issue.

A position's issue is, in this order: what a person judged (split, renamed, merged), the first issue of the
user's file with most cues in its words, the package's topic that the coder found, and else a group of
positions that speak of the same, named by the noun that most of them turn on.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from dragoman.coding.issues import OTHER, Issue, topic_names
from dragoman.ledger.judgements import Judgement
from dragoman.ledger.words import content_words, likeness, plain_words, stem
from dragoman.records import Position

_ALIKE = 0.30
"""Average likeness of words from which two groups of positions speak of one issue."""
_SAMPLE = 12
"""Positions of a group that are compared with those of another."""
_TELLING = 3.5
"""Weight from which a word that two groups share is a reason to compare them."""

Weights = Mapping[str, float]


def issue_names(
    positions: Sequence[Position],
    fixed: Sequence[Issue],
    judgements: Iterable[Judgement],
    present: Mapping[str, str],
    weights: Weights,
) -> dict[str, str]:
    """Return the issue of each position by its id.

    Args:
        positions: Those of all reports, each id once, sorted by id.
        fixed: Issues of the user's file, the first ones first.
        judgements: Those in force, oldest first.
        present: Member as judgements name it to the telling of this ledger.
        weights: Weight of each word.
    """
    cues = [{_stems(cue) for cue in (issue.name, *issue.cues)} for issue in fixed]
    names = {position.id: _fixed(position, fixed, cues) for position in positions}
    found = _found([position for position in positions if not names[position.id]], weights)
    names |= found
    for made in judgements:
        if made.kind in ("rename", "merge"):
            names = {key: made.value if name == made.field else name for key, name in names.items()}
        elif made.kind == "split":
            moved = {present.get(anchor.member) for anchor in made.one}
            names |= {position.id: made.value for position in positions if position.source in moved}
    return names


def _fixed(position: Position, fixed: Sequence[Issue], cues: Sequence[set[tuple[str, ...]]]) -> str:
    """Return the issue of the user's file with most cues in the words of a position; empty for none.

    Args:
        position: A position.
        fixed: Issues of the file.
        cues: The name and cues of each, in stems.
    """
    if not fixed:
        return ""
    named = position.issue if position.issue in {issue.name for issue in fixed} else ""
    words = [stem(word) for word in plain_words(position.content)]
    runs = {tuple(words[i : i + n]) for n in (1, 2, 3, 4) for i in range(len(words) - n + 1)}
    scores = [sum(map(len, held & runs)) for held in cues]
    best = max(scores)
    return fixed[scores.index(best)].name if best else named


def _stems(cue: str) -> tuple[str, ...]:
    return tuple(stem(word) for word in plain_words(cue))


def _found(positions: Sequence[Position], weights: Weights) -> dict[str, str]:
    """Group positions under the names that the coder gave, and join names under which the same is told."""
    words = {position.id: content_words(position.content) for position in positions}
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for position in positions:
        groups[position.issue].append(position.id)
    loose = set(groups) - topic_names() - {OTHER}
    joined = _joined(groups, loose, words, weights)
    names = {key: joined[name] for name, keys in groups.items() for key in keys}
    # What has no noun of its own goes where most like it is told.
    known = {name: keys for name, keys in groups.items() if name != OTHER}
    for key in groups.get(OTHER, ()):
        likest = [
            (_average([key], keys, words, weights), name)
            for name, keys in known.items()
            if _share([key], keys, words, weights)
        ]
        score, name = max(likest, default=(0.0, OTHER))
        if score >= _ALIKE:
            names[key] = joined[name]
    return names


def _joined(
    groups: Mapping[str, list[str]],
    loose: Collection[str],
    words: Mapping[str, tuple[str, ...]],
    weights: Weights,
) -> dict[str, str]:
    """Return the name that each name goes by: a loose one can join a topic, or another that is told more."""
    by_word: defaultdict[str, set[str]] = defaultdict(set)
    for name, keys in groups.items():
        if name != OTHER:
            for key in keys:
                for word in words[key]:
                    if weights[word] >= _TELLING:
                        by_word[word].add(name)
    order = Counter({name: len(keys) for name, keys in groups.items()})
    rank = {name: (name in loose, -order[name], name) for name in groups}
    joined = {name: name for name in groups}
    for name in sorted(loose, key=lambda loose_name: rank[loose_name], reverse=True):
        near = {other for key in groups[name] for word in words[key] for other in by_word.get(word, ())}
        better = [other for other in near if rank[other] < rank[name]]
        scored = [(_average(groups[name], groups[other], words, weights), other) for other in sorted(better)]
        score, other = max(scored, default=(0.0, name))
        if score >= _ALIKE:
            joined[name] = other
    return {name: _followed(name, joined) for name in joined}


def _followed(name: str, joined: Mapping[str, str]) -> str:
    while joined[name] != name:
        name = joined[name]
    return name


def _average(
    one: Sequence[str], other: Sequence[str], words: Mapping[str, tuple[str, ...]], weights: Weights
) -> float:
    pairs = [likeness(words[a], words[b], weights) for a in one[:_SAMPLE] for b in other[:_SAMPLE]]
    return sum(pairs) / len(pairs)


def _share(
    one: Sequence[str], other: Sequence[str], words: Mapping[str, tuple[str, ...]], weights: Weights
) -> bool:
    telling = {word for key in one for word in words[key] if weights[word] >= _TELLING}
    return any(not telling.isdisjoint(words[key]) for key in other)
