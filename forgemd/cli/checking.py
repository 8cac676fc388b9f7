"""What `forgemd check` does; it needs no parser of command lines."""

from __future__ import annotations

from forgemd.check import Selection, narrowed, selected
from forgemd.cli import baselines
from forgemd.cli.hook import path_of
from forgemd.cli.reporting import need_statistics, tell, tell_statistics
from forgemd.cli.subjects import Asked, Fixes, judge, load, need_compatible, need_diff, need_no_markers, settled
from forgemd.cli.world import World, now
from forgemd.config import Config
from forgemd.diagnostics import SEVERITIES, Severity
from forgemd.errors import SourceError, UsageError
from forgemd.lazy import datetime
from forgemd.output import NotRun, Report, Unreadable, counted, visible_path
from forgemd.typed import Literal, NamedTuple, Sequence
from forgemd.workspace import Judged, Loaded, Removed, Workspace, selection_of

__all__ = ["Options", "check_trackers"]

FailOn = Literal["error", "warning", "note", "never"]


def check_trackers(world: World, options: Options, workspace: Workspace | None = None) -> int:
    """The command itself. Gives the exit code."""
    workspace = workspace or world.workspace()
    workspace.only_commits = options.rev is not None or options.range_ is not None
    if options.output_file == "-":
        options = options._replace(output_file=None)
    asked, fixes = options.asked, options.fixes
    need_compatible(asked, fixes)
    need_diff(fixes, options.format_, options.output_file)
    if options.statistics:
        need_statistics(options.format_)
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
    if options.write_baseline is not None:
        return baselines.write(world, options.write_baseline, _loaded(workspace, asked).subjects, selection)
    if fixes.wanted:
        fixed = _fix(world, workspace, asked, selection, fixes)
        if fixes.diff or fixes.fix_only:
            return fixed if fixes.diff else 0
    judged, unreadable = judge(world, workspace, asked, selection, options.jobs)
    _tell_taskless(world, workspace, _named(workspace, asked, judged))
    judged, followed = baselines.followed(workspace, judged, known, asked.whole)
    stale = baselines.stale(workspace, selection, judged.result, known, asked.whole, followed)
    report = _report(judged, unreadable, stale, options.failing(config))
    report = report._replace(incomplete=any(asked.is_worktree or isinstance(error, UsageError) for error in unreadable))
    if workspace.recovered:
        from forgemd.cli.recovering import recovered_objects

        report = report._replace(recovered=recovered_objects(workspace))
    return (tell_statistics if options.statistics else tell)(world, report, options.format_, options.output_file)


def _loaded(workspace: Workspace, asked: Asked) -> Loaded:
    loaded = load(workspace, asked)
    need_no_markers(loaded)
    return loaded


def _fix(world: World, workspace: Workspace, asked: Asked, selection: Selection, fixes: Fixes) -> int:
    from forgemd.cli.fixing import fix_trackers
    from forgemd.cli.recovering import tell_tries
    from forgemd.workspace import persistently

    write, unsafe = not fixes.diff, fixes.unsafe
    fixed, tries = persistently(
        workspace,
        lambda there: fix_trackers(world, there, _loaded(there, asked), selection, write=write, unsafe=unsafe),
    )
    tell_tries(world, tries)
    return fixed


def _named(workspace: Workspace, asked: Asked, judged: Judged) -> list[tuple[str, bytes]]:
    """The files that were named one by one, and what they hold; with their paths what stood on stdin."""
    if asked.stdin_filename is not None:
        return [(path, judged.sources[path].encode()) for path in judged.paths]
    single = workspace.reach(asked.paths)[0] if asked.paths and asked.is_worktree else []
    known = judged.sources  # what was read is not read again: a pipe has nothing more to give
    return [
        (each.path, known[each.path].encode() if each.path in known else workspace.bytes_of(each)) for each in single
    ]


def _tell_taskless(world: World, workspace: Workspace, files: Sequence[tuple[str, bytes]]) -> None:
    """Say of files that were named what they are instead of trackers: that nothing was found there means little."""
    for name, raw in files:
        tracker = workspace.tracker(name, raw)
        if not tracker.tasks:
            from shlex import quote

            from forgemd.output import without_tasks

            path = visible_path(name)
            world.note(f"{path}: {without_tasks(tracker).message}; forgemd explain {quote(path)} shows how it is read")


def _judge_range(world: World, workspace: Workspace, options: Options, moment: datetime) -> Report:
    from forgemd.cli.ranging import Wanted, check_range

    assert options.range_ is not None
    if options.baseline is not None or options.write_baseline is not None:
        import click

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
    staged: bool = False
    rev: str | None = None
    range_: str | None = None
    stdin_filename: str | None = None
    base: str | None = None
    select: str | None = None
    ignore: str | None = None
    fail_on: FailOn | None = None
    fix: bool = False
    fix_only: bool = False
    diff: bool = False
    unsafe_fixes: bool = False
    baseline: str | None = None
    write_baseline: str | None = None
    output_file: str | None = None
    jobs: int | None = None
    statistics: bool = False
    format_: str = "human"

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
    judged: Judged, unreadable: Sequence[SourceError | UsageError], stale: baselines.Stale, failing: Sequence[Severity]
) -> Report:
    result = judged.result
    return Report(
        files=judged.paths,
        diagnostics=(*result.diagnostics, *stale.diagnostics),
        sources={**judged.sources, **stale.sources},
        not_run=[NotRun(*skipped) for skipped in result.not_run],
        unreadable=[*map(_unreadable, unreadable), *map(_removed, judged.removed)],
        failing=failing,
        suppressed=len(result.suppressed),
    )


def _unreadable(error: SourceError | UsageError) -> Unreadable:
    return Unreadable(path_of(error), error.message, error.hint)


def _removed(gone: Removed) -> Unreadable:
    tasks = f", and with it {counted(gone.open_, 'open task')}" if gone.open_ else ""
    return Unreadable(gone.path, f"this tracker is removed{tasks}", None)
