"""The hooks commit-msg, which holds a message to what is staged, and prepare-commit-msg, which offers one."""

from __future__ import annotations

import os
from shlex import quote

from forgemd.cli import streams
from forgemd.errors import UsageError
from forgemd.typed import TYPE_CHECKING, Sequence

if TYPE_CHECKING:
    from forgemd.workspace import Workspace

__all__ = ["commit_msg", "prepare_commit_msg"]


def commit_msg(workspace: Workspace, args: Sequence[str]) -> int:
    """Refuse a message that says of tasks what the commit does not do. `args`: the file with the message."""
    from forgemd.workspace import false_statements

    found = false_statements(workspace, _read(workspace, args))
    if not found:
        return 0
    from forgemd.output import visible

    streams.note("forgemd: the commit is refused: its message is not what it does to the tasks")
    for sentence in found:
        streams.note(f"  {visible(sentence)}")
    streams.note(f"  hint: say what is staged: git commit -e -F {quote(args[0])}")
    return 1


def prepare_commit_msg(workspace: Workspace, args: Sequence[str]) -> int:
    """Put the message that `forgemd commit` would use above the comments that an editor is going to show.

    `args`: the file, and what its text comes from, if anything: then nothing is offered, nor in the middle of a
    rebase or a merge. With other files staged the offer is a comment, since it does not speak of those.
    """
    # pre-commit passes on the file alone, and the rest in the environment.
    if args[1] if len(args) > 1 else workspace.environ.get("PRE_COMMIT_COMMIT_MSG_SOURCE"):
        return 0
    from forgemd.workspace import offered_message

    raw = _read(workspace, args)
    repository = workspace.need_repository()
    if repository.operation() is not None:
        return 0
    from forgemd.git import cleaned

    message, alone = offered_message(workspace) if not cleaned(repository.git, raw).strip() else (None, False)
    if message is None:
        return 0
    lines = [message.subject, *(["", *(f"{key}: {value}" for key, value in message.trailers)] * bool(message.trailers))]
    if not alone:
        mark = repository.config("core.commentString") or repository.config("core.commentChar") or "#"
        if mark == "auto":
            return 0
        lines = [f"{mark} {line}".rstrip() for line in ("Of the tasks one could say:", *lines)]
    _write(workspace, args, "\n".join(lines).encode("utf-8", "replace") + b"\n" + raw)
    return 0


def _write(workspace: Workspace, args: Sequence[str], raw: bytes) -> None:
    path = _path(workspace, args)
    try:
        with open(path, "wb") as file:
            file.write(raw)
    except OSError as error:
        raise UsageError(f"the message cannot be written: {error.strerror}", where=path) from error


def _read(workspace: Workspace, args: Sequence[str]) -> bytes:
    path = _path(workspace, args)
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError as error:
        raise UsageError(f"the message cannot be read: {error.strerror}", where=path) from error


def _path(workspace: Workspace, args: Sequence[str]) -> str:
    if not args:
        raise UsageError("which file has the message?", hint="forgemd hook commit-msg .git/COMMIT_EDITMSG")
    return os.path.join(workspace.cwd, args[0])
