"""`forgemd workflow show|check|graph`."""

from __future__ import annotations

import os
from collections.abc import Hashable

import click

from forgemd.check import Subject
from forgemd.cli.clicked import clicked
from forgemd.cli.commands import COMMANDS
from forgemd.cli.declared import option
from forgemd.cli.options import command, format_option, paths_argument
from forgemd.cli.printing import show
from forgemd.cli.reading import read_trackers
from forgemd.cli.streams import emit, emit_json
from forgemd.cli.subjects import Asked, load, settled
from forgemd.cli.world import World
from forgemd.output import (
    Fault,
    Remark,
    WorkflowCheck,
    graph_values,
    in_force,
    state_diagram,
    workflow_check_lines,
    workflow_check_values,
    workflow_lines,
    workflow_values,
)
from forgemd.schema import (
    Judged,
    Validator,
    Violation,
    graph_schema,
    judged_task,
    likeness,
    one_of_each,
    span_in,
    task_schema,
    transition_records,
    transition_schema,
)
from forgemd.tracker import DEPENDS, Diff, Tracker, Workflow, network_of, schedule_of
from forgemd.workspace import Workspace

__all__ = ["workflow_command"]


@click.group("workflow", short_help=COMMANDS["workflow"].summary, invoke_without_command=True)
@click.pass_context
def workflow_command(context: click.Context) -> None:
    """Show, check or draw the workflow in force: which statuses there are, which may follow which, what each wants.

    It is the one that the configuration spells out or names, the strict one where a tracker's legend is its eight
    statuses, else the lenient one.
    """
    if context.invoked_subcommand is None:
        emit(context.get_help())


@command("show", short_help="The statuses, what may come next, what each wants.")
@paths_argument
@format_option("human", "json")
def show_command(world: World, paths: tuple[str, ...], format_: str) -> int:
    """Show the workflow of every tracker (or of PATHS). `definition` in the JSON is what `workflow` in .forgemd.yaml
    takes, to begin one's own with."""
    found = in_force(read_trackers(world, paths))
    if format_ == "json":
        emit_json(workflow_values(found))
    else:
        show(world, workflow_lines(found, world.wrap_columns))
    return 0


@command("graph", short_help="The workflow as a state diagram.")
@paths_argument
@format_option("human", "mermaid", "json")
def graph_command(world: World, paths: tuple[str, ...], format_: str) -> int:
    """Draw the workflow of every tracker (or of PATHS), as text or as a Mermaid state diagram."""
    found = in_force(read_trackers(world, paths))
    if format_ == "json":
        emit_json(workflow_values(found))
    elif format_ == "human":
        show(world, workflow_lines(found, world.wrap_columns))
    elif len(found) > 1:
        names = ", ".join(f"{each.paths[0]} ({each.workflow.name})" for each in found)
        raise click.UsageError(f"{len(found)} workflows are in force, and a drawing shows one; name a file: {names}")
    else:
        emit("\n".join(state_diagram(found[0])))
    return 0


@command("check", short_help="Hold tasks, steps and dependencies to the workflow's schemas.")
@paths_argument
@option("--base", metavar="REV", help="Judge the steps since this commit; default: what CI names, else HEAD.")
@format_option("human", "json")
def check_command(world: World, paths: tuple[str, ...], base: str | None, format_: str) -> int:
    """Compile the workflow to JSON Schemas and hold every task, every step since the base, and the dependencies to
    them: what is wrong, by its place in the file and in the record. Exit code 1 where anything is.

    The rules of `forgemd check` come to the same verdict, and faster; this one says it in terms that other validators
    share.
    """
    workspace = world.workspace()
    remarks = _remarks(workspace)
    asked, _ = settled(world, workspace, Asked(paths, base=base))
    loaded = load(workspace, asked)
    checks = [_checked(subject) for subject in loaded.subjects]
    if format_ == "json":
        emit_json(workflow_check_values(checks, remarks))
    else:
        show(world, workflow_check_lines(checks, remarks, world.wrap_columns))
    return 1 if any(check.faults for check in checks) else 0


for _subcommand in (show_command, check_command, graph_command):
    workflow_command.add_command(clicked(_subcommand))


def _checked(subject: Subject) -> WorkflowCheck:
    tracker, base = subject.tracker, subject.base
    faults: list[Fault] = []
    sound: set[Hashable] = set()
    tasks = Validator(task_schema(tracker.workflow))
    for task in tracker.tasks:
        judged = Judged(judged_task(task, tracker), task)
        like = likeness(judged.record)
        if like not in sound:
            found = tasks.violations(judged.record)
            faults += (_fault(tracker, "task", judged, one) for one in found)
            if not found:
                sound.add(like)
    steps = list(transition_records(Diff(base, tracker)))
    if base is not None and steps:
        schema = Validator(transition_schema(base.workflow))
        for judged in steps:
            there = base if judged.record["kind"] == "removed" else tracker
            faults += (_fault(there, "transition", judged, one) for one in schema.violations(judged.record))
    faults += _cycles(tracker)
    faults.sort(key=lambda fault: (fault.at, fault.pointer))
    why = subject.base_problem or ("" if base is not None else "the tracker is new")
    return WorkflowCheck(tracker.path, tracker.workflow, len(tracker.tasks), len(steps), why, tuple(faults))


def _fault(tracker: Tracker, schema: str, judged: Judged, one: Violation) -> Fault:
    span = span_in(one.path, judged.task, judged.entry)
    part = str(one.path[-1]) if one.path else ""
    message = f"{part}: {one.message}" if part else one.message
    return Fault(tracker.path, tracker.source.position(span.start), judged.task.id, schema, one.pointer, message)


def _cycles(tracker: Tracker) -> list[Fault]:
    network = network_of([tracker])
    if not network.cycles:
        return []
    values = graph_values(network, schedule_of(network))
    for part in ("nodes", "edges", "missing"):
        values[part] = one_of_each(values[part])
    found = Validator(graph_schema()).violations(values)
    faults = []
    for one in found:
        ring = [network.nodes[at] for at in network.cycles[int(one.path[1])]] if len(one.path) == 2 else []
        if not ring:
            continue
        names = " → ".join(node.task.id for node in [*ring, ring[0]])
        at = tracker.source.position(ring[0].task.span_of(DEPENDS).start)
        faults.append(Fault(tracker.path, at, ring[0].task.id, "graph", one.pointer, f"cycle: {names}"))
    return faults


def _remarks(workspace: Workspace) -> list[Remark]:
    """What may not be meant in a workflow that the configuration spells out, each with its line."""
    workflow = workspace.settings.workflow
    path = workspace.config_path
    if workflow is None or workflow.name != "configured" or path is None:
        return []
    from forgemd.config import origins, read

    lines = origins(os.path.relpath(path, workspace.cwd), read(path))
    return [
        Remark(lines.get(f"workflow.statuses.{workflow.label(state)}", ""), message)
        for state, message in _doubts(workflow)
    ]


def _doubts(workflow: Workflow) -> list[tuple[str, str]]:
    found = []
    final = [state for state, targets in workflow.edges.items() if not targets]
    for state in workflow.edges:
        label = workflow.label(state)
        if state not in workflow.initial and not any(workflow.path(start, state) for start in workflow.initial):
            found.append((state, f"{label} cannot be reached from where a new task begins"))
        if final and state not in final and not any(workflow.path(state, end) for end in final):
            found.append((state, f"no final status can be reached from {label}"))
    return found
