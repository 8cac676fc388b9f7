"""`forgemd merge BASE OURS THEIRS`."""

from __future__ import annotations

import os
import sys

import click

from forgemd.cli import streams
from forgemd.cli.options import command, dry_run_option, format_option, pass_world
from forgemd.cli.outcome import difference
from forgemd.cli.printing import show_lines
from forgemd.cli.report_file import write_result
from forgemd.cli.world import World
from forgemd.errors import UsageError
from forgemd.merge import MARKER, Conflict, Markers, Policy
from forgemd.typed import Any
from forgemd.workspace import FileMerge, merge_files

__all__ = ["merge_command"]

_NAMES = ("ours", "base", "theirs")


@command("merge")
@click.argument("files", nargs=-1, metavar="BASE OURS THEIRS")
@click.option("-o", "--output", metavar="FILE", help="Write the result there instead of to stdout; OURS may be named.")
@click.option(
    "-L",
    "--label",
    "labels",
    multiple=True,
    metavar="NAME",
    help="What conflict markers call our side; given again, the base; and again, their side.",
)
@click.option(
    "--marker-size", type=click.IntRange(1, 200), default=MARKER, show_default=True, help="Signs in a conflict marker."
)
@click.option(
    "--policy",
    type=click.Choice(["conflict", "safety"]),
    help="What becomes of two statuses for one task: with `safety`, BLOCKED and FAILED win (merge.policy).",
)
@dry_run_option
@format_option("human", "json")
@pass_world
def merge_command(
    world: World,
    files: tuple[str, ...],
    output: str | None,
    labels: tuple[str, ...],
    marker_size: int,
    policy: Policy | None,
    dry_run: bool,
    format_: str,
) -> int:
    """Merge what OURS and THEIRS made of BASE: task by task, cell by cell.

    Change logs are united, figures counted again, the rest merged as git merges text. Exit code 1 if there are
    conflicts: each stands in markers around the one row or the lines in question. What cannot be merged by rows is
    merged by git as text, which is told.
    """
    if len(files) != 3:
        hint = "forgemd merge BASE OURS THEIRS"
        raise UsageError(f"three files are merged, and {len(files)} are named", where="merge", hint=hint)
    markers = Markers(marker_size, _labels(labels))
    result = merge_files(world.workspace(), files, markers=markers, policy=policy)
    target = None if output is None else os.path.join(world.directory, output)
    written = target is not None and not dry_run
    if target is not None and written:
        write_result(target, result.merged.source.encode())
    if format_ == "json":
        streams.emit_json(_object(result, written=written, diff=dry_run, text=output is None))
    else:
        if dry_run:
            show_lines(difference(result.path, result.ours, result.merged.source))
        elif target is None:
            _show(result)
        _tell(world, result)
    return 1 if result.merged.conflicts else 0


def _labels(given: tuple[str, ...]) -> tuple[str, str, str]:
    if len(given) > len(_NAMES):
        raise UsageError("there are three names to give: ours, base, theirs", where="-L")
    for label in given:
        if not label.isprintable():
            raise UsageError("a control character in the name", where="-L", hint="a name of one line: -L main")
    ours, base, theirs = (*given, *_NAMES[len(given) :])
    return ours, base, theirs


def _show(result: FileMerge) -> None:
    if streams.is_terminal(sys.stdout):
        show_lines(result.merged.source.text)
    else:
        streams.emit_raw(result.merged.source.encode())


def _tell(world: World, result: FileMerge) -> None:
    for remark in result.merged.notes:
        world.note(f"{result.path}: {remark}")
    for conflict in result.merged.conflicts:
        streams.note(f"{result.path}: conflict: {_words(conflict)}")


def _words(conflict: Conflict) -> str:
    return f"{conflict.name}: {conflict.why}" if conflict.name else conflict.why


def _object(result: FileMerge, *, written: bool, diff: bool, text: bool) -> dict[str, Any]:
    merged = result.merged
    value: dict[str, Any] = {
        "schema_version": streams.SCHEMA_VERSION,
        "path": result.path,
        "written": written,
        "clean": not merged.conflicts,
        "as_text": merged.fell_back,
        "conflicts": [{**conflict._asdict(), "columns": list(conflict.columns)} for conflict in merged.conflicts],
        "notes": list(merged.notes),
    }
    if text:
        value["text"] = merged.source.text
    if diff:
        value["diff"] = difference(result.path, result.ours, merged.source)
    return value
