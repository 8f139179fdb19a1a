"""Write what the rules find in articles, for the tagger to learn when to follow them.

    python training/statements/cache_rules.py FOLDER OUT.jsonl

FOLDER is in the PolNeAR form. Each line: the article's name, and source, cue and contents of each
attribution in characters. Needs the program itself, not torch. A part of an order that a seed fixes can be
asked for with `--part 0/2`.
"""

from __future__ import annotations

import argparse
import json
import random
from pathlib import Path

from dragoman.coding.statements import find
from dragoman.evaluate.statements import read
from dragoman.language.pipeline import load_pipeline
from dragoman.settings import Settings

NEEDLESS = ("dragoman_times", "dragoman_statements", "dragoman_events", "dragoman_positions")


def main() -> None:
    """Write a line for each article, as it is read."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--part", default="0/1")
    options = parser.parse_args()
    part, parts = (int(number) for number in options.part.split("/"))
    found = sorted(read(options.folder), key=lambda article: article[0])
    random.Random(5).shuffle(found)
    nlp = load_pipeline(Settings())
    nlp.disable_pipes(*NEEDLESS)
    with options.out.open("w", encoding="utf-8") as out:
        for name, text, _ in found[part::parts]:
            rules = [[item.source, item.cue, item.contents] for item in find(nlp(text))]
            out.write(json.dumps([name, rules]) + "\n")
            out.flush()


if __name__ == "__main__":
    main()
