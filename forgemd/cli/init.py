"""`forgemd init [PATHS]`"""

from __future__ import annotations

from forgemd.cli import streams
from forgemd.cli.options import command, dry_run_option, format_option, paths_argument
from forgemd.cli.outcome import difference
from forgemd.cli.printing import show_lines
from forgemd.cli.world import World
from forgemd.output import visible
from forgemd.text import Source
from forgemd.typed import Any
from forgemd.workspace import Initial, plan_initial, write_initial

__all__ = ["init_command"]


@command("init")
@paths_argument
@dry_run_option
@format_option("human", "json")
def init_command(world: World, paths: tuple[str, ...], dry_run: bool, format_: str) -> int:
    """Write a configuration that says what cannot be told from the trackers: `.forgemd.yaml`, short and commented.

    With PATHS, these are the trackers from now on; else they are found as by every command. Where all is understood,
    no configuration is needed, and none is written. One that is there is never touched.
    """
    workspace = world.workspace()
    initial = plan_initial(workspace, paths)
    written = initial.text is not None and not dry_run
    if written:
        write_initial(workspace, initial)
    if format_ == "json":
        streams.emit_json(_object(initial, written=written))
    elif initial.text is not None and dry_run:
        show_lines(difference(initial.path, Source("", initial.path), Source(initial.text, initial.path)))
    else:
        streams.emit("\n".join(_lines(initial)))
    return 0


def _object(initial: Initial, *, written: bool) -> dict[str, Any]:
    return {
        "schema_version": streams.SCHEMA_VERSION,
        "written": written,
        "path": None if initial.text is None else initial.path,
        "text": initial.text,
        "trackers": [{"path": tracker.path, "tasks": len(tracker.tasks)} for tracker in initial.trackers],
    }


def _lines(initial: Initial) -> list[str]:
    found = [f"{visible(tracker.path)}: {len(tracker.tasks)} tasks" for tracker in initial.trackers]
    if initial.text is None:
        return [*found, "no configuration is needed, and none was written"]
    return [*found, f"{initial.path}: written; read it, and forgemd explain FILE shows what it does"]
