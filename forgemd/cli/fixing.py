"""`check --fix` and `check --diff`: what is told about fixes."""

from __future__ import annotations

from forgemd.check import Selection
from forgemd.cli.outcome import difference
from forgemd.cli.streams import emit
from forgemd.cli.world import World
from forgemd.workspace import Loaded, Workspace, fix_files, write_fixes

__all__ = ["fix_trackers"]


def fix_trackers(world: World, workspace: Workspace, loaded: Loaded, selection: Selection, *, write: bool) -> int:
    """Write the safe fixes, or only show them as a diff. Gives 1 if there was anything to show, else 0."""
    fixings = fix_files(workspace, loaded.subjects, selection)
    for each in fixings:
        for rule in each.unsettled:
            world.note(f"{each.path}: the fixes of {rule} found no end; a bug worth a report")
    if write:
        write_fixes(workspace, fixings)
        count = sum(len(each.fixed) for each in fixings)
        if count:
            world.note(f"{count} fixed")
    else:
        emit("\n".join(difference(each.path, each.before, each.after) for each in fixings))
    return 1 if fixings else 0
