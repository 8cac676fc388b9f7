"""Give a task another id, everywhere in a tracker at once.

Branches that were cut from one state give the same number to different tasks. One of them has to get another, and
with it everything that speaks of the task: its row, dependencies, its entries in the change log, prose. The log is
rewritten, not continued: an entry under the old id would be taken for one of the other task.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from forgemd.errors import EditRejected, UsageError
from forgemd.markdown import Rewrite, Row
from forgemd.text import Source, Span
from forgemd.tracker import (
    BLOCKS,
    DEPENDS,
    ID,
    Layout,
    Role,
    Task,
    Tracker,
    is_telling,
    lists,
    mention,
    references,
    renamed,
    renamed_ids,
)
from forgemd.typed import Literal, NamedTuple

__all__ = ["Mention", "Renumbering", "renumber"]

_Cells = dict[tuple[int, int], set[str]]
"""By line and column, the words in a cell that name the task."""

_NOT_IDS = frozenset(("branch", "link"))
"""Roles of cells whose text something outside of the file answers to."""


class Mention(NamedTuple):
    """A line (1-based) that speaks of the task: the row itself, a dependency, an entry of the log, other text.

    One that is `left` holds the old id still, and `why` says what for.
    """

    line: int
    place: Literal["row", "dependency", "log", "text"]
    state: Literal["changed", "left"]
    why: str = ""


class Renumbering(NamedTuple):
    """A tracker before and after, and where it speaks of the task."""

    before: Source
    after: Source
    mentions: tuple[Mention, ...]


def renumber(tracker: Tracker, task: Task | None, old: str, new: str, read: Callable[[Source], Tracker]) -> Renumbering:
    """`tracker` with `new` wherever it says `old`, the id of `task`; None if the task is in another tracker.

    Raises `UsageError` where it is not certain what speaks of the task, and `EditRejected` if the text would not
    read back as the same tasks, dependencies and entries.
    """
    _need_free(tracker, task, old, new)
    cells = {} if task is None else {**_dependencies(tracker, task), **_entries(tracker, task), **_own(task)}
    words = {old} if is_telling(old) else set()
    if task is not None and not words and not isinstance(task.layout, Layout):
        message = f"'{old}' is a number like others in this text, and the task is in no table"
        raise UsageError(message, where=f"{tracker.path}:{task.line + 1}", hint="change it by hand")
    rewrite = Rewrite(tracker.document)
    mentions = [*_rows(tracker, cells, words, new, rewrite), *_lines(tracker, words, new, rewrite)]
    if not rewrite.edits:
        return Renumbering(tracker.source, tracker.source, tuple(sorted(mentions)))
    after = read(rewrite.apply().source)
    _need_same(tracker, after, task, new)
    return Renumbering(tracker.source, after.source, tuple(sorted(mentions)))


_LONGEST = 40


def _need_free(tracker: Tracker, task: Task | None, old: str, new: str) -> None:
    plain = re.fullmatch(r"#?\w[\w.:-]*", new.replace(" ", "_") if " " in old else new)
    if not plain or len(new) > _LONGEST:
        raise UsageError(f"'{new}' does not look like an id", where="renumber", hint="forgemd renumber P1-096 P1-097")
    taken = [other for other in tracker.find(new) if other is not task]
    if taken:
        message = f"'{new}' is the id of another task: {taken[0].title}"
        hint = "take a number that nobody has: forgemd list --all shows them"
        raise UsageError(message, where=f"{tracker.path}:{taken[0].line + 1}", hint=hint)


def _own(task: Task) -> _Cells:
    return {(task.line, task.layout.id_at): {task.id}} if isinstance(task.layout, Layout) else {}


def _dependencies(tracker: Tracker, task: Task) -> _Cells:
    """The cells that say who waits for the task, or whom it blocks."""
    found: _Cells = {}
    roles: tuple[Role[str], ...] = (DEPENDS, BLOCKS)
    for other in tracker.tasks:
        for role in roles:
            text = other.text(role)
            names = {name.text for name in references(text) if tracker.task(name.text, near=other) is task}
            if lists(text, task.id):
                names.add(task.id)
            if names:
                found[other.line, other.layout.index(role.name)] = names
    return found


def _entries(tracker: Tracker, task: Task) -> _Cells:
    """The cells of the change log that name the task."""
    found: _Cells = {}
    for entry in tracker.log.entries if tracker.log is not None else ():
        names = {name for name in entry.tasks if task in tracker.find(name)}
        if names:
            found[entry.row.line, entry.layout.index(ID.name)] = names
    return found


def _rows(tracker: Tracker, cells: _Cells, words: set[str], new: str, rewrite: Rewrite) -> Iterator[Mention]:
    kinds = {id(layout.table): layout for layout in tracker.layouts}
    for table in tracker.document.tables:
        layout = kinds.get(id(table))
        for row in table.rows:
            yield from _row(row, layout, cells, words, new, rewrite)


def _row(
    row: Row, layout: Layout | None, cells: _Cells, words: set[str], new: str, rewrite: Rewrite
) -> Iterator[Mention]:
    for at, text in enumerate(row.values):
        role = layout.columns[at].role if layout is not None and at < len(layout.columns) else ""
        names = cells.get((row.line, at), set()) | (words if role not in _NOT_IDS else set())
        after = renamed_ids(text, names, new)
        if after != text:
            rewrite.set(row, at, after)
            yield Mention(row.line + 1, _place(layout, role), "changed")
        yield from _left(after, words, row.line)


def _place(layout: Layout | None, role: str) -> Literal["row", "dependency", "log", "text"]:
    if layout is not None and layout.kind == "log":
        return "log"
    if role in (DEPENDS.name, BLOCKS.name):
        return "dependency"
    return "row" if role == ID.name and layout is not None and layout.kind == "tasks" else "text"


def _lines(tracker: Tracker, words: set[str], new: str, rewrite: Rewrite) -> Iterator[Mention]:
    """The lines outside of tables' rows; headers are left."""
    if not words:
        return
    source = tracker.source
    rows = {line for table in tracker.document.tables for line in range(table.line + 2, table.last + 1)}
    headers = {table.line for table in tracker.document.tables}
    pattern = mention(words)
    for line in range(len(source.starts)):
        if line in rows:
            continue
        text = source.line(line)
        found = [] if line in headers else list(pattern.finditer(text))
        for match in found:
            start = source.starts[line] + match.start()
            rewrite.replace(Span(start, start + len(match[0])), renamed(match[0], words, new))
        if found:
            yield Mention(line + 1, "text", "changed")
        yield from _left(pattern.sub("", text) if found else text, words, line)


