"""Average the weights of models that were trained one after the other (Wortsman et al. 2022, "model soups").

    python -m training.relations.mix training/out/own:0.6 training/out/all:0.4 --out training/out/relations

A last course on PLV's sentences teaches the head of older roots and costs the heads of words a little; the
mean keeps most of both. The shares were chosen on the first half of tests/gold/records.
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
    weights = [(torch.load(folder / "model.pt", weights_only=True), share / total) for folder, share in parts]
    first = weights[0][0]
    mean = {
        name: sum(share * model[name].double() for model, share in weights).to(first[name].dtype)
        for name in first
    }
    options.out.mkdir(parents=True, exist_ok=True)
    torch.save(mean, options.out / "model.pt")


if __name__ == "__main__":
    main()
