"""`forgemd fmt`: the tables of files, aligned."""

from __future__ import annotations

from collections.abc import Sequence

from forgemd.markdown import Document, aligned
from forgemd.text import Source
from forgemd.typed import NamedTuple
from forgemd.workspace.workspace import Workspace
from forgemd.workspace.writing import FileWrite, written

__all__ = ["Formatting", "format_files", "write_formats"]


class Formatting(NamedTuple):
    """One file before and after its tables were aligned."""

    path: str
    before: Source
    after: Source

    @property
    def changed(self) -> bool:
        """Whether there was anything to align."""
        return self.before.text != self.after.text


def format_files(workspace: Workspace, paths: Sequence[str]) -> list[Formatting]:
    """Align the tables of `paths`, or of every tracker. Nothing is written.

    Raises `SourceError` for a file that is no text, `EditRejected` for a table that would not read back.
    """
    found = []
    for named in workspace.find(paths):
        source = Source.decode(workspace.bytes_of(named), named.path)
        found.append(Formatting(named.path, source, aligned(Document(source)).source))
    return found


def write_formats(workspace: Workspace, formattings: Sequence[Formatting]) -> None:
    """Write what changed, all or nothing. Raises `StaleEdit` for a file that somebody changed meanwhile."""
    writes = [FileWrite(each.path, each.before.encode(), each.after.encode()) for each in formattings]
    with workspace.exclusive(), written(workspace, writes):
        pass
