"""How the result of a change is told: every place it wrote or left alone, and what comes next."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from forgemd.changes import Plan, Surface
from forgemd.markdown import display_width as width
from forgemd.output import visible
from forgemd.text import Source
from forgemd.typed import Any

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


def plan_text(path: str, plan: Plan, remark: str = "") -> list[str]:
    """One tracker's part of a result, for people: a line for each place, aligned. `remark` stands behind the path."""
    lines = [f"{path}  ({remark})" if remark else path]
    lines += [
        f"  {change.after.id}: {change.old.code or '-'} → {change.new.code or '-'}" for change in plan.diff.transitions
    ]
    if plan.diff.before is not None:
        lines += [f"  {task.id}: new row" for task in plan.diff.added]
    lines += [f"  {task.id}: row removed" for task in plan.diff.removed]
    return [visible(line) for line in lines] + list(_surfaces(plan.surfaces))


_WIDEST = 40
"""Columns for the name of a place: one that is longer stands out, and moves no other line."""


def _surfaces(surfaces: Sequence[Surface]) -> Iterable[str]:
    names = [visible(surface.name) for surface in surfaces]
    widest = min(max(map(width, names), default=0), _WIDEST)
    for surface, name in zip(surfaces, names, strict=True):
        place = f"line {surface.line}" if surface.line else ""
        why = surface.why if surface.state == "changed" else f"{_WORDS[surface.state]}: {surface.why}"
        pad = " " * max(widest - width(name), 0)
        yield f"    {surface.surface:8}  {place:9}  {name}{pad}  {visible(why)}".rstrip()


def difference(path: str, before: Source, after: Source) -> str:
    """A unified diff; nothing where nothing changes."""
    from difflib import unified_diff

    lines = unified_diff(_lines(before), _lines(after), fromfile=f"a/{path}", tofile=f"b/{path}", lineterm="", n=3)
    return "\n".join(lines)


def _lines(source: Source) -> list[str]:
    return [source.line(index) for index in range(len(source.starts))] if source.text else []
