"""Check the form of a file of rows: columns, tags, categories, modes, marks, duplicates.

    python training/relations/check_rows.py FILE...

Prints each fault with its line, and the count of rows by category; exits 1 when there is a fault.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from dragoman.ontology.plover import load_ontology

HEADER = ["marked", "category", "mode", "marks"]
TAGS = (("<s>", "</s>"), ("<t>", "</t>"))


def faults(path: Path) -> Iterator[str]:
    """Yield each fault of a file with its line."""
    ontology = load_ontology()
    seen: set[str] = set()
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        fields = (line.split("\t") + [""] * len(HEADER))[: max(len(HEADER), line.count("\t") + 1)]
        place = f"{path.name}:{number}"
        if number == 1:
            if fields != HEADER:
                yield f"{place}: the header must be {' '.join(HEADER)}"
            continue
        if len(fields) != len(HEADER):
            yield f"{place}: {len(fields)} columns"
            continue
        marked, category, mode, marks = fields
        for opening, closing in TAGS:
            if marked.count(opening) != 1 or marked.count(closing) != 1:
                yield f"{place}: {opening} and {closing} must stand once each"
        if category != "NONE" and category not in ontology.categories:
            yield f"{place}: no category {category}"
        elif mode and (category == "NONE" or not ontology.is_mode(category, mode)):
            yield f"{place}: {category} has no mode {mode}"
        for mark in filter(None, marks.split(",")):
            if mark not in ontology.auxiliary:
                yield f"{place}: no mark {mark}"
        if marked in seen:
            yield f"{place}: stands twice"
        seen.add(marked)


def main() -> None:
    """Check the files named on the command line."""
    found = False
    counts: Counter[str] = Counter()
    for path in map(Path, sys.argv[1:]):
        for fault in faults(path):
            print(fault)
            found = True
        counts.update(line.split("\t")[1] for line in path.read_text(encoding="utf-8").splitlines()[1:])
    print(counts.total(), "rows", dict(counts.most_common()))
    sys.exit(found)


if __name__ == "__main__":
    main()
