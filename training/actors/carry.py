"""Carry facts from ../shared/data/actors into people.csv and offices.csv; see README.md beside it."""

from __future__ import annotations

import csv
import re
import sys
import unicodedata
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from dragoman.actors.entities import first_day, last_day
from dragoman.actors.names import last_names

DATA = Path(__file__).parents[2] / "src/dragoman/actors/data"
OWN = "own knowledge"
PEOPLE = ["id", "name", "aliases", "family", "country", "wikidata", "source"]
OFFICES = ["person", "role", "title", "code", "sectors", "start", "end", "source"]
HEADS = {"head_of_state", "head_of_government"}
_DATE = re.compile(r"(?P<date>\d{4}(-\d{2}(-\d{2})?)?)")


def read(path: Path) -> list[dict[str, str]]:
    """Return the rows of a CSV file."""
    with path.open(encoding="utf-8", errors="replace", newline="") as lines:
        return list(csv.DictReader(lines))


def write(path: Path, columns: list[str], rows: list[dict[str, str]]) -> None:
    """Write rows as CSV."""
    with path.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def plain(name: str) -> str:
    """Return a name for comparison: no accents, lower case, letters and spaces only."""
    bare = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().casefold()
    bare = bare.replace("ey ", "ei ").replace("iy ", "y ").replace("-", " ").replace("'", "")
    return " ".join(re.sub(r"[^a-z ]", "", bare).split())


def latin(name: str) -> bool:
    """Tell whether a name is in Latin letters (some labels of the lists are not)."""
    return bool(name) and not re.match(r"Q\d+$", name) and "�" not in name and ord(max(name)) < 0x250


