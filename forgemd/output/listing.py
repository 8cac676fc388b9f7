"""Findings for people: by file, each with its line and carets; and one line each, for logs and editors."""

from __future__ import annotations

from forgemd.diagnostics import Diagnostic, Severity
from forgemd.output.escapes import visible, visible_path
from forgemd.output.fix_diff import fix_diff
from forgemd.output.frame import frame
from forgemd.output.report import Report, counted
from forgemd.output.styled import Line, line, plain, wrapped
from forgemd.text import Source
from forgemd.typed import Iterator, Mapping, Sequence

__all__ = ["SHORT", "concise", "concise_line", "findings", "findings_text", "summary_line"]

SHORT = 10
"""Digits of a commit's id."""
_INDENT = 4
_STYLE: dict[Severity, str] = {"error": "error", "warning": "warning", "note": "note"}


def findings(report: Report, columns: int, *, wrap: bool = False) -> Iterator[Line]:
    """The whole report for `columns` display columns; `wrap`: break messages too, not only source lines."""
    yield from _groups(report, columns, wrap)
    yield from _closing(report)


def findings_text(diagnostics: Sequence[Diagnostic], sources: Mapping[str, Source], colored: bool, columns: int) -> str:
    """The findings alone, without what else there is to say about a check."""
    lines = _groups(Report(tuple(sources), diagnostics, sources), columns, wrap=False)
    if not colored:
        return plain(lines)
    from forgemd.output.human import painted

    return painted(lines)


def _groups(report: Report, columns: int, wrap: bool) -> Iterator[Line]:
    by_home: dict[str, list[Diagnostic]] = {}
    for found in report.diagnostics:
        by_home.setdefault(found.home, []).append(found)
    for group in by_home.values():
        first = group[0]
        yield line(("path", visible_path(first.path)), *_commit(report, first.commit))
        digits = len(str(report.place(first, group[-1].span.start).line))
        for found in group:
            yield from _finding(report, found, digits, columns, wrap)
        yield line()


def _commit(report: Report, oid: str | None) -> tuple[str | tuple[str, str], ...]:
    """The commit behind a path: that of its findings, where history is judged."""
    return () if oid is None else ("  in ", ("strong", oid[:SHORT]), ("dim", f"  {report.commits.get(oid, '')}"))


def _finding(report: Report, found: Diagnostic, digits: int, columns: int, wrap: bool) -> Iterator[Line]:
    place = report.place(found, found.span.start)
    style = _STYLE[found.severity]
    yield line(
        "  ", ("place", f"{place.line}:{place.column}"), "  ", (style, found.severity), "  ", ("rule", found.rule)
    )
    yield from wrapped(found.message, columns if wrap else None, _INDENT)
    source = report.source_of(found)
    gutter = _INDENT + digits
    if source is not None:
        shown = frame(source, found.span, columns - gutter - 3)
        yield line(("frame", f"{shown.number:>{gutter}} | "), shown.text)
        yield line(("frame", " " * gutter + " | "), " " * shown.at, (style, "^" * shown.carets))
    if found.hint:
        yield from wrapped(f"hint: {found.hint}", columns if wrap else None, _INDENT, "hint")
    if found.fix is not None:
        unsafe = "" if found.fix.safety == "safe" else " (its author may not mean it: --unsafe-fixes)"
        yield from wrapped(f"fix: {found.fix.title}{unsafe}", columns if wrap else None, _INDENT, "hint")
        if source is not None and found.fix.edits:
            yield from fix_diff(source, found.fix, gutter, columns - gutter - 3)


def _closing(report: Report) -> Iterator[Line]:
    for file in report.unreadable:
        yield line(("warning", "not read"), f"  {visible_path(file.path)}: {file.message}")
        if file.hint:
            yield line(("hint", f"{' ' * _INDENT}hint: {file.hint}"))
    for why, rules in report.reasons.items():
        yield line(("dim", f"not run  {', '.join(rules)}: {why}"))
    if report.suppressed:
        yield line(("dim", f"{counted(report.suppressed, 'finding')} allowed by comments, configuration or baseline"))
    yield summary_line(report)
    fixable = report.summary.fixable
    if fixable:
        yield line(("good", f"{fixable} fixable with --fix"))


def summary_line(report: Report) -> Line:
    """How many of what in how many files."""
    counts = report.summary
    files = counted(counts.files, "file")
    shown: list[str | tuple[str, str]] = []
    kinds: tuple[tuple[str, int, str], ...] = (
        ("error", counts.errors, "error"),
        ("warning", counts.warnings, "warning"),
        ("note", counts.notes, "note"),
    )
    for style, number, word in kinds:
        if number:
            shown += [", " if shown else "", (style, counted(number, word))]
    return line(*shown, f" in {files}") if shown else line(("good", "nothing found"), f" in {files}")


def concise(report: Report) -> str:
    """One line for each finding, in the form of compilers' messages, which editors and CI can jump to."""
    return "".join(concise_line(report, found) + "\n" for found in report.diagnostics)


def concise_line(report: Report, found: Diagnostic) -> str:
    """One finding of `concise`."""
    place = report.place(found, found.span.start)
    where = f"{visible_path(found.path)}:{place.line}:{place.column}"
    commit = f" (in {found.commit[:SHORT]})" if found.commit is not None else ""
    return f"{where}: {found.severity}: {visible(found.message)}{commit} [{found.rule}]"
