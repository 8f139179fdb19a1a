"""Which tellings are worth comparing: keys under which those that may tell the same thing meet.

A key names kind and party with one of these grounds, so that the work grows with what happens at one
time and not with the square of all tellings:

- near: a word and a week, for tellings dated to a few days;
- plan: a month that the plan may lie in;
- rare: two of the rarest words however far apart the days, for what is told again weeks later and for
  what has no date; of a telling in one or two words, each of them;
- same: the very same words, whoever speaks.

A key under which more tellings meet than `largest_block` says nothing, and is passed over.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from hashlib import blake2b
from itertools import combinations

from dragoman.ledger.tellings import Party, Telling
from dragoman.ledger.tuning import Tuning

_SAME_WORDS = 4
"""Content words from which two tellings in the very same words are compared whoever speaks."""
_NEAR_WORDS = 8
"""Of a telling's words, the rarest, how many serve to find it told at the same time."""
_RAREST = 6
"""How many serve in pairs to find it told again long after."""
_ALONE = 2
"""Words up to which each serves alone. One word of a longer telling brought together three pairs in four of
all that were compared, and one link in ten, most of them wrong."""
_FEW_DAYS = 31
"""A date that is no closer than this says no week."""
_MONTHS = 13
"""A plan that may lie in more months than this is found by its words."""


def keys(telling: Telling, rarity: Mapping[str, float], tuning: Tuning) -> set[int]:
    """Return the keys of a telling, 63-bit hashes.

    Args:
        telling: An event, statement or plan.
        rarity: Weight of each word.
        tuning: `when.near_days` says how far days may lie apart to be near.
    """
    return {_hashed(key) for key in _keys(telling, rarity, tuning)}


def _keys(telling: Telling, rarity: Mapping[str, float], tuning: Tuning) -> Iterator[tuple[str, ...]]:
    rarest = sorted(set(telling.words), key=lambda word: (-rarity[word], word))
    names = sorted({name for party in telling.parties for name in _names(party)})
    near = list(_weeks(telling, tuning))
    if len(telling.words) >= _SAME_WORDS:
        yield (telling.kind, "same", *telling.words)
    for name in names:
        if telling.kind == "plan":
            for month in _months(telling):
                yield ("plan", name, month)
        for word in rarest[:_NEAR_WORDS]:
            for week in near:
                yield (telling.kind, "near", name, word, week)
        for one, other in combinations(sorted(rarest[:_RAREST]), 2):
            yield (telling.kind, "rare", name, one, other)
        for word in rarest if len(rarest) <= _ALONE else ():
            yield (telling.kind, "alone", name, word)


def _names(party: Party) -> Iterator[str]:
    """Yield the names under which a party is sought: its state's code, and a person's own id."""
    if party.code:
        yield party.code
    if not party.code or party.person or party.generic:
        yield party.id


def _weeks(telling: Telling, tuning: Tuning) -> Iterator[str]:
    """Yield the weeks that a telling touches; two whose days are near share one."""
    if telling.when is None or telling.when.days > _FEW_DAYS or telling.kind == "plan":
        return
    first = telling.when.start.toordinal() - tuning.when.near_days
    for week in range(first // 7, telling.when.end.toordinal() // 7 + 1):
        yield str(week)


def _months(telling: Telling) -> Iterator[str]:
    if telling.when is None:
        yield "undated"
        return
    first, last = _month(telling.when.start), _month(telling.when.end)
    if last - first < _MONTHS:
        yield from map(str, range(first, last + 1))
        yield "undated"


def _month(day: dt.date) -> int:
    return day.year * 12 + day.month


def _hashed(key: tuple[str, ...]) -> int:
    digest = blake2b("\x1f".join(key).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> 1
