"""`forgemd explain`: how every table, column and status of a file is read, and why."""

from __future__ import annotations

from forgemd.cli.declared import argument
from forgemd.cli.options import command, format_option
from forgemd.cli.printing import show
from forgemd.cli.streams import emit_json
from forgemd.cli.world import World
from forgemd.output import explain_values, explanation, line
from forgemd.tracker import Tracker

__all__ = ["explain_command"]


@command("explain")
@argument("paths", nargs=-1, required=True, metavar="FILE...")
@format_option("human", "json")
def explain_command(world: World, paths: tuple[str, ...], format_: str) -> int:
    """Show how FILE is read: which table holds what, what each column means, which statuses are in use, the
    workflow in force, and why. What is not recognised comes last, with the configuration that would help.

    Needs no repository and changes nothing.
    """
    workspace = world.workspace()
    trackers: list[Tracker] = []
    for path in dict.fromkeys(paths):
        named = workspace.named(path)
        trackers.append(workspace.tracker(named.path, workspace.bytes_of(named)))
    if format_ == "json":
        emit_json(explain_values(trackers))
        return 0
    columns = world.wrap_columns
    for index, tracker in enumerate(trackers):
        if index:
            show(world, [line()])
        show(world, explanation(tracker, columns))
    return 0
