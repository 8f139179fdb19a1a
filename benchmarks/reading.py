"""How fast a report is read: the whole reading beside the bare spaCy base model, in one run.

    python benchmarks/reading.py [PATH ...] [--repeat N]

Prints one JSON object. Both sides read the same texts in the same process, taking turns, so that the
ratio holds on a machine that does other work too; the best round of each counts.
"""

from __future__ import annotations

import argparse
import json
import platform
import resource
import time
from collections.abc import Callable
from pathlib import Path

import spacy

from dragoman.language.pipeline import choose_model
from dragoman.reader import load
from dragoman.reading import read_sources
from dragoman.records import Report
from dragoman.settings import Settings

EXAMPLES = Path(__file__).parent.parent / "examples" / "talks"


def peak_megabytes() -> float:
    """Return the most memory that this process has held so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def seconds(work: Callable[[], object]) -> float:
    """Return the CPU seconds that `work` takes: other processes' load does not count."""
    start = time.process_time()
    work()
    return time.process_time() - start


def main() -> None:
    """Run the benchmark and print its JSON."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("paths", nargs="*", type=Path, default=[EXAMPLES])
    parser.add_argument("--repeat", type=int, default=3)
    options = parser.parse_args()
    settings = Settings()
    reports = [r for r in read_sources(options.paths, settings) if isinstance(r, Report)]
    texts = [report.text for report in reports]
    words = sum(len(text.split()) for text in texts)

    load_start = time.perf_counter()
    bare = spacy.load(choose_model(settings))
    bare_load = time.perf_counter() - load_start
    sentences = sum(1 for doc in bare.pipe(texts) for _ in doc.sents)
    bare_memory = peak_megabytes()
    load_start = time.perf_counter()
    reader = load(settings)
    whole_load = time.perf_counter() - load_start
    list(reader.read_reports(reports[:1]))

    bare_times, whole_times = [], []
    for _ in range(options.repeat):
        bare_times.append(seconds(lambda: list(bare.pipe(texts, batch_size=settings.batch_size))))
        whole_times.append(seconds(lambda: list(reader.read_reports(reports))))
    bare_best, whole_best = min(bare_times), min(whole_times)
    print(
        json.dumps(
            {
                "benchmark": "reading",
                "machine": platform.platform(),
                "python": platform.python_version(),
                "model": reader.model,
                "reports": len(reports),
                "words": words,
                "sentences": sentences,
                "bare_spacy": {
                    "reports_per_second": round(len(reports) / bare_best, 2),
                    "words_per_second": round(words / bare_best),
                    "load_seconds": round(bare_load, 2),
                    "peak_megabytes": round(bare_memory),
                },
                "whole_reading": {
                    "reports_per_second": round(len(reports) / whole_best, 2),
                    "words_per_second": round(words / whole_best),
                    "sentences_per_second": round(sentences / whole_best, 1),
                    "load_seconds": round(whole_load, 2),
                    "peak_megabytes": round(peak_megabytes()),
                },
                "speed_ratio": round(bare_best / whole_best, 3),
            },
            indent=2,
        )
    )


if __name__ == "__main__":
    main()
