"""Tasks for other programs: JSON, JSON Lines and CSV, from records of the typed model."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from forgemd.output.json_format import json_text
from forgemd.typed import Any

__all__ = ["EXPORTS", "export_csv", "export_json", "export_jsonl", "file_names", "task_json"]

SCHEMA_VERSION = 1

EXPORTS = ("json", "jsonl", "csv")
"""The forms that tasks can be exported in."""

_COLUMNS = (
    *("path", "line", "section", "id", "title", "status", "category", "owner", "priority"),
    *("estimate", "estimate_low", "estimate_high", "estimate_unit", "depends", "started", "completed", "due"),
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_QUOTED = (",", '"', "\r", "\n")
_RESERVED = frozenset(("con", "prn", "aux", "nul", *(f"{name}{at}" for name in ("com", "lpt") for at in range(1, 10))))
_LONGEST_NAME = 80

Record = dict[str, Any]


def export_json(trackers: Sequence[Record], *, ascii_only: bool = False) -> str:
    """Trackers (records in the shape of schemas/tracker.schema.json) in that of schemas/export.schema.json."""
    return json_text({"schema_version": SCHEMA_VERSION, "trackers": list(trackers)}, ascii_only=ascii_only) + "\n"


def export_jsonl(trackers: Iterable[Record]) -> str:
    """One task a line, each in the shape of schemas/task.schema.json; ASCII, so that any reader can tell lines."""
    return "".join(json_text(task, ascii_only=True, indent=None) + "\n" for task in _tasks(trackers))


def export_csv(trackers: Iterable[Record]) -> str:
    """A header and one task a record (RFC 4180: commas, quotes doubled, CRLF).

    A text that a spreadsheet would take for a formula gets an apostrophe in front; JSON has it as it is.
    """
    rows = [_COLUMNS, *(_row(task) for task in _tasks(trackers))]
    return "".join(",".join(map(_cell, row)) + "\r\n" for row in rows)


def _tasks(trackers: Iterable[Record]) -> Iterator[Record]:
    for tracker in trackers:
        yield from tracker["tasks"]


def _row(task: Record) -> tuple[Any, ...]:
    estimate = task["estimate"] or {}
    depends = dict.fromkeys(each["id"] or each["reference"] for each in task["depends"])
    flat = {
        **task,
        "section": " > ".join(task["section"]),
        "estimate": estimate.get("text") or task["fields"].get("estimate"),
        "depends": ", ".join(depends),
        **{f"estimate_{part}": estimate.get(part) for part in ("low", "high", "unit")},
    }
    return tuple(flat[column] for column in _COLUMNS)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    text = f"{value:g}" if isinstance(value, float) else str(value)
    if isinstance(value, str) and text.startswith(_FORMULA):
        text = "'" + text
    if any(char in text for char in _QUOTED):
        return '"' + text.replace('"', '""') + '"'
    return text


def task_json(task: Record) -> str:
    """The file of one task."""
    return json_text(task) + "\n"


def file_names(tasks: Sequence[Record]) -> list[str]:
    """A file name for each task, from its id: safe on every system, none like another in any case of letters."""
    found: list[str] = []
    taken: set[str] = set()
    for task in tasks:
        stem = _stem(task["id"])
        name, number = stem, 1
        while name.casefold() in taken:
            number += 1
            name = f"{stem}-{number}"
        taken.add(name.casefold())
        found.append(f"{name}.json")
    return found


def _stem(name: str) -> str:
    plain = "".join(char if char.isalnum() or char in "._-" else "-" for char in name)
    while "--" in plain:
        plain = plain.replace("--", "-")
    plain = plain.strip(".-")
    while len(plain.encode("utf-8", "replace")) > _LONGEST_NAME:
        plain = plain[:-1]
    if not plain:
        return "task"
    return f"task-{plain}" if plain.casefold().partition(".")[0] in _RESERVED else plain
