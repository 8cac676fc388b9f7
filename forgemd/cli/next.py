"""`forgemd next`: what to do next, and why not the rest."""

from __future__ import annotations

from forgemd.cli.declared import option, whole
from forgemd.cli.options import command, format_option, paths_argument
from forgemd.cli.printing import show
from forgemd.cli.reading import read_trackers
from forgemd.cli.streams import emit_json
from forgemd.cli.world import World, agent, now
from forgemd.output import next_lines, next_values
from forgemd.tracker import network_of, rank

__all__ = ["next_command"]


@command("next")
@paths_argument
@option("-n", "most", type=whole(1), default=5, show_default=True, help="How many to name.")
@option("--agent", "name", metavar="NAME", help="Leave out what somebody else has (FORGEMD_AGENT).")
@option("--all", "every", is_flag=True, help="Say of every task that is not ready why.")
@format_option("human", "json")
def next_command(world: World, paths: tuple[str, ...], most: int, name: str | None, every: bool, format_: str) -> int:
    """Say what to do next, best first, and why each other unfinished task may not start.

    Ready is what has a status that lets it start and waits for nothing unfinished. The score is out of 100: 40 for
    the priority (P0 40, P1 30, P2 or none 20, P3 10), 30 for the work that waits behind it, compared with the ready
    task that holds up most, 20 for how near it is to the critical path, 10 for its age (a third of a point for each
    day since the log says that it may start, up to 30 days). Equal scores keep the order of the files.
    """
    who = agent(world.environ, name)
    network = network_of(read_trackers(world, paths))
    ranking = rank(network, now(world.environ).date(), who)
    if format_ == "json":
        emit_json(next_values(network, ranking, who, most))
    else:
        show(world, next_lines(network, ranking, most, every, world.wrap_columns))
    return 0
