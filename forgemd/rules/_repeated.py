"""Which of the tasks that share an id are to be held against each other."""

from __future__ import annotations

from forgemd.rules._places import may_be_one
from forgemd.tracker import Columns, Layout, Task, Tracker
from forgemd.typed import Iterator

__all__ = ["defined", "loose_tables", "tables_with_slips", "with_earlier"]

_ENOUGH = 50
"""Beside so many tasks of its id each one is held; a tracker with more of them has said it often enough."""
_REPEATED = 3
"""So many ids that a table repeats, in a quarter of its rows, are no slip."""
_MANY_ROWS = 8


def loose_tables(tracker: Tracker, groups: list[list[Task]]) -> list[Columns]:
    """The tables whose ids tell no rows apart: some repeat, and not by a slip."""
    if len(groups) < _REPEATED:
        return []
    repeated: dict[int, int] = {}
    extra: dict[int, int] = {}
    for tasks in groups:
        of = [id(task.layout) for task in tasks]
        for layout in set(of):
            if (more := of.count(layout) - 1) > 0:
                repeated[layout] = repeated.get(layout, 0) + 1
                extra[layout] = extra.get(layout, 0) + more
    suspects = {layout for layout, many in repeated.items() if many >= _REPEATED}
    sizes: dict[int, tuple[Columns, int]] = {}
    for task in tracker.tasks if suspects else ():
        if (layout := id(task.layout)) in suspects:
            sizes[layout] = task.layout, sizes.get(layout, (task.layout, 0))[1] + 1
    return [columns for layout, (columns, size) in sizes.items() if 4 * (extra[layout] + repeated[layout]) >= size]


def tables_with_slips(groups: list[list[Task]]) -> set[int]:
    """The tables in which of many ids one stands twice: that is a slip, and no table of the work for each story."""
    again: dict[int, list[int]] = {}
    sizes: dict[int, int] = {}
    for tasks in groups:
        of = [id(task.layout) for task in tasks]
        for layout in set(of):
            if (many := of.count(layout)) > 1:
                again.setdefault(layout, []).append(many)
        sizes.update(
            (id(task.layout), len(task.layout.table.rows)) for task in tasks if isinstance(task.layout, Layout)
        )
    return {layout for layout, many in again.items() if many == [2] and sizes.get(layout, 0) >= _MANY_ROWS}


def defined(tasks: list[Task], slips: set[int]) -> list[Task]:
    """The tasks of one id but for rows of a table that has it several times, where another table has it under a title
    like none of theirs: they are parts of that task, as the work for a story is. In a table of `slips` they are not."""
    tables: dict[int, list[Task]] = {}
    for task in tasks:
        tables.setdefault(id(task.layout), []).append(task)
    if not 1 < len(tables) < len(tasks) or len(tasks) > _ENOUGH:
        return tasks
    single = [own[0] for own in tables.values() if len(own) == 1]
    parts = {
        table
        for table, own in tables.items()
        if len({tuple(task.values) for task in own}) == len(own) > 1
        and table not in slips
        and single
        and not any(may_be_one(task, other) for task in own for other in single)
    }
    return [task for task in tasks if id(task.layout) not in parts]


def with_earlier(tasks: list[Task]) -> Iterator[tuple[Task, list[Task]]]:
    """Each task but the first, and what to hold it against: the first in its own table, and the first few of all."""
    first: dict[int, Task] = {}
    for index, task in enumerate(tasks):
        if index:
            own = first.get(id(task.layout))
            earlier = tasks[: min(index, _ENOUGH)]
            yield task, earlier if own is None or own in earlier else [own, *earlier]
        first.setdefault(id(task.layout), task)
