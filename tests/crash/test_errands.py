"""Killed behind the commit and before the last word: the same command once more does nothing twice, and says so."""

from __future__ import annotations

import os
import re
import time

import pytest

from forgemd.git.commits.begun import BEGUN, _abandoned
from tests.cli.shapes import hold
from tests.cli.test_edits import BOAT, PATH
from tests.crash.faults import COMPILER, Faults
from tests.crash.stories import leftovers
from tests.e2e.example import hook
from tests.e2e.program import forgemd
from tests.gitrepo import Repo

needs_compiler = pytest.mark.skipif(COMPILER is None, reason="calls are counted by a library")

BARE = BOAT.split("## Change Log")[0]
"""Without a log: nothing tells of a row that was removed."""
EDITS = {
    "set": ("set", "P1-001=READY", "P1-010=READY"),
    "add": ("add", "Bow", "Stern", "--section", "1.1"),
    "note": ("note", "P1-002", "oak; or ash"),
    "edit": ("edit", "P1-010", "--field", "Task=Mast, short"),
    "assign": ("assign", "P1-010", "--to", "bo"),
    "depend": ("depend", "P1-011", "--on", "P1-010"),
    "move": ("move", "P1-002", "--to", "1.2"),
    "remove": ("remove", "P1-011"),
    "undo": ("undo",),
}
KILLED = "kill -9 $(ps -o ppid= -p $PPID)"


def begin(path: str, text: str = BOAT) -> Repo:
    repo = Repo.create(path)
    repo.write(PATH, text)
    repo.commit("Begin")
    assert forgemd(repo, "set", "P1-010=READY", "--commit", "--agent", "ann").code == 0
    return repo


def words(name: str, *, agent: str = "ann") -> tuple[str, ...]:
    commit = () if name == "undo" else ("--commit",)
    return (*EDITS[name], "--agent", agent, *commit)


def kill(repo: Repo, *args: str) -> None:
    """Run the command, which is killed when its commit is made and before its index is in place."""
    hook(repo, "post-commit", KILLED)
    assert forgemd(repo, *args).code == -9
    os.unlink(repo.full(".git/hooks/post-commit"))


def count(repo: Repo) -> int:
    return int(repo.git("rev-list", "--count", "HEAD"))


def sound(repo: Repo, commits: int) -> None:
    assert (count(repo), repo.status(), leftovers(repo)) == (commits, "", [])
    assert repo.git("fsck", "--strict", "--no-dangling") == ""


@pytest.mark.parametrize("text", [BOAT, BARE], ids=["log", "no log"])
@pytest.mark.parametrize("name", EDITS)
def test_the_same_command_once_more(tmp_path: object, name: str, text: str) -> None:
    repo = begin(f"{tmp_path}/r", text)
    kill(repo, *words(name))
    made, held = repo.head(), repo.blob(PATH)
    again = forgemd(repo, *words(name), "--format", "json")
    told = hold(again.json, "commit")
    assert (again.code, told["committed"], told["commit"]["oid"]) == (0, True, made)
    assert [each["already"] for each in told["files"]] == [True]
    assert {each["kind"] for each in told["recovered"]} == {"finished", "told"}
    assert f"a command was killed behind its commit, which is finished: [{told['commit']['short']}]" in again.err
    assert (repo.blob(PATH), repo.read(PATH)) == (held, held)
    sound(repo, 3)


def test_the_lock_was_taken_away(tmp_path: object) -> None:
    """Git says to remove it by hand. The index had yet to hear of the commit, and the next one would take it back."""
    repo = begin(f"{tmp_path}/r")
    kill(repo, *words("set"))
    os.unlink(repo.full(".git/index.lock"))
    repo.write("mine.txt", "mine\n")
    repo.add("mine.txt")
    assert forgemd(repo, *words("set")).code == 0
    assert (repo.status(), leftovers(repo)) == ("A  mine.txt", [])


def test_asked_once_more_it_is_done_once_more(tmp_path: object) -> None:
    """The answer was given: who undoes again means the commit before."""
    repo = begin(f"{tmp_path}/r")
    assert forgemd(repo, "set", "P1-001=READY", "--commit", "--agent", "ann").code == 0
    kill(repo, *words("undo"))
    first = forgemd(repo, *words("undo"))
    assert (first.code, "made this commit before it was killed" in first.err) == (0, True)
    second = forgemd(repo, *words("undo"))
    assert (second.code, second.err, "taking back" in second.out) == (0, "", True)
    sound(repo, 5)


