"""`forgemd check --jobs`: several processes find what one does, and what goes wrong in them is told as ever."""

from __future__ import annotations

import contextlib
import glob
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator

import pytest

from forgemd.check import Entry, Selection, run
from forgemd.git import Died, Orders, allotted, processors, spread
from forgemd.rules import ALL
from forgemd.workspace import Workspace, judge_worktree, load_worktree
from forgemd.workspace.checks.answers import Answer, packed, unpacked
from tests.bench.generate import generate
from tests.cli.shapes import hold
from tests.cli.test_check import TWICE
from tests.e2e.program import forgemd
from tests.gitrepo import Repo
from tests.rules.pages import examples
from tests.shared import ROOT

TEXT = generate(300).text
FILES = 24

needs_processors = pytest.mark.skipif(processors() < 2, reason="there is only one processor")


@pytest.fixture
def many(repo: Repo) -> Repo:
    """Trackers of which some have findings, one is changed, one is a second name and two files are no trackers, one of
    which somebody has deleted."""
    for number in range(FILES):
        text = TEXT.replace("P1-002", "P1-001", 1) if number % 5 == 0 else TEXT
        repo.write(f"d{number % 3}/T{number:02}.md", text)
    repo.write("README.md", "# Nothing\n")
    repo.write("GONE.md", "# Nothing\n")
    os.symlink("d0/T00.md", repo.full("A.md"))
    repo.write(".forgemd.yaml", "allow: {P1-001: {duplicate-id: twins}, NO-1: {bad-date: nobody}}\n")
    repo.commit("x")
    repo.write("d1/T01.md", TEXT.replace("| PENDING", "| DONE", 1))
    repo.write("d1/T04.md", TWICE)
    os.remove(repo.full("GONE.md"))
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


@pytest.mark.parametrize("jobs", [1, pytest.param(4, marks=needs_processors)])
def test_the_same_as_from_all_trackers_at_once(many: Repo, jobs: int) -> None:
    whole = load_worktree(Workspace(many.path, os.environ), ())
    wanted = run(whole.subjects, Selection())
    judged = judge_worktree(Workspace(many.path, os.environ), (), None, Selection(), jobs)
    assert judged is not None
    assert judged.paths == tuple(subject.tracker.path for subject in whole.subjects)
    assert (judged.result.diagnostics, judged.result.not_run) == (wanted.diagnostics, wanted.not_run)
    assert {path: source.text for path, source in judged.sources.items()}.items() <= {
        path: source.text for path, source in whole.sources.items()
    }.items()


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
    assert done.code == 2
    assert "not read  d1/T19.md: a NUL byte" in done.out
    assert done == forgemd(many, "check", "--jobs", "1")


@pytest.fixture
def stuck(many: Repo) -> Iterator[subprocess.Popen[str]]:
    """A check of many trackers, in a group of its own, of which one process waits for ever for the last file: a pipe
    that nobody writes to."""
    pipe, silent = os.pipe()
    names = [f"d{number % 3}/T{number:02}.md" for number in range(FILES)]
    argv = [sys.executable, "-m", "forgemd", "check", *names, f"/dev/fd/{pipe}"]
    environ = {**os.environ, "PYTHONPATH": ROOT}
    with subprocess.Popen(
        argv, cwd=many.path, env=environ, stdout=-1, stderr=-1, text=True, start_new_session=True, pass_fds=[pipe]
    ) as running:
        most = asleep = 0
        latest = time.monotonic() + 120
        while asleep < 10:
            assert time.monotonic() < latest, f"{most} processes, and not one of them waits alone"
            states = [state for _, (state, above, _) in processes() if above == str(running.pid)]
            most = max(most, len(states))
            asleep = asleep + 1 if most > 1 and states == ["S"] else 0
            assert running.poll() is None
            time.sleep(0.01)
        yield running
    os.close(pipe)
    os.close(silent)


def processes() -> Iterator[tuple[int, list[str]]]:
    """Every process with its state, parent and group (proc_pid_stat(5))."""
    for name in filter(str.isdigit, os.listdir("/proc")):
        with contextlib.suppress(OSError), open(f"/proc/{name}/stat") as file:
            yield int(name), file.read().rpartition(")")[2].split()[:3]


def children(parent: int) -> list[int]:
    return [number for number, (_, above, _) in processes() if above == str(parent)]


