"""`forgemd fmt [PATHS]`"""

from __future__ import annotations

from forgemd.cli import streams
from forgemd.cli.declared import option
from forgemd.cli.options import command, dry_run_option, format_option, paths_argument
from forgemd.cli.outcome import difference
from forgemd.cli.printing import show_lines
from forgemd.cli.recovering import recovered_objects, tell_tries
from forgemd.cli.world import World
from forgemd.typed import Any
from forgemd.workspace import Formatting, Workspace, format_files, persistently, write_formats

__all__ = ["fmt_command"]


@command("fmt")
@paths_argument
@option("--check", is_flag=True, help="Write nothing; exit code 1 if a file is not aligned.")
@option("--diff", is_flag=True, help="Write nothing; show what would change, exit code 1 if anything would.")
@dry_run_option
@format_option("human", "json")
def fmt_command(world: World, paths: tuple[str, ...], check: bool, diff: bool, dry_run: bool, format_: str) -> int:
    """Align the tables of PATHS, or of every tracker, by display width: emoji and CJK count two columns.

    Nothing changes but padding and the dashes under the headers. No other command aligns anything: an edit
    touches its own cells only.
    """
    workspace = world.workspace()
    dry, diff = check or diff or dry_run, diff or dry_run
    formattings, tries = persistently(workspace, lambda there: _carried_out(there, paths, dry))
    tell_tries(world, tries)
    changed = [each for each in formattings if each.changed]
    if format_ == "json":
        value = _object(formattings, written=not dry and bool(changed), diff=diff)
        streams.emit_json({**value, "recovered": recovered_objects(workspace), "tries": tries})
    elif diff:
        show_lines(_diff(changed))
    else:
        _tell(formattings, "would be aligned" if dry else "aligned")
    return 1 if dry and changed and not dry_run else 0


def _carried_out(workspace: Workspace, paths: tuple[str, ...], dry: bool) -> list[Formatting]:
    formattings = format_files(workspace, paths)
    if not dry:
        write_formats(workspace, formattings)
    return formattings


def _object(formattings: list[Formatting], *, written: bool, diff: bool) -> dict[str, Any]:
    value: dict[str, Any] = {
        "schema_version": streams.SCHEMA_VERSION,
        "written": written,
        "files": [{"path": each.path, "changed": each.changed} for each in formattings],
    }
    if diff:
        value["diff"] = _diff([each for each in formattings if each.changed])
    return value


def _diff(changed: list[Formatting]) -> str:
    return "\n".join(difference(each.path, each.before, each.after) for each in changed)


def _tell(formattings: list[Formatting], word: str) -> None:
    lines = [f"{each.path}: {word if each.changed else 'as it was'}" for each in formattings]
    streams.emit("\n".join(lines))
