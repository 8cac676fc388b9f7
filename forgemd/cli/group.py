"""The `forgemd` command with click: the global options, and commands that are loaded when they are called."""

from __future__ import annotations

from importlib import import_module

import click

from forgemd.cli.clicked import clicked, global_options, updated_world
from forgemd.cli.commands import COMMANDS, attribute
from forgemd.cli.declared import Command
from forgemd.cli.streams import emit
from forgemd.cli.world import World
from forgemd.errors import UsageError
from forgemd.typed import Any

__all__ = ["run"]

_CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


class _Forgemd(click.Group):
    """Knows its commands by the table; imports one only to run it or to print its own help."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [name for name, entry in COMMANDS.items() if not entry.hidden]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        entry = COMMANDS.get(cmd_name)
        if entry is None:
            return None
        found: Command | click.Command = getattr(import_module(entry.module), attribute(cmd_name))
        return clicked(found) if isinstance(found, Command) else found

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            raise _unknown(args[0])
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, COMMANDS[name].summary) for name in self.list_commands(ctx)])

    def invoke(self, ctx: click.Context) -> Any:
        ctx.obj = updated_world(World.here(), ctx)
        return super().invoke(ctx)


def _unknown(name: str) -> UsageError:
    from difflib import get_close_matches

    near = get_close_matches(name, COMMANDS, n=1)
    hint = f"did you mean forgemd {near[0]}?" if near else "forgemd --help lists the commands"
    return UsageError(f"there is no command {name!r}", hint=hint)


def _version(ctx: click.Context, parameter: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        from forgemd import __version__

        emit(f"forgemd {__version__}")
        ctx.exit()


def _root() -> click.Group:
    version = click.Option(
        ["--version"], is_flag=True, expose_value=False, is_eager=True, callback=_version, help="Print the version."
    )
    return _Forgemd(
        "forgemd",
        callback=click.pass_context(_help),
        invoke_without_command=True,
        params=[*global_options(), version],
        context_settings=_CONTEXT,
        help="Keep a hand-edited Markdown tracker as the single source of truth, and make it safe.",
        epilog="forgemd COMMAND --help tells more about one of them.",
    )


def _help(context: click.Context) -> int:
    if context.invoked_subcommand is None:
        emit(context.get_help())
    return 0


def run(arguments: list[str]) -> int:
    """Run the command line `arguments` and give the exit code. Raises `ForgemdError`, `KeyboardInterrupt`."""
    try:
        code = _root().main(arguments, prog_name="forgemd", standalone_mode=False)
    except click.exceptions.Abort as error:
        raise KeyboardInterrupt from error
    except click.UsageError as error:
        command = error.ctx.command_path if error.ctx is not None else "forgemd"
        raise UsageError(error.format_message(), hint=f"{command} --help") from error
    except click.ClickException as error:
        raise UsageError(error.format_message()) from error
    return code if isinstance(code, int) else 0
