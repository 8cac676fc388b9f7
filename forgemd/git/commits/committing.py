"""A commit of exactly HEAD's tree plus some paths, made by `git commit` itself.

Hooks, signing, identity and message rules are git's. The commit is made from an index of its own, so that
whatever else is staged stays staged; git's lock on the real one is held from the first look to the last write.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext

from forgemd.errors import GitError, StaleEdit
from forgemd.git.command import DURABLE, decoded
from forgemd.git.commits.begun import Begun
from forgemd.git.commits.contents import Content, Planned, planned
from forgemd.git.commits.filters import storing
from forgemd.git.commits.lock import IndexLock, ScratchIndex
from forgemd.git.commits.message import composed
from forgemd.git.commits.outcome import Outcome, abbreviated
from forgemd.git.commits.overtaken import is_made, need_head
from forgemd.git.commits.reflocks import unlock_refs
from forgemd.git.commits.staging import WHOLE, Indexes, indexes, same
from forgemd.git.commits.transaction import FileWrite, replaced
from forgemd.git.commits.vouching import Vouched, vouching
from forgemd.git.index import IndexEntry, Look
from forgemd.git.process import Completed
from forgemd.git.repository import Repository
from forgemd.typed import NamedTuple

__all__ = ["TRANSACTION", "CommitRefused", "Committed", "NothingToCommit", "commit", "stage"]

_COMMIT = (*DURABLE, *WHOLE, "-c", "i18n.commitEncoding=UTF-8", "commit", "--quiet", "--cleanup=verbatim", "--file=-")


_PATIENCE = 5
"""Seconds to wait for a git that is staging or committing."""

TRANSACTION = "Forgemd-Txn"
"""The trailer with the name of a commit's content and place."""

_NAMES = (1 << 64) - 1


class Committed(NamedTuple):
    """A commit that was made: its id, whole and short (`abbreviated`), what hooks said, and what paths they added.

    `transaction` is what its trailer `TRANSACTION` says; None for one without.
    """

    oid: str
    short: str
    notes: str
    added: tuple[str, ...]
    transaction: str | None


class CommitRefused(GitError):
    """Git would not commit: a hook, a signature or git's own rules. `output` is all that was said."""

    exit_code = 1
    code = "commit-refused"

    def __init__(self, message: str, *, output: str, hint: str | None = None) -> None:
        super().__init__(message, hint=hint)
        self.output = output


class NothingToCommit(GitError):
    """HEAD holds all of it already."""

    exit_code = 1
    code = "nothing-to-commit"


def commit(
    repository: Repository,
    contents: Mapping[str, Content],
    message: str,
    trailers: Sequence[tuple[str, str]] = (),
    *,
    env: Mapping[str, str] | None = None,
    parentless: bool = False,
    writes: Sequence[FileWrite] = (),
    named: bool = False,
    seen: Look | None = None,
    begun: Begun | None = None,
    vouched: Collection[Vouched] = (),
) -> Committed:
    """Commit HEAD's tree with `contents` in it, by path, and nothing else.

    A content is the bytes as they lie in the work tree (the filters of the path apply), the id of a blob, or
    None to remove the path. The mode is the index's or HEAD's. The index keeps everything else that is staged.
    `env` is laid over the environment of git and its hooks; `parentless` allows the first commit of a branch; `writes`
    are done to the work tree with the commit or not at all; `named` gives the message its trailer `TRANSACTION`.
    `seen`: what the index held; `begun`: the caller's note, kept where a commit was made; `vouched`: what it judged.

    Raises `CommitRefused` (index and files unchanged to the byte, nothing committed), `NothingToCommit`, `StaleEdit`
    where others were faster (the same), and `GitError` where it cannot start (lock held, conflict, operation under
    way) or a hook changed one of the paths.
    """
    head = _base(repository, parentless)
    with (
        IndexLock(repository.index_path, head, patience=_patience(repository)) as lock,
        _indexes(repository, lock, head, contents, seen) as (guessed, staged),
    ):
        entries = guessed._replace(after=staged.planned)
        transaction = _name(head, entries.after) if named else None
        own = () if transaction is None else ((TRANSACTION, transaction),)
        said = composed(repository.git, message, (*trailers, *own))
        told = {**(env or {}), **vouching(vouched, guessed.after, entries, said)}
        done = _carried_out(repository, said, told, staged, head, writes, begun)
        made, added = staged.become_real()
    _verify(made, head, entries)
    return Committed(made.oid, abbreviated(repository.git, made.oid), decoded(done.err), added, transaction)


