"""Write what runs without torch: the shared table of word embeddings, and a body as int8 ONNX."""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from training.encoder.body import Body, word_table

OPSET = 17


def export_words(folder: Path, out: Path) -> None:
    """Write `words.npz` (int8 values, float16 scales) and `vocabulary.txt` of a model folder."""
    table = word_table(folder).numpy()
    scales = (np.abs(table).max(axis=1) / 127).astype(np.float16)
    values = np.rint(table / np.maximum(scales.astype(np.float32), 1e-8)[:, None]).clip(-127, 127)
    np.savez(out / "words.npz", values=values.astype(np.int8), scales=scales)
    text = (folder / "vocab.txt").read_text(encoding="utf-8")
    (out / "vocabulary.txt").write_text(text, encoding="utf-8")


def export_body(body: Body, path: Path) -> None:
    """Write the body as int8 ONNX: `words` and `mask` in, `states` out.

    Weights take seven bits, so that processors without 8-bit dot products do not saturate.
    """
    body = body.eval()
    words = torch.zeros(2, 8, body.hidden)
    axes = {0: "batch", 1: "tokens"}
    write_graph(
        body,
        (words, torch.ones(2, 8)),
        ["words", "mask"],
        ["states"],
        {"words": axes, "mask": axes, "states": axes},
        path,
        per_channel=True,
        reduce_range=True,
    )


def write_graph(
    module: nn.Module,
    sample: tuple[Tensor, ...],
    inputs: list[str],
    outputs: list[str],
    axes: dict[str, dict[int, str]],
    path: Path,
    **quantising: bool,
) -> None:
    """Export `module` as ONNX with its weights in int8; `quantising` are options of `quantize_dynamic`."""
    with tempfile.TemporaryDirectory() as folder:
        full = Path(folder) / "full.onnx"
        torch.onnx.export(
            module,
            sample,
            str(full),
            input_names=inputs,
            output_names=outputs,
            dynamic_axes=axes,
            opset_version=OPSET,
            dynamo=False,
        )
        quantize_dynamic(str(full), str(path), weight_type=QuantType.QInt8, **quantising)