@dataclass
class Book:
    """People and offices as they are gathered."""

    people: dict[str, dict[str, str]] = field(default_factory=dict)
    offices: list[dict[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.by_wikidata: dict[str, str] = {}
        self.by_name: dict[str, set[str]] = defaultdict(set)
        self.by_last: dict[tuple[str, str], set[str]] = defaultdict(set)

    def add(self, row: dict[str, str]) -> str:
        """Add a person and index every name."""
        self.people[row["id"]] = row
        if row["wikidata"]:
            self.by_wikidata[row["wikidata"]] = row["id"]
        for name in [row["name"], *filter(None, row["aliases"].split(";"))]:
            self.by_name[plain(name)].add(row["id"])
            for last in (*last_names(name), *filter(None, row["family"].split(";"))):
                self.by_last[row["country"], plain(last)].add(row["id"])
        return row["id"]

    def find(self, name: str, country: str, wikidata: str = "") -> str | None:
        """Return the person with this Wikidata id, else with this name in this country."""
        if wikidata in self.by_wikidata:
            return self.by_wikidata[wikidata]
        short = re.sub(r" [A-Z]\. ", " ", name)
        same = [
            p
            for p in self.by_name[plain(name)] or self.by_name[plain(short)]
            if self.people[p]["country"] == country
        ]
        if len(same) == 1 and wikidata and not self.people[same[0]]["wikidata"]:
            self.people[same[0]]["wikidata"] = wikidata
            self.by_wikidata[wikidata] = same[0]
        return same[0] if len(same) == 1 else None

    def person(self, name: str, country: str, wikidata: str, source: str) -> str | None:
        """Return the id of a person, added when new."""
        name = re.sub(r",? (Jr|Sr)\.?$", "", name)
        if found := self.find(name, country, wikidata):
            return found
        if not latin(name) or "," in name:
            return None
        blank = {"aliases": "", "family": "", "country": country}
        id = wikidata or "person/" + plain(name).replace(" ", "-")
        short = re.sub(r" [A-Z]\. ", " ", name)
        aliases = short if short != name else ""
        return self.add(
            {**blank, "id": id, "name": name, "aliases": aliases, "wikidata": wikidata, "source": source}
        )

    def term(self, row: dict[str, str]) -> None:
        """Add a term, unless a row of the same office tells it (a head of either kind counts as told)."""
        for other in self.offices:
            if other["person"] != row["person"] or other["code"] != row["code"]:
                continue
            heads = {other["role"], row["role"]} <= HEADS
            same = other["role"] == row["role"] and (
                other["role"] != "other" or _alike(other["title"], row["title"])
            )
            if (same or (heads and "reign" in (row["source"], other["source"]))) and _meet(other, row):
                return
        self.offices.append(row)


def _alike(one: str, other: str) -> bool:
    """Tell whether two titles differ only in small words."""
    small = {"of", "the", "first", "acting", "and"}
    return set(one.casefold().split()) - small == set(other.casefold().split()) - small


def _meet(one: dict[str, str], other: dict[str, str]) -> bool:
    """Tell whether two terms share more than a year's imprecision."""
    start = max(first_day(one["start"]), first_day(other["start"]))
    return start <= min(last_day(one["end"]), last_day(other["end"]))


def cabinets(book: Book, folder: Path, titles: dict[str, list[str]]) -> None:
    """Carry holders of offices of three states."""
    prefixes = {title.removesuffix("*"): value for title, value in titles.items() if title.endswith("*")}
    for file, code in (("us", "USA"), ("russia", "RUS"), ("ukraine", "UKR")):
        for row in read(folder / f"{file}_cabinet_holders.csv"):
            position = row["position"]
            known = titles.get(position) or next(
                (v for p, v in prefixes.items() if position.startswith(p)), None
            )
            start, end = (m["date"] if (m := _DATE.match(row[k] or "")) else "" for k in ("start", "end"))
            if (
                known is None
                or not start
                or (end and end < start)
                or not (row["personID"] or "").startswith("Q")
            ):
                continue
            if (known[0] == "ambassador" and not end and start < "2017") or end == start:
                continue  # an open end so long ago is a gap of the list, not a term
            person = book.person(row["person"], code, row["personID"], "wikidata")
            if person:
                title = known[1] or position[0].upper() + position[1:]
                title = re.sub(
                    r"^(Ambassador to )the (Russian Federation|People's Republic of China)",
                    lambda m: m[1] + {"R": "Russia", "P": "China"}[m[2][0]],
                    title,
                )
                book.term(
                    {
                        "person": person,
                        "role": known[0],
                        "title": title,
                        "code": code,
                        "sectors": known[2],
                        "start": start,
                        "end": end,
                        "source": "wikidata",
                    }
                )


def leaders(book: Book, folder: Path, states: dict[str, str]) -> None:
    """Carry the heads of state and government of 2021 and 2022."""
    for row in read(folder / "world_leaders_2021_wikidata.csv"):
        code, name = states.get(row["country"]), row["officeholderLabel"]
        position = row["positionLabel"]
        crowns = "monarch" in position.casefold() and row["officeholder"] in ("Q9682", "Q43274")
        if (
            code is None
            or crowns
            or re.search("overnor-General|Co-Prince|co-prince|Pontifical|Member of", position)
        ):
            continue
        if re.search(r"^\w+ of [A-Z]", name) and row["officeholder"] not in book.by_wikidata:
            continue  # a first name alone ("Abdullah of Pahang") would be taken for anybody's
        name = re.sub(r"(,| of) .*", "", name) if re.search(r" of [A-Z]|, Prince", name) else name
        home = "" if code.startswith("region/") else code
        government = re.search(
            "Prime M|Prime m|Premier|hancellor|Taoiseach|Council of Min|Executive Yuan|Minister|Secretary",
            position,
        )
        title = re.sub(r" (of|to) .*", "", position).replace("prime", "Prime").replace("Federal ", "")
        title = {"president": "President", "monarch": "Monarch", "emir": "Emir", "pope": "Pope"}.get(
            title, title
        )
        person = book.person(name, home, row["officeholder"], "wikidata")
        if person:
            role = "head_of_government" if government else "head_of_state"
            book.term(
                {
                    "person": person,
                    "role": role,
                    "title": title,
                    "code": code,
                    "sectors": "GOV" if home else "PRE",
                    "start": row["start_year"],
                    "end": row["end_year"],
                    "source": "wikidata",
                }
            )


def retitled(facts: dict[str, Any], code: str, year: int, usual: tuple[str, str]) -> tuple[str, str]:
    """Return role and title of a head whose term began in a year: the usual, or the exception's."""
    for state, role, title, first, last in facts["retitled"]:
        if state == code and first <= year <= last:
            return role, title
    return usual


def reign(book: Book, folder: Path, facts: dict[str, Any], states: set[str]) -> int:
    """Carry heads since 1945; return how many terms had a last name that is nobody's known."""
    unknown = 0
    for row in read(folder / "reign_leaders_2021-03.csv"):
        code = facts["reign_codes"].get(row["stateabb"], row["stateabb"])
        if code not in states or " and " in row["leader"] or "&" in row["leader"] or "�" in row["leader"]:
            continue
        leader = re.sub(r"\(.*?\)|\?", "", row["leader"]).strip()
        if re.search("Government|Junta|Council|Committee|Regime", leader):
            continue
        start = (
            f"{row['syear']}-{int(row['smonth']):02}-{int(row['sdate']):02}" if row["sdate"] else row["syear"]
        )
        end = f"{row['eyear']}-{int(row['emonth']):02}" if row["eyear"] and row["emonth"] else row["eyear"]
        role = "head_of_government" if code in facts["heads_of_government"] else "head_of_state"
        title = {"head_of_government": "Prime Minister", "head_of_state": "President"}[role]
        title = "Chancellor" if code in ("DEU", "AUT") else title
        role, title = retitled(facts, code, int(row["syear"]), (role, title))
        candidates = book.by_name[plain(leader)] & {i for i, p in book.people.items() if p["country"] == code}
        candidates = candidates or book.by_last[code, plain(leader.split(",")[0])]
        if not candidates:
            candidates = book.by_last[code, plain(leader).split(" ")[-1]] if plain(leader) else set()
            if len(leader.split()) > 1 and "." not in leader:
                first = plain(leader)[0]
                candidates = {c for c in candidates if plain(book.people[c]["name"])[0] == first}
        term = {
            "role": role,
            "title": title,
            "code": code,
            "sectors": "GOV",
            "start": start,
            "end": end,
            "source": "reign",
        }
        told = [
            p
            for p in candidates
            if any(
                o["person"] == p and o["code"] == code and o["role"] in HEADS and _meet(o, term)
                for o in book.offices
            )
        ]
        if told:
            continue
        bare = [
            p for p in candidates if not any(o["person"] == p for o in book.offices if o["source"] == OWN)
        ]
        chosen = bare[0] if len(bare) == 1 else next(iter(candidates)) if len(candidates) == 1 else None
        stranger = not book.by_name[plain(leader)]
        if (
            chosen is None
            and stranger
            and len(leader.split()) > 1
            and "." not in leader
            and "," not in leader
        ):
            chosen = book.person(leader, code, "", "reign")
        if chosen is None or not end:
            unknown += 1
            continue
        book.term({"person": chosen, **term})
    return unknown


def close(offices: list[dict[str, str]]) -> None:
    """End carried terms that are open in their list where a successor of the same title is known."""
    for term in offices:
        if term["source"] == OWN or term["end"] or term["role"] in ("other", "envoy"):
            continue
        later = [
            o["start"]
            for o in offices
            if o["person"] != term["person"]
            and o["start"] > term["start"]
            and all(o[k] == term[k] for k in ("code", "role", "title"))
        ]
        term["end"] = min(later, default="")


def main() -> None:
    """Rewrite both tables."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path("../shared/data/actors")
    facts = yaml.safe_load((Path(__file__).parent / "carried.yaml").read_text(encoding="utf-8"))
    book = Book()
    for row in read(DATA / "people.csv"):
        if row["source"] == OWN:
            book.add(row)
    book.offices = [row for row in read(DATA / "offices.csv") if row["source"] == OWN]
    table = read(DATA / "states.csv")
    states = {
        name: row["code"]
        for row in table
        if not row["id"]
        for name in [row["name"], *row["aliases"].split(";")]
    }
    cabinets(book, folder, facts["titles"])
    leaders(book, folder, {**states, **facts["wikidata_states"]})
    unknown = reign(book, folder, facts, {row["code"] for row in table})
    close(book.offices)
    held = {row["person"] for row in book.offices}
    people = [row for id, row in book.people.items() if row["source"] == OWN or id in held]
    write(DATA / "people.csv", PEOPLE, people)
    write(DATA / "offices.csv", OFFICES, book.offices)
    print(f"{len(people)} people, {len(book.offices)} offices; {unknown} terms of REIGN left out")


if __name__ == "__main__":
    main()
