"""Where a row goes: the table of tasks under a heading, and the line in it."""

from __future__ import annotations

from forgemd.changes.find import find_task
from forgemd.errors import UsageError
from forgemd.tracker import FieldTask, Layout, Task, Tracker, same_name, similar
from forgemd.typed import NamedTuple

__all__ = ["Place", "need_row", "place_for", "title_over"]


class Place(NamedTuple):
    """A table of tasks, and the line (0-based) in it behind which a row goes."""

    layout: Layout
    after: int


def need_row(tracker: Tracker, task: Task, verb: str) -> Layout:
    """The table that `task` is a row of. Raises `UsageError` for one that is an item, a heading or front matter:
    `verb` is what cannot be done with it."""
    if isinstance(task, FieldTask) or not isinstance(task.layout, Layout):
        message = f"{task.id}: only rows of tables are {verb}, and this task is none"
        raise UsageError(message, where=f"{tracker.path}:{task.line + 1}", hint="change the lines by hand")
    return task.layout


def place_for(tracker: Tracker, section: str | None, after: str | None, command: str) -> Place:
    """The end of the one table under the heading `section` (its title, or its number), or the line behind the task
    `after`; without either, the end of the only table of tasks.

    Raises `UsageError` where there is none, or more than one; `command` is what to type then, in its hint.
    """
    if after is not None:
        task = find_task(tracker, after)
        layout = need_row(tracker, task, "put beside others")
        if section is not None and not _is_under(tracker, layout, section):
            message = f"'{after}' does not stand under '{section}'"
            raise UsageError(message, where=f"{tracker.path}:{task.line + 1}", hint="name one of the two")
        return Place(layout, task.line)
    tables = [layout for layout in tracker.layouts if layout.kind == "tasks"]
    found = tables if section is None else _under(tracker, tables, section)
    if not found:
        raise _no_table(tracker, tables, section)
    if len(found) > 1:
        raise _which(tracker, found, section, command)
    return Place(found[0], _last(tracker, found[0]))


def title_over(tracker: Tracker, layout: Layout) -> str:
    """The heading that a table stands under; empty for none."""
    path = tracker.document.path(layout.line)
    return path[-1].title if path else ""


def _last(tracker: Tracker, layout: Layout) -> int:
    """The line of the last task of a table: totals and templates below it stay below."""
    lines = [task.line for task in tracker.tasks if task.layout is layout]
    return max(lines) if lines else layout.table.last


def _is_under(tracker: Tracker, layout: Layout, section: str) -> bool:
    return any(same_name(section, heading.title) for heading in tracker.document.path(layout.line))


def _under(tracker: Tracker, tables: list[Layout], section: str) -> list[Layout]:
    """The tables right under the heading, else all below it; by the exact title before others."""
    wanted = section.strip().casefold()
    exact = [table for table in tables if title_over(tracker, table).casefold() == wanted]
    near = [table for table in tables if same_name(section, title_over(tracker, table))]
    return exact or near or [table for table in tables if _is_under(tracker, table, section)]


def _no_table(tracker: Tracker, tables: list[Layout], section: str | None) -> UsageError:
    if section is None:
        message = "it has no table of tasks, and only to tables are rows added"
        return UsageError(message, where=tracker.path, hint=f"forgemd explain {tracker.path}")
    headings = [heading for heading in tracker.document.headings if same_name(section, heading.title)]
    if headings:
        items = any(same_name(section, task.section.title) for task in tracker.tasks)
        what = "its tasks are no rows of a table" if items else "no table of tasks stands there"
        where = f"{tracker.path}:{headings[0].line + 1}"
        message = f"'{headings[0].title}': {what}, and only to tables are rows added"
        return UsageError(message, where=where, hint="write the first one by hand")
    titles = list(dict.fromkeys(filter(None, (title_over(tracker, table) for table in tables))))
    near = similar(section, titles)
    meant = " or ".join(f"'{title}'" for title in near)
    said = f"did you mean {meant}?" if near else f"there is: {_listed(titles)}" if titles else None
    return UsageError(f"there is no section '{section}'", where=tracker.path, hint=said)


def _which(tracker: Tracker, found: list[Layout], section: str | None, command: str) -> UsageError:
    titles = list(dict.fromkeys(filter(None, (title_over(tracker, table) for table in found))))
    if section is None and len(titles) > 1:
        hint = f"say which section: {command} '{titles[0]}' (there is: {_listed(titles)})"
        return UsageError(f"there are {len(found)} tables of tasks", where=tracker.path, hint=hint)
    tasks = [task.id for task in tracker.tasks if task.layout is found[0]]
    lines = ", ".join(str(table.line + 1) for table in found)
    hint = f"say behind which task: --after {tasks[-1]}" if tasks else "say behind which task: --after ID"
    under = f" under '{section}'" if section is not None else ""
    return UsageError(f"there are {len(found)} tables of tasks{under} (lines {lines})", where=tracker.path, hint=hint)


_SHOWN = 8


def _listed(titles: list[str]) -> str:
    return ", ".join(f"'{title}'" for title in titles[:_SHOWN]) + (", ..." if len(titles) > _SHOWN else "")
