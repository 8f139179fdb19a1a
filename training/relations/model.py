"""The relation model: a small encoder with heads for category, older root, mode and marks."""

from __future__ import annotations

from pathlib import Path

import torch
from data import CATEGORIES, MARKERS, MARKS, MODES, ROOTS
from torch import Tensor, nn
from transformers import AutoModel, AutoTokenizer, PreTrainedTokenizerBase

MAX_TOKENS = 128
HEADS = {"category": len(CATEGORIES), "root": len(ROOTS), "mode": len(MODES) + 1, "marks": len(MARKS)}


class RelationModel(nn.Module):
    """Encoder, and linear heads on mean pooling plus the states at both opening markers."""

    def __init__(self, encoder: nn.Module, hidden: int, dropout: float = 0.1) -> None:
        super().__init__()
        self.encoder = encoder
        self.dropout = nn.Dropout(dropout)
        self.heads = nn.ModuleDict({name: nn.Linear(3 * hidden, size) for name, size in HEADS.items()})

    def forward(self, ids: Tensor, mask: Tensor, source: Tensor, target: Tensor) -> tuple[Tensor, ...]:
        """Return the logits of each head, in the order of `HEADS`.

        `ids`, `mask`: batch by tokens; `source`, `target`: index of each opening marker.
        """
        states = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state
        weights = mask.unsqueeze(-1).to(states.dtype)
        mean = (states * weights).sum(1) / weights.sum(1)
        rows = torch.arange(ids.shape[0], device=ids.device)
        features = self.dropout(torch.cat([mean, states[rows, source], states[rows, target]], dim=-1))
        return tuple(head(features) for head in self.heads.values())


def load_encoder(folder: Path) -> tuple[PreTrainedTokenizerBase, nn.Module, int]:
    """Return tokenizer, encoder and hidden size of a saved folder; each marker is one token."""
    tokenizer = AutoTokenizer.from_pretrained(folder)
    tokenizer.add_special_tokens({"additional_special_tokens": list(MARKERS.values())})
    encoder = AutoModel.from_pretrained(folder, attn_implementation="eager")
    return tokenizer, encoder, encoder.config.hidden_size


def window(ids: list[int], source: int, target: int, limit: int = MAX_TOKENS) -> list[int]:
    """Cut long sentences to `limit` tokens around both markers; first and last token stay."""
    if len(ids) <= limit:
        return ids
    body = ids[1:-1]
    at = [ids.index(marker) for marker in (source, target) if marker in ids] or [1]
    first = max(0, min(at) - 1 - limit // 4)
    first = min(first, max(0, len(body) - (limit - 2)))
    last_needed = max(at) + 8
    if last_needed - first > limit - 2:
        first = max(0, last_needed - (limit - 2))
    return [ids[0], *body[first : first + limit - 2], ids[-1]]
