"""Change-log rows: those that people wrote are adopted, those that are missing are appended."""

from __future__ import annotations

from typing import NamedTuple

from forgemd.changes.base import Context, Surface
from forgemd.changes.stamps import moment_sample
from forgemd.markdown import Rewrite
from forgemd.tracker import ChangeLog, Diff, Entry, Reading, Task, is_placeholder, write_like

__all__ = ["append_entries", "entries_of"]


class _Missing(NamedTuple):
    task: Task
    old: str
    new: str


def entries_of(task: Task, entries: tuple[Entry, ...]) -> list[Entry]:
    """The entries that name `task`."""
    names = {name.casefold() for name in (task.id, *task.stands_for)}
    return [entry for entry in entries if entry.every or any(name.casefold() in names for name in entry.tasks)]


def append_entries(diff: Diff, context: Context, rewrite: Rewrite) -> list[Surface]:
    """A log row for every change of status, every new row and every row that is gone, unless somebody wrote it."""
    log = diff.after.log
    changed = bool(diff.transitions) or any(_has_status(task) for task in (*diff.added, *diff.removed))
    if not changed:
        return []
    if log is None:
        return [Surface("log", "change log", "refused", diff.after.log_problem)]
    found: list[Surface] = []
    for task, old, new in _changes(diff):
        written = entries_of(task, diff.new_entries)
        missing = _missing(task, old, new, written, log)
        if missing is None:
            why = f"adopted {len(written)} row{'s' if len(written) > 1 else ''} that somebody wrote"
            found.append(Surface("log", task.id, "unchanged", why, written[0].row.line + 1))
            continue
        after = _place(log)
        rewrite.insert(log.layout.table, after, _row(log, missing, context, moment_sample(diff.after, "date")))
        found.append(Surface("log", task.id, "changed", f"{missing.old} → {missing.new}", after + 2))
    return found


def _has_status(task: Task) -> bool:
    return task.status.how != "empty"


def _changes(diff: Diff) -> list[tuple[Task, Reading, Reading]]:
    nothing = Reading("", "unknown", "empty")
    changes = [(change.after, change.old, change.new) for change in diff.transitions]
    changes += [(task, nothing, task.status) for task in diff.added if _has_status(task) and diff.before is not None]
    changes += [(task, task.status, nothing) for task in diff.removed if _has_status(task)]
    return changes


def _missing(task: Task, old: Reading, new: Reading, written: list[Entry], log: ChangeLog) -> _Missing | None:
    """The row to append: the whole step if nothing was written, the last step of a way half written.

    Rows that do not fit the change are somebody's words too: they stay, and the rules speak of them.
    """
    if not written:
        return _Missing(task, old.code or "-", new.code or "-")
    ordered = written[::-1] if log.order == "newest first" else written
    last = ordered[-1].new.code
    if last.casefold() == new.code.casefold() or ordered[0].old.code.casefold() != old.code.casefold():
        return None
    return _Missing(task, last, new.code or "-")


def _place(log: ChangeLog) -> int:
    """The line behind which a new row goes: on top of a log that has the newest first, else at its end."""
    table = log.layout.table
    return table.line + 1 if log.order == "newest first" else table.last


def _row(log: ChangeLog, missing: _Missing, context: Context, sample: str) -> list[str]:
    empty = _placeholder(log)
    texts = {
        "date": write_like(sample, context.now),
        "id": missing.task.id,
        "old": missing.old,
        "new": missing.new,
        "owner": context.actor,
        "notes": context.note or empty,
    }
    values: list[str] = []
    used: set[str] = set()
    for column in log.layout.columns:
        values.append(texts.get(column.role, empty) if column.role not in used else empty)
        used.add(column.role)
    return values


def _placeholder(log: ChangeLog) -> str:
    """What an empty cell of this log says: the sign that its rows use, else a hyphen, never nothing."""
    for row in log.layout.table.rows:
        for value in row.values:
            if value and is_placeholder(value):
                return value
    return "-"
