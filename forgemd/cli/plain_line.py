"""`forgemd check`, `commit` and `set` without click, whose loading takes longer than git's whole commit.

Only for command lines that leave nothing to be asked: every word is an option that is known and spelt out, its value,
or an argument. All others, with their help and their messages, are for click.
"""

from __future__ import annotations

from forgemd.cli.world import World
from forgemd.errors import GitError
from forgemd.typed import TYPE_CHECKING, Any, Callable, Mapping, NamedTuple, Sequence

if TYPE_CHECKING:
    from forgemd.git import Git
    from forgemd.workspace import Workspace

__all__ = ["GRAMMARS", "Grammar", "parsed", "run"]


class Grammar(NamedTuple):
    """What a command line may hold: options by how they are written, each with the name of what it gives.

    `flags` stand alone, `values` have a value and of several the last counts, `series` have one each time. What is no
    option is one of `arguments`, of which there are at least `least`.
    """

    flags: Mapping[str, str]
    values: Mapping[str, str]
    series: Mapping[str, str]
    arguments: str
    least: int = 0


_EVERYWHERE = {"-q": "quiet", "--quiet": "quiet", "--dry-run": "dry_run"}
_NAMED = {"-C": "directory", "--agent": "agent", "--format": "format_", "--note": "note"}
_FORMATS = ("human", "json")

GRAMMARS = {
    "check": Grammar(
        {"-q": "quiet", "--quiet": "quiet", "--staged": "staged", "--statistics": "statistics"},
        {
            "-C": "directory",
            "--format": "format_",
            "--select": "select",
            "--ignore": "ignore",
            "--output-file": "output_file",
        },
        {},
        "paths",
    ),
    "commit": Grammar(
        {**_EVERYWHERE, "--push": "push", "--force": "force"},
        {**_NAMED, "-m": "subject", "--message": "subject", "--reason": "reason"},
        {},
        "paths",
    ),
    "set": Grammar(
        {**_EVERYWHERE, "--commit": "commit_too", "--force": "force"},
        {**_NAMED, "--reason": "reason"},
        {"--field": "fields", "--tracker": "paths"},
        "assignments",
        1,
    ),
}
"""By the name of the command."""


def parsed(words: Sequence[str], grammar: Grammar) -> dict[str, Any] | None:
    """The options and arguments among `words`, by name, where they are given; None for what is for click to read."""
    found: dict[str, Any] = {}
    arguments: list[str] = []
    rest = iter(words)
    for word in rest:
        name, given, value = word.partition("=")
        if word in grammar.flags:
            found[grammar.flags[word]] = True
        elif word in grammar.values or word in grammar.series:
            following = next(rest, None)
            if following is None:
                return None
            _keep(found, grammar, word, following)
        elif given and name.startswith("--") and (name in grammar.values or name in grammar.series):
            _keep(found, grammar, name, value)
        elif word.startswith("-"):
            return None
        else:
            arguments.append(word)
    if len(arguments) < grammar.least or found.get("format_", "human") not in _FORMATS:
        return None
    return {**found, grammar.arguments: tuple(arguments)}


def _keep(found: dict[str, Any], grammar: Grammar, name: str, value: str) -> None:
    if name in grammar.values:
        found[grammar.values[name]] = value
    else:
        found[grammar.series[name]] = (*found.get(grammar.series[name], ()), value)


def run(command: str, words: Sequence[str]) -> int | None:
    """Run `forgemd command words` and give the exit code; None for what is for click to read."""
    grammar = GRAMMARS.get(command)
    options = parsed(words, grammar) if grammar is not None else None
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
