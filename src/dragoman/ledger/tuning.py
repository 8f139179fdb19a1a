"""Weights and thresholds of reconciliation, syndication and dating, from `tuning.yaml`."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Self

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from dragoman.errors import DataError
from dragoman.records import EntryKind


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Weights(_Table):
    """Share of each ground in the score of a pair; together 1."""

    words: float = Field(ge=0, le=1)
    who: float = Field(ge=0, le=1)
    whom: float = Field(ge=0, le=1)
    when: float = Field(ge=0, le=1)
    category: float = Field(ge=0, le=1)

    @model_validator(mode="after")
    def _sum_to_one(self) -> Self:
        total = self.words + self.who + self.whom + self.when + self.category
        if abs(total - 1) > 1e-9:
            raise ValueError(f"weights sum to {total}, not 1")
        return self


class WhenTuning(_Table):
    """How dates of two tellings count."""

    unknown: float
    near_days: int = Field(ge=0)
    near: float
    assumed_slack_days: int = Field(ge=0)
    plan_slack_days: int = Field(ge=0)
    retold_words: float


class MeaningTuning(_Table):
    """How nearness in meaning, a cosine, counts as likeness of words."""

    nothing: dict[EntryKind, float]
    """Kind of entry, where it is looked at, to the cosine that says nothing, as do all below; 1 is the
    same words."""


class SyndicationTuning(_Table):
    """When two reports count as copies of each other."""

    permutations: int = Field(gt=0)
    shingle_words: int = Field(gt=0)
    same_jaccard: float
    same_containment: float
    least_shingles: int
    largest_band: int = Field(gt=1)
    update_jaccard: float
    update_days: int = Field(ge=0)


class DatingTuning(_Table):
    """How a report without a date is given one."""

    window_days: int = Field(ge=0)
    weak_vote: float
    least_votes: float
    rounds: int = Field(gt=0)


class Tuning(_Table):
    """All of `tuning.yaml`."""

    version: int
    weights: dict[EntryKind, Weights]
    thresholds: dict[EntryKind, float]
    word_floors: dict[EntryKind, float]
    agreeing_floor_share: float
    same_report_penalty: float
    same_report_word_floor: float
    partner_unknown_word_floor: float
    contrary_share: float
    other_act_share: float
    cue_only_share: float
    same_meeting_words: float
    number_bonus: float
    place_penalty: float
    when: WhenTuning
    meaning: MeaningTuning
    same_words_threshold: float
    """Likeness at which two texts by themselves count as renderings of the same words."""
    largest_block: int = Field(gt=1)
    retellable: frozenset[str]
    close_categories: tuple[tuple[str, str, float], ...]
    generic_codes: frozenset[str]
    apart_from_state: frozenset[str]
    voices_of_states: frozenset[str]
    words_of_state_media: frozenset[str]
    syndication: SyndicationTuning
    dating: DatingTuning

    @model_validator(mode="after")
    def _every_kind(self) -> Self:
        for table in (self.weights, self.thresholds, self.word_floors):
            if set(table) != {"event", "statement", "plan"}:
                raise ValueError("weights, thresholds and word_floors need event, statement and plan")
        return self

    def closeness(self, one: str, other: str) -> float:
        """Return how close two categories are: 1 the same, 0 never the same thing."""
        if one == other:
            return 1.0
        pairs = ((share, {a, b}) for a, b, share in self.close_categories)
        return max((share for share, pair in pairs if pair == {one, other}), default=0.0)


@cache
def load_tuning() -> Tuning:
    """Return the shipped tuning.

    Raises:
        DataError: when `tuning.yaml` does not hold what it should.
    """
    text = resources.files(__package__).joinpath("tuning.yaml").read_text(encoding="utf-8")
    try:
        return Tuning.model_validate(yaml.safe_load(text))
    except (ValidationError, yaml.YAMLError) as error:
        raise DataError(f"ledger/tuning.yaml: {error}") from error
