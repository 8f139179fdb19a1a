"""Sentences without labels, for the teacher to label: news of the training sets in ../shared/data.

    python -m training.relations.unlabelled --out training/out/unlabelled.jsonl [--most 16000]

One sentence a line: its text and the mentions that Dragoman finds in it. Takes about six minutes on one core.
Nothing of it is in this repository.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

from dragoman.language.pipeline import load_pipeline
from dragoman.reading.assemble import Metadata, make_report
from dragoman.records import Report
from dragoman.settings import Settings

DATA = Path(__file__).parents[3] / "shared" / "data"
SEED = 20211222
SHORTEST, LONGEST = 6, 60
"""Words of a sentence that is worth labelling."""


def texts(folder: Path = DATA) -> Iterator[tuple[str, str]]:
    """Yield name and text of each article."""
    for path in sorted((folder / "statements" / "polnear" / "train" / "text").glob("*.txt")):
        yield path.name, path.read_text(encoding="utf-8")
    for path in sorted((folder / "reconcile" / "ecbplus").rglob("*.xml")):
        yield path.name, _joined(ElementTree.parse(path).getroot())  # noqa: S314
    for path in sorted((folder / "times").rglob("*.tml")):
        yield path.name, re.sub(r"<[^>]+>", "", path.read_text(encoding="utf-8"))


def _joined(root: ElementTree.Element) -> str:
    """Return the text of an ECB+ file: a line a sentence."""
    lines: dict[str, list[str]] = {}
    for token in root.iter("token"):
        lines.setdefault(token.get("sentence", ""), []).append(token.text or "")
    return "\n".join(re.sub(r" ([,.;:!?'’)])", r"\1", " ".join(words)) for words in lines.values())


def reports() -> Iterator[Report]:
    """Yield the articles as reports; those that are no English text are left out."""
    for name, text in texts():
        if len(text) > 200:
            yield make_report(name, text, Metadata())


def main() -> None:
    """Write the sentences."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--most", type=int, default=16000)
    options = parser.parse_args()
    nlp = load_pipeline(Settings())
    found: list[str] = []
    with nlp.select_pipes(
        disable=["dragoman_times", "dragoman_statements", "dragoman_events", "dragoman_positions"]
    ):
        for report in reports():
            doc = nlp.make_doc(report.text)
            doc._.report = report
            doc = nlp(doc)
            mentions = doc._.mentions
            for sentence in doc.sents:
                start, end = sentence.start_char, sentence.end_char
                inside = {
                    (m.span.start - start, m.span.end - start)
                    for m in mentions
                    if start <= m.span.start and m.span.end <= end
                }
                if inside and SHORTEST <= len(sentence) <= LONGEST and "\n" not in sentence.text.strip():
                    found.append(json.dumps([sentence.text, sorted(inside)], ensure_ascii=False))
    found = sorted(set(found))
    random.Random(SEED).shuffle(found)
    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.write_text("\n".join(found[: options.most]) + "\n", encoding="utf-8")
    print(f"{len(found)} sentences, {min(len(found), options.most)} kept")


if __name__ == "__main__":
    main()
