"""Command lines that are read without click, as `forgemd.cli.declared` has it.

What `check`, `commit` and `set` take is said here once more: while the rest of them is loaded, git works already.
"""

from __future__ import annotations

from forgemd.cli.declared import EVERYWHERE, Command, Grammar, choice, parsed
from forgemd.cli.world import World
from forgemd.errors import GitError
from forgemd.lazy import imported
from forgemd.typed import TYPE_CHECKING, Any, Callable, Sequence

if TYPE_CHECKING:
    from forgemd.git import Git
    from forgemd.workspace import Workspace

__all__ = ["GRAMMARS", "run"]

_EDITING = {**EVERYWHERE, "--dry-run": "dry_run"}
_NAMED = {"-C": "directory", "--agent": "agent", "--format": "format_", "--note": "note"}
_TYPES = {"format_": choice(("human", "json"))}

GRAMMARS = {
    "check": Grammar(
        {**EVERYWHERE, "--staged": "staged", "--statistics": "statistics"},
        {
            "-C": "directory",
            "--format": "format_",
            "--select": "select",
            "--ignore": "ignore",
            "--output-file": "output_file",
        },
        {},
        "paths",
        types=_TYPES,
    ),
    "commit": Grammar(
        {**_EDITING, "--push": "push", "--force": "force"},
        {**_NAMED, "-m": "subject", "--message": "subject", "--reason": "reason"},
        {},
        "paths",
        types=_TYPES,
    ),
    "set": Grammar(
        {**_EDITING, "--commit": "commit_too", "--force": "force"},
        {**_NAMED, "--reason": "reason"},
        {"--field": "fields", "--tracker": "paths"},
        "assignments",
        1,
        _TYPES,
    ),
}
"""By the name of the command."""


def run(command: str, words: Sequence[str]) -> int | None:
    """Run `forgemd command words` and give the exit code; None for what is for click to read."""
    if command not in GRAMMARS:
        found = _declared(command)
        return None if found is None else found.run(World.here(), words)
    options = parsed(words, GRAMMARS[command])
    if options is None:
        return None
    world = World.here()
    if "directory" in options:
        world = world.within(options.pop("directory"))
    world = world._replace(quiet=options.pop("quiet", False))
    ahead = _foreseen(command, world, options)  # git works while the rest is loaded
    from forgemd.workspace import Workspace

    workspace = Workspace(world.directory, world.environ, world.config, ahead, world.note)
    return _COMMANDS[command](world, workspace, options)


def _declared(command: str) -> Command | None:
    """The command of that name; None if there is none, or it is a group of others."""
    from forgemd.cli.commands import COMMANDS, attribute

    entry = COMMANDS.get(command)
    found = None if entry is None else getattr(imported(entry.module), attribute(command))
    return found if isinstance(found, Command) else None


def _foreseen(command: str, world: World, options: dict[str, Any]) -> Git | None:
    """Git at work on what the command is going to ask first."""
    from forgemd.git import foresee, foresee_author, foresee_head, foresee_tracked

    if command != "check":
        return foresee_author(world.directory, world.environ)
    of_files = foresee_head if options["paths"] else foresee_tracked
    try:
        return (foresee if options.get("staged") else of_files)(world.directory, world.environ)
    except GitError:
        return None  # it is told where it matters: a file can be checked without git


def _check(world: World, workspace: Workspace, options: dict[str, Any]) -> int:
    from forgemd.cli.checking import Options, check_trackers

    return check_trackers(world, Options(**options), workspace)


def _commit(world: World, workspace: Workspace, options: dict[str, Any]) -> int:
    from forgemd.cli.committing import commit_by_hand

    return commit_by_hand(world, options.pop("paths"), workspace=workspace, **options)


def _set(world: World, workspace: Workspace, options: dict[str, Any]) -> int:
    from forgemd.cli.editing import Asked
    from forgemd.cli.setting import set_statuses

    asked = Asked(
        options.pop("paths", ()),
        options.pop("commit_too", False),
        options.pop("agent", None),
        options.pop("dry_run", False),
        options.pop("format_", "human"),
    )
    return set_statuses(world, options.pop("assignments"), asked, workspace=workspace, **options)


_COMMANDS: dict[str, Callable[[World, Workspace, dict[str, Any]], int]] = {
    "check": _check,
    "commit": _commit,
    "set": _set,
}
