"""A commit of exactly HEAD's tree plus some paths, made by `git commit` itself.

Hooks, signing, identity and message rules are git's. The commit is made from an index of its own, so that
whatever else is staged stays staged; git's lock on the real one is held from the first look to the last write.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence

from forgemd.errors import GitError
from forgemd.git import index
from forgemd.git.command import DURABLE, decoded
from forgemd.git.filters import to_blob
from forgemd.git.index import IndexEntry, Stamp
from forgemd.git.lock import IndexLock
from forgemd.git.message import composed
from forgemd.git.outcome import Outcome, abbreviated
from forgemd.git.process import Completed
from forgemd.git.reflocks import unlock_refs
from forgemd.git.repository import Repository
from forgemd.git.staging import ABSENT, WHOLE, Indexes, indexes, same
from forgemd.git.transaction import FileWrite, replaced
from forgemd.typed import NamedTuple

__all__ = ["TRANSACTION", "CommitRefused", "Committed", "NothingToCommit", "commit"]

_COMMIT = (*DURABLE, *WHOLE, "-c", "i18n.commitEncoding=UTF-8", "commit", "--cleanup=verbatim", "--file=-")


TRANSACTION = "Forgemd-Txn"
"""The trailer with the name of a commit's content and place."""

_NAMES = (1 << 64) - 1


class Committed(NamedTuple):
    """A commit that was made: its id, whole and as git abbreviates it, what hooks said, and what paths they added.

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
    contents: Mapping[str, bytes | str | None],
    message: str,
    trailers: Sequence[tuple[str, str]] = (),
    *,
    env: Mapping[str, str] | None = None,
    parentless: bool = False,
    writes: Sequence[FileWrite] = (),
    named: bool = False,
    seen: Stamp | None = None,
) -> Committed:
    """Commit HEAD's tree with `contents` in it, by path, and nothing else.

    A content is the bytes as they lie in the work tree (the filters of the path apply), the id of a blob, or
    None to remove the path. The mode is the index's or HEAD's. `env` is laid over the environment of git and
    its hooks; `parentless` allows the first commit of a branch. The index gets the committed entries and keeps
    everything else that is staged. `writes` are done to the work tree with the commit or not at all; `named` gives
    the message a trailer that tells this commit from every other (`TRANSACTION`). `seen`: the index file
    as it was when nothing was staged in it but `contents`; as long as it is that one, a commit takes less.

    Raises `CommitRefused` (index and files unchanged to the byte, nothing committed), `NothingToCommit`, and
    `GitError` where it cannot start (lock held, conflict, operation under way) or a hook changed one of the paths.
    """
    head = _base(repository, parentless)
    with IndexLock(repository.index_path, head) as lock:
        before, planned = _planned(repository, contents, head)
        if all(same(before.get(path), entry) for path, entry in planned.items()):
            raise NothingToCommit("HEAD holds these changes already: there is nothing to commit")
        transaction = _name(head, planned) if named else None
        if transaction is not None:
            trailers = (*trailers, (TRANSACTION, transaction))
        said = composed(repository.git, message, trailers)
        with indexes(repository, lock, head, planned, seen) as staged:
            done = _carried_out(repository, said, env or {}, staged, head, writes)
            made, added = staged.become_real()
    _verify(made, head, before, planned)
    return Committed(made.oid, abbreviated(made.oid, done.out), decoded(done.err), added, transaction)


def _carried_out(
    repository: Repository,
    said: bytes,
    env: Mapping[str, str],
    staged: Indexes,
    head: str | None,
    writes: Sequence[FileWrite],
) -> Completed:
    """Write the files and let git commit; all is as it was if it does not."""
    try:
        with replaced(repository, head, writes):
            staged.refresh()
            done = _run(repository, said, {**env, **staged.env})
            # The branch moves before git writes its index and runs the last hooks: with that, the commit is made.
            if done.code and repository.head() == head:
                raise _refusal(repository, done, env)
            return done
    except BaseException:
        if repository.head() != head:  # who is interrupted behind the commit finds it made
            staged.become_real()
        raise


def _name(head: str | None, planned: Mapping[str, IndexEntry]) -> str:
    """A name for what is made of this content on this commit; the same for the same."""
    mixed = int(head or "0", 16)
    for number, path in enumerate(sorted(planned), 1):
        mixed ^= int(planned[path].oid, 16) * number
    return f"{mixed & _NAMES:016x}"


def _base(repository: Repository, parentless: bool) -> str | None:
    operation = repository.operation()
    if operation not in (None, "bisect"):
        raise GitError(
            f"a {operation} is under way, and a commit of its own would end up in it",
            where=repository.root,
            hint="git status says how to finish it",
        )
    head = repository.head()
    if head is None and not parentless:
        raise GitError("this branch has no commit yet", where=repository.root, hint="git commit")
    return head


def _planned(
    repository: Repository, contents: Mapping[str, bytes | str | None], head: str | None
) -> tuple[dict[str, IndexEntry], dict[str, IndexEntry]]:
    """What HEAD holds at each path, and what the commit shall hold."""
    paths = list(contents)
    index.foresee(repository.git, head, paths)
    blobs = {path: to_blob(repository, path, raw) for path, raw in contents.items() if isinstance(raw, bytes)}
    present = {(entry.path, entry.stage): entry for entry in index.entries(repository.git, paths)}
    before = index.tree(repository.git, head, paths) if head else {}
    for path, stage in present:
        if stage and path in contents:
            raise GitError("a merge left this file in conflict", where=path, hint=f"mend it, then: git add {path}")
    planned = {}
    for path, content in contents.items():
        entry = present.get((path, 0)) or before.get(path) or _fresh(repository, path)
        if entry.symlink or entry.submodule:
            kind = "a symbolic link" if entry.symlink else "a submodule"
            raise GitError(f"git holds {kind} here, not a file", where=path)
        if isinstance(content, bytes):
            planned[path] = entry._replace(oid=blobs[path])
        elif content is not None:
            planned[path] = entry._replace(oid=content)
        elif entry.oid:
            planned[path] = IndexEntry(ABSENT, "0" * len(entry.oid), 0, path)
    return before, planned


def _fresh(repository: Repository, path: str) -> IndexEntry:
    # Git's plumbing would put the file in the place of the submodule.
    if module := repository.submodule_of(path):
        raise GitError(f"this file belongs to the repository in {module}", where=path, hint=f"cd {module}")
    return IndexEntry("100644", "", 0, path)


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


def _verify(
    made: Outcome, head: str | None, before: Mapping[str, IndexEntry], planned: Mapping[str, IndexEntry]
) -> None:
    hint = f"git show {made.oid[:10]}"
    if made.parents != ((head,) if head else ()):
        raise GitError("HEAD is not the commit that was made: something moved the branch meanwhile", hint=hint)
    for path, entry in planned.items():
        found = made.changes[path][1] if path in made.changes else before.get(path)
        if not same(found, entry):
            raise GitError(f"a hook changed this file while it was committed in {made.oid[:10]}", where=path, hint=hint)
