"""`dragoman review`: a person overrules what the program joined, and nothing that was read is altered."""

from __future__ import annotations

import getpass
import json as json_
import sys
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli_options import EPILOG, LedgerFile
from dragoman.errors import DragomanError

if TYPE_CHECKING:
    from dragoman.ledger import Judgement, Ledger


class Action(StrEnum):
    """What `review` can do."""

    list = "list"
    same = "same"
    different = "different"
    correct = "correct"
    hide = "hide"
    rename = "rename"
    merge = "merge"
    split_off = "split"
    undo = "undo"
    export = "export"
    apply = "apply"


TAKES = {
    Action.list: (),
    Action.same: ("ID", "ID"),
    Action.different: ("ID", "ID"),
    Action.correct: ("ID", "FIELD", "VALUE"),
    Action.hide: ("ID",),
    Action.rename: ("ISSUE", "NAME"),
    Action.merge: ("ISSUE", "ISSUE"),
    Action.split_off: ("ID", "ISSUE"),
    Action.undo: ("JUDGEMENT",),
    Action.export: ("FILE",),
    Action.apply: ("FILE",),
}
"""Action to what must be named after it."""


def add_review(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command(epilog=EPILOG)(review)


def review(
    ledger: LedgerFile,
    action: Annotated[Action, typer.Argument(help="What to do.", show_default=False)],
    names: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[ID...]",
            help="same, different: two entries or tellings; correct: an entry, a field, its value; hide: an "
            "entry; rename: an issue and its new name; merge: an issue and the one it is part of; split: an "
            "entry and the issue its positions are about; undo: a judgement; export, apply: a file.",
            show_default=False,
        ),
    ] = None,
    why: Annotated[str, typer.Option(help="The reason, for others to read.")] = "",
    who: Annotated[str, typer.Option(help="Who judges; else the name of the account.")] = "",
    json: Annotated[bool, typer.Option("--json", help="Print the judgements as JSON.")] = False,
) -> None:
    """Overrule what was joined: same, different, correct, hide, rename, merge, split, undo. Nothing is lost.

    Ids are those that `show` and `brief` print, or their first letters. Fields to correct: date, category,
    mode, summary, actors, recipients, marks; lists have commas between. Judgements hold when the ledger
    grows, and can be carried to another one: `export` writes them to a file, `apply` adds those of a file.

    Example: dragoman review talks.duckdb same 513bdc3c d15dd236 --why "one call, told twice"

    Example: dragoman review talks.duckdb correct 513bdc3c date 2021-12-21

    Example: dragoman review talks.duckdb merge "ferry port" "access to the strait"

    Example: dragoman review talks.duckdb undo 8f04a1c2
    """
    from dragoman.ledger import Ledger

    given = names or []
    if len(given) != len(TAKES[action]):
        takes = " ".join(TAKES[action]) or "nothing more"
        raise typer.BadParameter(f"{action} takes {takes}", param_hint="ID")
    reading = action in (Action.list, Action.export)
    with Ledger(ledger, read_only=reading) as store:
        if action is Action.list:
            _print(store.judgements(), store, json)
        elif action is Action.export:
            _export(store, Path(given[0]))
        elif action is Action.apply:
            made = _read(Path(given[0]))
            print(f"{store.apply(made)} of {len(made)} judgements were new", file=sys.stderr)
        else:
            _print([_judge(store, action, given, who or getpass.getuser(), why)], store, json)


def _judge(store: Ledger, action: Action, given: Sequence[str], who: str, why: str) -> Judgement:
    if action is Action.undo:
        found = [made.id for made in store.judgements() if _begins(made.id, given[0])]
        if len(found) != 1:
            known = "no judgement" if not found else f"{len(found)} judgements begin with"
            raise DragomanError(f"{known} {given[0]}: `dragoman review LEDGER list` prints them")
        return store.judge("undo", who, undoes=found[0], why=why)
    if action in (Action.rename, Action.merge):
        return store.judge(action.value, who, field=given[0], value=given[1], why=why)  # type: ignore[arg-type]
    one = store.find(given[0])
    if action is Action.split_off:
        return store.judge("split", who, one=one, value=given[1], why=why)
    if action is Action.correct:
        return store.judge("correct", who, one=one, field=given[1], value=given[2], why=why)
    if action is Action.hide:
        return store.judge("hide", who, one=one, why=why)
    kind = "same" if action is Action.same else "different"
    return store.judge(kind, who, one=one, other=store.find(given[1]), why=why)  # type: ignore[arg-type]


def _begins(key: str, name: str) -> bool:
    start = name.removeprefix("judgement_")
    return bool(start) and key.rpartition("_")[2].startswith(start)


def _export(store: Ledger, path: Path) -> None:
    judgements = store.judgements()
    lines = "".join(made.model_dump_json() + "\n" for made in judgements)
    try:
        path.write_text(lines, encoding="utf-8")
    except OSError as error:
        raise DragomanError(f"{path}: cannot be written: {error.strerror}") from error
    print(f"{len(judgements)} judgements written to {path}", file=sys.stderr)


def _read(path: Path) -> list[Judgement]:
    from pydantic import ValidationError

    from dragoman.ledger import Judgement

    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise DragomanError(f"{path}: cannot be read: {error.strerror}") from error
    made = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            made.append(Judgement.model_validate_json(line))
        except ValidationError as error:
            raise DragomanError(
                f"{path}, line {number}: not a judgement: {error.errors()[0]['msg']}"
            ) from error
    return made


def _print(judgements: Sequence[Judgement], store: Ledger, as_json: bool) -> None:
    if as_json:
        dumped = [made.model_dump(mode="json") for made in judgements]
        print(json_.dumps(dumped, indent=2, ensure_ascii=False))
        return
    undone = {made.undoes for made in store.judgements() if made.kind == "undo"}
    for made in judgements:
        print(line(made, store, made.id in undone))
    if not judgements:
        print("no judgements")


def line(made: Judgement, store: Ledger, undone: bool) -> str:
    """Return a judgement as one line: id, when, who, what, of which entries now, why."""
    about = " and ".join(part for part in (store.whose(made.one), store.whose(made.other)) if part)
    what = f"{made.kind} {about}"
    if made.kind == "correct":
        what += f": {made.field} is {made.value}"
    elif made.kind in ("rename", "merge"):
        what = f"{made.kind} “{made.field}” to “{made.value}”"
    elif made.kind == "split":
        what += f": its issue is “{made.value}”"
    elif made.kind == "undo":
        what = f"undo {made.undoes.rpartition('_')[2][:8]}"
    if made.why:
        what += f" ({made.why})"
    state = "  [undone]" if undone else ""
    return f"{made.id.rpartition('_')[2][:8]}  {made.made_at:%Y-%m-%d %H:%M}  {made.who}  {what}{state}"
