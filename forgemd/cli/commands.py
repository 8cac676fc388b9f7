"""Which commands there are. Their modules are imported when they are called, so the help texts stand here."""

from __future__ import annotations

from forgemd.typed import NamedTuple

__all__ = ["COMMANDS", "Entry", "attribute"]


class Entry(NamedTuple):
    """A command: the module that holds it, under the name `attribute(name)`, and what it does in one line."""

    module: str
    summary: str
    hidden: bool = False


COMMANDS: dict[str, Entry] = {
    "add": Entry("forgemd.cli.add", "Add tasks, each with the next free id, log row and figures"),
    "assign": Entry("forgemd.cli.assign", "Give tasks to somebody"),
    "check": Entry("forgemd.cli.check", "Find what trackers get wrong, each with its line"),
    "commit": Entry("forgemd.cli.commit", "Commit hand edits: validate, log, bring figures up to date, commit"),
    "config": Entry("forgemd.cli.config", "Show the configuration in force, and where each value is set"),
    "depend": Entry("forgemd.cli.depend", "Have tasks wait for others, or not any more"),
    "doctor": Entry("forgemd.cli.doctor", "Say what is in forgemd's way here, and what to do about it"),
    "edit": Entry("forgemd.cli.edit", "Write other cells of tasks"),
    "explain": Entry("forgemd.cli.explain", "Show how every table, column and status is read, and why"),
    "export": Entry("forgemd.cli.export", "Give tasks to other programs: JSON, JSON Lines, CSV, a file for each"),
    "fmt": Entry("forgemd.cli.fmt", "Align the tables of a file, and change nothing else"),
    "graph": Entry("forgemd.cli.graph", "Show what waits for what: tree, waves, critical path, why and impact"),
    "hook": Entry("forgemd.cli.hook_command", "Run by git: judge what is about to be committed", hidden=True),
    "hooks": Entry("forgemd.cli.hooks", "Install, remove or look at the git hooks"),
    "init": Entry("forgemd.cli.init", "Write the configuration that the trackers here need, if any"),
    "list": Entry("forgemd.cli.list", "List tasks by status, owner, section or an expression"),
    "merge": Entry("forgemd.cli.merge", "Merge three versions of a tracker by rows, as git merges lines"),
    "merge-driver": Entry("forgemd.cli.merge_driver_command", "Run by git: merge one tracker", hidden=True),
    "move": Entry("forgemd.cli.move", "Move tasks to another section"),
    "next": Entry("forgemd.cli.next", "Say what to do next, best first, and why the rest is not ready"),
    "note": Entry("forgemd.cli.note", "Write something into the notes of tasks"),
    "remove": Entry("forgemd.cli.remove", "Take tasks out, with log row and figures"),
    "renumber": Entry("forgemd.cli.renumber", "Give a task another id, in everything that speaks of it"),
    "rule": Entry("forgemd.cli.rule", "Print the page of a rule: the problem, examples, the fix"),
    "schema": Entry("forgemd.cli.schema", "Print a JSON Schema, or list them"),
    "set": Entry("forgemd.cli.set", "Set the status of tasks, with log row, dates and figures"),
    "show": Entry("forgemd.cli.show", "Show one task whole: row, dependencies, log, what may come next"),
    "status": Entry(
        "forgemd.cli.status", "Show where things stand: progress, blocked and stale work, figures that lie"
    ),
    "undo": Entry("forgemd.cli.undo", "Take back forgemd's own last commits, by a new one"),
    "workflow": Entry("forgemd.cli.workflow", "Show, check or draw the workflow in force"),
}
"""By name, in alphabetical order."""


def attribute(name: str) -> str:
    """What the command `name` is called in its module."""
    return f"{name.replace('-', '_')}_command"
