"""What trackers claim and git knows: whether a file, a commit, a branch is there, and what has been merged."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from forgemd.git.command import lines, records, revision
from forgemd.git.repository import Repository

__all__ = ["all_files", "branch_names", "lost_commits", "unmerged_branches", "why_no_branches", "why_no_commits"]

_REFS = ("for-each-ref", "--format=%(refname)")


def all_files(repository: Repository, rev: str | None = None) -> list[str]:
    """The paths of the commit `rev`, or of the index, submodules as one path each."""
    if rev is None:
        return records(repository.git.read("ls-files", "-z", "--full-name"))
    return records(repository.git.read("ls-tree", "-r", "-z", "--name-only", "--full-tree", revision(rev)))


def why_no_commits(repository: Repository) -> str:
    """Why nobody can tell here whether a commit exists; empty where one can."""
    if repository.shallow:
        return "the history was cut off in this clone"
    if repository.config("extensions.partialClone") is not None:
        return "this clone fetches objects when they are asked for"
    return ""


def lost_commits(repository: Repository, names: Sequence[str]) -> set[str]:
    """Those of `names` (hexadecimal digits) that are no object here; several objects are no loss."""
    asked = "".join(f"{name}\n" for name in names).encode()
    told = lines(repository.git.read("cat-file", "--batch-check", stdin=asked))
    return {line.removesuffix(" missing") for line in told if line.endswith(" missing")}


def why_no_branches(repository: Repository) -> str:
    """Why nobody can tell here whether a branch exists; empty where one can: CI fetches but one."""
    if repository.shallow:
        return "the history was cut off in this clone"
    remote = [ref for ref in lines(repository.git.read(*_REFS, "refs/remotes")) if not ref.endswith("/HEAD")]
    if len(remote) < 2 and lines(repository.git.read("remote")):
        return "this clone has fetched one branch at most"
    return ""


def branch_names(repository: Repository) -> set[str]:
    """The branches by name, those of remotes with the name of the remote in front and without it; the one that is
    checked out also before its first commit."""
    found = set(_named(lines(repository.git.read(*_REFS, "refs/heads", "refs/remotes"))))
    own = repository.branch()
    return found if own is None else {*found, own}


def _named(refs: Sequence[str]) -> dict[str, str]:
    """Refs by the names that people give them; a local branch goes before that of a remote."""
    found: dict[str, str] = {}
    for ref in refs:
        _, kind, name = ref.split("/", 2)
        found.setdefault(name, ref)
        if kind == "remotes":
            found.setdefault(name.partition("/")[2], ref)
    return found


def unmerged_branches(repository: Repository, names: Collection[str], rev: str = "HEAD") -> set[str]:
    """Those of the branches `names` that have something to merge into `rev`.

    A branch that was squashed, rebased or picked is merged: every content that it gave a file is one that `rev`, or a
    commit before it, had for some file. Where somebody else changed the same file between, that cannot be seen.
    """
    ahead = _named(lines(repository.git.read(*_REFS, f"--no-merged={revision(rev)}", "refs/heads", "refs/remotes")))
    return {name for name in names if name in ahead and _has_news(repository, ahead[name], rev)}


def _has_news(repository: Repository, ref: str, rev: str) -> bool:
    base = repository.git.ask("merge-base", revision(rev), ref)
    if base.code:
        return True
    start = base.out.decode("ascii").strip()
    given = _contents(repository, start, ref)
    if not given:
        return False
    # `rev-list` tells objects that the base lacks: content that came back to an older state is not news either.
    known = {line.partition(" ")[0] for line in lines(repository.git.read("rev-list", "--objects", rev, f"^{start}"))}
    return not given <= known


def _contents(repository: Repository, old: str, new: str) -> set[str]:
    """The ids of the blobs that files have in `new` and not in `old`; Markdown, which trackers are, does not count."""
    fields = records(
        repository.git.read("diff-tree", "-r", "-z", "--raw", "--no-renames", "--no-abbrev", "--no-ext-diff", old, new)
    )
    changed = zip(fields[::2], fields[1::2], strict=True)
    oids = {head.split(" ")[3] for head, path in changed if not path.lower().endswith((".md", ".markdown"))}
    return {oid for oid in oids if oid.strip("0")}
