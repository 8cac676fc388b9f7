"""What the commands that only read have in common: the trackers, and which of their tasks are meant."""

from __future__ import annotations

from forgemd.cli.declared import option
from forgemd.cli.world import World
from forgemd.errors import UsageError
from forgemd.markdown import find_conflicts
from forgemd.tracker import Filter, Network, Tracker
from forgemd.typed import Any, Callable, Sequence, TypeVar

__all__ = ["filter_of", "filter_options", "read_trackers", "the_node"]

Function = TypeVar("Function", bound=Callable[..., Any])


def read_trackers(world: World, paths: Sequence[str]) -> list[Tracker]:
    """The trackers at `paths`, or all that there are. Raises `UsageError` for one that a merge left in conflict."""
    workspace = world.workspace()
    trackers = []
    for named in dict.fromkeys(workspace.find(paths)):
        tracker = workspace.tracker(named.path, workspace.bytes_of(named))
        found = find_conflicts(tracker.source)
        if found:
            hint = "settle the conflict between the markers by hand, then run the command again"
            where = f"{tracker.path}:{found[0].first + 1}"
            raise UsageError("a merge left conflict markers here", where=where, hint=hint)
        trackers.append(tracker)
    return trackers


def filter_options(function: Function) -> Function:
    """`--status`, `--owner` and `--section`, as `statuses`, `owners` and `sections`."""
    for name, parameter, text in (
        ("--section", "sections", "Only tasks below this heading: its number, or a part of its words."),
        ("--owner", "owners", "Only tasks of this owner; - for tasks of nobody."),
        ("--status", "statuses", "Only tasks with this status, or of this category (todo, ready, active ...)."),
    ):
        function = option(name, parameter, multiple=True, metavar=name[2:].upper(), help=text)(function)
    return function


def filter_of(statuses: Sequence[str], owners: Sequence[str], sections: Sequence[str]) -> Filter:
    """The filter that the options say; each may be given several times, or with commas."""
    return Filter(_words(statuses), _words(owners), tuple(word.casefold() for word in sections))


def _words(values: Sequence[str]) -> tuple[str, ...]:
    return tuple(word for value in values for part in value.split(",") if (word := part.strip().casefold()))


def the_node(network: Network, reference: str) -> int:
    """The one task that `reference` means. Raises `UsageError` with what it may have meant."""
    found = network.find(reference)
    if len(found) == 1:
        return found[0]
    if found:
        names = ", ".join(network.nodes[number].name for number in found[:5])
        raise UsageError(f"'{reference}' may mean {len(found)} tasks", hint=f"name one: {names}")
    near = network.like(reference)
    hint = f"did you mean {' or '.join(near)}?" if near else "forgemd explain FILE shows which tasks a file has"
    raise UsageError(f"no task is called '{reference}'", hint=hint)
