"""The tagger: an encoder over a window of words, a flat head, and a head that reads beside one cue.

The encoder is BERT's without its table of word embeddings, which stays as it is and outside the graph.
"""

from __future__ import annotations

import json
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional as F

from dragoman.coding.tagger_linking import PLACES
from dragoman.coding.tagger_words import FEATURES
from training.statements.rows import FLAT, ROLES

NARROW = 128


class Layer(nn.Module):
    """One transformer layer with the norm after each part, as in BERT."""

    def __init__(self, width: int, heads: int, inner: int) -> None:
        super().__init__()
        self.heads = heads
        self.attention_in = nn.Linear(width, 3 * width)
        self.attention_out = nn.Linear(width, width)
        self.attention_norm = nn.LayerNorm(width, eps=1e-12)
        self.inner = nn.Linear(width, inner)
        self.outer = nn.Linear(inner, width)
        self.norm = nn.LayerNorm(width, eps=1e-12)

    def forward(self, states: Tensor, mask: Tensor | None) -> Tensor:
        """Return new states. `mask` (batch by tokens) is true where there is a token; without one all are.

        Without a mask attention is one node of ONNX Runtime's own.
        """
        query, key, value = self.attention_in(states).chunk(3, -1)
        if mask is None:
            mixed = FusedAttention.apply(query, key, value, self.heads)
        else:
            mixed = attend(query, key, value, self.heads, mask)
        states = self.attention_norm(states + self.attention_out(mixed))
        return self.norm(states + self.outer(F.gelu(self.inner(states))))


