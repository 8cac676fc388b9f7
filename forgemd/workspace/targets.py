"""What PATHS mean on the command line: files, directories, and patterns for shells that leave those alone."""

from __future__ import annotations

import os

from forgemd.check import matches
from forgemd.config import Config
from forgemd.errors import GitError, UsageError
from forgemd.git import Repository
from forgemd.typed import Callable, NamedTuple, Sequence

__all__ = ["Meant", "meant", "none_found"]

_EVERYTHING = "*"


class Meant(NamedTuple):
    """Files that are named one by one, as they were given; `patterns` (of paths relative to the root) mean others."""

    files: tuple[str, ...]
    patterns: tuple[str, ...]

    def has(self, path: str, files: Sequence[str]) -> bool:
        """Whether `path` is meant; `files` are its own, relative to the root. Where nothing is named everything is."""
        return path in files or matches(path, self.patterns) or not (self.files or self.patterns)


def meant(cwd: str, repository: Callable[[], Repository], paths: Sequence[str]) -> Meant:
    """Take `paths`, given in the directory `cwd`, apart. What is there is a file or a directory, whatever its name.

    `repository` is asked for where there are others than files. Raises `GitError` for those outside of it.
    """
    files, patterns = [], []
    for path in paths:
        full = os.path.join(cwd, path)
        if os.path.isdir(full):
            below = repository().relative(path, cwd)
            patterns.append(_EVERYTHING if below == "." else below)
        elif not os.path.lexists(full) and any(sign in path for sign in "*?["):
            patterns.append(_pattern(repository(), cwd, path))
        else:
            files.append(path)
    return Meant(tuple(files), tuple(patterns))


def _pattern(repository: Repository, cwd: str, path: str) -> str:
    """The pattern, which begins in the directory `cwd`, relative to the root."""
    here = os.path.normpath(os.path.join(cwd, path))
    below = os.path.relpath(here, os.path.realpath(repository.root)).replace(os.sep, "/")
    if below.startswith("../"):
        hint = f"cd {repository.root}, or name a file"
        raise GitError(f"{path} is outside the repository at {repository.root}", where=path, hint=hint)
    return below


_NONE = "git add FILE first; where only boxes without ids are the tasks, forgemd init FILE makes FILE a tracker"


def none_found(paths: Sequence[str], root: str, config: Config, name: str | None) -> UsageError:
    """That `paths`, or without any all that the configuration in the file `name` admits, have no tracker."""
    if paths:
        message = "no tracker there: no Markdown file that git tracks, and that holds tasks, is meant by this"
        return UsageError(message, where=paths[0], hint="forgemd check, without a path, finds the trackers")
    message = "no tracker found: no Markdown file that git tracks holds a task table, tasks with ids or a board"
    if name is None or not (config.trackers or config.exclude):
        return UsageError(message, where=root, hint=_NONE)
    key = "trackers" if config.trackers else "exclude"
    hint = f"compare `{key}` in {name} with: git ls-files '*.md'"
    return UsageError(f"{message} and is one that {name} admits", where=root, hint=hint)
