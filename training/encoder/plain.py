"""Write what needs no training: the table of word embeddings that all encoders share, and the plain body.

    python -m training.encoder.plain --encoder DIR --out src/dragoman/models

The plain body (all-MiniLM-L6-v2 as it comes) tells how near two sentences are: `similarity/body.onnx`.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from training.encoder.body import Body
from training.encoder.export import export_body, export_words


def main() -> None:
    """Export."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    (options.out / "similarity").mkdir(parents=True, exist_ok=True)
    export_words(options.encoder, options.out)
    export_body(Body(options.encoder), options.out / "similarity" / "body.onnx")


if __name__ == "__main__":
    main()
