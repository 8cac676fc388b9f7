"""What became of the files of a base: which moved, which changed, and which trackers are gone."""

from __future__ import annotations

from forgemd.git import Staged
from forgemd.tracker import Tracker
from forgemd.typed import Iterable, Mapping, NamedTuple, Sequence
from forgemd.workspace.workspace import Workspace

__all__ = ["Removed", "Since", "removed", "since"]


class Since(NamedTuple):
    """`moved`: the path in the base of Markdown that has another one now; `touched` is at its old path and says
    something else; `gone` is no more."""

    moved: Mapping[str, str]
    touched: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()


def since(workspace: Workspace, entries: Iterable[Staged]) -> Since:
    """The differences to a base, as far as they are of files that may be trackers."""
    found = [each for each in entries if workspace.is_candidate(each.path)]
    return Since(
        {each.path: each.old_path for each in found if each.status == "R"},
        tuple(each.path for each in found if each.status in "MT"),
        tuple(each.path for each in found if each.status == "D"),
    )


class Removed(NamedTuple):
    """A tracker that is gone, and how many open tasks went with it that no other tracker has taken over."""

    path: str
    open_: int


def removed(workspace: Workspace, rev: str, gone: Sequence[str], others: Sequence[Tracker]) -> list[Removed]:
    """Those of the paths `gone` that were trackers in the commit `rev`; tasks that one of `others` has do not count."""
    found = []
    for path, raw in zip(gone, workspace.need_repository().blobs([f"{rev}:{path}" for path in gone]), strict=True):
        if raw is not None and workspace.are_tasks(path, raw):
            tasks = workspace.tracker(path, raw).tasks
            open_ = [task for task in tasks if task.status.category not in ("done", "cancelled")]
            found.append(Removed(path, sum(not any(other.find(task.id) for other in others) for task in open_)))
    return found