def stage(repository: Repository, paths: Sequence[str]) -> None:
    """Stage the files of the work tree at `paths`. Where another git has the index locked it is waited for.

    Raises `GitError` as `commit` does where it cannot start, and where git cannot read them.
    """
    with (
        IndexLock(repository.index_path, repository.head(), patience=_patience(repository)),
        ScratchIndex(repository.index_path, repository.git_dir, "next") as following,
    ):
        repository.git.read(*DURABLE, "add", "--", *paths, env=following.env)
        following.become_real()


@contextmanager
def _indexes(
    repository: Repository, lock: IndexLock, head: str | None, contents: Mapping[str, Content], seen: Look | None
) -> Iterator[tuple[Planned, Indexes]]:
    """What is to be committed, by the ids that it has where no filter changes it, and the indexes for it. Where `seen`
    is still so, and nothing but `contents` is staged in it, a commit takes less. Raises `NothingToCommit`."""
    need_head(repository, head)
    look = seen if seen is not None and seen.holds(head, repository.index_path) else None
    stored = {path: storing(repository, path, raw) for path, raw in contents.items() if isinstance(raw, bytes)}
    guessed = planned(repository, contents, head, look)
    alone = look is not None and look.names <= set(contents)
    with indexes(repository, lock, head, guessed.after, stored, alone=alone) as staged:
        if all(same(guessed.before.get(path), entry) for path, entry in staged.planned.items()):
            raise NothingToCommit("HEAD holds these changes already: there is nothing to commit")
        yield guessed, staged


def _carried_out(
    repository: Repository,
    said: bytes,
    env: Mapping[str, str],
    staged: Indexes,
    head: str | None,
    writes: Sequence[FileWrite],
    begun: Begun | None,
) -> Completed:
    """Write the files and let git commit; all is as it was if it does not."""
    note = nullcontext() if begun is None else begun.upon(repository, head, staged.planned)
    try:
        with note, replaced(repository, head, writes):
            staged.refresh()
            need_head(repository, head)
            done = _run(repository, said, {**env, **staged.env})
            # The branch moves before git writes its index and runs the last hooks: with that, the commit is made.
            if not is_made(repository, head, staged.planned, well=not done.code):
                raise _refusal(repository, done, env)
            return done
    except StaleEdit:
        raise
    except BaseException:
        if repository.head() != head:  # who is interrupted behind the commit finds it made
            staged.become_real()
        raise


def _patience(repository: Repository) -> float:
    """A hook's own git holds the lock until the hook has ended."""
    return 0 if repository.git.environ.get("GIT_INDEX_FILE") else _PATIENCE


def _name(head: str | None, planned: Mapping[str, IndexEntry]) -> str:
    """A name for what is made of this content on this commit; the same for the same."""
    mixed = int(head or "0", 16)
    for number, path in enumerate(sorted(planned), 1):
        mixed ^= int(planned[path].oid, 16) * number
    return f"{mixed & _NAMES:016x}"


def _base(repository: Repository, parentless: bool) -> str | None:
    repository.need_no_operation()
    head = repository.head()
    if head is None and not parentless:
        raise GitError("this branch has no commit yet", where=repository.root, hint="git commit")
    return head


def _run(repository: Repository, said: bytes, env: Mapping[str, str]) -> Completed:
    """`git commit` itself, with the message `said`."""
    since = os.stat(f"{repository.index_path}.lock").st_mtime_ns
    done = repository.git.porcelain(*_COMMIT, stdin=said, env=env)
    if done.code < 0:
        unlock_refs(repository, since)
    return done


def _refusal(repository: Repository, done: Completed, env: Mapping[str, str] | None) -> GitError:
    try:
        repository.identity(env)
    except GitError as error:
        return error
    said = "\n".join(filter(None, (decoded(done.err), decoded(done.out))))
    message = f"git commit was refused (exit code {done.code}) and nothing was committed"
    return CommitRefused(f"{message}:\n{said}" if said else message, output=said)


def _verify(made: Outcome, head: str | None, entries: Planned) -> None:
    hint = f"git show {made.oid[:10]}"
    if made.parents != ((head,) if head else ()):
        raise GitError("HEAD is not the commit that was made: something moved the branch meanwhile", hint=hint)
    for path, entry in entries.after.items():
        found = made.changes[path][1] if path in made.changes else entries.before.get(path)
        if not same(found, entry):
            raise GitError(f"a hook changed this file while it was committed in {made.oid[:10]}", where=path, hint=hint)
