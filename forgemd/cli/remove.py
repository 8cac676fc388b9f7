"""`forgemd remove ID ...`"""

from __future__ import annotations

from forgemd.changes import RemoveTask
from forgemd.cli.acting import context_of
from forgemd.cli.declared import argument
from forgemd.cli.edit_options import editing_options, note_option
from forgemd.cli.editing import Asked, edit_trackers
from forgemd.cli.options import command
from forgemd.cli.world import World
from forgemd.workspace import Request

__all__ = ["remove_command"]


@command("remove")
@argument("tasks", nargs=-1, metavar="ID...", required=True)
@note_option
@editing_options
def remove_command(world: World, tasks: tuple[str, ...], note: str | None, asked: Asked) -> int:
    """Take tasks out of their tables and lists, with a row in the change log, and recount the figures.

    A task that others wait for is not removed: take them off it first (`forgemd depend OTHER --off ID`).
    """
    requests = [Request(task, (RemoveTask(task),)) for task in tasks]
    workspace = world.workspace()
    context = context_of(world, workspace, asked.agent, note)
    return edit_trackers(world, workspace, requests, context, asked)
