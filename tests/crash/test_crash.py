"""Killed at any call or at any moment, or failed by the disk: the same command once more, and all is done once."""

from __future__ import annotations

import errno
import os
import random
from collections.abc import Callable

import pytest

from tests.crash.faults import COMPILER, Faults, Struck, killed_after
from tests.crash.stories import STORIES, Story, again, begin, copied
from tests.e2e.example import PATH, hook
from tests.gitrepo import Repo

pytestmark = pytest.mark.skipif(COMPILER is None, reason="calls are counted by a library, which takes Linux and cc")

ACTIONS = {"killed": "all", "one killed": "alone", "disk full": str(errno.ENOSPC), "disk broken": str(errno.EIO)}
KILL_GIT = "kill -9 $PPID"
KILL_FORGEMD = "kill -9 $(ps -o ppid= -p $PPID)"
HOOKS = ("pre-commit", "prepare-commit-msg", "commit-msg", "reference-transaction", "post-commit", "post-index-change")
NAMED = (("pre-commit", "git"), ("reference-transaction", "git"), ("reference-transaction", "forgemd"))
"""Those that every run of the tests has time for."""

Fresh = Callable[[Story], Repo]


@pytest.fixture(scope="session")
def faults(tmp_path_factory: pytest.TempPathFactory) -> Faults:
    return Faults(str(tmp_path_factory.mktemp("faults")))


@pytest.fixture(scope="session")
def base(tmp_path_factory: pytest.TempPathFactory) -> Repo:
    return begin(str(tmp_path_factory.mktemp("base")))


@pytest.fixture
def fresh(base: Repo, tmp_path_factory: pytest.TempPathFactory) -> Fresh:
    """Makes repositories in which the edits of a story are still to be committed."""
    directory = str(tmp_path_factory.mktemp("fresh"))
    numbers = iter(range(10**6))

    def make(story: Story) -> Repo:
        repo = copied(base, os.path.join(directory, str(next(numbers))))
        story.prepare(repo)
        return repo

    return make


def others(repo: Repo) -> dict[str, bytes]:
    """What the index holds besides trackers."""
    return {"a.txt": repo.blob("a.txt", "")}


def struck(repo: Repo, story: Story, faults: Faults, at: int, action: str) -> Struck:
    """Run the command of `story`, struck at call `at`, and see that no file is in pieces, then run it again."""
    staged = others(repo)
    before = {path: repo.read(path) for path in story.tasks}
    done = faults.run(repo, *story.args, at=at, action=action)
    if action not in ("all", "alone"):
        assert done.code in (0, 1, 2), done
        assert "Traceback" not in done.err
        assert (
            done.code == 0
            or repo.git("rev-list", "--count", "HEAD") == "2"
            or before == {path: repo.read(path) for path in before}
        ), "nothing is committed, and yet the files are not as they were"
    again(repo, story, staged)
    return done


@pytest.mark.parametrize("at", [12, 33])
@pytest.mark.parametrize("action", ACTIONS)
def test_a_call_that_is_struck(fresh: Fresh, faults: Faults, action: str, at: int) -> None:
    story = STORIES["staged in part"]
    assert struck(fresh(story), story, faults, at, ACTIONS[action]).calls >= at


@pytest.mark.long
@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize("name", STORIES)
def test_every_call_that_can_be_struck(fresh: Fresh, faults: Faults, name: str, action: str) -> None:
    story = STORIES[name]
    calls = faults.run(fresh(story), *story.args).calls
    assert calls > 20
    for at in range(1, calls + 1):
        try:
            struck(fresh(story), story, faults, at, ACTIONS[action])
        except AssertionError as error:
            raise AssertionError(f"struck at call {at} of {calls}: {error}") from error


@pytest.mark.long
@pytest.mark.parametrize("name", STORIES)
def test_killed_at_random_moments(fresh: Fresh, name: str) -> None:
    story = STORIES[name]
    chance = random.Random(name)
    for _ in range(40):
        repo = fresh(story)
        staged = others(repo)
        seconds = chance.uniform(0.0, 0.3)
        killed_after(repo, seconds, *story.args, alone=chance.random() < 0.3)
        try:
            again(repo, story, staged)
        except AssertionError as error:
            raise AssertionError(f"killed after {seconds:.4f} s: {error}") from error


@pytest.mark.parametrize(
    ("name", "victim"),
    [
        pytest.param(name, victim, id=f"{name}-{who}", marks=() if (name, who) in NAMED else pytest.mark.long)
        for name in HOOKS
        for who, victim in (("git", KILL_GIT), ("forgemd", KILL_FORGEMD))
    ],
)
def test_killed_from_within_every_hook(fresh: Fresh, faults: Faults, name: str, victim: str) -> None:
    story = STORIES["others staged"]
    repo = fresh(story)
    staged = others(repo)
    hook(repo, name, f"{victim}\nexit 1")
    assert faults.run(repo, *story.args).code in (0, 1, 2, -9)
    os.unlink(repo.full(f".git/hooks/{name}"))
    again(repo, story, staged)


@pytest.mark.long
def test_nothing_is_lost_where_nothing_happens(fresh: Fresh, faults: Faults) -> None:
    for story in STORIES.values():
        repo = fresh(story)
        staged = others(repo)
        done = faults.run(repo, *story.args)
        assert (done.code, done.err) == (0, "")
        again(repo, story, staged)
        assert b"P1-010" in repo.read(PATH)
