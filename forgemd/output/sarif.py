"""SARIF 2.1.0 (OASIS), with what GitHub's code scanning asks for besides: rules with help, relative addresses,
fingerprints that survive lines put in above."""

from __future__ import annotations

import re

from forgemd.diagnostics import Diagnostic, Fix, Severity
from forgemd.output.escapes import visible
from forgemd.output.fingerprint import fingerprints
from forgemd.output.json_format import json_text
from forgemd.output.report import Failure, Report
from forgemd.text import Span
from forgemd.typed import Any, Sequence

__all__ = ["render"]

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
ROOT = "%SRCROOT%"
_FULL = 1000
"""GitHub takes 1024 characters of a full description."""

_PROBLEM: dict[Severity, str] = {"error": "error", "warning": "warning", "note": "recommendation"}


def render(report: Report, ascii_only: bool) -> str:
    """The log of one run. Columns are code points, which `columnKind` says."""
    rules = sorted({found.rule for found in report.diagnostics} | {skipped.rule for skipped in report.not_run})
    prints = fingerprints(report)
    results = [
        _result(report, found, rules.index(found.rule), mark)
        for found, mark in zip(report.diagnostics, prints, strict=True)
    ]
    return _document(rules, _invocation(report), results, ascii_only)


def failed(failures: Sequence[Failure], exit_code: int, ascii_only: bool) -> str:
    """The log of a run that found nothing, since it came to no end."""
    told = [_complaint(each) for each in failures]
    ended = {"executionSuccessful": False, "exitCode": exit_code, "toolConfigurationNotifications": told}
    return _document([], ended, [], ascii_only)


def _complaint(failure: Failure) -> dict[str, Any]:
    hint = "" if failure.hint is None else f" (hint: {failure.hint})"
    told = {"level": "error", "message": {"text": _line(failure.message + hint)}, "descriptor": {"id": failure.code}}
    if failure.path is None:
        return told
    region = {"startLine": failure.line, "startColumn": failure.column}
    return {
        **told,
        "locations": [{"physicalLocation": {"artifactLocation": _artifact(failure.path), "region": region}}],
    }


def _document(
    rules: Sequence[str], invocation: dict[str, Any], results: Sequence[dict[str, Any]], ascii_only: bool
) -> str:
    from forgemd import __version__

    run = {
        "tool": {
            "driver": {"name": "forgemd", "semanticVersion": __version__, "rules": [_rule(name) for name in rules]}
        },
        "automationDetails": {"id": "forgemd/check/"},
        "columnKind": "unicodeCodePoints",
        "newlineSequences": ["\r\n", "\n", "\r"],
        "originalUriBaseIds": {ROOT: {"description": {"text": "The top of the repository."}}},
        "invocations": [invocation],
        "results": results,
    }
    return json_text({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ascii_only=ascii_only) + "\n"


def _rule(name: str) -> dict[str, Any]:
    from forgemd.rules import load, page

    rule, text = load(name), page(name)
    about = text.partition("\n## ")[0].partition("\n\n")[2].strip()
    spoken = "".join(word.capitalize() for word in name.split("-"))
    return {
        "id": name,
        **({"name": spoken} if spoken.casefold() != name else {}),  # section 3.49.7: something else than the id
        "shortDescription": {"text": _text(rule.summary)},
        "fullDescription": {"text": _text(about if len(about) <= _FULL else about[:_FULL].rpartition(" ")[0] + " ...")},
        "help": {"text": _text(text), "markdown": text},
        "defaultConfiguration": {"level": rule.severity},
        "properties": {"tags": [rule.category], "problem.severity": _PROBLEM[rule.severity]},
    }


def _invocation(report: Report) -> dict[str, Any]:
    """What was not judged is told as notifications."""
    told: list[dict[str, Any]] = [
        {
            "level": "note",
            "message": {"text": _line(f"not run: {skipped.why}")},
            "associatedRule": {"id": skipped.rule},
            "locations": [{"physicalLocation": {"artifactLocation": _artifact(skipped.path)}}],
        }
        for skipped in report.not_run
    ]
    told += [
        {
            "level": "warning",
            "message": {"text": _line(f"not read: {file.message}")},
            "locations": [{"physicalLocation": {"artifactLocation": _artifact(file.path)}}],
        }
        for file in report.unreadable
    ]
    ended = {"executionSuccessful": not report.incomplete, "exitCode": report.exit_code}
    return {**ended, "toolExecutionNotifications": told} if told else ended


def _result(report: Report, found: Diagnostic, rule_index: int, mark: str) -> dict[str, Any]:
    message = found.message if found.hint is None else f"{found.message} (hint: {found.hint})"
    location: dict[str, Any] = {
        "physicalLocation": {
            "artifactLocation": _artifact(found.path),
            "region": _region(report, found, found.span),
        }
    }
    if found.task is not None:
        location["logicalLocations"] = [{"name": visible(found.task), "kind": "member"}]
    result: dict[str, Any] = {
        "ruleId": found.rule,
        "ruleIndex": rule_index,
        "level": found.severity,
        "message": {"text": _line(message)},
        "locations": [location],
        "partialFingerprints": {"primaryLocationLineHash": mark, "forgemd/v1": mark},
    }
    if found.fix is not None:
        result["fixes"] = [_fix(report, found, found.fix)]
    return result


def _fix(report: Report, found: Diagnostic, fix: Fix) -> dict[str, Any]:
    replacements = [
        {"deletedRegion": _region(report, found, edit.span), "insertedContent": {"text": edit.new}}
        for edit in fix.edits
    ]
    return {
        "description": {"text": _line(f"{fix.title} ({fix.safety})")},
        "artifactChanges": [{"artifactLocation": _artifact(found.path), "replacements": replacements}],
    }


def _artifact(path: str) -> dict[str, str]:
    """Where a file is: below the repository's top, or by its absolute address."""
    from urllib.parse import quote

    address = quote(path.encode("utf-8", "surrogateescape"))
    if path.startswith("/"):
        return {"uri": f"file://{address}"}
    return {"uri": address} if path.startswith("../") else {"uri": address, "uriBaseId": ROOT}


def _region(report: Report, found: Diagnostic, span: Span) -> dict[str, int]:
    start, end = report.place(found, span.start), report.place(found, span.end)
    return {"startLine": start.line, "startColumn": start.column, "endLine": end.line, "endColumn": end.column}


def _line(text: str) -> str:
    return _text(visible(text))


def _text(text: str) -> str:
    """Plain text whose brackets and braces are no link (section 3.11.6) and no placeholder (3.11.5)."""
    if "](" in text:
        text = re.sub(r"[\\\[\]]", r"\\\g<0>", text)
    return re.sub(r"\{([0-9]+)\}", r"{{\1}}", text)
