"""The command line: one command per file, and the only room that sees the world outside."""

from __future__ import annotations

import sys

if "".join(sys.argv[:1]).endswith(("forgemd", "forgemd.exe", "-m")):
    # Until `main` is there to hear of it an interrupt from the keyboard ends the process without a word, too.
    sys.excepthook = lambda kind, *rest: None if kind is KeyboardInterrupt else sys.__excepthook__(kind, *rest)

from forgemd.lazy import door
from forgemd.typed import TYPE_CHECKING, Sequence

if TYPE_CHECKING:
    from forgemd.cli.commands import COMMANDS

__all__ = ["COMMANDS", "run"]

__getattr__ = door(__name__, {"COMMANDS": "commands"})


def run(argv: Sequence[str] | None = None) -> int:
    """Run the command line `argv` (by default the process's own) and give the exit code."""
    from forgemd.cli.main import main

    return main(argv)
