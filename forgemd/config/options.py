"""What can be configured: every option with its shape, its meaning and an example.

The loader, the JSON Schema and `rows` are read off `CONFIG`; the types and defaults are those of the fields
in `model`, and nothing about an option stands anywhere else.

Left out on purpose: a list of rules to ignore (`rules: {NAME: off}` says it) and a severity for
transitions (that of the rule `illegal-transition`).
"""

from __future__ import annotations

from types import MappingProxyType

from forgemd.config.collection import Either, Keys, Option, Seq, Struct, Table
from forgemd.config.model import (
    CommitOptions,
    Config,
    FileOptions,
    MergeOptions,
    StatusOptions,
    TransitionOptions,
    WorkflowOptions,
)
from forgemd.config.shape import Choice, Count, Flag, RuleName, Text
from forgemd.tracker import CATEGORIES

__all__ = ["CONFIG", "OPTIONS", "PRESETS", "ROLES", "WORKFLOW"]

PRESETS = ("strict", "agents", "relaxed")
"""Files in templates/presets."""

# fmt: off
ROLES = (
    "id", "title", "status", "owner", "reviewer", "priority", "estimate", "actual", "depends", "blocks",
    "started", "completed", "due", "date", "branch", "link", "group", "location", "notes", "progress",
    "total", "count", "old", "new", "result", "value", "target", "key", "metric", "cell", "other",
)
# fmt: on
"""What a column can mean; `other` leaves it alone."""


def _with_initial(workflow: WorkflowOptions) -> WorkflowOptions:
    """Where no status is marked initial, the first one is."""
    statuses = workflow.statuses
    if not statuses or not all(isinstance(status, StatusOptions) for status in statuses.values()):
        return workflow
    if any(status.initial for status in statuses.values()):
        return workflow
    first, status = next(iter(statuses.items()))
    return WorkflowOptions(MappingProxyType({**statuses, first: status._replace(initial=True)}))


_ABOVE = dict.fromkeys(Config._fields, "it belongs at the top level")
"""For keys that stand one level too deep."""

_ROLE = Choice(
    *ROLES,
    meant={
        "agent": "owner",
        "assignee": "owner",
        "comment": "notes",
        "dependencies": "depends",
        "effort": "estimate",
        "finished": "completed",
        "ignore": "other",
        "name": "title",
        "phase": "group",
        "task": "title",
    },
)
"""People tend to write the column's header; these are the common ones that no role is near to."""

_PATH = r"^(?!/)(?!(?:.*/)?\.\.(?:/|$))[^\\\u0000-\u001f\u007f]+$(?!\n)"
_GLOB = Text(
    "a path or glob below this file: with `/`, not beginning with it, without `..`",
    pattern=_PATH,
    most=1000,
)
_GLOBS = Seq(_GLOB)
_PATHS = Seq(Text("a path below this file: with `/`, not beginning with it, without `..`", pattern=_PATH, most=1000))

_TRANSITION = Struct(
    TransitionOptions,
    (
        Option(
            "requires",
            Seq(_ROLE),
            "The columns, by role, that must be filled when this step is taken. Default: none.",
            ["reviewer"],
        ),
        Option(
            "other_reviewer",
            Flag(),
            "Whether the reviewer must be somebody else than the task's owner when this step is taken.",
            True,
        ),
        Option(
            "by",
            Seq(Text("a name as the change log has it")),
            "Who alone may take this step, by the actor that the change log names for it. Where a tracker keeps no "
            "log, nobody can tell, and nothing is said. Default: anybody.",
            ["ada", "grace"],
        ),
        Option(
            "reason",
            Flag(),
            "Whether the log entry of this step (where the log has no notes: the row) must say why.",
            True,
        ),
    ),
    elsewhere=_ABOVE,
)

