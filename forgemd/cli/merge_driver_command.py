"""`forgemd merge-driver` for click, which asks for help and knows the global options; git's own way in is
`merge_driver`."""

from __future__ import annotations

import os

from forgemd.cli.declared import argument, unprocessed
from forgemd.cli.merge_driver import main
from forgemd.cli.options import command
from forgemd.cli.world import World

__all__ = ["merge_driver_command"]


@command("merge-driver", context_settings={"ignore_unknown_options": True})
@argument("words", nargs=-1, type=unprocessed, metavar="%O %A %B %L %P %S %X %Y")
def merge_driver_command(world: World, words: tuple[str, ...]) -> int:
    """Merge the three files that git names, and leave the result in the second.

    Exit code 0: merged; 10: conflicts, with markers; anything else: the file is as it was, and the driver in git's
    configuration (forgemd merge --install) merges it as text.
    """
    os.chdir(world.directory)
    return main(words)
