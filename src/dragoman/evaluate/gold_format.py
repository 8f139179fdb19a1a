"""The form of a gold annotation: offsets in a report's text and codes, checked when loaded.

A field that leaves room holds a list of acceptable values, or `*` for any. Lists of codes name what a
coder must give, and `..._optional` what may stand beside it. An item marked `optional` is neither
rewarded nor punished.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from dragoman.errors import DataError

ANY = "*"
Offsets = tuple[int, int]
Choice = str | tuple[str, ...]
_Form = TypeVar("_Form", bound=BaseModel)


def fits(value: str, choice: Choice) -> bool:
    """Tell whether `value` is among the acceptable ones."""
    return choice == ANY or value == choice or (not isinstance(choice, str) and value in choice)


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class _Item(_Part):
    id: str = ""
    optional: bool = False


class GoldEvent(_Item):
    """An event: clause, predicate, roles as codes, marks, EDTF date, and who tells it."""

    span: Offsets
    trigger: Offsets
    actor: tuple[str, ...]
    actor_optional: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    recipient_optional: tuple[str, ...] = ()
    category: Choice
    mode: Choice = ""
    marks: tuple[str, ...] = ()
    marks_optional: tuple[str, ...] = ()
    date: Choice = ""
    attributed_to: tuple[str, ...] = ()
    attributed_optional: tuple[str, ...] = ()


class GoldNegative(_Part):
    """A stretch that tells of something that did not happen.

    An event whose predicate lies in it must carry a mark, or be of a category in `unless`: the demand,
    threat, refusal or agreement that the stretch is the content of.
    """

    id: str
    span: Offsets
    why: str
    unless: tuple[str, ...] = ()


class GoldSpeaker(_Part):
    """Who speaks: for a person the name must be right too, else the code is enough."""

    name: str
    code: str
    person: bool


class GoldStatement(_Item):
    """A statement: source, cue, contents, kind, and EDTF date."""

    speaker: GoldSpeaker
    kind: Choice
    contents: tuple[Offsets, ...]
    cue: Offsets
    addressee: str = ""
    channel: str = ""
    date: Choice = ""
    place: str = ""
    parent: str = ""


class GoldTime(_Item):
    """A time expression; a relative one may stay unresolved while its report has no date."""

    span: Offsets
    type: Choice
    value: Choice
    edtf: Choice = ""
    relative: bool


class GoldPosition(_Item):
    """A party's stance; the issue is a name for people, and is not compared."""

    party: Choice
    issue: str
    stance: Choice
    span: Offsets
    toward: tuple[str, ...] = ()
    date: Choice = ""


class GoldPlan(_Item):
    """A planned meeting: the codes of its parties, what, when (EDTF), and where it is told."""

    parties: tuple[str, ...]
    what: str
    when: Choice
    spans: tuple[Offsets, ...]


class Gold(_Part):
    """All that one report tells."""

    report: str
    sha256: str
    """Hash of the text (UTF-8) that the offsets count in."""
    published: str
    date_basis: str
    outlet: str = ""
    events: tuple[GoldEvent, ...] = ()
    not_happened: tuple[GoldNegative, ...] = ()
    statements: tuple[GoldStatement, ...] = ()
    times: tuple[GoldTime, ...] = ()
    positions: tuple[GoldPosition, ...] = ()
    calendar: tuple[GoldPlan, ...] = ()


class GoldGroup(_Part):
    """Items of several reports that tell one thing: report stem to ids of one kind of item."""

    id: str
    kind: str
    members: dict[str, tuple[str, ...]]
    what: str
    optional: bool = False


class Inferred(_Part):
    """The date that an undated report gets, and the groups that it follows from."""

    report: str
    date: str
    basis: tuple[str, ...] = Field(alias="from")


class GoldLedger(_Part):
    """What several reports tell together, alone and differently."""

    reports: tuple[str, ...]
    groups: tuple[GoldGroup, ...]
    only: dict[str, dict[str, tuple[str, ...]]]
    differences: tuple[dict[str, object], ...] = ()
    inferred_date: Inferred | None = None


def load(path: Path) -> Gold:
    """Read one report's gold annotation; raise DataError when it does not hold what it should."""
    return _read(path, Gold)


def load_ledger(path: Path) -> GoldLedger:
    """Read what several reports tell together; raise DataError when it does not hold what it should."""
    return _read(path, GoldLedger)


def _read(path: Path, form: type[_Form]) -> _Form:
    try:
        return form.model_validate(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, ValidationError) as error:
        raise DataError(f"{path}: not a gold annotation: {error}") from error
