"""`forgemd commit` without click, whose loading takes as long as git's whole commit.

Only for command lines that leave nothing to be asked: every word is an option that is known and spelt out, its value,
or a path. For all others, with their help and their messages, there is `forgemd.cli.commit`.
"""

from __future__ import annotations

from forgemd.cli.world import World
from forgemd.typed import Any

__all__ = ["parsed", "run"]

_FLAGS = {"--push": "push", "--dry-run": "dry_run", "-q": "quiet", "--quiet": "quiet"}
_VALUES = {
    "-m": "subject",
    "--message": "subject",
    "--note": "note",
    "--agent": "agent",
    "--format": "format_",
    "-C": "directory",
}
_FORMATS = ("human", "json")


def parsed(words: list[str]) -> dict[str, Any] | None:
    """The options of `forgemd commit words`, with the `paths`; None for a command line that is for click to read."""
    options: dict[str, Any] = {}
    paths: list[str] = []
    rest = iter(words)
    for word in rest:
        name, given, value = word.partition("=")
        if word in _FLAGS:
            options[_FLAGS[word]] = True
        elif word in _VALUES:
            found = next(rest, None)
            if found is None:
                return None
            options[_VALUES[word]] = found
        elif given and name.startswith("--") and name in _VALUES:
            options[_VALUES[name]] = value
        elif word.startswith("-"):
            return None
        else:
            paths.append(word)
    return {**options, "paths": tuple(paths)} if options.get("format_", "human") in _FORMATS else None


def run(options: dict[str, Any]) -> int:
    """The command with what `parsed` has found; gives the exit code."""
    world = World.here()
    if "directory" in options:
        world = world.within(options.pop("directory"))
    world = world._replace(quiet=options.pop("quiet", False))
    from forgemd.git import foresee_author

    ahead = foresee_author(world.directory, world.environ)  # git works while the rest is loaded
    from forgemd.cli.committing import commit_by_hand
    from forgemd.workspace import Workspace

    workspace = Workspace(world.directory, world.environ, world.config, ahead)
    return commit_by_hand(world, options.pop("paths"), workspace=workspace, **options)
