"""The rows that the relation model learns from: our own sentences and, unless left out, PLV's train split."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
PLV_TRAIN = HERE.parent.parent.parent / "shared" / "data" / "events" / "plv_train.tsv"

CATEGORIES = [
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "CONCEDE",
    "COOPERATE",
    "AID",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
    "NONE",
]
ROOTS = [
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "COOPERATE",
    "AID",
    "YIELD",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
]
"""The older 15 of PLV; YIELD covers today's CONCEDE and RETREAT."""
ROOT_OF = {category: category for category in CATEGORIES if category != "NONE"} | {
    "CONCEDE": "YIELD",
    "RETREAT": "YIELD",
}
QUAD_OF_ROOT = {
    root: quad
    for quad, roots in {
        1: ("AGREE", "CONSULT", "SUPPORT"),
        2: ("COOPERATE", "AID", "YIELD"),
        3: ("REQUEST", "ACCUSE", "REJECT", "THREATEN"),
        4: ("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
    }.items()
    for root in roots
}
MODES = [
    "visit",
    "third-party",
    "multilateral",
    "phone",
    "withdraw",
    "release",
    "disarm",
    "ceasefire",
    "access",
    "resign",
    "assist",
    "change",
    "yield",
    "meet",
    "disapprove",
    "investigate",
    "allege",
    "restrict",
    "arrest",
    "relations",
    "expel",
    "territory",
    "violence",
    "demo",
    "riot",
    "strike",
    "hunger",
    "boycott",
    "obstruct",
    "vandalize",
    "convict",
    "discontinue",
    "troops",
    "weapons",
    "police",
    "militia",
    "seize",
    "censor",
    "curfew",
    "martial-law",
    "deport",
    "withhold",
    "misinformation",
    "cyber",
    "abduct",
    "beat",
    "torture",
    "sexual",
    "targeted",
    "destroy",
    "primitive",
    "firearms",
    "explosives",
    "suicide-attack",
    "aerial",
    "drone",
    "heavy-weapons",
    "crowd-control",
    "unconventional",
]
MARKS = ("negation", "future", "hypothetical", "historical")
MARKERS = {"<s>": "[unused1]", "</s>": "[unused2]", "<t>": "[unused3]", "</t>": "[unused4]"}


@dataclass(frozen=True)
class Row:
    """A sentence with its markers, and what it teaches; `None` where it teaches nothing of that kind."""

    text: str
    category: str | None
    root: str | None
    mode: str | None = None
    marks: frozenset[str] | None = None
    own: bool = True


def mark(text: str) -> str:
    """Return `text` with its tags as the encoder's spare tokens."""
    for tag, token in MARKERS.items():
        text = text.replace(tag, f" {token} ")
    return re.sub(r"\s+", " ", text).strip()


def own_rows(folder: Path = HERE) -> list[Row]:
    """Return the project's own rows, from all `w*.tsv` files of the folder."""
    rows = []
    for path in sorted(folder.glob("w*.tsv")):
        with path.open(encoding="utf-8", newline="") as file:
            for item in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
                category = item["category"]
                rows.append(
                    Row(
                        mark(item["marked"]),
                        category,
                        ROOT_OF.get(category),
                        item["mode"] or None,
                        frozenset(filter(None, (item["marks"] or "").split(","))),
                    )
                )
    return rows


def plv_rows(path: Path = PLV_TRAIN) -> list[Row]:
    """Return PLV's train rows; they teach the root, and the category where the two ontologies agree."""
    rows = []
    with path.open(encoding="utf-8", newline="") as file:
        for item in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            root = item["root"]
            rows.append(Row(mark(item["marked_sentence"]), None, root, own=False))
    return rows
