"""`forgemd config show`: the configuration in force, and where each value comes from."""

from __future__ import annotations

import json
import os

import click

from forgemd.cli.clicked import clicked
from forgemd.cli.commands import COMMANDS
from forgemd.cli.declared import option
from forgemd.cli.options import command, format_option
from forgemd.cli.printing import show
from forgemd.cli.streams import emit, emit_json
from forgemd.cli.world import World
from forgemd.config import Row
from forgemd.output import Line, line
from forgemd.workspace import Workspace

__all__ = ["config_command"]


@click.group("config", short_help=COMMANDS["config"].summary, invoke_without_command=True)
@click.pass_context
def config_command(context: click.Context) -> None:
    """Look at the configuration: `.forgemd.yaml`, or `[tool.forgemd]` in pyproject.toml, found upwards from here to
    the top of the repository.
    """
    if context.invoked_subcommand is None:
        emit(context.get_help())


@command("show", short_help="Show every option with its value.")
@option("--origin", is_flag=True, help="Say of every value in which file and line it is set.")
@format_option("human", "json")
def show_command(world: World, origin: bool, format_: str) -> int:
    """Show every option with the value in force: what the file says, over the preset that it extends, over the
    defaults. With --origin every entry of a mapping has a line of its own. What is wrong in the file is told with
    its place."""
    from forgemd.config import leaves, rows

    workspace = world.workspace()
    set_at = _origins(workspace)
    listed = rows(workspace.config, set_at)
    each = leaves(listed, set_at)
    if format_ == "json":
        path = workspace.config_path
        shown = None if path is None else os.path.relpath(path, workspace.cwd)
        values = [row._asdict() for row in each]
        emit_json({"schema_version": 1, "file": shown, "options": values})
        return 0
    show(world, [_line(row, row.origin) for row in each] if origin else [_line(row, "") for row in listed])
    return 0


def _origins(workspace: Workspace) -> dict[str, str]:
    from forgemd.config import origins, read

    path = workspace.config_path
    return {} if path is None else dict(origins(os.path.relpath(path, workspace.cwd), read(path)))


def _line(row: Row, origin: str) -> Line:
    text = row.value if isinstance(row.value, str) else json.dumps(row.value, ensure_ascii=False)
    return line(("strong", row.key), f": {text}", ("dim", f"  # {origin}" if origin else ""))


config_command.add_command(clicked(show_command))
