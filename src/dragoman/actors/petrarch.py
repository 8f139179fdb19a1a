"""PETRARCH's and TABARI's actor and agent files as who's who rows, for users who have their own.

Such files name things in capitals and code them in CAMEO. What the package's tables already name stays as
they have it: the files fill gaps. Names that carry only a state's code (towns, provinces, spellings) become
regions of that state, those with dated or former posts become people, all others organisations.
"""

from __future__ import annotations

import datetime as dt
import logging
import re
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from dragoman.actors.tables import (
    BODY_CODES,
    SECTORS,
    AgentRow,
    Located,
    OfficeRow,
    OrganisationRow,
    PersonRow,
    RegionRow,
    Row,
)
from dragoman.errors import DataError

SOURCE: Final = "PETRARCH file"
PIVOT: Final = 30
"""Two-digit years below this are of this century."""
SAME_SECTOR: Final = {
    "MED": "JRN", "HLH": "MED", "INS": "REB", "SEP": "PRE", "RAD": "REB", "HRI": "SOC", "DEV": "SOC",
    "ENV": "SOC", "NGO": "SOC", "SET": "CVL", "MOS": "REL", "MUS": "REL", "CHR": "REL", "JEW": "REL",
    "HIN": "REL", "BUD": "REL", "CTH": "REL", "PRO": "REL", "SHI": "REL", "SUN": "REL", "MNC": "BUS",
}  # fmt: skip
"""CAMEO's roles that PLOVER calls otherwise."""
TITLES: Final = {"GOV": "Member of government", "MIL": "Officer", "LEG": "Legislator", "JUD": "Judge"}
"""What holders of dated posts are called: the files do not give their titles."""
ARMED: Final = frozenset({"REB", "PRM", "UAF"})
SMALL: Final = frozenset(["of", "the", "and", "for", "in", "on", "to", "de", "la", "el", "al", "bin", "ibn"])
LONGEST_INITIALS: Final = 5
"""Letters of a single word up to which it may be initials."""

_ENTRY = re.compile(r"(?P<name>[^\[{]*?)\s*(?:\{(?P<plural>[^}]*)\}\s*)?(?P<codes>(?:\[[^\]]*\]\s*)*)")
_CODE = re.compile(r"\[\s*(?P<agent>~?)(?P<code>[A-Z]{3,})(?:\s+(?P<dates>[^\]]+?))?\s*\]")
_DAYS = re.compile(r"(?P<start>\d{8}|\d{6})-(?P<end>\d{8}|\d{6})|(?P<bound>[<>])\s*(?P<day>\d{8}|\d{6})")
_SET = re.compile(r"!(?P<name>[A-Z]+)!\s*=\s*(?P<words>.+)")
_IN_SET = re.compile(r"!(?P<name>[A-Z]+)!")

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Post:
    """One code of an entry: state or body, PLOVER sectors, and the days between which it holds."""

    code: str
    sectors: tuple[str, ...]
    start: str = ""
    end: str = ""
    agent: bool = False


@dataclass
class Entry:
    """An entry with its synonyms and codes, and the line on which it begins."""

    line: int
    names: list[str] = field(default_factory=list)
    posts: list[Post] = field(default_factory=list)


