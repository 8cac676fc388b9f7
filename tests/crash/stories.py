"""What is being committed when it happens, and what has to be true once the same command has run again."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from tests.e2e.example import PATH, edit, example, logged
from tests.e2e.program import forgemd
from tests.gitrepo import Repo

__all__ = ["STORIES", "Story", "again", "begin", "leftovers"]

_OTHER = "docs/OTHER.md"


Tasks = Mapping[str, tuple[str, ...]]


class Story(NamedTuple):
    """`prepare` makes the edits, `args` commit them: `tasks`, by path; `after` is what `git status` says in the end.

    `rest`: what is not staged, by path, and so left for the commit after that.
    """

    prepare: Callable[[Repo], None]
    args: tuple[str, ...]
    tasks: Tasks
    after: str
    rest: Tasks = MappingProxyType({})


def _by_hand(repo: Repo) -> None:
    edit(repo, "P1-010", "PENDING", "READY")


def _nothing(repo: Repo) -> None:
    """The command makes the edit."""


def _in_part(repo: Repo) -> None:
    edit(repo, "P1-010", "PENDING", "READY")
    repo.add(PATH)
    edit(repo, "P1-011", "PENDING", "READY")


def _staged_besides(repo: Repo) -> None:
    _by_hand(repo)
    repo.write("a.txt", "staged\n")
    repo.add("a.txt")
    repo.write("a.txt", "not staged\n")


def _in_two(repo: Repo) -> None:
    _by_hand(repo)
    edit(repo, "P1-011", "PENDING", "READY", _OTHER)


_ONE: Tasks = {PATH: ("P1-010",)}

STORIES = {
    "by hand": Story(_by_hand, ("commit",), _ONE, ""),
    "by command": Story(_nothing, ("set", "P1-010=READY", "--tracker", PATH, "--commit"), _ONE, ""),
    "staged in part": Story(_in_part, ("commit",), _ONE, f" M {PATH}", {PATH: ("P1-011",)}),
    "others staged": Story(_staged_besides, ("commit",), _ONE, "MM a.txt"),
    "two trackers": Story(_in_two, ("commit",), {PATH: ("P1-010",), _OTHER: ("P1-011",)}, ""),
}


def begin(directory: str) -> Repo:
    """A repository with two trackers and a bystander, committed."""
    repo = Repo.create(directory)
    repo.write(PATH, example())
    repo.write(_OTHER, example())
    repo.write("a.txt", "committed\n")
    repo.commit("Begin")
    return repo


def copied(repo: Repo, directory: str) -> Repo:
    """The same repository somewhere else."""
    shutil.copytree(repo.path, directory, symlinks=True)
    copy = Repo(directory)
    copy.git("update-index", "-q", "--refresh")
    return copy


def leftovers(repo: Repo) -> list[str]:
    """Files that should not outlive a command; git's own unfinished objects are git's to sweep."""
    return [
        name
        for top, _, names in os.walk(repo.path)
        for name in names
        if ("forgemd-" in name or name.endswith((".lock", ".tmp")))
        and name != "forgemd.lock"
        and "/objects/" not in top
    ]


def again(repo: Repo, story: Story, staged: dict[str, bytes]) -> None:
    """Run the command once more, and see that all is done, once; and once more, that there is nothing left to do.

    `staged`: what else the index held before, by path.
    """
    made = repo.git("rev-list", "--count", "HEAD") == "2"
    done = forgemd(repo, *story.args)
    assert done.code == 0, done
    if story.rest:
        # Another run commits what was not staged, and so did this one if the first had come to its end.
        if not made:
            _complete(repo, story, staged, 2)
            assert forgemd(repo, *story.args).code == 0
        _complete(repo, Story(story.prepare, story.args, story.rest, ""), staged, 3)
        return
    for _ in range(2):
        _complete(repo, story, staged, 2)
        assert forgemd(repo, *story.args).code == 0


def _complete(repo: Repo, story: Story, staged: dict[str, bytes], commits: int) -> None:
    assert repo.git("rev-list", "--count", "HEAD") == str(commits)
    for path, tasks in story.tasks.items():
        assert [logged(repo.blob(path), task) for task in tasks] == [1] * len(tasks)
        assert [logged(repo.read(path), task) for task in tasks] == [1] * len(tasks)
    assert repo.status() == story.after
    assert {path: repo.blob(path, "") for path in staged} == staged
    assert leftovers(repo) == []
    assert repo.git("fsck", "--strict", "--no-dangling") == ""
    assert repo.git("log", "-1", "--format=%(trailers:key=Forgemd-Txn)").startswith("Forgemd-Txn: ")
