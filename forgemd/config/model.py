"""The options' types and defaults. What each changes stands in `options`.

Without a configuration file `DEFAULT` is all there is to know. A hook asks for it on every commit, which is
why this module holds no documentation and imports nothing that reads files.
"""

from __future__ import annotations

from forgemd.lazy import MappingProxyType
from forgemd.typed import TYPE_CHECKING, Any, Literal, Mapping, NamedTuple

if TYPE_CHECKING:  # a hook that finds no file needs no more than the defaults
    from forgemd.tracker import Category

__all__ = ["DEFAULT", "CommitOptions", "Config", "FileOptions", "MergeOptions", "StatusOptions", "WorkflowOptions"]

NONE: Mapping[str, Any] = MappingProxyType({})


class CommitOptions(NamedTuple):
    """How `forgemd commit` words its message, and what it lets through that the workflow does not draw. `subject` is
    None where the shipped template is used."""

    subject: str | None = None
    trailers: bool = True
    undo: bool = True
    force: bool = True


class MergeOptions(NamedTuple):
    """How trackers are merged: what becomes of a task that both sides gave another status."""

    policy: Literal["conflict", "safety"] = "conflict"


class TransitionOptions(NamedTuple):
    """What one step from a status to another wants."""

    requires: tuple[str, ...] = ()
    other_reviewer: bool = False
    by: tuple[str, ...] = ()
    reason: bool = False


class StatusOptions(NamedTuple):
    """One status of a workflow of your own. None: taken from the code as in any tracker."""

    label: str | None = None
    glyph: str | None = None
    category: Category | None = None
    initial: bool = False
    to: Mapping[str, TransitionOptions] = NONE
    requires: tuple[str, ...] = ()
    other_reviewer: bool = False
    limit: int | None = None


class FileOptions(NamedTuple):
    """Which rules run on some files, and how severe they are there."""

    rules: Mapping[str, Literal["off", "note", "warning", "error"]] = NONE
    select: tuple[str, ...] = ()


class WorkflowOptions(NamedTuple):
    """A workflow of your own: its statuses by code, in the order of the file."""

    statuses: Mapping[str, StatusOptions] = NONE


class Config(NamedTuple):
    """The options in force; `OPTIONS` says what each changes. Paths are relative to the file's directory."""

    extends: Literal["strict", "agents", "relaxed"] | None = None
    trackers: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    workflow: Literal["auto", "strict", "lenient"] | WorkflowOptions = "auto"
    columns: Mapping[str, str] = NONE
    statuses: Mapping[str, Category] = NONE
    rules: Mapping[str, Literal["off", "note", "warning", "error"]] = NONE
    select: tuple[str, ...] = ()
    per_file: Mapping[str, FileOptions] = NONE
    allow: Mapping[str, Mapping[str, str]] = NONE
    fail_on: Literal["error", "warning", "note", "never"] = "error"
    commit: CommitOptions = CommitOptions()
    merge: MergeOptions = MergeOptions()
    schemas: tuple[str, ...] = ()


DEFAULT = Config()
"""What holds where no file says otherwise."""
