"""What `forgemd check` has found, made ready to be told. Nobody needs it before all is judged."""

from __future__ import annotations

from forgemd.check import Baseline, Selection
from forgemd.cli import baselines
from forgemd.cli.subjects import Asked
from forgemd.diagnostics import Severity
from forgemd.errors import SourceError, UsageError
from forgemd.output import NotRun, Report, Unreadable, counted
from forgemd.text import Source
from forgemd.typed import NamedTuple, Sequence
from forgemd.workspace import Judged, Removed, Workspace

__all__ = ["Checked", "report_of"]


class Checked(NamedTuple):
    """What was asked, by which rules and against which baseline it was judged, and how that came out."""

    asked: Asked
    selection: Selection
    baseline: tuple[Baseline, Source] | None
    judged: Judged
    unreadable: Sequence[SourceError | UsageError]


def report_of(workspace: Workspace, checked: Checked, failing: Sequence[Severity]) -> Report:
    """The findings, those on the baseline and on allowances too; severities that are `failing` make the exit code 1."""
    asked, selection, known, judged, unreadable = checked
    judged, followed = baselines.followed(workspace, judged, known, asked.whole)
    stale = baselines.stale(workspace, selection, judged.result, known, asked.whole, followed)
    report = _report(judged, unreadable, stale, failing)
    report = report._replace(incomplete=any(asked.is_worktree or isinstance(error, UsageError) for error in unreadable))
    if workspace.recovered:
        from forgemd.cli.recovering import recovered_objects

        report = report._replace(recovered=recovered_objects(workspace))
    return report


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
    return Unreadable(error.path, error.message, error.hint)


def _removed(gone: Removed) -> Unreadable:
    tasks = f", and with it {counted(gone.open_, 'open task')}" if gone.open_ else ""
    return Unreadable(gone.path, f"this tracker is removed{tasks}", None)
