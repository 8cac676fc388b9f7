"""`forgemd assign ID ... --to NAME`"""

from __future__ import annotations

from forgemd.changes import Assign
from forgemd.cli.acting import context_of, need_plain
from forgemd.cli.declared import argument, option
from forgemd.cli.edit_options import editing_options
from forgemd.cli.editing import Asked, edit_trackers, onward
from forgemd.cli.options import command
from forgemd.cli.world import World
from forgemd.errors import UsageError
from forgemd.workspace import Request, SettingResult

__all__ = ["assign_command"]


@command("assign")
@argument("tasks", nargs=-1, metavar="ID...", required=True)
@option("--to", "owner", metavar="NAME", help="Who has them from now on.")
@option("--nobody", is_flag=True, help="Take them from whoever has them.")
@editing_options
def assign_command(world: World, tasks: tuple[str, ...], owner: str | None, nobody: bool, asked: Asked) -> int:
    """Give tasks to somebody: the cell for the agent, owner or assignee. Their status stays as it is."""
    owner = need_plain(owner, "--to") if owner is not None else ""
    if bool(owner) is nobody:
        raise UsageError("say who has them now: --to NAME, or --nobody", where="assign", hint="one of the two")
    requests = [Request(task, (Assign(task, owner),)) for task in tasks]
    workspace = world.workspace()
    context = context_of(world, workspace, asked.agent)
    return edit_trackers(world, workspace, requests, context, asked, _further if owner else _nothing)


def _further(result: SettingResult) -> list[str]:
    """What an assignee does first with a task that nobody has begun."""
    for setting in result.settings:
        tracker = setting.plan.diff.after
        begun = ("todo", "ready")
        given = [change.after for change in setting.plan.diff.changes if change.role == "owner"]
        waiting = [task for task in given if task.status.category in begun]
        if waiting:
            return onward(tracker, waiting[0])
    return []


def _nothing(result: SettingResult) -> list[str]:
    return []