def nobody_is_left(group: int) -> bool:
    """Whether all of a group end soon: git does when nobody talks to it any more."""
    for _ in range(500):
        if not [number for number, (state, _, its) in processes() if its == str(group) and state != "Z"]:
            return True
        time.sleep(0.01)
    return False


@needs_processors
@pytest.mark.skipif(not os.path.exists("/proc/self/stat"), reason="there is no /proc")
def test_a_process_that_is_killed_is_no_clean_check(stuck: subprocess.Popen[str]) -> None:
    os.kill(children(stuck.pid)[0], signal.SIGKILL)
    out, err = stuck.communicate()
    assert (stuck.returncode, out) == (3, "")
    assert isinstance(stuck.args, list)
    assert err.startswith(f"forgemd: {stuck.args[-1]}: the process that judged this file ended early: signal 9\n")
    assert nobody_is_left(stuck.pid)


@needs_processors
@pytest.mark.skipif(not os.path.exists("/proc/self/stat"), reason="there is no /proc")
def test_an_interrupt_from_the_keyboard_leaves_nobody(stuck: subprocess.Popen[str]) -> None:
    os.killpg(stuck.pid, signal.SIGINT)
    out, err = stuck.communicate()
    assert (stuck.returncode, out, err.strip()) == (130, "", "")
    assert nobody_is_left(stuck.pid)


_UNABLE = """\
import os, resource
from forgemd.git import Orders, spread
if os.geteuid() == 0:  # who may start as many as there are
    os.setuid(65534)
resource.setrlimit(resource.RLIMIT_NPROC, (1, 1))
print(spread(lambda letter, turns: b"", 4, lambda: Orders(b"", range(9))))
"""


