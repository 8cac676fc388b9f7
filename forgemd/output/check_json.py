"""A check as one JSON document (schemas/check.schema.json)."""

from __future__ import annotations

from forgemd.output.json_format import json_text
from forgemd.output.report import Report
from forgemd.output.report_json import report_values

__all__ = ["render"]


def render(report: Report, ascii_only: bool) -> str:
    """The whole report, with the texts as they stand in the tracker."""
    return json_text(report_values(report), ascii_only=ascii_only) + "\n"
