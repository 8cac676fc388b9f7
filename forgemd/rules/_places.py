"""Two places with one id: whether they belong to one list, mean one task, and agree on how it stands."""

from __future__ import annotations

from bisect import bisect

from forgemd.lazy import pattern
from forgemd.rules._naming import counts_rows, is_named
from forgemd.tracker import FieldTask, Layout, Task, Tracker, normal

__all__ = ["Parts", "alike", "are_keys", "contradict", "differ", "may_be_one", "same_columns", "same_title_header"]

_WORD = pattern(r"[^\W_\u3040-\u30ff\u3400-\u9fff]+|[\u3040-\u30ff\u3400-\u9fff]")
"""A word, or a letter of a script that writes none apart."""
_INSIDE = pattern(r"[ \t\r\n]|[-*+][ \t]|[0-9]{1,9}[.)][ \t]|>|\||\Z")
"""What a line of a list begins with; any other line ends the list."""
_DEGREES = ({"todo", "ready"}, {"active", "review", "partial"})
"""Statuses which two places that agree may well give to one task: one of them has fewer words."""
_OF_TASKS = {
    *("id", "title", "status", "owner", "priority", "estimate", "progress", "group", "depends", "blocks"),
    *("started", "completed", "due", "date", "notes", "link", "location", "branch"),
}
"""The columns of a table whose status is that of the task, and not that of its review or its tests."""


class Parts:
    """The parts of one tracker in which ids may begin anew: tables, sections, and what a group's row or a line of
    prose sets apart."""

    __slots__ = ("_breaks", "_tracker")

    def __init__(self, tracker: Tracker) -> None:
        self._tracker = tracker
        self._breaks: dict[int, list[int]] = {}

    def of(self, task: Task) -> tuple[int, int, int]:
        """Which part a task stands in; equal for tasks of one part."""
        layout = task.layout
        key = id(layout) if isinstance(layout, Layout) else 0
        breaks = self._breaks.get(key)
        if breaks is None:
            breaks = self._group_rows(layout) if isinstance(layout, Layout) else self._prose()
            self._breaks[key] = breaks
        return id(layout), task.section.line, bisect(breaks, task.line)

    def _group_rows(self, layout: Layout) -> list[int]:
        rows = enumerate(layout.table.values, layout.line + 2)
        return [line for line, values in rows if layout.width > 1 and len(values) - values.count("") == 1]

    def _prose(self) -> list[int]:
        source = self._tracker.source
        return [line for line, start in enumerate(source.starts) if not _INSIDE.match(source.text, start)]


def same_columns(task: Task, other: Task) -> bool:
    """Whether two tables are one in two parts: an overview names its columns otherwise."""
    return task.layout is other.layout or _columns(task) == _columns(other)


def _columns(task: Task) -> list[tuple[str, str]]:
    return [(column.role, normal(column.header)) for column in task.layout.columns]


def same_title_header(task: Task, other: Task) -> bool:
    """Whether the titles of both stand under one header, so that they can be compared."""
    return _title_header(task) == _title_header(other) != ""


def _title_header(task: Task) -> str:
    """The header over the title; empty where only the values say that titles stand there."""
    at = task.layout.title_at
    return normal(task.layout.columns[at].header) if at >= 0 and task.layout.columns[at].named else ""


def are_keys(*tasks: Task) -> bool:
    """Whether the ids stand for their rows: in front, or under a header that says so."""
    return all(task.layout.id_at == 0 or is_named(task) for task in tasks)


def alike(task: Task, other: Task) -> bool:
    """Whether two titles may be of one task: they share two thirds of the words of the shorter one."""
    one, two = task.title.casefold(), other.title.casefold()
    words, others = set(_WORD.findall(one)), set(_WORD.findall(two))
    return one == two or 3 * len(words & others) >= 2 * max(1, min(len(words), len(others)))


def differ(task: Task, other: Task) -> bool:
    """Whether two rows with the same columns, both with a status, do not have the same."""
    one, two = task.status, other.status
    return "empty" not in (one.how, two.how) and one.category != two.category


def contradict(task: Task, other: Task) -> bool:
    """Whether two places that mean one task say beyond doubt that it stands differently."""
    one, two = task.status.category, other.status.category
    if not differ(task, other) or "unknown" in (one, two) or any({one, two} <= each for each in _DEGREES):
        return False
    return all(map(_tells_of_tasks, (task, other))) and may_be_one(task, other)


def may_be_one(task: Task, other: Task) -> bool:
    """Whether nothing in their titles says that they are two tasks: alike, or one of them has none."""
    return _is_untitled(task) or _is_untitled(other) or alike(task, other)


def _tells_of_tasks(task: Task) -> bool:
    if isinstance(task, FieldTask) or _title_header(task):
        return True
    return not counts_rows(task) and {column.role for column in task.layout.columns} <= _OF_TASKS


def _is_untitled(task: Task) -> bool:
    return task.layout.title_at < 0 or task.title == task.id
