"""Scenario files: YAML in, a checked scenario out, and one line for each thing that is wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from dragoman.errors import DataError
from dragoman.negotiation.checks import Place, findings
from dragoman.negotiation.scenario import Scenario
from dragoman.tables import parse_table

_FAULTS = {
    "extra_forbidden": "no such field",
    "float_parsing": "a number was expected",
    "float_type": "a number was expected",
    "finite_number": "a finite number was expected",
    "int_parsing": "a whole number was expected",
    "int_type": "a whole number was expected",
    "int_from_float": "a whole number was expected",
    "string_type": "text was expected",
    "tuple_type": "a list was expected",
    "dict_type": "a mapping was expected",
    "model_type": "a mapping was expected",
    "too_short": "one at least is needed",
    "too_long": "too many values",
}
"""Pydantic's kinds of errors to words; the others speak for themselves."""


class ScenarioError(DataError):
    """A scenario that does not hold; each of `lines` names the file, the line and what is wrong."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines


def load_scenario(path: Path) -> Scenario:
    """Return the scenario of a file; raise `ScenarioError` with a line for each error."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise ScenarioError([f"{path}: cannot be read: {error.strerror}"]) from error
    except UnicodeDecodeError as error:
        raise ScenarioError([f"{path}: cannot be read: it is no text in UTF-8"]) from error
    return parse_scenario(text, str(path))


def parse_scenario(text: str, name: str = "scenario") -> Scenario:
    """Return the scenario in `text`; `name` is the file to name in a `ScenarioError`."""
    if not text.strip():
        raise ScenarioError([f"{name}: line 1: the file is empty; dragoman model LEDGER draft writes one"])
    try:
        table = parse_table(name, text)
    except DataError as error:
        raise ScenarioError([str(error)]) from error
    lines = _lines(text)
    try:
        scenario = Scenario.model_validate(table)
    except ValidationError as error:
        faults = error.errors(include_url=False)
        wrong = [
            _told(name, lines, one["loc"], _words(one["type"], str(one["msg"])))
            for one in faults
            if not _follows(one, faults)
        ]
        raise ScenarioError(list(dict.fromkeys(wrong))) from error
    wrong = [_told(name, lines, place, words) for place, words in findings(scenario)]
    if wrong:
        raise ScenarioError(wrong)
    return scenario


def unknown_entries(scenario: Scenario, known: set[str], name: str = "scenario") -> list[str]:
    """Return a line for each entry that the scenario rests on and the ledger does not hold."""
    found: list[str] = []

    def visit(value: object, place: str) -> None:
        if isinstance(value, Mapping):
            for entry in value.get("from") or ():
                start = entry.removeprefix("entry_")
                if not start or not any(one.removeprefix("entry_").startswith(start) for one in known):
                    found.append(f"{name}: {place}: the ledger has no entry {entry}")
            for key, part in value.items():
                visit(part, f"{place}.{key}" if place else str(key))
        elif isinstance(value, (list, tuple)):
            for number, part in enumerate(value):
                visit(part, f"{place}[{number + 1}]")

    visit(scenario.model_dump(by_alias=True, exclude_defaults=True), "")
    return found


def _told(name: str, lines: Mapping[Place, int], place: Place, words: str) -> str:
    """Return one line: file, line, place and what is wrong."""
    known = place
    while known and known not in lines:
        known = known[:-1]
    where = ".".join(str(part + 1) if isinstance(part, int) else part for part in known) or "scenario"
    tail = [
        str(part) for part in place[len(known) :] if isinstance(part, str) and not part.startswith("tuple")
    ]
    missing = "a further value" if place and isinstance(place[-1], int) else tail[-1] if tail else "a field"
    words = words.replace("Field required", f"{missing} is missing")
    return f"{name}: line {lines.get(known, 1)}: {where}: {words}"


def _words(kind: str, message: str) -> str:
    """Return what is wrong in words of ours, by pydantic's kind of error."""
    return _FAULTS.get(kind, message.removeprefix("Value error, "))


def _follows(fault: Mapping[str, Any], faults: Sequence[Mapping[str, Any]]) -> bool:
    """Tell whether a fault only follows from another.

    A place that takes a number or a list is told once, as a number; a list that is too short because its
    parts are wrong is told by its parts.
    """
    place = fault["loc"]
    if fault["type"] == "tuple_type":
        return any(one is not fault and one["loc"][:-1] == place[:-1] for one in faults)
    within = [one for one in faults if one is not fault and one["loc"][: len(place)] == place]
    return fault["type"] == "too_short" and bool(within)


def _lines(text: str) -> dict[Place, int]:
    """Return the line, from 1, on which each part of a YAML text begins."""
    found: dict[Place, int] = {}

    def visit(node: yaml.Node | None, place: Place) -> None:
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                found[(*place, key.value)] = key.start_mark.line + 1
                visit(value, (*place, key.value))
        elif isinstance(node, yaml.SequenceNode):
            for number, value in enumerate(node.value):
                found[(*place, number)] = value.start_mark.line + 1
                visit(value, (*place, number))

    visit(yaml.compose(text, Loader=yaml.SafeLoader), ())
    return found
