"""Commands that begin anew where others were faster, so that nobody has to type them again."""

from __future__ import annotations

from forgemd.errors import StaleEdit
from forgemd.typed import Callable, TypeVar
from forgemd.workspace.workspace import Workspace

__all__ = ["TRIES", "persistently"]

TRIES = 30
"""How often a command begins before it gives up: beside a tireless committer each third one may be in vain."""

_Result = TypeVar("_Result")


def persistently(workspace: Workspace, do: Callable[[Workspace], _Result]) -> tuple[_Result, int]:
    """What `do` gives, and how often it took. What it raises is the last word, but for `StaleEdit`: with that nothing
    was written, and it is done once more, in a workspace that knows nothing of before."""
    for number in range(1, TRIES):
        try:
            return do(workspace), number
        except StaleEdit:
            workspace = workspace.afresh()
    return do(workspace), TRIES
