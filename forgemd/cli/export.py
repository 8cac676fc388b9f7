"""`forgemd export [PATHS]`"""

from __future__ import annotations

import os
import sys

from forgemd.cli import streams
from forgemd.cli.declared import choice, option
from forgemd.cli.options import command, dry_run_option, format_option, paths_argument
from forgemd.cli.printing import show_lines
from forgemd.cli.reading import read_trackers
from forgemd.cli.report_file import write_result
from forgemd.cli.world import World
from forgemd.diagnostics import count
from forgemd.errors import UsageError
from forgemd.output import EXPORTS, export_csv, export_json, export_jsonl, file_names, task_json, visible
from forgemd.tracker import tracker_record
from forgemd.typed import Any
from forgemd.workspace import plan_split, write_split

__all__ = ["export_command"]


@command("export")
@paths_argument
@option("--to", "form", type=choice(EXPORTS), default="json", show_default=True, help="The form.")
@option("-o", "--output", metavar="FILE", help="Write to FILE instead of stdout.")
@option("--split", metavar="DIR", help="Write one JSON file for each task into DIR.")
@dry_run_option
@format_option("human", "json")
def export_command(
    world: World,
    paths: tuple[str, ...],
    form: str,
    output: str | None,
    split: str | None,
    dry_run: bool,
    format_: str,
) -> int:
    """Give the tasks of all trackers (or of PATHS) to other programs, as they were read: JSON (whole trackers, with
    legend and log), JSON Lines or CSV (one task a line).

    Values are typed: what says nothing or nothing certain is null, dates are ISO 8601; `cells` has each text as it
    is written. CSV is RFC 4180; a text that a spreadsheet would run as a formula gets an apostrophe in front.

    With --split, each task is a file of its own, named by its id. A file that is no earlier export of the same task
    is never overwritten, and none is removed. --format says how the list of files written is printed.
    """
    if split is not None and (output is not None or form != "json"):
        raise UsageError("--split writes JSON files of its own", where="--split", hint="leave --to and -o out")
    trackers = read_trackers(world, paths)
    records = [tracker_record(tracker) for tracker in trackers]
    if split is not None:
        return _split(world, split, records, dry_run=dry_run, format_=format_)
    text = _text(records, form, to_file=output is not None)
    if output is None:
        _print(text, form)
        return 0
    full = os.path.join(world.directory, output)
    _refuse_tracker(world, full, [tracker.path for tracker in trackers])
    action = "changed" if os.path.exists(full) else "new"
    if not dry_run:
        write_result(full, text.encode("utf-8", "backslashreplace"), "the export")
    tasks = [task["id"] for record in records for task in record["tasks"]]
    _tell([{"file": output, "tasks": tasks, "action": action}], len(tasks), written=not dry_run, format_=format_)
    return 0


def _text(records: list[dict[str, Any]], form: str, *, to_file: bool) -> str:
    if form == "jsonl":
        return export_jsonl(records)
    if form == "csv":
        return export_csv(records)
    return export_json(records, ascii_only=not to_file and streams.wants_ascii())


def _print(text: str, form: str) -> None:
    if form == "csv" and not streams.is_terminal(sys.stdout):
        streams.emit_raw(text.encode("utf-8", "backslashreplace"))
    else:
        show_lines(text.replace("\r\n", "\n") if form == "csv" else text)


def _refuse_tracker(world: World, full: str, paths: list[str]) -> None:
    """Raises `UsageError` if the export would replace what it is made from."""
    root = world.workspace().root
    if os.path.realpath(full) in {os.path.realpath(os.path.join(root, path)) for path in paths}:
        raise UsageError("this is a tracker, and would be replaced", where=full, hint="name another file")


def _split(world: World, directory: str, records: list[dict[str, Any]], *, dry_run: bool, format_: str) -> int:
    tasks = [task for record in records for task in record["tasks"]]
    full = os.path.join(world.directory, directory)
    files = plan_split(full, file_names(tasks), tasks, [task_json(task) for task in tasks])
    if not dry_run:
        write_split(world.workspace(), full, files)
    told = [{"file": os.path.join(directory, file.name), "tasks": [file.task], "action": file.action} for file in files]
    _tell(told, len(tasks), written=not dry_run, format_=format_)
    return 0


def _tell(files: list[dict[str, Any]], tasks: int, *, written: bool, format_: str) -> None:
    if format_ == "json":
        streams.emit_json({"schema_version": streams.SCHEMA_VERSION, "written": written, "files": files})
        return
    lines = [f"{visible(file['file'])}: {file['action']}" for file in files if file["action"] != "unchanged"]
    same = f", {len(files) - len(lines)} as before" if len(files) > len(lines) else ""
    number = count(len(lines), "file")
    lines.append(f"{tasks} tasks: {number} {'written' if written else 'would be written'}{same}")
    streams.emit("\n".join(lines))
