"""`forgemd graph`: what waits for what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from forgemd.cli.declared import choice, option
from forgemd.cli.options import command, format_option, paths_argument
from forgemd.cli.printing import show
from forgemd.cli.reading import filter_of, filter_options, read_trackers, the_node
from forgemd.cli.streams import emit, emit_json
from forgemd.cli.world import World
from forgemd.diagnostics import count
from forgemd.errors import UsageError
from forgemd.output import (
    MERMAID_EDGES,
    MERMAID_TEXT,
    Line,
    Question,
    answer,
    critical_path,
    dot,
    graph_values,
    line,
    mermaid,
    needless_lines,
    summary,
    tree,
    waves,
)
from forgemd.tracker import Bound, Filter, Network, Schedule, needless, network_of, schedule_of

__all__ = ["graph_command"]


@command("graph")
@paths_argument
@option("--critical-path", "critical", is_flag=True, help="The longest chain by estimates, and everybody's slack.")
@option("--waves", "in_waves", is_flag=True, help="What can run side by side.")
@option("--why", metavar="ID", help="Everything that keeps this task from starting.")
@option("--impact", metavar="ID", help="Everything that waits for this task.")
@option("--redundant", is_flag=True, help="The dependencies that a longer way says already.")
@option("--open", "only_open", is_flag=True, help="Leave out what is finished.")
@filter_options
@option("--bound", type=choice(["low", "high"]), default="high", show_default=True, help="Which end of 2-4h counts.")
@format_option("human", "mermaid", "dot", "json")
def graph_command(
    world: World,
    paths: tuple[str, ...],
    critical: bool,
    in_waves: bool,
    why: str | None,
    impact: str | None,
    redundant: bool,
    only_open: bool,
    statuses: tuple[str, ...],
    owners: tuple[str, ...],
    sections: tuple[str, ...],
    bound: Bound,
    format_: str,
) -> int:
    """Show what waits for what, across all trackers (or in PATHS): a tree with the critical path marked.

    An estimate counts in hours (a day is 8, a week 40), of a range its upper end; what cannot be added up is told
    and counts nothing. A soft dependency is shown and holds nobody up. A finished task keeps nobody from starting.
    """
    if sum((critical, in_waves, why is not None, impact is not None, redundant)) > 1:
        message = "--critical-path, --waves, --why, --impact and --redundant are five questions; ask one"
        raise UsageError(message, hint="forgemd graph --help")
    network = _part(network_of(read_trackers(world, paths)), filter_of(statuses, owners, sections), only_open)
    question = _question(network, why, impact)
    extra = needless(network.before, network.order) if redundant else None
    if format_ == "human":
        view = "critical" if critical else "waves" if in_waves else "tree"
        show(world, _lines(network, bound, question, extra, view, world.wrap_columns))
        return 0
    if question is not None:
        network, question = _around(network, question)
    schedule = schedule_of(network, bound)
    if format_ == "json":
        emit_json(graph_values(network, schedule, question, extra))
    else:
        _draw(world, network, schedule, format_)
    return 0


def _draw(world: World, network: Network, schedule: Schedule, format_: str) -> None:
    text = "\n".join((mermaid if format_ == "mermaid" else dot)(network, schedule))
    if format_ == "mermaid" and (len(text) > MERMAID_TEXT or len(network.edges) > MERMAID_EDGES):
        most = f"{MERMAID_TEXT:,} characters or {MERMAID_EDGES} edges"
        world.note(f"Mermaid as it comes refuses more than {most}; draw a part: --open, --section, --why ID")
    emit(text)


def _part(network: Network, wanted: Filter, only_open: bool) -> Network:
    if wanted == Filter() and not only_open:
        return network
    kept = [
        at for at, node in enumerate(network.nodes) if wanted.admits(node.task) and not (only_open and node.finished)
    ]
    return network.only(kept)


def _question(network: Network, why: str | None, impact: str | None) -> Question | None:
    if why is not None:
        about = the_node(network, why)
        return Question("why", about, network.keeping(about))
    if impact is not None:
        about = the_node(network, impact)
        return Question("impact", about, network.waiting(about))
    return None


def _around(network: Network, question: Question) -> tuple[Network, Question]:
    """The network of the question and its answer alone."""
    kept = sorted({question.about, *question.answer})
    new = {old: at for at, old in enumerate(kept)}
    return network.only(kept), Question(question.kind, new[question.about], [new[old] for old in question.answer])


def _lines(
    network: Network,
    bound: Bound,
    question: Question | None,
    extra: Sequence[tuple[int, int]] | None,
    view: str,
    columns: int | None,
) -> Iterator[Line]:
    if question is not None:
        yield from answer(network, question, columns)
        return
    if extra is not None:
        yield from needless_lines(network, extra)
        found = count(len(extra), "redundant dependency", "redundant dependencies")
        yield line(found if extra else "no redundant dependencies")
        return
    schedule = schedule_of(network, bound)
    draw = {"critical": critical_path, "waves": waves, "tree": tree}[view]
    yield from draw(network, schedule, columns)
    yield line()
    yield from summary(network, schedule, columns)
