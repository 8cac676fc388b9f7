"""Declared commands as click has them, with the global options that each also takes behind its name."""

from __future__ import annotations

import click
from click.core import ParameterSource

from forgemd.cli.commands import COMMANDS
from forgemd.cli.declared import Command, Parameter, Type
from forgemd.cli.world import World
from forgemd.typed import Any

__all__ = ["clicked", "global_options", "updated_world"]

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


class _Clicked(click.Command):
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


def clicked(command: Command) -> click.Command:
    """The command as click has it; its help is the function's docstring, its short help the table's."""
    function = click.make_pass_decorator(World)(command.function)
    for each in reversed(command.parameters):
        function = getattr(click, each.kind)(*each.names, **_settings(each))(function)
    settings = dict(command.settings)
    short = settings.pop("short_help", COMMANDS[command.name].summary if command.name in COMMANDS else None)
    return click.command(command.name, cls=_Clicked, short_help=short, **settings)(function)


def _settings(parameter: Parameter) -> dict[str, Any]:
    settings = dict(parameter.settings)
    if isinstance(settings.get("type"), Type):
        name, made_with, _ = settings["type"]
        kind = getattr(click, name)
        settings["type"] = kind(*made_with) if made_with else kind
    return settings
