"""What `forgemd check` does; it needs no parser of command lines."""

from __future__ import annotations

from forgemd.check import Selection, narrowed, selected
from forgemd.cli.subjects import Asked, Fixes, judge, load, need_compatible, need_diff, need_no_markers, settled
from forgemd.cli.world import World, now
from forgemd.config import Config
from forgemd.diagnostics import SEVERITIES, Severity
from forgemd.lazy import datetime, imported
from forgemd.typed import TYPE_CHECKING, Literal, NamedTuple, Sequence
from forgemd.workspace import Loaded, Workspace, selection_of

if TYPE_CHECKING:
    from forgemd.output import Report
    from forgemd.workspace import Judged

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
        from forgemd.cli.reporting import need_statistics

        need_statistics(options.format_)
    moment = now(world.environ)
    selected(options.selection(workspace.config, moment))  # a name that is no rule is told before anything is read
    if options.range_ is not None:
        return _tell(world, _judge_range(world, workspace, options, moment), options)
    asked, config = settled(world, workspace, asked)
    selection = options.selection(config, moment)
    known = None
    if options.baseline is not None:
        from forgemd.cli.baselines import read

        known = read(world, options.baseline)
        selection = selection._replace(baseline=known[0].counts)
    if options.write_baseline is not None:
        from forgemd.cli.baselines import write

        return write(world, options.write_baseline, _loaded(workspace, asked).subjects, selection)
    if fixes.wanted:
        fixed = _fix(world, workspace, asked, selection, fixes)
        if fixes.diff or fixes.fix_only:
            return fixed if fixes.diff else 0
    judged, unreadable = judge(world, workspace, asked, selection, options.jobs, _load_telling)
    _tell_taskless(world, workspace, _named(workspace, asked, judged))
    from forgemd.cli.check_report import Checked, report_of

    report = report_of(workspace, Checked(asked, selection, known, judged, unreadable), options.failing(config))
    return _tell(world, report, options)


def _load_telling() -> None:
    """Load what the findings are told with, while others look for them."""
    imported("forgemd.cli.check_report")
    imported("forgemd.cli.reporting")


def _tell(world: World, report: Report, options: Options) -> int:
    from forgemd.cli.reporting import tell, tell_statistics

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

            from forgemd.output import visible_path, without_tasks

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
            if not _names(self.select):
                from forgemd.errors import UsageError

                raise UsageError("--select names no rule", hint="leave it out, or see the names: forgemd rule")
            selection = narrowed(selection, _names(self.select))
        ignored = () if self.ignore is None else _names(self.ignore)
        return selection._replace(ignored=(*selection.ignored, *ignored)) if ignored else selection

    def failing(self, config: Config) -> tuple[Severity, ...]:
        """The severities that make the exit code 1."""
        fail_on = self.fail_on or config.fail_on
        return () if fail_on == "never" else SEVERITIES[: SEVERITIES.index(fail_on) + 1]


def _names(text: str) -> tuple[str, ...]:
    return tuple(name for part in text.split(",") if (name := part.strip()))
