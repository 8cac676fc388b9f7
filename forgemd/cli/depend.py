"""`forgemd depend ID ... --on OTHER --off OTHER`"""

from __future__ import annotations

from forgemd.changes import Depend
from forgemd.cli.acting import context_of
from forgemd.cli.declared import argument, option
from forgemd.cli.edit_options import editing_options
from forgemd.cli.editing import Asked, edit_trackers
from forgemd.cli.options import command
from forgemd.cli.world import World
from forgemd.errors import UsageError
from forgemd.workspace import Request

__all__ = ["depend_command"]


@command("depend")
@argument("tasks", nargs=-1, metavar="ID...", required=True)
@option("--on", multiple=True, metavar="OTHER", help="A task that they wait for from now on; again for others.")
@option("--off", multiple=True, metavar="OTHER", help="A task that they do not wait for any more.")
@editing_options
def depend_command(
    world: World, tasks: tuple[str, ...], on: tuple[str, ...], off: tuple[str, ...], asked: Asked
) -> int:
    """Have tasks wait for others, or not any more: the cell for what they depend on.

    The rest of the cell stays as it is written. A task that does not exist, and one that waits for itself in the end,
    are refused.
    """
    if not on and not off:
        raise UsageError("on what?", where="depend", hint="--on ID; forgemd list names the tasks")
    requests = [Request(task, (Depend(task, on, off),)) for task in tasks]
    workspace = world.workspace()
    context = context_of(world, workspace, asked.agent)
    return edit_trackers(world, workspace, requests, context, asked)
