"""A scenario as YAML that a person can read and edit."""

from __future__ import annotations

from typing import Any

import yaml

from dragoman.negotiation.scenario import Scenario

HEAD = """\
# A scenario drafted by dragoman from a ledger. It is yours to correct: docs/negotiation.md explains each
# part. from: the ledger's entries that tell it; assumed: true and a range: no entry tells the number.
# not_told, at the end, lists what the ledger could not tell. Take out `draft: true` when you have gone
# through it.
"""
_WIDTH = 110
_LAST = ("from", "assumed", "note")


class _Dumper(yaml.SafeDumper):
    """Writes small mappings on one line, as a person would."""

    def represent_mapping(self, tag: str, mapping: Any, flow_style: bool | None = None) -> yaml.MappingNode:  # noqa: ANN401
        """Return the node of a mapping, in one line where it is short and holds no other."""
        node = super().represent_mapping(tag, mapping, flow_style)
        leaf = not any(isinstance(value, dict) for value in dict(mapping).values())
        short = sum(len(str(part)) + 2 for pair in dict(mapping).items() for part in pair) < _WIDTH
        node.flow_style = leaf and short
        return node

    def represent_sequence(
        self,
        tag: str,
        sequence: Any,  # noqa: ANN401 (the base class's signature)
        flow_style: bool | None = None,
    ) -> yaml.SequenceNode:
        """Return the node of a list, in one line where it is short."""
        node = super().represent_sequence(tag, sequence, flow_style)
        node.flow_style = sum(len(str(part)) + 2 for part in sequence) < _WIDTH - 30
        return node

    def ignore_aliases(self, data: object) -> bool:
        """Write equal parts out each time."""
        return True


def scenario_text(scenario: Scenario) -> str:
    """Return the scenario as YAML; reading it gives the same scenario."""
    data = _ordered(scenario.model_dump(mode="json", by_alias=True, exclude_defaults=True))
    body = yaml.dump(data, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=_WIDTH)
    return HEAD + body


def _ordered(value: Any) -> Any:  # noqa: ANN401 (JSON)
    """Return data with what it rests on last in each mapping, and whole numbers without a point."""
    if isinstance(value, dict):
        keys = sorted(value, key=lambda key: _LAST.index(key) if key in _LAST else -1)
        return {key: _ordered(value[key]) for key in keys}
    if isinstance(value, list):
        return [_ordered(part) for part in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value
