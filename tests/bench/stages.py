"""How far a tracker is read: the stages that the benchmarks of reading compare.

As a script it reads one file to one stage and ends, so that its peak memory can be taken:

    python -m tests.bench.stages STAGE FILE
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable

from forgemd.markdown import Document
from forgemd.text import Source
from forgemd.tracker import Tracker, read

__all__ = ["STAGES", "document", "rows", "typed"]


def document(raw: bytes) -> Document:
    """The lossless document: every block, table and heading; rows on demand."""
    found = Document(Source.decode(raw))
    assert found.tables
    assert found.headings
    return found


def rows(raw: bytes) -> Tracker:
    """The tracker, with id, status, category, section and line of every task asked for."""
    tracker = read(Source.decode(raw))
    for task in tracker.tasks:
        _ = (task.id, task.status.code, task.status.category, task.section.title, task.line)
    return tracker


def typed(raw: bytes) -> Tracker:
    """The tracker, with every cell of every task and of the log read as what it means, dates too."""
    tracker = rows(raw)
    for _ in tracker.meanings:
        pass
    if tracker.log is not None:
        assert tracker.log.entries
    return tracker


STAGES: dict[str, Callable[[bytes], object]] = {"document": document, "rows": rows, "typed": typed}
"""By name, each going further than the one before."""


if __name__ == "__main__":
    gc.disable()
    with open(sys.argv[2], "rb") as file:
        kept = STAGES[sys.argv[1]](file.read())
    os._exit(0)
