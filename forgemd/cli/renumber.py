"""`forgemd renumber OLD NEW`."""

from __future__ import annotations

import os
from shlex import quote

from forgemd.changes import Mention
from forgemd.cli import streams
from forgemd.cli.declared import argument, option
from forgemd.cli.options import command, dry_run_option, format_option
from forgemd.cli.outcome import difference
from forgemd.cli.printing import show_lines
from forgemd.cli.recovering import recovered_objects, tell_tries
from forgemd.cli.world import World
from forgemd.output import visible
from forgemd.typed import Any
from forgemd.workspace import RenumberResult, Workspace, persistently, renumber_task

__all__ = ["renumber_command"]


@command("renumber")
@argument("old", metavar="OLD")
@argument("new", metavar="NEW")
@option("--tracker", "paths", multiple=True, metavar="PATH", help="Look in this file only.")
@option("--commit", "commit_too", is_flag=True, help="Commit at once, and nothing else with it.")
@dry_run_option
@format_option("human", "json")
def renumber_command(
    world: World, old: str, new: str, paths: tuple[str, ...], commit_too: bool, dry_run: bool, format_: str
) -> int:
    """Give the task OLD the id NEW: its row, dependencies, its entries in the change log, and the text around them.

    For two branches that gave one id to two tasks: renumber the younger task on its branch, then merge. What is in
    doubt is refused, and nothing is written: an id that is taken, or that two tasks share, and ranges that mean the
    task without naming it. Names of branches and addresses stay as they are, and are listed.
    """
    workspace = world.workspace()
    result, tries = persistently(
        workspace, lambda there: renumber_task(there, old, new, paths, commit_too=commit_too, dry_run=dry_run)
    )
    tell_tries(world, tries)
    steps = _next(workspace, result, new)
    if format_ == "json":
        told = {"recovered": recovered_objects(workspace), "tries": tries}
        streams.emit_json({**_object(result, new, steps, diff=dry_run), **told})
        return 0
    _tell(result, new)
    if dry_run:
        show_lines(_diff(result))
    for step in steps:
        world.note(f"next: {step}")
    return 0


def _next(workspace: Workspace, result: RenumberResult, new: str) -> list[str]:
    """The commit, and what else may speak of the task: the configuration, and files that are no trackers."""
    if not result.written:
        return []
    steps = []
    if result.committed is None:
        paths = " ".join(quote(path) for path, _ in result.files)
        message = quote(f"tracker: renumber {result.old} → {new}")
        steps.append(f"git commit -m {message} -- {paths}")
    if workspace.config_path is not None and result.old in workspace.config.allow:
        name = os.path.relpath(workspace.config_path, workspace.cwd)
        steps.append(f"write {new} for {result.old} under `allow` in {name}")
    return [*steps, f"git grep -n -w -e {quote(result.old)}"]


def _tell(result: RenumberResult, new: str) -> None:
    lines = []
    for path, renumbering in result.files:
        lines.append(visible(f"{path}: {result.old} → {new}"))
        lines += [_line(mention) for mention in renumbering.mentions]
    if not result.files:
        lines.append(f"nothing to do: the task is called {visible(new)}")
    if result.committed is not None:
        lines.append(visible(f"[{result.committed.short}] tracker: renumber {result.old} → {new}"))
    streams.emit("\n".join(lines))


def _line(mention: Mention) -> str:
    words = f"  {mention.place:10}  line {mention.line}"
    return f"{words:24}  left alone: {mention.why}" if mention.state == "left" else words


def _diff(result: RenumberResult) -> str:
    return "\n".join(difference(path, each.before, each.after) for path, each in result.files)


def _object(result: RenumberResult, new: str, steps: list[str], *, diff: bool) -> dict[str, Any]:
    made = None if result.committed is None else {"oid": result.committed.oid, "short": result.committed.short}
    value: dict[str, Any] = {
        "schema_version": streams.SCHEMA_VERSION,
        "old": result.old,
        "new": new,
        "written": result.written,
        "commit": made,
        "files": [
            {"path": path, "mentions": [mention._asdict() for mention in each.mentions]} for path, each in result.files
        ],
        "next": steps,
    }
    if diff:
        value["diff"] = _diff(result)
    return value
