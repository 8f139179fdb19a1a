"""Whether a text is English: reports in other languages are named and left, not misread."""

from __future__ import annotations

import functools
import unicodedata
from typing import TYPE_CHECKING

from dragoman.errors import OtherLanguageError, ReadError

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

SAMPLE = 4_000
"""Characters of the body that are looked at."""
MIN_LETTERS = 200
"""Shorter texts are let through unless they are in another script: the classifier errs on them."""
MIN_PROBABILITY = 0.5
"""How sure the classifier must be of another language."""
MAX_ENGLISH = 0.05
"""And how sure that it is not English: scripts shared by close languages split the rest among them."""


def require_english(name: str, body: str) -> None:
    """Raise `OtherLanguageError` when `body` is surely in another language.

    Raises `ReadError` when it holds hardly any letters.
    """
    sample = body[:SAMPLE]
    letters = [char for char in sample if char.isalpha()]
    if len(letters) < 0.3 * len(sample.strip()):
        raise ReadError(name, "holds hardly any words; give a report in running text")
    latin = sum("LATIN" in unicodedata.name(char, "") for char in letters)
    if latin >= 0.5 * len(letters):
        language = _other_language(sample) if len(letters) >= MIN_LETTERS else ""
        if not language:
            return
    else:
        language = _language_of_script(sample)
    what = f"is not in English (looks like {language!r})" if language else "is not in English"
    raise OtherLanguageError(name, f"{what}; only English reports are read, so give a translation", language)


def _other_language(sample: str) -> str:
    """Return the ISO 639 code of the language when it is surely not English, else an empty string."""
    ranked = _identifier().rank(sample)
    language, probability = ranked[0]
    english = dict(ranked).get("en", 0.0)
    sure = probability >= MIN_PROBABILITY or english <= MAX_ENGLISH
    return str(language) if language != "en" and sure else ""


def _language_of_script(sample: str) -> str:
    """Return the likeliest language of a text in another script than Latin, empty where it seems none."""
    language, probability = _identifier().rank(sample)[0]
    return str(language) if language != "en" and probability >= MIN_PROBABILITY else ""


@functools.lru_cache(maxsize=1)
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
