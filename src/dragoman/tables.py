"""Read the package's YAML tables, with errors that name the file and the entry."""

from __future__ import annotations

from importlib.resources import files
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from dragoman.errors import DataError

Model = TypeVar("Model", bound=BaseModel)

# The C parser is ten times as fast; PyYAML lacks it where it was built without libyaml.
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _StrictLoader(_Loader):  # type: ignore[misc]
    """A safe loader that refuses a key that stands twice in one mapping."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        """Return the mapping of `node`; raise `ConstructorError` on a repeated key."""
        seen: set[str] = set()
        for key, _ in node.value:
            if key.value in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"the key {key.value!r} stands twice", key.start_mark
                )
            seen.add(key.value)
        mapping: dict[Any, Any] = super().construct_mapping(node, deep=deep)
        return mapping


# YAML 1.1 reads the prepositions "on" and "off" and the word "no" as truth values; here they are words.
_StrictLoader.yaml_implicit_resolvers = {
    first: [(tag, form) for tag, form in resolvers if tag != "tag:yaml.org,2002:bool" or first in "tTfF"]
    for first, resolvers in _Loader.yaml_implicit_resolvers.items()
}


def read_table(name: str, package: str = "dragoman.ontology") -> dict[str, Any]:
    """Return the mapping in the file `name` of `package`; raise `DataError` when it is not one."""
    text = files(package).joinpath(name).read_text(encoding="utf-8")
    return parse_table(name, text)


def load_table(model: type[Model], package: str, name: str) -> Model:
    """Return the whole file `name` of `package` as a `model`; raise `DataError` when it is not one."""
    return check(model, read_table(name, package), name, package)


def parse_table(name: str, text: str) -> dict[str, Any]:
    """Return the mapping that `text` holds; `name` is the file to name in a `DataError`."""
    try:
        # Not unsafe: the base class is PyYAML's safe loader.
        table = yaml.load(text, Loader=_StrictLoader)  # noqa: S506
    except yaml.YAMLError as error:
        raise DataError(f"{name}: {_yaml_fault(error)}") from error
    if not isinstance(table, dict):
        raise DataError(f"{name}: line 1: a mapping was expected, not {type(table).__name__}")
    return table


def _yaml_fault(error: yaml.YAMLError) -> str:
    """Return the line and what is wrong with it."""
    mark, problem = getattr(error, "problem_mark", None), getattr(error, "problem", None)
    if mark is None or not problem:
        return f"not valid YAML: {' '.join(str(error).split())}"
    return f"line {mark.line + 1}: not valid YAML: {' '.join(str(problem).split())}"


def check(model: type[Model], value: object, name: str, entry: str) -> Model:
    """Return `value` as a `model`; raise `DataError` that names the file, the entry and what is wrong."""
    try:
        return model.model_validate(value)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise DataError(f"{name}: {entry}: {place + ': ' if place else ''}{first['msg']}") from error
