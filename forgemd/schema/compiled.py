"""A workflow as JSON Schemas (2020-12): one that takes its legal transitions only, one for the tasks it allows.

Each transition rule is an `if` of the status before and a `then` with an `enum` of those after, so that an error lies
on `to` and lists what would be legal. The other form in use, `oneOf` over pairs, can only say that none fits.
"""

from __future__ import annotations

from collections.abc import Iterator

from forgemd.tracker import CATEGORY_OF, Conditions, StatusReader, Workflow, sense_in
from forgemd.typed import Any

__all__ = ["graph_schema", "task_schema", "transition_schema", "workflow_record"]

_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_HOME = "https://forgemd.dev/schemas/"

Schema = dict[str, Any]


def transition_schema(workflow: Workflow) -> Schema:
    """The schema of the steps that `workflow` allows, for records in the shape of schemas/transition.schema.json."""
    labels = [workflow.label(state) for state in workflow.edges]
    initial: list[str | None] = [workflow.label(state) for state in workflow.initial or workflow.edges]
    begins = {"anyOf": [_kind("added"), {**_kind("edited", {"from": {"const": None}})}]}
    rules: list[Schema] = [
        {"if": begins, "then": _to([*initial, None])},
        {"if": _kind("removed"), "then": _to([None])},
        *_steps(workflow),
        *_conditions(workflow),
    ]
    return {
        "$schema": _DRAFT,
        "title": f"Transitions of the {workflow.name} workflow",
        "$ref": f"{_HOME}transition.schema.json",
        "properties": {"to": {"enum": [*labels, None]}},
        "allOf": rules,
    }


def _steps(workflow: Workflow) -> Iterator[Schema]:
    for state, targets in workflow.edges.items():
        label = workflow.label(state)
        legal: list[str | None] = [label, *(workflow.label(target) for target in targets)]
        # Over categories a cell without a status is nobody's business.
        yield {
            "if": _kind("edited", {"from": {"const": label}}),
            "then": _to([*legal, None] if workflow.by_category else legal),
        }


def _conditions(workflow: Workflow) -> Iterator[Schema]:
    for (old, new), wanted in workflow.conditions.items():
        ends = {"from": {"const": workflow.label(old)}, "to": {"const": workflow.label(new)}}
        yield {"if": _kind("edited", ends), "then": {"properties": _wanted(wanted)}}


def _wanted(wanted: Conditions) -> Schema:
    found = _filled(wanted.requires, wanted.other_reviewer)
    if wanted.by:
        found["actor"] = {"type": "string", "pattern": f"^(?:{'|'.join(map(_any_case, wanted.by))})$"}
    if wanted.reason:
        found["reason"] = {"type": "string"}
    return found


def _filled(roles: tuple[str, ...], other_reviewer: bool) -> Schema:
    """A column that the table does not have is absent from `fields`, and not wanted."""
    found: Schema = {}
    if roles:
        found["fields"] = {"properties": {role: {"type": "string"} for role in roles}}
    if other_reviewer:
        found["self_reviewed"] = {"enum": [False, None]}
    return found


def _any_case(name: str) -> str:
    """A pattern for `name` in any case that every dialect of regular expressions reads alike."""
    return "".join(
        f"[{char.lower()}{char.upper()}]"
        if len(char.lower()) == len(char.upper()) == 1 and char.lower() != char.upper()
        else char
        if char.isalnum() or char in " _@"
        else f"\\{char}"
        for char in name
    )


def _kind(kind: str, more: Schema | None = None) -> Schema:
    return {"properties": {"kind": {"const": kind}, **(more or {})}}


def _to(labels: list[str | None]) -> Schema:
    return {"properties": {"to": {"enum": labels}}}


def task_schema(workflow: Workflow) -> Schema:
    """The schema of the tasks that `workflow` takes, for records in the shape of schemas/task.schema.json whose status
    is the workflow's word for it."""
    return {
        "$schema": _DRAFT,
        "title": f"Tasks under the {workflow.name} workflow",
        "$ref": f"{_HOME}task.schema.json",
        "allOf": [
            {
                "if": {"properties": {"status": {"const": workflow.label(state)}}},
                "then": {"properties": _filled(required.roles, required.other_reviewer)},
            }
            for state, required in workflow.required.items()
        ]
        or [True],
    }


def graph_schema() -> Schema:
    """The schema of dependency graphs in which everything can be started: no cycle. An error lies on the cycle."""
    return {
        "$schema": _DRAFT,
        "title": "Dependency graph without cycles",
        "$ref": f"{_HOME}dependency-graph.schema.json",
        "properties": {"cycles": {"items": {"not": {}}}},
    }


def workflow_record(workflow: Workflow, statuses: StatusReader | None = None) -> Schema:
    """`workflow` in the shape of schemas/workflow.schema.json, which is also that of `workflow` in .forgemd.yaml.

    `statuses` knows the labels and categories of a tracker's own legend.
    """
    found: Schema = {}
    for state in workflow.edges:
        code = workflow.label(state)
        known = statuses.find(code) if statuses is not None else None
        sense = sense_in(state) or sense_in(code)
        category = known.category if known else state if workflow.by_category else CATEGORY_OF.get(sense or "")
        required = workflow.required.get(state)
        options: Schema = {
            "label": known.label if known and known.label != code else None,
            "category": category,
            "initial": state in workflow.initial,
            "to": _successors(workflow, state),
            "requires": list(required.roles) if required else None,
            "other_reviewer": True if required and required.other_reviewer else None,
            "limit": workflow.limits.get(state),
        }
        found[code] = {key: value for key, value in options.items() if value not in (None, [], {})}
    return {"statuses": found}


def _successors(workflow: Workflow, state: str) -> list[str] | dict[str, Schema]:
    targets = workflow.edges[state]
    wanted = {target: workflow.conditions.get((state, target), Conditions()) for target in targets}
    if not any(map(any, wanted.values())):
        return [workflow.label(target) for target in targets]
    return {
        workflow.label(target): {
            key: list(value) if isinstance(value, tuple) else value for key, value in each._asdict().items() if value
        }
        for target, each in wanted.items()
    }
