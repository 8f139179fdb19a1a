"""Export trained weights for the program: int8 ONNX, tokenizer, and what the heads' outputs mean.

python training/relations/export.py --encoder DIR --start DIR --out src/dragoman/models/relations
"""

from __future__ import annotations

import argparse
import json
import shutil
from pathlib import Path

import torch
from data import CATEGORIES, MARKERS, MARKS, MODES, QUAD_OF_ROOT, ROOTS
from model import HEADS, MAX_TOKENS
from onnxruntime.quantization import QuantType, quantize_dynamic
from train import load_model

OPSET = 17


def main() -> None:
    """Write `model.onnx`, `tokenizer.json` and `labels.json`."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--start", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    model, tokenizer = load_model(options.encoder, options.start)
    model.eval()
    ids = torch.ones(2, 8, dtype=torch.long)
    sample = (ids, torch.ones_like(ids), torch.tensor([1, 2]), torch.tensor([3, 4]))
    names = ["ids", "mask", "source", "target"]
    full = options.start / "full.onnx"
    axes = {"ids": {0: "batch", 1: "tokens"}, "mask": {0: "batch", 1: "tokens"}}
    axes |= {name: {0: "batch"} for name in ("source", "target", *HEADS)}
    torch.onnx.export(
        model,
        sample,
        str(full),
        input_names=names,
        output_names=list(HEADS),
        dynamic_axes=axes,
        opset_version=OPSET,
        dynamo=False,
    )
    quantize_dynamic(str(full), str(options.out / "model.onnx"), weight_type=QuantType.QInt8)
    tokenizer.backend_tokenizer.save(str(options.out / "tokenizer.json"))
    labels = {
        "category": CATEGORIES,
        "root": ROOTS,
        "quad_of_root": QUAD_OF_ROOT,
        "mode": ["", *MODES],
        "marks": MARKS,
        "markers": MARKERS,
        "max_tokens": MAX_TOKENS,
    }
    (options.out / "labels.json").write_text(json.dumps(labels, indent=1) + "\n", encoding="utf-8")
    size = sum(path.stat().st_size for path in options.out.iterdir()) / 1e6
    print(f"{options.out}: {size:.1f} MB")
    shutil.rmtree(options.out / "__pycache__", ignore_errors=True)


if __name__ == "__main__":
    main()
