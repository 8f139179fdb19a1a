"""Score the exported int8 model on PLV train as a program without torch would run it.

    python training/relations/quantised.py FOLDER

FOLDER is what export.py wrote. Prints macro F1 over the older roots, quads, and cooperation against
conflict, and sentences a second on one thread. A check of the export (and of what quantising costs):
the shipped recipe has seen these rows.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

import numpy as np
import onnxruntime
import tokenizers
from data import plv_rows
from model import window
from train import figures

BATCH = 32


def main() -> None:
    """Run every row through the exported model and print the figures."""
    folder = Path(sys.argv[1])
    labels = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
    tokenizer = tokenizers.Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(folder / "model.onnx"), options)
    openings = [tokenizer.token_to_id(labels["markers"][tag]) for tag in ("<s>", "<t>")]
    rows = plv_rows()
    start = time.process_time()
    encoded = [window(tokenizer.encode(row.text).ids, *openings, labels["max_tokens"]) for row in rows]
    order = sorted(range(len(rows)), key=lambda i: len(encoded[i]))
    guess = [""] * len(rows)
    for first in range(0, len(order), BATCH):
        batch = order[first : first + BATCH]
        longest = max(len(encoded[i]) for i in batch)
        ids = np.zeros((len(batch), longest), dtype=np.int64)
        mask = np.zeros_like(ids)
        for row, i in enumerate(batch):
            ids[row, : len(encoded[i])] = encoded[i]
            mask[row, : len(encoded[i])] = 1
        at = [np.array([encoded[i].index(m) if m in encoded[i] else 0 for i in batch]) for m in openings]
        inputs = {"ids": ids, "mask": mask, "source": at[0], "target": at[1]}
        (roots,) = session.run(["root"], inputs)
        for i, scores in zip(batch, roots, strict=True):
            guess[i] = labels["root"][int(scores.argmax())]
    spent = time.process_time() - start
    found = figures([row.root for row in rows], guess)
    print(json.dumps({**found, "sentences_per_second": round(len(rows) / spent)}))


if __name__ == "__main__":
    main()
