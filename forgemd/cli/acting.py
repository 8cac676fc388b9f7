"""Who acts, when, and what is to be said of it."""

from __future__ import annotations

from forgemd.changes import Context
from forgemd.cli.world import World, actor, agent, now
from forgemd.errors import UsageError
from forgemd.workspace import Workspace

__all__ = ["context_of", "need_plain"]


def context_of(
    world: World,
    workspace: Workspace,
    name: str | None,
    note: str | None = None,
    *,
    force: bool = False,
    reason: str | None = None,
) -> Context:
    """Who acts (`name`, if they gave one), what the log says about it, and why a step is forced, if one is.

    Raises `UsageError` for what fits no cell.
    """
    why = _reason(workspace, force, reason)
    name = agent(world.environ, name)
    note = need_plain(note, "--note") if note is not None else None
    return Context(now(world.environ), actor(name, workspace.need_repository()), name, note or None, why)


def _reason(workspace: Workspace, force: bool, reason: str | None) -> str | None:
    """Why a step is forced; None where none is. Raises `UsageError` for half of it, and where it is forbidden."""
    said = need_plain(reason, "--reason") if reason is not None else ""
    if not any(char.isalnum() for char in said) and force:
        raise UsageError("what is forced wants a reason", where="--force", hint="--force --reason 'the vendor is gone'")
    if not force:
        if reason is not None:
            raise UsageError("nothing is forced", where="--reason", hint="--force with it, or --note instead")
        return None
    if not workspace.judging[0].commit.force:
        raise UsageError("the configuration forbids it: commit.force is false", where="--force", hint="forgemd show ID")
    return said


def need_plain(text: str, option: str) -> str:
    """`text`, trimmed, as the value of a cell. Raises `UsageError` if it is not one line of readable text."""
    text = text.strip()
    # Tabs are blanks; joiners and marks are part of letters and emoji in many scripts.
    bad = next((char for char in text if (char < " " and char != "\t") or char in _BREAKS), None)
    if bad is not None:
        message = f"a cell of a table is one line of text, and this has the character U+{ord(bad):04X}"
        raise UsageError(message, where=option, hint="write it without line breaks and control characters")
    return text


_BREAKS = "\x7f\x85\u2028\u2029"
