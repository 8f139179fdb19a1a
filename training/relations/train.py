"""Train the relation model and measure it.

    python -m training.relations.train fit --encoder DIR --out DIR [--without plv|pairs|records] [--epochs N]
    python -m training.relations.train cross --encoder DIR --start DIR     five-fold figures on PLV train

`--encoder` is a model folder with safetensors and tokenizer. Seeds are fixed. See README.md beside this
file for the steps, their times and figures.
"""

from __future__ import annotations

import argparse
import copy
import json
import random
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from training.encoder.body import load_tokenizer, word_table
from training.relations.batching import IGNORE, Examples
from training.relations.model import MARKERS, RelationModel
from training.relations.rows import SEED, Row, own_pairs, own_records, plv_pairs
from training.relations.score import confusion, figures, record_figures

HEAD_RATE = 2e-3
SMOOTHING = 0.05
FOLDS = 5
WEIGHTS = {
    "word": 1.0,
    "role": 1.0,
    "category": 1.0,
    "root": 1.0,
    "mode": 0.4,
    "marks": 0.4,
    "word_mode": 0.4,
    "word_marks": 0.4,
}


def loss_of(found: dict[str, Tensor], wanted: dict[str, Tensor]) -> Tensor:
    """Return the weighted sum of the heads' losses on a batch."""
    total = torch.zeros(())
    for name in ("word", "role", "category", "mode", "word_mode"):
        if name in found and (wanted[name] != IGNORE).any():
            logits, gold = found[name].flatten(0, -2), wanted[name].flatten()
            smooth = SMOOTHING if name == "category" else 0.0
            total = total + WEIGHTS[name] * nn.functional.cross_entropy(
                logits, gold, ignore_index=IGNORE, label_smoothing=smooth
            )
    if "root" in found and (wanted["root"] != IGNORE).any():
        each = nn.functional.cross_entropy(
            found["root"], wanted["root"], ignore_index=IGNORE, label_smoothing=SMOOTHING, reduction="none"
        )
        known = (wanted["root"] != IGNORE).float()
        total = total + WEIGHTS["root"] * (each * wanted["root_weight"] * known).sum() / known.sum()
    for name in ("marks", "word_marks"):
        if name in found and (known := wanted[name] >= 0).any():
            total = total + WEIGHTS[name] * nn.functional.binary_cross_entropy_with_logits(
                found[name][known], wanted[name][known]
            )
    return total


Step = tuple[Examples, list[int]]
Loss = Callable[[dict[str, Tensor], dict[str, Tensor], Step], Tensor]


def plan_of(
    examples: Examples, indices: Sequence[int], options: argparse.Namespace, seed: int = SEED
) -> list[list[Step]]:
    """Return the batches of each epoch, in random order."""
    shuffle = random.Random(seed)
    return [
        [(examples, batch) for batch in examples.batches(indices, options.batch_tokens, shuffle)]
        for _ in range(options.epochs)
    ]


def follow(
    model: RelationModel, table: Tensor, plan: Sequence[Sequence[Step]], rate: float, loss_of_step: Loss
) -> None:
    """Train in place with AdamW, 10% warm-up and linear decay, in bfloat16 where the machine has it."""
    body = list(model.body.parameters())
    ids = {id(parameter) for parameter in body}
    heads = [parameter for parameter in model.parameters() if id(parameter) not in ids]
    optimizer = torch.optim.AdamW(
        [{"params": body, "lr": rate}, {"params": heads, "lr": HEAD_RATE}], weight_decay=0.01, fused=True
    )
    steps = sum(map(len, plan))
    warm = max(1, steps // 10)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / warm, max(0.0, (steps - step) / (steps - warm + 1)))
    )
    started = time.time()
    done = 0
    for number, epoch in enumerate(plan, start=1):
        model.train()
        running = 0.0
        for examples, batch in epoch:
            tensors, wanted = examples.tensors(batch)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                found = model(table, tensors)
            logits = {name: value.float() for name, value in found.items()}
            loss = loss_of_step(logits, wanted, (examples, batch))
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            running += float(loss.detach())
            done += 1
            if done % 100 == 0:
                print(f"{done} of {steps} steps, {time.time() - started:.0f} s", flush=True)
        spent = time.time() - started
        print(f"epoch {number}: loss {running / len(epoch):.3f}, {spent:.0f} s", flush=True)


def fit(
    model: RelationModel,
    table: Tensor,
    examples: Examples,
    indices: Sequence[int],
    options: argparse.Namespace,
) -> None:
    """Train on labelled examples; `options` has `epochs`, the body's learning `rate` and `batch_tokens`.

    With `soup` above 1 the weights are the mean of so many courses from the same start, each with another
    order and dropout (Wortsman et al. 2022): one model with much of what an ensemble gains.
    """
    start = copy.deepcopy(model.state_dict())
    mean = {name: torch.zeros_like(value, dtype=torch.float64) for name, value in start.items()}
    for course in range(options.soup):
        model.load_state_dict(start)
        torch.manual_seed(SEED + course)
        plan = plan_of(examples, indices, options, SEED + course)
        follow(model, table, plan, options.rate, lambda found, wanted, _: loss_of(found, wanted))
        for name, value in model.state_dict().items():
            mean[name] += value.double() / options.soup
    model.load_state_dict({name: value.to(start[name].dtype) for name, value in mean.items()})


