"""How results look: values in, text out. One format per file; each is loaded when it is asked for."""

from typing import TYPE_CHECKING, Any

from forgemd.output.escapes import visible

if TYPE_CHECKING:
    from forgemd.output.explain_human import explanation
    from forgemd.output.explain_json import explain_values
    from forgemd.output.formats import FORMATS, rendered
    from forgemd.output.github import step_summary
    from forgemd.output.human import painted
    from forgemd.output.json_format import json_text
    from forgemd.output.listing import concise, findings, findings_text
    from forgemd.output.report import NotRun, Report, Summary, Unreadable
    from forgemd.output.report_json import diagnostic_object, report_values
    from forgemd.output.statistics import statistics_lines, statistics_values
    from forgemd.output.styled import Line, line, plain, wrapped

__all__ = [
    "FORMATS",
    "Line",
    "NotRun",
    "Report",
    "Summary",
    "Unreadable",
    "concise",
    "diagnostic_object",
    "explain_values",
    "explanation",
    "findings",
    "findings_text",
    "json_text",
    "line",
    "painted",
    "plain",
    "rendered",
    "report_values",
    "statistics_lines",
    "statistics_values",
    "step_summary",
    "visible",
    "wrapped",
]

_MODULE_OF = {
    "FORMATS": "formats",
    "Line": "styled",
    "NotRun": "report",
    "Report": "report",
    "Summary": "report",
    "Unreadable": "report",
    "concise": "listing",
    "diagnostic_object": "report_json",
    "explain_values": "explain_json",
    "explanation": "explain_human",
    "findings": "listing",
    "findings_text": "listing",
    "json_text": "json_format",
    "line": "styled",
    "painted": "human",
    "plain": "styled",
    "rendered": "formats",
    "report_values": "report_json",
    "statistics_lines": "statistics",
    "statistics_values": "statistics",
    "step_summary": "github",
    "wrapped": "styled",
}


def __getattr__(name: str) -> Any:
    if name not in _MODULE_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(f"{__name__}.{_MODULE_OF[name]}"), name)
    globals()[name] = value
    return value
