"""`check --range`: every commit of a range against its parents, merges against all of them.

A change is judged in the commit that made it, by the configuration of its first parent, as a hook would have done:
it stays in the history, whatever came later. A wrong state, and what a merge lost, is told only if the end of the
range still has it so, with the commit that brought it in; what was wrong before the range is not told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from forgemd.check import Change, Selection, judge_change, matches
from forgemd.config import Config
from forgemd.diagnostics import Diagnostic
from forgemd.errors import SourceError
from forgemd.git import Commit, Range, commits_between
from forgemd.markdown import find_conflicts
from forgemd.text import Source, Span
from forgemd.tracker import Tracker
from forgemd.typed import NamedTuple
from forgemd.workspace.ranges.blame import blame
from forgemd.workspace.ranges.merges import Merges
from forgemd.workspace.ranges.past import Past, config_paths
from forgemd.workspace.ranges.rollback import rolled_back
from forgemd.workspace.ranges.steps import Side, Step, steps_of
from forgemd.workspace.settings import lists
from forgemd.workspace.workspace import Workspace

__all__ = ["Ranged", "Unread", "at_end", "judge_range"]

_BATCH = 100
"""Commits whose blobs are fetched together."""


class Unread(NamedTuple):
    """A tracker that a commit made into something that is none: the commit's id, the path, and why."""

    commit: str
    path: str
    why: str


class Ranged(NamedTuple):
    """What is found in a range. `sources` by `Diagnostic.home`; `commits` has the subjects of those that touch
    trackers, by id, `paths` the trackers; `suppressed` counts changes that are allowed."""

    diagnostics: tuple[Diagnostic, ...]
    sources: Mapping[str, Source]
    commits: Mapping[str, str]
    paths: tuple[str, ...]
    suppressed: int
    unread: tuple[Unread, ...]


def judge_range(
    workspace: Workspace,
    ends: Range,
    selection: Callable[[Config], Selection],
    paths: Sequence[str] = (),
    progress: Callable[[int, int], None] = lambda done, total: None,
    below: Sequence[str] = (),
) -> Ranged:
    """Judge the commits of `ends`, in `paths` and what patterns `below` match (relative to the root) or everywhere.

    `selection` is what a configuration selects; `progress` is told how many commits of how many are done. Raises
    `GitError` where the clone lacks a part of the range, and `ConfigError` for a configuration with mistakes.
    """
    repository = workspace.need_repository()
    commits = commits_between(repository, ends, config_paths(workspace))
    past = Past(workspace, selection)
    walk = _Walk(workspace, past, frozenset(paths), below, Merges(workspace, past, ends.end, commits))
    for at in range(0, len(commits), _BATCH):
        batch = commits[at : at + _BATCH]
        past.fetch(_blobs(batch))
        for number, commit in enumerate(batch, at + 1):
            past.enter(commit)
            walk.judge(commit)
            progress(number, len(commits))
    for path in walk.paths:
        walk.add(blame(past, walk.steps, path, ends))
    return walk.result()


def _blobs(commits: Sequence[Commit]) -> Iterable[str]:
    for commit in commits:
        for changed in commit.changed:
            for blob in changed.values():
                yield from (oid for oid in (blob.old_oid, blob.oid) if oid is not None)


