"""What the modules of the command line share: options, exit statuses, settings of a run."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.errors import DragomanError

if TYPE_CHECKING:
    from dragoman.settings import Settings

FAILED_INPUTS = 1
WRONG_USE = 2
EPILOG = "Exit status: 0 done, 1 some inputs failed and are listed, 2 wrong use."

Sources = Annotated[
    list[str], typer.Argument(metavar="PATH|URL...", help="Files, folders or addresses.", show_default=False)
]
OptionalSources = Annotated[
    list[str] | None,
    typer.Argument(metavar="PATH|URL...", help="Files, folders or addresses.", show_default=False),
]
LedgerFile = Annotated[
    Path,
    typer.Argument(metavar="LEDGER", help="DuckDB file.", exists=True, dir_okay=False, show_default=False),
]
Issues = Annotated[
    Path | None, typer.Option(help="YAML file that fixes the issues.", exists=True, dir_okay=False)
]


def run_settings(issues: Path | None = None, **given: object) -> Settings:
    """Return the options of this run, those `given` (not None) first.

    Raises `DragomanError` with one line when they do not hold.
    """
    from pydantic import ValidationError

    from dragoman.settings import Settings

    try:
        given["issues"] = issues
        return Settings(**{name: value for name, value in given.items() if value is not None})  # type: ignore[arg-type]
    except (ValidationError, ValueError) as error:
        if isinstance(error, ValidationError):
            first = error.errors(include_url=False)[0]
            option = "_".join(str(part) for part in first["loc"]).upper()
            raise DragomanError(f"option DRAGOMAN_{option}: {first['msg']}") from error
        raise DragomanError(f"dragoman.toml or the environment cannot be read: {error}") from error
