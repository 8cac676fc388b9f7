"""`forgemd merge --probe`: whether git merges trackers with forgemd here, found out by letting it."""

from __future__ import annotations

import os

from forgemd.errors import GitError, UsageError
from forgemd.git import DRIVER, Repository, attributes_of, in_conflict, scratch_merge
from forgemd.typed import Literal, NamedTuple
from forgemd.workspace.workspace import Workspace

__all__ = ["Probe", "ProbeState", "probe_git", "probe_merge", "probe_rerere"]

ProbeState = Literal["good", "warning", "bad"]

_INSTALL = "forgemd merge --install"

_KILLED = (2, 42)
"""Since this git a driver that is killed is an error, not a conflict."""


class Probe(NamedTuple):
    """One thing that was looked at: its name, how it stands, what was found and, if that is wanted, what to do."""

    name: str
    state: ProbeState
    message: str
    hint: str = ""


def probe_merge(workspace: Workspace) -> list[Probe]:
    """Everything that keeps git from merging trackers with forgemd, or makes it dangerous.

    One `bad` among them: trackers are merged as text. Raises `GitError` outside of a repository, and what reading
    the configuration raises: a driver could not read it either.
    """
    repository = workspace.need_repository()
    driver = repository.config(f"merge.{DRIVER}.driver")
    return [
        _driver(driver),
        *([_trial(repository, driver)] if driver is not None else []),
        *_declared(workspace, repository),
        *_torn(repository),
        _everywhere(repository),
        probe_git(repository),
        probe_rerere(repository),
    ]


def _driver(driver: str | None) -> Probe:
    if driver is None:
        message = "git's configuration has no driver, so a declaration in .gitattributes does nothing, silently"
        return Probe("driver", "bad", message, _INSTALL)
    if " merge-driver " not in driver and ".merge_driver " not in driver:
        return Probe("driver", "warning", "the driver in git's configuration is not one of forgemd", _INSTALL)
    return Probe("driver", "good", "git's configuration has the driver")


_HEAD = "# Tasks\n\n| ID | Task | Status |\n|---|---|---|\n"
_LOG = "\n## Change Log\n\n| Timestamp | Task ID | Old | New | Agent |\n|---|---|---|---|---|\n"


def _version(one: str, two: str, entry: str = "") -> bytes:
    return f"{_HEAD}| A-1 | Keel | {one} |\n| A-2 | Mast | {two} |\n{_LOG}{entry}".encode()


_VERSIONS = (
    _version("PENDING", "PENDING"),
    _version("READY", "PENDING", "| 2026-01-01T10:00:00Z | A-1 | PENDING | READY | ada |\n"),
    _version("PENDING", "READY", "| 2026-01-01T11:00:00Z | A-2 | PENDING | READY | bob |\n"),
)
"""A base and two sides that git itself cannot merge: both wrote next to each other."""

_TOGETHER = _version(
    "READY",
    "READY",
    "| 2026-01-01T10:00:00Z | A-1 | PENDING | READY | ada |\n| 2026-01-01T11:00:00Z | A-2 | PENDING | READY | bob |\n",
)


def _trial(repository: Repository, driver: str) -> Probe:
    try:
        done = scratch_merge(repository.git, _VERSIONS, [f"merge.{DRIVER}.driver={driver}"])
    except (GitError, OSError) as error:
        return Probe("trial", "bad", f"a merge could not be tried: {error}")
    if done.clean and done.raw == _TOGETHER:
        return Probe("trial", "good", "git merged two branches of a scratch repository by rows")
    said = " ".join(done.said.split())[:300]
    message = f"git did not merge a scratch repository by rows; it said: {said}"
    return Probe("trial", "bad", message, f"put forgemd on the PATH of whoever runs git, or {_INSTALL}")


def _declared(workspace: Workspace, repository: Repository) -> list[Probe]:
    try:
        paths = [named.path for named in workspace.find()]
    except UsageError as error:
        return [Probe("declaration", "warning", error.message)]
    values = attributes_of(repository.git, "merge", paths)
    missing = [(path, value) for path, value in zip(paths, values, strict=True) if value != DRIVER]
    if not missing:
        return [Probe("declaration", "good", f"merge={DRIVER} is declared for {', '.join(paths)}")]
    return [
        Probe(
            "declaration",
            "bad",
            f"{path} is not declared: git merges it " + (f"as merge={value} says" if value else "as text"),
            _INSTALL,
        )
        for path, value in missing
    ]


def _torn(repository: Repository) -> list[Probe]:
    """Two clones that both declared trackers conflict in `.gitattributes`, which git merges as text."""
    try:
        with open(os.path.join(repository.root, ".gitattributes"), "rb") as file:
            torn = in_conflict(file.read())
    except OSError:
        return []
    message = "a merge left its markers in .gitattributes: other clones do not get what it declares"
    hint = f"take out the markers and the lines of forgemd, keep all others, then {_INSTALL}"
    return [Probe("conflict", "warning", message, hint)] if torn else []


def _everywhere(repository: Repository) -> Probe:
    """Branches that were cut before the line in `.gitattributes` have only the repository's own attributes."""
    path = os.path.join(repository.common_dir, "info", "attributes")
    try:
        with open(path, "rb") as file:
            found = f"merge={DRIVER}".encode() in file.read()
    except OSError:
        found = False
    if found:
        return Probe("branches", "good", "the declaration holds on every branch")
    message = "the declaration is not in info/attributes: a branch from before .gitattributes had it merges as text"
    return Probe("branches", "warning", message, _INSTALL)


def probe_git(repository: Repository) -> Probe:
    """Whether this git tells a driver that was killed from one that found conflicts."""
    words = repository.git.read("version").decode("ascii", "replace").split()
    version = words[2] if len(words) > 2 else "?"
    numbers = tuple(int(part) for part in version.split(".")[:2] if part.isdigit())
    if numbers >= _KILLED:
        return Probe("git", "good", f"git {version}")
    message = (
        f"git {version} takes a driver that is killed for one that found conflicts; the file is merged as text then"
    )
    return Probe("git", "warning", message, "install git 2.42 or newer")


def probe_rerere(repository: Repository) -> Probe:
    """Whether git stages recorded resolutions unseen."""
    auto = repository.config_flag("rerere.autoUpdate")
    if not auto:
        return Probe("rerere", "good", "git stages no recorded resolution by itself")
    message = "rerere.autoUpdate stages old resolutions unseen, and rows of a tracker come to look alike again"
    return Probe("rerere", "warning", message, "git config rerere.autoUpdate false")
