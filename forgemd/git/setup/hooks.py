"""Hook scripts in the directory that git runs hooks from, with what was there before kept and called."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence

from forgemd.errors import GitError
from forgemd.git.command import lines
from forgemd.git.files import replace
from forgemd.git.repository import Repository
from forgemd.git.setup.hook_managers import is_ours, legacy, run_by
from forgemd.typed import Literal, NamedTuple

__all__ = [
    "HookState",
    "HookStatus",
    "hook_status",
    "install_hook",
    "install_hooks",
    "quoted",
    "render_hook",
    "uninstall_hook",
]

HookState = Literal["absent", "installed", "outdated", "disabled", "foreign", "managed"]

_CHAINED = ".forgemd-chained"


class HookStatus(NamedTuple):
    """A hook: its name, the path git looks for it at, whose it is, and the path of a hook that ours calls first.

    `outdated`: ours, but not what would be installed now; `disabled`: ours, but git skips it since it is not
    executable; `foreign`: somebody else's; `managed`: somebody else's who runs forgemd in it, by the file or the
    configuration `by`.
    """

    name: str
    path: str
    state: HookState
    chained: str | None
    by: str | None = None


def render_hook(template: str, name: str, python: str, paths: Sequence[str]) -> bytes:
    """The script for the hook `name`, of `template`: `@NAME@`, `@PYTHON@` the interpreter, `@PACKAGE@` the first of
    `paths`, which holds the package itself, `@PATH@` all of them, the directories to import from.

    All as shell words, so any character may be in them.
    """
    values = {"NAME": name, "PYTHON": python, "PACKAGE": paths[0]}
    words = {f"@{key}@": quoted(value) for key, value in values.items()} | {"@PATH@": " ".join(map(quoted, paths))}
    parts = re.split(f"({'|'.join(words)})", template)
    return os.fsencode("".join(words.get(part, part) for part in parts))


def hook_status(repository: Repository, name: str, script: bytes | None = None) -> HookStatus:
    """How the hook `name` stands; with `script`, also whether it is that one."""
    path = os.path.join(_directory(repository), name)
    found = _read(path)
    chained = path + _CHAINED
    state: HookState = "absent"
    if found is None and os.path.lexists(path):
        state = "foreign"
    elif found is not None:
        state = "foreign" if not is_ours(found) else "outdated" if script not in (None, found) else "installed"
        if state == "installed" and not os.access(path, os.X_OK):
            state = "disabled"
    by = run_by(repository, name, path, found) if state in ("absent", "foreign") else None
    return HookStatus(name, path, "managed" if by else state, chained if os.path.lexists(chained) else None, by)


def install_hooks(repository: Repository, scripts: Mapping[str, bytes]) -> list[HookStatus]:
    """Put in the hooks that `scripts` has by name, as `install_hook` does: all of them, or none where it raises."""
    before = [hook_status(repository, name) for name in scripts]
    for status in before:
        _need_free(repository, status)
    made: list[str] = []
    try:
        for status in before:
            made += [status.name] if status.state in ("absent", "foreign") else []
            install_hook(repository, status.name, scripts[status.name])
    except BaseException:
        for name in made:
            uninstall_hook(repository, name)
        raise
    return [hook_status(repository, name, script) for name, script in scripts.items()]


def install_hook(repository: Repository, name: str, script: bytes) -> HookStatus:
    """Put `script` in as the hook `name`; a hook of somebody else is renamed, unchanged, for ours to call first, and
    one that runs forgemd already stays alone.

    Raises `GitError` where that would change what others share: hooks outside the repository, tracked files,
    the directory that husky generates.
    """
    before = hook_status(repository, name)
    _need_free(repository, before)
    if before.state == "managed":
        return before
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
    """Take our hook away and put the one that it chained back as it was. A hook of somebody else stays, and the
    configuration by which it runs forgemd."""
    before = hook_status(repository, name)
    path = before.by if before.by == legacy(before.path) else before.path
    if before.state in ("absent", "foreign") or (before.state == "managed" and path == before.path):
        return before
    try:
        if before.chained:
            os.replace(before.chained, path)
        else:
            os.unlink(path)
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


def _need_free(repository: Repository, before: HookStatus) -> None:
    if before.state == "managed":
        return
    _refuse_shared(repository, before.path, before.name)
    if before.state == "foreign" and before.chained:
        raise GitError(
            "there is a hook of somebody else here and another one that was set aside before",
            where=before.path,
            hint=f"put what is needed of {before.chained} into {before.path}, and move it away",
        )


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
