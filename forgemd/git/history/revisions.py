"""The commits of a range, and what each changes against each of its parents: two processes for all of them."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence

from forgemd.errors import GitError, UsageError
from forgemd.git.command import records, revision
from forgemd.git.history.commits import DEEPEN, merge_base
from forgemd.git.index import MARKDOWN
from forgemd.git.repository import Repository
from forgemd.typed import NamedTuple

__all__ = ["Blob", "Commit", "Range", "all_reverted_by", "commits_between", "endpoints", "is_ancestor", "reverted_by"]

_FORMAT = "--format=tformat:%H%x00%P%x00%B%x00"
_REVERTS = re.compile(
    r"^(?:This reverts commit|Forgemd-Reverts:)\s+([0-9a-f]{7,64})"
    r"(?:,\s+reversing\s+changes\s+made\s+to\s+([0-9a-f]{7,64}))?",
    re.MULTILINE,
)


class Range(NamedTuple):
    """The commits that `end` has and `start` has not, ids; all that `end` has where `start` is None."""

    start: str | None
    end: str

    @property
    def told(self) -> str:
        """The range as git writes it, shortened."""
        return self.end[:12] if self.start is None else f"{self.start[:12]}..{self.end[:12]}"


class Blob(NamedTuple):
    """A file as one commit has it against one of its parents: object ids, None for a side that has no such file,
    and the path that each side has it at."""

    path: str
    oid: str | None
    old_path: str
    old_oid: str | None


class Commit(NamedTuple):
    """A commit: `changed` has, for each of its parents, the files asked for that differ from it, by path.

    A root has no parents and one mapping: everything is new to it.
    """

    oid: str
    parents: tuple[str, ...]
    message: str
    changed: tuple[dict[str, Blob], ...]

    @property
    def subject(self) -> str:
        """The first line of the message."""
        return self.message.partition("\n")[0].strip()

    @property
    def paths(self) -> tuple[str, ...]:
        """The files that differ from any parent, sorted."""
        return tuple(sorted({path for changed in self.changed for path in changed}))


def endpoints(repository: Repository, text: str) -> Range:
    """The range that `text` names as git does: `A..B`, or `A...B` for what B has since it left A; a side that is
    left out is HEAD. A side of zeros is what git's hooks call a branch that is not there yet: everything is new.

    Raises `UsageError` for what is no range and `GitError` for a commit that is not there.
    """
    since = "..." in text
    left, dots, right = text.partition("..." if since else "..")
    if not dots or ".." in right:
        hint = f"name both ends: forgemd check --range {text or 'main'}..HEAD"
        raise UsageError(f"{text!r} is no range of commits", where="--range", hint=hint)
    end = _end(repository, right or "HEAD")
    if left and not left.strip("0"):
        return Range(None, end)
    start = _end(repository, left or "HEAD")
    return Range(merge_base(repository, start, end) if since else start, end)


def _end(repository: Repository, rev: str) -> str:
    try:
        return repository.resolve(rev)
    except GitError as error:
        raise GitError(error.message, hint=DEEPEN if repository.shallow else error.hint) from error


def commits_between(repository: Repository, ends: Range, besides: Sequence[str] = ()) -> list[Commit]:
    """The commits of the range, parents before children, with what they do to Markdown and the paths `besides`.

    Raises `GitError` where the history was cut off within the range: what a commit changed cannot be told there.
    """
    which = ends.end if ends.start is None else f"{revision(ends.start)}..{revision(ends.end)}"
    out = repository.git.read(
        *("log", "--topo-order", "--reverse", "--encoding=UTF-8", "--no-show-signature", "--no-color", "--no-notes"),
        *(_FORMAT, "--end-of-options", which, "--"),
    )
    fields = out.decode("utf-8", "replace").split("\0")
    found = [
        (oid.removeprefix("\n"), tuple(parents.split()), message)
        for oid, parents, message in zip(fields[0:-1:3], fields[1::3], fields[2::3], strict=False)
    ]
    _need_whole(repository, [oid for oid, _, _ in found])
    changes = _changes(repository, [(oid, parents) for oid, parents, _ in found], besides)
    return [Commit(*commit, changed) for commit, changed in zip(found, changes, strict=True)]


def _need_whole(repository: Repository, oids: Iterable[str]) -> None:
    if not repository.shallow:
        return
    with open(os.path.join(repository.common_dir, "shallow"), encoding="ascii") as file:
        cut = set(file.read().split())
    for oid in oids:
        if oid in cut:
            raise GitError(f"the history was cut off at {oid[:12]}, which is within the range", hint=DEEPEN)


def _changes(
    repository: Repository, commits: Sequence[tuple[str, tuple[str, ...]]], besides: Sequence[str]
) -> Iterator[tuple[dict[str, Blob], ...]]:
    """For each commit what differs from each parent. A line of `oid parent` makes git compare with that one alone."""
    pairs = [f"{oid} {parent}".rstrip() for oid, parents in commits for parent in parents or ("",)]
    out = repository.git.read(
        *("diff-tree", "--stdin", "--always", "-r", "--raw", "-z", "-M", "--root", "--no-ext-diff", "--no-color", "--"),
        *(*MARKDOWN, *(f":(top,literal){path}" for path in besides)),
        stdin="".join(pair + "\n" for pair in pairs).encode("ascii"),
        env={"GIT_LITERAL_PATHSPECS": "0"},
    )
    blocks = _blocks(records(out))
    for _, parents in commits:
        yield tuple(next(blocks) for _ in parents or ("",))


def _blocks(fields: Sequence[str]) -> Iterator[dict[str, Blob]]:
    """The files of each comparison: a line with the commit's id, then `:modes ids status`, path and, for a rename,
    the new path."""
    found: dict[str, Blob] | None = None
    at = 0
    while at < len(fields):
        field = fields[at]
        at += 1
        if not field.startswith(":"):
            if found is not None:
                yield found
            found = {}
            continue
        old_mode, mode, old_oid, oid, status = field[1:].split(" ")
        old_path = path = fields[at]
        at += 1
        if status[0] in "RC":
            path = fields[at]
            at += 1
        if found is not None and (blob := _blob(path, oid, mode, old_path, old_oid, old_mode)):
            found[path] = blob
    if found is not None:
        yield found


def _blob(path: str, oid: str, mode: str, old_path: str, old_oid: str, old_mode: str) -> Blob | None:
    """The file, where it is an ordinary one on either side."""
    new, old = (oid if mode.startswith("100") else None), (old_oid if old_mode.startswith("100") else None)
    return Blob(path, new, old_path, old) if new or old else None


def reverted_by(message: str) -> tuple[str, str | None] | None:
    """The commit that a message says it takes back, in git's own words or in a trailer, and for a merge the parent
    that it goes back to. As the message spells them."""
    match = _REVERTS.search(message)
    return (match[1], match[2]) if match else None


def all_reverted_by(message: str) -> list[str]:
    """Every commit that a message says it takes back, as it spells them."""
    return [match[1] for match in _REVERTS.finditer(message)]


def is_ancestor(repository: Repository, old: str, new: str) -> bool:
    """Whether the commit `old` is `new` or one that it comes from."""
    return repository.git.ask("merge-base", "--is-ancestor", revision(old), revision(new)).code == 0
