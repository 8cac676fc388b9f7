"""`forgemd check`: what trackers get wrong, each with its line."""

from __future__ import annotations

from typing import Literal

import click

from forgemd.check import EVERY_RULE, Selection, Subject, run, selected
from forgemd.cli.hook import path_of
from forgemd.cli.options import command, format_option, pass_world, paths_argument
from forgemd.cli.reporting import FORMATS, need_statistics, tell, tell_statistics
from forgemd.cli.world import World
from forgemd.diagnostics import SEVERITIES
from forgemd.errors import SourceError, UsageError
from forgemd.markdown import find_conflicts
from forgemd.output import NotRun, Report, Unreadable
from forgemd.workspace import Loaded, Workspace, load_staged, load_worktree, selection_of

__all__ = ["check_command"]

FailOn = Literal["error", "warning", "note", "never"]


@command("check")
@paths_argument
@click.option("--staged", is_flag=True, help="Judge what is staged, as the hook does, not the files.")
@click.option("--base", metavar="REV", help="Compare with this commit; default: HEAD.")
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
    _need_compatible(staged, base, fix or fix_only, diff, unsafe_fixes)
    if statistics:
        need_statistics(format_)
    workspace = world.workspace()
    selection = _selection(workspace, select, ignore)
    selected(selection)  # a name that is no rule is told before anything is read
    loaded = load_staged(workspace, paths) if staged else load_worktree(workspace, paths, base)
    if loaded.unreadable and paths:
        raise loaded.unreadable[0]
    if staged and not paths:
        loaded = loaded._replace(subjects=tuple(filter(_is_tracker, loaded.subjects)))
    _need_no_markers(loaded)
    if fix or fix_only or diff:
        from forgemd.cli.fixing import fix_trackers

        fixed = fix_trackers(world, workspace, loaded, selection, write=not diff, unsafe=unsafe_fixes)
        if diff or fix_only:
            return fixed if diff else 0
        loaded = load_worktree(workspace, paths, base)
    report = _report(loaded, selection, fail_on or workspace.config.fail_on)
    return (tell_statistics if statistics else tell)(world, report, format_, output_file)


def _need_compatible(staged: bool, base: str | None, writing: bool, diff: bool, unsafe: bool) -> None:
    if writing and diff:
        raise click.UsageError("--diff writes nothing; leave out --fix")
    if unsafe and not (writing or diff):
        raise click.UsageError("--unsafe-fixes says which fixes; add --fix or --diff")
    if staged and base is not None:
        raise click.UsageError("--staged always compares with HEAD; leave out --base")
    if staged and (writing or diff):
        raise click.UsageError("--fix writes to files; leave out --staged")


def _is_tracker(subject: Subject) -> bool:
    return bool(subject.tracker.tasks or (subject.base is not None and subject.base.tasks))


def _need_no_markers(loaded: Loaded) -> None:
    """Raises `UsageError` for a file in conflict: what stands between the markers is two files, not one."""
    for source in loaded.sources.values():
        found = find_conflicts(source)
        if found:
            hint = "settle the conflict between the markers by hand, then run the command again"
            raise UsageError(
                "a merge left conflict markers here", where=f"{source.path}:{found[0].first + 1}", hint=hint
            )


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
