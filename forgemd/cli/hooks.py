"""`forgemd hooks install|uninstall|status`."""

from __future__ import annotations

import os
from collections.abc import Iterable

import click

from forgemd import resources
from forgemd.cli.clicked import clicked
from forgemd.cli.commands import COMMANDS
from forgemd.cli.declared import argument, choice
from forgemd.cli.hook import NAMES, OPTIONAL
from forgemd.cli.interpreter import import_paths, interpreter
from forgemd.cli.options import command, format_option
from forgemd.cli.printing import show
from forgemd.cli.streams import emit, emit_json
from forgemd.cli.world import World
from forgemd.git import HookStatus, Repository, hook_status, install_hooks, render_hook, uninstall_hook
from forgemd.output import line
from forgemd.typed import Any

__all__ = ["hooks_command", "script", "scripts"]

_MEANING = {
    "absent": "not installed: forgemd hooks install",
    "installed": "installed",
    "outdated": "installed by another forgemd or for another Python: forgemd hooks install renews it",
    "disabled": "there, but not executable, so git skips it: forgemd hooks install",
    "foreign": "somebody else's: forgemd hooks install keeps it and lets it go first",
    "managed": "runs forgemd already",
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
@argument("names", nargs=-1, type=choice(NAMES), metavar="[HOOK]...")
@format_option("human", "json")
def install_command(world: World, names: tuple[str, ...], format_: str) -> int:
    """Put each HOOK in place, or renew it; without one all that judge something, and renew what else is in place:
    `prepare-commit-msg`, which offers a message in the editor, costs every commit a process.

    They run this forgemd with this Python; where they are gone, they look for `forgemd` on the PATH, and let git go on
    with a loud line if there is none. A hook that runs forgemd already, by husky, lefthook, pre-commit, prek or git's
    configuration, stays as it is."""
    repository = world.workspace().need_repository()
    wanted = {name: script(name) for name in names} if names else scripts(repository)
    return _tell(world, repository, format_, install_hooks(repository, wanted))


@command("uninstall", short_help="Take the hooks away.")
@format_option("human", "json")
def uninstall_command(world: World, format_: str) -> int:
    """Take the hooks away; what they had set aside comes back as it was."""
    repository = world.workspace().need_repository()
    return _tell(world, repository, format_, [uninstall_hook(repository, name) for name in NAMES])


@command("status", short_help="Say whether the hooks are in place.")
@format_option("human", "json")
def status_command(world: World, format_: str) -> int:
    """Say whether the hooks are in place. Exit code 1 where one is not in force that judges something."""
    repository = world.workspace().need_repository()
    found = [hook_status(repository, name, script(name)) for name in NAMES]
    _tell(world, repository, format_, found)
    in_force = ("installed", "outdated", "managed")
    return 0 if all(status.state in in_force for status in found if status.name != OPTIONAL) else 1


for _subcommand in (install_command, uninstall_command, status_command):
    hooks_command.add_command(clicked(_subcommand))


def scripts(repository: Repository | None) -> dict[str, bytes]:
    """The hooks that belong in place as they would be installed now, by name: the optional one if it is there."""
    there = repository is not None and hook_status(repository, OPTIONAL).state in ("installed", "disabled")
    return {name: script(name) for name in NAMES if there or name != OPTIONAL}


def script(name: str) -> bytes:
    """The script for the hook `name`, for this forgemd and this Python."""
    return render_hook(resources.read("hooks", "shim"), name, interpreter(), import_paths())


def _tell(world: World, repository: Repository, format_: str, found: Iterable[HookStatus]) -> int:
    if format_ == "json":
        emit_json({"schema_version": 1, "hooks": [_values(status) for status in found]})
        return 0
    lines = []
    for status in found:
        style = "good" if status.state in ("installed", "managed") else "warning"
        said = _MEANING[status.state] + (f", by {_relative(repository, status.by)}" if status.by else "")
        if status.name == OPTIONAL and status.state in ("absent", "foreign"):
            style, said = "dim", f"optional, offers a message: forgemd hooks install {OPTIONAL}"
        lines.append(line(("strong", status.name), "  ", (style, said)))
        lines.append(line(f"  {_relative(repository, status.path)}"))
        if status.chained:
            lines.append(line(f"  calls first: {_relative(repository, status.chained)}"))
    show(world, lines)
    return 0


def _relative(repository: Repository, path: str) -> str:
    return os.path.relpath(path, repository.root) if os.path.isabs(path) else path


def _values(status: HookStatus) -> dict[str, Any]:
    return status._asdict()
