"""Scores a reading of a report against a gold annotation of all that the report tells.

Gold and predicted items are paired one to one, the best overlaps first. What gold calls optional is
neither rewarded nor punished: a prediction paired with it counts nowhere.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, Protocol, TypeVar

from dragoman.coding.utterances import whole
from dragoman.errors import DataError
from dragoman.evaluate import gold_ledger
from dragoman.evaluate.gold_format import (
    ANY,
    Choice,
    Gold,
    GoldEvent,
    GoldLedger,
    GoldPosition,
    GoldStatement,
    GoldTime,
    Offsets,
    fits,
    load,
    load_ledger,
)
from dragoman.records import Entry, Event, Mention, Position, Reading, Span, Statement, Time

KINDS = ("events", "statements", "times", "positions")
UNREAL = frozenset({"negation", "hypothetical", "future"})
STATEMENT_OVERLAP = 0.3
"""Least Jaccard of content characters at which two statements are the same (as PolNeAR's scorers do)."""


class _Optional(Protocol):
    @property
    def optional(self) -> bool: ...


class _Evidence(Protocol):
    @property
    def span(self) -> Span: ...


_G = TypeVar("_G", bound=_Optional)
_P = TypeVar("_P", bound=_Evidence)
Detail = dict[str, bool]


@dataclass(frozen=True)
class Pairing(Generic[_G, _P]):
    """Gold and predicted items of one kind: those paired, and those left over on each side."""

    pairs: tuple[tuple[_G, _P], ...]
    missed: tuple[_G, ...]
    extra: tuple[_P, ...]


@dataclass
class Tally:
    """Counts that add up over reports."""

    right: int = 0
    predicted: int = 0
    gold: int = 0
    details: dict[str, list[int]] = field(default_factory=dict)

    def add(self, other: Tally) -> None:
        """Add the counts of `other` to these."""
        self.right += other.right
        self.predicted += other.predicted
        self.gold += other.gold
        for name, (right, of) in other.details.items():
            mine = self.details.setdefault(name, [0, 0])
            mine[0] += right
            mine[1] += of

    def figures(self) -> dict[str, float]:
        """Return precision, recall and F1, then the share of the pairs right in each detail."""
        precision = self.right / self.predicted if self.predicted else float(not self.gold)
        recall = self.right / self.gold if self.gold else 1.0
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        shares = {f"{name}_right": right / of for name, (right, of) in self.details.items() if of}
        counts = {"right": self.right, "predicted": self.predicted, "gold": self.gold}
        figures = {"precision": precision, "recall": recall, "f1": f1, **shares}
        return {name: round(value, 4) for name, value in figures.items()} | counts


def score(reading: Reading, gold: dict[str, Any] | Gold, verbose: bool = False) -> dict[str, Any]:
    """Return figures for each kind of record, and the number of events that gold says did not happen.

    With `verbose`, `misses`, `false_alarms` and `faults` list the report's words, for debugging.
    Raises DataError when the gold annotation is of another text.
    """
    wanted = gold if isinstance(gold, Gold) else Gold.model_validate(gold)
    return _figures(reading, wanted, _tallies(reading, wanted), verbose)


def evaluate(
    folder: Path,
    reports: Path,
    read: Callable[[Path], Reading],
    reconcile: Callable[[Sequence[Reading]], Sequence[Entry]] | None = None,
    verbose: bool = False,
) -> dict[str, Any]:
    """Score the reading of each report in `reports` that `folder` has a gold annotation of.

    `read` gives the reading of one file; `reconcile` the entries of all of them, scored against
    `both.json`. Returns figures for each report, for all together, and for the ledger.
    """
    golds = {path.stem: load(path) for path in sorted(folder.glob("*.json")) if path.stem != "both"}
    if not golds:
        raise DataError(f"{folder}: holds no gold annotation (*.json)")
    readings = {stem: read(reports / gold.report) for stem, gold in golds.items()}
    totals = {kind: Tally() for kind in KINDS}
    result: dict[str, Any] = {"reports": {}}
    for stem, gold in golds.items():
        tallies = _tallies(readings[stem], gold)
        for kind in KINDS:
            totals[kind].add(tallies[kind])
        result["reports"][stem] = _figures(readings[stem], gold, tallies, verbose)
    counted = [figures["not_happened_violations"] for figures in result["reports"].values()]
    result["total"] = {kind: tally.figures() for kind, tally in totals.items()}
    result["total"]["not_happened_violations"] = sum(counted)
    if reconcile is not None and (folder / "both.json").exists():
        both = load_ledger(folder / "both.json")
        entries = reconcile(list(readings.values()))
        result["ledger"] = score_ledger(entries, both, golds, readings, verbose)
    return result


def score_ledger(
    entries: Sequence[Entry],
    both: GoldLedger,
    golds: dict[str, Gold],
    readings: dict[str, Reading],
    verbose: bool = False,
) -> dict[str, Any]:
    """Score the entries that reconciled `readings` (both by report stem): joins and calendar."""
    known: dict[str, tuple[str, str, str]] = {}
    for stem, gold in golds.items():
        for event, told in pair_events(readings[stem], gold).pairs:
            known[told.id] = (stem, "event", event.id)
        for statement, said in pair_statements(readings[stem], gold).pairs:
            known[said.id] = (stem, "statement", statement.id)
    return gold_ledger.score_entries(entries, both, golds, readings, known, verbose)


def pair_events(reading: Reading, gold: Gold) -> Pairing[GoldEvent, Event]:
    """Pair events whose evidence overlaps, with an acceptable category and one actor's code right."""

    def likeness(wanted: GoldEvent, event: Event) -> float:
        if not fits(event.category, wanted.category) or not _shares_actor(wanted, event):
            return 0.0
        trigger = _overlap(wanted.trigger, event.trigger)
        if not trigger and not _overlap(wanted.span, event.trigger):
            return 0.0
        return 2 * trigger + _overlap(wanted.span, event.span)

    return _pair(gold.events, reading.events, likeness)


def pair_statements(reading: Reading, gold: Gold) -> Pairing[GoldStatement, Statement]:
    """Pair statements of the same speaker whose contents overlap enough."""

    def likeness(wanted: GoldStatement, statement: Statement) -> float:
        jaccard = _jaccard(wanted.contents, [(span.start, span.end) for span in statement.contents])
        if jaccard < STATEMENT_OVERLAP or not any(_speaks(wanted, m) for m in statement.speakers):
            return 0.0
        return jaccard

    return _pair(gold.statements, whole(reading.statements, reading.report.text), likeness)


def pair_times(reading: Reading, gold: Gold) -> Pairing[GoldTime, Time]:
    """Pair times whose spans overlap and whose value is right."""

    def likeness(wanted: GoldTime, time: Time) -> float:
        if not _time_right(wanted, time, undated=reading.report.published is None):
            return 0.0
        return _overlap(wanted.span, time.span)

    return _pair(gold.times, reading.times, likeness)


def pair_positions(reading: Reading, gold: Gold) -> Pairing[GoldPosition, Position]:
    """Pair positions of the same party and an acceptable stance whose evidence overlaps."""

    def likeness(wanted: GoldPosition, position: Position) -> float:
        if not fits(position.party.code, wanted.party) or not fits(position.stance, wanted.stance):
            return 0.0
        return _overlap(wanted.span, position.span)

    return _pair(gold.positions, reading.positions, likeness)


def violations(reading: Reading, gold: Gold) -> list[Event]:
    """Return the events shown as having happened that gold says did not."""
    found = []
    for event in reading.events:
        if UNREAL.intersection(event.marks):
            continue
        hits = [n for n in gold.not_happened if _overlap(n.span, event.trigger)]
        if any(event.category not in negative.unless for negative in hits):
            found.append(event)
    return found


def _tallies(reading: Reading, gold: Gold) -> dict[str, Tally]:
    if hashlib.sha256(reading.report.text.encode()).hexdigest() != gold.sha256:
        raise DataError(f"{reading.report.name}: its text is not the one that was annotated")
    undated = reading.report.published is None
    return {
        "events": _tally(pair_events(reading, gold), lambda g, p: _event_details(g, p, undated)),
        "statements": _tally(pair_statements(reading, gold), lambda g, p: _statement_details(g, p, undated)),
        "times": _tally(pair_times(reading, gold), lambda g, p: {"type": fits(p.type, g.type)}),
        "positions": _tally(
            pair_positions(reading, gold), lambda g, p: {"date": _date_right(p.when.edtf, g.date, undated)}
        ),
    }


def _figures(reading: Reading, gold: Gold, tallies: dict[str, Tally], verbose: bool) -> dict[str, Any]:
    wrong = violations(reading, gold)
    published = reading.report.published
    result: dict[str, Any] = {kind: tally.figures() for kind, tally in tallies.items()}
    result["not_happened_violations"] = len(wrong)
    result["published_right"] = None if published is None else published.isoformat() == gold.published
    if verbose:
        result |= _listing(reading, gold, wrong)
    return result


def _tally(pairing: Pairing[_G, _P], details: Callable[[_G, _P], Detail]) -> Tally:
    counted = [(gold, found) for gold, found in pairing.pairs if not gold.optional]
    missed = [gold for gold in pairing.missed if not gold.optional]
    tally = Tally(len(counted), len(counted) + len(pairing.extra), len(counted) + len(missed))
    for gold, found in counted:
        for name, right in details(gold, found).items():
            tally.add(Tally(details={name: [int(right), 1]}))
    return tally


def _pair(golds: Sequence[_G], found: Sequence[_P], likeness: Callable[[_G, _P], float]) -> Pairing[_G, _P]:
    # Of two equally good partners the one that counts is taken before the optional one.
    edges = [
        (likeness(gold, item), not gold.optional, -i, -j)
        for i, gold in enumerate(golds)
        for j, item in enumerate(found)
    ]
    taken: dict[int, int] = {}
    for value, _, i, j in sorted(edges, reverse=True):
        if value > 0 and -i not in taken and -j not in taken.values():
            taken[-i] = -j
    return Pairing(
        tuple((golds[i], found[j]) for i, j in sorted(taken.items())),
        tuple(gold for i, gold in enumerate(golds) if i not in taken),
        tuple(item for j, item in enumerate(found) if j not in taken.values()),
    )


def _overlap(wanted: Offsets, span: Span) -> float:
    return _jaccard([wanted], [(span.start, span.end)])


def _jaccard(one: Iterable[Offsets], other: Iterable[Offsets]) -> float:
    a = {i for start, end in one for i in range(start, end)}
    b = {i for start, end in other for i in range(start, end)}
    return len(a & b) / len(a | b) if a | b else 0.0


def _codes(mentions: Iterable[Mention]) -> set[str]:
    return {mention.actor.code for mention in mentions}


def _within(codes: set[str], required: Iterable[str], allowed: Iterable[str]) -> bool:
    return set(required) <= codes <= {*required, *allowed}


def _shares_actor(wanted: GoldEvent, event: Event) -> bool:
    codes = _codes(event.actors)
    return bool(codes & {*wanted.actor, *wanted.actor_optional}) or not (codes or wanted.actor)


def _speaks(wanted: GoldStatement, mention: Mention) -> bool:
    right = mention.actor.code == wanted.speaker.code
    surname = wanted.speaker.name.split()[-1]
    return right and (not wanted.speaker.person or surname in mention.actor.name)


def _date_right(edtf: str, choice: Choice, undated: bool) -> bool:
    # Nothing can be said against an open date while the report's own date is unknown.
    return fits(edtf, choice) or (undated and not edtf)


def _time_right(wanted: GoldTime, time: Time, undated: bool) -> bool:
    if undated and wanted.relative and not time.edtf and not time.value:
        return True
    dated = bool(time.edtf) and wanted.edtf != ANY and fits(time.edtf, wanted.edtf)
    return fits(time.value, wanted.value) or dated


def _event_details(wanted: GoldEvent, event: Event, undated: bool) -> Detail:
    recipients = _within(_codes(event.recipients), wanted.recipient, wanted.recipient_optional)
    date = _date_right(event.when.edtf, wanted.date, undated)
    marks = _within(set(event.marks), wanted.marks, wanted.marks_optional)
    told = _within(_codes(event.attributed_to), wanted.attributed_to, wanted.attributed_optional)
    return {
        "actor": _within(_codes(event.actors), wanted.actor, wanted.actor_optional),
        "recipient": recipients,
        "date": date,
        "marks": marks,
        "mode": fits(event.mode, wanted.mode),
        "attribution": told,
        "strict": recipients and date and marks,
    }


def _statement_details(wanted: GoldStatement, statement: Statement, undated: bool) -> Detail:
    cue = statement.cue is not None and _overlap(wanted.cue, statement.cue) > 0
    date = _date_right(statement.when.edtf, wanted.date, undated)
    return {"kind": fits(statement.kind, wanted.kind), "date": date, "cue": cue}


def _listing(reading: Reading, gold: Gold, wrong: Sequence[Event]) -> dict[str, Any]:
    text = reading.report.text
    events, statements = pair_events(reading, gold), pair_statements(reading, gold)
    times, positions = pair_times(reading, gold), pair_positions(reading, gold)
    pairings: tuple[Pairing[Any, Any], ...] = (events, statements, times, positions)
    undated = reading.report.published is None
    faults = [
        f"event {g.id} {_label(p)}: {', '.join(name for name, right in detail.items() if not right)}"
        for g, p in events.pairs
        if not g.optional and not all((detail := _event_details(g, p, undated)).values())
    ]
    return {
        "misses": {
            kind: [
                f"{item.id} {text[slice(*(item.contents[0] if kind == 'statements' else item.span))]}"
                for item in pairing.missed
                if not item.optional
            ]
            for kind, pairing in zip(KINDS, pairings, strict=True)
        },
        "false_alarms": {
            kind: [f"{_label(item)}: {item.span.of(text)}" for item in pairing.extra]
            for kind, pairing in zip(KINDS, pairings, strict=True)
        },
        "faults": faults,
        "violations": [f"{_label(event)}: {event.trigger.of(text)}" for event in wrong],
    }


def _label(item: Event | Statement | Time | Position) -> str:
    """Return the codes of a prediction in one line."""
    match item:
        case Event():
            who = ",".join(sorted(_codes(item.actors))) or "-"
            whom = ",".join(sorted(_codes(item.recipients))) or "-"
            told = ",".join(sorted(_codes(item.attributed_to)))
            parts = [item.category, item.mode, f"{who}>{whom}", *item.marks, item.when.edtf, told]
            return " ".join(part for part in parts if part)
        case Statement():
            return f"{item.kind} {','.join(m.actor.name for m in item.speakers) or '-'} {item.when.edtf}"
        case Time():
            return f"{item.type} {item.value} {item.edtf}"
        case Position():
            return f"{item.party.code} {item.stance} {item.when.edtf}"