def read_petrarch(
    path: Path, known: Collection[str], states: Collection[str]
) -> list[tuple[str, list[Located[Row]]]]:
    """Read an actor or agent file, and return its rows by table.

    `known` holds names and words in lower case that other tables have already: they are left out. `states`
    are the codes of states. A code that is no state's or body's, or cannot be read, is left out with a
    warning that names its line. Raises DataError for a file
    that is not UTF-8 text or holds no entry with a code.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"{path.name}: cannot be read as UTF-8 text: {error}") from error
    entries = [entry for entry in _entries(path.name, text, {*states, *BODY_CODES, ""}) if entry.posts]
    if not entries:
        raise DataError(f"{path.name}: holds no PETRARCH entry, such as 'FARMER [~AGR]' or 'KENYA_ [KEN]'")
    taken, used = set(known), Counter[str]()
    stem = _slug(path.stem)
    tables: dict[str, list[Located[Row]]] = {}
    for entry in entries:
        names = [name for name in dict.fromkeys(entry.names) if name.casefold() not in taken]
        if not names:
            continue
        taken.update(name.casefold() for name in names)
        slug = f"petrarch-{stem}-{_slug(names[0])}"
        used[slug] += 1
        if used[slug] > 1:
            slug += f"-{used[slug]}"
        try:
            for table, row in _rows(entry, names, slug):
                tables.setdefault(table, []).append(Located(row, path.name, entry.line))
        except ValidationError as error:
            log.warning("%s:%d: left out: %s", path.name, entry.line, error.errors()[0]["msg"])
    return list(tables.items())


def _entries(file: str, text: str, codes: Collection[str]) -> Iterator[Entry]:
    """Yield the entries of a file; synonyms begin with `+`, further codes stand on lines of their own."""
    sets: dict[str, list[str]] = {}
    entry: Entry | None = None
    for number, raw in enumerate(text.splitlines(), start=1):
        line = raw.partition("#")[0].strip()
        if not line:
            continue
        if defined := _SET.fullmatch(line):
            sets[defined["name"]] = [word.strip() for word in defined["words"].split(",")]
            continue
        found = _ENTRY.fullmatch(line)
        if found is None:
            log.warning("%s:%d: not the form of a PETRARCH entry", file, number)
            continue
        words = found["name"].strip()
        if words and not words.startswith("+"):
            if entry is not None:
                yield entry
            entry = Entry(number)
        if entry is None:
            log.warning("%s:%d: a code or synonym before any entry", file, number)
            continue
        for phrase in (words.removeprefix("+"), found["plural"] or ""):
            entry.names.extend(_spelt(one) for one in _expanded(phrase, sets) if _spelt(one))
        for post in _posts(file, number, found["codes"]):
            if post.code in codes:
                entry.posts.append(post)
            else:
                log.warning("%s:%d: %s is no state's and no body's code", file, number, post.code)
    if entry is not None:
        yield entry


def _expanded(phrase: str, sets: dict[str, list[str]]) -> list[str]:
    """Return the phrases that a substitution set stands for: `FISHER!PERSON!` for fisherman, ..."""
    found = _IN_SET.search(phrase)
    if found is None:
        return [phrase]
    words = sets.get(found["name"], [])
    return [
        one
        for word in words
        for one in _expanded(phrase[: found.start()] + word + phrase[found.end() :], sets)
    ]


def _spelt(phrase: str) -> str:
    """Return a name as newspapers print it: `BANK_OF_ENGLAND_` gives "Bank of England"."""
    words = phrase.replace("_", " ").split()
    return " ".join(
        word.lower() if at and word.lower() in SMALL else "-".join(p.capitalize() for p in word.split("-"))
        for at, word in enumerate(words)
        if at or word.lower() != "the" or len(words) == 1
    )


def _posts(file: str, number: int, codes: str) -> Iterator[Post]:
    for bracket in re.findall(r"\[[^\]]*\]", codes):
        found = _CODE.fullmatch(bracket)
        if found is None:
            log.warning("%s:%d: the code %s cannot be read", file, number, bracket)
            continue
        dates = _days(found["dates"] or "")
        if dates is None:
            log.warning("%s:%d: the dates of %s cannot be read", file, number, bracket)
            continue
        code, sectors = _coded(found["code"], bool(found["agent"]))
        yield Post(code, sectors, *dates, agent=bool(found["agent"]))


def _coded(code: str, agent: bool) -> tuple[str, tuple[str, ...]]:
    """Return the state or body and the sectors of a CAMEO code, three letters each."""
    parts = [code[at : at + 3] for at in range(0, len(code) - len(code) % 3, 3)]
    actor = "" if agent else parts.pop(0)
    if actor == "IGO" and parts and parts[0] in {"UNO", "EUR", "EEC"}:
        actor = {"EEC": "EUR"}.get(parts[0], parts[0])
    sectors = [SAME_SECTOR.get(part, part) for part in parts]
    return actor, tuple(dict.fromkeys(sector for sector in sectors if sector in SECTORS))


def _days(dates: str) -> tuple[str, str] | None:
    """Return start and end of a restriction, empty where open; None where it cannot be read."""
    if not dates:
        return "", ""
    found = _DAYS.fullmatch(dates.strip())
    if found is None:
        return None
    try:
        if found["bound"]:
            day = _day(found["day"])
            return (day, "") if found["bound"] == ">" else ("", day)
        start, end = _day(found["start"]), _day(found["end"])
    except ValueError:
        return None
    return (start, end) if start <= end else None


def _day(digits: str) -> str:
    if len(digits) == 6:
        digits = ("20" if int(digits[:2]) < PIVOT else "19") + digits
    return dt.datetime.strptime(digits, "%Y%m%d").date().isoformat()


def _slug(words: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")


def _held(posts: list[Post]) -> Iterator[tuple[str, Post]]:
    """Yield the dated posts with their titles, those that overlap an earlier one of their title left out."""
    until: dict[tuple[str, str], str] = {}
    for post in sorted(posts, key=lambda post: post.start):
        title = TITLES.get(next(iter(post.sectors), ""), "Official")
        last = until.get((title, post.code), "")
        late = last and (not post.start or post.start < last)
        if "ELI" in post.sectors or not (post.start or post.end) or late:
            continue
        until[title, post.code] = post.end or dt.date.max.isoformat()
        yield title, post


def _rows(entry: Entry, names: list[str], slug: str) -> Iterator[tuple[str, Row]]:
    """Yield an entry's rows with their tables; `slug` tells it apart from all others."""
    first = entry.posts[0]
    if first.agent:
        for name in names:
            row = AgentRow(words=name.lower(), sectors=first.sectors, actor_kind="group", source=SOURCE)
            yield "agents", row
        return
    dated = any(post.start or post.end or "ELI" in post.sectors for post in entry.posts)
    aliases = ";".join(names[1:])
    if dated:
        state = next((post.code for post in entry.posts if post.code not in BODY_CODES), "")
        person = f"person/{slug}"
        yield "people", PersonRow(id=person, name=names[0], aliases=aliases, country=state, source=SOURCE)
        for title, post in _held(entry.posts):
            yield "offices", OfficeRow(
                person=person, role="other", title=title, code=post.code, sectors=post.sectors,
                start=post.start, end=post.end, source=SOURCE,
            )  # fmt: skip
    elif not first.sectors and first.code not in BODY_CODES:
        yield "regions", RegionRow(
            id=f"region/{slug}", name=names[0], aliases=aliases, kind="region", code=first.code,
            source=SOURCE,
        )  # fmt: skip
    else:
        initials = [name.upper() for name in names if len(name) <= LONGEST_INITIALS and name.isalpha()]
        yield "organisations", OrganisationRow(
            id=f"org/{slug}", name=names[0], aliases=";".join([*names[1:], *initials]),
            type="armed_group" if ARMED.intersection(first.sectors) else "other", code=first.code,
            sectors=first.sectors, source=SOURCE,
        )  # fmt: skip
