"""For how long a task has given no sign of life."""

from __future__ import annotations

from forgemd.rules.base import Dated
from forgemd.tracker import STARTED, Category, Moment, Task, by_task
from forgemd.typed import Iterator

__all__ = ["DAYS", "idle"]

DAYS = 7
"""After so many days without a sign somebody should ask."""


def idle(dated: Dated, category: Category) -> Iterator[tuple[Task, Moment, int]]:
    """The tasks of a category with the last moment at which they were started or logged, where that lies at least
    `DAYS` days back, and how many days it is. What has no date is not judged."""
    tracker = dated.tracker
    tasks = [task for task in tracker.tasks if task.status.category == category]
    if not tasks:
        return
    logged = by_task(tracker, () if tracker.log is None else tracker.log.entries, tasks)
    today = dated.now.date().toordinal()
    for task in tasks:
        signs = [entry.when for entry in logged[task.key] if entry.when is not None]
        started = task.get(STARTED)
        last = max((*signs, started) if started is not None else signs, key=Moment.key, default=None)
        if last is not None and today - last.day.toordinal() >= DAYS:
            yield task, last, today - last.day.toordinal()
