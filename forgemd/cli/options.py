"""What commands share: the global options, which every command also takes behind its name, and common ones.

    @command("check")
    @paths_argument
    @format_option("human", "concise", "json")
    @pass_world
    def check_command(world: World, paths: tuple[str, ...], format_: str) -> int: ...

A command gives its exit code.
"""

from __future__ import annotations

from collections.abc import Callable

import click
from click.core import ParameterSource

from forgemd.cli.commands import COMMANDS
from forgemd.cli.world import World
from forgemd.typed import Any, TypeVar

__all__ = [
    "Command",
    "agent_option",
    "command",
    "dry_run_option",
    "format_option",
    "global_options",
    "pass_world",
    "paths_argument",
    "updated_world",
]

Function = TypeVar("Function", bound=Callable[..., Any])

pass_world = click.make_pass_decorator(World)
"""Gives a command the `World` as its first argument."""

_NAMES = ("directory", "config", "color", "quiet", "verbose")


def global_options() -> list[click.Parameter]:
    """The options that go before a command, and behind it just as well."""
    return [
        click.Option(["-C", "directory"], metavar="DIR", help="Work in DIR instead of here."),
        click.Option(["--config"], metavar="FILE", help="Take this configuration and look for no other."),
        click.Option(
            ["--color"],
            type=click.Choice(["auto", "always", "never"]),
            default="auto",
            show_default=True,
            help="Colours in what people read.",
        ),
        click.Option(["-q", "--quiet"], is_flag=True, help="Results only, no notes."),
        click.Option(["-v", "--verbose"], is_flag=True, help="Tell more; a bug shows its traceback."),
    ]


def updated_world(world: World, context: click.Context) -> World:
    """`world` with the global options that this command line gives; they are taken out of the parameters."""
    for name in _NAMES:
        value = context.params.pop(name, None)
        if context.get_parameter_source(name) is not ParameterSource.COMMANDLINE:
            continue
        world = world.within(value) if name == "directory" else world._replace(**{name: value})
    return world


class Command(click.Command):
    """A command that takes the global options too, listed apart from its own."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.params += global_options()

    def invoke(self, ctx: click.Context) -> Any:
        """Run it in the world that its options describe."""
        ctx.obj = updated_world(ctx.find_object(World) or World.here(), ctx)
        return super().invoke(ctx)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the command's own options, and then the global ones."""
        own: list[tuple[str, str]] = []
        common: list[tuple[str, str]] = []
        for parameter in self.get_params(ctx):
            record = parameter.get_help_record(ctx)
            if record is not None:
                (common if parameter.name in _NAMES else own).append(record)
        for title, records in (("Options", own), ("Everywhere", common)):
            if records:
                with formatter.section(title):
                    formatter.write_dl(records)


def command(name: str, **settings: Any) -> Callable[[Callable[..., int]], Command]:
    """Makes a function the command `name`; its help is the function's docstring, its short help the table's."""
    short = COMMANDS[name].summary if name in COMMANDS else None
    return click.command(name, cls=Command, short_help=settings.pop("short_help", short), **settings)


def format_option(*formats: str) -> Callable[[Function], Function]:
    """`--format`, as the argument `format_`; the first of `formats` is the default."""
    return click.option(
        "--format",
        "format_",
        type=click.Choice(formats),
        default=formats[0],
        show_default=True,
        help="How to print the result.",
    )


def dry_run_option(function: Function) -> Function:
    """`--dry-run`, as `dry_run`."""
    return click.option("--dry-run", is_flag=True, help="Show what would change, as a diff, and write nothing.")(
        function
    )


def agent_option(function: Function) -> Function:
    """`--agent`, as `agent`."""
    text = "Who acts, in the change log and in empty Agent cells (FORGEMD_AGENT; else git's user name)."
    return click.option("--agent", metavar="NAME", help=text)(function)


def paths_argument(function: Function) -> Function:
    """`[PATHS]...`, as `paths`."""
    return click.argument("paths", nargs=-1, metavar="[PATHS]...")(function)
