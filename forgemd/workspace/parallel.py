"""`check` of many trackers in several processes: each reads and judges its share, since none needs another's."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import reduce

from forgemd.check import Result, Selection, Unused, run
from forgemd.errors import ForgemdError
from forgemd.git import processors, spread
from forgemd.text import Source
from forgemd.typed import NamedTuple
from forgemd.workspace.checking import load_files
from forgemd.workspace.workspace import Named, Workspace

__all__ = ["Judged", "judge_worktree"]

_SHARE = 400_000
"""Bytes of trackers that are worth a process: about a tenth of a second to read and judge."""


class Judged(NamedTuple):
    """What is found in the trackers at `paths`; `sources` has the texts that findings point into."""

    paths: tuple[str, ...]
    sources: dict[str, Source]
    result: Result


def judge_worktree(
    workspace: Workspace, paths: Sequence[str], base: str | None, selection: Selection, jobs: int | None
) -> Judged | None:
    """What `load_worktree` and `run` find, from at most `jobs` processes (as many as there are processors).

    None where it is not worth it, and where one of them met something that has to be told: then everything is
    done once more by one process, which tells it.
    """
    most = processors() if jobs is None else min(jobs, processors())
    if most < 2:
        return None
    files = [workspace.named(path) for path in paths] or workspace.listed()
    sizes = [_size(file) for file in files]
    count = min(most, len(files), sum(sizes) // _SHARE)
    if count < 2:
        return None
    shares = _shares(files, sizes, count)
    _prepare(workspace)
    answers = spread(lambda number: _judge(workspace, shares[number], bool(paths), base, selection), count)
    if not all(answers):
        return None
    return _joined(answers, [file.path for file in files])


def _size(file: Named) -> int:
    try:
        return os.stat(file.full).st_size
    except OSError:
        return 0


def _shares(files: Sequence[Named], sizes: Sequence[int], count: int) -> list[list[Named]]:
    """The files in `count` lists of about the same size: the largest first, each to who has least."""
    shares: list[list[Named]] = [[] for _ in range(count)]
    loads = [0] * count
    for at in sorted(range(len(files)), key=lambda at: -sizes[at]):
        least = loads.index(min(loads))
        shares[least].append(files[at])
        loads[least] += sizes[at] + 1
    return shares


def _prepare(workspace: Workspace) -> None:
    """Ask once what every process needs to know."""
    import pickle  # noqa: F401 - else each process loads it

    if workspace.repository is not None:
        _ = workspace.judging
        workspace.repository.git.rest()


def _judge(workspace: Workspace, share: Sequence[Named], named: bool, base: str | None, selection: Selection) -> bytes:
    """The findings on a share of the files, as bytes; empty where something else has to be told."""
    import pickle

    try:
        files = share if named else [file for file in share if workspace.is_tracker(file)]
        loaded = load_files(workspace, files, base)
        if loaded.unreadable:
            return b""
        result = run(loaded.subjects, selection)
    except ForgemdError:
        return b""
    found = {each.path for each in result.diagnostics}
    texts = {path: source.encode() for path, source in loaded.sources.items() if path in found}
    return pickle.dumps(([subject.tracker.path for subject in loaded.subjects], texts, result))


def _joined(answers: Sequence[bytes], order: Sequence[str]) -> Judged | None:
    import pickle

    parts = [pickle.loads(answer) for answer in answers]
    judged = {path for paths, _, _ in parts for path in paths}
    if not judged:
        return None
    sources = {path: Source.decode(raw, path) for _, texts, _ in parts for path, raw in texts.items()}
    results = [result for _, _, result in parts]
    places = {path: at for at, path in enumerate(order)}
    diagnostics = sorted(
        (each for result in results for each in result.diagnostics),
        key=lambda each: (each.path, *each.span, each.rule, each.message),
    )
    not_run = sorted((each for result in results for each in result.not_run), key=lambda each: places[each.path])
    return Judged(
        tuple(path for path in dict.fromkeys(order) if path in judged),
        sources,
        Result(
            tuple(diagnostics),
            tuple(not_run),
            tuple(each for result in results for each in result.suppressed),
            reduce(_needless, (result.unused for result in results)),
            frozenset(judged),
        ),
    )


def _needless(one: Unused, other: Unused) -> Unused:
    """What neither needed: an entry of the baseline is of one file, and an allowance may be used by any."""
    allowed, baseline = set(other.allowed), set(other.baseline)
    return Unused(
        tuple(each for each in one.allowed if each in allowed), tuple(each for each in one.baseline if each in baseline)
    )
