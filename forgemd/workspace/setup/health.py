"""`forgemd doctor`: what keeps forgemd from doing its work in a repository, each with the remedy."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence

from forgemd.check import Selection, Subject, run
from forgemd.diagnostics import count
from forgemd.errors import ConfigError, ForgemdError, GitError, SourceError
from forgemd.git import (
    DRIVER,
    HookStatus,
    Repository,
    attributes_of,
    exclusive,
    hook_status,
    install_hook,
    leftovers,
    scratch_commit,
    worker,
)
from forgemd.text import Source
from forgemd.tracker import Tracker
from forgemd.workspace.setup.probing import Probe, probe_git, probe_merge, probe_rerere
from forgemd.workspace.workspace import Workspace

__all__ = ["examine", "mend"]

_HOOKS = "forgemd hooks install"
_FIX = "forgemd doctor --fix"

_TWICE = b"| ID | Task | Status |\n|---|---|---|\n| A-1 | Keel | todo |\n| A-1 | Mast | todo |\n"
"""A tracker that no hook of ours lets pass."""


def examine(workspace: Workspace, scripts: Mapping[str, bytes], *, plain: bool = False) -> list[Probe]:
    """Everything that was looked at. `scripts`: the hooks as they would be installed now; `plain`: whether the output
    lacks letters beyond ASCII. Raises `GitError` where there is no repository; nothing is changed."""
    repository = workspace.need_repository()
    return [
        probe_git(repository),
        _identity(repository),
        *_operation(repository),
        *_left(repository),
        _configuration(workspace),
        *_hooks(repository, scripts),
        *_merging(workspace, repository),
        *_encoding(workspace, repository, plain),
    ]


def mend(workspace: Workspace, scripts: Mapping[str, bytes]) -> list[str]:
    """Do what is harmless: settle what killed commands of forgemd left, renew its hooks where they are outdated or not
    executable. A sentence for each thing that was done. Hooks that are not there are not put there."""
    repository = workspace.need_repository()
    done = []
    if any(each.kind == "ours" for each in leftovers(repository)) and worker(repository) is None:
        before = {each.path for each in leftovers(repository)}
        with exclusive(repository) as recovered:  # who gets the lock settles what is left
            done += [each.message for each in recovered]
        gone = before - {each.path for each in leftovers(repository)}
        done += [f"settled {_shown(repository, path)}" for path in sorted(gone)]
    for name, script in scripts.items():
        if hook_status(repository, name, script).state in ("outdated", "disabled"):
            install_hook(repository, name, script)
            done.append(f"renewed the hook {name}")
    return done


def _identity(repository: Repository) -> Probe:
    try:
        who = repository.identity()
    except GitError as error:
        return Probe("identity", "bad", error.message, error.hint or "")
    return Probe("identity", "good", f"git commits as {who.name}")


def _operation(repository: Repository) -> Iterator[Probe]:
    operation = repository.operation()
    if operation is not None:
        yield Probe(
            "operation", "warning", f"git is in the middle of a {operation}: forgemd does not commit", "git status"
        )


def _left(repository: Repository) -> Iterator[Probe]:
    at_work = worker(repository)
    if at_work is not None:
        who = f" (process {at_work})" if at_work else ""
        yield Probe("leftovers", "warning", f"a forgemd command is at work here{who}", "wait for it, then look again")
        return
    found = leftovers(repository)
    if not found:
        yield Probe("leftovers", "good", "no lock and no journal is left over")
    for each in found:
        path = _shown(repository, each.path)
        if each.kind == "ours":
            yield Probe("leftovers", "bad", f"{path} is of a forgemd that was killed", _FIX)
        elif each.kind == "lock":
            message = f"{path}: another git process is at work, or one was killed; nobody can commit meanwhile"
            yield Probe("leftovers", "bad", message, "wait for it; the file may go only if no git process is left")
        else:
            message = f"{path} is of a git that was killed while it merged; git add --all would commit it"
            yield Probe("leftovers", "warning", message, "look at it, and remove it")


def _shown(repository: Repository, path: str) -> str:
    return os.path.relpath(path, repository.root)


def _configuration(workspace: Workspace) -> Probe:
    try:
        config, path = workspace.config, workspace.config_path
    except ConfigError as error:
        return Probe("configuration", "bad", str(error), error.hint or "forgemd schema config")
    if path is None:
        return Probe("configuration", "good", "there is none, and none is needed")
    del config
    return Probe("configuration", "good", f"{os.path.relpath(path, workspace.root)} has no mistakes")


def _hooks(repository: Repository, scripts: Mapping[str, bytes]) -> Iterator[Probe]:
    found = [hook_status(repository, name, script) for name, script in scripts.items()]
    if all(status.state == "absent" for status in found):
        yield Probe("hooks", "warning", "none is installed: a plain git commit is not judged", _HOOKS)
        return
    for status in found:
        yield from _hook(repository, status)
    good = [status.name for status in found if status.state in ("installed", "managed")]
    if good:
        yield Probe("hooks", "good", f"in place: {', '.join(good)}")
    ours = next((status for status in found if status.name == "pre-commit" and _is_ours(status)), None)
    if ours is not None:
        yield _trial(repository, ours)


def _is_ours(status: HookStatus) -> bool:
    return status.state in ("installed", "outdated", "disabled")


def _hook(repository: Repository, status: HookStatus) -> Iterator[Probe]:
    path = _shown(repository, status.path)
    if status.state == "disabled":
        yield Probe("hooks", "bad", f"{path} is not executable, so git skips it", _FIX)
    elif status.state == "outdated":
        yield Probe("hooks", "warning", f"{path} is of another forgemd, or for another Python", _FIX)
    elif status.state == "absent":
        yield Probe("hooks", "warning", f"{status.name} is not installed", _HOOKS)
    elif status.state == "foreign":
        message = f"{path} is somebody else's and does not run forgemd"
        yield Probe("hooks", "warning", message, f"{_HOOKS} lets it go first")
    # What was no hook that git ran before may well stay so; but who put it there should know.
    for other in (status.chained, status.path if status.state in ("foreign", "managed") else None):
        if other is not None and os.path.lexists(other) and not os.access(other, os.X_OK):
            yield Probe(
                "hooks", "warning", f"{_shown(repository, other)} is not executable, so nobody runs it", "chmod +x"
            )


def _trial(repository: Repository, status: HookStatus) -> Probe:
    """The script as it is, in a scratch repository: what it had chained is not there."""
    try:
        with open(status.path, "rb") as file:
            done = scratch_commit(repository.git, _TWICE, file.read())
    except (GitError, OSError) as error:
        return Probe("trial", "bad", f"a commit could not be tried: {error}", _HOOKS)
    if done.code == 1 and b"duplicate-id" in done.err:
        return Probe("trial", "good", "the hook refused a tracker with two tasks of one id, in a scratch repository")
    said = " ".join(done.err.decode("utf-8", "replace").split())[:300]
    message = f"the hook let a tracker pass that has two tasks of one id, in a scratch repository; it said: {said}"
    return Probe("trial", "bad", message, _HOOKS)


def _merging(workspace: Workspace, repository: Repository) -> Iterator[Probe]:
    """What `forgemd merge --probe` says, once merging by rows is wanted here."""
    wanted = repository.config(f"merge.{DRIVER}.driver") is not None
    try:
        if not wanted:
            paths = [named.path for named in workspace.listed()]
            wanted = DRIVER in attributes_of(repository.git, "merge", paths)
        if wanted:
            for probe in probe_merge(workspace):
                if probe.name != "git":
                    yield probe._replace(name=f"merge {probe.name}")
            return
    except ForgemdError as error:
        yield Probe("merge", "warning", f"not looked at: {error}")
        return
    yield Probe(
        "merge", "warning", "git merges trackers as text: two branches conflict in the log", "forgemd merge --install"
    )
    yield probe_rerere(repository)


def _encoding(workspace: Workspace, repository: Repository, plain: bool) -> Iterator[Probe]:
    encoding = repository.config("i18n.commitEncoding")
    if encoding is not None and encoding.lower().replace("-", "") != "utf8":
        message = f"git keeps messages in {encoding}, and those of forgemd have arrows in UTF-8"
        yield Probe("encoding", "warning", message, "git config --unset i18n.commitEncoding")
    if plain:
        message = "the output has no letters beyond ASCII, so symbols are written as numbers"
        yield Probe("encoding", "warning", message, "export LC_ALL=C.UTF-8")
    try:
        trackers, problems = _read(workspace)
    except ForgemdError as error:
        yield Probe("encoding", "warning", f"trackers were not looked at: {error}")
        return
    yield from problems
    subjects = [Subject(tracker, None, "", False) for tracker in trackers]
    for path in sorted({found.path for found in run(subjects, Selection(only=("mojibake",))).diagnostics}):
        message = f"{path}: symbols are garbled, UTF-8 that was read as something else"
        yield Probe("encoding", "warning", message, f"forgemd check --select mojibake {path}")
    if not problems:
        yield Probe("encoding", "good", f"{count(len(trackers), 'tracker')} can be read as UTF-8")


def _read(workspace: Workspace) -> tuple[list[Tracker], Sequence[Probe]]:
    trackers, problems = [], []
    for named in workspace.listed():
        if not workspace.is_tracker(named):
            continue
        try:
            trackers.append(workspace.read_source(Source.decode(workspace.bytes_of(named), named.path)))
        except SourceError as error:
            problems.append(Probe("encoding", "bad", str(error), error.hint or f"git log -1 -- {named.path}"))
    return trackers, problems
