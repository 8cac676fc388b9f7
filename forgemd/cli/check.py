"""`forgemd check`: what trackers get wrong, each with its line."""

from __future__ import annotations

from typing import Literal

import click

from forgemd.check import EVERY_RULE, Selection, run, selected
from forgemd.cli.hook import path_of
from forgemd.cli.options import command, format_option, pass_world, paths_argument
from forgemd.cli.reporting import FORMATS, need_statistics, tell, tell_statistics
from forgemd.cli.subjects import Asked, Fixes, load, need_compatible
from forgemd.cli.world import World
from forgemd.diagnostics import SEVERITIES
from forgemd.errors import SourceError
from forgemd.output import NotRun, Report, Unreadable
from forgemd.workspace import Loaded, Workspace, selection_of

__all__ = ["check_command"]

FailOn = Literal["error", "warning", "note", "never"]


@command("check")
@paths_argument
@click.option("--staged", is_flag=True, help="Judge what is staged, as the hook does, not the files.")
@click.option("--rev", metavar="REV", help="Judge this commit against its first parent, not the files.")
@click.option("--stdin-filename", metavar="FILE", help="Judge what stands on stdin as if it were FILE.")
@click.option("--base", metavar="REV", help="Compare with this commit; default: what CI names, else HEAD.")
@click.option("--select", metavar="RULES", help="Run only these rules: names with commas, or ALL.")
@click.option("--ignore", metavar="RULES", help="Do not run these rules.")
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "note", "never"]),
    help="What makes the exit code 1.  [default: error, or the configuration's word]",
)
@click.option("--fix", is_flag=True, help="Write the safe fixes, then report what is left.")
@click.option("--fix-only", is_flag=True, help="Write the safe fixes and report nothing.")
@click.option("--diff", is_flag=True, help="Show the safe fixes as a diff and write nothing.")
@click.option("--unsafe-fixes", is_flag=True, help="With these three: the fixes too that their author may not mean.")
@click.option("--output-file", metavar="FILE", help="Write the report to FILE instead of stdout.")
@click.option("--statistics", is_flag=True, help="Tell only how often each rule found something.")
@format_option(*FORMATS)
@pass_world
def check_command(
    world: World,
    paths: tuple[str, ...],
    staged: bool,
    rev: str | None,
    stdin_filename: str | None,
    base: str | None,
    select: str | None,
    ignore: str | None,
    fail_on: FailOn | None,
    fix: bool,
    fix_only: bool,
    diff: bool,
    unsafe_fixes: bool,
    output_file: str | None,
    statistics: bool,
    format_: str,
) -> int:
    """Check trackers: PATHS, or those that the configuration names, or every Markdown file that git tracks and
    that holds a task table.

    Exit code 0: nothing that matters; 1: findings that reach --fail-on; 2: a file that was named cannot be read,
    or the command line, the configuration or the repository is in the way.
    """
    asked = Asked(paths, staged, rev, stdin_filename, base)
    fixes = Fixes(fix, fix_only, diff, unsafe_fixes)
    need_compatible(asked, fixes)
    if statistics:
        need_statistics(format_)
    workspace = world.workspace()
    selection = _selection(workspace, select, ignore)
    selected(selection)  # a name that is no rule is told before anything is read
    loaded = load(world, workspace, asked)
    if fixes.wanted:
        from forgemd.cli.fixing import fix_trackers

        fixed = fix_trackers(world, workspace, loaded, selection, write=not diff, unsafe=unsafe_fixes)
        if diff or fix_only:
            return fixed if diff else 0
        loaded = load(world, workspace, asked)
    report = _report(loaded, selection, fail_on or workspace.config.fail_on)
    return (tell_statistics if statistics else tell)(world, report, format_, output_file)


def _selection(workspace: Workspace, select: str | None, ignore: str | None) -> Selection:
    selection = selection_of(workspace.config)
    if select is not None:
        # What the command line names runs, also if the configuration turns it off.
        named = _names(select)
        kept = {
            name: severity
            for name, severity in selection.severities.items()
            if severity != "off" or not (name in named or EVERY_RULE in named)
        }
        selection = selection._replace(only=named, severities=kept)
    return selection if ignore is None else selection._replace(ignored=(*selection.ignored, *_names(ignore)))


def _names(text: str) -> tuple[str, ...]:
    return tuple(name for part in text.split(",") if (name := part.strip()))


def _report(loaded: Loaded, selection: Selection, fail_on: FailOn) -> Report:
    result = run(loaded.subjects, selection)
    return Report(
        files=[subject.tracker.path for subject in loaded.subjects],
        diagnostics=result.diagnostics,
        sources=loaded.sources,
        not_run=[NotRun(*skipped) for skipped in result.not_run],
        unreadable=[_unreadable(error) for error in loaded.unreadable],
        failing=() if fail_on == "never" else SEVERITIES[: SEVERITIES.index(fail_on) + 1],
    )


def _unreadable(error: SourceError) -> Unreadable:
    return Unreadable(path_of(error), error.message, error.hint)
