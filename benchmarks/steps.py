"""What each step of a reading costs beside the parser and beside the whole base model, in one run.

    python benchmarks/steps.py [PATH ...] [--repeat N]

Prints one JSON object: CPU seconds of every component on the same documents, its ratio to the parser's and
to the base model's (all of spaCy's own components). The best of the rounds counts for each.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import defaultdict
from pathlib import Path

from dragoman.reader import load
from dragoman.reading import read_sources
from dragoman.records import Report
from dragoman.settings import Settings

EXAMPLES = Path(__file__).parent.parent / "examples" / "talks"


def main() -> None:
    """Run the benchmark and print its JSON."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("paths", nargs="*", type=Path, default=[EXAMPLES])
    parser.add_argument("--repeat", type=int, default=5)
    options = parser.parse_args()
    settings = Settings()
    reports = [item for item in read_sources(map(str, options.paths), settings) if isinstance(item, Report)]
    reader = load(settings)
    best: defaultdict[str, float] = defaultdict(lambda: float("inf"))
    for _ in range(options.repeat):
        spent: defaultdict[str, float] = defaultdict(float)
        for report in reports:
            doc = reader.prepare(report)
            for name, component in reader.nlp.pipeline:
                start = time.process_time()
                doc = component(doc)
                spent[name] += time.process_time() - start
        for name, seconds in spent.items():
            best[name] = min(best[name], seconds)
    base = sum(seconds for name, seconds in best.items() if not name.startswith("dragoman"))
    steps = {
        name: {
            "seconds": round(best[name], 3),
            "of_the_parser": round(best[name] / best["parser"], 2),
            "of_the_base_model": round(best[name] / base, 2),
        }
        for name in reader.nlp.pipe_names
    }
    words = sum(len(report.text.split()) for report in reports)
    print(
        json.dumps({"benchmark": "steps", "reports": len(reports), "words": words, "steps": steps}, indent=2)
    )


if __name__ == "__main__":
    main()
