"""`forgemd set ID=STATUS ...`"""

from __future__ import annotations

import click

from forgemd.changes import Intent, SetField, SetStatus
from forgemd.cli.committing import context_of, need_plain
from forgemd.cli.editing import Asked, edit_trackers, editing_options, field_option, note_option, pairs_of
from forgemd.cli.options import command, pass_world
from forgemd.cli.world import World
from forgemd.errors import UsageError
from forgemd.workspace import Request

__all__ = ["set_command"]


@command("set")
@click.argument("assignments", nargs=-1, metavar="ID=STATUS...", required=True)
@field_option("Set another cell of the same tasks.")
@note_option
@click.option("--force", is_flag=True, help="Take a step that the workflow does not draw; needs --reason.")
@click.option("--reason", metavar="TEXT", help="Why it is forced: for the change log and a trailer of the commit.")
@editing_options
@pass_world
def set_command(
    world: World,
    assignments: tuple[str, ...],
    fields: tuple[str, ...],
    note: str | None,
    force: bool,
    reason: str | None,
    asked: Asked,
) -> int:
    """Set the status of tasks, with everything that belongs to it.

    Writes the status as the file itself spells it, the change-log row, Started, Completed and Agent where they
    are empty, the rollup and the date of the last update. An illegal transition is refused and nothing is
    written. Without a status (`forgemd set P1-001 --field Branch=x`) only the fields are set.
    """
    context = context_of(world, asked.agent, note)._replace(reason=_reason(world, force, reason))
    return edit_trackers(world, _requests(assignments, fields), context, asked)


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


def _requests(assignments: tuple[str, ...], fields: tuple[str, ...]) -> list[Request]:
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
