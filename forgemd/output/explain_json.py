"""How a tracker was read, as JSON values in the shape of schemas/explain.schema.json."""

from __future__ import annotations

from collections.abc import Iterable

from forgemd.output.confidence import confidence_of, doubts, table_confidence
from forgemd.output.explain_lists import list_values
from forgemd.output.reading import advice, aliases, depends_text, log_order, rollup_of, vocabulary
from forgemd.tracker import Claim, Drawing, Layout, Task, Tracker, claims_of, drawings_of
from forgemd.typed import Any

__all__ = ["explain_values"]

SCHEMA_VERSION = 1


def explain_values(trackers: Iterable[Tracker]) -> dict[str, Any]:
    """Lines are 1-based; `line` is a table's header and `end_line` its last row."""
    return {"schema_version": SCHEMA_VERSION, "files": [_file(tracker) for tracker in trackers]}


def _file(tracker: Tracker) -> dict[str, Any]:
    legend = tracker.legend.statuses if tracker.legend else ()
    workflow = tracker.workflow
    updated = tracker.updated
    waits = _resolved(tracker)
    return {
        "path": tracker.path,
        "tables": [_table(tracker, layout) for layout in tracker.layouts],
        "lists": list_values(tracker),
        "tasks": [_task(task, waits.get(task.key, [])) for task in tracker.tasks],
        "legend": [{"code": status.code, "label": status.label, "category": status.category} for status in legend],
        "workflow": {"name": workflow.name, "severity": workflow.severity, "why": workflow.why},
        "statuses": [{**word._asdict(), "spellings": list(word.spellings)} for word in vocabulary(tracker)],
        "aliases": [alias._asdict() for alias in aliases(tracker)],
        "updated": None if updated is None else {"line": updated.line + 1, "value": updated.value},
        "claims": [_claim(claim) for claim in claims_of(tracker)],
        "drawings": [_drawing(drawing) for drawing in drawings_of(tracker)],
        "doubts": [doubt._asdict() for doubt in doubts(tracker)],
        "advice": [item._asdict() for item in advice(tracker)],
    }


def _claim(claim: Claim) -> dict[str, Any]:
    return {
        "line": claim.line + 1,
        "subject": claim.subject,
        "stated": claim.stated,
        "holds": claim.holds,
        "counted": claim.counted,
    }


def _drawing(drawing: Drawing) -> dict[str, Any]:
    arrows = [[before.id, after.id] for before, after in drawing.arrows]
    return {"line": drawing.line + 1, "arrows": arrows, "agreed": drawing.agreed}


def _resolved(tracker: Tracker) -> dict[str, list[str]]:
    """The ids that each task waits for, by the task's key, in the order of the cell, each once."""
    found: dict[str, dict[str, None]] = {}
    for dependency in tracker.dependencies:
        if dependency.on is not None:
            found.setdefault(dependency.task.key, {})[dependency.on.id] = None
    return {key: list(ids) for key, ids in found.items()}


def _table(tracker: Tracker, layout: Layout) -> dict[str, Any]:
    table = layout.table
    heading = tracker.document.heading_before(table.line)
    rollup = rollup_of(tracker, layout)
    return {
        "line": table.line + 1,
        "end_line": table.last + 1,
        "kind": layout.kind,
        "why": layout.why,
        "section": heading.title if heading is not None else "",
        "header": [column.header for column in layout.columns],
        "rows": len(table.rows),
        "confidence": table_confidence(layout),
        "columns": [{**column._asdict(), "confidence": confidence_of(column)} for column in layout.columns],
        "order": log_order(tracker, layout),
        "problem": rollup.problem if rollup is not None else None,
    }


def _task(task: Task, depends: list[str]) -> dict[str, Any]:
    return {
        "id": task.id,
        "keyed_by": "id" if task.has_id else "title",
        "title": task.title,
        "status": task.status.code or None,
        "status_text": task.status_text,
        "category": task.status.category,
        "section": task.section.title,
        "line": task.line + 1,
        "depends": depends,
        "depends_raw": depends_text(task),
        "stands_for": list(task.stands_for),
    }
