"""A commit of exactly HEAD's tree plus some paths, made by `git commit` itself.

Hooks, signing, identity and message rules are git's. The commit is made from an index of its own, so that
whatever else is staged stays staged; git's lock on the real one is held from the first look to the last write.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from forgemd.errors import GitError
from forgemd.git import index
from forgemd.git.command import DURABLE, decoded
from forgemd.git.filters import to_blob
from forgemd.git.index import IndexEntry
from forgemd.git.lock import IndexLock, ScratchIndex
from forgemd.git.message import composed
from forgemd.git.outcome import Outcome, abbreviated, outcome
from forgemd.git.process import Completed
from forgemd.git.repository import Repository
from forgemd.git.staging import ABSENT, WHOLE, put, reset, settle
from forgemd.typed import NamedTuple

__all__ = ["CommitRefused", "Committed", "NothingToCommit", "commit"]

_COMMIT = (*DURABLE, *WHOLE, "-c", "i18n.commitEncoding=UTF-8", "commit", "--cleanup=verbatim", "--file=-")


class Committed(NamedTuple):
    """A commit that was made: its id, whole and as git abbreviates it, what hooks said, and what paths they added."""

    oid: str
    short: str
    notes: str
    added: tuple[str, ...]


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
) -> Committed:
    """Commit HEAD's tree with `contents` in it, by path, and nothing else.

    A content is the bytes as they lie in the work tree (the filters of the path apply), the id of a blob, or
    None to remove the path. The mode is the index's or HEAD's. `env` is laid over the environment of git and
    its hooks; `parentless` allows the first commit of a branch. Work tree files are not touched; the index gets
    the committed entries and keeps everything else that is staged.

    Raises `CommitRefused` (index unchanged to the byte, nothing committed), `NothingToCommit`, and `GitError`
    where it cannot start (lock held, conflict, operation under way) or a hook changed one of the paths.
    """
    head = _base(repository, parentless)
    git = repository.git
    said = composed(git, message, trailers)
    with IndexLock(repository.index_path, head):
        before = index.tree(git, head, list(contents)) if head else {}
        planned = _planned(repository, contents, before)
        if all(_same(before.get(path), entry) for path, entry in planned.items()):
            raise NothingToCommit("HEAD holds these changes already: there is nothing to commit")
        with _scratch(repository, "commit") as private, _scratch(repository, "next") as following:
            reset(git, private, head)
            put(git, private, planned.values(), options=WHOLE)
            put(git, following, planned.values(), options=DURABLE)
            settle(git, following, (path for path, entry in planned.items() if entry.mode != ABSENT))
            done = _run(repository, said, {**(env or {}), **private.env}, following, planned, head)
            if done.code:
                raise _refusal(repository, done, env)
            made, added = _settle(repository, following, planned)
    _verify(made, head, before, planned)
    return Committed(made.oid, abbreviated(made.oid, done.out), decoded(done.err), added)


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


def _scratch(repository: Repository, name: str) -> ScratchIndex:
    return ScratchIndex(repository.index_path, repository.git_dir, name)


def _planned(
    repository: Repository, contents: Mapping[str, bytes | str | None], before: Mapping[str, IndexEntry]
) -> dict[str, IndexEntry]:
    """What the commit shall hold at each path."""
    present = {(entry.path, entry.stage): entry for entry in index.entries(repository.git, list(contents))}
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
            planned[path] = entry._replace(oid=to_blob(repository, path, content))
        elif content is not None:
            planned[path] = entry._replace(oid=content)
        elif entry.oid:
            planned[path] = IndexEntry(ABSENT, "0" * len(entry.oid), 0, path)
    return planned


def _fresh(repository: Repository, path: str) -> IndexEntry:
    # Git's plumbing would put the file in the place of the submodule.
    if module := repository.submodule_of(path):
        raise GitError(f"this file belongs to the repository in {module}", where=path, hint=f"cd {module}")
    return IndexEntry("100644", "", 0, path)


def _run(
    repository: Repository,
    said: bytes,
    env: Mapping[str, str],
    following: ScratchIndex,
    planned: Mapping[str, IndexEntry],
    head: str | None,
) -> Completed:
    """`git commit` itself, with the message `said`."""
    try:
        return repository.git.porcelain(*_COMMIT, stdin=said, env=env)
    except BaseException:
        # Hooks run behind the commit, too: who is interrupted there finds it made.
        if repository.head() != head:
            _settle(repository, following, planned)
        raise


def _settle(
    repository: Repository, following: ScratchIndex, planned: Mapping[str, IndexEntry]
) -> tuple[Outcome, tuple[str, ...]]:
    """Make `following` the index, now that the commit is made; gives the commit and the paths that hooks added."""
    made = outcome(repository.git)
    added = _adopt(repository, following, made, planned)
    following.become_real()
    return made, added


def _adopt(
    repository: Repository, following: ScratchIndex, made: Outcome, planned: Mapping[str, IndexEntry]
) -> tuple[str, ...]:
    """Bring what hooks put into the commit into the index to be, unless something else is staged there.

    Gives the paths that they added to it.
    """
    added = tuple(path for path in made.changes if path not in planned)
    staged = {entry.path: entry for entry in index.entries(repository.git, added)}
    wanted = []
    for path, (old, new) in made.changes.items():
        known = planned[path] if path in planned else staged.get(path)
        unchanged = path in planned or _same(known, old)
        if unchanged and not _same(known, new):
            wanted.append(new)
    if wanted:
        put(repository.git, following, wanted, options=DURABLE)
    return added


def _same(left: IndexEntry | None, right: IndexEntry) -> bool:
    """Whether both are the same object with the same mode; None is a path that is not there."""
    return (left.mode, left.oid) == (right.mode, right.oid) if left else right.mode == ABSENT


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
        if not _same(found, entry):
            raise GitError(f"a hook changed this file while it was committed in {made.oid[:10]}", where=path, hint=hint)
