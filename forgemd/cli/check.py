"""`forgemd check`: what trackers get wrong, each with its line."""

from __future__ import annotations

from forgemd.cli.checking import Options, check_trackers
from forgemd.cli.declared import choice, option, whole
from forgemd.cli.options import command, format_option, paths_argument
from forgemd.cli.reporting import FORMATS
from forgemd.cli.world import World
from forgemd.typed import Any

__all__ = ["check_command"]


@command("check")
@paths_argument
@option("--staged", is_flag=True, help="Judge what is staged, as the hook does, not the files.")
@option("--rev", metavar="REV", help="Judge this commit against its first parent, not the files.")
@option(
    "--range",
    "range_",
    metavar="A..B",
    help="Judge every commit of a range against its parents; `auto`: from what CI names, or the upstream branch.",
)
@option("--stdin-filename", metavar="FILE", help="Judge what stands on stdin as if it were FILE.")
@option(
    "--base", metavar="REV", help="Compare with this commit, by its configuration; default: what CI names, else HEAD."
)
@option("--select", metavar="RULES", help="Run only these rules: names or categories with commas, or ALL.")
@option("--ignore", metavar="RULES", help="Do not run these rules.")
@option(
    "--fail-on",
    type=choice(["error", "warning", "note", "never"]),
    help="What makes the exit code 1.  [default: error, or the configuration's word]",
)
@option("--fix", is_flag=True, help="Write the safe fixes, then report what is left.")
@option("--fix-only", is_flag=True, help="Write the safe fixes and report nothing.")
@option("--diff", is_flag=True, help="Show the safe fixes as a diff and write nothing.")
@option("--unsafe-fixes", is_flag=True, help="With these three: the fixes too that their author may not mean.")
@option("--baseline", metavar="FILE", help="Do not tell the findings that FILE knows.")
@option("--write-baseline", metavar="FILE", help="Write the findings of today to FILE (- is stdout), and tell none.")
@option("--output-file", metavar="FILE", help="Write the report to FILE instead of stdout (-).")
@option(
    "--jobs",
    "-j",
    type=whole(1),
    metavar="N",
    help="Judge many trackers in up to N processes at once.  [default: as many as there are processors]",
)
@option("--statistics", is_flag=True, help="Tell only how often each rule found something.")
@format_option(*FORMATS)
def check_command(world: World, /, **given: Any) -> int:
    """Check trackers: PATHS (files, directories, patterns), or those that the configuration names, or every Markdown
    file that git tracks and that holds tasks with ids, a table of tasks or a board. Patterns are as in .gitignore:
    'docs/*.md' stays in docs, 'docs/**/*.md' goes below, '*.md' is any Markdown file from here on.

    Exit code 0: nothing that matters; 1: findings that reach --fail-on; 2: a tracker or a file that was named cannot
    be read, or the command line, the configuration or the repository is in the way.
    """
    return check_trackers(world, Options(**given))
