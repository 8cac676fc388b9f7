"""What `forgemd set` does; it needs no parser of command lines."""

from __future__ import annotations

from collections.abc import Sequence

from forgemd.changes import Intent, SetField, SetStatus
from forgemd.cli.committing import context_of, need_plain
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
    context = context_of(world, asked.agent, note, workspace)._replace(reason=_reason(world, force, reason))
    return edit_trackers(world, _requests(assignments, fields), context, asked, workspace=workspace)


def _reason(world: World, force: bool, reason: str | None) -> str | None:
    """Why a step is forced; None where none is."""
    said = need_plain(reason, "--reason") if reason is not None else ""
    if not any(char.isalnum() for char in said) and force:
        raise UsageError("what is forced wants a reason", where="--force", hint="--force --reason 'the vendor is gone'")
    if not force:
        if reason is not None:
            raise UsageError("nothing is forced", where="--reason", hint="--force with it, or --note instead")
        return None
    if not world.workspace().judging[0].commit.force:
        raise UsageError("the configuration forbids it: commit.force is false", where="--force", hint="forgemd show ID")
    return said


def _requests(assignments: Sequence[str], fields: Sequence[str]) -> list[Request]:
    pairs = pairs_of(fields)
    requests = []
    for assignment in assignments:
        # A status has no `=` in it; an id or a title may.
        task, found, status = assignment.rpartition("=")
        task, status = (task, status) if found else (assignment, "")
        if not task or (found and not status) or (not found and not pairs):
            hint = "forgemd set P1-001=READY"
            raise UsageError(f"'{assignment}' does not say which task gets which status", where="set", hint=hint)
        intents: list[Intent] = [SetStatus(task, status)] if found else []
        intents += [SetField(task, column, value) for column, value in pairs]
        requests.append(Request(task, tuple(intents)))
    return requests
