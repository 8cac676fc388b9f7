"""`forgemd list`: the tasks that are meant."""

from __future__ import annotations

from forgemd.cli.declared import option
from forgemd.cli.options import command, format_option, paths_argument
from forgemd.cli.printing import show
from forgemd.cli.reading import filter_of, filter_options, read_trackers
from forgemd.cli.streams import emit_json
from forgemd.cli.world import World, now
from forgemd.output import list_lines, list_values
from forgemd.tracker import Network, network_of, rank
from forgemd.typed import TYPE_CHECKING, Callable

if TYPE_CHECKING:
    from forgemd.tracker import Task

__all__ = ["list_command"]

_STOPPED = ("waits", "ring", "missing", "blocked")


@command("list")
@paths_argument
@filter_options
@option("--ready", "only_ready", is_flag=True, help="Only what may start, as forgemd next sees it.")
@option("--blocked", "only_blocked", is_flag=True, help="Only what is stopped: by its status, or by what it waits for.")
@option("--where", "condition", metavar="EXPRESSION", help="Only what this holds for: 'estimate > 8h and not owner'.")
@format_option("human", "json")
def list_command(
    world: World,
    paths: tuple[str, ...],
    statuses: tuple[str, ...],
    owners: tuple[str, ...],
    sections: tuple[str, ...],
    only_ready: bool,
    only_blocked: bool,
    condition: str | None,
    format_: str,
) -> int:
    """List the tasks of all trackers (or of PATHS) that every option holds for.

    An EXPRESSION compares fields (id, title, status, category, section, owner, priority, estimate, started,
    completed, due, line, path, ready, blocked, or the header of a column) with = != < <= > >= ~ (holds these words)
    and !~, joined by and, or, not and parentheses: "priority >= P1 and (due < 2026-06-01 or 'Risk Level' = high)".
    A field alone asks whether it says anything. Estimates compare in hours by their upper end, P0 is more than P1.
    """
    network = network_of(read_trackers(world, paths))
    where = None if condition is None else _where(network, condition)
    ranking = rank(network, now(world.environ).date())
    ready = {one.node for one in ranking.ready}
    blocked = {one.node for one in ranking.held if one.kind in _STOPPED}
    wanted = filter_of(statuses, owners, sections)
    found = [
        at
        for at, node in enumerate(network.nodes)
        if wanted.admits(node.task)
        and (at in ready or not only_ready)
        and (at in blocked or not only_blocked)
        and (where is None or where(node.task, node.tracker.path, at in ready, at in blocked))
    ]
    if format_ == "json":
        emit_json(list_values(network, found, ready, blocked))
    else:
        show(world, list_lines(network, found, world.wrap_columns))
    return 0


def _where(network: Network, condition: str) -> Callable[[Task, str, bool, bool], bool]:
    """Whether `condition` holds for a task of a path, that may start or is stopped. Raises `UsageError`."""
    from forgemd.tracker import Listed, normal, parse_where

    layouts = {id(node.task.layout): node.task.layout for node in network.nodes}.values()
    headers = {normal(column.header): column.header for layout in layouts for column in layout.columns}
    holds = parse_where(condition, headers)
    return lambda *listed: holds(Listed(*listed))
