"""Checking in one process: the rules beside the reading that goes before them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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
_READ_EACH = "read each"


def rules(quick: bool) -> Iterator[Result]:
    """All rules with and without a base, then each alone; and each alone on clean trackers, as a repository has
    them by the hundred."""
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
    number, rows = (20, 100) if quick else (100, 100)
    # No two alike: what is kept from one tracker for the next shall not be the whole of it.
    texts = [generate(rows, seed=seed).text for seed in range(number)]
    setting = f"{number} trackers of {rows} rows in which nothing is wrong or changed, in process, no garbage collector"
    yield compare("check: one rule at a time, clean trackers", setting, race(_clean(texts), 5), _READ_EACH)


def _clean(texts: Sequence[str]) -> list[Entrant]:
    return [
        Entrant(_READ_EACH, timed(partial(_each, texts))),
        Entrant("all rules", timed(partial(_judge_each, texts, Selection()))),
        *(Entrant(name, timed(partial(_judge_each, texts, Selection(only=[name])))) for name in ALL),
    ]


def _single(before: str, after: str) -> list[Entrant]:
    """Each rule on fresh trackers, whose reading is in the figure: what a rule asks for is computed once."""
    return [
        Entrant(_READ, timed(partial(_both, before, after))),
        *(Entrant(name, timed(partial(_change, before, after, Selection(only=[name])))) for name in ALL),
    ]


def _read(text: str) -> Tracker:
    return read(Source(text, "TASK-STATUS.md"))


def _each(texts: Sequence[str]) -> None:
    for text in texts:
        _read(text)


def _judge_each(texts: Sequence[str], selection: Selection) -> object:
    return run((_unchanged(text) for text in texts), selection)


def _unchanged(text: str) -> Subject:
    tracker = _read(text)
    return Subject(tracker, tracker)


def _both(before: str, after: str) -> object:
    return _read(before), _read(after)


def _state(text: str) -> object:
    return run([Subject(_read(text), base_problem="not asked for")])


def _change(before: str, after: str, selection: Selection | None = None) -> object:
    subject = Subject(_read(after), _read(before))
    return run([subject], selection or Selection())
