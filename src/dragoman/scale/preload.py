"""Imported by the fork server alone: the models are loaded there, and every worker shares their memory.

A fork server can be told only what to import, hence a module that does work when it is imported.
"""

from __future__ import annotations

import gc
import os
from contextlib import suppress

from dragoman.errors import DragomanError
from dragoman.scale.worker import HANDED, reader_for

if _settings := os.environ.pop(HANDED, ""):
    # Each worker tries again, and tells what is wrong.
    with suppress(DragomanError):
        reader_for(_settings)
    gc.collect()
    gc.freeze()  # a collection in a worker would write to, and so copy, every page that is shared
