"""`check --fix` and `check --diff`: what is told about fixes."""

from __future__ import annotations

from forgemd.check import Selection
from forgemd.cli.outcome import difference
from forgemd.cli.printing import show_lines
from forgemd.cli.world import World
from forgemd.workspace import Loaded, Workspace, fix_files, write_fixes

__all__ = ["fix_trackers"]


def fix_trackers(
    world: World, workspace: Workspace, loaded: Loaded, selection: Selection, *, write: bool, unsafe: bool
) -> int:
    """Write the safe fixes, with `unsafe` all of them, or only show them as a diff. Gives 1 if there was anything
    to show, else 0."""
    fixings = fix_files(workspace, loaded.subjects, selection, unsafe=unsafe)
    for each in fixings:
        for rule in each.unsettled:
            world.note(f"{each.path}: the fixes of {rule} found no end; a bug worth a report")
    if write:
        write_fixes(workspace, fixings)
        count = sum(len(each.fixed) for each in fixings)
        if count:
            world.note(f"{count} fixed")
    else:
        show_lines("\n".join(difference(each.path, each.before, each.after) for each in fixings))
    return 1 if fixings else 0
