"""Count in how many sentences of news a stem stands: `src/dragoman/ledger/rarity.tsv`.

    python training/rarity/make.py ../shared/data

The counts weigh words when tellings are compared. They are taken once and shipped, not counted in the
ledger at hand: so the score of two tellings depends on these two alone, and neither on what else the
ledger holds nor on the order in which it came. Sources: PolNeAR train, TimeBank, AQUAINT; stems that
stand in fewer than ten sentences are left out and count as rare.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from pathlib import Path

from dragoman.ledger.words import content_words

OUT = Path(__file__).parents[2] / "src" / "dragoman" / "ledger" / "rarity.tsv"
SENTENCE_END = re.compile(r"(?<=[.!?”\"])\s+|\n+")
TAG = re.compile(r"<[^>]+>")
LEAST = 10


def main() -> None:
    """Count and write the table."""
    data = Path(sys.argv[1])
    paths = [
        *sorted((data / "statements" / "polnear" / "train" / "text").rglob("*.txt")),
        *sorted((data / "times").rglob("*.tml")),
    ]
    counts: Counter[str] = Counter()
    total = 0
    for path in paths:
        text = TAG.sub(" ", path.read_text(encoding="utf-8", errors="ignore"))
        for sentence in SENTENCE_END.split(text):
            words = set(content_words(sentence))
            if len(words) >= 3:
                total += 1
                counts.update(words)
    rows = sorted((word, count) for word, count in counts.items() if count >= LEAST)
    head = f"# sentences in which a stem stands, of\t{total}\n"
    OUT.write_text(head + "".join(f"{word}\t{count}\n" for word, count in rows), encoding="utf-8")
    print(f"{len(rows)} stems of {total} sentences")


if __name__ == "__main__":
    main()
