"""Trackers of the work tree, written whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress

from forgemd.errors import ForgemdError
from forgemd.git import FileWrite, replaced, sweep, write_file
from forgemd.workspace.workspace import Workspace

__all__ = ["FileWrite", "write", "written"]


@contextmanager
def written(workspace: Workspace, writes: Sequence[FileWrite]) -> Iterator[None]:
    """Write all files, or none: they are put back, as far as nobody changed them, if what is done meanwhile fails.

    To be entered under `Workspace.exclusive`. Raises what `write` raises.
    """
    repository = workspace.repository
    if repository is not None:
        with replaced(repository, repository.head(), writes):
            yield
        return
    done: list[FileWrite] = []
    try:
        for each in writes:
            write(workspace, each.path, each.before, each.after)
            done.append(each)
        yield
    except BaseException:
        for each in done:
            with suppress(ForgemdError):
                write(workspace, each.path, each.after, each.before)
        raise


def write(workspace: Workspace, path: str, old: bytes, new: bytes) -> None:
    """Make the file at `path` (relative to the root), which holds `old`, hold `new`. Nothing where they are equal.

    To be called under `Workspace.exclusive`. Raises `StaleEdit` if somebody changed it meanwhile, and `FileError`
    if it cannot be written.
    """
    if old != new:
        repository = workspace.repository
        forbidden = (repository.git_dir, repository.common_dir) if repository is not None else ()
        sweep(workspace.root, path)
        write_file(workspace.root, path, new, expect=old, forbidden=forbidden)
