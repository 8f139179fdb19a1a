"""The scenario: what an analyst holds about a negotiation, each figure with its source or marked as
assumed.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from dragoman.negotiation.graph import Change

Finite = Annotated[float, Field(allow_inf_nan=False)]
Payoff = tuple[Finite, Finite]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Sourced(_Part):
    """Something that rests on the ledger, or is assumed, or both: the words told, the number assumed."""

    from_: tuple[str, ...] = Field(default=(), alias="from")
    """Ids of the ledger's entries that it rests on."""
    assumed: bool = False
    """The analyst's own: no entry tells it."""
    note: str = ""

    @model_validator(mode="after")
    def _has_a_source(self) -> Self:
        if not self.from_ and not self.assumed:
            raise ValueError("neither from: (entry ids) nor assumed: true says where this comes from")
        return self


class Number(Sourced):
    """A number with its range; a number that is assumed must have one."""

    value: Finite
    range: tuple[Finite, Finite] | None = None

    @model_validator(mode="after")
    def _in_range(self) -> Self:
        if self.assumed and self.range is None:
            raise ValueError("a number that is assumed needs a range: [low, high]")
        if self.low > self.high:
            raise ValueError("a range has its low end first: [low, high]")
        if not self.low <= self.value <= self.high:
            raise ValueError(
                f"the value {self.value:g} is outside of its range {self.low:g} to {self.high:g}"
            )
        return self

    @property
    def low(self) -> float:
        """The low end of the range; the value where there is none."""
        return self.range[0] if self.range else self.value

    @property
    def high(self) -> float:
        """The high end of the range; the value where there is none."""
        return self.range[1] if self.range else self.value


class Party(_Part):
    """A party to the conflict."""

    name: str
    actors: tuple[str, ...] = ()
    """Ids of the ledger's actors that it stands for."""
    means: Number | None = None
    """What it can bring to bear, on any scale that is the same for all parties; 0 or more."""


class Scale(_Part):
    """The scale of an issue, with what its ends mean."""

    low: Finite = 0
    high: Finite = 100
    low_means: str
    high_means: str

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.low >= self.high:
            raise ValueError("the low end must lie below the high end")
        return self


class Issue(_Part):
    """What the parties contend over."""

    name: str
    scale: Scale
    today: Number | None = None
    """Where the issue stands if nothing is agreed."""
    positions: dict[str, Number] = {}
    """Party to where it wants the issue settled."""
    salience: dict[str, Number] = {}
    """Party to how much it cares, 0 to 100."""


class Option(Sourced):
    """Something that a party can do or leave; the order of options numbers the states."""

    party: str
    means: str
    """What it is, in words."""
    change: Change = Change.free


class Rule(_Part):
    """A restriction on which options go together: exactly one of the five forms."""

    never: str | None = None
    """A statement that holds in no state."""
    exactly_one: tuple[str, ...] | None = None
    at_most_one: tuple[str, ...] | None = None
    at_least_one: tuple[str, ...] | None = None
    if_: str | None = Field(default=None, alias="if")
    then: str | None = None

    @model_validator(mode="after")
    def _one_form(self) -> Self:
        forms = [self.never, self.exactly_one, self.at_most_one, self.at_least_one, self.if_]
        if sum(form is not None for form in forms) != 1 or (self.if_ is None) != (self.then is None):
            raise ValueError(
                "a rule is one of never, exactly_one, at_most_one, at_least_one, or if with then"
            )
        return self


class Preference(Sourced):
    """A party's order of the states, best first: a ranking, or priorities from which one follows."""

    ranking: tuple[int | tuple[int, ...], ...] | None = None
    """Numbers of states from 1; states in a list of their own are tied."""
    priorities: tuple[str, ...] | None = None
    """Statements about options, the most important first."""
    range: float | None = Field(default=None, ge=0, allow_inf_nan=False)
    """By how many places each state can be off."""

    @model_validator(mode="after")
    def _one_form(self) -> Self:
        if (self.ranking is None) == (self.priorities is None):
            raise ValueError("preferences are either a ranking or priorities")
        if self.priorities == ():
            raise ValueError("priorities need a statement at least")
        if self.assumed and self.range is None:
            raise ValueError(
                "preferences that are assumed need a range: by how many places a state can be off"
            )
        return self


class Payoffs(_Part):
    """What each outcome of a challenge is worth to the challenger and to the defender."""

    status_quo: Payoff = (0.0, 0.0)
    acquiescence: Payoff
    backing_down: Payoff
    war: Payoff


class Threat(Sourced):
    """A threat or a challenge: in words, and where payoffs are given, as the asymmetric deterrence game."""

    challenger: str
    defender: str
    means: str
    kind: Literal["compellence", "deterrence", "sanctions", ""] = ""
    """Which base rates of history are put beside it."""
    payoffs: Payoffs | None = None
    sharpness: float = Field(default=1.0, ge=0, allow_inf_nan=False)
    """Lambda of the quantal response."""
    off_by: float = Field(default=0.0, ge=0, allow_inf_nan=False)
    """By how much each payoff can be off."""

    @model_validator(mode="after")
    def _has_a_range(self) -> Self:
        if self.assumed and self.payoffs is not None and not self.off_by:
            raise ValueError("payoffs that are assumed need off_by: by how much each can be off")
        return self


class Demand(_Part):
    """Crisis bargaining over one good (Fearon): what to demand when the other's cost of war is private."""

    by: str
    of: str
    win: Number
    """Probability that `by` wins a war."""
    cost: Number
    """Cost of war to `by`, as a share of the good."""
    target_cost: Number
    """Cost of war to `of`: its range is what `by` holds possible."""


class Outcome(_Part):
    """One outcome of a bargain, with what it is worth to each party."""

    name: str
    worth: dict[str, Finite]


class Bargain(Sourced):
    """A bargain over outcomes that are listed one by one."""

    outcomes: tuple[Outcome, ...] = Field(min_length=1)
    disagreement: dict[str, Finite] = Field(min_length=1)
    """What it is worth to each party if nothing is agreed."""


class Scenario(_Part):
    """All of it. Ids are the keys; their order counts."""

    title: str
    date: str = ""
    """The day that it describes, EDTF."""
    draft: bool = False
    """Written by the program and not yet gone through by a person."""
    parties: dict[str, Party] = Field(min_length=1)
    issues: dict[str, Issue] = {}
    options: dict[str, Option] = {}
    rules: tuple[Rule, ...] = ()
    today: tuple[str, ...] | None = None
    """The options taken today."""
    preferences: dict[str, Preference] = {}
    threats: dict[str, Threat] = {}
    demands: dict[str, Demand] = {}
    bargains: dict[str, Bargain] = {}
    not_told: tuple[str, ...] = ()
    """What the ledger could not tell."""

    @field_validator("date", mode="before")
    @classmethod
    def _date_as_text(cls, value: object) -> object:
        """YAML reads a bare day or year as a date or a number."""
        return str(value) if isinstance(value, (dt.date, int)) else value


def scenario_schema() -> dict[str, Any]:
    """Return the JSON Schema of scenario files (draft 2020-12)."""
    schema = Scenario.model_json_schema(by_alias=True)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
