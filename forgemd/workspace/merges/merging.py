"""`forgemd merge`: three versions of a tracker, read as the configuration says, and what they come to together."""

from __future__ import annotations

from collections.abc import Sequence

from forgemd.git import Git, text_merger
from forgemd.merge import Markers, Merged, Policy, Terms, merge
from forgemd.text import Source
from forgemd.typed import NamedTuple
from forgemd.workspace.workspace import Workspace

__all__ = ["FileMerge", "merge_files", "merge_texts"]

PLAIN = Markers()
TERMS = Terms()


class FileMerge(NamedTuple):
    """Our file as it was, by the path that people see, and what the three files come to."""

    path: str
    ours: Source
    merged: Merged


def merge_files(
    workspace: Workspace, paths: Sequence[str], *, markers: Markers = PLAIN, policy: Policy | None = None
) -> FileMerge:
    """The merge of the files at `paths`: the base, ours and theirs. Nothing is written.

    Raises `UsageError` for what is no file, `SourceError` for one that is no text.
    """
    files = [workspace.named(path) for path in paths]
    sources = [Source.decode(workspace.bytes_of(named), named.path) for named in files]
    return FileMerge(files[1].path, sources[1], merge_texts(workspace, sources, markers=markers, policy=policy))


def merge_texts(
    workspace: Workspace,
    sources: Sequence[Source],
    *,
    markers: Markers = PLAIN,
    policy: Policy | None = None,
    terms: Terms = TERMS,
) -> Merged:
    """The merge of the base, ours and theirs, with the policy of the configuration unless there is one given.

    What is not merged by rows, git merges as text. Raises `ConfigError` for a configuration that has mistakes.
    """
    base, ours, theirs = sources
    return merge(
        base,
        ours,
        theirs,
        read=workspace.read_source,
        merge_text=text_merger(Git(workspace.cwd, workspace.environ), markers.labels),
        markers=markers,
        terms=terms._replace(policy=policy or workspace.config.merge.policy),
    )
