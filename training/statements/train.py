"""Train the tagger of statements.

    python -m training.statements.train --encoder DIR --data ../shared/data/statements/polnear/train \
        --out training/out/statements --epochs 4

`--own FILE` adds passages of our own, `--without polnear` leaves PolNeAR out.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional as F

from dragoman.language.word_pieces import WordPieces
from training.statements.batches import Batch, collate
from training.statements.model import Tagger, from_pretrained, load
from training.statements.rows import (
    IGNORE,
    Article,
    Example,
    articles,
    examples,
    own_articles,
    restyled,
    split,
)

SIZE = 256
MARK_PIECES = ("[CLS]", "[SEP]", "[unused1]")
SEED = 11


def main() -> None:
    """Train and save `tagger.pt` after each epoch."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--rules", type=Path, nargs="*", default=[], help="what cache_rules.py wrote")
    parser.add_argument("--minutes", type=float, help="end after so long, whatever --epochs says")
    parser.add_argument("--own", type=Path, nargs="*", default=[])
    parser.add_argument("--start", type=Path, help="weights to go on from")
    parser.add_argument("--without", nargs="*", default=[])
    parser.add_argument("--all", action="store_true", help="also learn from the articles held for tuning")
    parser.add_argument("--epochs", type=float, default=4)
    parser.add_argument("--rate", type=float, default=3e-4)
    parser.add_argument("--head-rate", type=float, default=1e-3)
    parser.add_argument("--batch", type=int, default=8)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--drop", type=float, default=0.05, help="share of pieces hidden from the encoder")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    options.out.mkdir(parents=True, exist_ok=True)
    own = [article for path in options.own for article in own_articles(path)]
    pieces = WordPieces.read(options.encoder / "vocab.txt")
    marks = tuple(pieces.number(name) for name in MARK_PIECES)
    tagger, table = from_pretrained(options.encoder)
    if options.start:
        load(tagger, options.start / "tagger.pt")
    fit(tagger, table, own, pieces, marks, options)


def to_learn(options: argparse.Namespace) -> list[Article]:
    """Return PolNeAR's articles; read again for each epoch, since cache_rules.py may still be at work."""
    if "polnear" in options.without:
        return []
    learn, held = split(articles(options.data, options.rules))
    return learn + held if options.all else learn


def fit(
    tagger: Tagger,
    table: Tensor,
    own: list[Article],
    pieces: WordPieces,
    marks: tuple[int, ...],
    options: argparse.Namespace,
) -> None:
    """Train with warm-up and linear decay; the last epoch may be a part of one."""
    draw = random.Random(options.seed)
    encoder = list(tagger.encoder.parameters())
    heads = [*tagger.flat.parameters(), *tagger.linker.parameters()]
    groups = [{"params": encoder, "lr": options.rate}, {"params": heads, "lr": options.head_rate}]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
    first = epoch(to_learn(options), own, pieces, marks, options.batch, draw)
    total = max(1, int(len(first) * options.epochs))
    started = time.time()
    step = 0

    def share(_: int) -> float:
        """Return the share of the rate: it rises over the first 60 steps and falls to nothing at the end."""
        gone = (time.time() - started) / (60 * options.minutes) if options.minutes else step / total
        return min(1.0, (step + 1) / 60) * max(0.0, 1 - gone)

    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, share)
    unknown = pieces.number("[MASK]")
    print(json.dumps({"lots": len(first)}), flush=True)
    sums = [0.0, 0.0]
    ended = False
    while not ended:
        for lot in first or epoch(to_learn(options), own, pieces, marks, options.batch, draw):
            batch = collate(lot)
            tagger.train()
            hide = (torch.rand(batch.ids.shape) < options.drop) & batch.mask
            vectors = F.embedding(batch.ids.masked_fill(hide, unknown), table)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                flat_loss, role_loss = losses(tagger, vectors, batch)
            (flat_loss + role_loss).backward()
            torch.nn.utils.clip_grad_norm_(tagger.parameters(), 1.0)
            optimiser.step()
            optimiser.zero_grad()
            schedule.step()
            sums[0] += flat_loss.item()
            sums[1] += role_loss.item()
            step += 1
            if step % 20 == 0:
                means = {"flat": round(sums[0] / 20, 4), "roles": round(sums[1] / 20, 4)}
                seconds = round(time.time() - started)
                print(json.dumps({"step": step, "of": total, **means, "seconds": seconds}), flush=True)
                sums = [0.0, 0.0]
            out_of_time = options.minutes and time.time() - started > 60 * options.minutes
            ended = bool(out_of_time) if options.minutes else step >= total
            if ended:
                break
        first = []
        torch.save(tagger.state_dict(), options.out / "tagger.pt")


def epoch(
    learn: list[Article],
    own: list[Article],
    pieces: WordPieces,
    marks: tuple[int, ...],
    size: int,
    draw: random.Random,
) -> list[list[Example]]:
    """Return all windows of all articles, cut anew, in lots of like length and random order."""
    found = []
    for article in [*learn, *own]:
        found += examples(restyled(article, draw), pieces, marks, SIZE, draw)
    draw.shuffle(found)
    chunks = [found[at : at + 16 * size] for at in range(0, len(found), 16 * size)]
    batches = []
    for chunk in chunks:
        chunk.sort(key=lambda example: len(example.window.ids))
        batches += [chunk[at : at + size] for at in range(0, len(chunk), size)]
    draw.shuffle(batches)
    return batches


def losses(tagger: Tagger, vectors: Tensor, batch: Batch) -> tuple[Tensor, Tensor]:
    """Return the loss of the flat head for each word, and ten times that of the roles."""
    words, flat = tagger.encode(vectors, batch.features, batch.mask, batch.heads)
    weights = torch.tensor([1.0, 1.5, 1.5, 1.0, 1.0, 1.0, 1.0])
    flat_loss = F.cross_entropy(
        flat.float().flatten(0, 1), batch.flat.flatten(), weights, ignore_index=IGNORE, label_smoothing=0.02
    )
    if not len(batch.rows):
        return flat_loss, flat_loss.new_zeros(())
    roles = tagger.linker(
        words, batch.word_mask, batch.rows, batch.first, batch.last, batch.places, batch.hints
    )
    each = F.cross_entropy(
        roles.float().flatten(0, 1), batch.roles.flatten(), ignore_index=IGNORE, reduction="none"
    ).view(batch.roles.shape)
    share = (each.sum(1) / 25 * batch.weights).mean()
    return flat_loss, share


if __name__ == "__main__":
    main()
