"""The score of roles on foreign sentences: which tokens name the source of an event, which its target.

Input: a token and a tag (`B-S`, `I-S` source, `B-T`, `I-T` target, else `O`) on a line, an empty line between
sentences, each marked with one event. What is scored is the surest event found: all the tokens of the
mentions that act are its source, those of the mentions that receive its target.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from spacy.language import Language

from dragoman.errors import DataError
from dragoman.reader import Reader
from dragoman.reading.assemble import Metadata, make_report
from dragoman.records import Event, Mention
from dragoman.settings import Settings

CLOSING = frozenset(".,;:!?)]}%'’”")
"""Marks that follow their word without a space."""
SIDES = {"source": "S", "target": "T"}

Row = list[tuple[str, str]]
"""Tokens with their tags."""


def evaluate(path: Path, nlp: Language, predictions: Path | None = None) -> dict[str, Any]:
    """Return token F1, precision and recall of sources and targets over the sentences of `path`.

    `predictions` gets a line a sentence: `{"row", "source": [tokens], "target": [tokens]}`, counted from 0.
    Raises `DataError` naming the line that is not of the form.
    """
    rows = list(_rows(path))
    reader = Reader(nlp, Settings())
    laid = [_laid_out(row) for row in rows]
    readings = reader.read_reports(
        make_report(f"row {number}", text, Metadata()) for number, (text, _) in enumerate(laid)
    )
    counts = {side: [0, 0, 0] for side in SIDES}
    lines: list[str] = []
    for number, (row, (_, starts), reading) in enumerate(zip(rows, laid, readings, strict=True)):
        best = max(reading.events, key=lambda event: event.confidence, default=None)
        made = {side: sorted(_tokens(_side(best, side), starts)) for side in SIDES}
        for side, letter in SIDES.items():
            wanted = {i for i, (_, tag) in enumerate(row) if tag.endswith(f"-{letter}")}
            counts[side][0] += len(wanted & set(made[side]))
            counts[side][1] += len(wanted)
            counts[side][2] += len(made[side])
        lines.append(json.dumps({"row": number, **made}) + "\n")
    if predictions is not None:
        predictions.write_text("".join(lines), encoding="utf-8")
    return {"task": "roles", "sentences": len(rows)} | {
        side: _score(*count) for side, count in counts.items()
    }


def _rows(path: Path) -> Iterator[Row]:
    row: Row = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if line.strip():
            word, _, tag = line.strip().rpartition(" ")
            if not word or not (tag == "O" or tag[:2] in {"B-", "I-"}):
                raise DataError(f"{path}:{number}: not a token and a tag")
            row.append((word, tag))
        elif row:
            yield row
            row = []
    if row:
        yield row


def _laid_out(row: Row) -> tuple[str, list[tuple[int, int]]]:
    """Return the sentence's text, and where each token stands in it."""
    text, places = "", []
    for word, _ in row:
        if text and not (word[0] in CLOSING or word in {"n't", "'s"}):
            text += " "
        places.append((len(text), len(text) + len(word)))
        text += word
    return text, places


def _side(event: Event | None, side: str) -> Iterable[Mention]:
    if event is None:
        return ()
    return event.actors if side == "source" else event.recipients


def _tokens(mentions: Iterable[Mention], places: list[tuple[int, int]]) -> set[int]:
    spans = [mention.span for mention in mentions]
    return {i for i, (start, end) in enumerate(places) if any(s.start < end and start < s.end for s in spans)}


def _score(right: int, wanted: int, made: int) -> dict[str, float]:
    precision, recall = right / made if made else 0.0, right / wanted if wanted else 0.0
    both = precision + recall
    return {
        "f1": round(100 * 2 * precision * recall / both, 1) if both else 0.0,
        "precision": round(100 * precision, 1),
        "recall": round(100 * recall, 1),
    }
