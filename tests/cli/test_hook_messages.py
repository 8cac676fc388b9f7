"""commit-msg, prepare-commit-msg, pre-push, post-merge and post-rewrite in real repositories."""

from __future__ import annotations

import os

import pytest

from tests.cli.test_range import ONE, OURS, THEIRS, TWO, tracker
from tests.e2e.program import Done, forgemd
from tests.gitrepo import Repo

BOARD = """\
| ID | Task | Status |
|---|---|---|
| A-1 | Keel | todo |
| A-2 | Ribs | in progress |
| A-3 | Deck | todo |
"""
DONE = BOARD.replace("Ribs | in progress", "Ribs | done")
TWICE = BOARD.replace("A-3", "A-1")


@pytest.fixture
def guarded(repo: Repo) -> Repo:
    """A repository with a tracker and the hooks."""
    repo.write("T.md", BOARD)
    repo.commit("Add the tracker")
    for names in ((), ("prepare-commit-msg",)):
        assert forgemd(repo, "hooks", "install", *names).code == 0
    return repo


def git(repo: Repo, *args: str, stdin: bytes = b"", env: dict[str, str] | None = None) -> Done:
    done = repo.run(*args, stdin=stdin, env=env)
    return Done(done.returncode, done.stdout.decode(), done.stderr.decode())


def staged(repo: Repo, text: str) -> Repo:
    repo.write("T.md", text)
    repo.add()
    return repo


def test_a_message_that_is_not_what_is_staged(guarded: Repo) -> None:
    head = guarded.head()
    done = git(staged(guarded, DONE), "commit", "-qm", "status: A-2 → todo")
    assert (done.code, guarded.head()) == (1, head)
    assert "A-2: todo; staged is in progress → done" in done.err
    assert "git commit -e -F .git/COMMIT_EDITMSG" in done.err
    assert git(guarded, "commit", "-qm", "status: A-2 → done") == Done(0, "", "")


def test_an_amended_message_is_held_to_the_whole_commit(guarded: Repo) -> None:
    staged(guarded, DONE).commit("x")
    assert git(guarded, "commit", "-q", "--amend", "-m", "status: A-2 → done").code == 0
    assert git(guarded, "commit", "-q", "--amend", "--no-edit").code == 0
    assert git(guarded, "commit", "-q", "--amend", "-m", "status: A-2 → todo").code == 1


def test_without_a_tracker_staged(guarded: Repo) -> None:
    guarded.write("x.txt", "x")
    guarded.add()
    assert git(guarded, "commit", "-qm", "status: A-2 → done").code == 1
    assert git(guarded, "commit", "-qm", "status: the build → done").code == 0


def test_a_message_about_a_tracker_that_goes(guarded: Repo) -> None:
    guarded.git("rm", "-q", "T.md")
    done = git(guarded, "commit", "-qm", "status: A-2 → done")
    assert (done.code, "A-2 → done; that task is removed" in done.err) == (1, True)
    done = git(guarded, "commit", "-qm", "x", "-m", "Task: A-3\nTask-Transition: todo → done")
    assert (done.code, "A-3 → done; that task is removed" in done.err) == (1, True)
    assert git(guarded, "commit", "-qm", "status: the boat → sold").code == 0


def test_a_tracker_that_goes_where_its_tasks_are_another_s(guarded: Repo) -> None:
    guarded.git("rm", "-q", "T.md")
    guarded.write("docs/U.md", "# Boat\n\nBuilt in the open, from oak.\n\n" + DONE.replace("Keel", "Keel, laid again"))
    guarded.add()
    assert git(guarded, "commit", "-qm", "status: A-2 → todo").code == 1
    assert git(guarded, "commit", "-qm", "status: A-2 → done").code == 0


def test_what_forgemd_commit_writes_passes(guarded: Repo) -> None:
    guarded.write("T.md", DONE.replace("Keel | todo", "Keel | in progress"))
    done = forgemd(guarded, "commit")
    assert (done.code, done.err) == (0, "")
    guarded.write("T.md", BOARD)
    done = forgemd(guarded, "commit", "-m", "status: A-2 → blocked")
    assert done.code != 0
    assert "A-2: blocked" in done.out + done.err


