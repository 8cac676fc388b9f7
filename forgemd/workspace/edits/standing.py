"""Where trackers stand before a commit: what HEAD, the index and the work tree hold of each."""

from __future__ import annotations

import os
from collections.abc import Collection, Sequence

from forgemd.errors import GitError, UsageError
from forgemd.git import Look, Repository, Staged, Stamp, stamp
from forgemd.markdown import find_conflicts
from forgemd.tracker import Tracker
from forgemd.typed import NamedTuple
from forgemd.workspace.workspace import Named, Workspace

__all__ = ["Standing", "State", "need_no_conflict", "need_own", "removed", "standing"]


class State(NamedTuple):
    """One tracker. `base` is what HEAD holds of it (None: it is new), there at `old_path`.

    `partial`: a part of its edits is staged and another is not, so that the staged part is what is meant.
    """

    named: Named
    old_path: str
    base: bytes | None
    indexed: bytes
    work: bytes
    partial: bool

    @property
    def renamed(self) -> bool:
        """Whether HEAD has it at another path."""
        return self.old_path != self.named.path


class Standing(NamedTuple):
    """The trackers that differ from HEAD, or were asked for; `gone` are paths of those that were deleted, `look` is
    what was seen of the index (None where it was written meanwhile), `unstaged` what differs from that."""

    states: tuple[State, ...]
    gone: tuple[str, ...]
    look: Look | None
    unstaged: frozenset[str]


def standing(
    workspace: Workspace,
    repository: Repository,
    head: str,
    seen: Stamp | None,
    paths: Sequence[str],
    asked: Collection[str],
) -> Standing:
    """How the trackers `asked` for, or at `paths`, or all of them, stand. `seen` is the index as it was when git began
    to compare (`Repository.foresee_changes`), or now.

    Raises `UsageError` for a named one that cannot be committed, and where there is no tracker at all; `GitError`
    for one that a merge left in conflict.
    """
    staged = {entry.path: entry for entry in repository.staged(head)}
    unstaged = frozenset(repository.unstaged())
    look = Look(seen, head, staged) if seen is not None and stamp(repository.index_path) == seen else None
    gone: list[str] = []
    named = [Named(path, os.path.join(repository.root, path)) for path in asked]
    named = named or [_wanted(workspace, repository, path, staged) for path in paths]
    if named:
        for file in named:
            _need_committable(repository, file, head, staged)
    else:
        touched = [path for path in dict.fromkeys((*staged, *sorted(unstaged))) if workspace.is_candidate(path)]
        named = [here for path in touched if (here := _present(repository, path, staged)) is not None]
        kept = {file.path for file in named}
        gone = _trackers_at(workspace, repository, head, [path for path in touched if path not in kept])
        if not named and not gone and not workspace.find():
            return Standing((), (), look, unstaged)
    changed = [file for file in named if file.path in staged or file.path in unstaged or file.path in asked]
    states = _states(workspace, repository, head, changed, staged, unstaged)
    if not paths and not asked:
        states = [state for state in states if _is_tracker(workspace, state)]
    return Standing(tuple(states), tuple(gone), look, unstaged)


def _states(
    workspace: Workspace,
    repository: Repository,
    head: str,
    files: Sequence[Named],
    staged: dict[str, Staged],
    unstaged: Collection[str],
) -> list[State]:
    old_paths = [staged[file.path].old_path if file.path in staged else file.path for file in files]
    bases = repository.blobs([f"{head}:{old}" for old in old_paths])
    states = []
    for file, old, base in zip(files, old_paths, bases, strict=True):
        indexed = _indexed(repository, file.path, base, staged)
        if indexed is None:
            hint = f"settle the conflict in it, then: git add {_quoted(file.path)}"
            raise GitError("a merge left this file in conflict", where=file.path, hint=hint)
        work = workspace.bytes_of(file)
        if file.path not in staged and file.path not in unstaged and _same_but_for_endings(base, work):
            base = work  # as git sees it: its filters make no difference of line endings
        # A rename or a mode alone is staged: that chooses no part of the edits.
        partial = file.path in staged and file.path in unstaged and indexed != base
        states.append(State(file, old, base, indexed, work, partial))
    return states


def _indexed(repository: Repository, path: str, base: bytes | None, staged: dict[str, Staged]) -> bytes | None:
    """What the index holds at `path`, None for a conflict. `git diff` has told most of it by now."""
    entry = staged.get(path)
    if entry is None and base is not None:
        return base
    # Neither in HEAD nor staged: added in name only (`git add -N`).
    name = f":0:{path}" if entry is None or entry.oid is None else entry.oid
    return repository.blobs([name])[0]


