"""Write trained weights as the program reads them: `body.onnx`, `heads.npz` and `labels.json`.

python -m training.relations.export --encoder DIR --start DIR --out src/dragoman/models/relations
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np

from training.encoder.export import export_body
from training.relations.labels import CATEGORIES, MARKS, MODES, QUAD_OF_ROOT, ROOTS
from training.relations.model import MARKERS
from training.relations.train import load_model


def main() -> None:
    """Export."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--start", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    model = load_model(options.encoder, options.start).eval()
    export_body(model.body, options.out / "body.onnx")
    heads = {
        name: value.numpy() for name, value in model.state_dict().items() if not name.startswith("body.")
    }
    heads["markers"] = heads.pop("markers.weight")
    np.savez(options.out / "heads.npz", **heads)
    labels = {
        "category": CATEGORIES,
        "root": ROOTS,
        "quad_of_root": QUAD_OF_ROOT,
        "mode": ["", *MODES],
        "marks": MARKS,
        "markers": MARKERS,
    }
    (options.out / "labels.json").write_text(json.dumps(labels, indent=1) + "\n", encoding="utf-8")
    print(f"{options.out}: {sum(path.stat().st_size for path in options.out.iterdir()) / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
