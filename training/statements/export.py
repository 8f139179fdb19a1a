"""Export trained weights for the program: two int8 ONNX graphs.

    python -m training.statements.export --encoder DIR --start training/out/statements \\
        --out src/dragoman/models

The table of word embeddings beside them comes from `training.encoder.plain`.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import torch
from torch import Tensor, nn

from dragoman.language.word_pieces import WordPieces
from training.encoder.export import write_graph
from training.statements.model import Tagger, from_pretrained, load
from training.statements.rows import FLAT, ROLES
from training.statements.train import MARK_PIECES, SIZE


class Encode(nn.Module):
    """`Tagger.encode` for windows of one length."""

    def __init__(self, tagger: Tagger) -> None:
        super().__init__()
        self.tagger = tagger

    def forward(self, vectors: Tensor, features: Tensor, heads: Tensor) -> tuple[Tensor, Tensor]:
        """Return states and flat scores of the words."""
        return self.tagger.encode(vectors, features, None, heads)


class Link(nn.Module):
    """The linking head for the cues of one window."""

    def __init__(self, tagger: Tagger) -> None:
        super().__init__()
        self.linker = tagger.linker

    def forward(self, states: Tensor, first: Tensor, last: Tensor, places: Tensor, hints: Tensor) -> Tensor:
        """Return the scores of the roles."""
        return self.linker(states, None, torch.zeros_like(first), first, last, places, hints)


def main() -> None:
    """Write everything the program reads."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--start", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    tagger, table = from_pretrained(options.encoder)
    load(tagger, options.start / "tagger.pt")
    tagger.eval()
    own = options.out / "statements"
    own.mkdir(parents=True, exist_ok=True)
    write_graphs(tagger, table.shape[1], own)
    pieces = WordPieces.read(options.encoder / "vocab.txt")
    about = {
        "flat": FLAT,
        "roles": ROLES,
        "size": SIZE,
        "marks": [pieces.number(name) for name in MARK_PIECES],
    }
    (own / "tagger.json").write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8")
    for path in sorted(own.iterdir()):
        print(f"{path}: {path.stat().st_size / 1e6:.2f} MB")


def write_graphs(tagger: Tagger, width: int, out: Path) -> None:
    """Write `encoder.onnx` and `linker.onnx`."""
    one = torch.ones(1, 8, dtype=torch.long)
    sample = (torch.zeros(1, 8, width), one, one[:, :5])
    axes = {
        "vectors": {1: "pieces"},
        "features": {1: "pieces"},
        "heads": {1: "words"},
        "states": {1: "words"},
        "flat": {1: "words"},
    }
    write_graph(Encode(tagger), sample, list(axes)[:3], list(axes)[3:], axes, out / "encoder.onnx")
    three = torch.tensor([0, 1, 1])
    table = torch.ones(3, 5, dtype=torch.long)
    sample = (torch.zeros(1, 5, width), three, three, table, table)
    axes = {
        "states": {1: "words"},
        "first": {0: "queries"},
        "last": {0: "queries"},
        "places": {0: "queries", 1: "words"},
        "hints": {0: "queries", 1: "words"},
        "roles": {0: "queries", 1: "words"},
    }
    write_graph(Link(tagger), sample, list(axes)[:5], ["roles"], axes, out / "linker.onnx")


if __name__ == "__main__":
    main()
