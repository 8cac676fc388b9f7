"""`check` of many trackers in several processes: each reads and judges its share, since none needs another's."""

from __future__ import annotations

import gc
import os

from forgemd.check import Result, Selection, Unused, run
from forgemd.diagnostics import Diagnostic
from forgemd.errors import ProcessDied, UsageError
from forgemd.git import Died, foresee_blobs, markdown_blobs, processors, spread
from forgemd.text import Source
from forgemd.typed import Callable, Collection, Iterable, Iterator, NamedTuple, Sequence
from forgemd.workspace.checks.answers import Answer, packed, unpacked
from forgemd.workspace.checks.checking import Base, before_worktree, stream
from forgemd.workspace.checks.since import Removed
from forgemd.workspace.workspace import Named, Workspace

__all__ = ["Judged", "judge_worktree"]

_SHARE = 400_000
"""Bytes of trackers that are worth a process: about a tenth of a second to read and judge."""


_TRIED = 20_000
"""Bytes of a tracker that are read and judged before the others get theirs: about a hundredth of a second."""

_SWEPT = 32
"""Trackers after which those are swept away that refer to themselves: a table and its rows hold each other."""


class Judged(NamedTuple):
    """What is found in the trackers at `paths`; `sources` has the texts that findings point into, `removed` are
    the trackers of the base that are no more."""

    paths: tuple[str, ...]
    sources: dict[str, Source]
    result: Result
    removed: Sequence[Removed] = ()


