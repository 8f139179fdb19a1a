"""Check the form of files of whole records: `python training/records/check_rows.py FILE...`.

Prints one line for each row that breaks it, and a count of categories; exit status 1 where any does.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import yaml

ONTOLOGY = Path(__file__).parents[2] / "src" / "dragoman" / "ontology" / "plover.yaml"
MARKS = {"negation", "future", "hypothetical", "historical"}


def find_span(text: str, span: str) -> tuple[int, int] | None:
    """Return where `span` stands in `text`; `word#2` is its second occurrence; None where it does not.

    An unnumbered span that occurs more than once is ambiguous and gives None.
    """
    words, _, number = span.rpartition("#")
    if not (words and number.isdigit()):
        words, number = span, ""
    starts, at = [], text.find(words)
    while words and at >= 0:
        before, after = text[at - 1 : at], text[at + len(words) : at + len(words) + 1]
        if not (before.isalnum() or after.isalnum()):
            starts.append(at)
        at = text.find(words, at + 1)
    if not starts or (not number and len(starts) > 1) or (number and int(number) > len(starts)):
        return None
    start = starts[int(number) - 1 if number else 0]
    return start, start + len(words)


def problems(row: list[Any], modes: dict[str, set[str]]) -> list[str]:
    """Return what is wrong with a row of text, events and others."""
    found: list[str] = []
    text, events, others = row
    spans = list(others)
    for category, mode, trigger, actors, recipients, marks in events:
        if category not in modes:
            found.append(f"no category {category}")
        elif mode and mode not in modes[category]:
            found.append(f"{category} has no mode {mode}")
        if not set(marks) <= MARKS:
            found.append(f"marks {marks}")
        if not actors and not recipients:
            found.append(f"{trigger}: neither actor nor recipient")
        spans += [trigger, *actors, *recipients]
    found += [f"span {span!r} is not there or not numbered" for span in spans if not find_span(text, span)]
    return found


def main() -> None:
    """Check the files named as arguments."""
    table = yaml.safe_load(ONTOLOGY.read_text(encoding="utf-8"))
    modes = {name: set(item.get("modes") or {}) for name, item in table["categories"].items()}
    bad, counts, seen = 0, Counter[str](), set[str]()
    for name in sys.argv[1:]:
        for number, line in enumerate(Path(name).read_text(encoding="utf-8").splitlines(), start=1):
            try:
                row = json.loads(line)
                wrong = problems(row, modes)
            except (ValueError, TypeError) as error:
                row, wrong = [line, [], []], [f"not a row: {error}"]
            text, events, _ = row
            if text in seen:
                wrong.append("the same text twice")
            seen.add(text)
            counts.update(event[0] for event in events)
            counts["rows"] += 1
            counts["rows without an event"] += not events
            for problem in wrong:
                print(f"{name}:{number}: {problem}")
            bad += bool(wrong)
    print(json.dumps(counts))
    sys.exit(bool(bad))


if __name__ == "__main__":
    main()
