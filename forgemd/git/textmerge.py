"""Git's own three-way merge of texts, for texts that are in no repository yet."""

from __future__ import annotations

import os
from collections.abc import Callable

from forgemd.errors import GitError
from forgemd.git.command import Git

__all__ = ["text_merger"]

_LABELS = ("ours", "base", "theirs")
"""What the three texts are called in conflict markers where nobody says otherwise."""

_UNKNOWN_OPTION = 129
"""What git ends with for an option that it does not have: `--zdiff3` came with 2.35."""


def text_merger(git: Git, labels: tuple[str, str, str] = _LABELS) -> Callable[[str, str, str, int], tuple[str, int]]:
    """A function `(base, ours, theirs, marker_size) -> (text, conflicts)`: git-merge-file(1).

    `labels` name our side, the base and their side in the markers. Conflicts show the base's lines too, whatever
    `merge.conflictStyle` says. The function raises `GitError` where git does: for a NUL in a text, which makes it
    binary.
    """

    def merge_text(base: str, ours: str, theirs: str, marker_size: int) -> tuple[str, int]:
        return _merge_file(git, (ours, base, theirs), marker_size, labels)

    return merge_text


def _merge_file(
    git: Git, texts: tuple[str, str, str], marker_size: int, labels: tuple[str, str, str]
) -> tuple[str, int]:
    import tempfile

    with tempfile.TemporaryDirectory(prefix="forgemd-") as directory:
        paths = [os.path.join(directory, name) for name in _LABELS]
        for path, text in zip(paths, texts, strict=True):
            with open(path, "wb") as file:
                file.write(text.encode("utf-8", "surrogateescape"))
        words = [word for label in labels for word in ("-L", label)]
        command = ("merge-file", "-p", "-q", f"--marker-size={marker_size}", *words, *paths)
        done = git.ask(command[0], "--zdiff3", *command[1:])
        if done.code == _UNKNOWN_OPTION:
            done = git.ask(command[0], "--diff3", *command[1:])
    # The exit code is the number of conflicts, up to 127; above lies trouble.
    if not 0 <= done.code <= 127:
        raise GitError(f"git merge-file failed: {done.err.decode('utf-8', 'replace').strip()}")
    return done.out.decode("utf-8", "surrogateescape"), done.code
