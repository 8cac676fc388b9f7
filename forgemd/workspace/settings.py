"""The configuration, as the reader wants it."""

from __future__ import annotations

from forgemd.config import Config, WorkflowOptions
from forgemd.diagnostics import Severity
from forgemd.tracker import (
    CATEGORY_OF,
    DEFAULTS,
    Required,
    Settings,
    Status,
    Workflow,
    lenient,
    sense_in,
    strict_by_name,
)

__all__ = ["settings_of"]


def settings_of(config: Config) -> Settings:
    """What `config` says about reading a tracker."""
    workflow = _workflow(config)
    if not config.columns and not config.statuses and workflow is None:
        return DEFAULTS
    return Settings(config.columns, config.statuses, workflow, _defined(config))


def _defined(config: Config) -> tuple[Status, ...]:
    """The statuses of a workflow that the configuration spells out."""
    if isinstance(config.workflow, str):
        return ()
    found = []
    for code, options in config.workflow.statuses.items():
        label = options.label or code
        sense = sense_in(code) or sense_in(label)
        category = options.category or (CATEGORY_OF[sense] if sense else "unknown")
        found.append(Status(code, label, category, sense))
    return tuple(found)


def _workflow(config: Config) -> Workflow | None:
    if config.workflow == "auto":
        return None
    if config.workflow == "strict":
        return strict_by_name("the configuration asks for it")
    if config.workflow == "lenient":
        return lenient("the configuration asks for it")
    return _own(config.workflow)


def _own(options: WorkflowOptions) -> Workflow:
    """A workflow that the configuration spells out. Its states are its codes."""
    statuses = options.statuses
    edges = {code: status.to for code, status in statuses.items()}
    initial = tuple(code for code, status in statuses.items() if status.initial) or tuple(statuses)[:1]
    severity: Severity = "error"
    required = {code: Required(status.requires, severity) for code, status in statuses.items() if status.requires}
    why = "the configuration spells it out"
    labels = {code: code for code in statuses}
    return Workflow("configured", severity, why, edges, initial=initial, labels=labels, required=required)