def _left(text: str, words: set[str], line: int) -> Iterator[Mention]:
    """What still looks like the task, in the name of a branch, in an address or in a longer id."""
    if words and re.search(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)", text, re.IGNORECASE):
        why = "part of a longer word: the name of a branch, an address or another id"
        yield Mention(line + 1, "text", "left", why)


def _need_same(before: Tracker, after: Tracker, task: Task | None, new: str) -> None:
    """Raises `EditRejected` unless `after` is `before` but for the one id."""
    names = [new if other is task else other.id for other in before.tasks]
    wrong = ""
    if names != [other.id for other in after.tasks]:
        wrong = "other tasks would be called otherwise"
    elif _edges(before) != _edges(after):
        wrong = "other tasks would wait for each other"
    elif _log(before) != _log(after):
        wrong = "entries of the change log would speak of other tasks"
    elif [other.status for other in before.tasks] != [other.status for other in after.tasks]:
        wrong = "other statuses would be read"
    if wrong:
        hint = f"nothing was written; look for {new} in the file: something speaks of it already"
        raise EditRejected(f"with the id {new}, {wrong}", where=before.path, hint=hint)


def _edges(tracker: Tracker) -> list[tuple[int, int | None]]:
    """Who waits for whom, by the places of the tasks."""
    places = {id(task): place for place, task in enumerate(tracker.tasks)}
    return sorted(
        ((places[id(edge.task)], None if edge.on is None else places[id(edge.on)]) for edge in tracker.dependencies),
        key=repr,
    )


def _log(tracker: Tracker) -> list[list[list[int]]]:
    """Of whom each entry speaks, by the places of the tasks."""
    places = {id(task): place for place, task in enumerate(tracker.tasks)}
    entries = tracker.log.entries if tracker.log is not None else ()
    return [[[places[id(task)] for task in tracker.find(name)] for name in entry.tasks] for entry in entries]
