"""`forgemd note ID TEXT ...`"""

from __future__ import annotations

from forgemd.changes import AddNote
from forgemd.cli.acting import context_of, need_plain
from forgemd.cli.declared import argument, option
from forgemd.cli.edit_options import editing_options
from forgemd.cli.editing import Asked, edit_trackers
from forgemd.cli.options import command
from forgemd.cli.world import World
from forgemd.errors import UsageError
from forgemd.workspace import Request

__all__ = ["note_command"]


@command("note")
@argument("pairs", nargs=-1, metavar="ID TEXT...", required=True)
@option("--replace", is_flag=True, help="Instead of what the notes say, not behind it.")
@editing_options
def note_command(world: World, pairs: tuple[str, ...], replace: bool, asked: Asked) -> int:
    """Write TEXT into the notes of the task ID, behind what they say already; for several tasks in one go, pair after
    pair. What they say already is not said twice.
    """
    if len(pairs) % 2:
        message = f"'{pairs[-1]}' has no text, or is one that belongs to no task"
        from shlex import quote

        hint = f"forgemd note {quote(pairs[0])} 'waits for the supplier'"
        raise UsageError(message, where="note", hint=hint)
    requests = []
    for task, text in zip(pairs[::2], pairs[1::2], strict=True):
        plain = need_plain(text, "TEXT")
        if not plain:
            raise UsageError(f"the note for {task} is empty", where="note", hint=f"forgemd edit {task} --field Notes=")
        requests.append(Request(task, (AddNote(task, plain, replace),)))
    workspace = world.workspace()
    context = context_of(world, workspace, asked.agent)
    return edit_trackers(world, workspace, requests, context, asked)
