"""Scenario files: YAML in, a checked scenario out, and one line for each thing that is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import yaml
from pydantic import ValidationError

from dragoman.errors import DataError
from dragoman.negotiation.checks import Place, findings
from dragoman.negotiation.scenario import Scenario
from dragoman.tables import parse_table


class ScenarioError(DataError):
    """A scenario that does not hold; each of `lines` names the file, the line and what is wrong."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines


def load_scenario(path: Path) -> Scenario:
    """Return the scenario of a file; raise `ScenarioError` with a line for each error."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ScenarioError([f"{path}: cannot be read: {error}"]) from error
    return parse_scenario(text, str(path))


def parse_scenario(text: str, name: str = "scenario") -> Scenario:
    """Return the scenario in `text`; `name` is the file to name in a `ScenarioError`."""
    try:
        table = parse_table(name, text)
    except DataError as error:
        raise ScenarioError([str(error)]) from error
    lines = _lines(text)
    try:
        scenario = Scenario.model_validate(table)
    except ValidationError as error:
        wrong = [_told(name, lines, one["loc"], str(one["msg"])) for one in error.errors(include_url=False)]
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
    words = words.removeprefix("Value error, ")
    words = words.replace("Field required", f"{tail[-1] if tail else 'a field'} is missing")
    words = words.replace("Extra inputs are not permitted", "no such field")
    return f"{name}: line {lines.get(known, 1)}: {where}: {words}"


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
