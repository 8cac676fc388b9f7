"""Trackers of the work tree, written whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress

from forgemd.errors import ForgemdError
from forgemd.git import sweep, write_file
from forgemd.typed import NamedTuple
from forgemd.workspace.workspace import Workspace

__all__ = ["FileWrite", "write", "written"]


class FileWrite(NamedTuple):
    """The file at `path` (relative to the root), which holds `before`, shall hold `after`."""

    path: str
    before: bytes
    after: bytes


@contextmanager
def written(
    workspace: Workspace, writes: Sequence[FileWrite], stands: Callable[[], bool] = lambda: False
) -> Iterator[None]:
    """Write all files, or none. They are put back, as far as nobody changed them, if what is done meanwhile fails,
    unless the change `stands` by then, in a commit.

    To be entered under `Workspace.exclusive`. Raises what `write` raises.
    """
    done: list[FileWrite] = []
    try:
        for each in writes:
            write(workspace, each.path, each.before, each.after)
            done.append(each)
        yield
    except BaseException:
        for each in () if stands() else done:
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
