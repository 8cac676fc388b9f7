"""`forgemd merge --resolve`: conflicts that a merge left, and merges that knew only lines, finished by rows.

What is in conflict is merged anew from the three versions that the index holds. What was merged as text, by git
without the driver or by a forge's button, is merged anew from the two parents. Who is asked decides the rest.
"""

from __future__ import annotations

from collections.abc import Sequence

from forgemd.errors import SourceError, UsageError
from forgemd.git import parents, stage
from forgemd.merge import Merged, Terms
from forgemd.text import Source
from forgemd.tracker import contained
from forgemd.typed import NamedTuple
from forgemd.workspace.merges.merging import merge_texts
from forgemd.workspace.merges.versions import Versions, is_tracker, versions
from forgemd.workspace.workspace import Named, Workspace
from forgemd.workspace.writing import FileWrite, written

__all__ = ["Resolved", "resolve_merge"]

_STAGES = (1, 2, 3)


class Resolved(NamedTuple):
    """What became of one tracker: `before` is the file as it was; `merged` what the versions come to, None where
    they cannot be merged, and `why`. `written` and `staged` say what was done, `saved` is the id of a blob that holds
    what stood in the file and stands nowhere else."""

    path: str
    before: Source
    merged: Merged | None
    why: str
    written: bool = False
    staged: bool = False
    saved: str | None = None

    @property
    def finished(self) -> bool:
        """Whether nothing is left for a person to decide."""
        return self.merged is not None and not self.merged.conflicts and not self.why


def resolve_merge(workspace: Workspace, paths: Sequence[str], terms: Terms, *, dry_run: bool) -> list[Resolved]:
    """Finish the trackers that a merge left in conflict, or those at `paths`; where none is, those of the merge under
    way or of the merge commit that is checked out. To be called under `Workspace.exclusive`.

    Raises `UsageError` where there is nothing to finish, `GitError` in a shallow clone.
    """
    repository = workspace.need_repository()
    wanted = [repository.relative(path, workspace.cwd) for path in paths]
    unmerged = {path: _staged(workspace, path) for path in repository.unmerged(wanted)}
    found = [
        _finish(workspace, each, terms, dry_run=dry_run, unmerged=True)
        for each in unmerged.values()
        if each.path in wanted or is_tracker(workspace, each.path, (each.base, each.ours, each.theirs))
    ]
    if found and not wanted:
        return found
    rest = [path for path in wanted if path not in unmerged]
    if rest or not wanted:
        sides = _sides(workspace)
        text_merged = versions(workspace, *sides, rest)
        found += [_finish(workspace, each, terms, dry_run=dry_run, unmerged=False) for each in text_merged]
    if not found:
        hint = "what a merge would come to: forgemd merge --check REV"
        raise UsageError("no tracker here was changed on both sides of a merge", where="merge --resolve", hint=hint)
    return found


def _staged(workspace: Workspace, path: str) -> Versions:
    """The versions of an unmerged path that the index holds."""
    repository = workspace.need_repository()
    stages = {entry.stage: entry.oid for entry in repository.entries([path]) if entry.path == path}
    raws = [repository.blobs([stages[stage]])[0] if stage in stages else None for stage in _STAGES]
    return Versions(path, *raws)


def _sides(workspace: Workspace) -> tuple[str, str]:
    """The commits that are being merged, or that were merged into the one that is checked out."""
    repository = workspace.need_repository()
    head, others = repository.resolve("HEAD"), repository.merge_parents()
    above = [head, *others] if others else parents(repository, head)
    if len(above) != 2:
        hint = "git merge BRANCH, or git switch to the merge commit"
        raise UsageError("there is no merge of two commits to finish here", where="merge --resolve", hint=hint)
    return above[0], above[1]


def _finish(workspace: Workspace, found: Versions, terms: Terms, *, dry_run: bool, unmerged: bool) -> Resolved:
    try:
        old = workspace.bytes_of(Named(found.path, f"{workspace.root}/{found.path}"))
        before = Source.decode(old, found.path)
    except (SourceError, UsageError) as error:
        return Resolved(found.path, Source("", found.path), None, error.message)
    if found.ours is None or found.theirs is None:
        who = "our side" if found.ours is None else "their side"
        return Resolved(found.path, before, None, f"{who} removed the file, the other changed it")
    try:
        sources = found.sources()
    except SourceError as error:
        return Resolved(found.path, before, None, error.message)
    merged = merge_texts(workspace, sources, policy=terms.policy, terms=terms)
    done = Resolved(found.path, before, merged, _obstacle(workspace, sources, before, merged, unmerged=unmerged))
    if dry_run or done.why or not (unmerged or done.finished):
        return done
    return _written(workspace, done, old, unmerged=unmerged)


def _obstacle(
    workspace: Workspace, sources: Sequence[Source], before: Source, merged: Merged, *, unmerged: bool
) -> str:
    """What speaks against putting the result in the place of the file; empty for nothing."""
    if merged.fell_back:
        return "; ".join(merged.notes)
    if unmerged:
        return ""
    repository = workspace.need_repository()
    (committed,) = repository.blobs([f"HEAD:{before.path}"])
    if not repository.merge_parents() and committed != before.encode():
        return "the file has changes that are not committed"
    base, *sides = map(workspace.read_source, sources)
    bases = [base] if sources[0].text else []
    made = [each for each in contained(sides, workspace.read_source(before), bases) if each.kind == "invented"]
    return f"the merge has what no parent has: {made[0].name}: {made[0].why}" if made else ""


def _written(workspace: Workspace, done: Resolved, old: bytes, *, unmerged: bool) -> Resolved:
    """Write the result, and stage it where nothing is left to decide, or do neither; what stood there is kept as a
    blob, for it may hold somebody's work that no commit has."""
    assert done.merged is not None
    repository, new = workspace.need_repository(), done.merged.source.encode()
    saved = None
    if unmerged and old != new:
        saved = repository.git.read("hash-object", "-w", "--stdin", stdin=old).decode("ascii").strip()
    with written(workspace, [FileWrite(done.path, old, new)]):
        if unmerged and done.finished:
            stage(repository, [done.path])
    return done._replace(written=old != new, staged=unmerged and done.finished, saved=saved)
