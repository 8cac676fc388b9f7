"""Rollups, sums and the date of the last update, brought up to date after the rows."""

from __future__ import annotations

from collections.abc import Sequence

from forgemd.changes.base import Context, Surface
from forgemd.markdown import Rewrite
from forgemd.tracker import (
    GROUP,
    OWNER,
    PRIORITY,
    Diff,
    Figure,
    Layout,
    RollupRow,
    Task,
    Tracker,
    sum_in,
    updated_fact,
    write_like,
)

__all__ = ["counts_anew", "refresh_rollups", "refresh_sums", "refresh_updated"]


def refresh_rollups(diff: Diff, rewrite: Rewrite) -> list[Surface]:
    """Recount the rollup rows that the change made wrong.

    A row that was wrong before is somebody's mistake or another way of counting: it is left, and said. Where the tasks
    are as they were only a figure that somebody wrote can be wrong now: of the others nothing is said.
    """
    if not counts_anew(diff):
        return [surface for surface in _recounted(diff, rewrite) if surface.state == "changed"]
    return _recounted(diff, rewrite)


def counts_anew(diff: Diff) -> bool:
    """Whether the change has tasks that rollups count otherwise."""
    return bool(diff.transitions or diff.added or diff.removed or _regrouped(diff))


def _recounted(diff: Diff, rewrite: Rewrite) -> list[Surface]:
    found: list[Surface] = []
    rollups = diff.after.rollups
    if not rollups:
        if not (diff.transitions or diff.added or diff.removed):
            return []
        return [Surface("rollup", "rollup", "refused", "this tracker has no rollup")]
    for number, rollup in enumerate(rollups):
        name = f"rollup in line {rollup.layout.table.line + 1}"
        if rollup.problem is not None:
            found.append(Surface("rollup", name, "refused", rollup.problem, rollup.layout.table.line + 1))
            continue
        wrong = [(row, figures) for row in rollup.rows if (figures := rollup.wrong(row))]
        before = _wrong_before(diff.before, number) if wrong else {}
        changed = [surface for row, figures in wrong for surface in _refresh(row, figures, before, rewrite)]
        found += changed or [Surface("rollup", name, "unchanged", "right as it stands", rollup.layout.table.line + 1)]
    return found


def _regrouped(diff: Diff) -> bool:
    """Whether a task went to another heading, owner, priority or group, by which rollups may count."""
    if any(change.role in (GROUP.name, OWNER.name, PRIORITY.name) for change in diff.changes):
        return True
    return any(_titles(before) != _titles(after) for before, after in diff.pairs)


def _titles(task: Task) -> list[str]:
    return [heading.title for heading in task.section.path]


def _wrong_before(before: Tracker | None, number: int) -> dict[str, str]:
    """For the rows of the rollup that were wrong before the change: label, and what they said."""
    if before is None or number >= len(before.rollups):
        return {}
    rollup, found = before.rollups[number], dict[str, str]()
    for row in rollup.rows:
        if wrong := rollup.wrong(row):
            figure = wrong[0]
            found[row.label] = (
                f"it said {figure.stated} under '{figure.column.header}' where {figure.expected} was true"
            )
    return found


def _refresh(row: RollupRow, wrong: Sequence[Figure], before: dict[str, str], rewrite: Rewrite) -> list[Surface]:
    line = row.row.line + 1
    if row.label in before:
        return [Surface("rollup", row.label, "refused", f"wrong before this change: {before[row.label]}", line)]
    for figure in wrong:
        rewrite.set(row.row, figure.column.at, figure.expected)
    return [
        Surface(
            "rollup", f"{row.label} {figure.column.header}", "changed", f"{figure.stated} → {figure.expected}", line
        )
        for figure in wrong
    ]


def refresh_sums(diff: Diff, rewrite: Rewrite) -> list[Surface]:
    """Add up again what the total rows of tables of tasks state, where they were right before the change."""
    before = _with_totals(diff.before) if diff.before is not None else []
    after = _with_totals(diff.after) if before else []
    found: list[Surface] = []
    for was, now in zip(before, after, strict=True) if len(before) == len(after) else ():
        if was.columns != now.columns:
            continue
        for at in range(1, now.table.width):
            old, new = sum_in(was, at), sum_in(now, at)
            if old and new and old.stated == old.added == new.stated != new.added:
                rewrite.set(new.row, at, new.row.value(at).replace(new.stated, new.added, 1))
                said = f"{new.stated} → {new.added}"
                header = now.columns[at].header
                found.append(Surface("rollup", f"{header} of all rows", "changed", said, new.row.line + 1))
    return found


def _with_totals(tracker: Tracker) -> list[Layout]:
    return [layout for layout in tracker.layouts if layout.kind == "tasks" and layout.ends_in_total]


def refresh_updated(diff: Diff, context: Context, rewrite: Rewrite) -> list[Surface]:
    """Write the time into the line that says when the document was last changed, unless somebody just did."""
    fact, why = updated_fact(diff.after.document, diff.after.updates)
    if fact is None:
        return [Surface("metadata", "last updated", "refused", why)]
    earlier = diff.before.updated if diff.before else None
    if earlier is not None and earlier.value != fact.value:
        return [Surface("metadata", fact.key, "unchanged", f"already '{fact.value}'", fact.line + 1)]
    text = write_like(fact.value, context.now)
    if text == fact.value:
        return [Surface("metadata", fact.key, "unchanged", f"already '{fact.value}'", fact.line + 1)]
    rewrite.replace(fact.span, text)
    return [Surface("metadata", fact.key, "changed", f"'{fact.value}' → '{text}'", fact.line + 1)]
