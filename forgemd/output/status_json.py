"""Where trackers stand as JSON values in the shape of schemas/status.schema.json."""

from __future__ import annotations

from forgemd.output.graph_json import task_values
from forgemd.tracker import CATEGORIES, Group, Standing, Task
from forgemd.typed import Any, Iterable

__all__ = ["status_values"]

SCHEMA_VERSION = 1


def status_values(standings: Iterable[Standing], ready: dict[str, int]) -> dict[str, Any]:
    """`ready`: by path, how many tasks may start."""
    return {
        "schema_version": SCHEMA_VERSION,
        "trackers": [_tracker(standing, ready[standing.tracker.path]) for standing in standings],
    }


def _tracker(standing: Standing, ready: int) -> dict[str, Any]:
    tracker = standing.tracker
    return {
        "path": tracker.path,
        "updated": tracker.updated.value if tracker.updated is not None else None,
        **_group(standing.whole),
        "ready": ready,
        "sections": [{"title": section.title, **_group(section)} for section in standing.sections],
        "blocked": [_task(standing, task) for task in standing.blocked],
        "in_work": [_task(standing, task) for task in standing.in_work],
        "stale": [{**_task(standing, one.task), "days": one.days} for one in standing.stale],
        "rollups": {
            "right": standing.right,
            "wrong": [
                {
                    "line": figure.row.row.line + 1,
                    "label": figure.row.label,
                    "column": figure.column.header,
                    "stated": figure.stated,
                    "expected": figure.expected,
                }
                for figure in standing.wrong
            ],
            "unknown": [
                {"line": rollup.layout.table.line + 1, "problem": rollup.problem} for rollup in standing.unknown
            ],
        },
    }


def _group(group: Group) -> dict[str, Any]:
    share = group.share
    return {
        "total": group.total,
        "done": group.done,
        "share": None if share is None else round(share, 4),
        "counts": {category: group.counts.get(category, 0) for category in CATEGORIES},
    }


def _task(standing: Standing, task: Task) -> dict[str, Any]:
    return task_values(task.id, standing.tracker.path, task)
