"""How near two texts are in what they say, by a small encoder."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Protocol

import numpy as np
import numpy.typing as npt

from dragoman.language.encoder import Body, load_words, models_folder
from dragoman.ledger.database import Database
from dragoman.ledger.tellings import Telling

Vector = npt.NDArray[np.float32]
_SCALE = 127.0
LONGEST = 128
"""Word pieces of a text that are looked at."""


class Similarity(Protocol):
    """An encoder of texts."""

    @property
    def name(self) -> str:
        """Name and version: entries are made anew when another one is used."""

    def vectors(self, texts: Sequence[str]) -> Vector:
        """Return one vector of length 1 for each text, n by 384: the nearer in meaning, the nearer to 1
        is the product of two. A text's vector must not depend on the texts beside it: entries would
        otherwise depend on the order in which reports come."""


class SentenceSimilarity:
    """The sentence encoder that ships: the mean of a text's states, made a vector of length 1.

    Each text goes through it alone: quantised, it gives a text slightly other numbers beside other texts.
    """

    def __init__(self, body: Body, name: str) -> None:
        self._body = body
        self.name = name

    def vectors(self, texts: Sequence[str]) -> Vector:
        """Return a vector of length 1 for each text."""
        words = self._body.words
        embedded = [words.embeddings(np.array(words.pieces(text).cut(LONGEST).ids)) for text in texts]
        rows = [self._body.states([text])[0].mean(axis=0) for text in embedded]
        return np.array([row / np.linalg.norm(row) for row in rows], dtype=np.float32).reshape(len(rows), -1)


@cache
def load_similarity() -> Similarity:
    """Return the encoder that ships, loaded once."""
    path = models_folder() / "similarity" / "body.onnx"
    return SentenceSimilarity(Body(path, load_words()), f"similarity-{path.stat().st_size}")


class Nearness:
    """How near tellings are; each is encoded once, and its vector kept in the ledger."""

    def __init__(self, db: Database, similarity: Similarity) -> None:
        self._db = db
        self._similarity = similarity
        self._known: dict[str, Vector] = {}

    def prepare(self, tellings: Iterable[Telling]) -> None:
        """Have the vectors of tellings at hand, and no others."""
        wanted = {telling.id: telling.content for telling in tellings}
        self._known = {key: vector for key, vector in self._known.items() if key in wanted}
        missing = sorted(wanted.keys() - self._known.keys())
        query = "SELECT id, vector FROM vectors WHERE id IN (SELECT unnest(?))"
        for key, stored in self._db.rows(query, missing) if missing else ():
            self._known[key] = _unpacked(stored)
        new = [key for key in missing if key not in self._known]
        if not new:
            return
        texts = list(dict.fromkeys(wanted[key] for key in new))  # copies have the same words
        packed = dict(zip(texts, map(_packed, self._similarity.vectors(texts)), strict=True))
        self._db.insert({"vectors": [{"id": key, "vector": packed[wanted[key]]} for key in new]})
        self._known |= {key: _unpacked(packed[wanted[key]]) for key in new}

    def between(self, one: Telling, other: Telling) -> float:
        """Return the cosine of two tellings that were prepared; 0 where one was not."""
        a, b = self._known.get(one.id), self._known.get(other.id)
        return float(a @ b) if a is not None and b is not None else 0.0


def _packed(vector: Vector) -> bytes:
    return np.round(vector * _SCALE).astype(np.int8).tobytes()


def _unpacked(stored: bytes) -> Vector:
    vector = np.frombuffer(stored, dtype=np.int8).astype(np.float32)
    length = float(np.linalg.norm(vector))
    return vector / np.float32(length) if length else vector
