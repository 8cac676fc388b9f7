"""`forgemd set ID=STATUS ...`"""

from __future__ import annotations

import click

from forgemd.changes import Intent, SetField, SetStatus
from forgemd.cli import outcome, streams
from forgemd.cli.commit import commit_trackers, context_of, need_plain
from forgemd.cli.options import agent_option, command, dry_run_option, format_option, pass_world
from forgemd.cli.printing import show_lines
from forgemd.cli.refusal import tell_refusal
from forgemd.cli.world import World
from forgemd.errors import UsageError
from forgemd.typed import Any
from forgemd.workspace import ChangeRefused, Request, SettingResult, set_tasks

__all__ = ["set_command"]


@command("set")
@click.argument("assignments", nargs=-1, metavar="ID=STATUS...", required=True)
@click.option("--field", "fields", multiple=True, metavar="COLUMN=VALUE", help="Set another cell of the same tasks.")
@click.option("--note", metavar="TEXT", help="What the change log says about it.")
@click.option("--tracker", "paths", multiple=True, metavar="PATH", help="Look in this file only.")
@click.option("--commit", "commit_too", is_flag=True, help="Commit at once, as `forgemd commit` would.")
@agent_option
@dry_run_option
@format_option("human", "json")
@pass_world
def set_command(
    world: World,
    assignments: tuple[str, ...],
    fields: tuple[str, ...],
    note: str | None,
    paths: tuple[str, ...],
    commit_too: bool,
    agent: str | None,
    dry_run: bool,
    format_: str,
) -> int:
    """Set the status of tasks, with everything that belongs to it.

    Writes the status as the file itself spells it, the change-log row, Started, Completed and Agent where they
    are empty, the rollup and the date of the last update. An illegal transition is refused and nothing is
    written. Without a status (`forgemd set P1-001 --field Branch=x`) only the fields are set.
    """
    requests = _requests(assignments, fields)
    context = context_of(world, agent, note)
    if commit_too:
        return commit_trackers(world, paths, context, format_=format_, dry_run=dry_run, requests=requests)
    try:
        result = set_tasks(world.workspace(), paths, requests, context, dry_run=dry_run)
    except ChangeRefused as refused:
        return tell_refusal(world, refused, format_)
    _tell(world, result, format_, dry_run)
    return 0


def _requests(assignments: tuple[str, ...], fields: tuple[str, ...]) -> list[Request]:
    pairs = [_pair(field) for field in fields]
    columns = [column.casefold() for column, _ in pairs]
    for column, _ in pairs:
        if columns.count(column.casefold()) > 1:
            raise UsageError(f"'{column}' is named twice", where="--field", hint="one value for each column")
    requests = []
    for assignment in assignments:
        # A status has no `=` in it; an id or a title may.
        task, found, status = assignment.rpartition("=")
        task, status = (task, status) if found else (assignment, "")
        if not task or (found and not status) or (not found and not pairs):
            hint = "forgemd set P1-001=READY"
            raise UsageError(f"'{assignment}' does not say which task gets which status", where="set", hint=hint)
        intents: list[Intent] = [SetStatus(task, status)] if found else []
        intents += [SetField(task, column, value) for column, value in pairs]
        requests.append(Request(task, tuple(intents)))
    return requests


def _pair(text: str) -> tuple[str, str]:
    name, found, value = text.partition("=")
    if not name or not found:
        hint = "--field Branch=feature/x"
        raise UsageError(f"'{text}' is not COLUMN=VALUE", where="--field", hint=hint)
    return name, need_plain(value, "--field")


def _tell(world: World, result: SettingResult, format_: str, dry_run: bool) -> None:
    commands = _next(result, dry_run)
    if format_ == "json":
        value: dict[str, Any] = {
            "schema_version": streams.SCHEMA_VERSION,
            "written": result.written and any(setting.changed for setting in result.settings),
            "files": [outcome.plan_object(setting.path, setting.plan) for setting in result.settings],
            "next": commands,
        }
        if dry_run:
            value["diff"] = _diff(result)
        streams.emit_json(value)
        return
    lines: list[str] = []
    for setting in result.settings:
        lines += outcome.plan_text(setting.path, setting.plan)
    streams.emit("\n".join(lines))
    if dry_run:
        show_lines(_diff(result))
    for step in commands:
        world.note(f"next: {step}")


def _diff(result: SettingResult) -> str:
    return "\n".join(
        outcome.difference(setting.path, setting.plan.before, setting.plan.after) for setting in result.settings
    )


def _next(result: SettingResult, dry_run: bool) -> list[str]:
    if dry_run or not any(setting.changed for setting in result.settings):
        return []
    return ["forgemd commit"]