_STATUS = Struct(
    StatusOptions,
    (
        Option(
            "label",
            Text(),
            "What stands in a status cell, if that is more than the code: a glyph and the word, say. "
            "Default: the label in the document's legend, else the code.",
            "🟦 READY",
        ),
        Option(
            "glyph",
            Text("a glyph or a short text", most=20),
            "What stands in front of the code in a status cell; short for a label of the two.",
            "🟦",
        ),
        Option(
            "category",
            Choice(*CATEGORIES),
            "What the status means, whatever it is called; rollups and `next` go by it. "
            "Default: recognised from the code and the label as in any tracker.",
            "ready",
        ),
        Option(
            "initial",
            Flag(),
            "Whether a new task may begin in this status. "
            "If no status of the workflow is marked, the first one is initial.",
            True,
        ),
        Option(
            "to",
            Keys(Table(Text("the code of a status"), _TRANSITION)),
            "The statuses that may come next, each defined in the same workflow: a list of their codes, or a mapping "
            "from code to what that step wants. Default: none, so that a task stays in this status for good.",
            {"ASSIGNED": None, "BLOCKED": {"reason": True}},
        ),
        Option(
            "requires",
            Seq(_ROLE),
            "The columns, by role, that must be filled while a task has this status. Default: none.",
            ["owner", "started"],
        ),
        Option(
            "other_reviewer",
            Flag(),
            "Whether the reviewer of a task with this status must be somebody else than its owner.",
            True,
        ),
        Option(
            "limit",
            Count(),
            "How many tasks of one tracker the same owner may have in this status at once. Default: any number.",
            1,
        ),
    ),
    elsewhere={**_ABOVE, "final": "leave `to` out instead: a status without successors is final"},
)

WORKFLOW = Struct(
    WorkflowOptions,
    (
        Option(
            "statuses",
            Table(Text("the code of a status"), _STATUS, least=1, references="to"),
            "The statuses by code. Every transition that no `to` names is illegal. A status that cannot be "
            "reached is no error: tasks may have it from before.",
            {"TODO": {"to": ["DONE"]}, "DONE": {"requires": ["completed"]}},
            required=True,
        ),
    ),
    elsewhere={**_ABOVE, "severity": "write `rules: {illegal-transition: warning}` at the top level"},
    finish=_with_initial,
)

_SEVERITIES = Table(RuleName(), Choice("off", "note", "warning", "error"))

_FILE = Struct(
    FileOptions,
    (
        Option(
            "rules",
            _SEVERITIES,
            "The severity of a rule, a category or `ALL` in these files; `off` does not run it there. What is not "
            "named here is as everywhere.",
            {"stale-rollup": "error", "dates": "off"},
        ),
        Option(
            "select",
            Seq(RuleName()),
            "The only rules to run on these files: names, categories, or `ALL`. Default: those of the top level.",
            ["duplicate-id"],
        ),
    ),
    elsewhere={**_ABOVE, "ignore": "write `rules: {NAME: off}`", "severity": "write `rules: {NAME: warning}`"},
)

_COMMIT = Struct(
    CommitOptions,
    (
        Option(
            "subject",
            Text(pattern=None, most=2000),
            "The commit's subject line as a jinja2 template; it runs in a sandbox. "
            "Default: the shipped one, which gives `status: P1-001 → READY`.",
            "{{ task.id }}: {{ old }} → {{ new }}",
        ),
        Option(
            "trailers",
            Flag(),
            "Whether the message ends in a trailer for each task that changed, for tools to read.",
            False,
        ),
        Option(
            "undo",
            Flag(),
            "Whether a commit may be taken back (`forgemd undo`, `git revert`) where the workflow draws no way back: "
            "if the rows are then as they were before it. Default: true.",
            False,
        ),
        Option(
            "force",
            Flag(),
            "Whether a step may be taken that the workflow does not draw, if the change log says that it was forced, "
            "and why (`forgemd set --force --reason`). Default: true.",
            False,
        ),
    ),
    elsewhere=_ABOVE,
)

_MERGE = Struct(
    MergeOptions,
    (
        Option(
            "policy",
            Choice("conflict", "safety"),
            "What becomes of a task that two branches gave different statuses: a `conflict` around its row, or, with "
            "`safety`, BLOCKED and FAILED win (FAILED over BLOCKED) and the change log gets a row that says so. Two "
            "other statuses are a conflict in any case.",
            "safety",
        ),
    ),
    elsewhere=_ABOVE,
)

