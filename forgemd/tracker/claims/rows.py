"""Rows that say two things: a status that is done, and a cell of progress or notes that denies it."""

from __future__ import annotations

from forgemd.lazy import pattern
from forgemd.tracker.cells.roles import NOTES, PROGRESS, STATUS
from forgemd.tracker.claims.claim import Claim
from forgemd.tracker.tables.boards import stated_by
from forgemd.tracker.tasks.task import Task
from forgemd.tracker.tracker import Tracker
from forgemd.typed import Iterator

__all__ = ["claimed_rows"]

_PERCENT = pattern(r"[*_`]*(?P<number>[0-9]{1,3}(?:\.[0-9]+)?)[ ]?%[*_`]*")
_LONGEST = 24
"""Longer notes tell more than a status."""
_KEPT = frozenset(["保留", "active", "running", "aktiv", "activo", "activa", "actif", "ativo", "运行中", "稼働中"])
"""On hold or in work as a status; of what is done it says that it stays, or that it is in use."""
_DENIES = ("todo", "active", "blocked")


def claimed_rows(tracker: Tracker) -> Iterator[Claim]:
    """`| ✅ Complete | 85% |`, `| Done | 5/8 | not started |`; and `| Todo | 100% |`."""
    if not any(0 < len(text) <= _LONGEST for role in (PROGRESS, NOTES) for text in tracker.texts(role)):
        return
    for layout, tasks in tracker.runs:
        columns = [at for at in (layout.index(PROGRESS), layout.index(NOTES)) if at >= 0]
        for task in tasks if columns and layout.status_at >= 0 else ():
            for at in columns:
                text = task.value(at)
                if text and len(text) <= _LONGEST and _denies(task, text, layout.columns[at].role == PROGRESS.name):
                    yield _claim(task, layout.columns[at].header, text)
                    break


def _denies(task: Task, text: str, progress: bool) -> bool:
    category = task.status.category
    share = _PERCENT.fullmatch(text) if progress else None
    if share is not None:
        number = float(share["number"])
        return number < 100 if category == "done" else number == 100 and category in ("todo", "ready")
    stated = stated_by(text) if category == "done" and text.casefold() not in _KEPT else None
    return stated is not None and stated.category in _DENIES


def _claim(task: Task, header: str, text: str) -> Claim:
    span = task.span_of(STATUS)
    mend = "correct the one of the two that is wrong"
    stated = task.status_text.strip("*_` ")
    return Claim(task.line, span, task.id, stated, False, f"its {header} says {text.strip('*_` ')}", mend)
