"""GitLab's Code Quality report: an array of issues, the subset of Code Climate's format that GitLab reads
(doc/ci/testing/code_quality.md). Two issues of one fingerprint would be shown as one."""

from __future__ import annotations

from forgemd.diagnostics import Diagnostic, Severity
from forgemd.output.escapes import visible
from forgemd.output.fingerprint import fingerprints
from forgemd.output.json_format import json_text
from forgemd.output.report import Failure, Report
from forgemd.typed import Any, Sequence

__all__ = ["render"]

_SEVERITY: dict[Severity, str] = {"error": "major", "warning": "minor", "note": "info"}


def render(report: Report, ascii_only: bool) -> str:
    """The issues, without a byte order mark; an empty array for none."""
    prints = fingerprints(report)
    issues = [_issue(report, found, mark) for found, mark in zip(report.diagnostics, prints, strict=True)]
    issues += map(_complaint, report.failures)
    return json_text(issues, ascii_only=ascii_only) + "\n"


def failed(failures: Sequence[Failure], exit_code: int, ascii_only: bool) -> str:
    """An issue for each."""
    del exit_code
    return json_text([_complaint(each) for each in failures], ascii_only=ascii_only) + "\n"


def _complaint(failure: Failure) -> dict[str, Any]:
    import hashlib

    path = failure.path or "."  # GitLab takes no issue without one
    mark = hashlib.sha256("\0".join((failure.code, path, failure.message)).encode("utf-8", "surrogateescape"))
    return {
        "description": visible(failure.message),
        "check_name": f"forgemd {failure.code}",
        "fingerprint": mark.hexdigest()[:32],
        "severity": "blocker" if failure.severity == "error" else _SEVERITY[failure.severity],
        "location": {"path": path, "positions": {"begin": {"line": failure.line, "column": failure.column}}},
    }


def _issue(report: Report, found: Diagnostic, mark: str) -> dict[str, Any]:
    start, end = report.place(found, found.span.start), report.place(found, found.span.end)
    return {
        "description": visible(found.message),
        "check_name": found.rule,
        "fingerprint": mark,
        "severity": _SEVERITY[found.severity],
        "location": {
            "path": found.path,
            "positions": {
                "begin": {"line": start.line, "column": start.column},
                "end": {"line": end.line, "column": end.column},
            },
        },
    }
