"""The encoder that the trained parts share: MiniLM (ships) or MPNet (teaches).

Words go in as embeddings, looked up in a table that is never trained, so that several bodies can share one
table.
"""

from __future__ import annotations

import json
import math
from pathlib import Path

import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch import Tensor, nn

NEVER = -1e4
"""Added to the attention score of padding."""
BUCKETS, FARTHEST = 32, 128
"""Of the relative positions of MPNet (Song et al. 2020), which takes them from T5."""


class Layer(nn.Module):
    """One transformer layer, normalised after each half; without dropout, which cost a fifth of the time."""

    def __init__(self, hidden: int, inner: int, heads: int, eps: float) -> None:
        super().__init__()
        self.heads = heads
        self.query, self.key, self.value, self.out = (nn.Linear(hidden, hidden) for _ in range(4))
        self.grow, self.shrink = nn.Linear(hidden, inner), nn.Linear(inner, hidden)
        self.after_attention, self.after_inner = nn.LayerNorm(hidden, eps), nn.LayerNorm(hidden, eps)

    def forward(self, states: Tensor, bias: Tensor) -> Tensor:
        """Return the new states; `bias` (batch by heads or 1 by tokens by tokens) is added to the scores."""
        batch, tokens, hidden = states.shape
        each = hidden // self.heads

        def split(values: Tensor) -> Tensor:
            return values.view(batch, tokens, self.heads, each).transpose(1, 2)

        query, key, value = split(self.query(states)), split(self.key(states)), split(self.value(states))
        scores = query @ key.transpose(-1, -2) / math.sqrt(each) + bias.to(query.dtype)
        seen = (scores.softmax(-1) @ value).transpose(1, 2).reshape(batch, tokens, hidden)
        states = self.after_attention(states + self.out(seen))
        inner = self.shrink(nn.functional.gelu(self.grow(states)))
        return self.after_inner(states + inner)


class Body(nn.Module):
    """Encoder without its word embeddings."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        self.hidden, heads = config["hidden_size"], config["num_attention_heads"]
        eps = config["layer_norm_eps"]
        weights = load_file(folder / "model.safetensors")
        self.relative = config["model_type"] == "mpnet"
        first = config["pad_token_id"] + 1 if self.relative else 0
        positions = weights["embeddings.position_embeddings.weight"][first:]
        if not self.relative:
            positions = positions + weights["embeddings.token_type_embeddings.weight"][0]
        self.positions = nn.Embedding.from_pretrained(positions.clone(), freeze=False)
        self.norm = nn.LayerNorm(self.hidden, eps)
        _copy(self.norm, weights, "embeddings.LayerNorm")
        self.layers = nn.ModuleList(
            Layer(self.hidden, config["intermediate_size"], heads, eps)
            for _ in range(config["num_hidden_layers"])
        )
        names = _MPNET if self.relative else _BERT
        for number, layer in enumerate(self.layers):
            for ours, theirs in names.items():
                _copy(getattr(layer, ours), weights, f"encoder.layer.{number}.{theirs}")
        if self.relative:
            bias = weights["encoder.relative_attention_bias.weight"]
            self.bias = nn.Embedding.from_pretrained(bias.clone(), freeze=False)

    def forward(self, words: Tensor, mask: Tensor) -> Tensor:
        """Return the last states.

        `words`: batch by tokens by hidden, embeddings; `mask`: batch by tokens, 1 where there is a token.
        """
        positions = torch.arange(words.shape[1], device=words.device).unsqueeze(0)
        bias = ((1.0 - mask.to(words.dtype)) * NEVER)[:, None, None, :]
        if self.relative:
            apart = positions.unsqueeze(1) - positions.unsqueeze(2)
            bias = bias + self.bias(_bucket(apart)).permute(0, 3, 1, 2)
        states = self.norm(words + self.positions(positions))
        for layer in self.layers:
            states = layer(states, bias)
        return states


_BERT = {
    "query": "attention.self.query",
    "key": "attention.self.key",
    "value": "attention.self.value",
    "out": "attention.output.dense",
    "after_attention": "attention.output.LayerNorm",
    "grow": "intermediate.dense",
    "shrink": "output.dense",
    "after_inner": "output.LayerNorm",
}
_MPNET = _BERT | {
    "query": "attention.attn.q",
    "key": "attention.attn.k",
    "value": "attention.attn.v",
    "out": "attention.attn.o",
    "after_attention": "attention.LayerNorm",
}


def _copy(module: nn.Module, weights: dict[str, Tensor], name: str) -> None:
    module.load_state_dict({part: weights[f"{name}.{part}"] for part in ("weight", "bias")})


def _bucket(apart: Tensor) -> Tensor:
    half = BUCKETS // 2
    exact = half // 2
    far = apart.abs()
    scale = (half - exact) / math.log(FARTHEST / exact)
    large = exact + (torch.log(far.clamp(min=1).float() / exact) * scale).long()
    return (apart > 0).long() * half + torch.where(far < exact, far, large.clamp(max=half - 1))


def word_table(folder: Path) -> Tensor:
    """Return the word embeddings of a model folder: vocabulary by hidden, float32."""
    return load_file(folder / "model.safetensors")["embeddings.word_embeddings.weight"].float()


def load_tokenizer(folder: Path) -> Tokenizer:
    """Return the folder's tokenizer, without padding and cutting."""
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer
