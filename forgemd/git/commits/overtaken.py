"""Others who commit at the same time: a branch that moves while a commit for it is being made.

Git's lock on the index keeps out whoever has yet to begin. One who has it behind them, as while their hooks run, moves
the branch all the same.
"""

from __future__ import annotations

from collections.abc import Mapping

from forgemd.errors import StaleEdit
from forgemd.git.command import DURABLE
from forgemd.git.commits.outcome import upon
from forgemd.git.commits.staging import same
from forgemd.git.index import IndexEntry
from forgemd.git.repository import Repository
from forgemd.git.trees import entries_at

__all__ = ["is_made", "need_head"]


def need_head(repository: Repository, head: str | None) -> None:
    """Raises `StaleEdit` unless `head` is checked out: the tree of an older commit would take back what came since."""
    if repository.head() != head:
        raise _overtaken(repository)


def is_made(repository: Repository, head: str | None, planned: Mapping[str, IndexEntry], *, well: bool) -> bool:
    """Whether the `git commit` that has ended made the commit of `planned` on `head`. `well`: git says that it did.

    Raises `StaleEdit` where others moved the branch, and git refused for that or, which is taken back, made the commit
    on top of theirs: it asks for HEAD by itself, and the tree is one without their work.
    """
    if repository.head() == head:
        return False
    made, parents = upon(repository.git)
    if well and parents == ((head,) if head else ()):
        return True
    held = _holds(repository, made, planned)
    if not well and not held:
        raise _overtaken(repository)
    if well and held and len(parents) == 1 and not _holds(repository, parents[0], planned):
        why = "forgemd: taken back, for it knew nothing of the commit before it"
        if repository.git.ask(*DURABLE, "update-ref", "-m", why, "HEAD", parents[0], made).code == 0:
            raise _overtaken(repository)
    return True


def _holds(repository: Repository, commit: str, planned: Mapping[str, IndexEntry]) -> bool:
    there = entries_at(repository.git, commit, list(planned))
    return all(same(there.get(path), entry) for path, entry in planned.items())


def _overtaken(repository: Repository) -> StaleEdit:
    message = "somebody committed or switched branches meanwhile, and nothing was written"
    return StaleEdit(message, where=repository.root, hint="run the command again")
