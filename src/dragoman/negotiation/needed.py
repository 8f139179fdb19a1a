"""Modules of the extra `model`, loaded where they are needed."""

from __future__ import annotations

import importlib
from types import ModuleType

from dragoman.errors import DragomanError


def needed(name: str) -> ModuleType:
    """Return a module of the extra `model`; raise `DragomanError` that says how to install it."""
    try:
        return importlib.import_module(name)
    except ImportError as error:
        package = name.partition(".")[0]
        raise DragomanError(f'this needs {package}: pip install "dragoman[model]"') from error
