"""Find the configuration file, by name; a pyproject.toml counts if our table is in it.

A hook does this on every commit, so the loader and all that it needs is a module of its own.
"""

from __future__ import annotations

import os

from forgemd.errors import ConfigError
from forgemd.typed import Iterator

__all__ = ["FILE_NAMES", "MAX_BYTES", "candidates", "find", "holds", "read"]

FILE_NAMES = (".forgemd.yaml", ".forgemd.yml", "pyproject.toml")
"""In one directory the first that holds a configuration is the one that counts."""
MAX_BYTES = 256 * 1024

_TABLE = rb"""^[ \t]*(?:\[[ \t]*tool[ \t]*\]|\[?[ \t]*tool[ \t]*\.[ \t]*["']?forgemd["']?[ \t]*(?:[].]|\r?$))"""


def candidates(start_dir: str, root: str) -> Iterator[str]:
    """Every path where a configuration may be, nearest first, from `start_dir` up to `root`.

    Both are directories; where `start_dir` does not lie in `root`, only `root` is looked at.
    """
    root = os.path.realpath(root)
    directory = os.path.realpath(start_dir)
    if directory != root and not directory.startswith(root.rstrip(os.sep) + os.sep):
        directory = root
    while True:
        for name in FILE_NAMES:
            yield os.path.join(directory, name)
        if directory == root:
            return
        directory = os.path.dirname(directory)


def holds(path: str, raw: bytes) -> bool:
    """Whether the file `path`, which reads `raw`, is a configuration: a pyproject.toml is with our table."""
    if not path.endswith(".toml"):
        return True
    if b"forgemd" not in raw:
        return False
    import re

    return re.search(_TABLE, raw, re.MULTILINE) is not None


def find(start_dir: str, root: str) -> str | None:
    """The configuration file that holds in `start_dir`: the nearest one upwards, not above `root`.

    Raises `ConfigError` where one directory has both `.forgemd.yaml` and `.forgemd.yml`.
    """
    for path in candidates(start_dir, root):
        if not os.path.lexists(path):
            continue
        if path.endswith(".toml"):
            if os.path.isfile(path) and _mentions(path):
                return path
            continue
        twin = path[: -len(".yaml")] + ".yml"
        if path.endswith(".yaml") and os.path.lexists(twin):
            raise ConfigError(
                "two configuration files; it is not clear which one counts",
                where=path,
                hint=f"keep one: move what {os.path.basename(twin)} says into {os.path.basename(path)}",
            )
        return path
    return None


def _mentions(path: str) -> bool:
    """`holds` for a file on disk, whatever its size; one that cannot be read holds nothing."""
    try:
        with open(path, "rb") as file:
            return holds(path, file.read())
    except OSError:
        return False


def read(path: str) -> bytes:
    """The bytes of the configuration file `path`. Raises `ConfigError` if they cannot be had."""
    try:
        with open(path, "rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        why = error.strerror or str(error)
        raise ConfigError(
            f"the configuration cannot be read: {why}", where=path, hint=f"see what it is: ls -l {path}"
        ) from error
