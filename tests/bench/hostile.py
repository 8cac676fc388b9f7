"""Whether texts that make careless readers quadratic take time in proportion to their size."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from forgemd.check import Selection, Subject, run
from forgemd.markdown import Document
from forgemd.text import Source
from forgemd.tracker import Tracker, read
from tests.bench.clock import Entrant, race, timed
from tests.bench.result import Result, Target, compare
from tests.markdown.pathological import PATHOLOGICAL
from tests.rules.laden import LADEN

__all__ = ["hostile"]

_ENOUGH = 50_000
# A symbol without words beside it: what the rest of the document says of it is looked up.
_ASKING = "\n\n| ID | Task | Status |\n|---|---|---|\n| A-1 | Keel | ⭕ |\n"


def hostile(quick: bool) -> Iterator[Result]:
    """Each text once and four times as large; the smaller is as many characters for all of them."""
    yield from _grown(PATHOLOGICAL, _read, quick)
    yield from _grown(LADEN, _check, quick)


def _grown(texts: Mapping[str, Callable[[int], str]], work: Callable[[bytes], object], quick: bool) -> Iterator[Result]:
    for name, text in texts.items():
        size = max(_ENOUGH // (len(text(100)) // 100) // (4 if quick else 1), 100)
        entrants = [Entrant(f"{times} times", timed(partial(work, text(times * size).encode()))) for times in (1, 4)]
        targets = (Target("4 times", "at most", 6.0, "1 times"),)
        setting = f"{len(text(size)) / 1e6:.2f} MB and multiples, in process, garbage collector off"
        yield compare(f"hostile: {name}", setting, race(entrants, 3), "1 times", targets=targets)


def _read(raw: bytes) -> tuple[object, Tracker]:
    document = Document(Source.decode(raw))
    found = document.nodes, list(document.items), document.headings, [list(table.rows) for table in document.tables]
    return found, read(Source.decode(raw + _ASKING.encode()))


def _check(raw: bytes) -> object:
    return run([Subject(read(Source.decode(raw, "x.md")))], Selection())
