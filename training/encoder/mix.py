"""Average the weights of models that were trained one after the other (Wortsman et al. 2022, "model soups").

    python -m training.encoder.mix training/out/own:0.6 training/out/all:0.4 --out training/out/relations

Each folder holds the weights of one model in one `.pt` file. For the relations, a last course on PLV's
sentences teaches the head of older roots and costs the heads of words a little; the mean keeps most of both.
Shares were chosen on the dev halves of tests/gold/records, and on 42 held articles for the statements.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch


def main() -> None:
    """Write the mean."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("models", nargs="+", metavar="FOLDER:SHARE")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    parts = [
        (Path(folder), float(share)) for folder, share in (part.rsplit(":", 1) for part in options.models)
    ]
    total = sum(share for _, share in parts)
    files = [(next(folder.glob("*.pt")), share) for folder, share in parts]
    weights = [(torch.load(file, weights_only=True), share / total) for file, share in files]
    first = weights[0][0]
    mean = {
        name: sum(share * model[name].double() for model, share in weights).to(first[name].dtype)
        for name in first
    }
    options.out.mkdir(parents=True, exist_ok=True)
    torch.save(mean, options.out / files[0][0].name)


if __name__ == "__main__":
    main()
