"""How well articles are taken from pages: text F1, and title, date, outlet and author right.

python benchmarks/pages.py [FOLDER] [--verbose]

FOLDER holds pages and gold.jsonl (see tests/gold/pages); prints one JSON object, beside plain trafilatura.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from dragoman.errors import ReadError
from dragoman.reading.dates import parse_date
from dragoman.reading.page import page_drafts

PAGES = Path(__file__).parent.parent / "tests" / "gold" / "pages"
FIELDS = ("title", "date", "outlet", "author")


def ours(data: bytes) -> dict[str, str]:
    """Return what Dragoman finds in a page."""
    try:
        drafts = page_drafts(data, "", "")
    except ReadError:
        return {}
    metadata = drafts[0].metadata
    return {
        "text": "\n".join(draft.text for draft in drafts),
        "title": metadata.title,
        "date": str(metadata.published or ""),
        "outlet": metadata.outlet,
        "author": metadata.author,
    }


def plain(data: bytes) -> dict[str, str]:
    """Return what trafilatura finds with its own settings."""
    from trafilatura import bare_extraction

    document = bare_extraction(data.decode("utf-8"), with_metadata=True)
    if document is None:
        return {}
    found = {
        "text": document.text,
        "title": document.title,
        "outlet": document.sitename,
        "author": document.author,
    }
    return {
        **{key: str(value or "") for key, value in found.items()},
        "date": str(parse_date(document.date or "") or ""),
    }


def f1(found: str, wanted: str) -> float:
    """Return F1 over words with their number."""
    one, other = Counter(found.split()), Counter(wanted.split())
    both = (one & other).total()
    return 2 * both / (one.total() + other.total()) if both else 0.0


def people(names: str) -> set[str]:
    """Return the names of a byline, whatever parts them."""
    return {
        name.strip().casefold()
        for name in names.replace(" and ", ";").replace(",", ";").split(";")
        if name.strip()
    }


def score(
    pages: list[tuple[dict[str, str], bytes]], find: Callable[[bytes], dict[str, str]], verbose: bool
) -> dict[str, float]:
    """Return mean text F1 and the share of pages with each field right."""
    totals: Counter[str] = Counter()
    texts = 0.0
    for gold, data in pages:
        found = find(data)
        text = f1(found.get("text", ""), gold["text"])
        texts += text
        right = {
            name: people(found.get(name, "")) == people(gold[name])
            if name == "author"
            else found.get(name, "") == gold[name]
            for name in FIELDS
        }
        totals.update(name for name in FIELDS if right[name])
        wrong = {name: found.get(name, "") for name in FIELDS if not right[name]}
        if verbose and (wrong or text < 1):
            print(f"{find.__name__} {gold['page']}: F1 {text:.3f} {wrong}", file=sys.stderr)
    shares = {name: round(totals[name] / len(pages), 3) for name in FIELDS}
    return {"text_f1": round(texts / len(pages), 4), **shares}


def evaluate(folder: Path, verbose: bool = False) -> dict[str, object]:
    """Return the figures of a folder of pages."""
    rows = [json.loads(line) for line in (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines()]
    pages = [(row, (folder / row["page"]).read_bytes()) for row in rows]
    return {
        "pages": len(pages),
        "dragoman": score(pages, ours, verbose),
        "trafilatura": score(pages, plain, verbose),
    }


def main() -> None:
    """Print the figures."""
    arguments = [argument for argument in sys.argv[1:] if argument != "--verbose"]
    folder = Path(arguments[0]) if arguments else PAGES
    print(json.dumps(evaluate(folder, "--verbose" in sys.argv), indent=2))


if __name__ == "__main__":
    main()
