"""`python -m tests.bench`: run the benchmarks and print what they found. Never fails because of a figure."""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import time
from collections.abc import Callable, Iterator

from tests.bench import graph, hostile, landing, merging, processes, reading, recognition, rules
from tests.bench.report import as_json, as_text
from tests.bench.result import Result, Scores, Skipped

BENCHMARKS: dict[str, Callable[[bool], Iterator[Result] | Iterator[Scores]]] = {
    "reading": reading.reading,
    "growth": reading.growth,
    "hostile": hostile.hostile,
    "memory": reading.memory,
    "rules": rules.rules,
    "graph": graph.graph,
    "starting": processes.starting,
    "commits": processes.commits,
    "many": processes.many,
    "merging": merging.merging,
    "merge-agents": landing.landing,
    "recognition": recognition.recognised,
}


def main() -> None:
    """Parse the command line, run, print."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="smaller inputs and fewer rounds: under a minute")
    parser.add_argument("--only", metavar="NAME", action="append", choices=list(BENCHMARKS), help=", ".join(BENCHMARKS))
    parser.add_argument("--json", action="store_true", help="one JSON document instead of tables")
    chosen = parser.parse_args()
    start = time.perf_counter()
    results: list[Result | Scores] = []
    for name in chosen.only or BENCHMARKS:
        try:
            for result in BENCHMARKS[name](chosen.quick):
                results.append(result)
                if not chosen.json:
                    print(as_text(result), flush=True)
        except Skipped as reason:
            print(f"{name} is left out: {reason}", file=sys.stderr)
    if chosen.json:
        json.dump({"machine": _machine(), "results": [as_json(result) for result in results]}, sys.stdout, indent=2)
        print()
    else:
        verdicts = [verdict for result in results for verdict in result.verdicts]
        print(f"{_machine()}; {time.perf_counter() - start:.0f} s")
        print(
            f"targets: {verdicts.count(True)} ok, {verdicts.count(False)} MISSED, {verdicts.count(None)} not measured"
        )


def _machine() -> str:
    git = subprocess.run(["git", "--version"], capture_output=True, text=True, check=False).stdout.strip()
    load = f"load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "load unknown"
    return f"Python {platform.python_version()}, {git}, {platform.system()}, {os.cpu_count()} processors, {load}"


if __name__ == "__main__":
    main()
