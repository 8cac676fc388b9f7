"""The configuration to begin with: what recognition found that only a person can say, and nothing else."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence

from forgemd.config import FILE_NAMES, load
from forgemd.errors import UsageError
from forgemd.git import write_file
from forgemd.output import status_columns
from forgemd.tracker import CATEGORIES, STATUS, Tracker
from forgemd.typed import NamedTuple
from forgemd.workspace.workspace import Workspace

__all__ = ["Initial", "plan_initial", "write_initial"]

_MOST = 40
"""More words than this say that a column is no status; the rest is left out."""

_HEAD = """\
# What forgemd init could not tell from the trackers themselves. Everything else works without configuration:
# forgemd explain FILE shows how a file is read.
"""


class Initial(NamedTuple):
    """The configuration at `path`, relative to the root; `text` is None where none is needed."""

    path: str
    text: str | None
    trackers: tuple[Tracker, ...]


def plan_initial(workspace: Workspace, paths: Sequence[str]) -> Initial:
    """What a configuration for the trackers at `paths`, or for all that are found, has to say.

    Raises `UsageError` where there is a configuration already, or no tracker.
    """
    if workspace.config_path is not None:
        hint = "to see what holds: forgemd config show; to add to it, look at forgemd explain FILE"
        raise UsageError("there is a configuration already, and it is kept", where=workspace.config_path, hint=hint)
    trackers = tuple(workspace.tracker(named.path, workspace.bytes_of(named)) for named in workspace.find(paths))
    parts = [
        *_listed([tracker.path for tracker in trackers] if paths else []),
        *_columns(trackers),
        *_statuses(trackers),
    ]
    text = "\n".join([_HEAD, *parts]) if parts else None
    if text is not None:
        load(FILE_NAMES[0], text.encode())
    return Initial(FILE_NAMES[0], text, trackers)


def _listed(paths: Sequence[str]) -> Iterator[str]:
    if paths:
        lines = "".join(f"  - {_quoted(path)}\n" for path in dict.fromkeys(paths))
        yield f"# The trackers that commands work on when no path is given.\ntrackers:\n{lines}"


def _columns(trackers: Sequence[Tracker]) -> Iterator[str]:
    found: dict[str, str] = {}
    for tracker in trackers:
        for line, header in status_columns(tracker):
            if header.strip() and _is_text(header):
                found.setdefault(header.casefold(), f"  {_quoted(header)}: status  # {_place(tracker, line)}\n")
    if found:
        yield "# Columns that hold statuses, though their headers do not say so.\ncolumns:\n" + "".join(found.values())


def _statuses(trackers: Sequence[Tracker]) -> Iterator[str]:
    words: dict[str, tuple[str, str]] = {}
    for tracker in trackers:
        for word, line in _unread(tracker).items():
            words.setdefault(word.casefold(), (word, _place(tracker, line)))
    if words:
        known = ", ".join(category for category in CATEGORIES if category != "unknown")
        lines = "".join(f"#   {_quoted(word)}: unknown  # {place}\n" for word, place in list(words.values())[:_MOST])
        yield (
            "# Statuses whose words mean nothing to forgemd. Take away the number signs, and say what each means:\n"
            f"# {known}.\n# statuses:\n{lines}"
        )


def _unread(tracker: Tracker) -> Mapping[str, int]:
    """The status words that are not known, each with the line (0-based) of its first cell."""
    found: dict[str, int] = {}
    for task in tracker.tasks:
        if task.has(STATUS) and task.status.how == "unknown":
            word = task.status.code or task.status_text
            if word.strip() and _is_text(word):
                found.setdefault(word, task.line)
    return found


def _is_text(word: str) -> bool:
    return word.isprintable()


def _place(tracker: Tracker, line: int) -> str:
    return f"{tracker.path if tracker.path.isprintable() else 'line'}:{line + 1}"


def _quoted(word: str) -> str:
    return json.dumps(word, ensure_ascii=False)


def write_initial(workspace: Workspace, initial: Initial) -> None:
    """Write the new file. Raises `StaleEdit` if it is there by now, `FileError` if it cannot be written."""
    if initial.text is not None:
        write_file(workspace.root, initial.path, initial.text.encode(), expect=None)
