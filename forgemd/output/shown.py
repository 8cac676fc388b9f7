"""One task whole: for people, and as JSON values in the shape of schemas/show.schema.json."""

from __future__ import annotations

from forgemd.markdown import display_width
from forgemd.output.escapes import visible, visible_path
from forgemd.output.graph_human import MARKS, task_line
from forgemd.output.graph_json import task_values
from forgemd.output.styled import Line, line, wrapped
from forgemd.tracker import Entry, Held, Network, Task, Tracker, is_placeholder
from forgemd.typed import Any, Iterator, NamedTuple, Sequence

__all__ = ["Shown", "shown_lines", "shown_values"]

SCHEMA_VERSION = 1


class Shown(NamedTuple):
    """What there is to say about the node `at`: `held` is why it may not start, None if it may or is finished."""

    network: Network
    at: int
    held: Held | None
    entries: Sequence[Entry]

    @property
    def task(self) -> Task:
        """The task."""
        return self.network.nodes[self.at].task

    @property
    def tracker(self) -> Tracker:
        """Its tracker."""
        return self.network.nodes[self.at].tracker

    @property
    def following(self) -> tuple[str, ...] | None:
        """The statuses that one legal step leads to; None where the workflow does not know the task's."""
        state = self.tracker.workflow.state(self.task.status)
        return None if state is None else self.tracker.workflow.following(state)

    @property
    def cells(self) -> list[tuple[str, str, str]]:
        """Header, role and text of each column."""
        return [
            (column.header, column.role, self.task.row.value(at)) for at, column in enumerate(self.task.layout.columns)
        ]


def shown_values(shown: Shown) -> dict[str, Any]:
    """Everything, with the cells as written."""
    network, node = shown.network, shown.network.nodes[shown.at]
    following = shown.following
    held = shown.held
    return {
        "schema_version": SCHEMA_VERSION,
        **task_values(node.name, node.tracker.path, node.task),
        "cells": [{"header": header, "role": role, "text": text} for header, role, text in shown.cells],
        "depends": [
            {**_brief(network, edge.source), "soft": edge.soft} for edge in network.edges if edge.to == shown.at
        ],
        "dependants": [
            {**_brief(network, edge.to), "soft": edge.soft} for edge in network.edges if edge.source == shown.at
        ],
        "missing": [one.text for one in network.missing if one.node == shown.at],
        "log": [_entry(entry) for entry in shown.entries],
        "workflow": shown.tracker.workflow.name,
        "following": None if following is None else list(following),
        "finished": node.finished,
        "ready": held is None and not node.finished,
        "why_not": None if held is None else held.why,
    }


def _brief(network: Network, at: int) -> dict[str, Any]:
    node = network.nodes[at]
    return {
        "id": node.name,
        "title": node.task.title,
        "status": node.task.status.code or None,
        "category": node.task.status.category,
    }


def _entry(entry: Entry) -> dict[str, Any]:
    when = entry.when
    return {
        "line": entry.row.line + 1,
        "day": when.day.isoformat() if when is not None else None,
        "old": entry.old.code or None,
        "new": entry.new.code or None,
        "actor": None if is_placeholder(entry.actor) else entry.actor,
        "note": None if is_placeholder(entry.note) else entry.note,
    }


def shown_lines(shown: Shown, columns: int | None) -> Iterator[Line]:
    """The row, what it waits for and what waits for it, its log, and what may come next."""
    network, node, task = shown.network, shown.network.nodes[shown.at], shown.task
    mark, style = MARKS[task.status.category]
    title = "" if task.title == task.id else f"  {task.title}"
    yield line((style, mark), " ", ("strong", task.id), title)
    place = f"{visible_path(node.tracker.path)}:{task.line + 1}"
    section = " > ".join(heading.title for heading in task.section.path)
    yield line(("place", f"  {place}"), ("dim", f"  {section}" if section else ""))
    yield from _cells(shown, columns)
    missing = [f"{one.text}, which no tracker knows" for one in network.missing if one.node == shown.at]
    before = [(edge.source, edge.soft) for edge in network.edges if edge.to == shown.at]
    after = [(edge.to, edge.soft) for edge in network.edges if edge.source == shown.at]
    yield from _ends(network, "waits for", before, missing, columns)
    yield from _ends(network, "waited for by", after, [], columns)
    yield from _log(shown, columns)
    yield from _next(shown, columns)


def _cells(shown: Shown, columns: int | None) -> Iterator[Line]:
    cells = [
        (header, text) for header, role, text in shown.cells if role not in ("id", "title") and not is_placeholder(text)
    ]
    room = max((display_width(visible(header)) for header, _ in cells), default=0)
    for header, text in cells:
        pad = " " * (room - display_width(visible(header)) + 2)
        first, *rest = wrapped(text, columns, room + 4)
        yield (*line(("dim", f"  {header}{pad}")), *first[1:])
        yield from rest


def _ends(
    network: Network, head: str, ends: Sequence[tuple[int, bool]], missing: Sequence[str], columns: int | None
) -> Iterator[Line]:
    if not ends and not missing:
        return
    yield line()
    yield line("  ", ("strong", head))
    for at, soft in ends:
        node = network.nodes[at]
        yield task_line(node.name, node.task, columns, front="    ", back="  softly" if soft else "")
    for text in missing:
        yield line("    ", ("warning", f"? {text}"))


def _log(shown: Shown, columns: int | None) -> Iterator[Line]:
    if not shown.entries:
        return
    yield line()
    yield line("  ", ("strong", "log"))
    for entry in shown.entries:
        when = entry.when.day.isoformat() if entry.when is not None else "?"
        parts = [f"{entry.old.code or '-'} → {entry.new.code or '-'}"]
        parts += [text for text in (entry.actor, entry.note) if text and not is_placeholder(text)]
        first, *rest = wrapped("  ".join(parts), columns, 16)
        yield (*line(("place", f"    {when:<10}  ")), *first[1:])
        yield from rest


def _next(shown: Shown, columns: int | None) -> Iterator[Line]:
    yield line()
    following = shown.following
    name = shown.tracker.workflow.name
    if following is None:
        text = f"the {name} workflow does not know its status" if shown.task.status_text else ""
    elif following:
        text = f"may become {', '.join(following)} ({name} workflow)"
    else:
        text = f"nothing comes next ({name} workflow)"
    if text:
        yield from wrapped(text, columns, 2)
    if shown.held is not None:
        yield from wrapped(shown.held.why, columns, 2, "warning")
        if shown.held.command is not None:
            yield from wrapped(shown.held.command, columns, 2, "hint")
    elif not shown.network.nodes[shown.at].finished:
        yield line(("good", "  may start"))
