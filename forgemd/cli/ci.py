"""Which commit a pipeline's change starts from, as the CI system tells it.

GitHub checks out a pull request merged into its base: there the first parent of HEAD is the base as it is now,
while the one in the event is as old as the request. A push names the commit that the branch was at before; it
is all zeros for a new branch, and is not there any more after a forced push.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from forgemd.errors import GitError
from forgemd.git import DEEPEN, Repository, first_parent, merge_base, parents
from forgemd.typed import Any, NamedTuple

__all__ = ["Detected", "detect"]

_COMMITS = ("CI_MERGE_REQUEST_DIFF_BASE_SHA",)
"""Variables that hold the base itself: GitLab."""
_TIPS = ("CIRRUS_BASE_SHA",)
"""Variables that hold what the branch is at that a change shall go into: Cirrus."""
_MERGED_INTO = "CI_MERGE_REQUEST_TARGET_BRANCH_SHA"
"""What GitLab has merged the request into, where it judges the result; the base that it names besides is older."""
_BRANCHES = (
    "GITHUB_BASE_REF",
    "CI_MERGE_REQUEST_TARGET_BRANCH_NAME",
    "BITBUCKET_PR_DESTINATION_BRANCH",
    "BUILDKITE_PULL_REQUEST_BASE_BRANCH",
    "SYSTEM_PULLREQUEST_TARGETBRANCH",
    "CHANGE_TARGET",
    "CI_COMMIT_TARGET_BRANCH",
    "CODEBUILD_WEBHOOK_BASE_REF",
)
"""Variables that hold the branch that a change shall go into: GitHub, GitLab, Bitbucket, Buildkite, Azure, Jenkins,
Woodpecker, CodeBuild."""
_OF_REQUESTS = {
    "TRAVIS_BRANCH": "TRAVIS_PULL_REQUEST",
    "APPVEYOR_REPO_BRANCH": "APPVEYOR_PULL_REQUEST_NUMBER",
    "DRONE_TARGET_BRANCH": "DRONE_PULL_REQUEST",
    "SEMAPHORE_GIT_BRANCH": "SEMAPHORE_GIT_PR_NUMBER",
}
"""Variables that hold it in a request, which the other one tells, and the branch that was pushed otherwise."""
_BEFORE = (
    "CI_COMMIT_BEFORE_SHA",
    "CI_PREV_COMMIT_SHA",
    "CODEBUILD_WEBHOOK_PREV_COMMIT",
    "DRONE_COMMIT_BEFORE",
    "GIT_PREVIOUS_COMMIT",
)
"""Variables that hold what a branch was at before: GitLab, Woodpecker, CodeBuild, Drone, Jenkins."""
_DEFAULT = "origin/HEAD"
_DEFAULT_BRANCH = "CI_DEFAULT_BRANCH"
"""GitLab's name for it: neither its clones nor those of GitHub have `origin/HEAD`."""


class Detected(NamedTuple):
    """A commit, and what named it."""

    oid: str
    why: str


def detect(repository: Repository, environ: Mapping[str, str]) -> Detected | None:
    """The base of the change that a pipeline runs for; None where no pipeline says that there is one.

    Raises `GitError` with the remedy if the base is named and this clone cannot tell it: a check that compares
    with nothing would let everything pass.
    """
    if environ.get(_MERGED_INTO) and environ[_MERGED_INTO] in parents(repository, repository.resolve("HEAD")):
        return Detected(environ[_MERGED_INTO], f"{_MERGED_INTO}, which the request is merged into here")
    for name in (*_COMMITS, *_TIPS):
        if environ.get(name):
            oid = _commit(repository, environ[name], name)
            return Detected(merge_base(repository, oid, repository.resolve("HEAD")) if name in _TIPS else oid, name)
    requests = (name for name, asked in _OF_REQUESTS.items() if environ.get(asked, "false") not in ("", "false"))
    for name in (*_BRANCHES, *requests):
        if environ.get(name):
            return _of_branch(repository, environ, name)
    if environ.get("GITHUB_ACTIONS"):
        return _of_event(repository, environ)
    pushed = next((name for name in _BEFORE if environ.get(name)), None)
    return _of_push(repository, environ[pushed], pushed, environ.get(_DEFAULT_BRANCH)) if pushed is not None else None


def _resolved(repository: Repository, rev: str) -> str | None:
    try:
        return repository.resolve(rev)
    except GitError:
        return None


def _shared(repository: Repository, one: str, other: str) -> str | None:
    """The newest commit that both come from; None for strangers."""
    try:
        return merge_base(repository, one, other)
    except GitError:
        return None


def _commit(repository: Repository, rev: str, name: str) -> str:
    oid = _resolved(repository, rev)
    if oid is None:
        raise GitError(f"{name} names the commit {rev!r}, which this clone lacks", hint=DEEPEN)
    return oid


def _of_branch(repository: Repository, environ: Mapping[str, str], name: str) -> Detected:
    head = repository.resolve("HEAD")
    if name == "GITHUB_BASE_REF" and environ.get("GITHUB_SHA") == head and len(parents(repository, head)) > 1:
        base = first_parent(repository, head)
        if base is not None:
            return Detected(base, f"{name}, which the request is merged into here")
    branch = environ[name].removeprefix("refs/heads/")
    for rev in (f"refs/remotes/origin/{branch}", f"refs/heads/{branch}"):
        oid = _resolved(repository, rev)
        if oid is not None:
            return Detected(merge_base(repository, oid, head), f"{name}={branch}")
    hint = DEEPEN if repository.shallow else f"git fetch origin {branch}:refs/remotes/origin/{branch}"
    raise GitError(f"{name} names the branch {branch!r}, which this clone lacks", hint=hint)


def _of_event(repository: Repository, environ: Mapping[str, str]) -> Detected | None:
    """What GitHub tells of a push or a merge queue, in the file of the event."""
    event = _event(environ.get("GITHUB_EVENT_PATH", ""))
    group = event.get("merge_group")
    if isinstance(group, dict) and isinstance(group.get("base_sha"), str):
        return Detected(_commit(repository, group["base_sha"], "merge_group.base_sha"), "merge_group.base_sha")
    before = event.get("before")
    if environ.get("GITHUB_EVENT_NAME") == "push" and isinstance(before, str):
        told = event.get("repository")
        return _of_push(
            repository, before, "the push event", told.get("default_branch") if isinstance(told, dict) else None
        )
    return None


def _event(path: str) -> dict[str, Any]:
    try:
        with open(path, encoding="utf-8") as file:
            read = json.load(file)
    except (OSError, ValueError):
        return {}
    return read if isinstance(read, dict) else {}


def _of_push(repository: Repository, before: str, name: str, default_branch: object) -> Detected | None:
    """`before`, or for a new branch and a forced push where the branch left the default one, else HEAD's parent."""
    head = repository.resolve("HEAD")
    left = None
    if before.strip("0"):
        oid = _resolved(repository, before)
        if oid is None and repository.shallow:
            raise GitError(f"{name} names the commit {before!r}, which this clone lacks", hint=DEEPEN)
        left = oid if oid is None or repository.shallow else _shared(repository, oid, head)
        if oid is not None and oid == left:
            return Detected(oid, name)
    for rev in (_DEFAULT, f"refs/remotes/origin/{default_branch}"):
        default = _resolved(repository, rev)
        if default is not None and default != head:
            return Detected(merge_base(repository, default, head), rev.removeprefix("refs/remotes/"))
    if left is not None:
        return Detected(left, f"{name}, which the branch has left")
    parent = first_parent(repository, head)
    return None if parent is None else Detected(parent, "the parent of HEAD")
