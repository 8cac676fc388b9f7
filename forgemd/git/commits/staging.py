"""Entries into an index, without a look at the work tree's content; and the indexes that a commit is made with."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import ExitStack, contextmanager

from forgemd.errors import GitError
from forgemd.git import index
from forgemd.git.command import DURABLE, Git
from forgemd.git.commits.lock import IndexLock, ScratchIndex
from forgemd.git.commits.outcome import Outcome, outcome
from forgemd.git.index import ABSENT, IndexEntry
from forgemd.git.repository import Repository

__all__ = ["WHOLE", "Indexes", "indexes", "put", "same"]

WHOLE = ("-c", "core.splitIndex=false")
"""For an index that lives as long as a commit: no shared part of it is to be left behind."""


class Indexes:
    """What `git commit` gets for an index, and what becomes the real one behind it: two, where other things are staged
    that have to stay so, else the same one."""

    __slots__ = ("_following", "_lock", "_private", "_repository", "planned")

    def __init__(
        self,
        repository: Repository,
        lock: IndexLock,
        planned: Mapping[str, IndexEntry],
        private: ScratchIndex,
        following: ScratchIndex,
    ) -> None:
        self._repository = repository
        self._lock = lock
        self.planned = planned
        self._private = private
        self._following = following

    @property
    def _is_alone(self) -> bool:
        return self._private is self._following

    @property
    def env(self) -> dict[str, str]:
        """What makes git commit from the index that is made for it."""
        return self._private.env

    def refresh(self) -> None:
        """Note the times of the files that were written, so that git need not read them; its own index git sees to."""
        if not self._is_alone:
            paths = (path for path, entry in self.planned.items() if entry.mode != ABSENT)
            # Fails where a file is missing or differs: then there is no time to note, and `git status` says so.
            self._repository.git.ask(*DURABLE, "add", "--refresh", "--", *paths, env=self._following.env)

    def become_real(self) -> tuple[Outcome, tuple[str, ...]]:
        """Put the index in place, now that the commit is made; gives that, and the paths that hooks added to it.

        Where this fails, the lock stays with all that it takes to do it later.
        """
        try:
            made = outcome(self._repository.git)
            added = _added(made, self.planned) if self._is_alone else self._adopt(made)
            self._following.become_real()
        except BaseException as error:
            self._following.leave()
            self._lock.leave()
            if isinstance(error, OSError):
                message = f"the commit was made, and its index could not be put in place: {error.strerror}"
                hint = "run the command again: it begins with that"
                raise GitError(message, where=self._repository.index_path, hint=hint) from error
            raise
        return made, added

    def _adopt(self, made: Outcome) -> tuple[str, ...]:
        """Bring what hooks put into the commit into the index to be, unless something else is staged there."""
        git, planned = self._repository.git, self.planned
        added = _added(made, planned)
        staged = {entry.path: entry for entry in index.entries(git, added)}
        wanted = []
        for path, (old, new) in made.changes.items():
            known = planned[path] if path in planned else staged.get(path)
            unchanged = path in planned or same(known, old)
            if unchanged and not same(known, new):
                wanted.append(new)
        if wanted:
            put(git, self._following.env, wanted, options=DURABLE)
        return added


def _added(made: Outcome, planned: Mapping[str, IndexEntry]) -> tuple[str, ...]:
    return tuple(path for path in made.changes if path not in planned)


@contextmanager
def indexes(
    repository: Repository,
    lock: IndexLock,
    head: str | None,
    planned: Mapping[str, IndexEntry],
    stored: Mapping[str, Callable[[], str]],
    *,
    alone: bool,
) -> Iterator[Indexes]:
    """The indexes for a commit of `planned` on `head`, under the `lock` on the real one. `stored` waits for the blobs
    that git is storing, and gives their true ids. `alone`: nothing else is staged there."""
    git = repository.git
    with ExitStack() as stack:
        following = stack.enter_context(_scratch(repository, "next"))
        if alone and not _is_split(repository):
            # Meanwhile git stores the blobs; git commit writes the index anew, and to the disk.
            put(git, following.env, planned.values(), options=WHOLE)
            known = _known(planned, stored)
            put(git, following.env, [entry for path, entry in known.items() if entry != planned[path]], options=WHOLE)
            yield Indexes(repository, lock, known, following, following)
            return
        planned = _known(planned, stored)
        private = stack.enter_context(_scratch(repository, "commit"))
        base = ("--reset", head) if head else ("--empty",)
        git.read(*WHOLE, "read-tree", *base, env=private.env)  # the times of unchanged files stay in it
        put(git, private.env, planned.values(), options=WHOLE)
        put(git, following.env, planned.values(), options=DURABLE)
        yield Indexes(repository, lock, planned, private, following)


def _known(planned: Mapping[str, IndexEntry], stored: Mapping[str, Callable[[], str]]) -> dict[str, IndexEntry]:
    """`planned` with the ids that the blobs turned out to have, whatever filters did."""
    oids = {path: finish() for path, finish in stored.items()}
    return {path: entry._replace(oid=oids.get(path, entry.oid)) for path, entry in planned.items()}


def _scratch(repository: Repository, name: str) -> ScratchIndex:
    return ScratchIndex(repository.index_path, repository.git_dir, name)


def _is_split(repository: Repository) -> bool:
    return any(name.startswith("sharedindex.") for name in os.listdir(repository.git_dir))


def put(git: Git, env: Mapping[str, str], entries: Collection[IndexEntry], *, options: tuple[str, ...] = ()) -> None:
    """Set `entries` in the index that `env` names, removing those whose mode is `ABSENT`."""
    if not entries:
        return
    lines = "".join(f"{entry.mode} {entry.oid}\t{entry.path}\0" for entry in entries)
    git.read(*options, "update-index", "-z", "--index-info", stdin=os.fsencode(lines), env=env)


def same(left: IndexEntry | None, right: IndexEntry) -> bool:
    """Whether both are the same object with the same mode; None is a path that is not there."""
    return (left.mode, left.oid) == (right.mode, right.oid) if left else right.mode == ABSENT
