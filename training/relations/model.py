"""The relation model: the shared encoder, and heads for words, roles and marked groups.

Three questions are asked of a sentence:
- words: which category of event a word tells, if any, in which mode and with which marks;
- roles: whether a mention acts in the event that a word tells, receives it, or has no part in it;
- groups: what holds of a source, a target and a trigger. This one is asked of a sentence in which markers
  stand around source and target and before the trigger, one group at a time; the others of the plain one.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn

from training.encoder.body import Body
from training.relations.labels import CATEGORIES, MARKS, MODES, ROOTS

MARKERS = ("source", "source end", "target", "target end", "trigger")
GROUP_HEADS = {
    "category": len(CATEGORIES), "root": len(ROOTS), "mode": len(MODES) + 1, "marks": len(MARKS)
}  # fmt: skip
ROLES = ("none", "actor", "recipient")
ROLE_SIZE = 128


@dataclass
class Batch:
    """Sentences, padded; see `batching.py`."""

    ids: Tensor
    """Batch by tokens: word pieces; -1, -2, ... for the markers."""
    mask: Tensor
    """Batch by tokens: 1 where there is a token."""
    groups: Tensor
    """Groups by 6: sentence, and the tokens of the five markers, 0 for one that is missing."""
    role_pairs: Tensor
    """Pairs by 4: sentence, trigger token, first and last token of the mention."""


class RelationModel(nn.Module):
    """Encoder and heads."""

    def __init__(self, folder: Path, dropout: float = 0.1) -> None:
        super().__init__()
        self.body = Body(folder)
        hidden = self.body.hidden
        self.markers = nn.Embedding(len(MARKERS), hidden)
        nn.init.normal_(self.markers.weight, std=0.05)
        self.dropout = nn.Dropout(dropout)
        self.word = nn.Linear(hidden, len(CATEGORIES))
        self.word_mode, self.word_marks = nn.Linear(hidden, len(MODES) + 1), nn.Linear(hidden, len(MARKS))
        self.role_trigger, self.role_mention = nn.Linear(hidden, ROLE_SIZE), nn.Linear(2 * hidden, ROLE_SIZE)
        self.role = nn.Linear(3 * ROLE_SIZE, len(ROLES))
        width = (len(MARKERS) + 1) * hidden
        self.group = nn.ModuleDict({name: nn.Linear(width, size) for name, size in GROUP_HEADS.items()})

    def embeddings(self, table: Tensor, ids: Tensor) -> Tensor:
        """Return the embeddings of word pieces, from the table, and of markers, which are trained."""
        words = table[ids.clamp(min=0)]
        kinds = self.markers((-1 - ids).clamp(min=0))
        return torch.where((ids < 0).unsqueeze(-1), kinds, words)

    def forward(self, table: Tensor, batch: Batch) -> dict[str, Tensor]:
        """Return the logits: `word` batch by tokens, `role` by pairs, and each head of groups by groups."""
        tokens = self.body(self.embeddings(table, batch.ids), batch.mask).float()
        dropped = self.dropout(tokens)
        found = {
            "word": self.word(dropped),
            "word_mode": self.word_mode(dropped),
            "word_marks": self.word_marks(dropped),
        }
        if len(batch.role_pairs):
            row, trigger, first, last = batch.role_pairs.unbind(1)
            one = nn.functional.gelu(self.role_trigger(self.dropout(tokens[row, trigger])))
            mention = torch.cat([tokens[row, first], tokens[row, last]], dim=-1)
            other = nn.functional.gelu(self.role_mention(self.dropout(mention)))
            found["role"] = self.role(torch.cat([one, other, one * other], dim=-1))
        if len(batch.groups):
            row, places = batch.groups[:, 0], batch.groups[:, 1:]
            weights = batch.mask.unsqueeze(-1)
            mean = (tokens * weights).sum(1) / weights.sum(1)
            markers = tokens[row.unsqueeze(1), places].flatten(1)
            features = self.dropout(torch.cat([mean[row], markers], dim=-1))
            found |= {name: head(features) for name, head in self.group.items()}
        return found
