"""`forgemd check`: what trackers get wrong, each with its line."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from shlex import quote

import click

from forgemd.check import Selection, narrowed, selected
from forgemd.cli import baselines
from forgemd.cli.hook import path_of
from forgemd.cli.options import command, format_option, pass_world, paths_argument
from forgemd.cli.reporting import FORMATS, need_statistics, tell, tell_statistics
from forgemd.cli.subjects import Asked, Fixes, judge, load, need_compatible, need_no_markers, settled
from forgemd.cli.world import World, now
from forgemd.config import Config
from forgemd.diagnostics import SEVERITIES, Severity
from forgemd.errors import SourceError
from forgemd.output import NotRun, Report, Unreadable, visible_path
from forgemd.typed import Any, Literal, NamedTuple
from forgemd.workspace import Judged, Workspace, selection_of

__all__ = ["check_command"]

FailOn = Literal["error", "warning", "note", "never"]


@command("check")
@paths_argument
@click.option("--staged", is_flag=True, help="Judge what is staged, as the hook does, not the files.")
@click.option("--rev", metavar="REV", help="Judge this commit against its first parent, not the files.")
@click.option(
    "--range",
    "range_",
    metavar="A..B",
    help="Judge every commit of a range against its parents; `auto`: from what CI names, or the upstream branch.",
)
@click.option("--stdin-filename", metavar="FILE", help="Judge what stands on stdin as if it were FILE.")
@click.option(
    "--base", metavar="REV", help="Compare with this commit, by its configuration; default: what CI names, else HEAD."
)
@click.option("--select", metavar="RULES", help="Run only these rules: names or categories with commas, or ALL.")
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
@click.option("--baseline", metavar="FILE", help="Do not tell the findings that FILE knows.")
@click.option("--write-baseline", metavar="FILE", help="Write the findings of today to FILE, and tell none.")
@click.option("--output-file", metavar="FILE", help="Write the report to FILE instead of stdout.")
@click.option(
    "--jobs",
    "-j",
    type=click.IntRange(min=1),
    metavar="N",
    help="Judge many trackers in up to N processes at once.  [default: as many as there are processors]",
)
@click.option("--statistics", is_flag=True, help="Tell only how often each rule found something.")
@format_option(*FORMATS)
@pass_world
def check_command(world: World, /, **given: Any) -> int:
    """Check trackers: PATHS (files, directories, patterns), or those that the configuration names, or every Markdown
    file that git tracks and that holds tasks with ids or a table of tasks.

    Exit code 0: nothing that matters; 1: findings that reach --fail-on; 2: a file that was named cannot be read,
    or the command line, the configuration or the repository is in the way.
    """
    options = Options(**given)
    asked, fixes = options.asked, options.fixes
    need_compatible(asked, fixes)
    if options.statistics:
        need_statistics(options.format_)
    workspace = world.workspace()
    moment = now(world.environ)
    selected(options.selection(workspace.config, moment))  # a name that is no rule is told before anything is read
    if options.range_ is not None:
        report = _judge_range(world, workspace, options, moment)
        return (tell_statistics if options.statistics else tell)(world, report, options.format_, options.output_file)
    asked, config = settled(world, workspace, asked)
    selection = options.selection(config, moment)
    known = None if options.baseline is None else baselines.read(world, options.baseline)
    if known is not None:
        selection = selection._replace(baseline=known[0].counts)
    if options.write_baseline is not None or fixes.wanted:
        loaded = load(workspace, asked)
        need_no_markers(loaded)
        if options.write_baseline is not None:
            return baselines.write(world, options.write_baseline, loaded.subjects, selection)
        from forgemd.cli.fixing import fix_trackers

        fixed = fix_trackers(world, workspace, loaded, selection, write=not fixes.diff, unsafe=fixes.unsafe)
        if fixes.diff or fixes.fix_only:
            return fixed if fixes.diff else 0
    judged, unreadable = judge(world, workspace, asked, selection, options.jobs)
    _tell_taskless(world, workspace, _named(workspace, asked, judged))
    stale = baselines.stale(workspace, selection, judged.result, known, asked.whole)
    report = _report(judged, unreadable, stale, options.failing(config))
    return (tell_statistics if options.statistics else tell)(world, report, options.format_, options.output_file)


def _named(workspace: Workspace, asked: Asked, judged: Judged) -> list[tuple[str, bytes]]:
    """The files that were named one by one, and what they hold; with their paths what stood on stdin."""
    if asked.stdin_filename is not None:
        return [(path, judged.sources[path].encode()) for path in judged.paths]
    single = workspace.reach(asked.paths)[0] if asked.paths and asked.is_worktree else []
    return [(each.path, workspace.bytes_of(each)) for each in single]


def _tell_taskless(world: World, workspace: Workspace, files: Sequence[tuple[str, bytes]]) -> None:
    """Say of files that were named what they are instead of trackers: that nothing was found there means little."""
    from forgemd.output import without_tasks

    for name, raw in files:
        tracker = workspace.tracker(name, raw)
        if not tracker.tasks:
            path = visible_path(name)
            world.note(f"{path}: {without_tasks(tracker).message}; forgemd explain {quote(path)} shows how it is read")


def _judge_range(world: World, workspace: Workspace, options: Options, moment: datetime) -> Report:
    from forgemd.cli.ranging import Wanted, check_range

    assert options.range_ is not None
    if options.baseline is not None or options.write_baseline is not None:
        raise click.UsageError("--range tells only what its commits brought in; leave out the baseline")
    return check_range(
        world,
        workspace,
        Wanted(
            options.range_,
            options.paths,
            lambda config: options.selection(config, moment),
            options.failing,
            options.format_,
        ),
    )


class Options(NamedTuple):
    """What the command line says, by the names of its options."""

    paths: tuple[str, ...]
    staged: bool
    rev: str | None
    range_: str | None
    stdin_filename: str | None
    base: str | None
    select: str | None
    ignore: str | None
    fail_on: FailOn | None
    fix: bool
    fix_only: bool
    diff: bool
    unsafe_fixes: bool
    baseline: str | None
    write_baseline: str | None
    output_file: str | None
    jobs: int | None
    statistics: bool
    format_: str

    @property
    def asked(self) -> Asked:
        """What to look at."""
        return Asked(self.paths, self.staged, self.rev, self.stdin_filename, self.base, self.range_)

    @property
    def fixes(self) -> Fixes:
        """What to do with fixes."""
        return Fixes(self.fix, self.fix_only, self.diff, self.unsafe_fixes)

    def selection(self, config: Config, moment: datetime) -> Selection:
        """The rules that `config` selects at a time, and what the command line says of them."""
        selection = selection_of(config, moment)
        if self.select is not None:
            selection = narrowed(selection, _names(self.select))
        ignored = () if self.ignore is None else _names(self.ignore)
        return selection._replace(ignored=(*selection.ignored, *ignored)) if ignored else selection

    def failing(self, config: Config) -> tuple[Severity, ...]:
        """The severities that make the exit code 1."""
        fail_on = self.fail_on or config.fail_on
        return () if fail_on == "never" else SEVERITIES[: SEVERITIES.index(fail_on) + 1]


def _names(text: str) -> tuple[str, ...]:
    return tuple(name for part in text.split(",") if (name := part.strip()))


def _report(
    judged: Judged, unreadable: Sequence[SourceError], stale: baselines.Stale, failing: Sequence[Severity]
) -> Report:
    result = judged.result
    return Report(
        files=judged.paths,
        diagnostics=(*result.diagnostics, *stale.diagnostics),
        sources={**judged.sources, **stale.sources},
        not_run=[NotRun(*skipped) for skipped in result.not_run],
        unreadable=[_unreadable(error) for error in unreadable],
        failing=failing,
        suppressed=len(result.suppressed),
    )


def _unreadable(error: SourceError) -> Unreadable:
    return Unreadable(path_of(error), error.message, error.hint)
