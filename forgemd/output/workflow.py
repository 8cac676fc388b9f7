"""The workflows in force and what is wrong under them: for people, as drawings, and as JSON values in the shape of
schemas/workflow-show.schema.json and workflow-check.schema.json."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from forgemd.diagnostics import count
from forgemd.markdown import display_width
from forgemd.output.escapes import visible, visible_path
from forgemd.output.graph_drawn import FILL, for_mermaid
from forgemd.output.styled import Line, line, wrapped
from forgemd.schema import workflow_record
from forgemd.text import Position
from forgemd.tracker import Tracker, Workflow
from forgemd.typed import Any, NamedTuple

__all__ = [
    "Fault",
    "InForce",
    "Remark",
    "WorkflowCheck",
    "in_force",
    "state_diagram",
    "workflow_check_lines",
    "workflow_check_values",
    "workflow_lines",
    "workflow_values",
]

SCHEMA_VERSION = 1


class InForce(NamedTuple):
    """A workflow with its definition (schemas/workflow.schema.json), and the trackers that it is in force for."""

    workflow: Workflow
    definition: dict[str, Any]
    paths: tuple[str, ...]


class Fault(NamedTuple):
    """What a schema objects to: `schema` is `task`, `transition` or `graph`, `pointer` leads into the record."""

    path: str
    at: Position
    about: str
    schema: str
    pointer: str
    message: str


class Remark(NamedTuple):
    """Something in a workflow's definition that may not be meant; `where` is `file:line`, or empty."""

    where: str
    message: str


class WorkflowCheck(NamedTuple):
    """One tracker held to the schemas of its workflow. `not_compared` says why no steps were judged, if so."""

    path: str
    workflow: Workflow
    tasks: int
    steps: int
    not_compared: str
    faults: tuple[Fault, ...]


def in_force(trackers: Sequence[Tracker]) -> list[InForce]:
    """The workflows of `trackers`, each once."""
    found: list[InForce] = []
    for tracker in trackers:
        definition = workflow_record(tracker.workflow, tracker.statuses)
        mine = (tracker.workflow.name, tracker.workflow.why, definition)
        for number, other in enumerate(found):
            if mine == (other.workflow.name, other.workflow.why, other.definition):
                found[number] = other._replace(paths=(*other.paths, tracker.path))
                break
        else:
            found.append(InForce(tracker.workflow, definition, (tracker.path,)))
    return found


def workflow_values(found: Sequence[InForce]) -> dict[str, Any]:
    """The workflows, with their transitions one by one."""
    return {"schema_version": SCHEMA_VERSION, "workflows": [_workflow(each) for each in found]}


def _workflow(each: InForce) -> dict[str, Any]:
    workflow = each.workflow
    return {
        "name": workflow.name,
        "why": workflow.why,
        "severity": workflow.severity,
        "by_category": workflow.by_category,
        "trackers": list(each.paths),
        "definition": each.definition,
        "transitions": [
            {"from": workflow.label(state), "to": workflow.label(target)}
            for state, targets in workflow.edges.items()
            for target in targets
        ],
    }


def workflow_lines(found: Sequence[InForce], columns: int | None) -> Iterator[Line]:
    """Each workflow as a table of its statuses: what it means, what may come next, what it wants."""
    for number, each in enumerate(found):
        if number:
            yield line()
        if columns is None or display_width(each.workflow.name + each.workflow.why) + 2 <= columns:
            yield line(("strong", each.workflow.name), ("dim", f"  {each.workflow.why}"))
        else:
            yield line(("strong", each.workflow.name))
            yield from wrapped(each.workflow.why, columns, 2, "dim")
        for path in each.paths:
            yield line("  ", ("path", visible_path(path)))
        yield line()
        statuses: dict[str, dict[str, Any]] = each.definition["statuses"]
        room = max(display_width(visible(code)) for code in statuses)
        for code, options in statuses.items():
            pad = " " * (room - display_width(visible(code)))
            first, *rest = wrapped(_successors(options), columns, room + 16)
            meaning = str(options.get("category", "?"))
            yield (*line("  ", ("strong", code), f"{pad}  ", ("dim", f"{meaning:<10}")), *first[1:])
            yield from rest
            for wish in _wishes(options):
                yield from wrapped(wish, columns, room + 16, "dim")


def _successors(options: dict[str, Any]) -> str:
    begins = "begins here; " if options.get("initial") else ""
    return begins + ("→ " + ", ".join(options["to"]) if options.get("to") else "final")


def _wishes(options: dict[str, Any]) -> Iterator[str]:
    if options.get("requires"):
        yield f"wants {', '.join(options['requires'])}"
    if options.get("other_reviewer"):
        yield "wants another reviewer than the owner"
    if options.get("limit"):
        yield f"at most {options['limit']} for each owner"
    steps = options.get("to", ())
    for target in steps:
        if isinstance(steps, dict) and steps[target]:
            yield f"→ {target}: {_conditions(steps[target])}"


