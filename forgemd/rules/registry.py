"""Every rule by name, with what decides whether its file has to be loaded at all.

A hook runs on every commit, and to load all rules takes longer than to read a tracker: a rule on change logs is
not loaded for a tracker that has none.
"""

from __future__ import annotations

from forgemd.diagnostics import Severity
from forgemd.rules._surroundings import Question
from forgemd.rules.base import Category
from forgemd.text import Source, has_leads
from forgemd.tracker import Diff, Tracker
from forgemd.typed import Literal, NamedTuple

__all__ = ["REGISTRY", "Judges", "Listing", "traits", "traits_of_change"]

Judges = Literal["state", "change", "both", "merge", "time", "project"]


class Listing(NamedTuple):
    """A rule's line in the registry.

    `judges` is what it looks at: the state of a tracker, its change from a base, both, what a merge made of several
    bases, the state at the time of the check, or the state in its surroundings, of which it `asks` something. `wants`
    are the traits (`traits`) of which a tracker, or its base, must have one for the rule to find anything; empty for a
    rule that may find something in any. A rule that is not `on` runs only where it is named. `worst` is the severity
    that none of its own goes beyond.

    What a merge changes counts where it is true against every parent: a row that one of them has is no change. Rules
    on what went without a word are not `in_merges`, where `lost-in-merge` asks the same of all parents at once.
    """

    category: Category
    judges: Judges = "state"
    wants: tuple[str, ...] = ()
    on: bool = True
    in_merges: bool = True
    worst: Severity = "error"
    asks: Question | None = None

    def applies(self, found: frozenset[str]) -> bool:
        """Whether the rule can find anything in a tracker with the traits `found`."""
        return not self.wants or not found.isdisjoint(self.wants)


_DATES = ("started", "completed", "due", "date")
_EDGES = ("depends", "blocks")

REGISTRY: dict[str, Listing] = {
    "ambiguous-id": Listing("ids", wants=("id",), worst="warning"),
    "bad-date": Listing("dates", wants=_DATES),
    "bad-suppression": Listing("reading", wants=("comments",), worst="warning"),
    "broken-chain": Listing("log", wants=("log",), worst="warning"),
    "broken-table": Listing("reading", worst="warning"),
    "completed-before-started": Listing("dates", wants=("completed",), worst="warning"),
    "conflict-markers": Listing("reading", wants=("conflicts",)),
    "control-character": Listing("reading", wants=("strange",)),
    "dependency-cycle": Listing("dependencies", wants=_EDGES),
    "done-before-dependency": Listing("dependencies", wants=_EDGES, worst="warning"),
    "duplicate-id": Listing("ids", "both", ("tasks",)),
    "false-claim": Listing("figures", wants=("tasks",), worst="warning"),
    "false-phase": Listing("figures", wants=("tasks",), worst="warning"),
    "future-date": Listing("dates", "time", _DATES, worst="warning"),
    "glued-row": Listing("reading", wants=("ragged",), worst="warning"),
    "graph-drift": Listing("dependencies", wants=("fences",), worst="warning"),
    "id-changed": Listing("ids", "change", ("removed",), worst="warning"),
    "illegal-transition": Listing("change", "change"),
    "legend-drift": Listing("statuses", wants=("legend",), worst="warning"),
    "log-altered": Listing("log", "change", ("log",), in_merges=False),
    "log-contradicts-status": Listing("log", "both", ("log",)),
    "log-order": Listing("log", wants=("log",), worst="warning"),
    "lost-in-merge": Listing("change", "merge"),
    "missing-branch": Listing("evidence", "project", ("branch",), on=False, worst="warning", asks="branches"),
    "missing-commit": Listing("evidence", "project", ("link",), worst="warning", asks="commits"),
    "missing-entry": Listing("log", "change", ("log",)),
    "missing-field": Listing("statuses", "both", ("tasks",)),
    "missing-id": Listing("ids", wants=("id",), worst="warning"),
    "missing-location": Listing("evidence", "project", ("location",), worst="warning", asks="files"),
    "mixed-line-endings": Listing("reading", wants=("returns",), worst="warning"),
    "mojibake": Listing("reading", wants=("letters",), worst="warning"),
    "open-issue": Listing("evidence", wants=("issues",), worst="warning"),
    "over-limit": Listing("statuses", wants=("limits",)),
    "placeholder-timestamp": Listing("dates", wants=_DATES, worst="warning"),
    "priority-gate": Listing("dependencies", wants=("tasks",), on=False, worst="warning"),
    "ragged-row": Listing("reading", wants=("ragged",), worst="warning"),
    "rollup-arithmetic": Listing("figures", wants=("rollup", "totals"), worst="warning"),
    "row-loss": Listing("change", "change", ("removed",), in_merges=False, worst="warning"),
    "schema-violation": Listing("reading", "both", wants=("schemas",)),
    "self-dependency": Listing("dependencies", wants=_EDGES),
    "self-review": Listing("evidence", wants=("reviewer",), worst="warning"),
    "spelling-drift": Listing("statuses", wants=("status",), worst="warning"),
    "stale-last-updated": Listing("figures", wants=(*_DATES, "foot"), worst="warning"),
    "stale-lease": Listing("evidence", "time", ("started", "log"), on=False, worst="warning"),
    "stale-review": Listing("evidence", "time", ("started", "log"), on=False, worst="warning"),
    "stale-rollup": Listing("figures", wants=("rollup",), worst="warning"),
    "started-before-dependency": Listing("dependencies", wants=_EDGES, worst="warning"),
    "task-removed": Listing("change", "change", ("removed",), in_merges=False, worst="warning"),
    "task-reopened": Listing("change", "change", ("status",), on=False, worst="warning"),
    "unknown-dependency": Listing("dependencies", "project", _EDGES, asks="trackers"),
    "unknown-status": Listing("statuses", wants=("tasks",)),
    "unknown-task-in-log": Listing("log", wants=("log",), worst="warning"),
    "unmerged-branch": Listing("evidence", "project", ("branch",), on=False, worst="warning", asks="branches"),
    "unsigned-phase": Listing("evidence", worst="warning"),
    "unused-suppression": Listing("reading", wants=("comments",), worst="warning"),
}
"""In the alphabet's order."""


