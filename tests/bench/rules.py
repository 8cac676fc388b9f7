"""Checking in one process: the rules beside the reading that goes before them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from forgemd.check import Selection, Subject, run
from forgemd.rules import ALL
from forgemd.text import Source
from forgemd.tracker import Tracker, read
from tests.bench.clock import Entrant, race, timed
from tests.bench.generate import generate, with_change
from tests.bench.result import Result, compare

__all__ = ["rules"]

_READ = "read both versions"


def rules(quick: bool) -> Iterator[Result]:
    """All rules with and without a base, then each alone."""
    for rows in (1_000,) if quick else (1_000, 10_000):
        generated = generate(rows, depends=True)
        before, after = generated.text, with_change(generated, 0)
        whole = [
            Entrant(_READ, timed(partial(_both, before, after))),
            Entrant("read one, all rules on it", timed(partial(_state, after))),
            Entrant("read both, all rules on state and change", timed(partial(_change, before, after))),
        ]
        setting = f"{rows} rows with dependencies, one changed, in process, garbage collector off"
        rounds = 7 if rows <= 1_000 else 3
        yield compare("check", setting, race(whole, rounds), _READ)
        yield compare("check: one rule at a time", setting, race(_single(before, after), rounds), _READ)


def _single(before: str, after: str) -> list[Entrant]:
    """Each rule on fresh trackers, whose reading is in the figure: what a rule asks for is computed once."""
    return [
        Entrant(_READ, timed(partial(_both, before, after))),
        *(Entrant(name, timed(partial(_change, before, after, Selection(only=[name])))) for name in ALL),
    ]


def _read(text: str) -> Tracker:
    return read(Source(text, "TASK-STATUS.md"))


def _both(before: str, after: str) -> object:
    return _read(before), _read(after)


def _state(text: str) -> object:
    return run([Subject(_read(text), base_problem="not asked for")])


def _change(before: str, after: str, selection: Selection | None = None) -> object:
    subject = Subject(_read(after), _read(before))
    return run([subject], selection or Selection())
