"""What commands that edit rows share: how the edit is made or committed, and how it is told. It needs no parser of
command lines."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from forgemd.changes import Context
from forgemd.cli import outcome, streams
from forgemd.cli.acting import need_plain
from forgemd.cli.committing import commit_trackers
from forgemd.cli.findings import findings_object, tell_findings
from forgemd.cli.recovering import recovered_objects, tell_tries
from forgemd.cli.world import World
from forgemd.errors import UsageError
from forgemd.tracker import Task, Tracker
from forgemd.typed import Any, NamedTuple
from forgemd.workspace import ChangeRefused, Request, SettingResult, Workspace, set_tasks

__all__ = ["Asked", "edit_trackers", "onward", "pairs_of"]


class Asked(NamedTuple):
    """What every editing command is told besides its edit. `agent` is who acts."""

    paths: tuple[str, ...]
    commit: bool
    agent: str | None
    dry_run: bool
    format_: str


def pairs_of(fields: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Columns and their values. Raises `UsageError` for what is not `COLUMN=VALUE`, and for a column named twice."""
    pairs = tuple(_pair(field) for field in fields)
    columns = [column.casefold() for column, _ in pairs]
    for column, _ in pairs:
        if columns.count(column.casefold()) > 1:
            raise UsageError(f"'{column}' is named twice", where="--field", hint="one value for each column")
    return pairs


def _pair(text: str) -> tuple[str, str]:
    name, found, value = text.partition("=")
    if not name or not found:
        hint = "--field Branch=feature/x"
        raise UsageError(f"'{text}' is not COLUMN=VALUE", where="--field", hint=hint)
    return name, need_plain(value, "--field")


def edit_trackers(
    world: World,
    workspace: Workspace,
    requests: Sequence[Request],
    context: Context,
    asked: Asked,
    further: Callable[[SettingResult], Sequence[str]] = lambda result: (),
) -> int:
    """Carry out `requests`, or show what they would do, and tell what came of it; gives the exit code.

    `further` names commands that may come next besides the commit.
    """
    if asked.commit:
        return commit_trackers(
            world,
            asked.paths,
            context,
            format_=asked.format_,
            dry_run=asked.dry_run,
            requests=requests,
            workspace=workspace,
        )
    try:
        result = set_tasks(workspace, asked.paths, requests, context, dry_run=asked.dry_run)
    except ChangeRefused as refused:
        from forgemd.cli.refusal import tell_refusal

        return tell_refusal(world, refused, asked.format_)
    tell_tries(world, result.tries)
    changed = any(setting.changed for setting in result.settings)
    commands = [] if asked.dry_run or not changed else ["forgemd commit", *further(result)]
    _tell(world, workspace, result, asked, commands)
    return 0


def onward(tracker: Tracker, task: Task) -> list[str]:
    """The command for the next step of the usual way of a task to its end, where a workflow draws one."""
    workflow = tracker.workflow
    state = workflow.state(task.status)
    if workflow.by_category or state is None:
        return []
    ends = [each for each in workflow.edges if tracker.statuses.read(workflow.label(each)).category == "done"]
    ways = [way for end in ends if (way := workflow.usual_path(state, end))]
    if not ways:
        return []
    way = min(ways, key=len)
    from shlex import quote

    return [f"forgemd set {quote(f'{task.id}={way[1]}')}"]


def _tell(world: World, workspace: Workspace, result: SettingResult, asked: Asked, commands: list[str]) -> None:
    if asked.format_ == "json":
        value: dict[str, Any] = {
            "schema_version": streams.SCHEMA_VERSION,
            "written": result.written and any(setting.changed for setting in result.settings),
            "files": [outcome.plan_object(setting.path, setting.plan) for setting in result.settings],
            **findings_object([(setting.plan, setting.judgement) for setting in result.settings]),
            "next": commands,
            "recovered": recovered_objects(workspace),
            "tries": result.tries,
        }
        if asked.dry_run:
            value["diff"] = _diff(result)
        streams.emit_json(value)
        return
    lines: list[str] = []
    for setting in result.settings:
        lines += outcome.plan_text(setting.path, setting.plan)
    streams.emit("\n".join(lines))
    tell_findings(world, [(setting.plan, setting.judgement) for setting in result.settings])
    if asked.dry_run:
        from forgemd.cli.printing import show_lines

        show_lines(_diff(result))
    for step in commands:
        world.note(f"next: {step}")


def _diff(result: SettingResult) -> str:
    return "\n".join(
        outcome.difference(setting.path, setting.plan.before, setting.plan.after) for setting in result.settings
    )
