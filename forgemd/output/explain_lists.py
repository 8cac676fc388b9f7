"""How the lists, headings and front matter of a tracker were read: which are tasks, which are not, and why."""

from __future__ import annotations

from collections.abc import Iterator

from forgemd.output.styled import Line, line, wrapped
from forgemd.tracker import Column, TaskList, Tracker
from forgemd.typed import Any

__all__ = ["list_lines", "list_values"]

_MARGIN = 2
_BODY = 14
_ONE = {"list": "box", "headings": "heading", "front matter": "mapping"}
_MANY = {"list": "boxes", "headings": "headings", "front matter": "mappings"}


def list_lines(tracker: Tracker, columns: int | None) -> Iterator[Line]:
    """For people, in the layout of the tables above it."""
    seen: dict[tuple[object, ...], str] = {}
    for found in tracker.lists:
        lines = f"{found.first + 1}-{found.last + 1}" if found.last > found.first else str(found.first + 1)
        yield line(
            ("place", f"{'':{_MARGIN}}{lines:<{_BODY - _MARGIN}}"),
            ("strong", f"{found.verdict:<8}"),
            f"  {_section(tracker, found) or '(no heading)'}",
        )
        count = f"{found.count} {_noun(found)}"
        shape = (found.verdict, found.why, found.columns)
        if shape in seen:
            yield from wrapped(f"{count}, read as lines {seen[shape]}", columns, _BODY)
            continue
        seen[shape] = lines
        yield from wrapped(f"{count}: {found.why}", columns, _BODY)
        if found.columns:
            yield from wrapped(", ".join(map(_role, found.columns)), columns, _BODY)


def _noun(found: TaskList) -> str:
    """What a list is made of: items without boxes are just that."""
    if found.form == "list" and found.columns and not any(_is_mark(column) for column in found.columns):
        return "item" if found.count == 1 else "items"
    return (_ONE if found.count == 1 else _MANY)[found.form]


def _is_mark(column: Column) -> bool:
    return column.role == "status" or column.header == "Box"


def _section(tracker: Tracker, found: TaskList) -> str:
    """The heading above; empty for none."""
    heading = tracker.document.heading_before(found.first - (found.form == "headings"))
    return heading.title if heading is not None else ""


def _role(column: Column) -> str:
    return f"{column.header} → {column.role if column.role != 'other' else 'mark'} ({column.why})"


def list_values(tracker: Tracker) -> list[dict[str, Any]]:
    """The same as JSON values in the shape of schemas/explain.schema.json; lines are 1-based."""
    return [
        {
            "line": found.first + 1,
            "end_line": found.last + 1,
            "form": found.form,
            "kind": found.verdict,
            "why": found.why,
            "section": _section(tracker, found),
            "count": found.count,
            "columns": [column._asdict() for column in found.columns],
        }
        for found in tracker.lists
    ]
