"""How the result of a change is told: every place it wrote or left alone, and what comes next."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import unified_diff
from typing import Any

from forgemd.changes import Plan, Surface
from forgemd.text import Source

__all__ = ["difference", "plan_object", "plan_text", "surface_object"]

_WORDS = {"changed": "changed", "unchanged": "as it was", "refused": "left alone"}


def plan_object(path: str, plan: Plan) -> dict[str, Any]:
    """One tracker's part of a result, for JSON."""
    return {
        "path": path,
        "already": plan.before.text == plan.after.text,
        "transitions": [
            {"task": change.after.id, "from": change.old.code or None, "to": change.new.code or None}
            for change in plan.diff.transitions
        ],
        "added": [task.id for task in plan.diff.added] if plan.diff.before is not None else [],
        "removed": [task.id for task in plan.diff.removed],
        "surfaces": [surface_object(surface) for surface in plan.surfaces],
    }


def surface_object(surface: Surface) -> dict[str, Any]:
    """A place that was or was not written, for JSON."""
    return {
        "surface": surface.surface,
        "name": surface.name,
        "state": surface.state,
        "line": surface.line,
        "why": surface.why,
    }


def plan_text(path: str, plan: Plan) -> list[str]:
    """One tracker's part of a result, for people: a line for each place, aligned."""
    lines = [path]
    lines += [
        f"  {change.after.id}: {change.old.code or '-'} → {change.new.code or '-'}" for change in plan.diff.transitions
    ]
    if plan.diff.before is not None:
        lines += [f"  {task.id}: new row" for task in plan.diff.added]
    lines += [f"  {task.id}: row removed" for task in plan.diff.removed]
    return lines + list(_surfaces(plan.surfaces))


def _surfaces(surfaces: Sequence[Surface]) -> Iterable[str]:
    names = max((len(surface.name) for surface in surfaces), default=0)
    for surface in surfaces:
        place = f"line {surface.line}" if surface.line else ""
        why = surface.why if surface.state == "changed" else f"{_WORDS[surface.state]}: {surface.why}"
        yield f"    {surface.surface:8}  {place:9}  {surface.name:{min(names, 40)}}  {why}".rstrip()


def difference(path: str, before: Source, after: Source) -> str:
    """A unified diff; nothing where nothing changes."""
    lines = unified_diff(_lines(before), _lines(after), fromfile=f"a/{path}", tofile=f"b/{path}", lineterm="", n=3)
    return "\n".join(lines)


def _lines(source: Source) -> list[str]:
    return [source.line(index) for index in range(len(source.starts))]
