"""The commit's message: a subject that says what became of which task, and a trailer for each task."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from forgemd.errors import ConfigError
from forgemd.lazy import IGNORECASE, pattern
from forgemd.tracker import Diff
from forgemd.typed import Any, NamedTuple

__all__ = ["Message", "compose", "one_line"]


_LONGEST = 60
"""Of a task's name in a subject; tasks without ids go by their titles."""


class Message(NamedTuple):
    """`subject` is one line; `trailers` are keys with values, in order."""

    subject: str
    trailers: tuple[tuple[str, str], ...]


class _Item(NamedTuple):
    verb: str
    task: str
    old: str
    new: str


def compose(diffs: Sequence[Diff], template: str | None = None, first: Collection[str] = ()) -> Message:
    """The message for a commit of `diffs`.

    `template` is a jinja2 template for the subject (`commit.subject` in the configuration). It sees
    `verb` (`status`, `add`, `remove`, `move`, `edit`), `task`, `old`, `new`, `more` (how many further tasks) and
    `path`. Raises `ConfigError` if it does not render to one line. The tasks `first` (by id) go before others.
    """
    items = [item for diff in diffs for item in _items(diff)]
    items.sort(key=lambda item: item.task not in first)
    trailers: list[tuple[str, str]] = []
    for item in items:
        trailers.append(("Task", one_line(item.task)))
        if item.verb == "status":
            trailers.append(("Task-Transition", f"{one_line(item.old)} → {one_line(item.new)}"))
    for diff in diffs:
        for entry in diff.new_entries:
            if entry.forced is not None and entry.is_transition:
                trailers += [("Task-Forced", f"{one_line(name)}: {one_line(entry.forced)}") for name in entry.tasks]
    subject = _subject(items, diffs) if template is None else _rendered(template, items, diffs)
    return Message(subject, tuple(trailers))


def _items(diff: Diff) -> list[_Item]:
    """What happened to whom: changes of status first, then rows that came, went and moved, then other edits."""
    found = [
        _Item("status", change.after.id, change.old.code or "-", change.new.code or "-") for change in diff.transitions
    ]
    named = {change.after.key for change in diff.transitions}
    found += [_Item("add", task.id, "", task.status.code) for task in diff.added if diff.before is not None]
    found += [_Item("remove", task.id, task.status.code, "") for task in diff.removed]
    found += [_Item("move", task.id, "", "") for _, task in diff.moved if task.key not in named]
    named.update(task.key for _, task in diff.moved)
    edited = {change.after.key: change.after.id for change in diff.changes if change.after.key not in named}
    return found + [_Item("edit", task, "", "") for task in edited.values()]


def _subject(items: list[_Item], diffs: Sequence[Diff]) -> str:
    if not items:
        names = ", ".join(diff.path for diff in diffs)
        return f"tracker: {'add' if all(diff.before is None for diff in diffs) else 'edit'} {names}"
    first = items[0]
    more = f" (+{len({item.task for item in items}) - 1})" if len({item.task for item in items}) > 1 else ""
    name = one_line(first.task)
    name = name if len(name) <= _LONGEST else name[: _LONGEST - 1].rstrip() + "…"
    if first.verb == "status":
        return f"status: {name} → {one_line(first.new)}{more}"
    return f"tracker: {first.verb} {name}{more}"


def _rendered(template: str, items: list[_Item], diffs: Sequence[Diff]) -> str:
    from jinja2 import StrictUndefined, TemplateError
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    first = items[0] if items else _Item("edit", diffs[0].path, "", "")
    names: dict[str, Any] = {key: one_line(value) for key, value in first._asdict().items()}
    names.update(more=max(len({item.task for item in items}) - 1, 0), path=diffs[0].path)
    environment = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=False)
    try:
        subject = environment.from_string(template).render(names).strip()
    except (TemplateError, ArithmeticError, AttributeError, LookupError, RuntimeError, TypeError, ValueError) as error:
        message = f"the template for commit subjects does not render: {error}"
        raise ConfigError(message, hint="see commit.subject in the configuration") from error
    if not subject or len(subject.splitlines()) > 1:
        message = "the template for commit subjects gives " + ("more than one line" if subject else "nothing")
        raise ConfigError(message, hint="see commit.subject in the configuration")
    return subject


def one_line(text: str) -> str:
    """Text from a cell on its way into a message: one line, nothing that could begin a trailer of its own, and nothing
    that a forge takes for an order: to run no checks, or to close an issue."""
    line = " ".join("".join(char if char.isprintable() else " " for char in text).split())
    # Functions, since a text with groups in it has Python load `re`.
    harmless = _SKIPS.sub(lambda skip: f"({skip[1]})", line)
    return _CLOSES.sub(lambda closing: f"{closing[1]} {closing[2]}", harmless)


_SKIPS = pattern(r"\[((?:skip|no)[ _-]?[a-z]+|[a-z]+[ _-]?skip)\]", IGNORECASE)
"""`[skip ci]`, `[ci skip]`, `[no ci]`, `[skip actions]`, and what other services know: in square brackets, or not at
all."""
_CLOSES = pattern(r"\b((?:close[sd]?|fix(?:e[sd])?|resolve[sd]?|implement(?:s|ed)?):?\s+\S*#)([0-9])", IGNORECASE)
"""`Closes #1`, `fixes owner/name#1`: a number behind a space is none."""
