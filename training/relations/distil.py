"""Let the teacher label sentences, and train the student on its answers beside our own rows.

    python -m training.relations.distil label --encoder MPNET --start TEACHER --out training/out/soft.pt
    python -m training.relations.distil fit --encoder MINILM --start DIR --soft training/out/soft.pt --out DIR

The teacher answers for every word and for the parts of the mentions in what some words tell; the student
learns its probabilities (Hinton, Vinyals and Dean 2015). The sentences are those of `unlabelled.py`.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Sequence
from pathlib import Path

import torch
from torch import Tensor

from training.encoder.body import load_tokenizer, word_table
from training.relations.batching import Examples
from training.relations.rows import SEED, Row, Span
from training.relations.train import (
    Step,
    follow,
    gather,
    load_model,
    loss_of,
    options_of,
    plan_of,
    predict,
    report,
    save,
)

ASKED = ("word", "role")


def soft_rows(path: Path) -> list[Row]:
    """Return the sentences of `unlabelled.py` as rows."""
    rows = []
    for line in path.read_text(encoding="utf-8").splitlines():
        text, spans = json.loads(line)
        mentions: list[Span] = [(start, end) for start, end in spans]
        rows.append(Row(text, [], [], mentions, whole=True, asked=True))
    return rows


def label(options: argparse.Namespace) -> None:
    """Write the teacher's answers."""
    rows = soft_rows(options.sentences)
    examples = Examples(rows, load_tokenizer(options.encoder))
    model, table = load_model(options.encoder, options.start), word_table(options.encoder)
    started = time.time()
    found = predict(model, table, examples, range(len(rows)))
    answers = []
    for i, item in enumerate(examples.items):
        made = found[i]
        tokens = [token for token, _ in item.words]
        answers.append(
            {"word": made["word"][tokens].half()} | ({"role": made["role"].half()} if "role" in made else {})
        )
    torch.save(answers, options.out)
    print(f"{len(answers)} sentences labelled in {time.time() - started:.0f} s")


def soft_loss(found: dict[str, Tensor], examples: Examples, batch: Sequence[int], answers: list) -> Tensor:
    """Return the cross entropy of the student's answers against the teacher's."""
    rows, tokens = [], []
    for row, i in enumerate(batch):
        for token, _ in examples.items[i].words:
            rows.append(row)
            tokens.append(token)
    mine = {"word": found["word"][rows, tokens]} | ({"role": found["role"]} if "role" in found else {})
    total = torch.zeros(())
    for name in ASKED:
        theirs = [answers[i][name] for i in batch if name in answers[i] and len(answers[i][name])]
        if name in mine and theirs:
            wanted = torch.cat(theirs).float().softmax(-1)
            total = total - (wanted * mine[name].log_softmax(-1)).sum(-1).mean()
    return total


def fit(options: argparse.Namespace) -> None:
    """Train the student on our own rows and on the teacher's answers, batch by batch in turn."""
    tokenizer, table = load_tokenizer(options.encoder), word_table(options.encoder)
    rows, held = gather(options.without, options.own_sample, options.hold)
    own, soft = Examples(rows, tokenizer), Examples(soft_rows(options.sentences), tokenizer)
    answers = torch.load(options.soft, weights_only=True)
    model = load_model(options.encoder, options.start)
    plan = [
        [*hard, *easy]
        for hard, easy in zip(
            plan_of(own, range(len(own.items)), options),
            plan_of(soft, range(len(soft.items)), options),
            strict=True,
        )
    ]
    shuffle = random.Random(SEED)
    for epoch in plan:
        shuffle.shuffle(epoch)

    def loss(found: dict[str, Tensor], wanted: dict[str, Tensor], step: Step) -> Tensor:
        examples, batch = step
        return soft_loss(found, soft, batch, answers) if examples is soft else loss_of(found, wanted)

    follow(model, table, plan, options.rate, loss)
    save(model, options.out)
    report(model, table, tokenizer, held, "plv" not in options.without)


def main() -> None:
    """Run a command of this recipe."""
    parser = options_of(__doc__, ["label", "fit"], epochs=2)
    parser.add_argument("--sentences", type=Path, default=Path("training/out/unlabelled.jsonl"))
    parser.add_argument("--soft", type=Path, default=Path("training/out/soft.pt"))
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    (label if options.command == "label" else fit)(options)


if __name__ == "__main__":
    main()
