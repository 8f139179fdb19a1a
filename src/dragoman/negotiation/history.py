"""Base rates: how threats, demands and forecasts came out in the past, as far as somebody counted them."""

from __future__ import annotations

from functools import cache

from pydantic import BaseModel, ConfigDict, Field

from dragoman.tables import load_table

FILE = "history.yaml"
THREATS = ("compellence", "deterrence", "sanctions")


class Rate(BaseModel):
    """How often something came out in cases that a study counted."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: str
    """`compellence`, `deterrence`, `sanctions`; `scale` and `status quo` of forecasts on a scale."""
    about: str
    """What the cases are."""
    counted: str
    """What came out in those that count."""
    cases: int = Field(gt=0)
    or_more: bool = False
    """The source says "more than" so many cases."""
    share: float | None = Field(default=None, ge=0, le=1)
    """None where no source that could be read gives it."""
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
    """Return the base rates of a kind; those of every kind of threat where it is not known."""
    return tuple(rate for rate in load_history() if kind == rate.kind or (not kind and rate.kind in THREATS))