def test_somebody_else_comes_first(tmp_path: object) -> None:
    """They hear of it, and do their own work; the first one gets the answer all the same."""
    repo = begin(f"{tmp_path}/r")
    kill(repo, *words("undo"))
    made = repo.head()
    other = forgemd(repo, "set", "P1-002=READY", "--commit", "--agent", "bo", "--format", "json")
    (recovered,) = hold(other.json, "commit")["recovered"]
    assert (recovered["kind"], recovered["commit"], recovered["paths"]) == ("finished", made, [PATH])
    same = forgemd(repo, *words("undo", agent="bo"), "--dry-run")
    assert "made this commit before" not in same.err, "somebody else's word is another one"
    again = forgemd(repo, *words("undo"), "--format", "json")
    assert (again.code, again.json["commit"]["oid"]) == (0, made)
    sound(repo, 4)


@pytest.mark.parametrize("step", ["another command", "another edit", "an hour"])
def test_who_does_something_else_first_means_it_anew(tmp_path: object, step: str) -> None:
    repo = begin(f"{tmp_path}/r")
    kill(repo, "set", "P1-001=READY", "--commit", "--agent", "ann")
    if step == "an hour":
        assert forgemd(repo, "set", "P1-002=READY", "--commit", "--agent", "bo").code == 0
        (note,) = [name for name in os.listdir(repo.full(".git")) if name.startswith("forgemd-untold-")]
        os.utime(repo.full(f".git/{note}"), (time.time() - 4000, time.time() - 4000))
    else:
        commit = ["--commit"] if step == "another command" else []
        assert forgemd(repo, "set", "P1-001=ASSIGNED", *commit, "--agent", "ann").code == 0
    done = forgemd(repo, "set", "P1-001=READY", "--commit", "--agent", "ann")
    assert "made this commit before" not in done.err
    assert leftovers(repo) == []


@pytest.mark.skipif(not os.path.isdir("/proc/self/fd"), reason="opens a file that has no name any more")
def test_a_note_that_goes_while_it_is_looked_at(repo: Repo) -> None:
    """Its process tells of its commit when it has let go of the lock, and others come in at once."""
    repo.commit("one")
    path = repo.write(f".git/{BEGUN}1", b"forgemd note 1\0ann\0words\0")
    assert _abandoned(path) == b"forgemd note 1\0ann\0words\0"
    with open(path, "rb") as held:
        os.unlink(path)
        assert _abandoned(f"/proc/self/fd/{held.fileno()}") is None
    assert _abandoned(path) is None


def last(repo: Repo) -> None:
    """Kill what tells of the commit, not what puts its index in place: git works on as if nothing had been."""
    assert forgemd(repo, "doctor", "--fix").code == 0


@pytest.mark.parametrize(("name", "committed"), [("add", True), ("note", False), ("move", True), ("remove", True)])
def test_what_was_taken_back_by_hand_is_done_again(tmp_path: object, name: str, committed: bool) -> None:
    """To tell of a commit whose work is gone would be a lie."""
    repo = begin(f"{tmp_path}/r", BOAT if committed else BARE)
    before = repo.read(PATH)
    kill(repo, *words(name))
    after = repo.read(PATH)
    last(repo)
    repo.write(PATH, before)
    if committed:
        repo.commit("As it was")
    done = forgemd(repo, *words(name))
    assert (done.code, "made this commit before" in done.err) == (0, False)
    assert _moments(repo.read(PATH)) == _moments(after)
    sound(repo, 5 if committed else 3)


@pytest.mark.parametrize("committed", [False, True])
def test_a_status_that_was_put_back_is_set_again(tmp_path: object, committed: bool) -> None:
    """By hand, that is, with no word in the log."""
    repo = begin(f"{tmp_path}/r")
    (keel,) = (row for row in repo.read(PATH).splitlines() if b"| Keel" in row)
    kill(repo, *words("set"))
    (ready,) = (row for row in repo.read(PATH).splitlines() if b"| Keel" in row)
    last(repo)
    repo.write(PATH, repo.read(PATH).replace(ready, keel))
    if committed:
        repo.commit("As it was")
    assert forgemd(repo, *words("set")).code == 0
    assert (ready in repo.read(PATH), repo.status()) == (True, "")


def test_what_the_log_took_further_is_not_done_again(tmp_path: object) -> None:
    """A reviewer has sent it back: the author's command was carried out, and says so."""
    repo = begin(f"{tmp_path}/r")
    kill(repo, "set", "P1-001=READY", "--commit", "--agent", "ann")
    assert forgemd(repo, "set", "P1-001=PENDING", "--commit", "--agent", "bo").code == 0
    again = forgemd(repo, "set", "P1-001=READY", "--commit", "--agent", "ann")
    assert (again.code, "made this commit before" in again.err) == (0, True)
    sound(repo, 4)


