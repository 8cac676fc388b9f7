"""Reading: to the lossless document, to every row, to every cell; beside other readers, and as files grow."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import partial

from tests.bench.clock import Entrant, Launcher, race, timed
from tests.bench.generate import generate
from tests.bench.peers import CMARK, peers
from tests.bench.result import Result, Target, compare
from tests.bench.stages import STAGES, typed
from tests.shared import ROOT

__all__ = ["growth", "memory", "reading"]

NAMES = {"document": "document, rows on demand", "rows": "every row forced", "typed": "every cell typed"}
_LEAST = {"document": 3.0, "rows": 1.5, "typed": 1.0}
_MOST_MEMORY = 250e6


def reading(quick: bool) -> Iterator[Result]:
    """The stages and the peers on one text, in one run."""
    readers, notes = peers()
    for rows in (1_000, 10_000) if quick else (100, 1_000, 10_000, 100_000):
        text = generate(rows).text
        raw = text.encode()
        entrants = [Entrant(peer.name, timed(partial(peer.read, text))) for peer in readers if rows <= peer.most]
        entrants += [Entrant(NAMES[name], timed(partial(stage, raw))) for name, stage in STAGES.items()]
        if rows >= 10_000:
            entrants += [Entrant(f"{NAMES['typed']}, gc on", timed(partial(STAGES["typed"], raw), collector=True))]
        slow = [f"{peer.name} is left out at this size: it takes too long" for peer in readers if rows > peer.most]
        targets = tuple(Target(NAMES[name], "at least", bound, CMARK) for name, bound in _LEAST.items())
        yield compare(
            "reading",
            f"{rows} rows, {len(raw) / 1e6:.2f} MB, in process, garbage collector off",
            race(entrants, _rounds(rows, quick)),
            CMARK,
            size=len(raw),
            targets=targets if rows >= 1_000 else (),
            notes=(*notes, *slow),
        )


def _rounds(rows: int, quick: bool) -> int:
    return {100: 25, 1_000: 9 if quick else 15, 10_000: 3 if quick else 7}.get(rows, 3)


def growth(quick: bool) -> Iterator[Result]:
    """Whether ten times the rows take ten times as long."""
    sizes = (1_000, 10_000) if quick else (1_000, 10_000, 100_000)
    raws = {rows: generate(rows, depends=True).text.encode() for rows in sizes}
    works: dict[str, Callable[[bytes], object]] = {
        **{NAMES[name]: stage for name, stage in STAGES.items()},
        "rollups, log and dependencies too": _everything,
    }
    for name, work in works.items():
        entrants = [Entrant(f"{rows} rows", timed(partial(work, raw))) for rows, raw in raws.items()]
        base = f"{sizes[0]} rows"
        targets = tuple(Target(f"{rows} rows", "at most", 1.25 * rows / sizes[0], base) for rows in sizes[1:])
        note = "the target leaves a quarter for caches that overflow"
        yield compare(
            f"growth: {name}",
            "in process, garbage collector off",
            race(entrants, 3),
            base,
            targets=targets,
            notes=(note,),
        )


def _everything(raw: bytes) -> object:
    tracker = typed(raw)
    figures = [rollup.figures(row) for rollup in tracker.rollups for row in rollup.rows]
    return tracker, figures, tracker.dependencies, tracker.updated


def memory(quick: bool) -> Iterator[Result]:
    """Peak memory of a process that reads one file."""
    rows = 10_000 if quick else 100_000
    env = {**os.environ, "PYTHONPATH": ROOT}
    with tempfile.TemporaryDirectory() as directory, Launcher() as launcher:
        path = os.path.join(directory, "TASK-STATUS.md")
        with open(path, "w", encoding="utf-8", newline="\n") as file:
            file.write(generate(rows).text)
        commands = {"python -c pass": ["-c", "pass"]}
        commands.update({NAMES[name]: ["-m", "tests.bench.stages", name, path] for name in STAGES})
        entrants = [
            Entrant(name, partial(launcher.sample, [sys.executable, *arguments], directory, env))
            for name, arguments in commands.items()
        ]
        size = os.path.getsize(path)
        targets = tuple(Target(NAMES[name], "peak", _MOST_MEMORY) for name in STAGES) if rows == 100_000 else ()
        setting = f"{rows} rows, {size / 1e6:.1f} MB, whole processes, garbage collector off"
        yield compare(
            "memory", setting, race(entrants, 2 if quick else 3), "python -c pass", by="wall", targets=targets
        )
