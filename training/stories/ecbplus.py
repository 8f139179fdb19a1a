"""ECB+ topics as folders that `dragoman evaluate stories` reads: joins only, categories unknown.

    python training/stories/ecbplus.py ../shared/data/reconcile/ecbplus OUT [--topics 1 2 3]

Each topic becomes `OUT/<topic>/reports/*.txt` (one sentence a line) and `gold.json`, whose entries are
the event chains that cross documents; only the sentences that the corpus lists as validated count.
Topics 36 to 45 are held back and refused.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections import defaultdict
from pathlib import Path
from xml.etree import ElementTree

from dragoman.evaluate.actors import Document, lay_out

HELD_BACK = range(36, 46)
EVENT_TAGS = ("ACTION", "NEG_ACTION")


def main() -> None:
    """Convert the topics asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpus", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--topics", type=int, nargs="*", default=list(range(1, 36)))
    options = parser.parse_args()
    validated = read_validated(options.corpus / "ECBplus_coreference_sentences.csv")
    for topic in options.topics:
        if topic in HELD_BACK:
            raise SystemExit(f"topic {topic} is held back")
        if (options.corpus / str(topic)).is_dir():
            convert(options.corpus / str(topic), options.out / str(topic), validated)


def read_validated(path: Path) -> dict[str, set[int]]:
    """Return document name (`1_10ecb`) to its validated sentence numbers."""
    found: defaultdict[str, set[int]] = defaultdict(set)
    with path.open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            found[f"{row['Topic']}_{row['File']}"].add(int(row["Sentence Number"]))
    return dict(found)


def convert(source: Path, target: Path, validated: dict[str, set[int]]) -> None:
    """Write one topic."""
    (target / "reports").mkdir(parents=True, exist_ok=True)
    chains: defaultdict[str, set[tuple[str, int]]] = defaultdict(set)
    sentences: dict[str, list[int]] = {}
    for path in sorted(source.glob("*.xml")):
        name = path.stem
        if name not in validated:
            continue
        tree = ElementTree.parse(path)  # noqa: S314 (a corpus on this machine)
        lines: defaultdict[int, list[str]] = defaultdict(list)
        sentence_of: dict[str, int] = {}
        for token in tree.iter("token"):
            number = int(token.attrib["sentence"])
            lines[number].append(token.text or "")
            sentence_of[token.attrib["t_id"]] = number
        mentions = {}
        for mark in tree.find("Markables") or ():
            anchors = [anchor.attrib["t_id"] for anchor in mark.iter("token_anchor")]
            if anchors and mark.tag.startswith(EVENT_TAGS):
                mentions[mark.attrib["m_id"]] = sentence_of[anchors[0]]
        for relation in tree.find("Relations") or ():
            chain = relation.attrib.get("note", "")
            if relation.tag != "CROSS_DOC_COREF" or not chain:
                continue
            for part in relation.iter("source"):
                if (sentence := mentions.get(part.attrib["m_id"])) in validated[name]:
                    chains[chain].add((name, sentence))
        text = []
        for number in range(max(lines, default=-1) + 1):
            document = Document(name)
            lay_out(document, lines[number])
            text.append(" ".join(document.text.split()))
        (target / "reports" / f"{name}.txt").write_text("\n".join(text) + "\n", encoding="utf-8")
        sentences[name] = sorted(validated[name])
    entries = [
        {"kind": "event", "event": [], "actor": [], "tellings": [list(at) for at in sorted(told)]}
        for _, told in sorted(chains.items())
        if len({name for name, _ in told}) > 1
    ]
    gold = {"sentences": sentences, "entries": entries}
    (target / "gold.json").write_text(json.dumps(gold, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
