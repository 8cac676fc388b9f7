"""What there is to say about how a tracker was read, as values: for people and for JSON alike."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator

from forgemd.diagnostics import listed
from forgemd.lazy import IGNORECASE, pattern
from forgemd.markdown import find_conflicts
from forgemd.tracker import (
    DEPENDS,
    GLYPHS,
    STATUS,
    ChangeLog,
    Column,
    FieldTask,
    Layout,
    Rollup,
    Settings,
    Task,
    Tracker,
    phrase,
    read,
)
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
    "without_tasks",
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
        if task.has(STATUS) or task.status.how in ("heading", "boxes"):
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
        *_stages(tracker),
        *_signed_items(tracker),
        *_unknown_columns(tracker),
        *_rollups(tracker),
        *_dependencies(tracker),
    ]
    if "there are" in tracker.log_problem:
        found.append(Advice(None, f"{tracker.log_problem} that record statuses; new entries go to none of them"))
    if not tracker.tasks:
        found.append(without_tasks(tracker))
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


_STAGE = pattern(r"(?:phase|stage|status|state|level)\s+(?:[0-9]+|[ivx]+)\Z", IGNORECASE)


def _stages(tracker: Tracker) -> Iterator[Advice]:
    """Headings over rows without a status that number the steps of a process, as those of proposals do: `Stage 3`."""
    lines: dict[str, int] = {}
    for task in tracker.tasks:
        if task.status.how == "empty" and not isinstance(task, FieldTask) and not task.has(STATUS):
            said = phrase(task.section.title)
            if _STAGE.match(said):
                lines.setdefault(said, task.section.line)
    if len(lines) > 1:
        first = min(lines, key=lambda said: lines[said])
        message = f"rows without a status: their headings, {_listed(list(lines))}, say one only if they are told to"
        yield Advice(lines[first] + 1, message, f"statuses: {{{_quoted(first)}: active}}")


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
    headers: dict[str, list[int]] = {}
    for line, header in status_columns(tracker):
        headers.setdefault(header, []).append(line)
    for header, lines in headers.items():
        message = f"the column '{header}' looks like statuses, and its header does not say so"
        if len(lines) > 1:
            message += f", here and in {_many(len(lines) - 1, 'other table')}"
        yield Advice(lines[0] + 1, message, f"columns: {{{_quoted(header)}: status}}")


def status_columns(tracker: Tracker) -> Iterator[tuple[int, str]]:
    """Columns of statuses whose header means something else, or nothing: the table's line (0-based), the header.

    A first column that has each of them once says what its rows are about.
    """
    for layout in tracker.layouts:
        if layout.kind not in ("tasks", "other") or layout.index(STATUS) >= 0:
            continue
        found = [
            column.header
            for index, column in enumerate(layout.columns)
            if column.role not in _NAMES and column.header.strip() and _holds_statuses(tracker, layout, index)
        ]
        # Several are the two ends of a transition, or a thing on several platforms.
        if len(found) == 1:
            yield layout.table.line, found[0]


def _holds_statuses(tracker: Tracker, layout: Layout, index: int) -> bool:
    readings = [tracker.statuses.read(row.value(index)) for row in layout.table.rows[:50]]
    said = [reading for reading in readings if reading.how != "empty"]
    if index == 0 and len({reading.code for reading in said}) == len(said):
        return False
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


def without_tasks(tracker: Tracker) -> Advice:
    """Why a file holds no tasks: what its tables and lists are instead."""
    kinds = Counter(layout.kind for layout in tracker.layouts)
    verdicts = Counter(found.verdict for found in tracker.lists)
    parts = [_many(count, _TABLES.get(kind, f"table of {kind}")) for kind, count in kinds.most_common()]
    parts += [_many(count, _LISTS.get(verdict, verdict)) for verdict, count in verdicts.most_common()]
    if not parts:
        return Advice(None, "no tasks: the file has no table, and no list with boxes or ids and statuses")
    message = f"no tasks: the file has {', '.join(parts)}"
    stated = [layout for layout in tracker.layouts if layout.kind == "other" and layout.index(STATUS) >= 0]
    if not stated:
        return Advice(None, message)
    largest = max(stated, key=lambda layout: len(layout.table.rows))
    named = next((column.header for column in _headed(largest) if column.role != "status"), "")
    message += f"; the largest with a status is in line {largest.table.line + 1} ({largest.why})"
    helps = named and _is_titled(read(tracker.source, Settings({named: "title"})), largest.line, named)
    return Advice(None, message, f"columns: {{{_quoted(named)}: title}}" if helps else None)


def _is_titled(tracker: Tracker, line: int, header: str) -> bool:
    """Whether the table in `line` holds tasks whose titles stand under `header`."""
    return any(
        layout.line == line and layout.kind == "tasks" and layout.columns[layout.title_at].header == header
        for layout in tracker.layouts
    )


_TABLES = {
    "other": "other table",
    "rollup": "rollup",
    "legend": "legend",
    "log": "log",
    "record": "record of facts",
    "matrix": "matrix",
    "schedule": "schedule",
}
_LISTS = {"checklist": "checklist", "steps": "list of steps"}
_PLURALS = {"record of facts": "records of facts", "matrix": "matrices", "list of steps": "lists of steps"}


def _many(count: int, noun: str) -> str:
    if count == 1:
        return f"1 {noun}"
    plural = f"tables{noun[5:]}" if noun.startswith("table of ") else f"{noun}s"
    return f"{count} {_PLURALS.get(noun, plural)}"


def _headed(layout: Layout) -> list[Column]:
    """The columns that the configuration can speak of."""
    return [column for column in layout.columns if column.header.strip()]


def depends_text(task: Task) -> str | None:
    """What the dependency cell says, as written; None where there is no such column."""
    return task.text(DEPENDS) if task.has(DEPENDS) else None


def _listed(words: list[str]) -> str:
    return listed([f"'{word}'" for word in words], _SHOWN)


def _quoted(word: str) -> str:
    return json.dumps(word, ensure_ascii=False)
