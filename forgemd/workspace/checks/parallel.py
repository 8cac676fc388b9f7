"""`check` of many trackers in several processes: each reads and judges its share, since none needs another's."""

from __future__ import annotations

import gc
import marshal
import os

from forgemd import bundle
from forgemd.check import Result, Selection, Subject, Unused, run
from forgemd.diagnostics import Diagnostic
from forgemd.errors import ProcessDied, UsageError
from forgemd.git import Died, Orders, foresee_blobs, markdown_blobs, processors, spread
from forgemd.text import Source
from forgemd.typed import Callable, Collection, Iterable, Iterator, NamedTuple, Sequence
from forgemd.workspace.checks.answers import Answer, packed, unpacked
from forgemd.workspace.checks.checking import Base, base_of, looked_up, stream
from forgemd.workspace.checks.since import Removed, Since
from forgemd.workspace.workspace import Named, Workspace

__all__ = ["Judged", "judge_worktree"]

_SHARE = 400_000
"""Bytes of trackers that are worth a process: about a tenth of a second to read and judge."""

_TRIED = 20_000
"""Bytes of a tracker that is judged to get ready: about a hundredth of a second."""

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
    files = [*single, *others]
    count = _worth(files, max(most, 2))
    if count < 2 or workspace.repository is None:
        return None
    named = frozenset(file.path for file in single)
    share = _Share(workspace, files, named, _begin(workspace, base), selection)
    answers = share.answers(
        min(most, count), lambda: share.orders(base is None, not paths), lambda done: told(done, len(files))
    )
    return _joined(answers, [file.path for file in files]) if answers and all(answers) else None


class _Share(NamedTuple):
    """What each process knows from its start: the files, those of them that are `named` one by one, and what they are
    compared with, but for what git has yet to say."""

    workspace: Workspace
    files: Sequence[Named]
    named: frozenset[str]
    against: Base
    selection: Selection

    def answers(
        self, processes: int, orders: Callable[[], Orders | None], told: Callable[[int], None]
    ) -> list[bytes] | None:
        """What is found in the files. One process is this one."""
        if processes == 1:
            found = orders()
            return None if found is None else [self.judged(found.letter, _one_by_one(found.jobs, told))]
        try:
            return spread(self.work, processes, orders, told)
        except Died as died:
            raise _lost(died, [file.path for file in self.files]) from died

    def orders(self, was_head: bool, whole: bool) -> Orders | None:
        """What git says of the base (`was_head`: it is what is checked out), and the files in their order; None where
        trackers are gone and the `whole` is looked at: what became of their tasks can only be said by who has seen all
        that there are."""
        repository = self.workspace.need_repository()
        found = looked_up(self.workspace, self.against, was_head)
        if found.since.gone and whole:
            return None
        if found.rev is not None:
            found = found._replace(known=markdown_blobs(repository, found.rev))
        repository.git.rest()  # it is not asked by this process any more
        return Orders(_letter(found), _largest_first(self.files))

    def work(self, letter: Callable[[], bytes], turns: Iterator[int]) -> bytes:
        """What a process of its own finds."""
        self.workspace.need_repository().git.forsake()
        self._get_ready()
        return self.judged(letter(), turns)

    def _get_ready(self) -> None:
        """Load what it takes to judge a file like those: that takes as long as to judge twenty, and git is asked
        meanwhile what to compare them with."""
        import hashlib  # noqa: F401  # to compare them with what git knows

        middle = (len(self.named) + len(self.files)) // 2
        if middle == len(self.files) or _size(self.files[middle]) > _TRIED:
            return
        try:
            path = self.files[middle].path
            run([Subject(self.workspace.tracker(path, self.workspace.bytes_of(self.files[middle])))], self.selection)
        except Exception:
            return  # it is told by whose turn it is to judge the file
        finally:
            self.workspace.forget()

    def judged(self, letter: bytes, turns: Iterator[int]) -> bytes:
        """The findings on the files whose turns are taken here."""
        against = _opened(letter, self.against)
        some = _read(self.workspace, (self.files[turn] for turn in turns), self.named | against.once)
        return _judge(self.workspace, some, against, self.selection)


def _one_by_one(jobs: Sequence[int], told: Callable[[int], None]) -> Iterator[int]:
    """The jobs, for the one process that there is."""
    for number, job in enumerate(jobs):
        told(number)
        yield job
    told(len(jobs))


def _worth(files: Sequence[Named], most: int) -> int:
    """How many processes, `most` or less, have enough to do; as many files are looked at as make that certain."""
    total = 0
    for file in files:
        total += _size(file)
        if total >= most * _SHARE:
            return min(most, len(files))
    return min(total // _SHARE, len(files))


def _largest_first(files: Sequence[Named]) -> list[int]:
    """The order in which nobody is left alone with a large file at the end."""
    sizes = [_size(file) for file in files]
    return sorted(range(len(files)), key=lambda at: (-sizes[at], at))


def _letter(against: Base) -> bytes:
    """What git has found out about the base, for processes that were forked before it had."""
    moved, touched, gone = against.since
    return marshal.dumps((dict(moved), touched, gone, tuple(against.once), dict(against.known)))


def _opened(letter: bytes, against: Base) -> Base:
    """`against`, and what the letter says of it."""
    moved, touched, gone, once, known = marshal.loads(letter)
    return against._replace(since=Since(moved, touched, gone), once=frozenset(once), known=known)


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
    against = base_of(workspace, base)
    repository = workspace.repository
    if repository is not None and against.rev is not None:
        foresee_blobs(repository, against.rev)
        _ = workspace.judging
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
    return packed(Answer(tuple(paths), texts, result, bundle.lacking()))


def _joined(answers: Sequence[bytes], order: Sequence[str]) -> Judged | None:
    parts = [unpacked(answer) for answer in answers]
    for part in parts:
        bundle.supply(part.lacking)
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
