"""How results look: values in, text out. One format per file; each is loaded when it is asked for."""

from forgemd.lazy import door
from forgemd.output.escapes import visible, visible_path
from forgemd.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from forgemd.output.confidence import Confidence, Doubt, confidence_of, doubts, table_confidence
    from forgemd.output.explain_human import explanation
    from forgemd.output.explain_json import explain_values
    from forgemd.output.export import EXPORTS, export_csv, export_json, export_jsonl, file_names, task_json
    from forgemd.output.formats import FORMATS, failed, rendered
    from forgemd.output.github import step_summary
    from forgemd.output.graph_drawn import MERMAID_EDGES, MERMAID_TEXT, dot, mermaid
    from forgemd.output.graph_human import answer, critical_path, needless_lines, summary, tree, waves
    from forgemd.output.graph_json import Question, graph_values
    from forgemd.output.human import painted
    from forgemd.output.json_format import json_pieces, json_text
    from forgemd.output.listed import list_lines, list_values
    from forgemd.output.listing import concise, findings, findings_text
    from forgemd.output.next_human import next_lines
    from forgemd.output.next_json import next_values
    from forgemd.output.reading import advice, status_columns, without_tasks
    from forgemd.output.report import Failure, NotRun, Report, Summary, Unreadable, counted
    from forgemd.output.report_json import diagnostic_object
    from forgemd.output.shown import Shown, shown_lines, shown_values
    from forgemd.output.statistics import statistics_lines, statistics_values
    from forgemd.output.status_human import standing_lines
    from forgemd.output.status_json import status_values
    from forgemd.output.styled import Line, line, plain, wrapped
    from forgemd.output.workflow import (
        Fault,
        InForce,
        Remark,
        WorkflowCheck,
        in_force,
        state_diagram,
        workflow_check_lines,
        workflow_check_values,
        workflow_lines,
        workflow_values,
    )

__all__ = [
    "EXPORTS",
    "FORMATS",
    "MERMAID_EDGES",
    "MERMAID_TEXT",
    "Confidence",
    "Doubt",
    "Failure",
    "Fault",
    "InForce",
    "Line",
    "NotRun",
    "Question",
    "Remark",
    "Report",
    "Shown",
    "Summary",
    "Unreadable",
    "WorkflowCheck",
    "advice",
    "answer",
    "concise",
    "confidence_of",
    "counted",
    "critical_path",
    "diagnostic_object",
    "dot",
    "doubts",
    "explain_values",
    "explanation",
    "export_csv",
    "export_json",
    "export_jsonl",
    "failed",
    "file_names",
    "findings",
    "findings_text",
    "graph_values",
    "in_force",
    "json_pieces",
    "json_text",
    "line",
    "list_lines",
    "list_values",
    "mermaid",
    "needless_lines",
    "next_lines",
    "next_values",
    "painted",
    "plain",
    "rendered",
    "shown_lines",
    "shown_values",
    "standing_lines",
    "state_diagram",
    "statistics_lines",
    "statistics_values",
    "status_columns",
    "status_values",
    "step_summary",
    "summary",
    "table_confidence",
    "task_json",
    "tree",
    "visible",
    "visible_path",
    "waves",
    "without_tasks",
    "workflow_check_lines",
    "workflow_check_values",
    "workflow_lines",
    "workflow_values",
    "wrapped",
]

_MODULE_OF = {
    "advice": "reading",
    "Confidence": "confidence",
    "Doubt": "confidence",
    "confidence_of": "confidence",
    "doubts": "confidence",
    "table_confidence": "confidence",
    "status_columns": "reading",
    "without_tasks": "reading",
    "Fault": "workflow",
    "InForce": "workflow",
    "Remark": "workflow",
    "WorkflowCheck": "workflow",
    "in_force": "workflow",
    "state_diagram": "workflow",
    "workflow_check_lines": "workflow",
    "workflow_check_values": "workflow",
    "workflow_lines": "workflow",
    "workflow_values": "workflow",
    "EXPORTS": "export",
    "export_csv": "export",
    "export_json": "export",
    "export_jsonl": "export",
    "file_names": "export",
    "task_json": "export",
    "shown_lines": "shown",
    "shown_values": "shown",
    "Shown": "shown",
    "list_lines": "listed",
    "list_values": "listed",
    "standing_lines": "status_human",
    "status_values": "status_json",
    "next_lines": "next_human",
    "next_values": "next_json",
    "graph_values": "graph_json",
    "Question": "graph_json",
    "mermaid": "graph_drawn",
    "MERMAID_EDGES": "graph_drawn",
    "MERMAID_TEXT": "graph_drawn",
    "dot": "graph_drawn",
    "waves": "graph_human",
    "tree": "graph_human",
    "summary": "graph_human",
    "needless_lines": "graph_human",
    "critical_path": "graph_human",
    "answer": "graph_human",
    "FORMATS": "formats",
    "Failure": "report",
    "failed": "formats",
    "Line": "styled",
    "NotRun": "report",
    "Report": "report",
    "counted": "report",
    "Summary": "report",
    "Unreadable": "report",
    "concise": "listing",
    "diagnostic_object": "report_json",
    "explain_values": "explain_json",
    "explanation": "explain_human",
    "findings": "listing",
    "findings_text": "listing",
    "json_pieces": "json_format",
    "json_text": "json_format",
    "line": "styled",
    "painted": "human",
    "plain": "styled",
    "rendered": "formats",
    "statistics_lines": "statistics",
    "statistics_values": "statistics",
    "step_summary": "github",
    "wrapped": "styled",
}

__getattr__ = door(__name__, _MODULE_OF)
