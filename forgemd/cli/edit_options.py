"""The options of commands that edit rows."""

from __future__ import annotations

from collections.abc import Callable

from forgemd.cli.declared import option, parameters_of
from forgemd.cli.editing import Asked
from forgemd.cli.options import agent_option, dry_run_option, format_option
from forgemd.typed import Any, TypeVar

__all__ = ["editing_options", "field_option", "force_options", "note_option"]

Function = TypeVar("Function", bound=Callable[..., Any])


def editing_options(function: Callable[..., int]) -> Callable[..., int]:
    """The options that every editing command has, as one argument `asked`."""

    def gathered(
        *args: Any,
        paths: tuple[str, ...],
        commit_too: bool,
        agent: str | None,
        dry_run: bool,
        format_: str,
        **more: Any,
    ) -> int:
        return function(*args, asked=Asked(paths, commit_too, agent, dry_run, format_), **more)

    gathered.__doc__ = function.__doc__
    gathered.__parameters__ = parameters_of(function)  # type: ignore[attr-defined]
    wrapped = format_option("human", "json")(gathered)
    wrapped = agent_option(dry_run_option(wrapped))
    wrapped = option("--commit", "commit_too", is_flag=True, help="Commit at once, as `forgemd commit` would.")(wrapped)
    return option("--tracker", "paths", multiple=True, metavar="PATH", help="Look in this file only.")(wrapped)


def note_option(function: Function) -> Function:
    """`--note`, as `note`."""
    return option("--note", metavar="TEXT", help="What the change log says about it.")(function)


def field_option(text: str) -> Callable[[Function], Function]:
    """`--field`, as `fields`; `text` is its help."""
    return option("--field", "fields", multiple=True, metavar="COLUMN=VALUE", help=text)


def force_options(function: Function) -> Function:
    """`--force` and `--reason`, as `force` and `reason`."""
    why = "Why it is forced: for the change log and a trailer of the commit."
    wrapped = option("--reason", metavar="TEXT", help=why)(function)
    return option("--force", is_flag=True, help="Take a step that the workflow does not draw; needs --reason.")(wrapped)
