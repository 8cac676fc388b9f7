"""The commits that forgemd made itself: known by their trailer."""

from __future__ import annotations

from forgemd.git.command import decoded
from forgemd.git.commits.committing import TRANSACTION
from forgemd.git.history.revisions import all_reverted_by
from forgemd.git.repository import Repository
from forgemd.typed import NamedTuple

__all__ = ["OwnCommit", "own_commits"]

_FORMAT = "--format=tformat:%H%x00%P%x00%h%x00%B%x00"
_AT_ONCE = 100


class OwnCommit(NamedTuple):
    """A commit with one parent, by their ids; `short` as git abbreviates it."""

    oid: str
    parent: str
    short: str
    subject: str


def own_commits(repository: Repository, count: int) -> list[OwnCommit]:
    """The last `count` commits of this branch that forgemd made and nobody has taken back, newest first; fewer where
    there are no more. What takes others back is none of them, nor is a merge."""
    found: list[OwnCommit] = []
    gone: set[str] = set()
    for skipped in range(0, 1 << 30, _AT_ONCE):
        page = _page(repository, skipped)
        for oid, above, short, message in page:
            reverts = all_reverted_by(message)
            gone.update(reverts)
            parents = above.split()
            if not reverts and oid not in gone and len(parents) == 1:
                subject = message.partition("\n")[0].strip()
                found.append(OwnCommit(oid, parents[0], short, subject))
                if len(found) == count:
                    return found
        if len(page) < _AT_ONCE:
            break
    return found


def _page(repository: Repository, skipped: int) -> list[tuple[str, str, str, str]]:
    out = repository.git.read(
        *("log", "--first-parent", "--encoding=UTF-8", "--no-show-signature", "--no-color", "--no-notes", _FORMAT),
        *(f"--grep=^{TRANSACTION}: ", "-E", f"--skip={skipped}", f"--max-count={_AT_ONCE}", "HEAD", "--"),
    )
    fields = decoded(out).split("\0")
    return [
        (oid.removeprefix("\n"), above, short, message)
        for oid, above, short, message in zip(fields[0:-1:4], fields[1::4], fields[2::4], fields[3::4], strict=False)
    ]
