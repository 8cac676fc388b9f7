"""`forgemd edit ID ... --field COLUMN=VALUE`"""

from __future__ import annotations

from forgemd.changes import SetField
from forgemd.cli.acting import context_of
from forgemd.cli.declared import argument
from forgemd.cli.edit_options import editing_options, field_option
from forgemd.cli.editing import Asked, edit_trackers, pairs_of
from forgemd.cli.options import command
from forgemd.cli.world import World
from forgemd.errors import UsageError
from forgemd.workspace import Request

__all__ = ["edit_command"]


@command("edit")
@argument("tasks", nargs=-1, metavar="ID...", required=True)
@field_option("The cell to write, by its header or by what it means (`title`, `owner`, `due`); again for others.")
@editing_options
def edit_command(world: World, tasks: tuple[str, ...], fields: tuple[str, ...], asked: Asked) -> int:
    """Write cells of tasks, all but the id (`forgemd renumber`) and the status (`forgemd set`)."""
    pairs = pairs_of(fields)
    if not pairs:
        from shlex import quote

        hint = f"--field COLUMN=VALUE; forgemd show {quote(tasks[0])} names the columns"
        raise UsageError("which cell says what?", where="edit", hint=hint)
    requests = [Request(task, tuple(SetField(task, column, value) for column, value in pairs)) for task in tasks]
    workspace = world.workspace()
    context = context_of(world, workspace, asked.agent)
    return edit_trackers(world, workspace, requests, context, asked)
