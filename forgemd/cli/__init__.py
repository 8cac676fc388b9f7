"""The command line: one command per file, and the only room that sees the world outside."""

from forgemd.cli.commands import COMMANDS
from forgemd.cli.main import main as run

__all__ = ["COMMANDS", "run"]
