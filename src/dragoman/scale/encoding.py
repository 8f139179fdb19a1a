"""Encoding what reports say in several processes, or on a cluster: most of what reconciling costs.

How near two tellings are in meaning hangs on the two alone, and a text's vector on the text alone. So any
share of the texts can be encoded anywhere, and the entries are those of one process.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import TYPE_CHECKING

import numpy as np

from dragoman.ledger.similarity import load_similarity
from dragoman.settings import Settings

if TYPE_CHECKING:
    from dragoman.ledger.similarity import Similarity, Vector

WORTH_SHARING = 400
"""Texts from which it is worth starting processes: about four seconds of one core."""
_SHARE = 200
"""Texts that are handed out together."""


def encode(texts: Sequence[str]) -> Vector:
    """Return the vectors of texts by the encoder that ships; loaded once in each process."""
    return load_similarity().vectors(texts)


class _Shared(ABC):
    """The encoder that ships, its work shared out where there is enough of it."""

    @property
    def name(self) -> str:
        """Name and version of the encoder: the same as without sharing, since its vectors are."""
        return load_similarity().name

    def vectors(self, texts: Sequence[str]) -> Vector:
        """Return a vector of length 1 for each text."""
        if len(texts) < WORTH_SHARING:
            return encode(texts)
        return np.concatenate(self._encoded([texts[at : at + _SHARE] for at in range(0, len(texts), _SHARE)]))

    @abstractmethod
    def _encoded(self, shares: Sequence[Sequence[str]]) -> list[Vector]:
        """Return the vectors of each share."""


class ProcessSimilarity(_Shared):
    """Shares the texts out to processes of this machine: started once, they end with this object."""

    def __init__(self, jobs: int) -> None:
        self._jobs = jobs
        self._pool: ProcessPoolExecutor | None = None

    def _encoded(self, shares: Sequence[Sequence[str]]) -> list[Vector]:
        if self._pool is None:
            self._pool = ProcessPoolExecutor(self._jobs, mp_context=get_context("forkserver"))
        try:
            return list(self._pool.map(encode, shares))
        except BrokenProcessPool:  # a process was killed: nothing is lost but its time
            self._pool = None
            return list(map(encode, shares))


class ClusterSimilarity(_Shared):
    """Shares the texts out to the machines of a Ray cluster that this process has joined or can join."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def _encoded(self, shares: Sequence[Sequence[str]]) -> list[Vector]:
        from dragoman.scale.cluster import on_cluster

        return on_cluster(encode, shares, self._settings)


def shared_similarity(settings: Settings) -> Similarity:
    """Return the encoder for a ledger that these settings read into."""
    if settings.engine == "ray":
        return ClusterSimilarity(settings)
    return ProcessSimilarity(settings.jobs) if settings.jobs > 1 else load_similarity()
