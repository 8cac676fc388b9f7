"""`forgemd merge --install`, `--uninstall` and `--probe`."""

from __future__ import annotations

import os
from collections.abc import Sequence

from forgemd.cli import streams
from forgemd.cli.interpreter import import_paths, interpreter
from forgemd.cli.outcome import difference
from forgemd.cli.printing import show, show_lines
from forgemd.cli.world import World
from forgemd.git import FileEdit
from forgemd.output import Line, line
from forgemd.text import Source
from forgemd.typed import Any
from forgemd.workspace import MergeSetup, Probe, Workspace, install_merge, probe_merge, uninstall_merge

__all__ = ["install", "probe", "probe_lines", "uninstall"]


def install(world: World, patterns: Sequence[str], *, dry_run: bool, format_: str) -> int:
    """Set git up, try it, and tell both; the exit code is 1 where git still does not merge by rows."""
    workspace = world.workspace()
    setup = install_merge(workspace, patterns, interpreter(), import_paths(), dry_run=dry_run)
    found = [] if dry_run else probe_merge(workspace)
    steps = _steps(workspace, setup)
    _tell(world, workspace, setup, found, steps, dry_run=dry_run, format_=format_)
    return _code(found)


def uninstall(world: World, *, dry_run: bool, format_: str) -> int:
    """Take everything out again, and tell what that was."""
    workspace = world.workspace()
    setup = uninstall_merge(workspace, dry_run=dry_run)
    _tell(world, workspace, setup, [], _steps(workspace, setup), dry_run=dry_run, format_=format_)
    return 0


def probe(world: World, format_: str) -> int:
    """Tell how things stand; the exit code is 1 where git does not merge by rows."""
    found = probe_merge(world.workspace())
    if format_ == "json":
        streams.emit_json({"schema_version": streams.SCHEMA_VERSION, **_probes(found)})
    else:
        show(world, probe_lines(found))
    return _code(found)


def _code(found: Sequence[Probe]) -> int:
    return 1 if any(each.state == "bad" for each in found) else 0


def _steps(workspace: Workspace, setup: MergeSetup) -> list[str]:
    """Other clones learn of the declaration by a commit, and of its end."""
    edited = any(edit.changed and os.path.basename(edit.path) == ".gitattributes" for edit in setup.edits)
    if not setup.written or not edited:
        return []
    if setup.patterns:
        return ["git add .gitattributes && git commit"]
    tracked = workspace.need_repository().is_tracked(".gitattributes")
    return ["git add --all .gitattributes && git commit"] if tracked else []


def _tell(
    world: World,
    workspace: Workspace,
    setup: MergeSetup,
    found: Sequence[Probe],
    steps: Sequence[str],
    *,
    dry_run: bool,
    format_: str,
) -> None:
    names = {edit.path: os.path.relpath(edit.path, workspace.root) for edit in setup.edits}
    diff = "\n".join(filter(None, (_difference(names[edit.path], edit) for edit in setup.edits)))
    if format_ == "json":
        value: dict[str, Any] = {
            "schema_version": streams.SCHEMA_VERSION,
            "written": setup.written,
            "patterns": list(setup.patterns),
            "files": [{"path": names[edit.path], "state": _state(edit)} for edit in setup.edits],
            "next": list(steps),
        }
        streams.emit_json(value | ({"diff": diff} if dry_run else {}) | (_probes(found) if found else {}))
        return
    if dry_run:
        show_lines(diff)
        return
    streams.emit("\n".join(f"{names[edit.path]}: {_state(edit)}" for edit in setup.edits))
    show(world, probe_lines(found))
    if setup.by_path:
        world.note("this forgemd lies in a work tree of the repository, so git looks for forgemd on its PATH")
    for step in steps:
        world.note(f"next: {step}")


def _state(edit: FileEdit) -> str:
    if not edit.changed:
        return "as it was"
    return "created" if edit.before is None else "removed" if edit.after is None else "changed"


def _difference(name: str, edit: FileEdit) -> str:
    before, after = ((raw or b"").decode("utf-8", "surrogateescape") for raw in (edit.before, edit.after))
    return difference(name, Source(before), Source(after))


def _probes(found: Sequence[Probe]) -> dict[str, Any]:
    return {"works": _code(found) == 0, "probes": [each._asdict() for each in found]}


def probe_lines(found: Sequence[Probe]) -> list[Line]:
    """A line for each, in columns, and one below it for what is to be done."""
    wide = max((len(each.name) for each in found), default=0)
    lines = []
    for each in found:
        word = {"good": "ok", "warning": "warning", "bad": "BAD"}[each.state]
        style = "error" if each.state == "bad" else each.state
        lines.append(line((style, f"{word:7}"), "  ", ("strong", f"{each.name:{wide}}"), "  ", each.message))
        if each.hint:
            lines.append(line(f"{'':{wide + 11}}next: {each.hint}"))
    return lines
