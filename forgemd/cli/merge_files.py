"""`forgemd merge BASE OURS THEIRS`: files in, the result on stdout or in a file."""

from __future__ import annotations

import os
import sys

from forgemd.cli import streams
from forgemd.cli.merge_judging import conflict_object
from forgemd.cli.outcome import difference
from forgemd.cli.printing import show_lines
from forgemd.cli.report_file import write_result
from forgemd.cli.world import World
from forgemd.errors import UsageError
from forgemd.merge import Markers, Policy
from forgemd.typed import Any, NamedTuple
from forgemd.workspace import FileMerge, merge_files

__all__ = ["Request", "merge_three"]

_NAMES = ("ours", "base", "theirs")


class Request(NamedTuple):
    """What the command line asks for: where the result goes (stdout without `output`), and how it is made."""

    output: str | None
    labels: tuple[str, ...]
    marker_size: int
    policy: Policy | None
    dry_run: bool
    format_: str


def merge_three(world: World, files: tuple[str, ...], request: Request) -> int:
    """Merge `files`, the base, ours and theirs; the exit code is 1 if there are conflicts."""
    if len(files) != 3:
        hint = "forgemd merge BASE OURS THEIRS"
        raise UsageError(f"three files are merged, and {len(files)} are named", where="merge", hint=hint)
    markers = Markers(request.marker_size, _labels(request.labels))
    result = merge_files(world.workspace(), files, markers=markers, policy=request.policy)
    target = None if request.output is None else os.path.join(world.directory, request.output)
    written = target is not None and not request.dry_run
    if target is not None and written:
        write_result(target, result.merged.source.encode())
    if request.format_ == "json":
        streams.emit_json(_object(result, written=written, diff=request.dry_run, text=target is None))
    else:
        if request.dry_run:
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
        streams.note(f"{result.path}: conflict: {conflict.text}")


def _object(result: FileMerge, *, written: bool, diff: bool, text: bool) -> dict[str, Any]:
    merged = result.merged
    value: dict[str, Any] = {
        "schema_version": streams.SCHEMA_VERSION,
        "path": result.path,
        "written": written,
        "clean": not merged.conflicts,
        "as_text": merged.fell_back,
        "conflicts": [conflict_object(conflict) for conflict in merged.conflicts],
        "notes": list(merged.notes),
    }
    if text:
        value["text"] = merged.source.text
    if diff:
        value["diff"] = difference(result.path, result.ours, merged.source)
    return value