class _Walk:
    """What is found so far, and the last version of every tracker that could be read."""

    def __init__(
        self, workspace: Workspace, past: Past, wanted: frozenset[str], below: Sequence[str], merges: Merges
    ) -> None:
        self._workspace = workspace
        self._past = past
        self._wanted = wanted
        self._below = below
        self._merges = merges
        self._last: dict[str, Tracker] = {}
        self._found: list[tuple[Diagnostic, Source]] = []
        self._told: set[tuple[object, ...]] = set()
        self._suppressed = 0
        self._unread: list[Unread] = []
        self._subjects: dict[str, str] = {}
        self._order: dict[str, int] = {}
        self.steps: list[Step] = []

    @property
    def paths(self) -> list[str]:
        """The trackers that were judged."""
        return sorted({step.path for step in self.steps})

    def judge(self, commit: Commit) -> None:
        """Judge what one commit did."""
        for step in steps_of(commit):
            if self._is_meant(step):
                self._step(step)

    def _is_meant(self, step: Step) -> bool:
        names = (step.path, *(side.path for side in step.sides))
        if not self._wanted.isdisjoint(names):
            return True
        if (self._wanted or self._below) and not any(matches(name, self._below) for name in names):
            return False
        return step.path.lower().endswith((".md", ".markdown")) and any(
            lists(self._past.config(oid), step.path) for oid in (step.judge, step.commit.oid)
        )

    def _step(self, step: Step) -> None:
        bases = self._bases(step)
        held = any(base is not None and base.tasks for base in bases)
        if step.oid is None:
            if held:
                self._unread.append(Unread(step.commit.oid, step.path, "the commit removes this tracker"))
            return
        try:
            tracker = self._past.tracker(step.path, step.oid, step.commit.oid)
        except SourceError as error:
            if held:
                self._unread.append(Unread(step.commit.oid, step.path, error.message))
            return
        if not (held or tracker.tasks):
            return
        self.steps.append(step)
        self._order.setdefault(step.commit.oid, len(self._order))
        self._subjects[step.commit.oid] = step.commit.subject
        if find_conflicts(tracker.source):
            # Two files in one: a rule on states says so, and what is between the markers is no change of anybody's.
            return
        self._change(step, Change(tracker, bases, lambda: self._merges.at(step)))
        self._last[step.path] = tracker

    def _bases(self, step: Step) -> tuple[Tracker | None, ...]:
        """What the parents have. Where that cannot be judged, or a file comes back that was removed, the last
        version that could be: to remove it in between is no way around the rules."""
        bases = [self._base(step, side) for side in step.sides]
        if not any(bases) and step.path in self._last:
            return (self._last[step.path],)
        for base in bases:
            if base is not None:
                self._last.setdefault(step.path, base)
        return tuple(bases)

    def _base(self, step: Step, side: Side) -> Tracker | None:
        if side.oid is None:
            return None
        try:
            tracker = self._past.tracker(step.path, side.oid, side.commit)
        except SourceError:
            return self._last.get(step.path)
        return self._last.get(step.path, tracker) if find_conflicts(tracker.source) else tracker

    def _change(self, step: Step, change: Change) -> None:
        judged = judge_change(change, self._past.selection(step.judge))
        found = rolled_back(self._workspace, self._past, step, change.tracker, judged.diagnostics)
        self._suppressed += len(judged.suppressed)
        self.add((each._replace(commit=step.commit.oid), change.tracker.source) for each in found)

    def add(self, found: Iterable[tuple[Diagnostic, Source]]) -> None:
        """Take findings, each with the text that it points into. What would mend an old commit is no fix.

        A change and the state that it ends in may say the same: who judges the change comes first, with the weight
        that the base gives it."""
        for each, source in found:
            key = (each.home, each.rule, each.span, each.message)
            if key not in self._told:
                self._told.add(key)
                self._found.append((each._replace(fix=None), source))

    def result(self) -> Ranged:
        """All of it, by commit, path and place."""
        found = [each for each, _ in self._found]
        found.sort(key=lambda each: (self._order.get(each.commit or "", 0), each.path, *each.span, each.rule))
        sources = {each.home: source for each, source in self._found}
        return Ranged(tuple(found), sources, self._subjects, tuple(self.paths), self._suppressed, tuple(self._unread))


def at_end(workspace: Workspace, ended: Ranged, end: str) -> Ranged:
    """The same findings in the files as the commit `end` has them, for readers that know only those: at the task's
    cell, or where the line says the same, else at the beginning. The message names the commit."""
    past = Past(workspace, lambda config: Selection())
    trackers = {path: past.at(path, end) for path in ended.paths}
    found = []
    for each in ended.diagnostics:
        tracker = trackers.get(each.path)
        span = Span(0, 0) if tracker is None else _span_in(tracker, each, ended.sources[each.home])
        message = f"{each.message} (in {(each.commit or '')[:10]})"
        found.append(each._replace(commit=None, span=span, message=message))
    found.sort(key=lambda each: (each.path, *each.span, each.rule))
    sources = {path: tracker.source for path, tracker in trackers.items() if tracker is not None}
    return ended._replace(diagnostics=tuple(found), sources=sources)


def _span_in(tracker: Tracker, found: Diagnostic, source: Source) -> Span:
    index = source.line_of(found.span.start)
    start = source.starts[index]
    line = source.text[start : source.ends[index]]
    place = f"\n{tracker.source.text}\n".find(f"\n{line}\n") if line else -1
    if place >= 0:
        offset = place + found.span.start - start
        return Span(offset, min(offset + found.span.end - found.span.start, place + len(line)))
    task = tracker.task(found.task) if found.task is not None else None
    if task is None:
        return Span(0, 0)
    return task.row.span if found.role is None else task.row.span_of(task.layout.index(found.role))
