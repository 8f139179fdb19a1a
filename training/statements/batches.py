"""Examples as padded tensors."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from dragoman.coding.tagger_linking import places_of
from training.statements.rows import IGNORE, Example


@dataclass
class Batch:
    """Windows by pieces or words; queries by words."""

    ids: Tensor
    features: Tensor
    mask: Tensor
    heads: Tensor
    word_mask: Tensor
    flat: Tensor
    rows: Tensor
    first: Tensor
    last: Tensor
    places: Tensor
    hints: Tensor
    roles: Tensor
    weights: Tensor


def collate(found: list[Example]) -> Batch:
    """Pad examples to the longest."""
    length = max(len(example.window.ids) for example in found)
    count = max(len(example.window.heads) for example in found)
    queries = [(row, query) for row, example in enumerate(found) for query in example.queries]
    places, roles = [], []
    for _, query in queries:
        places.append(torch.from_numpy(places_of(count, query.first, query.last)))
        roles.append(query.roles + [IGNORE] * (count - len(query.roles)))
    return Batch(
        ids=_padded([example.window.ids for example in found], length),
        features=_padded([example.window.features for example in found], length),
        mask=_padded([[1] * len(example.window.ids) for example in found], length).bool(),
        heads=_padded([example.window.heads for example in found], count),
        word_mask=_padded([[1] * len(example.window.heads) for example in found], count).bool(),
        flat=_padded([example.flat for example in found], count, IGNORE),
        rows=torch.tensor([row for row, _ in queries], dtype=torch.long),
        first=torch.tensor([query.first for _, query in queries], dtype=torch.long),
        last=torch.tensor([query.last - 1 for _, query in queries], dtype=torch.long),
        places=torch.stack(places) if places else torch.zeros(0, count, dtype=torch.long),
        hints=_padded([query.hints for _, query in queries], count).reshape(len(queries), count),
        roles=torch.tensor(roles, dtype=torch.long).reshape(len(queries), count),
        weights=torch.tensor([query.weight for _, query in queries], dtype=torch.float),
    )


def _padded(lists: list[list[int]], length: int, fill: int = 0) -> Tensor:
    return torch.tensor([row + [fill] * (length - len(row)) for row in lists], dtype=torch.long)
