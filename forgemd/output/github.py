"""Workflow commands for GitHub's runner, which shows them as annotations.

Escapes are those that the runner undoes (`command.ts` of @actions/core 3): a percent sign first, then line
endings, in properties also colon and comma. The runner shows ten annotations of each level of a step and drops
the others without a word, so what is beyond ten is told as plain lines.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from forgemd.diagnostics import Diagnostic, Severity
from forgemd.output.escapes import visible
from forgemd.output.listing import concise_line
from forgemd.output.markup import code_span, markdown_text, said
from forgemd.output.report import Failure, Report
from forgemd.typed import Sequence

__all__ = ["MOST", "render", "step_summary"]

MOST = 10
"""Annotations of one level that the runner shows for a step."""
_SUMMARY_MOST = 200
"""Findings that a step's summary lists: GitHub takes 1 MiB of it."""

_LEVEL: dict[Severity, str] = {"error": "error", "warning": "warning", "note": "notice"}


def render(report: Report, ascii_only: bool) -> str:
    """The first ten findings of each severity as commands, the others as plain lines; nothing for no finding. What
    could not be read goes first."""
    shown: dict[Severity, int] = {}
    rest: list[Diagnostic] = []
    unread = report.failures[:MOST]
    lines = [failed(unread, report.exit_code, ascii_only)[:-1]] if unread else []
    shown["error" if report.incomplete else "warning"] = len(unread)
    for found in report.diagnostics:
        shown[found.severity] = shown.get(found.severity, 0) + 1
        if shown[found.severity] <= MOST:
            lines.append(_command(report, found))
        else:
            rest.append(found)
    if rest:
        lines.append(f"GitHub shows {MOST} annotations of a level; the other {len(rest)} of {len(report.diagnostics)}:")
        lines += [f"| {concise_line(report, found)}" for found in rest]
    return "".join(line + "\n" for line in lines)


def failed(failures: Sequence[Failure], exit_code: int, ascii_only: bool) -> str:
    """An annotation for each, at its place in the file or on the run."""
    del exit_code, ascii_only  # the runner reads UTF-8, whatever the locale says
    return "".join(f"{_complaint(each)}\n" for each in failures)


def _complaint(failure: Failure) -> str:
    properties: dict[str, str | int] = {"title": f"forgemd {failure.code}"}
    if failure.path is not None:
        properties |= {"file": failure.path, "line": failure.line, "col": failure.column}
    return _written(_LEVEL[failure.severity], properties, said(failure.message, failure.hint))


def _command(report: Report, found: Diagnostic) -> str:
    start, end = report.place(found, found.span.start), report.place(found, found.span.end)
    properties: dict[str, str | int] = {
        "title": f"forgemd {found.rule}",
        "file": found.path,
        "line": start.line,
        "endLine": end.line,
    }
    if start.line == end.line:
        properties |= {"col": start.column, "endColumn": end.column}
    return _written(_LEVEL[found.severity], properties, said(found.message, found.hint))


def _written(level: str, properties: Mapping[str, str | int], message: str) -> str:
    written = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    return visible(f"::{level} {written}::{_escaped(message)}")


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")


def step_summary(report: Report) -> str:
    """The report in Markdown, for the page of the workflow run (`GITHUB_STEP_SUMMARY`)."""
    return "".join(line + "\n" for line in _summary(report))


def _summary(report: Report) -> Iterator[str]:
    yield "### forgemd check"
    yield ""
    yield f"{report.summary.told}; {'failed' if report.failed else 'passed'}"
    yield ""
    for found in report.diagnostics[:_SUMMARY_MOST]:
        place = report.place(found, found.span.start)
        where = code_span(f"{found.path}:{place.line}:{place.column}")
        yield f"- {found.severity} `{found.rule}` at {where}: {markdown_text(found.message)}"
    if len(report.diagnostics) > _SUMMARY_MOST:
        yield f"- and {len(report.diagnostics) - _SUMMARY_MOST} more"
    for file in report.unreadable:
        yield f"- not read: {code_span(file.path)}: {markdown_text(file.message)}"
    for why, rules in report.reasons.items():
        yield f"- not run: {', '.join(f'`{rule}`' for rule in rules)}: {markdown_text(why)}"
