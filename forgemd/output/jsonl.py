"""A check as JSON Lines (schemas/check-line.schema.json): an object of one key on each line, the summary last."""

from __future__ import annotations

from collections.abc import Iterator

from forgemd.output.json_format import json_text
from forgemd.output.report import Failure, Report
from forgemd.output.report_json import diagnostic_object, summary_object
from forgemd.typed import Any, Sequence

__all__ = ["render"]


def render(report: Report, ascii_only: bool) -> str:
    """The report with the texts as they stand in the tracker."""
    return "".join(json_text(value, ascii_only=ascii_only, indent=None) + "\n" for value in _values(report))


def failed(failures: Sequence[Failure], exit_code: int, ascii_only: bool) -> str:
    """A line for each, and no summary."""
    del exit_code
    return "".join(
        json_text({"failure": each._asdict()}, ascii_only=ascii_only, indent=None) + "\n" for each in failures
    )


def _values(report: Report) -> Iterator[dict[str, Any]]:
    for found in report.diagnostics:
        yield {"diagnostic": diagnostic_object(found, report.source_of(found))}
    for skipped in report.not_run:
        yield {"not_run": skipped._asdict()}
    for file in report.unreadable:
        yield {"unreadable": file._asdict()}
    yield {"summary": summary_object(report)}
