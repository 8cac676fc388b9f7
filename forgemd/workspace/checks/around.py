"""What lies around the trackers of a work tree, an index or a commit: answered by git when a rule asks."""

from __future__ import annotations

import os

from forgemd.errors import ForgemdError, UsageError
from forgemd.rules import Question, Surroundings
from forgemd.typed import TYPE_CHECKING, Collection, Iterable, Sequence

if TYPE_CHECKING:
    from forgemd.tracker import Register, Tracker
    from forgemd.workspace.workspace import Workspace

__all__ = ["INDEX", "Around"]

INDEX = ":0"
"""What stands before a path in git's name for a file of the index."""


class Around(Surroundings):
    """The surroundings in the work tree, in the index (`rev` is `INDEX`), or in the commit `rev`."""

    __slots__ = ("_files", "_register", "_rev", "_workspace")

    def __init__(self, workspace: Workspace, rev: str = "") -> None:
        self._workspace = workspace
        self._rev = rev
        self._register: Register | None = None
        self._files: frozenset[str] | None = None

    def why_not(self, question: Question) -> str:
        """Why there is no answer; empty where there is one."""
        repository = self._workspace.repository
        if question == "trackers":
            return ""
        if repository is None:
            return self._workspace.no_repository
        from forgemd.git import why_no_branches, why_no_commits

        if question == "commits":
            return why_no_commits(repository)
        return why_no_branches(repository) if question == "branches" else ""

    def register(self) -> Register:
        """The names of the tasks of every tracker; one that cannot be read has none."""
        if self._register is None:
            from forgemd.tracker import Register  # a hook asks for it only where an id is unknown

            self._register = Register(() if self._workspace.repository is None else self._read())
        return self._register

    def _read(self) -> Iterable[Tracker]:
        workspace = self._workspace
        settings = workspace.settings_at(self._rev) if self._rev not in ("", INDEX) else workspace.settings
        for path, raw in self._markdown():
            try:
                if raw is not None and workspace.are_tasks(path, raw):
                    yield workspace.tracker(path, raw, settings)
            except ForgemdError:
                continue

    def _markdown(self) -> Iterable[tuple[str, bytes | None]]:
        workspace = self._workspace
        if not self._rev:
            for named in workspace.listed():
                try:
                    if workspace.is_tracker(named):
                        yield named.path, workspace.bytes_of(named)
                except UsageError:
                    continue
            return
        from forgemd.git import markdown_at

        repository = workspace.need_repository()
        found = repository.tracked() if self._rev == INDEX else markdown_at(repository, self._rev)
        paths = [path for path in found if workspace.is_listed(path)]
        yield from zip(paths, repository.blobs([f"{self._rev}:{path}" for path in paths]), strict=True)

    def files(self) -> Collection[str]:
        """The paths that git tracks."""
        if self._files is None:
            from forgemd.git import all_files

            rev = None if self._rev in ("", INDEX) else self._rev
            self._files = frozenset(all_files(self._workspace.need_repository(), rev))
        return self._files

    def is_there(self, path: str) -> bool:
        """Whether the work tree has something at `path`; where it is not the work tree that is judged, no."""
        return not self._rev and os.path.lexists(os.path.join(self._workspace.root, path))

    def lost_commits(self, names: Sequence[str]) -> Collection[str]:
        """Those of `names` that are no commits here."""
        from forgemd.git import lost_commits

        return lost_commits(self._workspace.need_repository(), names)

    def branches(self) -> Collection[str]:
        """The names of the branches."""
        from forgemd.git import branch_names

        return branch_names(self._workspace.need_repository())

    def unmerged(self, names: Sequence[str]) -> Collection[str]:
        """Those of the branches `names` that the state does not hold; where that is no commit, HEAD."""
        from forgemd.git import unmerged_branches

        rev = self._workspace.head if self._rev in ("", INDEX) else self._rev
        return () if rev is None else unmerged_branches(self._workspace.need_repository(), names, rev)
