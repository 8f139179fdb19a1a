"""The small encoders that ship: one table of word embeddings, and for each a body that runs without torch.

A body is an int8 ONNX graph from word embeddings and a mask to states; the table is int8, a scale a row.
See `models/README.md` for what they are and how they were made.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dragoman.language.word_pieces import WordPieces

Floats = NDArray[np.float32]
BATCH_TOKENS = 2048
"""About so many tokens go through a body at once; more gain nothing on one core."""


class Words:
    """The vocabulary and its embeddings."""

    def __init__(self, folder: Path) -> None:
        self.pieces = WordPieces.read(folder / "vocabulary.txt")
        with np.load(folder / "words.npz", allow_pickle=False) as table:
            self._values, self._scales = table["values"], table["scales"].astype(np.float32)

    @property
    def width(self) -> int:
        """Length of an embedding."""
        return int(self._values.shape[1])

    def embeddings(self, ids: NDArray[np.int64]) -> Floats:
        """Return the embeddings of word pieces, of the shape of `ids` and the width."""
        found: Floats = self._values[ids].astype(np.float32) * self._scales[ids][..., None]
        return found


class Body:
    """One ONNX graph, on one thread.

    The scales of its int8 products are of a whole batch: a text has slightly other states beside other texts.
    What must not depend on its neighbours is given alone, or always with the same ones.
    """

    def __init__(self, path: Path, words: Words) -> None:
        import onnxruntime  # loaded here: it takes a tenth of a second that not every command needs

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        self._session: Any = onnxruntime.InferenceSession(
            str(path), options, providers=["CPUExecutionProvider"]
        )
        self.words = words

    def states(self, texts: Sequence[Floats]) -> list[Floats]:
        """Return the states of texts, tokens by width, from the embeddings of their tokens."""
        found: list[Floats] = [np.zeros((0, self.words.width), dtype=np.float32)] * len(texts)
        order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
        start = 0
        while start < len(order):
            end = start + 1
            while end < len(order) and len(texts[order[end]]) * (end + 1 - start) <= BATCH_TOKENS:
                end += 1
            for i, states in zip(
                order[start:end], self._run([texts[i] for i in order[start:end]]), strict=True
            ):
                found[i] = states
            start = end
        return found

    def _run(self, batch: Sequence[Floats]) -> list[Floats]:
        longest = max(len(text) for text in batch)
        words = np.zeros((len(batch), longest, self.words.width), dtype=np.float32)
        mask = np.zeros((len(batch), longest), dtype=np.float32)
        for row, text in enumerate(batch):
            words[row, : len(text)] = text
            mask[row, : len(text)] = 1.0
        (states,) = self._session.run(None, {"words": words, "mask": mask})
        return [states[row, : len(text)] for row, text in enumerate(batch)]


def models_folder() -> Path:
    """Return the folder of the weights that ship."""
    return Path(str(files("dragoman.models")))


@cache
def load_words(folder: Path | None = None) -> Words:
    """Return the table in a folder, by default the one that ships; loaded once."""
    return Words(folder or models_folder())
