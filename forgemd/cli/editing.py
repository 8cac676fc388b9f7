"""What commands that edit rows share: their options, how the edit is made or committed, and how it is told."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from shlex import quote

import click

from forgemd.changes import Context
from forgemd.cli import outcome, streams
from forgemd.cli.committing import commit_trackers, need_plain
from forgemd.cli.options import agent_option, dry_run_option, format_option
from forgemd.cli.printing import show_lines
from forgemd.cli.refusal import tell_refusal
from forgemd.cli.world import World
from forgemd.errors import UsageError
from forgemd.tracker import Task, Tracker
from forgemd.typed import Any, NamedTuple, TypeVar
from forgemd.workspace import ChangeRefused, Request, SettingResult, set_tasks

__all__ = ["Asked", "edit_trackers", "editing_options", "field_option", "note_option", "onward", "pairs_of"]

Function = TypeVar("Function", bound=Callable[..., Any])


class Asked(NamedTuple):
    """What `editing_options` give. `agent` is who acts."""

    paths: tuple[str, ...]
    commit: bool
    agent: str | None
    dry_run: bool
    format_: str


def editing_options(function: Callable[..., int]) -> Callable[..., int]:
    """The options that every editing command has, as one argument `asked`."""

    def gathered(
        *args: Any,
        paths: tuple[str, ...],
        commit_too: bool,
        agent: str | None,
        dry_run: bool,
        format_: str,
        **more: Any,
    ) -> int:
        return function(*args, asked=Asked(paths, commit_too, agent, dry_run, format_), **more)

    gathered.__doc__ = function.__doc__
    gathered.__click_params__ = getattr(function, "__click_params__", [])  # type: ignore[attr-defined]
    wrapped = format_option("human", "json")(gathered)
    wrapped = agent_option(dry_run_option(wrapped))
    wrapped = click.option("--commit", "commit_too", is_flag=True, help="Commit at once, as `forgemd commit` would.")(
        wrapped
    )
    return click.option("--tracker", "paths", multiple=True, metavar="PATH", help="Look in this file only.")(wrapped)


def note_option(function: Function) -> Function:
    """`--note`, as `note`."""
    return click.option("--note", metavar="TEXT", help="What the change log says about it.")(function)


def field_option(text: str) -> Callable[[Function], Function]:
    """`--field`, as `fields`; `text` is its help."""
    return click.option("--field", "fields", multiple=True, metavar="COLUMN=VALUE", help=text)


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
            world, asked.paths, context, format_=asked.format_, dry_run=asked.dry_run, requests=requests
        )
    try:
        result = set_tasks(world.workspace(), asked.paths, requests, context, dry_run=asked.dry_run)
    except ChangeRefused as refused:
        return tell_refusal(world, refused, asked.format_)
    changed = any(setting.changed for setting in result.settings)
    _tell(world, result, asked, [] if asked.dry_run or not changed else ["forgemd commit", *further(result)])
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
    return [f"forgemd set {quote(f'{task.id}={way[1]}')}"]


def _tell(world: World, result: SettingResult, asked: Asked, commands: list[str]) -> None:
    if asked.format_ == "json":
        value: dict[str, Any] = {
            "schema_version": streams.SCHEMA_VERSION,
            "written": result.written and any(setting.changed for setting in result.settings),
            "files": [outcome.plan_object(setting.path, setting.plan) for setting in result.settings],
            "next": commands,
        }
        if asked.dry_run:
            value["diff"] = _diff(result)
        streams.emit_json(value)
        return
    lines: list[str] = []
    for setting in result.settings:
        lines += outcome.plan_text(setting.path, setting.plan)
    streams.emit("\n".join(lines))
    if asked.dry_run:
        show_lines(_diff(result))
    for step in commands:
        world.note(f"next: {step}")


def _diff(result: SettingResult) -> str:
    return "\n".join(
        outcome.difference(setting.path, setting.plan.before, setting.plan.after) for setting in result.settings
    )
