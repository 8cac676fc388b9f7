"""Fields that a task outside of tables does not have yet: where they go, and how this file writes them."""

from __future__ import annotations

from forgemd.changes.base import Surface
from forgemd.changes.cells import place_of
from forgemd.errors import UsageError
from forgemd.lazy import pattern
from forgemd.markdown import Item, Rewrite, read_front_matter
from forgemd.tracker import DEPENDS, NOTES, OWNER, STATUS, FieldTask, Role, TaskList, Tracker
from forgemd.typed import Any

__all__ = ["item_of", "lacks", "write_new"]

_HANDLE = pattern(r"[A-Za-z](?:[A-Za-z0-9_.-]*[A-Za-z0-9_])?\Z")
_ANCHOR = pattern(r"\{[^{}]*\}[ \t#]*\Z")
"""What has to stand at the end of a heading: `{#hull}`."""
_KEYS = {OWNER.name: "Owner", DEPENDS.name: "Depends on", NOTES.name: "Notes", STATUS.name: "Status"}
_FRONT = {OWNER.name: "assignee", DEPENDS.name: "dependencies", NOTES.name: "notes", STATUS.name: "status"}


def lacks(task: object, role: Role[Any]) -> bool:
    """Whether `task` is no row, has no field for `role`, and may be given one."""
    return isinstance(task, FieldTask) and role.name in _KEYS and not task.has(role)


def write_new(tracker: Tracker, task: FieldTask, role: Role[Any], value: str, rewrite: Rewrite) -> Surface:
    """Give `task` a field for `role` that says `value`: as the others of its list have theirs, else as is usual.

    Raises `UsageError` where there is no place that is sure.
    """
    assert isinstance(task.layout, TaskList)
    if task.layout.form == "list":
        shown = _on_item(tracker, task, role, value, rewrite)
    elif task.layout.form == "headings":
        shown = _below_heading(tracker, task, role, value, rewrite)
    else:
        shown = _in_front(tracker, task, role, value, rewrite)
    return Surface("row", f"{task.id} {_header(task, role)}", "changed", f"'{shown.strip()}'", task.line + 1)


def _header(task: FieldTask, role: Role[Any]) -> str:
    """The name of the field, as the others of the list have it."""
    at = task.layout.index(role.name)
    return task.layout.columns[at].header if at >= 0 else _KEYS[role.name]


def item_of(tracker: Tracker, task: FieldTask) -> Item:
    """The item of a list that `task` is."""
    return next(item for item in tracker.document.items if item.line == task.line)


def _on_item(tracker: Tracker, task: FieldTask, role: Role[Any], value: str, rewrite: Rewrite) -> str:
    """Behind the title, where most have what they wait for and who has them; else on a line below it."""
    item = item_of(tracker, task)
    source = tracker.source
    if not _is_below(tracker, task, role):
        tag = ""
        if role is OWNER and _HANDLE.match(value):
            tag = f" @{value}"
        elif role is DEPENDS:
            tag = f" (depends on: {value})"
        if tag:
            at = len(source.text[: item.content.end].rstrip(" \t"))
            rewrite.append(task.fields, at, tag, role.name, value)
            return tag
    line = _last_field(tracker, task, item)
    before = source.text[source.starts[item.line] : item.block.start]
    if before.strip(" \t"):
        message = f"{task.id}: it stands inside of something else, where no line is put in"
        raise UsageError(message, where=place_of(tracker, task), hint="write the field by hand")
    indent = before + " " * item.block.level
    text = f"{indent}- {_header(task, role)}: {value}"
    rewrite.append_line(task.fields, line, text, role.name, value)
    return text


def _is_below(tracker: Tracker, task: FieldTask, role: Role[Any]) -> bool:
    """Whether the others of its list have the field on a line of its own."""
    at = task.layout.index(role.name)
    return at >= 0 and task.layout.columns[at].why.startswith("field")


def _last_field(tracker: Tracker, task: FieldTask, item: Item) -> int:
    """The line behind which a new field goes: the last that says something of the task, else the title's paragraph."""
    lines = [
        tracker.source.line_of(span.start)
        for at in range(task.layout.width)
        if task.fields.has(at) and (span := task.fields.spans[at]) is not None
    ]
    own = item.block.children[0].last - 1 if item.block.children else item.line
    return max(own, *lines)