def test_a_row_that_was_edited_since_is_not_added_again(tmp_path: object) -> None:
    repo = begin(f"{tmp_path}/r")
    kill(repo, *words("add"))
    last(repo)
    repo.write(PATH, repo.read(PATH).replace(b"| Stern |", b"| Round stern |"))
    repo.commit("Another word")
    assert forgemd(repo, *words("add")).code == 0
    assert repo.read(PATH).count(b"| Bow |") == 1


def test_a_hand_edit_is_never_taken_for_done(tmp_path: object) -> None:
    repo = begin(f"{tmp_path}/r")
    repo.write(PATH, repo.read(PATH).replace(b"| Keel |", b"| Long keel |"))
    kill(repo, "commit")
    repo.write(PATH, repo.read(PATH).replace(b"| Ribs |", b"| Oak ribs |"))
    done = forgemd(repo, "commit")
    assert (done.code, "which is finished: [" in done.err, "tracker: edit P1-002" in done.out) == (0, True, True)
    sound(repo, 4)


def test_a_push_is_made_up_for(tmp_path: object) -> None:
    repo = begin(f"{tmp_path}/r")
    repo.git("init", "-q", "--bare", f"{tmp_path}/remote")
    repo.git("remote", "add", "origin", f"{tmp_path}/remote")
    repo.write(PATH, repo.read(PATH).replace(b"| Keel |", b"| Long keel |"))
    kill(repo, "commit", "--push")
    done = forgemd(repo, "commit", "--push")
    assert (done.code, "nothing to commit" in done.out) == (0, True)
    assert repo.git("ls-remote", "origin", "refs/heads/main").split()[0] == repo.head()


@pytest.mark.parametrize(
    ("words", "schema"),
    [
        (("renumber", "P1-010", "P1-110"), "renumber"),
        (("fmt", PATH), "fmt"),
        (("check", "--fix"), "check"),
    ],
)
def test_every_writing_command_tells(tmp_path: object, words: tuple[str, ...], schema: str) -> None:
    repo = begin(f"{tmp_path}/r")
    kill(repo, "undo", "--agent", "ann")
    done = forgemd(repo, *words, "--format", "json")
    assert [each["kind"] for each in hold(done.json, schema)["recovered"]] == ["finished"], done
    assert "a command was killed behind its commit" in done.err


def test_what_is_taken_back_is_told(tmp_path: object) -> None:
    repo = begin(f"{tmp_path}/r")
    before = repo.read(PATH)
    hook(repo, "pre-commit", f"{KILLED}\nexit 1")
    assert forgemd(repo, *words("add")).code == -9
    os.unlink(repo.full(".git/hooks/pre-commit"))
    assert repo.read(PATH) != before
    done = forgemd(repo, "set", "P1-002=READY", "--agent", "ann", "--format", "json")
    said = f"a command was killed and is taken back: {PATH} as before it"
    assert hold(done.json, "set")["recovered"] == [
        {"kind": "taken back", "message": said, "commit": None, "paths": [PATH]}
    ]
    assert (said in done.err, b"Stern" in repo.read(PATH)) == (True, False)
    assert leftovers(repo) == []


def test_what_cannot_be_taken_back_is_told(tmp_path: object) -> None:
    repo = begin(f"{tmp_path}/r")
    hook(repo, "pre-commit", f"{KILLED}\nexit 1")
    assert forgemd(repo, *words("add")).code == -9
    os.unlink(repo.full(".git/hooks/pre-commit"))
    repo.write(PATH, repo.read(PATH) + b"\nA thought.\n")
    done = forgemd(repo, "doctor", "--fix")
    assert f"of a command that was killed: {PATH} was changed meanwhile and keeps what it wrote" in done.out
    assert b"Stern" in repo.read(PATH)


@needs_compiler
@pytest.mark.long
@pytest.mark.parametrize("name", EDITS)
def test_killed_at_every_call(tmp_path: object, name: str) -> None:
    """In the end the tracker is what it would have been, by one commit, whichever call was the last."""
    faults = Faults(str(tmp_path))
    whole = begin(f"{tmp_path}/whole", BARE)
    calls = faults.run(whole, *words(name)).calls
    for at in range(1, calls + 1):
        repo = begin(f"{tmp_path}/{at}", BARE)
        faults.run(repo, *words(name), at=at)
        if count(repo) == 3 and not any(each.startswith("forgemd-begun-") for each in os.listdir(repo.full(".git"))):
            sound(repo, 3)  # it has told of its commit, and was done
            continue
        done = forgemd(repo, *words(name))
        assert (done.code, _moments(repo.read(PATH))) == (0, _moments(whole.read(PATH))), (at, done)
        sound(repo, 3)


def _moments(raw: bytes) -> bytes:
    return re.sub(rb"[0-9]{4}-[0-9-]+T[0-9:]+Z|undo of [0-9a-f]+", b"T", raw)
