"""`forgemd commit [PATHS]`"""

from __future__ import annotations

from forgemd.cli.committing import commit_by_hand
from forgemd.cli.declared import option
from forgemd.cli.edit_options import force_options
from forgemd.cli.options import agent_option, command, dry_run_option, format_option, paths_argument
from forgemd.cli.world import World

__all__ = ["commit_command"]


@command("commit")
@paths_argument
@option("-m", "--message", "subject", metavar="TEXT", help="The subject line, instead of the composed one.")
@option("--note", metavar="TEXT", help="What the change log says about it.")
@option("--push", is_flag=True, help="Push the branch afterwards.")
@force_options
@agent_option
@dry_run_option
@format_option("human", "json")
def commit_command(
    world: World,
    paths: tuple[str, ...],
    subject: str | None,
    note: str | None,
    push: bool,
    force: bool,
    reason: str | None,
    agent: str | None,
    dry_run: bool,
    format_: str,
) -> int:
    """Commit hand edits of trackers: validate them, log them, bring the figures up to date.

    Compares every tracker (or PATHS) with HEAD. A change that introduces an error is refused and nothing is
    touched. Log rows that somebody wrote are kept, missing ones are appended; rollups and the date of the last
    update are recomputed. What else is staged stays staged.
    """
    return commit_by_hand(
        world,
        paths,
        subject=subject,
        note=note,
        push=push,
        force=force,
        reason=reason,
        agent=agent,
        dry_run=dry_run,
        format_=format_,
    )
