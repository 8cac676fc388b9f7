"""`forgemd merge`: which of its jobs is asked for."""

from __future__ import annotations

from collections.abc import Callable

from forgemd.cli import merge_files, merge_judging, merge_resolve, merge_setup
from forgemd.cli.declared import argument, choice, option, whole
from forgemd.cli.options import command, dry_run_option, format_option
from forgemd.cli.world import World
from forgemd.errors import UsageError
from forgemd.merge import MARKER, Policy, Side
from forgemd.typed import Any, NamedTuple

__all__ = ["merge_command"]


class _Asked(NamedTuple):
    """The command line."""

    files: tuple[str, ...]
    output: str | None
    labels: tuple[str, ...]
    marker_size: int
    policy: Policy | None
    check: str | None
    verify: str | None
    resolve: bool
    side: Side | None
    agent: str | None
    install: bool
    uninstall: bool
    probe: bool
    pattern: tuple[str, ...]
    dry_run: bool
    format_: str


_JOBS: dict[str, Callable[[World, _Asked], int]] = {
    "": lambda world, asked: merge_files.merge_three(
        world,
        asked.files,
        merge_files.Request(asked.output, asked.labels, asked.marker_size, asked.policy, asked.dry_run, asked.format_),
    ),
    "check": lambda world, asked: merge_judging.check(world, asked.check or "", asked.files, asked.format_),
    "verify": lambda world, asked: merge_judging.verify(world, asked.verify or "", asked.files, asked.format_),
    "resolve": lambda world, asked: merge_resolve.resolve(
        world,
        asked.files,
        merge_resolve.Resolution(asked.side, asked.policy, asked.agent, asked.dry_run, asked.format_),
    ),
    "install": lambda world, asked: merge_setup.install(
        world, asked.pattern, dry_run=asked.dry_run, format_=asked.format_
    ),
    "uninstall": lambda world, asked: merge_setup.uninstall(world, dry_run=asked.dry_run, format_=asked.format_),
    "probe": lambda world, asked: merge_setup.probe(world, asked.format_),
}
"""By the option that asks for it; merging three files is asked for by none."""

_BELONGS: dict[str, tuple[str, ...]] = {
    "files": ("", "check", "verify", "resolve"),
    "output": ("",),
    "labels": ("",),
    "policy": ("", "resolve"),
    "side": ("resolve",),
    "agent": ("resolve",),
    "pattern": ("install",),
    "dry_run": ("", "resolve", "install", "uninstall"),
}
"""The jobs that an argument or option means something to."""

_SPELLED = {"files": "a path", "labels": "-L", "side": "--ours or --theirs"}


def _files_options(function: Callable[..., int]) -> Callable[..., int]:
    size, policies = whole(1, 200), choice(["conflict", "safety"])
    for each in (
        option(
            "--policy",
            type=policies,
            help="What becomes of two statuses for one task: with `safety`, BLOCKED and FAILED win (merge.policy).",
        ),
        option("--marker-size", type=size, default=MARKER, show_default=True, help="Signs in a conflict marker."),
        option(
            "-L",
            "--label",
            "labels",
            multiple=True,
            metavar="NAME",
            help="What conflict markers call our side; given again, the base; and again, their side.",
        ),
        option(
            "-o", "--output", metavar="FILE", help="Write the result there instead of to stdout; OURS may be named."
        ),
        argument("files", nargs=-1, metavar="[BASE OURS THEIRS | PATH...]"),
    ):
        function = each(function)
    return function


def _judging_options(function: Callable[..., int]) -> Callable[..., int]:
    check = "Tell what merging REV into HEAD would leave to people, and do nothing."
    verify = "Tell whether the merge commit REV lost or invented anything."
    resolve = "Finish what a merge left in conflict, or merged as text, by rows."
    ours = "With --resolve: decide what is in dispute for our side."
    agent = "With --resolve: who decides, for the change log (FORGEMD_AGENT)."
    for each in (
        option("--agent", metavar="NAME", help=agent),
        option("--theirs", "side", flag_value="theirs", help="With --resolve: for their side."),
        option("--ours", "side", flag_value="ours", help=ours),
        option("--resolve", is_flag=True, help=resolve),
        option("--verify", metavar="REV", help=verify),
        option("--check", metavar="REV", help=check),
    ):
        function = each(function)
    return function


def _setup_options(function: Callable[..., int]) -> Callable[..., int]:
    pattern = "With --install: these files, as .gitattributes names them ('*.md'), instead of every tracker."
    probe = "Try whether git merges trackers so, and say what keeps it from that."
    for each in (
        option("--pattern", multiple=True, metavar="PATTERN", help=pattern),
        option("--probe", is_flag=True, help=probe),
        option("--uninstall", is_flag=True, help="Take out what --install put in, byte for byte."),
        option("--install", is_flag=True, help="Let git merge the repository's trackers so."),
    ):
        function = each(function)
    return function


@command("merge")
@_files_options
@_judging_options
@_setup_options
@dry_run_option
@format_option("human", "json")
def merge_command(world: World, /, **given: Any) -> int:
    """Merge what OURS and THEIRS made of BASE: task by task, cell by cell.

    Change logs are united, figures counted again, the rest merged as git merges text. Exit code 1 if there are
    conflicts: each stands in markers around the one row or the lines in question. What cannot be merged by rows is
    merged by git as text, which is told.

    With --check, --verify and --resolve, PATHs keep it to those trackers; the exit code is 1 for conflicts, and for
    what was lost. Each decision about a task leaves a row in the change log.

    With --install, git itself merges so: in merge, rebase, cherry-pick, revert, stash and the like.
    """
    asked = _Asked(**given)
    return _JOBS[_job(asked)](world, asked)


def _job(asked: _Asked) -> str:
    """The one job that is asked for. Raises `UsageError` for two, and for what means nothing to it."""
    values = asked._asdict()
    jobs = [name for name in _JOBS if name and values[name] not in (None, False)]
    if len(jobs) > 1:
        names = " and ".join(f"--{name}" for name in jobs)
        raise UsageError(f"{names} do not go together", where="merge", hint="one after the other")
    job = jobs[0] if jobs else ""
    for name, belongs in _BELONGS.items():
        if values[name] and job not in belongs:
            spelled = _SPELLED.get(name, f"--{name.replace('_', '-')}")
            owner = " or ".join(f"--{other}" if other else "merging files" for other in belongs)
            raise UsageError(
                f"{spelled} has no meaning with {f'--{job}' if job else 'merging files'}",
                where="merge",
                hint=f"it goes with {owner}",
            )
    return job
