"""When two statuses contradict, and how much a false log matters."""

from __future__ import annotations

from forgemd.diagnostics import Severity
from forgemd.tracker import Reading, Workflow

__all__ = ["contradict", "is_readable", "severity_under"]


def severity_under(workflow: Workflow) -> Severity:
    """How much a log that is not kept matters: as much as the workflow, where there is one of its own."""
    return "warning" if workflow.by_category else workflow.severity or "warning"


def is_readable(reading: Reading) -> bool:
    """Whether forgemd knows what the status means."""
    return reading.how not in ("empty", "unknown")


def contradict(said: Reading, other: Reading) -> bool:
    """Whether two readable statuses cannot be the same one; `Done` and `Completed` can, unless a legend has both."""
    if not is_readable(said) or not is_readable(other):
        return False
    if said.how == other.how == "legend":
        return said.code.casefold() != other.code.casefold()
    return said.category != other.category