def judge_worktree(
    workspace: Workspace,
    paths: Sequence[str],
    base: str | None,
    selection: Selection,
    jobs: int | None,
    told: Callable[[int, int], None] = lambda done, total: None,
) -> Judged | None:
    """What `load_worktree` and `run` find, from at most `jobs` processes (as many as there are processors).

    `told` hears now and then how many of how many files are done. None where several processes are not worth it, and
    where one of them met something that has to be told: then everything is done once more by one process, which tells
    it. Raises `ProcessDied` if one of them was ended.
    """
    most = processors() if jobs is None else min(jobs, processors())
    single, others = workspace.reach(paths)
    files, named = [*single, *others], frozenset(file.path for file in single)
    sizes = [_size(file) for file in files]
    count = min(len(files), sum(sizes) // _SHARE)
    if count < 2 or workspace.repository is None:
        return None
    # Git looks up what the base holds while the first one is judged; what that loads, every process has then.
    against = _begin(workspace, base)
    if against.since.gone and not paths:
        return None  # what became of their tasks can only be said by who has seen all that there are
    first = _typical(sizes)
    named |= against.once
    answers = [_judge(workspace, _read(workspace, [files[at] for at in first], named), against, selection)]
    if not all(answers):
        return None
    # The largest first: none is left alone with one at the end.
    left = [files[at] for at in sorted(set(range(len(files))).difference(first), key=lambda at: (-sizes[at], at))]
    against = _ready(workspace, against)

    def judge(turns: Iterator[int]) -> bytes:
        return _judge(workspace, _read(workspace, (left[turn] for turn in turns), named), against, selection)

    answers += _shared(judge, left, min(most, count), lambda done: told(done + len(first), len(files)))
    return _joined(answers, [file.path for file in files]) if all(answers) else None


def _shared(
    judge: Callable[[Iterator[int]], bytes], left: Sequence[Named], processes: int, told: Callable[[int], None]
) -> list[bytes]:
    """What `judge` finds in the files that are `left`: with one process, this one does it."""
    if processes == 1:
        return [judge(_one_by_one(len(left), told))]
    try:
        return spread(judge, len(left), processes, told)
    except Died as died:
        raise _lost(died, [file.path for file in left]) from died


def _one_by_one(jobs: int, told: Callable[[int], None]) -> Iterator[int]:
    """The numbers below `jobs`, for the one process that there is."""
    for job in range(jobs):
        told(job)
        yield job
    told(jobs)


def _typical(sizes: Sequence[int]) -> list[int]:
    """Where the file of middle size is; nowhere if that is too large to be waited for."""
    middle = sorted(range(len(sizes)), key=sizes.__getitem__)[(len(sizes) - 1) // 2]
    return [middle] if sizes[middle] <= _TRIED else []


def _lost(died: Died, paths: Sequence[str]) -> ProcessDied:
    """What is to be told of a process that was ended while it judged some of the files."""
    return ProcessDied(
        f"the process that judged {'trackers' if died.job is None else 'this file'} ended early: {died.why}",
        where=None if died.job is None else paths[died.job],
        hint="forgemd check --jobs 1 takes less memory; with a path it judges less",
    )


def _size(file: Named) -> int:
    try:
        return os.stat(file.full).st_size
    except OSError:
        return 0


def _begin(workspace: Workspace, base: str | None) -> Base:
    """Ask once what every process needs, and have git start on the rest of it."""
    repository = workspace.repository
    if repository is not None:
        # Else each process loads it, to compare with what git knows; and git is still at work on what comes next.
        import hashlib  # noqa: F401
    against = before_worktree(workspace, base)
    if repository is not None:
        if against.rev is not None:
            foresee_blobs(repository, against.rev)
        _ = workspace.judging
    return against


def _ready(workspace: Workspace, against: Base) -> Base:
    """What git has found meanwhile; it is not asked by this process any more."""
    repository = workspace.repository
    if repository is not None:
        if against.rev is not None:
            against = against._replace(known=markdown_blobs(repository, against.rev))
        repository.git.rest()
    return against


def _read(workspace: Workspace, files: Iterable[Named], named: Collection[str]) -> Iterator[tuple[Named, bytes]]:
    """Those of the files that are trackers, or whose paths are `named`, and what they hold."""
    for file in files:
        if file.path in named or not workspace.is_second_name(file):
            try:
                raw = workspace.bytes_of(file)
            except UsageError:
                if file.path in named or os.path.lexists(file.full):
                    raise
                continue  # somebody has deleted it, and git will hear of that
            if file.path in named or workspace.is_of_tracker(file.path, raw):
                yield file, raw


def _judge(workspace: Workspace, files: Iterable[tuple[Named, bytes]], against: Base, selection: Selection) -> bytes:
    """The findings on a share of the files, as bytes; empty where something else has to be told."""
    paths: list[str] = []
    texts: dict[str, bytes] = {}
    raws: dict[str, bytes] = {}
    gc.freeze()

    def kept() -> Iterator[tuple[Named, bytes]]:
        for number, (file, raw) in enumerate(files):
            paths.append(file.path)
            raws[file.path] = raw
            if number % _SWEPT == 0:
                gc.collect(0)
            yield file, raw

    def heard(found: Iterable[Diagnostic]) -> None:
        texts.update((each.path, raws[each.path]) for each in found if each.path in raws)
        raws.clear()

    try:
        result = run(stream(workspace, kept(), against), selection, heard)
    except Exception:
        # A mistake of ours, too, is told by the one process that does it all again.
        return b""
    if workspace.passed_over:
        return b""
    return packed(Answer(tuple(paths), texts, result))


def _joined(answers: Sequence[bytes], order: Sequence[str]) -> Judged | None:
    parts = [unpacked(answer) for answer in answers]
    judged = {path for part in parts for path in part.paths}
    if not judged:
        return None
    sources = {path: Source.decode(raw, path) for part in parts for path, raw in part.texts.items()}
    results = [part.result for part in parts]
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
            _needless([result.unused for result in results]),
            frozenset(judged),
        ),
    )


def _needless(unused: Sequence[Unused]) -> Unused:
    """What nobody needed: an entry of the baseline is of one file, and an allowance may be used by any."""
    allowed = set.intersection(*(set(each.allowed) for each in unused))
    baseline = set.intersection(*(set(each.baseline) for each in unused))
    return Unused(
        tuple(each for each in unused[0].allowed if each in allowed),
        tuple(each for each in unused[0].baseline if each in baseline),
    )
