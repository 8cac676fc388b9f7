"""The configuration, as the reader wants it."""

from __future__ import annotations

import os

from forgemd.check import anchored, matches
from forgemd.config import Config, WorkflowOptions
from forgemd.diagnostics import Severity
from forgemd.tracker import (
    CATEGORY_OF,
    DEFAULTS,
    Conditions,
    Required,
    Settings,
    Status,
    Workflow,
    lenient,
    sense_in,
    strict_by_name,
)
from forgemd.typed import Any, Iterable

__all__ = ["below", "lists", "settings_of"]


def below(config: Config, home: str, root: str) -> Config:
    """`config` of the directory `home`, with its paths and globs relative to `root`, as those of trackers are."""
    start = os.path.relpath(home, root).replace(os.sep, "/")
    if start == "." or start.startswith("../"):
        return config

    def there(patterns: Iterable[str]) -> tuple[str, ...]:
        return tuple(f"{start}/{anchored(pattern)}" for pattern in patterns)

    return config._replace(
        trackers=there(config.trackers),
        exclude=there(config.exclude),
        per_file=dict(zip(there(config.per_file), config.per_file.values(), strict=True)),
    )


def lists(config: Config, path: str) -> bool:
    """Whether `config` lets `path` (relative to the root) be a tracker."""
    return not matches(path, config.exclude) and (not config.trackers or matches(path, config.trackers))


def settings_of(config: Config, schemas: tuple[tuple[str, Any], ...] = ()) -> Settings:
    """What `config` says about reading a tracker; `schemas` are what the files hold that it names, by their paths."""
    workflow = _workflow(config)
    plain = not config.columns and not config.statuses and workflow is None and not schemas
    if plain and config.commit.force:
        return DEFAULTS
    return Settings(config.columns, config.statuses, workflow, _defined(config), schemas, config.commit.force)


def _defined(config: Config) -> tuple[Status, ...]:
    """The statuses of a workflow that the configuration spells out."""
    if isinstance(config.workflow, str):
        return ()
    found = []
    for code, options in config.workflow.statuses.items():
        label = options.label or (f"{options.glyph} {code}" if options.glyph else code)
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
    severity: Severity = "error"
    return Workflow(
        "configured",
        severity,
        "the configuration spells it out",
        {code: tuple(status.to) for code, status in statuses.items()},
        initial=tuple(code for code, status in statuses.items() if status.initial) or tuple(statuses)[:1],
        labels={code: code for code in statuses},
        required={
            code: Required(status.requires, severity, status.other_reviewer)
            for code, status in statuses.items()
            if status.requires or status.other_reviewer
        },
        conditions={
            (code, target): Conditions(*wanted)
            for code, status in statuses.items()
            for target, wanted in status.to.items()
            if any(wanted)
        },
        limits={code: status.limit for code, status in statuses.items() if status.limit is not None},
    )
