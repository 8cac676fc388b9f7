"""Plans for tests: a hand edit, a command, and what came of it."""

from __future__ import annotations

from datetime import UTC, datetime

from forgemd.changes import Context, Intent, Plan, make_plan
from forgemd.tracker import read
from tests.tracker.build import STRICT_LEGEND, table, tracker

__all__ = ["AT", "BASE", "LOG", "changed_lines", "commit", "edit", "log_rows", "plan", "tracker_with"]

AT = datetime(2026, 6, 1, 12, 34, 56, tzinfo=UTC)
LOG = "Timestamp | Task ID | Old Status | New Status | Agent | Notes"


def tracker_with(
    *tasks: str, log: tuple[str, ...] = ("2026-05-01T08:00:00Z | A-9 | PENDING | READY | Ada | -",)
) -> str:
    """An archetype in small: metadata, legend, tasks, rollup, log."""
    head = "# Boat\n\n**Last Updated:** 2026-05-01T08:00:00Z  \n**Version:** 1\n\n"
    rows = table("ID | Task | Status | Agent | Started | Completed", *tasks, heading="1.1 Hull")
    return head + STRICT_LEGEND + rows + table(LOG, *log, heading="Change Log")


BASE = tracker_with(
    "A-1 | Keel | 🔲 PENDING | - | - | -",
    "A-2 | Ribs | 🟧 RUNNING | Bob | 2026-05-02 | -",
    "A-3 | Deck | 🟪 REVIEW | - | - | -",
)


def plan(before: str | None, after: str, *intents: Intent, agent: str | None = "ada", note: str | None = None) -> Plan:
    """The plan for hand edits from `before` to `after`, and then `intents`."""
    reference = tracker(before) if before is not None else None
    return make_plan(reference, tracker(after), intents, Context(AT, agent or "git-name", agent, note), read)


def commit(text: str, old: str, new: str, **more: str | None) -> Plan:
    """The plan for one hand edit."""
    return plan(text, edit(text, old, new), **more)


def edit(text: str, old: str, new: str) -> str:
    assert text.count(old) == 1, (old, text.count(old))
    return text.replace(old, new)


def log_rows(done: Plan) -> list[str]:
    """The rows of the log as it becomes, without their bars."""
    log = tracker(done.after.text).log
    assert log is not None
    return [" | ".join(row.values) for row in log.layout.table.rows]


def changed_lines(done: Plan) -> tuple[set[int], set[int]]:
    """The lines (1-based, of the new text) that differ from the text that the plan began with, and the new ones."""
    from difflib import SequenceMatcher

    before, after = (source.text.split("\n") for source in (done.before, done.after))
    changed: set[int] = set()
    new: set[int] = set()
    for tag, first, last, start, end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        more = (end - start) - (last - first)
        assert more >= 0, "no line goes away"
        (new if tag == "insert" else changed).update(range(start + 1, end + 1))
    return changed, new
