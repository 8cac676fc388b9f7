"""`forgemd check --jobs`: several processes find what one does, and what goes wrong in them is told as ever."""

from __future__ import annotations

import os
import signal
import time

import pytest

from forgemd.errors import ForgemdError
from forgemd.git import processors, spread
from tests.bench.generate import generate
from tests.cli.shapes import hold
from tests.cli.test_check import TWICE
from tests.e2e.program import forgemd
from tests.gitrepo import Repo

TEXT = generate(300).text
FILES = 24

needs_processors = pytest.mark.skipif(processors() < 2, reason="there is only one processor")


@pytest.fixture
def many(repo: Repo) -> Repo:
    """Trackers of which some have findings, one is changed, one is a second name and one file is no tracker."""
    for number in range(FILES):
        text = TEXT.replace("P1-002", "P1-001", 1) if number % 5 == 0 else TEXT
        repo.write(f"d{number % 3}/T{number:02}.md", text)
    repo.write("README.md", "# Nothing\n")
    os.symlink("d0/T00.md", repo.full("A.md"))
    repo.write(".forgemd.yaml", "allow: {P1-001: {duplicate-id: twins}, NO-1: {bad-date: nobody}}\n")
    repo.commit("x")
    repo.write("d1/T01.md", TEXT.replace("| PENDING", "| DONE", 1))
    repo.write("d1/T04.md", TWICE)
    return repo


@needs_processors
@pytest.mark.parametrize("args", [(), tuple(f"d{n % 3}/T{n:02}.md" for n in range(FILES))], ids=["all", "named"])
def test_the_same_from_one_process_and_from_many(many: Repo, args: tuple[str, ...]) -> None:
    trace = many.full(".git/trace")
    one = forgemd(many, "check", "--format", "json", "--jobs", "1", *args)
    all_ = forgemd(many, "check", "--format", "json", *args, env={"GIT_TRACE": trace})
    assert one.code == 1
    assert (all_.code, all_.out, all_.err) == (one.code, one.out, one.err)
    assert len(hold(all_.json, "check")["files"]) == FILES
    with open(trace) as file:
        assert file.read().count("cat-file --batch") > 1


@needs_processors
def test_a_baseline_is_used_up_by_all_together(many: Repo) -> None:
    forgemd(many, "check", "--write-baseline", "known.json")
    many.write("d1/T04.md", TEXT)
    one, all_ = (forgemd(many, "check", "--baseline", "known.json", "--jobs", jobs) for jobs in ("1", "4"))
    assert "has no `duplicate-id` any more" in all_.out
    assert all_ == one


@needs_processors
def test_what_goes_wrong_in_one_of_them_is_told_as_ever(many: Repo) -> None:
    many.write("d1/T19.md", b"| a |\n|---|\n\0\n")
    done = forgemd(many, "check")
    assert (done.code, done.out) == (2, "")
    assert "d1/T19.md:3" in done.err
    assert done == forgemd(many, "check", "--jobs", "1")


def test_a_number_that_is_none(many: Repo) -> None:
    assert forgemd(many, "check", "--jobs", "0").code == 2


def test_answers_come_in_order_whatever_their_size() -> None:
    assert [len(answer) for answer in spread(lambda number: b"x" * number * 300_000, 4)] == [
        0,
        300_000,
        600_000,
        900_000,
    ]


def test_a_process_that_dies_is_told() -> None:
    def die(number: int) -> bytes:
        os.kill(os.getpid(), signal.SIGKILL)
        return bytes(number)

    with pytest.raises(ForgemdError, match="signal 9"):
        spread(die, 2)
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def test_an_interrupt_ends_them_all() -> None:
    def interrupt(number: int) -> bytes:
        if number == 0:
            time.sleep(0.3)  # all have to be started
            os.kill(os.getppid(), signal.SIGINT)
        time.sleep(60)
        return b""

    start = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        spread(interrupt, 3)
    assert time.monotonic() - start < 30
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)
