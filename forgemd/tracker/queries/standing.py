"""Where a tracker stands: progress of its sections, blocked and stale work, what its rollups claim."""

from __future__ import annotations

from forgemd.lazy import date, tally
from forgemd.tracker.cells.roles import STARTED
from forgemd.tracker.rollups.rollup import Figure, Rollup
from forgemd.tracker.tasks.task import Task
from forgemd.tracker.tracker import Tracker
from forgemd.tracker.words.vocabulary import Category
from forgemd.typed import NamedTuple, Sequence

__all__ = ["Group", "Stale", "Standing", "standing_of"]

_IN_WORK = ("active", "review", "partial")
_STOPPED = ("blocked", "failed")


class Group(NamedTuple):
    """A section (or the whole tracker) and how many of its tasks each category has. Cancelled tasks count for
    nothing in `share`; it is None where nothing is left to count."""

    title: str
    counts: dict[Category, int]

    @property
    def total(self) -> int:
        """All tasks."""
        return sum(self.counts.values())

    @property
    def done(self) -> int:
        """The tasks that are done."""
        return self.counts.get("done", 0)

    @property
    def share(self) -> float | None:
        """How much is done, from 0 to 1."""
        counted = self.total - self.counts.get("cancelled", 0)
        return self.done / counted if counted else None


class Stale(NamedTuple):
    """A task in work, and for how many days nothing was heard of it: since its last log entry, else its start."""

    task: Task
    days: int


class Standing(NamedTuple):
    """`wrong` are the figures of rollups that the rows do not bear out, `unknown` the rollups that nobody can
    check, each with the reason in its `problem`; `right` counts the figures that hold."""

    tracker: Tracker
    whole: Group
    sections: tuple[Group, ...]
    blocked: tuple[Task, ...]
    in_work: tuple[Task, ...]
    stale: tuple[Stale, ...]
    right: int
    wrong: tuple[Figure, ...]
    unknown: tuple[Rollup, ...]


def standing_of(tracker: Tracker, today: date, stale_days: int) -> Standing:
    """How `tracker` stands; work of which nothing was heard for `stale_days` days is stale."""
    sections: dict[int, list[Task]] = {}
    for task in tracker.tasks:
        sections.setdefault(task.section.line, []).append(task)
    figures = [figure for rollup in tracker.rollups for row in rollup.rows for figure in rollup.figures(row)]
    in_work = tuple(task for task in tracker.tasks if task.status.category in _IN_WORK)
    return Standing(
        tracker,
        _group("", tracker.tasks),
        tuple(_group(tasks[0].section.title, tasks) for tasks in sections.values()),
        tuple(task for task in tracker.tasks if task.status.category in _STOPPED),
        in_work,
        _stale(tracker, in_work, today, stale_days),
        sum(1 for figure in figures if figure.holds),
        tuple(figure for figure in figures if not figure.holds),
        tuple(rollup for rollup in tracker.rollups if rollup.problem is not None),
    )


def _group(title: str, tasks: Sequence[Task]) -> Group:
    return Group(title, tally(task.status.category for task in tasks))


def _stale(tracker: Tracker, tasks: Sequence[Task], today: date, most: int) -> tuple[Stale, ...]:
    """The longest unheard of first."""
    heard = _last_heard(tracker) if tasks else {}
    found = []
    for task in tasks:
        started = task.get(STARTED)
        days = [day for day in (heard.get(task.key), started.day if started is not None else None) if day is not None]
        if days and (today - max(days)).days >= most:
            found.append(Stale(task, (today - max(days)).days))
    return tuple(sorted(found, key=lambda one: -one.days))


def _last_heard(tracker: Tracker) -> dict[str, date]:
    """By key, the day of the latest log entry about a task."""
    found: dict[str, date] = {}
    for entry in tracker.log.entries if tracker.log is not None else ():
        if entry.when is None:
            continue
        for name in entry.tasks:
            task = tracker.task(name)
            if task is not None and entry.when.day > found.get(task.key, date.min):
                found[task.key] = entry.when.day
    return found
