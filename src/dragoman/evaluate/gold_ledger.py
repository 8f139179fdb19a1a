"""Scores a ledger's entries against what several annotated reports tell together.

A join is right when one entry holds tellings of the same thing from different reports. Entries are
judged only by those of their members that could be paired with a gold item.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import Any

from dragoman.evaluate.gold_format import Gold, GoldLedger, GoldPlan, fits
from dragoman.records import Entry, Event, Reading

Item = tuple[str, str, str]
"""Report stem, kind (event or statement) and id of a gold item."""


def score_entries(
    entries: Sequence[Entry],
    both: GoldLedger,
    golds: dict[str, Gold],
    readings: dict[str, Reading],
    known: dict[str, Item],
    verbose: bool = False,
) -> dict[str, Any]:
    """Return figures of joins, of the calendar and of the inferred date.

    `known` names the gold item that each predicted event or statement was paired with. Joins: the
    share of gold groups found in one entry (recall), the share of pairs of tellings from two reports
    in one entry that belong together (precision), and the share of found groups told by one entry only.
    """
    tellings = [{known[member] for member in entry.members if member in known} for entry in entries]
    result: dict[str, Any] = {
        "joins": _joins(tellings, both, verbose),
        "calendar": _calendar(entries, both, golds, readings),
    }
    if both.inferred_date is not None:
        published = readings[both.inferred_date.report].report.published
        result["inferred_date_right"] = published is not None and (
            published.isoformat() == both.inferred_date.date
        )
    return result


def _joins(tellings: Sequence[set[Item]], both: GoldLedger, verbose: bool) -> dict[str, Any]:
    groups = {
        group.id: {(stem, group.kind, item) for stem, ids in group.members.items() for item in ids}
        for group in both.groups
        if group.kind != "plan"
    }
    wanted = [group.id for group in both.groups if group.kind != "plan" and not group.optional]
    found = {name for name, items in groups.items() if any(_spans_reports(t & items) for t in tellings)}
    once = [name for name in found if sum(bool(t & groups[name]) for t in tellings) == 1]
    pairs = [
        (one, other)
        for told in tellings
        for one, other in combinations(sorted(told), 2)
        if one[0] != other[0]
    ]
    wrong = [pair for pair in pairs if not any(set(pair) <= items for items in groups.values())]
    precision = 1 - len(wrong) / len(pairs) if pairs else float(not wanted)
    recall = sum(name in found for name in wanted) / len(wanted) if wanted else 1.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    figures: dict[str, Any] = {
        "precision": round(precision, 4),
        "recall": round(recall, 4),
        "f1": round(f1, 4),
        "told_once": round(len(once) / len(found), 4) if found else 0.0,
        "groups": len(wanted),
        "pairs": len(pairs),
    }
    if verbose:
        figures["missed"] = [name for name in wanted if name not in found]
        figures["wrong"] = [[list(item) for item in pair] for pair in wrong]
    return figures


def _spans_reports(items: set[Item]) -> bool:
    return len({stem for stem, _, _ in items}) > 1


def _calendar(
    entries: Sequence[Entry], both: GoldLedger, golds: dict[str, Gold], readings: dict[str, Reading]
) -> dict[str, Any]:
    """Score the entries of kind plan: each gold plan (a group of them counts once) found and dated."""
    events = {event.id: (stem, event) for stem, reading in readings.items() for event in reading.events}
    plans = {(stem, plan.id): plan for stem, gold in golds.items() for plan in gold.calendar}
    grouped = [
        [(stem, name) for stem, ids in group.members.items() for name in ids]
        for group in both.groups
        if group.kind == "plan"
    ]
    alone = [[key] for key in plans if not any(key in keys for keys in grouped)]
    shown = [entry for entry in entries if entry.kind == "plan"]
    hits = [
        [entry for entry in shown if any(_told_in(entry, events, key[0], plans[key]) for key in keys)]
        for keys in grouped + alone
    ]
    right = {entry.id for found in hits for entry in found}
    dated = sum(
        any(fits(entry.date, plans[key].when) for entry in found for key in keys)
        for keys, found in zip(grouped + alone, hits, strict=True)
    )
    total = len(grouped) + len(alone)
    return {
        "precision": round(len(right) / len(shown), 4) if shown else float(not total),
        "recall": round(sum(bool(found) for found in hits) / total, 4) if total else 1.0,
        "date_right": round(dated / total, 4) if total else 1.0,
        "told_once": round(sum(len(found) == 1 for found in hits) / total, 4) if total else 1.0,
    }


def _told_in(entry: Entry, events: dict[str, tuple[str, Event]], stem: str, plan: GoldPlan) -> bool:
    for where, event in (events[member] for member in entry.members if member in events):
        clause = event.span
        if where == stem and any(start < clause.end and clause.start < end for start, end in plan.spans):
            return True
    return False
