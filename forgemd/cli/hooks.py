"""`forgemd hooks install|uninstall|status`."""

from __future__ import annotations

import os
from collections.abc import Iterable

import click

from forgemd import resources
from forgemd.cli.commands import COMMANDS
from forgemd.cli.interpreter import import_paths, interpreter
from forgemd.cli.options import command, format_option, pass_world
from forgemd.cli.printing import show
from forgemd.cli.streams import emit, emit_json
from forgemd.cli.world import World
from forgemd.git import HookStatus, Repository, hook_status, install_hook, render_hook, uninstall_hook
from forgemd.output import line
from forgemd.typed import Any

__all__ = ["hooks_command"]

_MEANING = {
    "absent": "not installed: forgemd hooks install",
    "installed": "installed",
    "outdated": "installed by another forgemd or for another Python: forgemd hooks install renews it",
    "disabled": "there, but not executable, so git skips it: forgemd hooks install",
    "foreign": "somebody else's: forgemd hooks install keeps it and lets it go first",
}


@click.group("hooks", short_help=COMMANDS["hooks"].summary, invoke_without_command=True)
@click.pass_context
def hooks_command(context: click.Context) -> None:
    """Install, remove or look at the git hooks that keep an illegal edit out of a plain `git commit`.

    A hook that is there already is kept and called first. Nothing is written outside the repository.
    """
    if context.invoked_subcommand is None:
        emit(context.get_help())


@command("install", short_help="Put the hooks in place, or renew them.")
@format_option("human", "json")
@pass_world
def install_command(world: World, format_: str) -> int:
    """Put the hooks in place, or renew them. The hook runs this forgemd with this Python; where they are gone, it
    looks for `forgemd` on the PATH, and lets the commit through with a loud line if there is none."""
    repository = world.workspace().need_repository()
    return _tell(world, repository, format_, [install_hook(repository, name, _script(name)) for name in _names()])


@command("uninstall", short_help="Take the hooks away.")
@format_option("human", "json")
@pass_world
def uninstall_command(world: World, format_: str) -> int:
    """Take the hooks away; what they had set aside comes back as it was."""
    repository = world.workspace().need_repository()
    return _tell(world, repository, format_, [uninstall_hook(repository, name) for name in _names()])


@command("status", short_help="Say whether the hooks are in place.")
@format_option("human", "json")
@pass_world
def status_command(world: World, format_: str) -> int:
    """Say whether the hooks are in place. Exit code 1 where one is not in force."""
    repository = world.workspace().need_repository()
    found = [hook_status(repository, name, _script(name)) for name in _names()]
    _tell(world, repository, format_, found)
    return 0 if all(status.state in ("installed", "outdated") for status in found) else 1


for _subcommand in (install_command, uninstall_command, status_command):
    hooks_command.add_command(_subcommand)


def _names() -> tuple[str, ...]:
    return resources.names("hooks")


def _script(name: str) -> bytes:
    return render_hook(resources.read("hooks", name), interpreter(), import_paths())


def _tell(world: World, repository: Repository, format_: str, found: Iterable[HookStatus]) -> int:
    if format_ == "json":
        emit_json({"schema_version": 1, "hooks": [_values(status) for status in found]})
        return 0
    lines = []
    for status in found:
        style = "good" if status.state == "installed" else "warning"
        lines.append(line(("strong", status.name), "  ", (style, _MEANING[status.state])))
        lines.append(line(f"  {os.path.relpath(status.path, repository.root)}"))
        if status.chained:
            lines.append(line(f"  calls first: {os.path.relpath(status.chained, repository.root)}"))
    show(world, lines)
    return 0


def _values(status: HookStatus) -> dict[str, Any]:
    return {"name": status.name, "path": status.path, "state": status.state, "chained": status.chained}
