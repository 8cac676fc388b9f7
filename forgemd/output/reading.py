"""What there is to say about how a tracker was read, as values: for people and for JSON alike."""

from __future__ import annotations

import json
from collections.abc import Iterator

from forgemd.markdown import find_conflicts
from forgemd.tracker import DEPENDS, GLYPHS, STATUS, ChangeLog, Column, Layout, Rollup, Task, Tracker
from forgemd.typed import NamedTuple

__all__ = [
    "Advice",
    "Alias",
    "Word",
    "advice",
    "aliases",
    "depends_text",
    "log_order",
    "rollup_of",
    "status_columns",
    "vocabulary",
]

_SHOWN = 5
_NAMES = ("id", "title")
_STATUS_LIKE = ("legend", "word", "glyph", "mark")


class Word(NamedTuple):
    """A status in use: how it was read, in how many cells, and each way in which cells write it."""

    code: str
    category: str
    how: str
    cells: int
    spellings: tuple[str, ...]


class Alias(NamedTuple):
    """A task spoken of by another name than its id: `WS-01` for `01`."""

    written: str
    id: str
    cells: int


class Advice(NamedTuple):
    """Something that was not recognised (`line` is 1-based), and the configuration that would change it."""

    line: int | None
    message: str
    config: str | None = None


def vocabulary(tracker: Tracker) -> list[Word]:
    """The statuses of all tasks, the commonest first."""
    found: dict[tuple[str, str, str], dict[str, int]] = {}
    for task in tracker.tasks:
        if task.has(STATUS) or task.status.how == "heading":
            reading = task.status
            spellings = found.setdefault((reading.code, reading.category, reading.how), {})
            spellings[task.status_text] = spellings.get(task.status_text, 0) + 1
    words = [
        Word(code, category, how, sum(spellings.values()), tuple(spellings))
        for (code, category, how), spellings in found.items()
    ]
    return sorted(words, key=lambda word: -word.cells)


def aliases(tracker: Tracker) -> list[Alias]:
    """The other names that dependencies use, each once, in order."""
    found: dict[tuple[str, str], int] = {}
    for dependency in tracker.dependencies:
        on = dependency.on
        if (
            on is not None
            and dependency.text not in (on.id, dependency.task.id)
            and dependency.text not in on.stands_for
        ):
            found[dependency.text, on.id] = found.get((dependency.text, on.id), 0) + 1
    return [Alias(written, name, cells) for (written, name), cells in found.items()]


def rollup_of(tracker: Tracker, layout: Layout) -> Rollup | None:
    """The rollup that `layout` is."""
    return next((rollup for rollup in tracker.rollups if rollup.layout is layout), None)


def log_order(tracker: Tracker, layout: Layout) -> str | None:
    """How the rows of a log lie in time; None for a table of another kind."""
    return ChangeLog(layout, tracker.statuses).order if layout.kind == "log" else None


def advice(tracker: Tracker) -> list[Advice]:
    """What was not recognised, in the order of the file."""
    found = [
        *_conflicts(tracker),
        *_unread_statuses(tracker),
        *_signed_items(tracker),
        *_unknown_columns(tracker),
        *_rollups(tracker),
        *_dependencies(tracker),
    ]
    if "there are" in tracker.log_problem:
        found.append(Advice(None, f"{tracker.log_problem} that record statuses; new entries go to none of them"))
    if not tracker.tasks and not found:
        found.append(_no_tasks(tracker))
    return sorted(found, key=lambda item: item.line or 0)


def _conflicts(tracker: Tracker) -> Iterator[Advice]:
    for conflict in find_conflicts(tracker.source):
        yield Advice(conflict.first + 1, "conflict markers of a merge: until they are settled, rows here count twice")


