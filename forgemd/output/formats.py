"""The formats that other programs read a check in: one line and one file each, loaded when it is asked for."""

from __future__ import annotations

from forgemd.lazy import imported
from forgemd.output.report import Failure, Report
from forgemd.typed import Sequence

__all__ = ["FORMATS", "failed", "rendered"]

FORMATS: dict[str, str] = {
    "json": "check_json",
    "jsonl": "jsonl",
    "github": "github",
    "gitlab": "gitlab",
    "sarif": "sarif",
    "junit": "junit",
    "rdjson": "rdjson",
}
"""The module of each, which has `render(report, ascii_only)`, and but for `json`, whose readers know the shape of
every command's failure, `failed(failures, exit_code, ascii_only)`."""


def rendered(format_: str, report: Report, *, ascii_only: bool = False) -> str:
    """`report` in one of `FORMATS`; `ascii_only`: for an output that has no other letters.

    What a tracker says cannot become a command, a link or markup in any of them.
    """
    text: str = imported(f"forgemd.output.{FORMATS[format_]}").render(report, ascii_only)
    return text


def failed(format_: str, failures: Sequence[Failure], exit_code: int, *, ascii_only: bool = False) -> str:
    """What there is instead of a report where a check could not be made, in one of `FORMATS` but `json`: a document
    that is as valid, so that the reader of reports shows it."""
    text: str = imported(f"forgemd.output.{FORMATS[format_]}").failed(failures, exit_code, ascii_only)
    return text
