"""`forgemd merge`: which of its jobs is asked for."""

from __future__ import annotations

import click

from forgemd.cli import merge_files, merge_judging, merge_resolve, merge_setup
from forgemd.cli.options import command, dry_run_option, format_option, pass_world
from forgemd.cli.world import World
from forgemd.errors import UsageError
from forgemd.merge import MARKER, Policy, Side

__all__ = ["merge_command"]


@command("merge")
@click.argument("files", nargs=-1, metavar="[BASE OURS THEIRS | PATH...]")
@click.option("-o", "--output", metavar="FILE", help="Write the result there instead of to stdout; OURS may be named.")
@click.option(
    "-L",
    "--label",
    "labels",
    multiple=True,
    metavar="NAME",
    help="What conflict markers call our side; given again, the base; and again, their side.",
)
@click.option(
    "--marker-size", type=click.IntRange(1, 200), default=MARKER, show_default=True, help="Signs in a conflict marker."
)
@click.option(
    "--policy",
    type=click.Choice(["conflict", "safety"]),
    help="What becomes of two statuses for one task: with `safety`, BLOCKED and FAILED win (merge.policy).",
)
@click.option(
    "--check", "future", metavar="REV", help="Tell what merging REV into HEAD would leave to people, and do nothing."
)
@click.option("--verify", "made", metavar="REV", help="Tell whether the merge commit REV lost or invented anything.")
@click.option("--resolve", is_flag=True, help="Finish what a merge left in conflict, or merged as text, by rows.")
@click.option("--ours", "side", flag_value="ours", help="With --resolve: decide what is in dispute for our side.")
@click.option("--theirs", "side", flag_value="theirs", help="With --resolve: for their side.")
@click.option("--agent", metavar="NAME", help="With --resolve: who decides, for the change log (FORGEMD_AGENT).")
@click.option("--install", is_flag=True, help="Let git merge the repository's trackers so.")
@click.option("--uninstall", is_flag=True, help="Take out what --install put in, byte for byte.")
@click.option("--probe", is_flag=True, help="Try whether git merges trackers so, and say what keeps it from that.")
@click.option(
    "--pattern",
    "patterns",
    multiple=True,
    metavar="PATTERN",
    help="With --install: these files, as .gitattributes names them ('*.md'), instead of every tracker.",
)
@dry_run_option
@format_option("human", "json")
@pass_world
def merge_command(
    world: World,
    files: tuple[str, ...],
    output: str | None,
    labels: tuple[str, ...],
    marker_size: int,
    policy: Policy | None,
    future: str | None,
    made: str | None,
    resolve: bool,
    side: Side | None,
    agent: str | None,
    install: bool,
    uninstall: bool,
    probe: bool,
    patterns: tuple[str, ...],
    dry_run: bool,
    format_: str,
) -> int:
    """Merge what OURS and THEIRS made of BASE: task by task, cell by cell.

    Change logs are united, figures counted again, the rest merged as git merges text. Exit code 1 if there are
    conflicts: each stands in markers around the one row or the lines in question. What cannot be merged by rows is
    merged by git as text, which is told.

    With --check, --verify and --resolve, PATHs keep it to those trackers; the exit code is 1 for conflicts, and for
    what was lost. Each decision about a task leaves a row in the change log.

    With --install, git itself merges so: in merge, rebase, cherry-pick, revert, stash and the like.
    """
    asked = {"--check": future is not None, "--verify": made is not None, "--resolve": resolve}
    job = _job(asked, {"--install": install, "--uninstall": uninstall, "--probe": probe}, files, patterns)
    if job != "--resolve" and (side is not None or agent is not None):
        raise UsageError("there is nothing to decide", where="merge", hint="forgemd merge --resolve --ours")
    if job == "--check":
        return merge_judging.check(world, future or "", files, format_)
    if job == "--resolve":
        wanted = merge_resolve.Resolution(side, policy, agent, dry_run, format_)
        return merge_resolve.resolve(world, files, wanted)
    if job == "--verify":
        return merge_judging.verify(world, made or "", files, format_)
    if job == "--install":
        return merge_setup.install(world, patterns, dry_run=dry_run, format_=format_)
    if job == "--uninstall":
        return merge_setup.uninstall(world, dry_run=dry_run, format_=format_)
    if job == "--probe":
        return merge_setup.probe(world, format_)
    return merge_files.merge_three(
        world, files, merge_files.Request(output, labels, marker_size, policy, dry_run, format_)
    )


def _job(judging: dict[str, bool], asked: dict[str, bool], files: tuple[str, ...], patterns: tuple[str, ...]) -> str:
    """The one job that is asked for; empty for merging files. The jobs `judging` take paths. Raises `UsageError` for
    two."""
    jobs = [name for name, given in {**judging, **asked}.items() if given]
    if files and not any(judging.values()):
        jobs.append("merging files")
    if len(jobs) > 1:
        raise UsageError(f"{' and '.join(jobs)} do not go together", where="merge", hint="one after the other")
    job = jobs[0] if jobs else ""
    if patterns and job != "--install":
        raise UsageError("there is nothing to declare a pattern for", where="--pattern", hint="forgemd merge --install")
    return job