@needs_processors
def test_who_may_start_no_process_does_it_alone() -> None:
    environ = {**os.environ, "PYTHONPATH": ROOT}
    done = subprocess.run([sys.executable, "-c", _UNABLE], env=environ, capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("None\n", "")


@needs_processors
def test_how_far_they_are_is_told(many: Repo) -> None:
    told: list[tuple[int, int]] = []
    workspace = Workspace(many.path, os.environ)
    judged = judge_worktree(workspace, (), None, Selection(), None, lambda done, total: told.append((done, total)))
    assert judged is not None
    assert len(judged.paths) == FILES
    assert told[-1] == (FILES + 3, FILES + 3)
    assert told == sorted(told)


@needs_processors
def test_what_only_those_have_loaded_that_judge_is_in_the_bundle(many: Repo) -> None:
    environ = {"PYTHONPYCACHEPREFIX": many.full(".git/cache"), "PYTHONDONTWRITEBYTECODE": ""}
    found = []
    for _ in range(2):
        assert forgemd(many, "check", env=environ).code == 1
        (path,) = glob.glob(many.full(".git/cache/**/*.bundle"), recursive=True)
        with open(path, "rb") as file:
            assert b"forgemd.rules.duplicate_id" in file.read()
            found.append(os.fstat(file.fileno()).st_ino)
    assert found[0] == found[1]


def test_a_number_that_is_none(many: Repo) -> None:
    assert forgemd(many, "check", "--jobs", "0").code == 2


@pytest.mark.parametrize(
    ("limits", "count"),
    [
        ({}, 250),
        ({"": "max 100000"}, 250),
        ({"": "200000 100000"}, 2),
        ({"a/b": "150000 100000", "a": "max 100000"}, 2),
        ({"a/b": "400000 100000", "a": "50000 100000"}, 1),
        ({"a/b": "half of it", "a": "300000 100000"}, 3),
    ],
)
def test_a_group_of_processes_may_have_less_than_the_machine(limits: dict[str, str], count: int, repo: Repo) -> None:
    repo.write("membership", "1:cpu:/elsewhere\n0::/a/b\n")
    for group, limit in limits.items():
        repo.write(os.path.join("top", group, "cpu.max"), f"{limit}\n")
    assert allotted(repo.full("membership"), repo.full("top")) == count


def test_nobody_may_have_more_than_there_is_by_its_group() -> None:
    assert 1 <= processors() <= allotted()


def shared(
    task: Callable[[Iterator[int]], bytes], jobs: int, count: int, told: Callable[[int], None] = lambda _: None
) -> list[bytes]:
    """What `count` processes answer that need no letter."""
    answers = spread(lambda _, turns: task(turns), count, lambda: Orders(b"", range(jobs)), told)
    assert answers is not None
    return answers


def test_every_job_is_done_once_and_answers_may_be_long() -> None:
    told: list[int] = []
    answers = shared(lambda turns: b"".join(b"%06d" % turn * 50 for turn in turns), 3_000, 4, told.append)
    assert len(answers) == 4
    done = [int(answer[at : at + 6]) for answer in answers for at in range(0, len(answer), 300)]
    assert sorted(done) == list(range(3_000))
    assert (told[-1], told) == (3_000, sorted(told))


@pytest.mark.parametrize("size", [0, 1, 1_000_000])
def test_each_gets_the_same_letter_whatever_its_size_and_the_jobs_in_their_order(size: int) -> None:
    letter, jobs = os.urandom(size), bytes((7, 3, 200, 5, 0, 90))
    answers = spread(lambda letter, turns: letter() + bytes(turns), 3, lambda: Orders(letter, jobs)) or []
    assert [answer[:size] for answer in answers] == [letter] * 3
    taken = [answer[size:] for answer in answers]
    assert sorted(b"".join(taken)) == sorted(jobs)
    assert all(sorted(part, key=jobs.index) == list(part) for part in taken)


def test_who_needs_no_letter_may_end_without_it() -> None:
    assert spread(lambda letter, turns: b"done", 2, lambda: Orders(bytes(1_000_000), ())) == [b"done"] * 2


def test_nobody_is_left_where_there_is_nothing_to_do_or_that_cannot_be_found_out() -> None:
    def work(letter: Callable[[], bytes], turns: Iterator[int]) -> bytes:
        time.sleep(60)
        return b""

    start = time.monotonic()
    assert spread(work, 2, lambda: None) is None
    with pytest.raises(ZeroDivisionError):
        spread(work, 2, lambda: Orders(b"", (1 // 0,)))
    assert time.monotonic() - start < 30
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def test_there_may_be_more_jobs_than_a_pipe_holds_numbers() -> None:
    answers = shared(lambda turns: b"".join(turn.to_bytes(4) for turn in turns), 20_000, 2)
    done = [int.from_bytes(answer[at : at + 4]) for answer in answers for at in range(0, len(answer), 4)]
    assert sorted(done) == list(range(20_000))


def test_an_answer_arrives_as_it_was_given() -> None:
    """The findings of every rule, with their fixes, are of nothing but what `marshal` takes."""
    subjects = [each.subject for rule in ALL for each in examples(rule) if not each.sides]
    baseline = {Entry("bad-date", "T.md", "task X"): 1}
    allowed = {"P1-001": ("bad-date", "duplicate-id"), "NO-1": ("bad-date",)}
    result = run(subjects, Selection({"ALL": "warning"}, baseline=baseline, allowed=allowed))
    assert {each.fix is None for each in result.diagnostics} == {True, False}
    assert all((result.not_run, result.suppressed, result.unused.allowed, result.unused.baseline))
    answer = Answer(("T.md", "\udcff"), {"T.md": b"\xff"}, result)
    again = unpacked(packed(answer))
    assert repr(again) == repr(answer)


def test_who_is_slow_leaves_the_rest_to_the_others() -> None:
    def some(turns: Iterator[int]) -> bytes:
        for turn in turns:
            if turn == 0:
                time.sleep(1)
                return b"slow"
            time.sleep(0.01)  # long enough for the other one to begin
        return b"all"

    assert sorted(shared(some, 30, 2)) == [b"all", b"slow"]


def test_a_process_that_dies_is_told() -> None:
    def die(turns: Iterator[int]) -> bytes:
        for turn in turns:
            if turn == 5:
                os.kill(os.getpid(), signal.SIGKILL)
        time.sleep(60)
        return b""

    start = time.monotonic()
    with pytest.raises(Died, match="signal 9") as caught:
        shared(die, 8, 3)
    assert caught.value.job == 5
    assert time.monotonic() - start < 30
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def test_an_interrupt_ends_them_all() -> None:
    def interrupt(turns: Iterator[int]) -> bytes:
        if next(turns) == 0:
            time.sleep(0.3)  # all have to be started
            os.kill(os.getppid(), signal.SIGINT)
        time.sleep(60)
        return b""

    start = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        shared(interrupt, 3, 3)
    assert time.monotonic() - start < 30
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)
