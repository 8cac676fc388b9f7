"""`forgemd status`: where things stand."""

from __future__ import annotations

from forgemd.cli.declared import option, whole
from forgemd.cli.options import command, format_option, paths_argument
from forgemd.cli.printing import show
from forgemd.cli.reading import read_trackers
from forgemd.cli.streams import emit_json
from forgemd.cli.world import World, now
from forgemd.output import line, standing_lines, status_values
from forgemd.tracker import network_of, rank, standing_of

__all__ = ["status_command"]


@command("status")
@paths_argument
@option(
    "--stale-days",
    type=whole(1),
    default=14,
    show_default=True,
    help="Work is stale when log and start say nothing newer than this.",
)
@format_option("human", "json")
def status_command(world: World, paths: tuple[str, ...], stale_days: int, format_: str) -> int:
    """Show where the trackers stand: a bar for every section, what is blocked, what was begun and not heard of
    again, and what the summaries claim against what is true.

    In a bar, # is done, ? in review, > in work, ! stopped; cancelled tasks count for nothing.
    """
    trackers = read_trackers(world, paths)
    today = now(world.environ).date()
    standings = [standing_of(tracker, today, stale_days) for tracker in trackers]
    network = network_of(trackers)
    ready = {tracker.path: 0 for tracker in trackers}
    for one in rank(network, today).ready:
        ready[network.nodes[one.node].tracker.path] += 1
    if format_ == "json":
        emit_json(status_values(standings, ready))
        return 0
    for index, standing in enumerate(standings):
        if index:
            show(world, [line()])
        show(world, standing_lines(standing, ready[standing.tracker.path], world.wrap_columns))
    return 0
