"""What `forgemd set` does; it needs no parser of command lines."""

from __future__ import annotations

from collections.abc import Sequence

from forgemd.changes import Intent, SetField, SetStatus
from forgemd.cli.acting import context_of
from forgemd.cli.editing import Asked, edit_trackers, pairs_of
from forgemd.cli.world import World
from forgemd.errors import UsageError
from forgemd.workspace import Request, Workspace

__all__ = ["set_statuses"]


def set_statuses(
    world: World,
    assignments: Sequence[str],
    asked: Asked,
    *,
    fields: Sequence[str] = (),
    note: str | None = None,
    force: bool = False,
    reason: str | None = None,
    workspace: Workspace | None = None,
) -> int:
    """The command itself, with its options; `assignments` are `ID=STATUS`."""
    workspace = workspace or world.workspace()
    context = context_of(world, workspace, asked.agent, note, force=force, reason=reason)
    return edit_trackers(world, workspace, _requests(assignments, fields), context, asked)


def _spelt(words: Sequence[str]) -> str:
    """The command as it was meant, if that can be told."""
    from shlex import quote

    if len(words) == 2 and not any("=" in word for word in words):
        return f"forgemd set {quote('='.join(words))}"
    task = words[0].partition("=")[0]
    return f"forgemd show {quote(task)} tells what may come next" if task else "forgemd list names the tasks"


def _requests(assignments: Sequence[str], fields: Sequence[str]) -> list[Request]:
    pairs = pairs_of(fields)
    requests = []
    for assignment in assignments:
        # A status has no `=` in it; an id or a title may.
        task, found, status = assignment.rpartition("=")
        task, status = (task, status) if found else (assignment, "")
        if not task or (found and not status) or (not found and not pairs):
            hint = _spelt(assignments)
            raise UsageError(f"'{assignment}' does not say which task gets which status", where="set", hint=hint)
        intents: list[Intent] = [SetStatus(task, status)] if found else []
        intents += [SetField(task, column, value) for column, value in pairs]
        requests.append(Request(task, tuple(intents)))
    return requests