OPTIONS: tuple[Option, ...] = (
    Option(
        "extends",
        Choice(*PRESETS),
        "The preset to begin with, a configuration that comes with forgemd: `strict` (nothing is let through), "
        "`agents` (the strict workflow, and a log that is held to), `relaxed` (little is an error). What this "
        "file says goes before it; mappings are joined key by key. Default: none.",
        "agents",
    ),
    Option(
        "trackers",
        _GLOBS,
        "The trackers that commands work on when no path is given: paths below the directory of the configuration "
        "file, or globs as in `.gitignore`: `*` and `?` stand for no slash, `**` for any number of directories, and "
        "a glob without a slash means what is called so in any directory (`./*.md`: in this one). A directory stands "
        "for all below it. "
        "Default: every Markdown file that git tracks and that holds a task table.",
        ["TASK-STATUS.md", "docs/**/tasks.md"],
    ),
    Option(
        "exclude",
        _GLOBS,
        "Paths or globs, as in `trackers`, of files that are never taken for trackers, whether found or "
        "matched. A path given on the command line is read all the same.",
        ["vendor/**", "docs/archive/*.md"],
    ),
    Option(
        "workflow",
        Either(Choice("auto", "strict", "lenient"), WORKFLOW),
        "Which transitions are legal: `strict` (PENDING, READY, ASSIGNED, RUNNING, REVIEW, DONE, FAILED, "
        "BLOCKED), `lenient` (by category), a mapping with `statuses` of your own, or `auto`: strict for a "
        "document whose legend is the strict set, else lenient. The severity of an illegal transition is "
        "that of the rule `illegal-transition`.",
        "strict",
    ),
    Option(
        "columns",
        Table(Text("a column's header"), _ROLE),
        "Corrects what a column means: header text, without its markup and in any case, to role. Only for "
        "headers that are not recognised as they should be (`forgemd explain` shows it); `other` leaves a "
        "column alone.",
        {"Squad": "owner", "Impact": "other"},
    ),
    Option(
        "statuses",
        Table(Text("a status cell's text"), Choice(*CATEGORIES)),
        "Corrects what a status means: the word or the whole text of a status cell, in any case, to "
        "category. It goes before the document's own legend.",
        {"Parked": "deferred", "🔴": "blocked"},
    ),
    Option(
        "rules",
        _SEVERITIES,
        "The severity of a rule by its name, of those of a category (`figures`), or of all others as `ALL`; `off` "
        "does not run it. "
        "Default: each rule's own severity; those that `forgemd rule` calls off run only where they are named here, or "
        "in `select`.",
        {"stale-rollup": "error", "ragged-row": "off"},
    ),
    Option(
        "select",
        Seq(RuleName()),
        "The only rules to run: names, categories, or `ALL`. Default: all that `rules` does not turn off.",
        ["duplicate-id", "illegal-transition"],
    ),
    Option(
        "per_file",
        Table(_GLOB, _FILE),
        "Other rules for some files: path or glob, as in `trackers`, to `rules` and `select`, which go before those of "
        "the top level. Of several that match a file the last one goes before the others.",
        {"docs/archive/**": {"rules": {"figures": "off"}}, "TASK-STATUS.md": {"select": ["ALL"]}},
    ),
    Option(
        "allow",
        Table(Text("the id of a task"), Table(RuleName(), Text("the reason in a few words"), filled=True)),
        "What single tasks may do against the rules: task id to rule to the reason why. Nothing is told of it; "
        "an allowance that nothing needs any more is a finding of `unused-suppression`. Tables and sections "
        "have comments for that: `<!-- forgemd-allow RULE: reason -->` in front of them.",
        {"P1-001": {"ragged-row": "the bars are part of the command"}},
    ),
    Option(
        "fail_on",
        Choice("error", "warning", "note", "never"),
        "The mildest severity of a finding with which `check` exits with 1; with `never` it exits with 0.",
        "warning",
    ),
    Option(
        "commit",
        _COMMIT,
        "How `forgemd commit` words its message, and whether commits may be taken back and steps forced.",
        {"trailers": False},
    ),
    Option(
        "merge",
        _MERGE,
        "How `forgemd merge`, and git with its merge driver, merge trackers.",
        {"policy": "safety"},
    ),
    Option(
        "schemas",
        _PATHS,
        "Files with JSON Schemas (2020-12) that every task is held to, as the rule `schema-violation` tells: paths "
        "below the directory of the configuration file. A task is a value as schemas/task.schema.json describes it.",
        ["docs/task.schema.json"],
    ),
)

CONFIG = Struct(
    Config,
    OPTIONS,
    extra=("$schema",),
    elsewhere={
        **dict.fromkeys(StatusOptions._fields, "it belongs to a status of `workflow`"),
        "ignore": "to turn a rule off write `rules: {NAME: off}`, to leave a file out `exclude`",
        "severity": "write `rules: {NAME: warning}`",
        "policy": "it belongs in `merge`",
        "subject": "it belongs in `commit`",
        "trailers": "it belongs in `commit`",
        "undo": "it belongs in `commit`",
        "force": "it belongs in `commit`",
        "transitions": "write `to` in each status of `workflow: {statuses: ...}`",
    },
)
"""The shape of a whole configuration file. `$schema` is for editors."""
