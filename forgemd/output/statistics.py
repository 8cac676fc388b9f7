"""How often each rule found something."""

from __future__ import annotations

from collections.abc import Iterator

from forgemd.diagnostics import Severity
from forgemd.output.report import Report
from forgemd.output.report_json import SCHEMA_VERSION, summary_object
from forgemd.output.styled import Line, line
from forgemd.typed import Any, NamedTuple

__all__ = ["Statistic", "statistics", "statistics_lines", "statistics_values"]


class Statistic(NamedTuple):
    """The findings of one rule at one severity; `fixable` of them have a safe fix."""

    rule: str
    severity: Severity
    findings: int
    fixable: int


def statistics(report: Report) -> list[Statistic]:
    """Most findings first, then by the rule's name."""
    groups: dict[tuple[str, Severity], list[bool]] = {}
    for found in report.diagnostics:
        safe = found.fix is not None and found.fix.safety == "safe"
        groups.setdefault((found.rule, found.severity), []).append(safe)
    made = [Statistic(rule, severity, len(fixes), sum(fixes)) for (rule, severity), fixes in groups.items()]
    return sorted(made, key=lambda each: (-each.findings, each.rule, each.severity))


def statistics_lines(report: Report) -> Iterator[Line]:
    """A line for each rule and severity, aligned."""
    rows = statistics(report)
    digits = max((len(str(row.findings)) for row in rows), default=0)
    for row in rows:
        fixable = f"  ({row.fixable} fixable)" if row.fixable else ""
        yield line(
            f"{row.findings:>{digits}}  ", (row.severity, f"{row.severity:7}"), "  ", ("rule", row.rule), fixable
        )


def statistics_values(report: Report) -> dict[str, Any]:
    """The same in the shape of schemas/statistics.schema.json."""
    rows = [row._asdict() for row in statistics(report)]
    return {"schema_version": SCHEMA_VERSION, "statistics": rows, "summary": summary_object(report)}
