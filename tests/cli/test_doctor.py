"""`forgemd doctor`: each ailment is made, told with its remedy, and, if it is harmless, mended."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable

import pytest

from forgemd.cli.hooks import scripts
from forgemd.git import install_hooks
from forgemd.workspace import Workspace, examine, mend
from tests.cli.shapes import hold
from tests.e2e.program import Done, forgemd
from tests.gitrepo import Repo
from tests.tracker.build import STRICT_LEGEND

BOARD = "| ID | Task | Status |\n|---|---|---|\n| A-1 | Keel | 🔲 todo |\n| A-2 | Ribs | done |\n"


SCRIPTS = scripts(None)


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Repo:
    """A repository in which all is well, hooks and driver included."""
    repo = Repo.create(str(tmp_path_factory.mktemp("original") / "repo"))
    repo.write("T.md", BOARD)
    repo.commit("Add the tracker")
    assert forgemd(repo, "merge", "--install").code == 0
    repo.commit("Declare it")
    install_hooks(workspace(repo).need_repository(), SCRIPTS)
    return repo


@pytest.fixture
def sound(original: Repo, tmp_path: object) -> Repo:
    """A copy of it."""
    return Repo(str(shutil.copytree(original.path, os.path.join(str(tmp_path), "repo"))))


def workspace(repo: Repo) -> Workspace:
    return Workspace(repo.path, os.environ)


def states(done: Done) -> dict[str, list[tuple[str, str, str]]]:
    """What is not good, by name: state, message, remedy."""
    found: dict[str, list[tuple[str, str, str]]] = {}
    shown = hold(done.json, "doctor")
    assert shown["healthy"] is (done.code == 0)
    for probe in shown["probes"]:
        if probe["state"] != "good":
            found.setdefault(probe["name"], []).append((probe["state"], probe["message"], probe["hint"]))
    return found


def ask(repo: Repo, *options: str, env: dict[str, str] | None = None) -> Done:
    return forgemd(repo, "doctor", "--format", "json", *options, env=env)


def test_all_is_well(sound: Repo) -> None:
    assert forgemd(sound, "hooks", "install").code == 0
    before = sound.status(), sorted(os.listdir(sound.full(".git")))
    done = ask(sound)
    assert done.code == 0
    assert set(states(done)) <= {"git"}, "an old git is worth a warning"
    assert (sound.status(), sorted(os.listdir(sound.full(".git")))) == before
    told = forgemd(sound, "doctor")
    assert (told.code, told.err) == (0, "")
    assert "in place: pre-commit, pre-merge-commit, commit-msg, pre-push" in told.out


def test_nothing_is_set_up(repo: Repo) -> None:
    repo.write("T.md", BOARD)
    repo.commit("x")
    done = ask(repo)
    assert done.code == 0, "it works, with less than there could be"
    found = states(done)
    assert found["hooks"][0][2] == "forgemd hooks install"
    assert found["merge"][0][2] == "forgemd merge --install"


def test_no_repository(tmp_path: object) -> None:
    done = forgemd(str(tmp_path), "doctor", env={"GIT_CEILING_DIRECTORIES": os.path.dirname(str(tmp_path))})
    assert done.code == 2
    assert "hint: git init" in done.err


HOOK = ".git/hooks/pre-commit"


def _killed(repo: Repo) -> None:
    repo.write(".git/index.lock", f"forgemd 999999 {repo.head()}\n")
    repo.write(".git/forgemd-index-commit-999999", "x")


def _without_python(repo: Repo) -> None:
    lines = repo.read(HOOK).decode().splitlines(keepends=True)
    repo.write(HOOK, "".join("python=/nowhere/python\n" if line.startswith("python=") else line for line in lines))


def _foreign(repo: Repo) -> None:
    repo.write(HOOK, "#!/bin/sh\n")


def _half_done_merge(repo: Repo) -> None:
    repo.write(".git/MERGE_HEAD", repo.head() + "\n")


def _inert(repo: Repo) -> None:
    repo.git("config", "--unset", "merge.forgemd.driver")


AILMENTS: list[tuple[Callable[[Repo], object], str, str, str, str, bool]] = [
    (_killed, "leftovers", "bad", ".git/index.lock is of a forgemd that was killed", "forgemd doctor --fix", True),
    (
        lambda repo: repo.write(".git/index.lock", ""),
        *("leftovers", "bad", "another git process is at work, or one was killed", "wait for it", False),
    ),
    (
        lambda repo: repo.write(".git/forgemd-kept-1", "x"),
        *("leftovers", "bad", ".git/forgemd-kept-1 is of a forgemd", "forgemd doctor --fix", True),
    ),
    (lambda repo: repo.write(".merge_file_x", "x"), "leftovers", "warning", ".merge_file_x", "remove it", False),
    (_half_done_merge, "operation", "warning", "in the middle of a merge", "git status", False),
    (
        lambda repo: repo.write(".forgemd.yaml", "trakers: [x]\n"),
        *("configuration", "bad", ".forgemd.yaml:1:1", "mend .forgemd.yaml", False),
    ),
    (
        lambda repo: os.chmod(repo.full(HOOK), 0o644),
        *("hooks", "bad", f"{HOOK} is not executable, so git skips it", "forgemd doctor --fix", True),
    ),
    (_without_python, "hooks", "warning", f"{HOOK} is of another forgemd", "forgemd doctor --fix", True),
    (_without_python, "trial", "bad", "TRACKERS WERE NOT CHECKED", "forgemd hooks install", True),
    (
        lambda repo: os.unlink(repo.full(HOOK)),
        *("hooks", "warning", "pre-commit is not installed", "forgemd hooks install", False),
    ),
    (_foreign, "hooks", "warning", f"{HOOK} is somebody else's", "forgemd hooks install", False),
    (_inert, "merge driver", "bad", "a declaration in .gitattributes does nothing", "forgemd merge --install", False),
    (
        lambda repo: repo.git("config", "rerere.autoUpdate", "true"),
        *("merge rerere", "warning", "stages old resolutions unseen", "git config rerere.autoUpdate false", False),
    ),
    (
        lambda repo: repo.git("config", "i18n.commitEncoding", "latin1"),
        *("encoding", "warning", "git keeps messages in latin1", "git config --unset i18n.commitEncoding", False),
    ),
    (
        lambda repo: repo.write("T.md", BOARD.encode().decode("cp1252", "replace")),
        *("encoding", "warning", "T.md: symbols are garbled", "forgemd check --select mojibake T.md", False),
    ),
    (lambda repo: repo.write("T.md", BOARD.encode("utf-16")), "encoding", "bad", "T.md", "", False),
]


@pytest.mark.parametrize(("fall_ill", "name", "state", "message", "hint", "mended"), AILMENTS)
def test_an_ailment(
    sound: Repo, fall_ill: Callable[[Repo], object], name: str, state: str, message: str, hint: str, mended: bool
) -> None:
    fall_ill(sound)
    found = [each for each in examine(workspace(sound), SCRIPTS) if each.name == name and message in each.message]
    assert [each.state for each in found] == [state]
    assert hint in found[0].hint
    assert bool(mend(workspace(sound), SCRIPTS)) is mended
    if mended:
        assert not [each for each in examine(workspace(sound), SCRIPTS) if message in each.message]


def test_an_encoding_that_lacks_letters(sound: Repo) -> None:
    found = states(ask(sound, env={"PYTHONIOENCODING": "ascii"}))
    assert found["encoding"][0][2] == "export LC_ALL=C.UTF-8"


def test_nobody_to_commit_as(sound: Repo) -> None:
    sound.git("config", "user.useConfigOnly", "true")
    done = ask(sound, env={"GIT_CONFIG_GLOBAL": os.devnull})
    assert done.code == 1, "a doctor with bad news"
    assert "git config user.name" in states(done)["identity"][0][2]


def test_a_command_at_work_is_no_leftover(sound: Repo) -> None:
    import fcntl

    sound.write(".git/forgemd-kept-1", "x")
    with open(sound.write(".git/forgemd.lock", "4711\n"), "rb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        after = ask(sound, "--fix")
    assert "at work here (process 4711)" in states(after)["leftovers"][0][1]
    assert hold(after.json, "doctor")["mended"] == []


ILLEGAL = f"{STRICT_LEGEND}| ID | Task | Status |\n|---|---|---|\n| A-1 | Keel | PENDING |\n| A-2 | Ribs | READY |\n"


def test_what_came_in_past_the_hooks(repo: Repo) -> None:
    """H15: nothing runs with --no-verify, and afterwards nobody knows."""
    asked = ("doctor", "--history", "--format", "json")
    assert history(forgemd(repo, *asked))["message"] == "there is no commit yet"
    repo.write("T.md", ILLEGAL)
    repo.commit("Begin")
    assert history(forgemd(repo, *asked))["state"] == "good"
    repo.write("T.md", ILLEGAL.replace("Keel | PENDING", "Keel | DONE"))
    repo.commit("Jump")
    repo.write("T.md", ILLEGAL.replace("Keel | PENDING", "Keel | DONE").replace("Ribs | READY", "Ribs | ASSIGNED"))
    past = repo.head()[:7]
    repo.commit("A legal step")
    found = history(forgemd(repo, *asked))
    assert (found["state"], found["message"]) == (
        "warning",
        f"1 commit brought in what a hook refuses: {past} Jump (illegal-transition)",
    )
    assert "history" not in {each["name"] for each in forgemd(repo, "doctor", "--format", "json").json["probes"]}
    told = forgemd(repo, *found["hint"].split()[1:])
    assert (told.code, "PENDING → DONE" in told.out) == (1, True), "the next command shows it"
    repo.git("clone", "-q", "--depth=1", f"file://{repo.path}", "shallow")
    assert "not looked at" in history(forgemd(Repo(repo.full("shallow")), *asked))["message"]


def history(done: Done) -> dict[str, str]:
    (found,) = (each for each in hold(done.json, "doctor")["probes"] if each["name"] == "history")
    return dict(found)
