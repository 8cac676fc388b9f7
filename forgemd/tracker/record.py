"""The typed model as plain values: what schemas/task, tracker, changelog-entry and transition describe.

Every value is text, a number, a truth value, None, a list or a dict, so that it can be printed as JSON and judged by
a JSON Schema. A cell that says nothing is None, as is one whose text is not certain; `cells` has every text as written.
"""

from __future__ import annotations

from forgemd.tracker.cells.dates import Moment
from forgemd.tracker.cells.markup import bare
from forgemd.tracker.cells.roles import COMPLETED, DUE, ESTIMATE, OWNER, PRIORITY, REVIEWER, STARTED, is_placeholder
from forgemd.tracker.cells.status import Status
from forgemd.tracker.log.changelog import Entry
from forgemd.tracker.tasks.dependencies import Dependency
from forgemd.tracker.tasks.estimates import estimate_of
from forgemd.tracker.tasks.task import Task
from forgemd.tracker.tracker import Tracker
from forgemd.typed import Any

__all__ = [
    "entry_record",
    "fields_of",
    "headers_of",
    "moment_text",
    "same_person",
    "self_reviewed",
    "task_record",
    "tracker_record",
]

SCHEMA_VERSION = 1

Record = dict[str, Any]


def tracker_record(tracker: Tracker) -> Record:
    """A whole tracker: its legend, its tasks in the file's order, its change log."""
    updated = tracker.updated
    return {
        "schema_version": SCHEMA_VERSION,
        "path": tracker.path,
        "updated": None if updated is None else moment_text(updated.moment),
        "workflow": tracker.workflow.name,
        "legend": None if tracker.legend is None else [_status(status) for status in tracker.legend.statuses],
        "tasks": [task_record(task, tracker) for task in tracker.tasks],
        "log": None if tracker.log is None else [entry_record(entry) for entry in tracker.log.entries],
    }


def task_record(task: Task, tracker: Tracker) -> Record:
    """One task of `tracker`."""
    return {
        "id": task.id,
        "title": task.title,
        "status": task.status.code or None,
        "category": task.status.category,
        "section": [heading.title for heading in task.section.path],
        "path": tracker.path,
        "line": task.line + 1,
        "owner": bare(task.text(OWNER)) if task.filled(OWNER) else None,
        "priority": bare(task.text(PRIORITY)) if task.filled(PRIORITY) else None,
        "estimate": _estimate(task),
        "depends": [_dependency(mention) for mention in tracker.mentions.get(task.key, ())],
        "started": moment_text(task.get(STARTED)),
        "completed": moment_text(task.get(COMPLETED)),
        "due": moment_text(task.get(DUE)),
        "self_reviewed": self_reviewed(task),
        "fields": fields_of(task),
        "cells": {header: task.value(at) for at, header in enumerate(headers_of(task))},
    }


def entry_record(entry: Entry) -> Record:
    """One entry of a change log; a template that nobody filled in is one like any other."""
    return {
        "line": entry.row.line + 1,
        "when": moment_text(entry.when),
        "tasks": ["ALL"] if entry.every else list(entry.tasks),
        "old": entry.old.code or None,
        "new": entry.new.code or None,
        "actor": None if is_placeholder(entry.actor) else entry.actor,
        "note": None if is_placeholder(entry.note) else entry.note,
    }


def fields_of(task: Task) -> dict[str, str | None]:
    """The cells by what their columns mean, the first of each role, without markup; None for what says nothing."""
    found: dict[str, str | None] = {}
    for at, column in enumerate(task.layout.columns):
        if column.role != "other" and column.role not in found:
            text = task.value(at)
            found[column.role] = None if is_placeholder(text) else bare(text) or text
    return found


def headers_of(task: Task) -> list[str]:
    """The headers of the task's table; one that comes again carries its number: `Notes`, `Notes (2)`."""
    found: list[str] = []
    for column in task.layout.columns:
        name, number = column.header, 1
        while name in found:
            number += 1
            name = f"{column.header} ({number})"
        found.append(name)
    return found


def self_reviewed(task: Task) -> bool | None:
    """Whether the reviewer is the owner; None where one of the two is not named."""
    return same_person(task.text(OWNER), task.text(REVIEWER))


_SEVERAL = frozenset("team all everyone everybody group crew both alle équipe equipo todos 团队 全员 全体".split())


def same_person(owner: str, reviewer: str) -> bool | None:
    """Whether two cells name the same one; None where one of them names nobody, or several by one word."""
    if any(is_placeholder(name) or OWNER.parse(name) is None for name in (owner, reviewer)):
        return None
    if bare(owner).casefold() in _SEVERAL:
        return None
    return bare(owner).casefold() == bare(reviewer).casefold()


def moment_text(moment: Moment | None) -> str | None:
    """A date or a time as ISO 8601 has it, with the zone as far as it was written."""
    if moment is None:
        return None
    if moment.clock is None:
        return moment.day.isoformat()
    zone = "Z" if moment.zone in ("UTC", "GMT") else moment.zone
    if len(zone) == 5:
        zone = f"{zone[:3]}:{zone[3:]}"
    return f"{moment.day.isoformat()}T{':'.join(f'{part:02d}' for part in moment.clock)}{zone}"


def _estimate(task: Task) -> Record | None:
    estimate = estimate_of(task)
    if estimate is None:
        return None
    return {"text": task.text(ESTIMATE), "low": estimate.low, "high": estimate.high, "unit": estimate.unit}


def _dependency(mention: Dependency) -> Record:
    return {
        "reference": mention.text,
        "id": None if mention.on is None else mention.on.id,
        "soft": mention.soft,
        "certain": mention.certain,
    }


def _status(status: Status) -> Record:
    return {"code": status.code, "label": status.label, "category": status.category}
