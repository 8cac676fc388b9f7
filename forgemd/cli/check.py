"""`forgemd check`: what trackers get wrong, each with its line."""

from __future__ import annotations

import click

from forgemd.cli.checking import Options, check_trackers
from forgemd.cli.options import command, format_option, pass_world, paths_argument
from forgemd.cli.reporting import FORMATS
from forgemd.cli.world import World
from forgemd.typed import Any

__all__ = ["check_command"]


@command("check")
@paths_argument
@click.option("--staged", is_flag=True, help="Judge what is staged, as the hook does, not the files.")
@click.option("--rev", metavar="REV", help="Judge this commit against its first parent, not the files.")
@click.option(
    "--range",
    "range_",
    metavar="A..B",
    help="Judge every commit of a range against its parents; `auto`: from what CI names, or the upstream branch.",
)
@click.option("--stdin-filename", metavar="FILE", help="Judge what stands on stdin as if it were FILE.")
@click.option(
    "--base", metavar="REV", help="Compare with this commit, by its configuration; default: what CI names, else HEAD."
)
@click.option("--select", metavar="RULES", help="Run only these rules: names or categories with commas, or ALL.")
@click.option("--ignore", metavar="RULES", help="Do not run these rules.")
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "note", "never"]),
    help="What makes the exit code 1.  [default: error, or the configuration's word]",
)
@click.option("--fix", is_flag=True, help="Write the safe fixes, then report what is left.")
@click.option("--fix-only", is_flag=True, help="Write the safe fixes and report nothing.")
@click.option("--diff", is_flag=True, help="Show the safe fixes as a diff and write nothing.")
@click.option("--unsafe-fixes", is_flag=True, help="With these three: the fixes too that their author may not mean.")
@click.option("--baseline", metavar="FILE", help="Do not tell the findings that FILE knows.")
@click.option(
    "--write-baseline", metavar="FILE", help="Write the findings of today to FILE (- is stdout), and tell none."
)
@click.option("--output-file", metavar="FILE", help="Write the report to FILE instead of stdout (-).")
@click.option(
    "--jobs",
    "-j",
    type=click.IntRange(min=1),
    metavar="N",
    help="Judge many trackers in up to N processes at once.  [default: as many as there are processors]",
)
@click.option("--statistics", is_flag=True, help="Tell only how often each rule found something.")
@format_option(*FORMATS)
@pass_world
def check_command(world: World, /, **given: Any) -> int:
    """Check trackers: PATHS (files, directories, patterns), or those that the configuration names, or every Markdown
    file that git tracks and that holds tasks with ids, a table of tasks or a board. Patterns are as in .gitignore:
    'docs/*.md' stays in docs, 'docs/**/*.md' goes below, '*.md' is any Markdown file from here on.

    Exit code 0: nothing that matters; 1: findings that reach --fail-on; 2: a tracker or a file that was named cannot
    be read, or the command line, the configuration or the repository is in the way.
    """
    return check_trackers(world, Options(**given))
