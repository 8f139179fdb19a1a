"""Sentences with a marked source and target: `<s>Oslo</s> praised <t>Lima</t>.`"""

from __future__ import annotations

import re
from typing import NamedTuple

TAG = re.compile(r"</?[st]>")

Span = tuple[int, int]


class MarkedPair(NamedTuple):
    """A sentence without its marks, and the characters of source and target; None where one is not marked."""

    text: str
    source: Span | None
    target: Span | None


def unmark(marked: str) -> MarkedPair:
    """Return the sentence and the spans. An opening mark gets a space before it where it had none."""
    text, at = "", 0
    opened: dict[str, int] = {}
    spans: dict[str, Span] = {}
    for tag in TAG.finditer(marked):
        text += marked[at : tag.start()]
        at = tag.end()
        name = tag.group()[-2]
        if "/" not in tag.group():
            text += " " if text and not text.endswith(" ") else ""
            opened.setdefault(name, len(text))
        elif name in opened and name not in spans:
            start = opened[name]
            start += len(text[start:]) - len(text[start:].lstrip())
            spans[name] = (start, len(text.rstrip()))
    return MarkedPair(text + marked[at:], spans.get("s"), spans.get("t"))
