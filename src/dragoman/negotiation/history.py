"""Base rates: how such threats ended in the past, as far as somebody counted them."""

from __future__ import annotations

from functools import cache

from pydantic import BaseModel, ConfigDict, Field

from dragoman.tables import load_table

FILE = "history.yaml"


class Rate(BaseModel):
    """How often something came out in cases that a study counted."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: str
    counted: str
    cases: int = Field(gt=0)
    share: float = Field(ge=0, le=1)
    period: str
    source: str
    caution: str
    seen: str
    """What was looked at when the row was written."""


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    rates: dict[str, Rate]


@cache
def load_history() -> tuple[Rate, ...]:
    """Return all base rates."""
    return tuple(load_table(_Table, "dragoman.negotiation", FILE).rates.values())


def rates_of(kind: str) -> tuple[Rate, ...]:
    """Return the base rates of a kind of threat; all of them where the kind is not known."""
    return tuple(rate for rate in load_history() if kind in ("", rate.kind))
