"""The merges of a range, each with what the rules on merges have to know."""

from __future__ import annotations

from collections.abc import Sequence

from forgemd.errors import SourceError
from forgemd.git import Commit, common_ancestors
from forgemd.markdown import find_conflicts
from forgemd.rules import Merge
from forgemd.tracker import Tracker
from forgemd.workspace.ranges.past import Past
from forgemd.workspace.ranges.steps import Step, steps_of
from forgemd.workspace.workspace import Workspace

__all__ = ["Merges"]


class Merges:
    """Merges among `commits` (parents before children) up to the commit `end`."""

    def __init__(self, workspace: Workspace, past: Past, end: str, commits: Sequence[Commit]) -> None:
        self._workspace = workspace
        self._past = past
        self._end = end
        self._commits = commits
        self._ancestors: dict[tuple[str, ...], list[str]] = {}

    def at(self, step: Step) -> Merge | None:
        """What the merge commit of `step` made of its tracker; None where fewer than two parents have one to keep.

        All versions are read as the first parent reads them. Raises `GitError` where the clone is too shallow to
        tell what the parents come from.
        """
        merged = self._read(step, step.path, step.oid)
        parents = [self._read(step, side.path, side.oid) for side in step.sides]
        there = tuple(parent for parent in parents if parent is not None)
        if merged is None or len(there) < 2:
            return None
        ancestors = [self._ancestor(step, oid) for oid in self._common(step)]
        known = tuple(tracker for tracker in ancestors if tracker is not None)
        return Merge(merged, there, known, lambda: self._later(step), step.commit.oid[:10])

    def _read(self, step: Step, path: str, oid: str | None) -> Tracker | None:
        """The tracker in a blob; None where it is none, or two in one."""
        if oid is None:
            return None
        try:
            return _sound(self._past.tracker(path, oid, step.judge))
        except SourceError:
            return None

    def _common(self, step: Step) -> list[str]:
        parents = step.commit.parents
        if parents not in self._ancestors:
            self._ancestors[parents] = common_ancestors(self._workspace.need_repository(), parents)
        return self._ancestors[parents]

    def _ancestor(self, step: Step, commit: str) -> Tracker | None:
        paths = dict.fromkeys((step.path, *(side.path for side in step.sides)))
        found = (_sound(self._past.at(path, commit, step.judge)) for path in paths)
        return next((tracker for tracker in found if tracker is not None), None)

    def _later(self, step: Step) -> Tracker | None:
        """The tracker at the end, wherever later commits moved it."""
        path, passed = step.path, False
        for commit in self._commits:
            if passed:
                path = next(
                    (each.path for each in steps_of(commit) for side in each.sides if side.path == path and each.oid),
                    path,
                )
            passed = passed or commit.oid == step.commit.oid
        return _sound(self._past.at(path, self._end, step.judge))


def _sound(tracker: Tracker | None) -> Tracker | None:
    """The tracker, unless conflict markers make two of it."""
    return None if tracker is None or find_conflicts(tracker.source) else tracker
