"""Commits as `check` asks for them: their parents, what two have in common, the Markdown in one."""

from __future__ import annotations

from forgemd.errors import GitError
from forgemd.git.command import decoded, lines, records, revision
from forgemd.git.index import Staged, parsed
from forgemd.git.repository import Repository
from forgemd.typed import Sequence

__all__ = [
    "DEEPEN",
    "ancestor",
    "changes",
    "common_ancestors",
    "first_parent",
    "foresee_blobs",
    "markdown_at",
    "markdown_blobs",
    "merge_base",
    "merge_bases",
    "parents",
    "renames",
]

DEEPEN = "fetch all history: `fetch-depth: 0` for actions/checkout, `GIT_DEPTH: 0` for GitLab, git fetch --unshallow"
"""The remedy for a clone that history was cut off in."""


def parents(repository: Repository, oid: str) -> list[str]:
    """The ids of the parents of the commit `oid`, also of those that a shallow clone lacks."""
    header = repository.git.read("cat-file", "commit", oid).partition(b"\n\n")[0]
    return [decoded(line[len(b"parent ") :]) for line in header.split(b"\n") if line.startswith(b"parent ")]


def first_parent(repository: Repository, oid: str) -> str | None:
    """The id of the first parent of the commit `oid`; None for a root.

    Raises `GitError` for one whose parent the clone lacks: git itself would call that a root.
    """
    parent = next(iter(parents(repository, oid)), None)
    if parent is not None and repository.git.ask("cat-file", "-e", f"{parent}^{{commit}}").code:
        raise GitError(f"the parent of {oid[:12]} is not in this clone: its history was cut off", hint=DEEPEN)
    return parent


def ancestor(repository: Repository, oid: str, count: int) -> str | None:
    """The commit that is `count` first parents before the commit `oid`; None where there are fewer."""
    out = repository.git.read("rev-list", "--first-parent", "--max-count=1", f"--skip={count}", revision(oid), "--")
    return decoded(out) or None


def merge_base(repository: Repository, one: str, other: str) -> str:
    """The newest commit that both come from.

    Raises `GitError` if there is none, and in a shallow clone, where git would name too old a one.
    """
    if repository.shallow:
        raise GitError(f"where {other[:12]} left {one} cannot be told: the history was cut off here", hint=DEEPEN)
    done = repository.git.ask("merge-base", revision(one), revision(other))
    if done.code:
        raise GitError(f"{one} and {other[:12]} have no commit in common", hint=f"git log --oneline -1 {one}")
    return decoded(done.out).split("\n")[0]


def merge_bases(repository: Repository, oids: Sequence[str]) -> list[str]:
    """The best commits that all of `oids` come from; several where branches crossed, none for strangers.

    Raises `GitError` in a shallow clone, where git would name too old ones.
    """
    if repository.shallow:
        raise GitError("what the commits have in common cannot be told: the history was cut off here", hint=DEEPEN)
    return _best(repository, oids)


def common_ancestors(repository: Repository, oids: Sequence[str]) -> list[str]:
    """What `merge_bases` gives; in a shallow clone the best of those that are at hand, for who can do with older ones.

    Raises `GitError` if a shallow clone has none.
    """
    return _best(repository, oids) or merge_bases(repository, oids)


def _best(repository: Repository, oids: Sequence[str]) -> list[str]:
    done = repository.git.ask("merge-base", "--all", *(["--octopus"] if len(oids) > 2 else []), *map(revision, oids))
    return lines(done.out) if done.code == 0 else []


def markdown_at(repository: Repository, oid: str) -> list[str]:
    """The paths in the commit `oid` that end in .md or .markdown, in any case of letters; no links, no submodules."""
    return list(markdown_blobs(repository, oid))


def foresee_blobs(repository: Repository, oid: str) -> None:
    """Have git start on what `markdown_blobs` is going to ask."""
    repository.git.foresee(*_ALL, revision(oid))


_ALL = ("ls-tree", "-r", "-z", "--full-tree")


def markdown_blobs(repository: Repository, oid: str) -> dict[str, str]:
    """The ids of the blobs at the paths that `markdown_at` gives."""
    found = {}
    for record in records(repository.git.read(*_ALL, revision(oid))):
        head, _, path = record.partition("\t")
        if head.startswith("100") and path.lower().endswith((".md", ".markdown")):
            found[path] = head[head.rindex(" ") + 1 :]
    return found


def changes(repository: Repository, old: str, new: str) -> list[Staged]:
    """What the commit `new` changes in files against `old`, renames found."""
    options = ("-r", "--raw", "--no-abbrev", "-z", "-M", "--no-ext-diff", "--no-color")
    return parsed(repository.git.read("diff-tree", *options, revision(old), revision(new)))


def renames(repository: Repository, old: str, new: str) -> dict[str, str]:
    """For the files that have another path in the commit `new` than in `old`: the old path by the new one."""
    out = repository.git.read(
        *("diff-tree", "-r", "-z", "-M", "--name-status", "--diff-filter=R", "--no-ext-diff", "--no-color"),
        *(revision(old), revision(new)),
    )
    fields = records(out)
    return dict(zip(fields[2::3], fields[1::3], strict=True))
