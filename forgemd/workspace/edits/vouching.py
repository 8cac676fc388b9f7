"""What `forgemd commit` has judged as forgemd's own hooks are going to, so that they need not do it again."""

from __future__ import annotations

from collections.abc import Collection

from forgemd.check import Selection, selected
from forgemd.git import Vouched
from forgemd.workspace.edits.standing import Standing
from forgemd.workspace.workspace import Workspace

__all__ = ["vouched"]


def vouched(
    workspace: Workspace,
    found: Standing,
    paths: Collection[str],
    selection: Selection,
    *,
    composed: bool,
) -> tuple[Vouched, ...]:
    """What no hook has to judge of a commit of the work tree's trackers at `paths`: its content, and its message if it
    was `composed` of that.

    Nothing where a hook, which sees the index and the configuration of HEAD, might see something else than the work
    tree's version that was judged.
    """
    if (
        found.look is None
        or workspace.config is not workspace.judging[0]
        or any(workspace.is_candidate(path) for path in (found.look.names | found.unstaged).difference(paths))
        or any(_asks_the_work_tree(selection, path) for path in paths)
    ):
        return ()
    return ("content", "message") if composed else ("content",)


def _asks_the_work_tree(selection: Selection, path: str) -> bool:
    """Whether a rule that can refuse a commit asks what lies beside the trackers."""
    rules = selected(selection.on(path))
    return any(rule.listing.asks == "files" and (rule.severity or rule.listing.worst) == "error" for rule in rules)