def _unread_statuses(tracker: Tracker) -> Iterator[Advice]:
    tables: dict[int, list[Task]] = {}
    for task in tracker.tasks:
        if task.has(STATUS) and task.status.how == "unknown":
            tables.setdefault(task.layout.line, []).append(task)
    for tasks in tables.values():
        words = list(dict.fromkeys(task.status.code or task.status_text for task in tasks))
        message = f"no status that forgemd knows: {_listed(words)}"
        yield Advice(tasks[0].line + 1, message, f"statuses: {{{_quoted(words[0])}: active}}")


def _signed_items(tracker: Tracker) -> Iterator[Advice]:
    """Items that begin with a sign for a status and are no tasks, since they have no id."""
    source, tasks = tracker.source, {task.line for task in tracker.tasks}
    lines = [
        item.line
        for item in tracker.document.items
        if item.mark is None and source.text[item.content.start : item.content.start + 1] in GLYPHS
        if item.line not in tasks
    ]
    if len(lines) > 1:
        message = f"{len(lines)} items begin with a sign and have no id: tasks or features? ids or boxes would tell"
        yield Advice(lines[0] + 1, message)


def _unknown_columns(tracker: Tracker) -> Iterator[Advice]:
    for line, header in status_columns(tracker):
        message = f"the column '{header}' looks like statuses, and its header does not say so"
        yield Advice(line + 1, message, f"columns: {{{_quoted(header)}: status}}")


def status_columns(tracker: Tracker) -> Iterator[tuple[int, str]]:
    """Columns of statuses whose header means something else, or nothing: the table's line (0-based), the header."""
    for layout in tracker.layouts:
        if layout.kind not in ("tasks", "other") or layout.index(STATUS) >= 0:
            continue
        for index, column in enumerate(layout.columns):
            if column.role not in _NAMES and column.header.strip() and _holds_statuses(tracker, layout, index):
                yield layout.table.line, column.header


def _holds_statuses(tracker: Tracker, layout: Layout, index: int) -> bool:
    readings = [tracker.statuses.read(row.value(index)) for row in layout.table.rows[:50]]
    said = [reading for reading in readings if reading.how != "empty"]
    known = sum(1 for reading in said if reading.how in _STATUS_LIKE)
    return len(said) > 1 and known > 0.6 * len(said)


def _rollups(tracker: Tracker) -> Iterator[Advice]:
    for rollup in tracker.rollups:
        if rollup.problem is not None:
            yield Advice(rollup.layout.table.line + 1, f"the rollup is left alone: {rollup.problem}")


def _dependencies(tracker: Tracker) -> Iterator[Advice]:
    unknown = [found for found in tracker.dependencies if found.on is None and found.certain]
    if unknown:
        names = list(dict.fromkeys(found.text for found in unknown))
        yield Advice(unknown[0].task.line + 1, f"dependencies on what is no task of this file: {_listed(names)}")


def _no_tasks(tracker: Tracker) -> Advice:
    tables = [layout for layout in tracker.layouts if layout.kind == "other" and len(_headed(layout)) > 1]
    if not tables:
        return Advice(None, "no table of this file can hold tasks")
    largest = max(tables, key=lambda layout: len(layout.table.rows))
    columns = _headed(largest)
    named = next((column for column in columns if column.role in _NAMES), columns[0])
    first, last = named.header, next(column.header for column in reversed(columns) if column is not named)
    message = "no table is read as tasks; a table of tasks has a column of ids or names and one of statuses"
    return Advice(largest.table.line + 1, message, f"columns: {{{_quoted(first)}: title, {_quoted(last)}: status}}")


def _headed(layout: Layout) -> list[Column]:
    """The columns that the configuration can speak of."""
    return [column for column in layout.columns if column.header.strip()]


def depends_text(task: Task) -> str | None:
    """What the dependency cell says, as written; None where there is no such column."""
    return task.text(DEPENDS) if task.has(DEPENDS) else None


def _listed(words: list[str]) -> str:
    shown = ", ".join(f"'{word}'" for word in words[:_SHOWN])
    return shown if len(words) <= _SHOWN else f"{shown} and {len(words) - _SHOWN} more"


def _quoted(word: str) -> str:
    return json.dumps(word, ensure_ascii=False)
