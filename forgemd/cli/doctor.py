"""`forgemd doctor`: whether everything that forgemd needs is in place."""

from __future__ import annotations

import click

from forgemd.cli import streams
from forgemd.cli.hooks import scripts
from forgemd.cli.merge_setup import probe_lines
from forgemd.cli.options import command, format_option, pass_world
from forgemd.cli.printing import show
from forgemd.cli.world import World
from forgemd.workspace import examine, mend

__all__ = ["doctor_command"]


@command("doctor")
@click.option("--fix", is_flag=True, help="Do what is harmless: settle what was left over, renew outdated hooks.")
@format_option("human", "json")
@pass_world
def doctor_command(world: World, fix: bool, format_: str) -> int:
    """Look at git, locks and journals left over, the configuration, hooks, the merge driver and encodings, and say
    what to do about each. Hooks and driver are tried in scratch repositories.

    Exit code 0: forgemd can work here, though there may be warnings; 1: something is in its way.
    """
    workspace = world.workspace()
    wanted = scripts(workspace.repository)
    mended = mend(workspace, wanted) if fix else []
    found = examine(workspace, wanted, plain=streams.wants_ascii())
    healthy = all(each.state != "bad" for each in found)
    if format_ == "json":
        probes = [each._asdict() for each in found]
        streams.emit_json({"schema_version": 1, "healthy": healthy, "mended": mended, "probes": probes})
    else:
        for each in mended:
            streams.emit(each)
        show(world, probe_lines(found))
    return 0 if healthy else 1
