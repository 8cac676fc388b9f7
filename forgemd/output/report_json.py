"""A report as JSON values, in the shape of schemas/check.schema.json."""

from __future__ import annotations

from forgemd.diagnostics import Diagnostic, Fix
from forgemd.output.report import Report
from forgemd.text import Source, Span
from forgemd.typed import Any

__all__ = ["diagnostic_object", "report_values", "summary_object"]

SCHEMA_VERSION = 1


def report_values(report: Report) -> dict[str, Any]:
    """Lines and columns are 1-based code points; an end is the place behind the last character."""
    return {
        "schema_version": SCHEMA_VERSION,
        "files": list(report.files),
        "diagnostics": [diagnostic_object(found, report.source_of(found)) for found in report.diagnostics],
        "not_run": [skipped._asdict() for skipped in report.not_run],
        "unreadable": [file._asdict() for file in report.unreadable],
        "summary": summary_object(report),
        "recovered": [dict(each) for each in report.recovered],
    }


def summary_object(report: Report) -> dict[str, Any]:
    """How many findings there are, and whether they fail the check."""
    return {**report.summary._asdict(), "suppressed": report.suppressed, "failed": report.failed}


def diagnostic_object(found: Diagnostic, source: Source | None) -> dict[str, Any]:
    """One finding in the text `source`; at the beginning of the file where that is None."""
    return {
        "rule": found.rule,
        "severity": found.severity,
        "path": found.path,
        **_region(source, found.span),
        "task": found.task,
        "role": found.role,
        "message": found.message,
        "hint": found.hint,
        "fix": None if found.fix is None else _fix(source, found.fix),
        "commit": found.commit,
    }


def _fix(source: Source | None, fix: Fix) -> dict[str, Any]:
    edits = [{**_region(source, edit.span), "old": edit.old, "new": edit.new} for edit in fix.edits]
    return {"title": fix.title, "safety": fix.safety, "edits": edits}


def _region(source: Source | None, span: Span) -> dict[str, int]:
    if source is None:
        return {"line": 1, "column": 1, "end_line": 1, "end_column": 1}
    start, end = source.position(span.start), source.position(span.end)
    return {"line": start.line, "column": start.column, "end_line": end.line, "end_column": end.column}
