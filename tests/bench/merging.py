"""The merge of long trackers: time as they grow, beside reading the three versions, and peak memory.

As a script it merges three files in a process of its own, so that the peak can be taken:

    python -m tests.bench.merging BASE OURS THEIRS
"""

from __future__ import annotations

import os
import re
import sys
import tempfile
from collections.abc import Iterator
from functools import partial
from itertools import pairwise

from forgemd.merge import merge
from forgemd.text import Source
from forgemd.tracker import read
from tests.bench.clock import Entrant, Launcher, race, timed
from tests.bench.generate import Generated, generate, with_change
from tests.bench.result import Result, Target, compare
from tests.merge.merging import merge_text, merged
from tests.shared import ROOT

__all__ = ["merging", "with_entries"]

_READING = "{} rows, the three versions read"
_MOST_MEMORY = 300e6


def with_entries(generated: Generated, count: int) -> Generated:
    """The same tracker with `count` entries more in its log, which is its end."""
    entries = sorted(
        f"| 2026-01-{1 + at % 28:02d}T{at % 24:02d}:00:00Z | {generated.ids[at % len(generated.ids)]} | READY | READY "
        f"| lead | step {at} |"
        for at in range(count)
    )
    return generated._replace(text=generated.text + "".join(f"{entry}\n" for entry in entries))


def versions(rows: int) -> tuple[str, str, str]:
    """A tracker of so many rows and as many entries, and two that each changed one task of it and its date."""
    base = with_entries(generate(rows), rows)
    sides = with_change(base, 3), with_change(base, len(base.pending) // 2 + 1)
    ours, theirs = (
        re.sub(r"(?<=\*\*Last Updated:\*\* )\S+", f"2026-05-0{day}T08:00:00Z", text, count=1)
        for day, text in enumerate(sides, 1)
    )
    return base.text, ours, theirs


def merging(quick: bool) -> Iterator[Result]:
    """Time by size, and the peak for texts of 8 MB."""
    sizes = (95, 1_000) if quick else (95, 1_000, 5_000, 50_000)
    entrants = []
    for rows in sizes:
        texts = versions(rows)
        entrants.append(Entrant(_READING.format(rows), timed(partial(_read, texts), collector=True)))
        entrants.append(Entrant(f"{rows} rows", timed(partial(merged, *texts), collector=True)))
    grown = tuple(
        Target(f"{rows} rows", "at most", 1.5 * rows / before, f"{before} rows") for before, rows in pairwise(sizes[1:])
    )
    yield compare(
        "merging",
        "as many log entries as rows, one change on each side, in process, garbage collector on",
        race(entrants, 3),
        f"{sizes[0]} rows",
        targets=grown,
        notes=("the targets leave a half for caches that overflow",),
    )
    yield _memory(1_000 if quick else 37_000)


def _read(texts: tuple[str, str, str]) -> object:
    return [read(Source(text)).rollups for text in texts]


def _memory(rows: int) -> Result:
    with tempfile.TemporaryDirectory(prefix="forgemd-bench-") as directory, Launcher() as launcher:
        paths = [os.path.join(directory, f"{name}.md") for name in ("base", "ours", "theirs")]
        texts = versions(rows)
        for path, text in zip(paths, texts, strict=True):
            with open(path, "w", encoding="utf-8") as file:
                file.write(text)
        env = {**os.environ, "PYTHONPATH": ROOT}
        script = [sys.executable, "-m", "tests.bench.merging", *paths]
        entrants = [Entrant("merge", lambda: launcher.sample(script, directory, env))]
        return compare(
            "merging: memory",
            f"{rows} rows and entries, {len(texts[0].encode()) / 1e6:.1f} MB for each version, a process of its own",
            race(entrants, 1, warmup=0),
            "merge",
            by="wall",
            targets=(Target("merge", "peak", _MOST_MEMORY),),
        )


if __name__ == "__main__":
    sources = []
    for argument in sys.argv[1:4]:
        with open(argument, "rb") as opened:
            sources.append(Source.decode(opened.read(), "TASKS.md"))
    assert not merge(*sources, read=read, merge_text=merge_text).conflicts
    os._exit(0)
