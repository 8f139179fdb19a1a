"""Sentence boundaries that layout makes certain: paragraphs, headlines, and the start of the body.

The parser never joins words across such a boundary, so a headline or a dateline does not run into
the first sentence.
"""

from __future__ import annotations

import re

from spacy.language import Language
from spacy.tokens import Doc

from dragoman.language.extensions import body_of, register

NAME = "dragoman_paragraphs"
WRAPPED_LINE = re.compile(r"[^\n.!?”\"'’:]\n(?=\S)")
"""A line that ends without closing punctuation and goes on in the next one."""
WRAPPED_SHARE = 0.5
TITLES = frozenset({
    *("Mr.", "Mrs.", "Ms.", "Dr.", "Gen.", "Gens.", "Sen.", "Sens.", "Rep.", "Reps.", "Gov.", "Govs."),
    *("Sgt.", "Lt.", "Col.", "Cols.", "Capt.", "Maj.", "Cmdr.", "Brig.", "Prof.", "Rev.", "Adm.", "Amb."),
})  # fmt: skip
"""Short forms that a name follows: no sentence ends with one, whatever the parser thinks."""
STATES = frozenset({"U.S.", "U.N.", "U.K."})
"""Short forms that end a sentence, too, but not one in which they are all there is."""


def is_hard_wrapped(text: str) -> bool:
    """Tell whether single line breaks in `text` only wrap lines (as in plain-text mail).

    True when at least half of the single line breaks come after an open sentence, and there are
    at least three of them.
    """
    text = text.replace("\r\n", "\n")
    breaks = len(re.findall(r"[^\n]\n(?=[^\n])", text))
    wrapped = len(WRAPPED_LINE.findall(text))
    return wrapped >= 3 and wrapped / breaks >= WRAPPED_SHARE


def keep_short_titles(nlp: Language) -> None:
    """Have the tokenizer keep short titles in one token each, as it keeps "Gov." but not "Sgt."."""
    keep = getattr(nlp.tokenizer, "add_special_case", None)
    if keep is not None:  # a tokenizer of another make may have none
        for title in TITLES:
            keep(title, [{"ORTH": title}])


@Language.component(NAME, assigns=["token.is_sent_start"])
def paragraphs(doc: Doc) -> Doc:
    """Start a sentence after each paragraph break and where the body starts."""
    register()
    body = body_of(doc)
    end_of_paragraph = "\n\n" if is_hard_wrapped(doc.text) else "\n"
    for token in doc[1:]:
        before = doc[token.i - 1]
        gap = before.text if before.is_space else ""
        if (
            token.is_space
            or (token.text[:1].isupper() and before.text in TITLES)
            or (before.text in STATES and (before.i == 0 or before.is_sent_start))
        ):
            token.is_sent_start = False
        elif end_of_paragraph in gap.replace("\r", "").replace(" ", "") or token.idx == body.start:
            token.is_sent_start = True
    return doc