def test_a_message_is_offered(guarded: Repo) -> None:
    staged(guarded, DONE)
    assert git(guarded, "commit", "-q", env={"GIT_EDITOR": "true"}) == Done(0, "", "")
    assert guarded.git("log", "-1", "--format=%B") == (
        "status: A-2 → done\n\nTask: A-2\nTask-Transition: in progress → done"
    )


def test_with_other_files_the_offer_is_a_comment(guarded: Repo) -> None:
    guarded.write("x.txt", "x")
    guarded.git("config", "core.commentChar", ";")
    done = git(staged(guarded, DONE), "commit", "-q", env={"GIT_EDITOR": "cat"})
    assert done.code == 1, "an empty message still means: no commit"
    assert "; status: A-2 → done\n" in done.out


@pytest.mark.parametrize(
    ("options", "env"),
    [
        (("--no-edit",), {}),
        ((), {"GIT_EDITOR": ":"}),
        (("-m", "mine"), {}),
        (("-t", "template"), {"GIT_EDITOR": "cat"}),
    ],
)
def test_nothing_is_offered_where_nobody_reads_it(guarded: Repo, options: tuple[str, ...], env: dict[str, str]) -> None:
    guarded.write(".git/info/exclude", "template\n")
    guarded.write("template", "theirs\n")
    done = git(staged(guarded, DONE), "commit", "-q", *options, env=env)
    assert "A-2" not in done.out
    assert "A-2" not in guarded.git("log", "-1", "--format=%B")


def test_every_commit_of_a_push_is_judged(guarded: Repo, tmp_path: object) -> None:
    Repo.create(os.path.join(str(tmp_path), "remote"), "--bare")
    guarded.git("remote", "add", "origin", os.path.join(str(tmp_path), "remote"))
    assert git(guarded, "push", "-q", "origin", "main") == Done(0, "", "")
    staged(guarded, TWICE).git("commit", "-qnm", "Past the hook")
    bad = guarded.head()
    guarded.commit("after")
    for ref in ("main", "main:new", "HEAD:refs/tags/v1"):
        done = git(guarded, "push", "-q", "origin", ref)
        assert done.code == 1
        assert "the push is refused: its commits bring in 1 error" in done.err
        assert f"[duplicate-id] (in {bad[:10]} Past the hook)" in done.err
    staged(guarded, BOARD).git("commit", "-qm", "Mend it")
    assert git(guarded, "push", "-q", "origin", "main").code == 0, "the state at the end is sound"
    assert git(guarded, "push", "-q", "origin", "main:new").code == 0, "what the remote has is judged already"
    assert git(guarded, "push", "-q", "origin", ":new").code == 0, "nothing is brought by taking away"


def test_a_push_keeps_what_another_hook_hears(repo: Repo, tmp_path: object) -> None:
    """git-lfs reads stdin too."""
    Repo.create(os.path.join(str(tmp_path), "remote"), "--bare")
    repo.git("remote", "add", "origin", os.path.join(str(tmp_path), "remote"))
    os.chmod(repo.write(".git/hooks/pre-push", "#!/bin/sh\ncat >heard\necho $1 >>heard\n"), 0o755)
    assert forgemd(repo, "hooks", "install").code == 0
    staged(repo, TWICE).git("commit", "-qnm", "x")
    assert git(repo, "push", "-q", "origin", "main").code == 1
    zeros = "0" * 40
    assert repo.read("heard").decode() == f"refs/heads/main {repo.head()} refs/heads/main {zeros}\norigin\n"


def test_what_a_merge_brings_in_is_told(guarded: Repo) -> None:
    guarded.git("checkout", "-qb", "side")
    staged(guarded, TWICE).git("commit", "-qnm", "Past the hook")
    guarded.git("checkout", "-q", "main")
    done = git(guarded, "merge", "-q", "side")
    assert done.code == 0, "it is a fast-forward: only a warning is left"
    assert "warning: what was merged brings in 1 error; nothing was changed" in done.err
    assert "T.md:5:3: error: A-1" in done.err
    guarded.git("reset", "-q", "--hard", "HEAD^")
    assert "warning" not in git(guarded, "merge", "-q", "--squash", "side").err


