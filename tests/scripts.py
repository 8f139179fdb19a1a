"""Scripts that are no part of the package, as modules."""

import importlib.util
from pathlib import Path

ROOT = Path(__file__).parent.parent


def load_script(path):
    """Return a script of the project, named from its root, as a module of its own."""
    spec = importlib.util.spec_from_file_location(Path(path).stem, ROOT / path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
