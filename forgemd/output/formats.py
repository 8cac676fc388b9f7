"""The formats that other programs read a check in: one line and one file each, loaded when it is asked for."""

from __future__ import annotations

from forgemd.lazy import imported
from forgemd.output.report import Report

__all__ = ["FORMATS", "rendered"]

FORMATS: dict[str, str] = {
    "json": "check_json",
    "jsonl": "jsonl",
    "github": "github",
    "gitlab": "gitlab",
    "sarif": "sarif",
    "junit": "junit",
    "rdjson": "rdjson",
}
"""The module of each, which has `render(report, ascii_only)`."""


def rendered(format_: str, report: Report, *, ascii_only: bool = False) -> str:
    """`report` in one of `FORMATS`; `ascii_only`: for an output that has no other letters.

    What a tracker says cannot become a command, a link or markup in any of them.
    """
    text: str = imported(f"forgemd.output.{FORMATS[format_]}").render(report, ascii_only)
    return text
