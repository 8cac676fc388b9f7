"""`forgemd add TITLE ...`"""

from __future__ import annotations

from forgemd.changes import AddTasks
from forgemd.cli.acting import context_of, need_plain
from forgemd.cli.declared import argument, option
from forgemd.cli.edit_options import editing_options, field_option, force_options, note_option
from forgemd.cli.editing import Asked, edit_trackers, onward, pairs_of
from forgemd.cli.options import command
from forgemd.cli.world import World
from forgemd.errors import UsageError
from forgemd.workspace import Request, SettingResult

__all__ = ["add_command"]


@command("add")
@argument("titles", nargs=-1, metavar="TITLE...", required=True)
@option("--section", metavar="NAME", help="The heading (or its number) under which they go.")
@option("--after", metavar="ID", help="The task behind which they go, instead of the end.")
@option("--id", "name", metavar="ID", help="What the task is called, instead of the next free id.")
@option("--status", metavar="STATUS", help="What it begins as, instead of what the workflow has first.")
@field_option("Fill another cell of the new rows.")
@note_option
@force_options
@editing_options
def add_command(
    world: World,
    titles: tuple[str, ...],
    section: str | None,
    after: str | None,
    name: str | None,
    status: str | None,
    fields: tuple[str, ...],
    note: str | None,
    force: bool,
    reason: str | None,
    asked: Asked,
) -> int:
    """Add tasks: a row for each TITLE, in the columns that the table has; an item, where tasks are items of a list.

    Each gets the next free id of those that the section's tasks have; an id of a task that is gone is not given
    again. The change log gets a row, and the figures and the date of the last update are brought up to date. A task
    that is there with the same title is left as it is.
    """
    if name is not None and len(titles) > 1:
        raise UsageError("one id cannot be that of several tasks", where="--id", hint="add them one by one")
    plain = tuple(_filled(title, "TITLE") for title in titles)
    name = _filled(name, "--id") if name is not None else None
    intent = AddTasks(plain, section, after, name, status, pairs_of(fields))
    request = Request("", (intent,), section, after)
    workspace = world.workspace()
    context = context_of(world, workspace, asked.agent, note, force=force, reason=reason)
    return edit_trackers(world, workspace, [request], context, asked, _further)


def _filled(text: str, option: str) -> str:
    text = need_plain(text, option)
    if not text:
        raise UsageError("a task without a name", where=option, hint="forgemd add 'Write the manual'")
    return text


def _further(result: SettingResult) -> list[str]:
    added = [(setting.plan.diff.after, task) for setting in result.settings for task in setting.plan.diff.added]
    return onward(*added[0]) if added else []
