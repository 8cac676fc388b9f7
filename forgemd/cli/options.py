"""What commands share: how they are declared, and common options.

    @command("check")
    @paths_argument
    @format_option("human", "concise", "json")
    def check_command(world: World, paths: tuple[str, ...], format_: str) -> int: ...

A command gives its exit code.
"""

from __future__ import annotations

from forgemd.cli.declared import Command, argument, choice, option
from forgemd.typed import Any, Callable, TypeVar

__all__ = [
    "agent_option",
    "command",
    "dry_run_option",
    "format_option",
    "paths_argument",
]

Function = TypeVar("Function", bound=Callable[..., Any])


def command(name: str, **settings: Any) -> Callable[[Callable[..., int]], Command]:
    """Makes a function the command `name`; its help is the function's docstring, its short help the table's."""
    return lambda function: Command(name, function, settings)


def format_option(*formats: str) -> Callable[[Function], Function]:
    """`--format`, as the argument `format_`; the first of `formats` is the default."""
    return option(
        "--format",
        "format_",
        type=choice(formats),
        default=formats[0],
        show_default=True,
        help="How to print the result.",
    )


def dry_run_option(function: Function) -> Function:
    """`--dry-run`, as `dry_run`."""
    return option("--dry-run", is_flag=True, help="Show what would change, as a diff, and write nothing.")(function)


def agent_option(function: Function) -> Function:
    """`--agent`, as `agent`."""
    text = "Who acts, in the change log and in empty Agent cells (FORGEMD_AGENT; else git's user name)."
    return option("--agent", metavar="NAME", help=text)(function)


def paths_argument(function: Function) -> Function:
    """`[PATHS]...`, as `paths`."""
    return argument("paths", nargs=-1, metavar="[PATHS]...")(function)
