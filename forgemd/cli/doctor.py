"""`forgemd doctor`: whether everything that forgemd needs is in place."""

from __future__ import annotations

from forgemd.cli import streams
from forgemd.cli.declared import option
from forgemd.cli.hooks import scripts
from forgemd.cli.merge_setup import probe_lines
from forgemd.cli.options import command, format_option
from forgemd.cli.printing import show
from forgemd.cli.world import World, now
from forgemd.workspace import examine, mend, probe_history, selection_of

__all__ = ["doctor_command"]


@command("doctor")
@option("--fix", is_flag=True, help="Do what is harmless: settle what was left over, renew outdated hooks.")
@option("--history", is_flag=True, help="Judge the last 200 commits, too, as the hooks would have done.")
@format_option("human", "json")
def doctor_command(world: World, fix: bool, history: bool, format_: str) -> int:
    """Look at git, locks and journals left over, the configuration, hooks, the merge driver and encodings, and say
    what to do about each. Hooks and driver are tried in scratch repositories. With --history also what came in past
    the hooks: with --no-verify, by a rebase, or before they were there.

    Exit code 0: forgemd can work here, though there may be warnings; 1: something is in its way.
    """
    workspace = world.workspace()
    wanted = scripts(workspace.repository)
    mended = mend(workspace, wanted) if fix else []
    found = examine(workspace, wanted, plain=streams.wants_ascii())
    if history:
        moment = now(world.environ)
        found.append(probe_history(workspace, lambda config: selection_of(config, moment)))
    healthy = all(each.state != "bad" for each in found)
    if format_ == "json":
        probes = [each._asdict() for each in found]
        streams.emit_json({"schema_version": 1, "healthy": healthy, "mended": mended, "probes": probes})
    else:
        for each in mended:
            streams.emit(each)
        show(world, probe_lines(found))
    return 0 if healthy else 1
