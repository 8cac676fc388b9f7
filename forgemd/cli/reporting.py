"""How `check` tells what it found: which format goes where."""

from __future__ import annotations

import os

from forgemd.cli import streams
from forgemd.cli.printing import show
from forgemd.cli.world import World
from forgemd.errors import UsageError
from forgemd.output import Report, concise, findings, plain, rendered

__all__ = ["FORMATS", "need_statistics", "tell", "tell_statistics"]

FORMATS = ("human", "concise", "json", "jsonl", "github", "gitlab", "sarif", "junit", "rdjson")
"""What `check --format` takes."""

_COMPLETE = ("human", "json", "jsonl", "sarif", "junit")
"""Formats that have a place for what was not judged; with the others it is told on stderr."""
_SUMMARY = "GITHUB_STEP_SUMMARY"


def tell(world: World, report: Report, format_: str, output_file: str | None) -> int:
    """Print the report, or write it to `output_file`. Gives the exit code."""
    if format_ not in _COMPLETE:
        _tell_gaps(world, report)
    if output_file is not None:
        _write(world, output_file, _text(world, report, format_, ascii_only=False))
        world.note(f"{report.summary.told}, written to {output_file}")
    elif format_ == "human":
        show(world, findings(report, world.columns, wrap=world.wrap_columns is not None))
    else:
        streams.emit(_text(world, report, format_, ascii_only=streams.wants_ascii()))
    if format_ == "github":
        _summarize(world, report)
    return report.exit_code


def _write(world: World, output_file: str, text: str) -> None:
    from forgemd.cli.report_file import write_report

    write_report(os.path.join(world.directory, output_file), text)


def _text(world: World, report: Report, format_: str, *, ascii_only: bool) -> str:
    if format_ == "human":
        return plain(findings(report, world.columns))
    return concise(report) if format_ == "concise" else rendered(format_, report, ascii_only=ascii_only)


def _tell_gaps(world: World, report: Report) -> None:
    for file in report.unreadable:
        world.note(f"not read: {file.path}: {file.message}")
    for why, rules in report.reasons.items():
        world.note(f"not run: {', '.join(rules)}: {why}")


def _summarize(world: World, report: Report) -> None:
    """Tell it on the page of the workflow run, where there is one; a full disk there fails no check."""
    path = world.environ.get(_SUMMARY)
    if not path:
        return
    from forgemd.cli.report_file import append
    from forgemd.output import step_summary

    try:
        append(path, step_summary(report))
    except UsageError as error:
        streams.complain(error.message, error.where)


def need_statistics(format_: str) -> None:
    """Raises `UsageError` for a format that has no counts."""
    if format_ not in ("human", "concise", "json"):
        hint = "leave out --format, or --statistics: forgemd check --statistics --format json"
        raise UsageError(f"there are no statistics in the format {format_}", hint=hint)


def tell_statistics(world: World, report: Report, format_: str, output_file: str | None) -> int:
    """Tell how often each rule found something, and nothing else. Gives the exit code."""
    from forgemd.output import json_text, statistics_lines, statistics_values

    _tell_gaps(world, report)
    if format_ == "json":
        ascii_only = output_file is None and streams.wants_ascii()
        text = json_text(statistics_values(report), ascii_only=ascii_only) + "\n"
    else:
        text = plain(statistics_lines(report))
    if output_file is not None:
        _write(world, output_file, text)
    elif format_ == "json":
        streams.emit(text)
    else:
        show(world, statistics_lines(report))
    return report.exit_code
