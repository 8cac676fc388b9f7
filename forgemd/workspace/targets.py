"""What PATHS mean on the command line: files, directories, and patterns for shells that leave those alone."""

from __future__ import annotations

import os

from forgemd.check import anchored, is_glob, matches
from forgemd.config import Config
from forgemd.errors import GitError, UsageError
from forgemd.git import Repository
from forgemd.lazy import pattern
from forgemd.typed import Callable, Iterator, NamedTuple, Sequence

__all__ = ["Meant", "empty_path", "markdown_below", "meant", "none_found"]

_EVERYTHING = "*"
_SIGN = pattern(r"[*?[]")


class Meant(NamedTuple):
    """Files that are named one by one, as they were given; `patterns` (of paths relative to the root) mean others."""

    files: tuple[str, ...]
    patterns: tuple[str, ...]

    def has(self, path: str, files: Sequence[str]) -> bool:
        """Whether `path` is meant; `files` are its own, relative to the root. Where nothing is named everything is."""
        return path in files or matches(path, self.patterns) or not (self.files or self.patterns)


def meant(cwd: str, asked: Callable[[], Repository | None], paths: Sequence[str]) -> Meant:
    """Take `paths`, given in the directory `cwd`, apart. What is there is a file or a directory, whatever its name.

    `asked` gives the repository where there are others than files; without one the root is `cwd`. Raises `GitError` for
    directories and patterns outside of it, and `UsageError` for an empty path.
    """
    files, patterns = [], []
    for path in paths:
        full = os.path.join(cwd, path)
        if not path:
            raise empty_path()
        if os.path.isdir(full):
            repository = asked()
            below = _below(None, cwd, path) if repository is None else repository.relative(path, cwd)
            patterns.append(_EVERYTHING if below == "." else _escaped(below))
        elif not os.path.lexists(full) and is_glob(path):
            below = _below(asked(), cwd, path if os.path.isabs(path) else anchored(path))
            patterns.append(below if "/" in below else f"/{below}")
        else:
            files.append(path)
    return Meant(tuple(files), tuple(patterns))


def empty_path() -> UsageError:
    """That a path is empty, which would else mean the directory that we are in."""
    return UsageError("an empty path names no file", hint="is a variable unset? without a path, all trackers are meant")


def _below(repository: Repository | None, cwd: str, path: str) -> str:
    """`path`, which begins in the directory `cwd`, relative to the root."""
    root = cwd if repository is None else os.path.realpath(repository.root)
    below = os.path.relpath(os.path.normpath(os.path.join(cwd, path)), root).replace(os.sep, "/")
    if below.startswith("../") and repository is not None:
        hint = f"cd {repository.root}, or name a file"
        raise GitError(f"{path} is outside the repository at {repository.root}", where=path, hint=hint)
    return below


def markdown_below(root: str, patterns: Sequence[str]) -> Iterator[str]:
    """The Markdown files that `patterns` mean, relative to the directory `root`, where no repository lists them. What
    is hidden (`.venv`) is passed over, and so are `node_modules` and what links lead to. Raises `UsageError` for
    a directory that cannot be read."""
    whole = [_whole(root, each) for each in patterns]
    for start in dict.fromkeys(map(_start, patterns)):
        for directory, directories, names in os.walk(os.path.join(root, start), onerror=_unread):
            directories[:] = sorted(each for each in directories if each[0] != "." and each != "node_modules")
            for name in sorted(names):
                full = os.path.join(directory, name)
                if not name.lower().endswith((".md", ".markdown")) or os.path.islink(full):
                    continue
                if matches(os.path.normpath(full).replace(os.sep, "/").lstrip("/"), whole):
                    yield os.path.relpath(full, root).replace(os.sep, "/")


def _unread(error: OSError) -> None:
    hint = f"ls -ld {error.filename}"
    raise UsageError(f"cannot be read: {error.strerror}", where=error.filename, hint=hint) from error


def _whole(root: str, each: str) -> str:
    """A pattern that begins at the top of the file system, for what leads out of `root`, too."""
    return os.path.normpath(f"{_escaped(root)}/{each}").replace(os.sep, "/").lstrip("/")


def _escaped(path: str) -> str:
    """The pattern that means `path`."""
    return _SIGN.sub(r"[\g<0>]", path)


def _start(each: str) -> str:
    """The directory below which everything lies that a pattern means."""
    sign = _SIGN.search(each)
    return (each if sign is None else each[: sign.start()].rpartition("/")[0]).removeprefix("/")


_NONE = "git add FILE first; where only boxes without ids are the tasks, forgemd init FILE makes FILE a tracker"


def none_found(paths: Sequence[str], root: str, config: Config, name: str | None, tracked: bool = True) -> UsageError:
    """That `paths`, or without any all that the configuration in the file `name` admits, have no tracker; `tracked`:
    among the files that git tracks."""
    if paths:
        which = "Markdown file that git tracks, and that holds tasks," if tracked else "Markdown file that holds tasks"
        hint = (
            "forgemd check, without a path, finds the trackers" if tracked else "forgemd explain FILE says what it is"
        )
        return UsageError(f"no tracker there: no {which} is meant by this", where=paths[0], hint=hint)
    message = "no tracker found: no Markdown file that git tracks holds a task table, tasks with ids or a board"
    if name is None or not (config.trackers or config.exclude):
        return UsageError(message, where=root, hint=_NONE)
    key = "trackers" if config.trackers else "exclude"
    hint = f"compare `{key}` in {name} with: git ls-files '*.md'"
    return UsageError(f"{message} and is one that {name} admits", where=root, hint=hint)