def _conditions(options: dict[str, Any]) -> str:
    parts = [f"wants {', '.join(options['requires'])}"] if options.get("requires") else []
    parts += ["another reviewer"] if options.get("other_reviewer") else []
    parts += [f"by {' or '.join(options['by'])}"] if options.get("by") else []
    parts += ["with a reason"] if options.get("reason") else []
    return "; ".join(parts)


def state_diagram(each: InForce) -> Iterator[str]:
    """Lines of a Mermaid state diagram: initial statuses come from the dot, final ones lead to the ring.

    Where nearly every step is allowed a hundred arrows would tell nobody anything: there the statuses stand in one
    frame, and what is said is the steps that are not allowed, and those with conditions.
    """
    statuses: dict[str, dict[str, Any]] = each.definition["statuses"]
    names = {code: f"s{number}" for number, code in enumerate(statuses)}
    labels = {code: for_mermaid(visible(str(options.get("label", code)))) for code, options in statuses.items()}
    framed = _is_dense(statuses)
    yield "stateDiagram-v2"
    yield "  direction LR"
    if framed:
        yield '  state "each of these may become each other" as any {'
    for code, label in labels.items():
        yield f'  {"  " if framed else ""}state "{label}" as {names[code]}'
    if framed:
        yield "  }"
        yield from _exceptions(statuses, labels)
    for code, options in statuses.items():
        if options.get("initial") and not each.workflow.by_category:
            yield f"  [*] --> {names[code]}"
    for code, options in statuses.items():
        yield from _arrows(names, code, options.get("to", ()), framed)
    for category in sorted({str(options.get("category", "unknown")) for options in statuses.values()}):
        fill, border = FILL.get(category, FILL["unknown"])
        yield f"  classDef {category} fill:{fill},stroke:{border},color:#18181b"
        mine = [names[code] for code, options in statuses.items() if options.get("category", "unknown") == category]
        yield f"  class {','.join(mine)} {category}"


def _arrows(
    names: Mapping[str, str], code: str, steps: Sequence[str] | dict[str, dict[str, Any]], framed: bool
) -> Iterator[str]:
    for target in steps:
        said = _conditions(steps[target]) if isinstance(steps, dict) else ""
        if said or not framed:
            yield f"  {names[code]} --> {names[target]}{' : ' + for_mermaid(visible(said)) if said else ''}"
    if not steps:
        yield f"  {names[code]} --> [*]"


def _is_dense(statuses: Mapping[str, dict[str, Any]]) -> bool:
    """Whether fewer steps are forbidden than there are statuses, where there are enough of them to be unreadable."""
    drawn = sum(len(options.get("to", ())) for options in statuses.values())
    return len(statuses) > 4 and len(statuses) * (len(statuses) - 1) - drawn < len(statuses)


def _exceptions(statuses: Mapping[str, dict[str, Any]], labels: Mapping[str, str]) -> Iterator[str]:
    """What a status in the frame may not become after all."""
    forbidden = {
        code: [labels[target] for target in statuses if target != code and target not in options.get("to", ())]
        for code, options in statuses.items()
    }
    if any(forbidden.values()):
        yield "  note right of any"
        yield from (f"    not {labels[code]} → {', '.join(targets)}" for code, targets in forbidden.items() if targets)
        yield "  end note"


def workflow_check_values(checks: Sequence[WorkflowCheck], remarks: Sequence[Remark]) -> dict[str, Any]:
    """What the schemas object to, by tracker."""
    return {
        "schema_version": SCHEMA_VERSION,
        "trackers": [
            {
                "path": check.path,
                "workflow": check.workflow.name,
                "tasks": check.tasks,
                "steps": check.steps,
                "not_compared": check.not_compared or None,
                "faults": [_fault(fault) for fault in check.faults],
            }
            for check in checks
        ],
        "remarks": [{"where": remark.where or None, "message": remark.message} for remark in remarks],
    }


def _fault(fault: Fault) -> dict[str, Any]:
    values = fault._asdict()
    at = values.pop("at")
    return {**values, "line": at.line, "column": at.column}


def workflow_check_lines(
    checks: Sequence[WorkflowCheck], remarks: Sequence[Remark], columns: int | None
) -> Iterator[Line]:
    """One line for each fault, and how much was looked at."""
    for remark in remarks:
        yield line(("place", f"{remark.where}: " if remark.where else ""), ("warning", remark.message))
    for check in checks:
        for fault in check.faults:
            place = f"{visible_path(fault.path)}:{fault.at.line}:{fault.at.column}"
            yield line(("place", place), "  ", ("strong", fault.about), f"  {fault.message}")
            yield line(("dim", f"  {fault.schema} schema, {fault.pointer or 'the whole record'}"))
        looked = f"{count(check.tasks, 'task')}, {count(check.steps, 'step')} since the base"
        if check.not_compared:
            looked = f"{count(check.tasks, 'task')}; no steps: {check.not_compared}"
        result = count(len(check.faults), "fault") if check.faults else "nothing wrong"
        text = f"{visible_path(check.path)}: {result} under the {check.workflow.name} workflow ({looked})"
        yield from wrapped(text, columns, 0, "" if check.faults else "good")
