"""What a push brings to a remote, and what a rewrite made: the commits that nobody has judged yet."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from forgemd.errors import GitError
from forgemd.git.command import decoded, lines
from forgemd.git.history.commits import parents
from forgemd.git.history.revisions import Range
from forgemd.git.repository import Repository
from forgemd.typed import NamedTuple

__all__ = ["Fresh", "commit_ids", "pushed", "rewritten"]


class Fresh(NamedTuple):
    """New commits, by id, and a range that holds them all; it may hold others, which are known elsewhere."""

    ends: Range
    commits: Collection[str]


def pushed(repository: Repository, heard: str) -> list[Fresh]:
    """The commits that no branch of a remote has, as far as this clone knows, of each ref that is pushed.

    `heard`: what git tells the hook pre-push (githooks(5)): lines of the local ref, its object, the remote ref and
    the object that it names there, zeros for none. What is deleted, or is no commit, brings none.
    """
    found, seen = [], set[str]()
    for line in heard.splitlines():
        words = line.rsplit(" ", 3)
        if len(words) != 4 or not words[1].strip("0"):
            continue
        fresh = _unpublished(repository, words[1], words[3])
        if fresh is not None and (new := set(fresh.commits) - seen):
            found.append(fresh._replace(commits=frozenset(new)))
            seen |= new
    return found


def rewritten(repository: Repository, heard: str) -> Fresh | None:
    """The commits that an amended commit or a rebase has made. `heard`: what git tells the hook post-rewrite: lines of
    an old and a new object, oldest first."""
    new = [words[1] for line in heard.splitlines() if len(words := line.split(" ")) > 1]
    end = repository.head()
    if not new or end is None:
        return None
    return Fresh(Range(next(iter(parents(repository, new[0])), None), end), frozenset(new))


def commit_ids(repository: Repository, ends: Range) -> frozenset[str]:
    """The commits of a range."""
    which = ends.end if ends.start is None else f"{ends.start}..{ends.end}"
    return frozenset(lines(repository.git.read("rev-list", which)))


def _unpublished(repository: Repository, local: str, remote: str) -> Fresh | None:
    try:
        end = repository.resolve(local)
    except GitError:
        return None
    known = _known(repository, remote)
    out = lines(repository.git.read("rev-list", "--boundary", end, "--not", *known, "--remotes"))
    edges = [line[1:] for line in out if line.startswith("-")]
    start = next(iter([*known, *edges]), None)
    return Fresh(Range(start, end), frozenset(line for line in out if not line.startswith("-")))


def _known(repository: Repository, remote: str) -> Sequence[str]:
    """The commit that the remote has now, if this clone has it too."""
    if not remote.strip("0"):
        return ()
    done = repository.git.ask("rev-parse", "--verify", "--quiet", f"{remote}^{{commit}}")
    return (decoded(done.out),) if done.code == 0 else ()
