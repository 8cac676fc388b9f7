"""`forgemd hook` for click, which asks for help and knows the global options; git's own way in is `hook`."""

from __future__ import annotations

import os

from forgemd.cli.declared import argument, choice, unprocessed
from forgemd.cli.hook import NAMES, main
from forgemd.cli.options import command
from forgemd.cli.world import World

__all__ = ["hook_command"]


@command("hook", context_settings={"ignore_unknown_options": True})
@argument("name", type=choice(NAMES))
@argument("rest", nargs=-1, type=unprocessed, metavar="")
def hook_command(world: World, name: str, rest: tuple[str, ...]) -> int:
    """Judge what git asks about in its hook NAME: staged trackers, a message, a push; no tracker is changed.

    Exit code 0: git may go on; 1: there is an error in it; 2: the configuration cannot be read.
    """
    os.chdir(world.directory)
    return main([name, *rest])
