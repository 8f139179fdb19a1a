"""What processes and machines add, in one run: jobs 1 and more, memory of each, start-up, a Ray cluster.

    python benchmarks/scaling.py [PATH ...] [--jobs 2] [--copies 4] [--rounds 2] [--ray]

Prints one JSON object. Seconds are of the clock, since several processes work: on a machine that does
other work too, only the ratios say something. Rounds take turns, the best of each counts. `--ray` also
reads on local clusters of one and two nodes (extra `ray`).
"""

from __future__ import annotations

import argparse
import json
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from dragoman.reading import read_sources
from dragoman.reading.assemble import Metadata, make_report
from dragoman.records import Report
from dragoman.scale.processes import Processes
from dragoman.settings import Settings

EXAMPLES = Path(__file__).parent.parent / "examples" / "talks"
PROGRAM = [sys.executable, "-c", "from dragoman.cli import main; main()"]


def copies(paths: Iterable[Path], settings: Settings, count: int) -> list[Report]:
    """Return the reports so many times, each with a number of its own before the text."""
    reports = [item for item in read_sources(map(str, paths), settings) if isinstance(item, Report)]
    return [
        make_report(f"{number}.txt", f"Number {number}.\n\n{report.text}", Metadata())
        for number, report in enumerate(reports * count)
    ]


def start_up(rounds: int) -> dict[str, float]:
    """Return the seconds of the shortest commands, the best of the rounds."""
    commands = {"help_seconds": ["--help"], "code_seconds": ["code", "Norway demanded talks with Sweden."]}
    return {name: min(_spent(PROGRAM + words) for _ in range(rounds)) for name, words in commands.items()}


def with_jobs(reports: list[Report], settings: Settings, rounds: int) -> dict[str, Any]:
    """Return what one and more processes do in the same time, and the memory of each."""
    counts = (1, settings.jobs)
    best = dict.fromkeys(counts, float("inf"))
    memory: list[dict[str, int]] = []
    pools = {jobs: Processes(settings.model_copy(update={"jobs": jobs})) for jobs in counts}
    for pool in pools.values():
        list(pool.read_reports(reports[: 2 * settings.jobs * settings.batch_size]))  # all have started
    for _ in range(rounds):
        for jobs, pool in pools.items():
            start = time.perf_counter()
            list(pool.read_reports(reports))
            best[jobs] = min(best[jobs], time.perf_counter() - start)
    for pid in pools[settings.jobs].pids():
        memory.append(_memory(pid))
    for pool in pools.values():
        pool.close()
    return {
        "reports": len(reports),
        "seconds": {str(jobs): round(seconds, 2) for jobs, seconds in best.items()},
        "reports_per_second": {str(jobs): round(len(reports) / seconds, 2) for jobs, seconds in best.items()},
        "speed_up": round(best[1] / best[settings.jobs], 2),
        "memory_of_each": memory,
    }


def on_ray(reports: list[Report], settings: Settings) -> dict[str, Any]:
    """Return the seconds of the same reading on local clusters of one and of two nodes with a core each."""
    import ray
    from ray.cluster_utils import Cluster

    from dragoman.scale.cluster import read_on_cluster

    found = {}
    for nodes in (1, 2):
        with tempfile.TemporaryDirectory() as folder:
            inputs = Path(folder) / "reports"
            inputs.mkdir()
            for report in reports:
                (inputs / report.name).write_text(report.text, encoding="utf-8")
            cluster = Cluster(
                initialize_head=True, head_node_args={"num_cpus": 0, "include_dashboard": False}
            )
            for _ in range(nodes):
                cluster.add_node(num_cpus=1, object_store_memory=80_000_000)
            cluster.connect()
            for run in ("first", "warm"):  # processes load their models in the first
                options = settings.model_copy(update={"parquet": f"{folder}/{run}", "part_inputs": 4})
                start = time.perf_counter()
                parts = sum(1 for _ in read_on_cluster([str(inputs)], options))
                found[f"{nodes}_nodes_{run}"] = {
                    "seconds": round(time.perf_counter() - start, 2),
                    "parts": parts,
                }
            ray.shutdown()
            cluster.shutdown()
    return found


def _spent(command: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return round(time.perf_counter() - start, 2)


def _memory(pid: int) -> dict[str, int]:
    """Return the megabytes of a process: resident, its own, and its share of what several hold."""
    fields = {}
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:]:
        name, _, amount = line.partition(":")
        fields[name] = round(int(amount.split()[0]) / 1024)
    own = fields["Private_Clean"] + fields["Private_Dirty"]
    return {"resident_megabytes": fields["Rss"], "own_megabytes": own, "share_megabytes": fields["Pss"]}


def main() -> None:
    """Run the benchmark and print its JSON."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("paths", nargs="*", type=Path, default=[EXAMPLES])
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--copies", type=int, default=4)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--ray", action="store_true", help="also read on local Ray clusters")
    options = parser.parse_args()
    settings = Settings(jobs=options.jobs, batch_size=4)
    reports = copies(options.paths, settings, options.copies)
    figures: dict[str, Any] = {
        "benchmark": "scaling",
        "machine": platform.platform(),
        "python": platform.python_version(),
        "start_up": start_up(options.rounds),
        "jobs": with_jobs(reports, settings, options.rounds),
    }
    if options.ray:
        figures["ray"] = on_ray(reports, settings)
    print(json.dumps(figures, indent=2))


if __name__ == "__main__":
    main()
