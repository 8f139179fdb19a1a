"""Write docs/commands.md from the help texts and the settings, and the schema of scenario files.

python docs/generate.py          writes the page
python docs/generate.py --check  exits 1 when the page is out of date
"""

from __future__ import annotations

import ast
import inspect
import itertools
import json
import sys
from pathlib import Path

import typer
from click import Command, Context, Group
from typer.main import get_command

from dragoman import settings
from dragoman.cli import app
from dragoman.negotiation.scenario import scenario_schema

PAGE = Path(__file__).parent / "commands.md"
SCHEMA = Path(__file__).parent / "scenario.schema.json"
HEAD = """# Commands and settings

Written by `docs/generate.py` from the program's own help; do not edit.

Exit status of every command: 0 done, 1 some inputs failed and are listed, 2 wrong use.
"""


def commands() -> dict[str, Command]:
    """Return every command of the program by its name."""
    group = get_command(app)
    if not isinstance(group, Group) and not hasattr(group, "commands"):
        raise TypeError("the program has no commands")
    return dict(group.commands)  # type: ignore[attr-defined]


def help_of(name: str, command: Command) -> str:
    """Return a command's help as a terminal of 100 columns shows it, without styles."""
    context = Context(command, info_name=f"dragoman {name}", terminal_width=100, max_content_width=100)
    lines = command.get_help(context).splitlines()
    return "\n".join(line.rstrip() for line in lines).strip()


def settings_table() -> str:
    """Return the settings as a table, with the sentence that stands below each in the source."""
    tree = ast.parse(inspect.getsource(settings.Settings))
    body = tree.body[0].body  # type: ignore[attr-defined]
    words = {}
    for field, text in itertools.pairwise(body):
        if isinstance(field, ast.AnnAssign) and isinstance(text, ast.Expr):
            words[field.target.id] = inspect.cleandoc(text.value.value)  # type: ignore[attr-defined, union-attr]
    rows = ["| setting | default | what it does |", "| --- | --- | --- |"]
    for name, field in settings.Settings.model_fields.items():
        rows.append(f"| `{name}` | `{field.default!r}` | {' '.join(words[name].split())} |")
    return "\n".join(rows)


def page() -> str:
    """Return the whole page."""
    parts = [HEAD]
    for name, command in commands().items():
        parts.append(f"## dragoman {name}\n\n```\n{help_of(name, command)}\n```\n")
    parts.append(
        "## Settings\n\nEach can be given as an environment variable `DRAGOMAN_<NAME>` (capitals) or in\n"
        "`dragoman.toml` of the working folder; an option on the command line wins over both.\n\n"
        + settings_table()
        + "\n"
    )
    return "\n".join(parts)


def main() -> None:
    """Write or check the page."""
    typer.rich_utils = None  # type: ignore[attr-defined]
    text = page()
    if "--check" in sys.argv:
        sys.exit(0 if PAGE.read_text(encoding="utf-8") == text else f"{PAGE} is out of date: make docs")
    PAGE.write_text(text, encoding="utf-8")
    SCHEMA.write_text(json.dumps(scenario_schema(), indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
