"""reviewdog's RDJSON (proto/rdf/jsonschema/DiagnosticResult.json): columns are 1-based bytes of UTF-8, an end is
the place behind the last byte. reviewdog puts messages into review comments, where they are Markdown."""

from __future__ import annotations

from forgemd.diagnostics import Diagnostic, Severity
from forgemd.output.json_format import json_text
from forgemd.output.markup import markdown_text
from forgemd.output.report import Failure, Report
from forgemd.text import Span
from forgemd.typed import Any, Sequence

__all__ = ["render"]

_SEVERITY: dict[Severity, str] = {"error": "ERROR", "warning": "WARNING", "note": "INFO"}


def render(report: Report, ascii_only: bool) -> str:
    """The report; a fix is a suggestion where it is one edit, since reviewdog offers each edit by itself."""
    found = [_diagnostic(report, each) for each in report.diagnostics]
    return _document([*found, *map(_complaint, report.failures)], ascii_only)


def failed(failures: Sequence[Failure], exit_code: int, ascii_only: bool) -> str:
    """A diagnostic for each."""
    del exit_code
    return _document([_complaint(each) for each in failures], ascii_only)


def _document(diagnostics: list[dict[str, Any]], ascii_only: bool) -> str:
    return json_text({"source": {"name": "forgemd"}, "diagnostics": diagnostics}, ascii_only=ascii_only) + "\n"


def _complaint(failure: Failure) -> dict[str, Any]:
    place = {"line": failure.line, "column": failure.column}
    return {
        "message": _said(failure.message, failure.hint),
        "location": {"path": failure.path or ".", "range": {"start": place}},
        "severity": _SEVERITY[failure.severity],
        "code": {"value": failure.code},
    }


def _said(message: str, hint: str | None) -> str:
    text = markdown_text(message)
    return text if hint is None else f"{text}\n\nhint: {markdown_text(hint)}"


def _diagnostic(report: Report, found: Diagnostic) -> dict[str, Any]:
    made: dict[str, Any] = {
        "message": _said(found.message, found.hint),
        "location": {"path": found.path, "range": _range(report, found, found.span)},
        "severity": _SEVERITY[found.severity],
        "code": {"value": found.rule},
    }
    if found.fix is not None and len(found.fix.edits) == 1:
        (edit,) = found.fix.edits
        made["suggestions"] = [{"range": _range(report, found, edit.span), "text": edit.new}]
    return made


def _range(report: Report, found: Diagnostic, span: Span) -> dict[str, Any]:
    return {"start": _position(report, found, span.start), "end": _position(report, found, span.end)}


def _position(report: Report, found: Diagnostic, offset: int) -> dict[str, int]:
    source = report.source_of(found)
    if source is None:
        return {"line": 1, "column": 1}
    line = source.line_of(offset)
    before = source.text[source.starts[line] : offset]
    return {"line": line + 1, "column": len(before.encode("utf-8", "surrogateescape")) + 1}
