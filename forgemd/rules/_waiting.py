"""Which tasks went on although a task that they wait for stood in the way."""

from __future__ import annotations

from forgemd.diagnostics import Diagnostic, listed
from forgemd.rules.base import Rule
from forgemd.tracker import Category, Dependency, Task, Tracker
from forgemd.typed import Callable, Iterator

__all__ = ["BEGUN", "WAITING", "went_on"]


def went_on(
    rule: Rule[Tracker],
    tracker: Tracker,
    is_held: Callable[[Task], bool],
    is_open: Callable[[Task], bool],
    hint: str,
) -> Iterator[Diagnostic]:
    """A finding of `rule` for each task for which `is_held` is true and that waits for some for which `is_open` is."""
    for task, edges in _open_dependencies(tracker, is_held, is_open):
        yield rule.finding(
            tracker.path,
            edges[0].span,
            f"is {task.status.code}, and waits for {listed(_states(edges))}",
            task=task,
            role=edges[0].role,
            hint=hint,
        )


def _open_dependencies(
    tracker: Tracker, is_held: Callable[[Task], bool], is_open: Callable[[Task], bool]
) -> Iterator[tuple[Task, list[Dependency]]]:
    """The tasks for which `is_held` is true with those of their dependencies, each once, for which `is_open` is.

    Only what a cell names beyond doubt counts, and by an id: what stands under `Dependencies` by its name is often a
    library. No row counts that stands for several tasks.
    """
    found: dict[str, dict[str, Dependency]] = {}
    held: dict[str, bool] = {}
    for edge in tracker.dependencies:
        task, on = edge.task, edge.on
        if on is None or on is task or not edge.certain or edge.soft:
            continue
        if task.key not in held:
            held[task.key] = is_held(task) and not task.stands_for
        if held[task.key] and is_open(on) and on.has_id and not on.stands_for:
            found.setdefault(task.key, {}).setdefault(on.key, edge)
    for edges in found.values():
        first, *others = edges.values()
        yield first.task, [first, *others]


def _states(edges: list[Dependency]) -> list[str]:
    """Each dependency with its status: `A-1 (Todo)`."""
    return [f"{edge.on.id} ({edge.on.status.code})" for edge in edges if edge.on is not None]


BEGUN: frozenset[Category] = frozenset(("active", "review"))
"""Somebody works on the task."""
WAITING: frozenset[Category] = frozenset(("todo", "ready", "blocked", "failed"))
"""Nobody does, and it is not finished."""
