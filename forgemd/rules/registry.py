"""Every rule by name, with what decides whether its file has to be loaded at all.

A hook runs on every commit, and to load all rules takes longer than to read a tracker: a rule on change logs is
not loaded for a tracker that has none.
"""

from __future__ import annotations

from forgemd.rules.base import Category
from forgemd.tracker import Tracker
from forgemd.typed import Literal, NamedTuple

__all__ = ["REGISTRY", "Judges", "Listing", "traits"]

Judges = Literal["state", "change", "both", "time"]


class Listing(NamedTuple):
    """A rule's line in the registry.

    `judges` is what it looks at: the state of a tracker, its change from a base, both, or the state at the time
    of the check. `wants` are the traits (`traits`) of which a tracker, or its base, must have one for the rule to
    find anything; empty for a rule that may find something in any. A rule that is not `on` runs only where it
    is named.
    """

    category: Category
    judges: Judges = "state"
    wants: tuple[str, ...] = ()
    on: bool = True

    def applies(self, found: frozenset[str]) -> bool:
        """Whether the rule can find anything in a tracker with the traits `found`."""
        return not self.wants or not found.isdisjoint(self.wants)


REGISTRY: dict[str, Listing] = {
    "bad-date": Listing("dates", wants=("started", "completed", "due", "date")),
    "bad-suppression": Listing("reading", wants=("comments",)),
    "broken-table": Listing("reading"),
    "conflict-markers": Listing("reading"),
    "control-character": Listing("reading"),
    "dependency-cycle": Listing("dependencies", wants=("depends", "blocks")),
    "duplicate-id": Listing("ids", wants=("tasks",)),
    "false-claim": Listing("figures", wants=("tasks",)),
    "glued-row": Listing("reading"),
    "illegal-transition": Listing("change", "change"),
    "log-contradicts-status": Listing("log", "both", ("log",)),
    "missing-entry": Listing("log", "change", ("log",)),
    "missing-field": Listing("statuses", wants=("tasks",)),
    "mixed-line-endings": Listing("reading", wants=("returns",)),
    "mojibake": Listing("reading", wants=("non-ascii",)),
    "ragged-row": Listing("reading"),
    "rollup-arithmetic": Listing("figures", wants=("rollup",)),
    "stale-rollup": Listing("figures", wants=("rollup",)),
    "unknown-dependency": Listing("dependencies", wants=("depends", "blocks")),
    "unknown-status": Listing("statuses", wants=("tasks",)),
    "unused-suppression": Listing("reading", wants=("comments",)),
}
"""In the alphabet's order."""


def traits(tracker: Tracker) -> frozenset[str]:
    """What there is in a tracker that rules look at: kinds of tables, roles of columns in those of tasks and in
    logs, `non-ascii` characters, carriage `returns`, and `comments` that may speak to forgemd."""
    text = tracker.source.text
    found = {layout.kind for layout in tracker.layouts}
    columns = {layout.columns for layout in tracker.layouts if layout.kind in ("tasks", "log")}
    roles = {column.role for each in columns for column in each}
    marks = {
        "non-ascii": not text.isascii(),
        "returns": "\r" in text,
        "comments": "forgemd-" in text,
    }
    return frozenset((*found, *roles, *(mark for mark, there in marks.items() if there)))
