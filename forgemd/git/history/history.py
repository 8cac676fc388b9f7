"""History, remotes and work trees, through GitPython's command layer.

Only `git.cmd.Git`, which runs the real git: GitPython's own objects know neither signing nor filters nor
SHA-256. It takes long to import, so nothing that a hook or a check needs is here.
"""

from __future__ import annotations

import os
from collections.abc import Sequence

from forgemd.errors import GitError
from forgemd.git.command import decoded, revision
from forgemd.git.repository import Repository
from forgemd.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from git.cmd import Git as GitPython

__all__ = ["LogEntry", "Remote", "Worktree", "log", "push", "remotes", "worktrees"]

_FORMAT = "--format=tformat:%H%x00%P%x00%an%x00%aI%x00%s%x00"


class Remote(NamedTuple):
    """A remote repository as this one knows it; `url` is where a push goes, and may hold a password."""

    name: str
    url: str


class LogEntry(NamedTuple):
    """A commit: id, ids of its parents, author, author's time (ISO 8601, with zone), first line of the message."""

    oid: str
    parents: tuple[str, ...]
    author: str
    time: str
    subject: str


class Worktree(NamedTuple):
    """A work tree of the repository: its path, and the branch and commit in it, None if there is none."""

    path: str
    branch: str | None
    head: str | None


def log(
    repository: Repository, rev: str = "HEAD", *, paths: Sequence[str] = (), limit: int | None = None
) -> list[LogEntry]:
    """The commits reachable from `rev`, newest first; those that touch `paths` if any are given.

    Raises `GitError` if `rev` is unknown.
    """
    count = [] if limit is None else [f"--max-count={limit}"]
    literal = {"GIT_LITERAL_PATHSPECS": "1"}
    out = _call(
        repository,
        ["log", "--no-show-signature", "--no-color", *count, _FORMAT, "--end-of-options", revision(rev), "--", *paths],
        env=literal,
    )
    fields = [field.removeprefix("\n") for field in out.decode("utf-8", "replace").split("\0")]
    rows = [fields[start : start + 5] for start in range(0, len(fields) - 4, 5)]
    return [LogEntry(oid, tuple(parents.split()), *rest) for oid, parents, *rest in rows]


def remotes(repository: Repository) -> list[Remote]:
    """The remotes, in the order of their names."""
    names = os.fsdecode(_call(repository, ["remote"])).splitlines()
    return [Remote(name, decoded(_call(repository, ["remote", "get-url", "--push", "--", name]))) for name in names]


def worktrees(repository: Repository) -> list[Worktree]:
    """The work trees, the main one first."""
    found = []
    for block in os.fsdecode(_call(repository, ["worktree", "list", "--porcelain"])).split("\n\n"):
        said = dict(line.partition(" ")[::2] for line in block.splitlines())
        if "worktree" in said and "bare" not in said:
            head = said.get("HEAD", "")
            branch = said.get("branch", "").removeprefix("refs/heads/") or None
            found.append(Worktree(said["worktree"], branch, head if head.strip("0") else None))
    return found


def push(repository: Repository, remote: str, branch: str) -> str:
    """Push `branch` to the branch of that name on `remote`, one of `remotes`, with all of git's hooks.

    Gives what git and the remote said: forges answer with the address for a review. Raises `GitError` if the
    push is rejected or the remote is unknown; nothing is ever forced.
    """
    known = [found.name for found in remotes(repository)]
    if remote not in known:
        hint = f"there is: {', '.join(known)}" if known else "git remote add origin URL"
        raise GitError(f"there is no remote {remote!r}", hint=hint)
    ref = f"refs/heads/{revision(branch)}"
    if repository.git.ask("show-ref", "--verify", "--quiet", ref).code:
        raise GitError(f"there is no branch {branch!r} to push", hint="git branch")
    done = _client(repository).execute(
        [repository.git.executable, "-C", repository.root, "push", "--porcelain", "--", remote, f"{ref}:{ref}"],
        env=dict(repository.git.environ),
        with_extended_output=True,
        with_exceptions=False,
        stdout_as_string=False,
    )
    code, out, err = done
    said = "\n".join(filter(None, (_text(err), _text(out))))
    if code:
        raise GitError(f"the push to {remote} did not succeed:\n{said}", hint=f"git fetch {remote}, then git status")
    return said


def _call(repository: Repository, command: Sequence[str], env: dict[str, str] | None = None) -> bytes:
    """What a command that only reads prints, as it printed it."""
    environ = {**repository.git.environ, "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", **(env or {})}
    code, out, err = _client(repository).execute(
        [repository.git.executable, "-C", repository.root, *command],
        env=environ,
        with_extended_output=True,
        with_exceptions=False,
        stdout_as_string=False,
        strip_newline_in_stdout=False,
    )
    if code:
        raise GitError(f"git {command[0]} failed: {_text(err).removeprefix('fatal: ')}")
    return out


def _client(repository: Repository) -> GitPython:
    try:
        from git.cmd import Git as GitPython
    except ImportError as error:
        raise GitError(f"GitPython cannot be loaded: {error}", hint="pip install --upgrade GitPython") from error
    return GitPython(repository.root)


def _text(said: str | bytes) -> str:
    return said.strip() if isinstance(said, str) else decoded(said)
