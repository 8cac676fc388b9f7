"""Who else runs hooks here, and whether forgemd is among what they run: pre-commit, prek, lefthook, husky, git itself.

Known by what they leave: a script that they generate, and a configuration that is searched as text, since each has
a language of its own.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator

from forgemd.git.command import decoded, records
from forgemd.git.repository import Repository

__all__ = ["config_hooks", "is_ours", "legacy", "run_by"]

_MARK = b"# forgemd hook "

_CONFIGURED = (2, 54)
"""Since this git, hooks may stand in its configuration as `hook.NAME.event` and `hook.NAME.command`."""

_LEFTHOOK = tuple(
    f"{dot}lefthook{local}.{kind}"
    for kind in ("yml", "yaml", "toml", "json", "jsonc")
    for local in ("", "-local")
    for dot in ("", ".")
)
_PRE_COMMIT = (".pre-commit-config.yaml", ".pre-commit-config.yml", "prek.toml")
_IDS = {"pre-commit": "forgemd", "pre-merge-commit": "forgemd", "pre-push": "forgemd-range"}
"""What the hooks are called that `.pre-commit-hooks.yaml` offers."""


def is_ours(script: bytes) -> bool:
    """Whether forgemd has put this script there."""
    lines = script.split(b"\n", 3)[:3]
    return any(line.startswith(_MARK) and line[len(_MARK) : len(_MARK) + 1].isdigit() for line in lines)


def legacy(path: str) -> str:
    """Where pre-commit and prek put the hook that they found at `path`; they go on calling it."""
    return f"{path}.legacy"


def run_by(repository: Repository, name: str, path: str, found: bytes | None) -> str | None:
    """The file, or the variable of git's configuration, by which the hook `name` runs forgemd already, though the
    script `found` at `path` is not forgemd's own; None if it does not."""
    by_hand = re.compile(rf"^[^#\n]*\bforgemd(?:\.exe)?[\"']?\s+hook\s+{re.escape(name)}(?![\w-])", re.MULTILINE)
    for file, pattern in _places(repository, name, path, found, by_hand):
        if pattern.search(_text(file)):
            return file
    if found is not None and is_ours(_text(legacy(path)).encode("utf-8", "surrogateescape")):
        return legacy(path)
    for key, command in config_hooks(repository, name).items():
        if by_hand.search(command):
            return key
    return None


def _places(
    repository: Repository, name: str, path: str, found: bytes | None, by_hand: re.Pattern[str]
) -> Iterator[tuple[str, re.Pattern[str]]]:
    """Files that may run forgemd in the hook `name`, and how one would know."""
    yield path, by_hand
    directory = os.path.dirname(path)
    if os.path.basename(directory) == "_":  # husky's
        yield os.path.join(os.path.dirname(directory), name), by_hand
    if found is None:
        return
    if b"lefthook" in found:
        yield from ((os.path.join(repository.root, file), by_hand) for file in _LEFTHOOK)
    if b"hook-impl" in found:  # pre-commit's and prek's
        named = re.compile(
            rf"""^[^#\n]*\bid\s*[:=]\s*["']?{_IDS.get(name, f"forgemd-{name}")}(?![\w-])""", re.MULTILINE
        )
        for file in _PRE_COMMIT:
            yield os.path.join(repository.root, file), named
            yield os.path.join(repository.root, file), by_hand


def config_hooks(repository: Repository, name: str) -> dict[str, str]:
    """The commands that git's own configuration has for the hook `name`, by variable, in the order in which git runs
    them; none where this git does not know such hooks, or they are turned off."""
    done = repository.git.ask("config", "-z", "--get-regexp", r"^hook\..*\.(command|event|enabled)$")
    if done.code or not _knows_config_hooks(repository):
        return {}
    events: dict[str, list[str]] = {}
    commands: dict[str, str] = {}
    off: set[str] = set()
    for record in records(done.out):
        key, _, value = record.partition("\n")
        hook, _, variable = key.rpartition(".")
        if variable == "event":
            # An empty value takes back what was said before it.
            events[hook] = [*events.get(hook, []), value] if value else []
        elif variable == "command":
            commands[hook] = value
        elif value.casefold() in ("false", "no", "off", "0"):
            off.add(hook)
        else:
            off.discard(hook)
    return {
        f"{hook}.command": commands[hook]
        for hook, of in events.items()
        if name in of and hook in commands and hook not in off
    }


def _knows_config_hooks(repository: Repository) -> bool:
    words = decoded(repository.git.read("version")).split()
    numbers = tuple(int(part) for part in words[2].split(".")[:2] if part.isdigit()) if len(words) > 2 else ()
    return numbers >= _CONFIGURED


def _text(path: str) -> str:
    try:
        with open(path, encoding="utf-8", errors="surrogateescape") as file:
            return file.read()
    except OSError:
        return ""