def _below_heading(tracker: Tracker, task: FieldTask, role: Role[Any], value: str, rewrite: Rewrite) -> str:
    """On a line behind the last field below the heading, in its form; else where others of the list have theirs."""
    own = _model(tracker, task, task, role, value)
    if own is not None:
        rewrite.append_line(task.fields, own[0], own[1], role.name, value)
        return own[1]
    others = [other for other in tracker.tasks if isinstance(other, FieldTask) and other.layout is task.layout]
    is_open = role is STATUS and not _ANCHOR.search(tracker.source.line(task.line))
    for other in sorted(others, key=lambda other: not other.has(role)):
        model = _model(tracker, other, task, role, value)
        if model is not None:
            return _first_field(tracker, task, other, model[1], role, value, rewrite)
        if is_open and (tail := _tail_of(tracker, other, value)):
            at = len(tracker.source.text[: tracker.source.ends[task.line]].rstrip(" \t"))
            rewrite.append(task.fields, at, tail, role.name, value)
            return tail
    message = f"{task.id}: there is no field below a heading that a new one could be like"
    hint = f"write it by hand: **{_header(task, role)}:** {value}"
    raise UsageError(message, where=place_of(tracker, task), hint=hint)


def _model(tracker: Tracker, like: FieldTask, task: FieldTask, role: Role[Any], value: str) -> tuple[int, str] | None:
    """The last line below the heading `like` that holds one field and nothing else, and what that for `task` would be
    in its form; None without any."""
    source = tracker.source
    spans = [span for span in like.fields.spans if span is not None and span.start >= source.line_span(like.line).end]
    for span in sorted(spans, key=lambda span: -span.start):
        line = source.line_of(span.start)
        text = source.line(line)
        key = like.layout.columns[like.fields.spans.index(span)].header
        place = text.find(key)
        start, end = (offset - source.starts[line] for offset in span)
        if start == end or place < 0 or place > start or any(char.isalnum() for char in text[:place]):
            continue
        joint = text[place + len(key) : start]
        if not any(char.isalnum() for char in joint + text[end:]):
            return line, text[:place] + _header(task, role) + joint + value + text[end:]
    return None


def _first_field(
    tracker: Tracker, task: FieldTask, like: FieldTask, text: str, role: Role[Any], value: str, rewrite: Rewrite
) -> str:
    """Put `text` below a heading without fields, as far from it as below the heading `like`."""
    source, last, other = tracker.source, *(_last_of_heading(tracker, line) for line in (task.line, like.line))
    following = source.line(last + 1) if last + 1 < len(source.starts) else ""
    if not source.line(other + 1).strip():
        rewrite.insert_lines(last, [""])
    rewrite.append_line(task.fields, last, text, role.name, value)
    if following.strip():
        rewrite.insert_lines(last, [""])
    return text


def _last_of_heading(tracker: Tracker, line: int) -> int:
    """The last line of the heading that begins on `line`: one may be underlined."""
    return next(block.last for block in tracker.document.blocks if block.first == line) - 1


def _tail_of(tracker: Tracker, like: FieldTask, value: str) -> str:
    """What follows the title in the heading `like` that ends in its status, with `value` for that; empty without."""
    source, layout = tracker.source, like.layout
    title, status = like.fields.spans[layout.title_at], like.fields.spans[layout.status_at]
    if title is None or status is None or not title.end <= status.start < source.ends[like.line]:
        return ""
    joint, end = source.text[title.end : status.start], source.text[status.end : source.ends[like.line]]
    worded = any(map(str.isalnum, source.slice(status)))
    return joint + value + end.rstrip() if worded and not any(map(str.isalnum, joint + end)) else ""


def _in_front(tracker: Tracker, task: FieldTask, role: Role[Any], value: str, rewrite: Rewrite) -> str:
    """Behind the last key of front matter that is one task as a whole."""
    found = read_front_matter(tracker.document)
    last = tracker.document.blocks[0].last
    if found is None or found[1] or len(tracker.tasks) != 1:
        message = f"{task.id}: front matter that lists tasks gets no new fields"
        raise UsageError(message, where=place_of(tracker, task), hint="write the field by hand")
    key = _FRONT[role.name]
    if any(source_line.startswith(f"{key}:") for source_line in map(tracker.source.line, range(1, last - 1))):
        message = f"{task.id}: '{key}' is there, and stands on several lines or says something else"
        raise UsageError(message, where=place_of(tracker, task), hint="write the field by hand")
    quoted = value if role is DEPENDS or value.replace(" ", "").isalnum() else f"'{value}'"
    if "'" in quoted.strip("'"):
        message = f"{task.id}: a value with an apostrophe is not written into front matter"
        raise UsageError(message, where=place_of(tracker, task), hint="write the field by hand")
    text = f"{key}: [{value}]" if role is DEPENDS else f"{key}: {quoted}"
    rewrite.append_line(task.fields, last - 2, text, role.name, value)
    return text
