"""`forgemd undo [N]`"""

from __future__ import annotations

from forgemd.cli.acting import context_of
from forgemd.cli.committing import make_commit
from forgemd.cli.declared import argument, option, whole
from forgemd.cli.options import agent_option, command, dry_run_option, format_option
from forgemd.cli.world import World
from forgemd.git import Errand, OwnCommit
from forgemd.workspace import CommitPlan, Workspace, prepare_undo

__all__ = ["undo_command"]


@command("undo")
@argument("count", type=whole(1, 1000), default=1, metavar="[N]")
@option("--note", metavar="TEXT", help="What the change log says about it, instead of naming the commits.")
@agent_option
@dry_run_option
@format_option("human", "json")
def undo_command(world: World, count: int, note: str | None, agent: str | None, dry_run: bool, format_: str) -> int:
    """Take back forgemd's own last commit, or the last N of them, by a new commit.

    The rows become what they were, whatever the workflow says of the way back; the change log keeps its rows and gets
    one for each step back, and the message names what was taken back (`Forgemd-Reverts`). Refused if the rows have
    changed since. Commits that others made with git are left alone: `git revert` takes those back.
    """
    workspace = world.workspace()
    context = context_of(world, workspace, agent, note)
    meant: tuple[OwnCommit, ...] = ()

    def work_out(there: Workspace) -> CommitPlan:
        nonlocal meant
        plan = prepare_undo(there, count, context, meant)
        meant = plan.undone
        return plan

    return make_commit(
        world,
        workspace,
        work_out,
        Errand(context.actor, ascii(("undo", count, context.agent, context.note))),
        format_=format_,
        dry_run=dry_run,
    )
