"""`forgemd move ID ... --to SECTION`"""

from __future__ import annotations

from forgemd.changes import MoveTask
from forgemd.cli.acting import context_of
from forgemd.cli.declared import argument, option
from forgemd.cli.edit_options import editing_options, force_options
from forgemd.cli.editing import Asked, edit_trackers
from forgemd.cli.options import command
from forgemd.cli.world import World
from forgemd.errors import UsageError
from forgemd.workspace import Request

__all__ = ["move_command"]


@command("move")
@argument("tasks", nargs=-1, metavar="ID...", required=True)
@option("--to", "section", metavar="SECTION", help="The heading (or its number) that they go under.")
@option("--after", metavar="ID", help="The task behind which they go, instead of the end.")
@force_options
@editing_options
def move_command(
    world: World,
    tasks: tuple[str, ...],
    section: str | None,
    after: str | None,
    force: bool,
    reason: str | None,
    asked: Asked,
) -> int:
    """Move tasks to another section, and recount what is counted by section.

    Between tables with the same columns a row goes as it stands, character for character; else each cell goes into
    the column that means the same, and a cell that would be lost refuses the move. Where the headings are the
    statuses, the move is a step, which is judged and logged.
    """
    if section is None and after is None:
        raise UsageError("where do they go?", where="move", hint="--to SECTION; forgemd list names the sections")
    requests = [Request(task, (MoveTask(task, section, after),)) for task in tasks]
    workspace = world.workspace()
    context = context_of(world, workspace, asked.agent, force=force, reason=reason)
    return edit_trackers(world, workspace, requests, context, asked)
