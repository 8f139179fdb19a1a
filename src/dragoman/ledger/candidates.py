"""Which tellings are worth comparing: they share a party, and words or days that few others share.

Three ways to be a candidate, so that the work grows with what happens at one time and not with the
square of all tellings:

- near: a party and a content word in common, and days that touch;
- undated: a party and a content word in common, where one has no date;
- retold: a party and two of the rarest words in common, however far apart the days.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from itertools import combinations

from dragoman.ledger.tellings import Party, Telling
from dragoman.ledger.tuning import Tuning

_SAME_WORDS = 4
"""Content words from which two tellings in the very same words are compared whoever speaks."""
_RAREST = 6
"""Of a telling's words, how many serve to find it told again long after."""

Key = tuple[str, ...]


def candidate_pairs(
    tellings: Iterable[Telling], rarity: Mapping[str, float], tuning: Tuning
) -> list[tuple[str, str]]:
    """Return pairs of ids (the lesser first, sorted) that may tell the same thing.

    Args:
        tellings: All tellings.
        rarity: Weight of each word.
        tuning: `largest_block` bounds how many tellings are compared with each other on one ground.
    """
    blocks: defaultdict[Key, list[Telling]] = defaultdict(list)
    retold: defaultdict[Key, list[str]] = defaultdict(list)
    for telling in sorted(tellings, key=_by_day):
        for key in set(_near_keys(telling)):
            blocks[key].append(telling)
        for key in set(_retold_keys(telling, rarity, tuning)):
            retold[key].append(telling.id)
    found: set[tuple[str, str]] = set()
    for members in blocks.values():
        if len(members) > 1:
            found.update(_near(members, tuning))
    for ids in retold.values():
        if 1 < len(ids) <= tuning.largest_block:
            found.update(combinations(sorted(ids), 2))
    return sorted(found)


def _near(members: list[Telling], tuning: Tuning) -> set[tuple[str, str]]:
    """Return the pairs of a block whose days touch or are unknown; none where too many are."""
    reach = timedelta(days=tuning.when.near_days)
    undated = [member for member in members if member.when is None]
    dated = [member for member in members if member.when is not None]
    found: set[tuple[str, str]] = set()
    if undated and len(members) <= tuning.largest_block:
        found.update(_pair(one, other) for one in undated for other in members if one is not other)
    open_still: list[Telling] = []
    for member in dated:
        first = member.when.start if member.when is not None else None
        open_still = [one for one in open_still if one.when and first and one.when.end + reach >= first]
        if len(open_still) >= tuning.largest_block:
            return set()
        found.update(_pair(one, member) for one in open_still)
        open_still.append(member)
    return found


def _near_keys(telling: Telling) -> Iterator[Key]:
    for name in _party_names(telling):
        if telling.kind == "plan":
            yield (telling.kind, name)
        else:
            for word in telling.words:
                yield (telling.kind, name, word)


def _retold_keys(telling: Telling, rarity: Mapping[str, float], tuning: Tuning) -> Iterator[Key]:
    if len(telling.words) >= _SAME_WORDS:
        yield (telling.kind, "same words", *telling.words)
    if telling.kind == "plan" or (telling.kind == "event" and telling.category not in tuning.retellable):
        return
    rarest = sorted(set(telling.words), key=lambda word: (-rarity.get(word, 0.0), word))[:_RAREST]
    for name in _party_names(telling):
        for one, other in combinations(sorted(rarest), 2):
            yield (telling.kind, name, one, other)


def _party_names(telling: Telling) -> set[str]:
    return {name for party in telling.parties for name in _names(party)}


def _names(party: Party) -> set[str]:
    return {party.id, party.code} - {""}


def _by_day(telling: Telling) -> tuple[str, str]:
    return (telling.when.start.isoformat() if telling.when else "", telling.id)


def _pair(one: Telling, other: Telling) -> tuple[str, str]:
    return (one.id, other.id) if one.id < other.id else (other.id, one.id)