def attend(query: Tensor, key: Tensor, value: Tensor, heads: int, mask: Tensor) -> Tensor:
    """Return what attention mixes; faster on a CPU in bfloat16 than torch's fused kernel and its gradient."""
    batch, length, width = query.shape
    parts = (part.view(batch, length, heads, width // heads).transpose(1, 2) for part in (query, key, value))
    query, key, value = parts
    bias = torch.zeros_like(mask, dtype=query.dtype).masked_fill(~mask, -1e4)[:, None, None, :]
    scores = torch.matmul(query * (width // heads) ** -0.5, key.transpose(2, 3)) + bias
    mixed = torch.matmul(scores.softmax(-1, dtype=torch.float32).to(value.dtype), value)
    return mixed.transpose(1, 2).reshape(batch, length, width)


class FusedAttention(torch.autograd.Function):
    """Attention over all tokens as one node, for the export."""

    @staticmethod
    def forward(ctx: object, query: Tensor, key: Tensor, value: Tensor, heads: int) -> Tensor:
        """Return what attention mixes."""
        return attend(query, key, value, heads, torch.ones(query.shape[:2], dtype=torch.bool))

    @staticmethod
    def symbolic(g: object, query: object, key: object, value: object, heads: int) -> object:
        """Return the node."""
        node = g.op("com.microsoft::MultiHeadAttention", query, key, value, num_heads_i=heads)
        node.setType(query.type())
        return node


class Encoder(nn.Module):
    """Position and feature embeddings and the layers; reads vectors of word pieces."""

    def __init__(self, config: dict) -> None:
        super().__init__()
        width = config["hidden_size"]
        self.positions = nn.Embedding(config["max_position_embeddings"], width)
        self.features = nn.Embedding(FEATURES, width)
        self.norm = nn.LayerNorm(width, eps=1e-12)
        self.dropout = nn.Dropout(0.1)
        self.layers = nn.ModuleList(
            Layer(width, config["num_attention_heads"], config["intermediate_size"])
            for _ in range(config["num_hidden_layers"])
        )

    def forward(self, vectors: Tensor, features: Tensor, mask: Tensor | None) -> Tensor:
        """Return the states of the pieces."""
        places = torch.arange(vectors.shape[1], device=vectors.device)
        states = vectors + self.positions(places)[None] + self.features(features)
        states = self.dropout(self.norm(states))
        for layer in self.layers:
            states = layer(states, mask)
        return states


class Tagger(nn.Module):
    """The encoder with its two heads."""

    def __init__(self, config: dict) -> None:
        super().__init__()
        width = config["hidden_size"]
        self.encoder = Encoder(config)
        self.flat = nn.Linear(width, len(FLAT))
        self.linker = Linker(width)
        self.dropout = nn.Dropout(0.1)

    def encode(
        self, vectors: Tensor, features: Tensor, mask: Tensor | None, heads: Tensor
    ) -> tuple[Tensor, Tensor]:
        """Return the states of the words (batch, words, width) and their flat scores."""
        states = self.encoder(vectors, features, mask)
        words = torch.gather(states, 1, heads[..., None].expand(-1, -1, states.shape[-1]))
        return words, self.flat(self.dropout(words))


class Linker(nn.Module):
    """Reads the words of a window beside one cue and scores the role that each plays for it."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.word = nn.Linear(width, NARROW)
        self.cue = nn.Linear(2 * width, NARROW)
        self.gate = nn.Linear(2 * width, NARROW)
        self.places = nn.Embedding(PLACES, NARROW)
        self.hints = nn.Embedding(len(ROLES) + 1, NARROW)
        nn.init.zeros_(self.hints.weight)
        self.norm = nn.LayerNorm(NARROW)
        self.layers = nn.ModuleList(Layer(NARROW, 4, 2 * NARROW) for _ in range(2))
        self.out = nn.Linear(NARROW, len(ROLES))

    def forward(
        self,
        words: Tensor,
        mask: Tensor | None,
        rows: Tensor,
        first: Tensor,
        last: Tensor,
        places: Tensor,
        hints: Tensor,
    ) -> Tensor:
        """Return role scores (queries, words, roles).

        `words`, `mask`: states of the words of each window, and whether there is a word; `rows`: window
        of each query; `first`, `last`: first and last word of its cue; `places` (queries by words):
        where each word stands from the cue; `hints` (likewise): 0, or 1 + the role that rules give it.
        """
        cue = torch.cat([words[rows, first], words[rows, last]], dim=-1)
        narrow = self.word(words)[rows]
        mask = None if mask is None else mask[rows]
        states = narrow * torch.sigmoid(self.gate(cue))[:, None] + self.cue(cue)[:, None]
        states = self.norm(states + self.places(places) + self.hints(hints))
        for layer in self.layers:
            states = layer(states, mask)
        return self.out(states)


def load(tagger: Tagger, path: Path) -> None:
    """Load saved weights; those from before the rules' hints know nothing of them."""
    state = torch.load(path, weights_only=True)
    known = state["encoder.features.weight"]
    state["encoder.features.weight"] = known.repeat(FEATURES // len(known), 1)
    state.setdefault("linker.hints.weight", torch.zeros_like(tagger.linker.hints.weight))
    tagger.load_state_dict(state)


NAMES = {
    "attention.output.dense": "attention_out",
    "attention.output.LayerNorm": "attention_norm",
    "intermediate.dense": "inner",
    "output.dense": "outer",
    "output.LayerNorm": "norm",
}


def from_pretrained(folder: Path) -> tuple[Tagger, Tensor]:
    """Return a tagger whose encoder has the weights in `folder`, and the table of word embeddings."""
    config = json.loads((folder / "config.json").read_text())
    weights = {
        name.removeprefix("bert."): value for name, value in load_file(folder / "model.safetensors").items()
    }
    tagger = Tagger(config)
    state = {
        "positions.weight": weights["embeddings.position_embeddings.weight"],
        "features.weight": weights["embeddings.token_type_embeddings.weight"][:1].repeat(FEATURES, 1),
        "norm.weight": weights["embeddings.LayerNorm.weight"],
        "norm.bias": weights["embeddings.LayerNorm.bias"],
    }
    for number in range(config["num_hidden_layers"]):
        for part in ("weight", "bias"):
            old = f"encoder.layer.{number}."
            self_attention = [
                weights[f"{old}attention.self.{name}.{part}"] for name in ("query", "key", "value")
            ]
            state[f"layers.{number}.attention_in.{part}"] = torch.cat(self_attention)
            for theirs, ours in NAMES.items():
                state[f"layers.{number}.{ours}.{part}"] = weights[f"{old}{theirs}.{part}"]
    tagger.encoder.load_state_dict(state)
    return tagger, weights["embeddings.word_embeddings.weight"]
