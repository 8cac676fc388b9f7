"""Entries of a baseline whose file or task has another name by now: they hold for what it is called today.

Nothing but findings says so: what is known of a file that is gone, or of a task that its file has no more, is taken
over by the one file, or the one task of that file, that the baseline does not know and whose findings are the same,
for the most part. Never more findings than there were are allowed that way.
"""

from __future__ import annotations

from collections import Counter

from forgemd.check.baseline import Baseline, Entry, entry_of
from forgemd.check.running import Result
from forgemd.diagnostics import Diagnostic
from forgemd.typed import Callable, Iterable, NamedTuple, Sequence

__all__ = ["Followed", "follow"]

_Key = tuple[str, str]
"""A file and one of its tasks, or a file and nothing."""


class Followed(NamedTuple):
    """What a baseline calls by an old name, and its name today: of a file, or of a task in the file `path`."""

    path: str
    old: str
    new: str
    entries: tuple[Entry, ...]


def follow(
    result: Result, baseline: Baseline, is_there: Callable[[str], bool], has_task: Callable[[str, str], bool]
) -> tuple[Result, tuple[Followed, ...]]:
    """`result` without the findings that the baseline knows by an old name, and which these are.

    `is_there` says whether there is a file at a path, `has_task` whether the file at a path has what an entry is about.
    """
    known = {entry.path for entry in baseline.counts}
    files = _pairs(
        [entry for entry in result.unused.baseline if entry.path not in result.paths and not is_there(entry.path)],
        [each for each in result.diagnostics if each.path not in known],
        baseline,
        lambda entry: ((entry.path, ""), (entry.rule, entry.about)),
    )
    followed = [Followed(old, old, new, entries) for (old, _), (new, _), entries in files]
    result = _allowed(result, baseline, followed, lambda entry, pair: Entry(entry.rule, pair.new, entry.about))
    known_tasks = {(entry.path, entry.about) for entry in baseline.counts}
    lost = [
        entry
        for entry in result.unused.baseline
        if entry.path in result.paths and entry.about.startswith("task ") and not has_task(entry.path, entry.about[5:])
    ]
    tasks = _pairs(
        lost,
        [each for each in result.diagnostics if each.task is not None and (each.path, each.about) not in known_tasks],
        baseline,
        lambda entry: ((entry.path, entry.about), (entry.rule, "")),
    )
    renamed = [Followed(path, old, new, entries) for (path, old), (_, new), entries in tasks]
    result = _allowed(result, baseline, renamed, lambda entry, pair: Entry(entry.rule, entry.path, pair.new))
    return result, (*followed, *renamed)


def _pairs(
    lost: Iterable[Entry],
    found: Iterable[Diagnostic],
    baseline: Baseline,
    split: Callable[[Entry], tuple[_Key, tuple[str, str]]],
) -> list[tuple[_Key, _Key, tuple[Entry, ...]]]:
    """Each key of `lost` with the one key of `found` whose findings are the most alike, if that is half of them, and
    with its entries. A task is looked for in its own file only."""
    had: dict[_Key, Counter[tuple[str, str]]] = {}
    entries: dict[_Key, list[Entry]] = {}
    for entry in lost:
        key, kind = split(entry)
        had.setdefault(key, Counter())[kind] += baseline.counts[entry]
        entries.setdefault(key, []).append(entry)
    has: dict[_Key, Counter[tuple[str, str]]] = {}
    for each in found:
        key, kind = split(entry_of(each))
        has.setdefault(key, Counter())[kind] += 1
    pairs = []
    for old, counts in had.items():
        alike = {new: (counts & there).total() for new, there in has.items() if not old[1] or new[0] == old[0]}
        best = max(alike.values(), default=0)
        names = [new for new, number in alike.items() if number == best]
        if 2 * best >= counts.total() and len(names) == 1:
            pairs.append((old, names[0], tuple(entries[old])))
            del has[names[0]]
    return pairs


def _allowed(
    result: Result, baseline: Baseline, pairs: Sequence[Followed], renamed: Callable[[Entry, Followed], Entry]
) -> Result:
    """`result` without the findings that entries of `pairs` allow, `renamed` as they would be written today."""
    if not pairs:
        return result
    left = Counter({renamed(entry, pair): baseline.counts[entry] for pair in pairs for entry in pair.entries})
    kept: list[Diagnostic] = []
    allowed: list[Diagnostic] = []
    for each in result.diagnostics:
        entry = entry_of(each)
        (allowed if left[entry] > 0 else kept).append(each)
        left[entry] -= 1
    used = {entry for pair in pairs for entry in pair.entries}
    unused = tuple(entry for entry in result.unused.baseline if entry not in used)
    return result._replace(
        diagnostics=tuple(kept),
        suppressed=(*result.suppressed, *allowed),
        unused=result.unused._replace(baseline=unused),
    )
