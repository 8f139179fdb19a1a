"""What an analysis rests on: every figure of the scenario with the entries that tell it, or as assumed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from dragoman.negotiation.scenario import Scenario


@dataclass(frozen=True)
class Ground:
    """One thing that an analysis rests on: a number, an option, a preference, a threat or a bargain."""

    place: str
    """Where it stands in the scenario, such as `issues.forces.positions.russia`."""
    says: str
    """The number with its range, or the words."""
    entries: tuple[str, ...]
    """Ids of the ledger's entries, or their first letters; empty where nothing but the analyst tells it."""
    assumed: bool
    note: str


def grounds_of(scenario: Scenario) -> list[Ground]:
    """Return all that a scenario's analysis rests on, in the scenario's order."""
    return list(_grounds(scenario.model_dump(mode="json", by_alias=True), ""))


def _grounds(value: object, place: str) -> Iterator[Ground]:
    if isinstance(value, Mapping):
        if "assumed" in value:
            entries = tuple(value["from"])
            yield Ground(place, _says(value), entries, bool(value["assumed"]), str(value["note"]))
        for key, part in value.items():
            yield from _grounds(part, f"{place}.{key}" if place else str(key))


def _says(part: Mapping[str, Any]) -> str:
    if "value" in part:
        ends = part["range"]
        return f"{part['value']:g}" + (f" ({ends[0]:g} to {ends[1]:g})" if ends else "")
    if "priorities" in part:
        order = part["priorities"] or [_level(level) for level in part["ranking"]]
        return ", ".join(order) + (f" (off by up to {part['range']:g})" if part["range"] else "")
    if part.get("payoffs"):
        worths = "; ".join(
            f"{outcome.replace('_', ' ')} {pair[0]:g}, {pair[1]:g}"
            for outcome, pair in part["payoffs"].items()
        )
        return f"{part['means']}; {worths}" + (
            f" (off by up to {part['off_by']:g})" if part["off_by"] else ""
        )
    if "outcomes" in part:
        return ", ".join(outcome["name"] for outcome in part["outcomes"])
    return str(part.get("means", ""))


def _level(level: int | list[int]) -> str:
    """Return one place of a ranking; states that are tied stand in brackets."""
    return str(level) if isinstance(level, int) else f"({' '.join(map(str, level))})"