def test_what_a_merge_loses_is_told_and_not_pushed(guarded: Repo, tmp_path: object) -> None:
    """`-X ours` leaves our side as it was: nothing has changed, and everything of the other side is gone."""
    Repo.create(os.path.join(str(tmp_path), "remote"), "--bare")
    guarded.git("remote", "add", "origin", os.path.join(str(tmp_path), "remote"))
    staged(guarded, tracker()).git("commit", "-qm", "Begin")
    guarded.git("checkout", "-qb", "side")
    staged(guarded, THEIRS).git("commit", "-qm", "Theirs")
    guarded.git("checkout", "-q", "main")
    staged(guarded, OURS).git("commit", "-qm", "Ours")
    done = git(guarded, "merge", "-q", "-X", "ours", "-m", "Merge", "side")
    assert "warning: what was merged brings in 2 errors; nothing was changed" in done.err
    lost = guarded.head()
    done = git(guarded, "push", "-q", "origin", "main")
    assert (done.code, f"[lost-in-merge] (in {lost[:10]} Merge)" in done.err) == (1, True)
    staged(guarded, tracker(ONE + TWO, A_1="ASSIGNED", A_2="ASSIGNED")).git("commit", "-qm", "Put it back")
    assert git(guarded, "push", "-q", "origin", "main") == Done(0, "", "")


def test_what_a_rebase_makes_is_told(guarded: Repo) -> None:
    guarded.git("checkout", "-qb", "side")
    guarded.write("x.txt", "x")
    staged(guarded, TWICE).git("commit", "-qnm", "Past the hook")
    guarded.git("checkout", "-q", "main")
    guarded.write("y.txt", "y")
    guarded.commit("y")
    done = git(guarded, "rebase", "-q", "main", "side")
    assert done.code == 0
    assert "the rewritten commits bring in 1 error" in done.err
    done = git(guarded, "commit", "-q", "--amend", "--no-verify", "-m", "x")
    assert "the rewritten commits bring in 1 error" in done.err


def test_a_clean_merge_is_no_change_of_ours(guarded: Repo) -> None:
    """Before pre-merge-commit git has not written MERGE_HEAD; what the other side has is known all the same."""
    guarded.git("checkout", "-qb", "side")
    staged(guarded, TWICE).git("commit", "-qnm", "Past the hook")
    guarded.git("checkout", "-q", "main")
    guarded.write("y.txt", "y")
    guarded.commit("y")
    assert git(guarded, "merge", "-q", "--no-edit", "side").code == 0


def test_a_clean_merge_that_breaks_what_both_had(guarded: Repo) -> None:
    lines = BOARD.splitlines(keepends=True)
    guarded.git("checkout", "-qb", "side")
    staged(guarded, "".join([*lines[:2], "| A-9 | Oars | todo |\n", *lines[2:]])).git("commit", "-qm", "one end")
    guarded.git("checkout", "-q", "main")
    staged(guarded, "".join([*lines, "| A-9 | Sail | todo |\n"])).git("commit", "-qm", "other end")
    done = git(guarded, "merge", "-q", "--no-edit", "side")
    assert done.code == 1
    assert "[duplicate-id]" in done.err


def test_a_hook_that_takes_too_long_lets_git_go_on(guarded: Repo) -> None:
    staged(guarded, TWICE)
    done = git(guarded, "commit", "-qm", "x", env={"FORGEMD_HOOK_SECONDS": "0"})
    assert done.code == 0
    assert "TRACKERS WERE NOT CHECKED: this took more than 0 seconds" in done.err


def test_a_forgemd_that_breaks_down_lets_git_go_on(repo: Repo, tmp_path: object) -> None:
    """A library that is gone, no memory: whatever ends Python without a verdict."""
    broken = os.path.join(str(tmp_path), "python")
    with open(broken, "w", encoding="utf-8") as file:
        file.write("#!/bin/sh\nkill -9 $$\n")
    os.chmod(broken, 0o755)
    repo.write("T.md", TWICE)
    repo.add()
    assert forgemd(repo, "hooks", "install").code == 0
    script = repo.read(".git/hooks/pre-commit").decode()
    (line,) = (line for line in script.splitlines() if line.startswith("python="))
    repo.write(".git/hooks/pre-commit", script.replace(line, f"python='{broken}'"))
    done = git(repo, "commit", "-qm", "x")
    assert done.code == 0
    assert "TRACKERS WERE NOT CHECKED: it ended with 137" in done.err
