"""Scores of short mentions: code, main sector, office on the date, and places that are no actors."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError, model_validator
from spacy.language import Language

from dragoman.errors import DataError
from dragoman.language.extensions import register
from dragoman.reading.assemble import Metadata, make_report
from dragoman.records import Actor, Mention

SAME_PLACE = 0.5
"""Share of characters in common from which a mention of ours is taken to be the place itself."""
WORD = re.compile(r"[a-z]+")
SAME_WORDS = (
    (re.compile(r"\bdefense\b"), "defence"),
    (re.compile(r"\bpremier\b"), "prime minister"),
    (re.compile(r"\b(?:foreign|external) (?:and \w+ )?affairs\b"), "foreign"),
    (re.compile(r"\bspokes(?:woman|person)\b"), "spokesman"),
    (re.compile(r"\bchair(?:woman|person)?\b"), "chairman"),
    (re.compile(r"\bcentral intelligence agency\b"), "cia"),
    (re.compile(r"\bunder[ -]secretary\b"), "undersecretary"),
    (re.compile(r"\badvisor\b"), "adviser"),
)
"""Two spellings of one office."""
RANKS = frozenset(
    [
        "vice",
        "deputy",
        "assistant",
        "undersecretary",
        "prime",
        "supreme",
        "crown",
        "general",
        "state",
        "foreign",
        "defence",
        "finance",
        "interior",
        "home",
        "economy",
        "national",
        "security",
        "exchequer",
        "spokesman",
        "governor",
        "mayor",
    ]
)
"""Words that make another office of the one they stand with."""
EMPTY = frozenset(["the", "of", "for", "in", "and", "to", "on", "a", "an", "acting", "interim", "special"])


class Row(BaseModel):
    """One row of the set; tests/gold/mentions/README.md says what its fields mean."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    kind: str
    text: str
    date: dt.date
    mention: str
    start: int = -1
    code: str | None
    code_any: tuple[str, ...] = ()
    sectors: tuple[str, ...] | None = None
    sectors_any: tuple[tuple[str, ...], ...] = ()
    person: str = ""
    office: str | None = None
    office_any: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _has_its_mention(self) -> Row:
        if self.start < 0 and self.text.count(self.mention) != 1:
            raise ValueError(f"{self.mention!r} does not stand once in the text, and there is no start")
        if self.start >= 0 and not self.text.startswith(self.mention, self.start):
            raise ValueError(f"{self.mention!r} does not stand at {self.start}")
        return self

    @property
    def span(self) -> tuple[int, int]:
        """Start and end of the mention in the text, in characters."""
        start = self.start if self.start >= 0 else self.text.index(self.mention)
        return start, start + len(self.mention)

    def judge(self, actors: Sequence[Actor]) -> dict[str, bool]:
        """Tell for each measure that the row asks for whether `actors` are right in it, every one."""
        if self.code is None:
            return {"no_actor": not actors}
        right = {"code": bool(actors) and all(a.code in (self.code_any or (self.code,)) for a in actors)}
        if self.sectors is not None:
            mains = {one[:1] for one in self.sectors_any or (self.sectors,)}
            right["sector"] = bool(actors) and all(a.sectors[:1] in mains for a in actors)
        if self.office is not None:
            offices = self.office_any or (self.office,)
            right["office"] = bool(actors) and all(
                any(same_office(a.office, one) for one in offices) for a in actors
            )
        return right


def read_rows(path: Path) -> list[Row]:
    """Read a set. Raises `DataError` with the line's number where a line is not a row."""
    rows = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            rows.append(Row.model_validate_json(line))
        except ValidationError as error:
            problem = error.errors()[0]
            where = ".".join(map(str, problem["loc"])) or "row"
            raise DataError(f"{path}, line {number}: {where}: {problem['msg']}") from None
    if not rows:
        raise DataError(f"{path}: holds no rows")
    return rows


def same_office(ours: str, expected: str) -> bool:
    """Tell whether two titles name the same role.

    Case, spelling (defense, premier), word order and function words do not count. One may have words that the
    other lacks, such as the name of the state or body ("president of Russia"), unless they are words of rank
    or of another post ("vice president", "foreign minister"). No office agrees only with no office.
    """
    left, right = _role(ours), _role(expected)
    if not left or not right:
        return left == right
    return (left <= right or right <= left) and not (left ^ right) & RANKS


def _role(office: str) -> frozenset[str]:
    words = office.lower().replace("-", " ")
    for pattern, replacement in SAME_WORDS:
        words = pattern.sub(replacement, words)
    return frozenset(WORD.findall(words)) - EMPTY


def best(row: Row, mentions: Sequence[Mention]) -> list[Actor]:
    """Return the actors of the mention that overlaps the row's best, several where they share its span.

    For a row that is a place, only a mention that has at least half of its characters in common with the
    place counts: "police in London" is no reading of "London".
    """
    start, end = row.span

    def common(mention: Mention) -> float:
        both = min(end, mention.span.end) - max(start, mention.span.start)
        return both / (end - start + mention.span.end - mention.span.start - both) if both > 0 else 0.0

    share = max(map(common, mentions), default=0.0)
    if share <= 0 or (row.code is None and share < SAME_PLACE):
        return []
    return [mention.actor for mention in mentions if common(mention) == share]


def read_actors(rows: Sequence[Row], nlp: Language) -> Iterator[list[Actor]]:
    """Read each row's text with its date, and yield the actors of its mention."""
    register()
    docs = []
    for row in rows:
        doc = nlp.make_doc(row.text)
        doc._.report = make_report(row.id, row.text, Metadata(published=row.date))
        docs.append(doc)
    for row, doc in zip(rows, nlp.pipe(docs), strict=True):
        yield best(row, doc._.mentions)


def evaluate(path: Path, nlp: Language, predictions: Path | None = None) -> dict[str, Any]:
    """Score the mentions of the set in `path`; with `predictions`, write one line a row there.

    Returns the number of rows and, overall and by kind, the share right of: `code` (rows that are an actor),
    `sector` (the main sector, rows that ask for it), `office` (on the report's date, see `same_office`; rows
    that ask for it) and `no_actor` (rows that are a place). A row without a mention of ours is wrong in all
    but the last. Raises `DataError` where the file is not a set.
    """
    rows = read_rows(path)
    judged: dict[str, dict[str, list[bool]]] = defaultdict(lambda: defaultdict(list))
    lines = []
    for row, actors in zip(rows, read_actors(rows, nlp), strict=True):
        right = row.judge(actors)
        for measure, value in right.items():
            judged["overall"][measure].append(value)
            judged[row.kind][measure].append(value)
        found = [one.model_dump(mode="json", exclude={"kind"}) for one in actors]
        lines.append(json.dumps({"id": row.id, "actors": found, "right": right}, ensure_ascii=False) + "\n")
    if predictions is not None:
        predictions.write_text("".join(lines), encoding="utf-8")
    overall = judged.pop("overall")
    return {
        "rows": len(rows),
        **_shares(overall),
        "by_kind": {
            kind: {"rows": sum(row.kind == kind for row in rows), **_shares(by)}
            for kind, by in sorted(judged.items())
        },
    }


def _shares(by_measure: dict[str, list[bool]]) -> dict[str, float]:
    return {measure: round(sum(values) / len(values), 4) for measure, values in by_measure.items()}
