"""`forgemd show ID`: one task whole."""

from __future__ import annotations

from forgemd.cli.declared import argument, option
from forgemd.cli.options import command, format_option
from forgemd.cli.printing import show
from forgemd.cli.reading import read_trackers, the_node
from forgemd.cli.streams import emit_json
from forgemd.cli.world import World, now
from forgemd.output import Shown, shown_lines, shown_values
from forgemd.tracker import Entry, Network, network_of, rank

__all__ = ["show_command"]


@command("show")
@argument("reference", metavar="ID")
@option("--tracker", "paths", multiple=True, metavar="PATH", help="Look in this file only.")
@format_option("human", "json")
def show_command(world: World, reference: str, paths: tuple[str, ...], format_: str) -> int:
    """Show the task ID whole: every cell of its row, what it waits for and what waits for it, what the change log
    says about it, which statuses may come next by the workflow, and whether it may start.

    ID is as people write it (01 for WS-01); PATH#ID where several files have it.
    """
    network = network_of(read_trackers(world, paths))
    at = the_node(network, reference)
    held = next((one for one in rank(network, now(world.environ).date()).held if one.node == at), None)
    shown = Shown(network, at, held, _entries(network, at))
    if format_ == "json":
        emit_json(shown_values(shown))
    else:
        show(world, shown_lines(shown, world.wrap_columns))
    return 0


def _entries(network: Network, at: int) -> list[Entry]:
    """What the log says about a task, in the log's order; entries about every task are about it too."""
    node = network.nodes[at]
    log = node.tracker.log
    return [
        entry
        for entry in (log.entries if log is not None else ())
        if not entry.is_template and (entry.every or any(node.tracker.task(name) is node.task for name in entry.tasks))
    ]
