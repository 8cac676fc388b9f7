"""Hook scripts in the directory that git runs hooks from, with what was there before kept and called."""

from __future__ import annotations

import os
from collections.abc import Sequence

from forgemd.errors import GitError
from forgemd.git.command import lines
from forgemd.git.files import replace
from forgemd.git.repository import Repository
from forgemd.typed import Literal, NamedTuple

__all__ = ["HookState", "HookStatus", "hook_status", "install_hook", "quoted", "render_hook", "uninstall_hook"]

HookState = Literal["absent", "installed", "outdated", "disabled", "foreign"]

_MARK = b"# forgemd hook "

_CHAINED = ".forgemd-chained"


class HookStatus(NamedTuple):
    """A hook: its name, the path git looks for it at, whose it is, and the path of a hook that ours calls first.

    `outdated`: ours, but not what would be installed now; `disabled`: ours, but git skips it since it is not
    executable; `foreign`: somebody else's.
    """

    name: str
    path: str
    state: HookState
    chained: str | None


def render_hook(template: str, python: str, paths: Sequence[str]) -> bytes:
    """The script for `template`: `@PYTHON@` becomes the interpreter, `@PATH@` the directories to import from.

    Both as shell words, so any character may be in them. The first of `paths` holds the package itself.
    """
    before, _, rest = template.partition("@PYTHON@")
    between, _, after = rest.partition("@PATH@")
    return os.fsencode("".join((before, quoted(python), between, " ".join(map(quoted, paths)), after)))


def hook_status(repository: Repository, name: str, script: bytes | None = None) -> HookStatus:
    """How the hook `name` stands; with `script`, also whether it is that one."""
    path = os.path.join(_directory(repository), name)
    found = _read(path)
    chained = path + _CHAINED
    state: HookState = "absent"
    if found is None and os.path.lexists(path):
        state = "foreign"
    elif found is not None:
        state = "foreign" if not _ours(found) else "outdated" if script not in (None, found) else "installed"
        if state == "installed" and not os.access(path, os.X_OK):
            state = "disabled"
    return HookStatus(name, path, state, chained if os.path.lexists(chained) else None)


def install_hook(repository: Repository, name: str, script: bytes) -> HookStatus:
    """Put `script` in as the hook `name`; a hook of somebody else is renamed, unchanged, for ours to call first.

    Raises `GitError` where that would change what others share: hooks outside the repository, tracked files,
    the directory that husky generates.
    """
    before = hook_status(repository, name)
    _refuse_shared(repository, before.path, name)
    if before.state == "foreign" and before.chained:
        raise GitError(
            "there is a hook of somebody else here and another one that was set aside before",
            where=before.path,
            hint=f"put what is needed of {before.chained} into {before.path}, and move it away",
        )
    try:
        os.makedirs(os.path.dirname(before.path), exist_ok=True)
        if before.state == "foreign":
            _set_aside(before.path, script)
        else:
            replace(before.path, script, expect=_read(before.path), mode=0o777)
            mode = os.stat(before.path).st_mode
            os.chmod(before.path, (mode | (mode & 0o444) >> 2) & 0o7777)
    except OSError as error:
        raise GitError(f"the hook cannot be installed: {error.strerror}", where=before.path) from error
    return hook_status(repository, name, script)


def uninstall_hook(repository: Repository, name: str) -> HookStatus:
    """Take our hook away and put the one that it chained back as it was. A hook of somebody else stays."""
    before = hook_status(repository, name)
    if before.state in ("absent", "foreign"):
        return before
    try:
        if before.chained:
            os.replace(before.chained, before.path)
        else:
            os.unlink(before.path)
    except OSError as error:
        raise GitError(f"the hook cannot be removed: {error.strerror}", where=before.path) from error
    return hook_status(repository, name)


def _set_aside(path: str, script: bytes) -> None:
    os.rename(path, path + _CHAINED)
    try:
        replace(path, script, expect=None, mode=0o777)
    except BaseException:
        os.rename(path + _CHAINED, path)
        raise


def _directory(repository: Repository) -> str:
    """Where git looks for hooks: `core.hooksPath`, else what all work trees of the repository share."""
    return lines(repository.git.read("rev-parse", "--path-format=absolute", "--git-path", "hooks"))[0]


def _refuse_shared(repository: Repository, path: str, name: str) -> None:
    directory = os.path.dirname(path)
    by_hand = f"add the line `forgemd hook {name}` to"
    if os.path.basename(directory) == "_" and os.path.basename(os.path.dirname(directory)) == ".husky":
        file = os.path.join(os.path.dirname(directory), name)
        raise GitError("husky generates the hooks in this directory", where=directory, hint=f"{by_hand} {file}")
    real = os.path.realpath(directory)
    tops = [os.path.realpath(top) for top in (repository.root, repository.common_dir)]
    if not any(real.startswith(top.rstrip(os.sep) + os.sep) for top in tops):
        raise GitError(
            "core.hooksPath leads out of this repository, to hooks that others may run too",
            where=directory,
            hint=f"{by_hand} {path}",
        )
    if os.path.lexists(path) and real.startswith(tops[0] + os.sep) and not real.startswith(tops[1] + os.sep):
        relative = os.path.relpath(os.path.join(real, name), tops[0]).replace(os.sep, "/")
        if repository.is_tracked(relative):
            raise GitError("this hook is a tracked file of the project", where=relative, hint=f"{by_hand} {relative}")


def _ours(script: bytes) -> bool:
    return any(line.startswith(_MARK) for line in script.split(b"\n", 3)[:3])


def _read(path: str) -> bytes | None:
    """The script, None if there is none to read."""
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError:
        return None


def quoted(word: str) -> str:
    """`word` for a shell, whatever is in it."""
    return "'" + word.replace("'", "'\\''") + "'"