def traits_of_change(diff: Diff) -> frozenset[str]:
    """What there is on either side, and whether tasks were `removed`."""
    found = traits(diff.after)
    if diff.before is not None:
        found |= traits(diff.before)
    return found | {"removed"} if diff.removed else found


def traits(tracker: Tracker) -> frozenset[str]:
    """What there is in a tracker that rules look at: kinds of tables, roles of columns in those of tasks and in
    logs, `ragged` tables with rows that are too short, too long or have an empty cell, `totals` in a last row where
    there is no rollup, what may be a date in the `foot`, `strange` characters, `letters` that broken text is full of,
    carriage `returns`, `fences`, `comments` that may speak to forgemd, `conflicts` that a merge may have left, `limits`
    of the workflow, and `schemas` of the user's."""
    layouts, found = tracker.layouts, {"tasks"} if tracker.names else set[str]()
    found.update([layout.kind for layout in layouts])
    for layout in [layout for layout, _ in tracker.stretches] + [each for each in layouts if each.kind == "log"]:
        found.update(layout.roles)
    found.update([mark for mark, there in _marks(tracker.source).items() if there])
    unread = [layout.table for layout in layouts if not layout.table.whole]
    if not all(table.is_whole for table in unread):
        found.add("ragged")
    if "rollup" not in found and any(layout.ends_in_total for layout in layouts):
        found.add("totals")
    if any(True for _ in tracker.document.fences):
        found.add("fences")
    if tracker.workflow.limits:
        found.add("limits")
    if tracker.schemas:
        found.add("schemas")
    return frozenset(found)


def _marks(source: Source) -> dict[str, bool]:
    """What the bytes of a text show of it."""
    raw, strange = source.encode(), source.strange
    # A look for one byte is ten times as fast as one for several.
    tags = b"<" in raw
    return {
        "strange": bool(strange),
        "letters": has_leads(strange),
        "returns": b"\r" in raw,
        "comments": tags and b"forgemd-" in raw,
        "conflicts": tags and b"<<<<<<<" in raw,
        "foot": b"20" in raw[-200:],
    }