def _same_but_for_endings(base: bytes | None, work: bytes) -> bool:
    return base is not None and base.replace(b"\r\n", b"\n") == work.replace(b"\r\n", b"\n")


def _is_tracker(workspace: Workspace, state: State) -> bool:
    return any(
        raw is not None and workspace.are_tasks(state.named.path, raw)
        for raw in (state.work, state.indexed, state.base)
    )


def _trackers_at(workspace: Workspace, repository: Repository, head: str, paths: Sequence[str]) -> list[str]:
    blobs = repository.blobs([f"{head}:{path}" for path in paths])
    return [path for path, raw in zip(paths, blobs, strict=True) if raw is not None and workspace.are_tasks(path, raw)]


def _present(repository: Repository, path: str, staged: dict[str, Staged]) -> Named | None:
    """The file at a path of the repository, if the work tree and the index have it."""
    full = os.path.join(repository.root, path)
    if not os.path.isfile(full) or (path in staged and staged[path].status == "D"):
        return None
    return Named(path, full)


def _wanted(workspace: Workspace, repository: Repository, path: str, staged: dict[str, Staged]) -> Named:
    """The file that the command line names. Raises `UsageError` with what became of one that is not there."""
    full = os.path.join(workspace.cwd, path)
    if os.path.lexists(full):
        named = workspace.named(path)
        repository.relative(path, workspace.cwd)
        return named
    place = repository.relative(path, workspace.cwd)
    heir = next((entry.path for entry in staged.values() if entry.old_path == place != entry.path), None)
    if heir is not None:
        raise UsageError(f"this is {heir} now", where=path, hint=f"forgemd commit {_quoted(heir)}")
    if (place in staged and staged[place].status == "D") or repository.is_tracked(place):
        raise removed(repository, place)
    return workspace.named(path)


def removed(repository: Repository, path: str) -> UsageError:
    """A tracker is gone, and that is no edit to judge: its removal is committed with git."""
    name = _quoted(path)
    if os.path.lexists(os.path.join(repository.root, path)):
        message = "this file was taken out of the index (git rm --cached)"
        return UsageError(
            message, where=path, hint=f"to have it back: git add {name}; to commit its removal: git commit"
        )
    hint = f"to have it back: git checkout HEAD -- {name}; to commit its removal: git commit -- {name}"
    return UsageError("this tracker was deleted, and forgemd commits no removal of a file", where=path, hint=hint)


def _need_committable(repository: Repository, file: Named, head: str, staged: dict[str, Staged]) -> None:
    """Raises `UsageError` for a file that git does not keep here."""
    if file.path not in staged and repository.nested_at(file.path) is None and repository.holds(head, file.path):
        return  # the index has what HEAD has, in this repository, and no process has to be asked
    need_own(repository, file, "commit")
    if repository.is_tracked(file.path):
        return
    if repository.is_ignored(file.path):
        message = "git ignores this file, so its history would be nowhere"
        raise UsageError(
            message, where=file.path, hint=f"git check-ignore -v {_quoted(file.path)} says which rule does"
        )
    if file.path in staged and staged[file.path].status == "D":
        raise removed(repository, file.path)
    raise UsageError("git does not track this file yet", where=file.path, hint=f"git add {_quoted(file.path)}")


def need_own(repository: Repository, file: Named, command: str) -> None:
    """Raises `UsageError` for a file of a submodule or another repository: it has rules and a history of its own."""
    if file.outside:
        hint = f"forgemd -C {_quoted(os.path.dirname(file.path))} {command}"
        raise UsageError(f"this file is not in the repository at {repository.root}", where=file.path, hint=hint)
    module = repository.submodule_of(file.path)
    if module is not None:
        message = f"this file belongs to the submodule {module}"
        raise UsageError(message, where=file.path, hint=f"forgemd -C {_quoted(module)} {command}")


def need_no_conflict(tracker: Tracker) -> None:
    """Raises `UsageError` for a text with conflict markers: what stands between them is two files, not one."""
    found = find_conflicts(tracker.source)
    if found:
        hint = "forgemd merge --resolve settles it by rows, or do it by hand; then run the command again"
        raise UsageError("a merge left conflict markers here", where=f"{tracker.path}:{found[0].first + 1}", hint=hint)


def _quoted(text: str) -> str:
    from shlex import quote

    return quote(text)