@torch.no_grad()
def predict(
    model: RelationModel, table: Tensor, examples: Examples, indices: Sequence[int]
) -> dict[int, dict[str, Tensor]]:
    """Return the logits of each row's groups, words and roles."""
    model.eval()
    made: dict[int, dict[str, Tensor]] = {}
    for batch in examples.batches(indices, 4000, None):
        tensors, _ = examples.tensors(batch)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            found = model(table, tensors)
        for row, i in enumerate(batch):
            made[i] = {"word": found["word"][row].float()}
            if "role" in found:
                made[i]["role"] = found["role"][tensors.role_pairs[:, 0] == row].float()
            mine = tensors.groups[:, 0] == row
            made[i] |= {
                n: found[n][mine].float() for n in ("category", "root", "mode", "marks") if n in found
            }
    return made


def load_model(encoder: Path, start: Path | None) -> RelationModel:
    """Return the model, from the bare encoder or from weights trained before."""
    torch.manual_seed(SEED)
    model = RelationModel(encoder)
    if start:
        weights = torch.load(start / "model.pt", weights_only=True)
        weights["markers.weight"] = weights["markers.weight"][: len(MARKERS)]
        model.load_state_dict(weights)
    return model


def gather(
    without: Sequence[str], own_sample: int | None = None, hold: bool = False
) -> tuple[list[Row], list[Row]]:
    """Return the rows of all sources but those left out, and the whole records that are held out.

    Held out is every tenth whole record, whatever the sample: a model that goes on from another one has
    never seen them.
    """
    sources = {"plv": plv_pairs, "pairs": own_pairs, "records": own_records}
    rows = [row for name, read in sources.items() if name not in without for row in read()]
    held = [row for i, row in enumerate(row for row in rows if row.whole) if i % 10 == 0] if hold else []
    out = {id(row) for row in held}
    rows = [row for row in rows if id(row) not in out]
    if "groups" in without:
        for row in rows:
            if row.whole:
                row.groups.clear()  # the plain sentence only, at a third of the tokens
    if own_sample is not None:
        own = [row for row in rows if row.own]
        rows = random.Random(SEED).sample(own, own_sample) + [row for row in rows if not row.own]
    return rows, held


def report(model: RelationModel, table: Tensor, tokenizer: Tokenizer, held: list[Row], seen: bool) -> None:
    """Print the figures on PLV's train split (`seen`: trained on it), and on whole records held out."""
    plv = plv_pairs()
    examples = Examples(plv, tokenizer)
    found = predict(model, table, examples, range(len(examples.items)))
    print(json.dumps({"plv_train" + (" (trained on)" if seen else ""): figures(plv, found)}))
    if held:
        examples = Examples(held, tokenizer)
        found = predict(model, table, examples, range(len(examples.items)))
        print(json.dumps({"held_records": record_figures(examples, found)}))


def save(model: RelationModel, folder: Path) -> None:
    """Write the weights that `load_model` reads."""
    folder.mkdir(parents=True, exist_ok=True)
    torch.save(model.state_dict(), folder / "model.pt")


def options_of(about: str | None, commands: Sequence[str], epochs: int) -> argparse.ArgumentParser:
    """Return a parser with what every course of training can be told."""
    parser = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("command", choices=commands)
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--start", type=Path)
    parser.add_argument(
        "--without", choices=["plv", "pairs", "records", "groups"], action="append", default=[]
    )
    parser.add_argument(
        "--hold", action="store_true", help="leave a tenth of the whole records out and score it"
    )
    parser.add_argument("--own-sample", type=int, help="take so many of our own pairs and records at random")
    parser.add_argument("--epochs", type=int, default=epochs)
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--batch-tokens", type=int, default=1000)
    return parser


def main() -> None:
    """Run a command of this recipe."""
    parser = options_of(__doc__, ["fit", "cross"], epochs=4)
    parser.add_argument("--out", type=Path, default=Path("training/out/relations"))
    parser.add_argument("--soup", type=int, default=1, help="average the weights of so many courses")
    options = parser.parse_args()
    (run_fit if options.command == "fit" else run_cross)(options)


def run_fit(options: argparse.Namespace) -> None:
    """Train on all that is asked for, and save."""
    tokenizer, table = load_tokenizer(options.encoder), word_table(options.encoder)
    rows, held = gather(options.without, options.own_sample, options.hold)
    model = load_model(options.encoder, options.start)
    examples = Examples(rows, tokenizer)
    fit(model, table, examples, range(len(examples.items)), options)
    save(model, options.out)
    report(model, table, tokenizer, held, "plv" not in options.without)


def run_cross(options: argparse.Namespace) -> None:
    """Print figures on PLV's train split, each fifth scored by a model that has seen the other four."""
    tokenizer, table = load_tokenizer(options.encoder), word_table(options.encoder)
    plv = plv_pairs()
    own, _ = gather(["plv"], options.own_sample or 0)
    order = list(range(len(plv)))
    random.Random(SEED).shuffle(order)
    examples = Examples([*plv, *own], tokenizer)
    extra = list(range(len(plv), len(examples.items)))  # PLV's rows have one example each
    found: dict[int, dict[str, Tensor]] = {}
    for fold in range(FOLDS):
        held = order[fold::FOLDS]
        model = load_model(options.encoder, options.start)
        seen = [i for i in order if i not in set(held)]
        fit(model, table, examples, seen + extra, options)
        found |= predict(model, table, examples, held)
        print(json.dumps({"fold": fold, "so_far": figures(plv, found)}), flush=True)
    print(confusion(plv, found))


if __name__ == "__main__":
    main()
