"""`forgemd set ID=STATUS ...`"""

from __future__ import annotations

import click

from forgemd.changes import Intent, SetField, SetStatus
from forgemd.cli.committing import context_of
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
@editing_options
@pass_world
def set_command(
    world: World, assignments: tuple[str, ...], fields: tuple[str, ...], note: str | None, asked: Asked
) -> int:
    """Set the status of tasks, with everything that belongs to it.

    Writes the status as the file itself spells it, the change-log row, Started, Completed and Agent where they
    are empty, the rollup and the date of the last update. An illegal transition is refused and nothing is
    written. Without a status (`forgemd set P1-001 --field Branch=x`) only the fields are set.
    """
    return edit_trackers(world, _requests(assignments, fields), context_of(world, asked.agent, note), asked)


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
