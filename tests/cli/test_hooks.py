"""The hook in real commits, and how it is put in place and taken away."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.bench.generate import generate
from tests.cli.shapes import hold
from tests.cli.test_check import EXAMPLE, MINIMAL, TWICE, jump
from tests.e2e.program import Done, forgemd
from tests.gitrepo import Repo
from tests.shared import ROOT

HOOK = ".git/hooks/pre-commit"


def example() -> str:
    with open(EXAMPLE, encoding="utf-8", newline="") as file:
        return file.read()


@pytest.fixture
def guarded(repo: Repo) -> Repo:
    """A repository with a tracker and the hook."""
    repo.write("docs/T.md", example())
    repo.commit("Add the tracker")
    assert forgemd(repo, "hooks", "install").code == 0
    return repo


def commit(repo: Repo, *args: str, env: dict[str, str] | None = None) -> Done:
    done = repo.run("commit", "--quiet", "-m", "x", *args, env=env)
    return Done(done.returncode, done.stdout.decode(), done.stderr.decode())


def test_an_illegal_edit_is_refused(guarded: Repo) -> None:
    head = guarded.head()
    guarded.write("docs/T.md", jump(example()))
    done = commit(guarded, "-a")
    assert done.code == 1
    for words in ("refused", "docs/T.md:65:", "P1-010: PENDING → DONE", "[illegal-transition]", "READY"):
        assert words in done.err
    assert guarded.head() == head
    assert guarded.read("docs/T.md").decode() == jump(example())


def test_the_index_is_judged_not_the_work_tree(guarded: Repo) -> None:
    guarded.write("docs/T.md", jump(example()))
    guarded.add("docs/T.md")
    guarded.write("docs/T.md", example())
    assert commit(guarded).code == 1
    guarded.git("reset", "--quiet")
    guarded.write("docs/T.md", jump(example()))
    guarded.write("notes.txt", "x")
    guarded.add("notes.txt")
    assert commit(guarded) == Done(0, "", "")


def test_a_tracker_that_no_pipe_holds(guarded: Repo) -> None:
    """Git goes on looking things up while forgemd is loaded; what it has to say is longer than a pipe."""
    long = example() + "\n## Notes\n\n" + "A line of notes.\n" * 20_000
    guarded.write("docs/T.md", long)
    assert commit(guarded, "-a") == Done(0, "", "")
    guarded.write("docs/T.md", jump(long))
    assert commit(guarded, "-a").code == 1
    guarded.write("docs/T.md", "x\n" * 100_000)
    guarded.write("docs/U.md", long)
    guarded.add()
    assert commit(guarded).code == 1


LOADED = """
import os, sys
sys.path.append(sys.argv[1])
from forgemd import bundle
bundle.use()
from forgemd.cli.hook import main
assert main(["pre-commit"]) == 0
slow = "array collections datetime enum functools importlib json operator re subprocess types typing unicodedata"
print(*{*slow.split()} & {*sys.modules})
bundle.renew()
"""


def test_once_there_is_a_bundle_no_hook_loads_what_is_slow_to_load(repo: Repo) -> None:
    """What is asked for instead is in `forgemd.lazy` and `forgemd.typed`: together it takes 10 ms."""
    repo.write("T.md", MINIMAL)
    repo.commit("Add the tracker")
    repo.write("T.md", MINIMAL + "\n- a remark\n")
    repo.add()
    argv = [sys.executable, "-I", "-S", "-c", LOADED, ROOT]
    for _ in range(5):  # other tests write bundles too
        said = subprocess.run(argv, cwd=repo.path, capture_output=True, text=True, check=True).stdout
        if said == "\n":
            break
    assert said == "\n"


CHECKED = """
import sys
sys.path.append(sys.argv[1])
from forgemd import bundle
bundle.use()
from forgemd.cli.main import main
assert main(sys.argv[2:]) == 0
print(*{"click", "collections", "contextlib", "datetime", "enum", "functools", "json", "pickle", "re"} & {*sys.modules})
bundle.renew()
"""


@pytest.mark.parametrize(
    "command",
    [
        "check T.md",
        "check",
        "next T.md",
        "list T.md",
        "show A-1 --tracker T.md",
        "status T.md",
        "next T.md --format json",
    ],
)
def test_what_is_run_all_day_loads_nothing_that_is_slow_to_load(repo: Repo, command: str) -> None:
    """`json` alone, with what it loads itself, takes 6 ms of the 40 until the first tracker is read; `click` 15."""
    repo.write("T.md", MINIMAL)
    for number in range(6 * (command == "check")):
        repo.write(f"U{number}.md", generate(1_000, seed=number).text)
    repo.commit("Add the trackers")
    argv = [sys.executable, "-I", "-S", "-c", CHECKED, ROOT, *command.split()]
    for _ in range(5):  # other tests write bundles too
        loaded = subprocess.run(argv, cwd=repo.path, capture_output=True, text=True, check=True).stdout.split("\n")[-2]
        if not loaded:
            break
    assert loaded == ""


WITHOUT = """
import sys
import importlib.machinery, collections.abc, datetime, functools, operator, os, re  # which need them themselves
for name in sys.argv[1].split():
    sys.modules[name] = None
sys.path += sys.argv[2:]
from forgemd import bundle
bundle.use()
from forgemd.cli.hook import main
code = main(["pre-commit"])
bundle.renew()
os._exit(code)
"""


@pytest.mark.parametrize(
    "names",
    ["_collections _collections_abc _datetime _functools _operator", "_frozen_importlib _frozen_importlib_external"],
)
def test_a_python_without_the_names_that_save_time(guarded: Repo, names: str) -> None:
    guarded.write("docs/T.md", jump(example()))
    guarded.add()
    argv = [sys.executable, "-I", "-S", "-c", WITHOUT, names, ROOT]
    done = subprocess.run(argv, cwd=guarded.path, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.startswith("forgemd: the commit is refused: it brings in 2 errors\n")


def test_only_what_is_committed_counts(guarded: Repo) -> None:
    guarded.write("docs/T.md", jump(example()))
    guarded.add("docs/T.md")
    guarded.write("notes.txt", "x")
    guarded.add("notes.txt")
    assert commit(guarded, "notes.txt").code == 0
    assert commit(guarded, "docs/T.md").code == 1


def test_from_below_and_from_a_linked_work_tree(guarded: Repo, tmp_path_factory: pytest.TempPathFactory) -> None:
    linked = str(tmp_path_factory.mktemp("linked") / "tree")
    guarded.git("worktree", "add", "--quiet", linked)
    other = Repo(linked)
    other.write("docs/T.md", jump(example()))
    assert commit(Repo(other.full("docs")), "-a").code == 1
    other.write("docs/T.md", example().replace("Update over the air", "Update over air"))
    assert commit(Repo(other.full("docs")), "-a").code == 0


def test_what_was_wrong_before_does_not_refuse(repo: Repo) -> None:
    repo.write("T.md", TWICE)
    repo.commit("Wrong from the start")
    assert forgemd(repo, "hooks", "install").code == 0
    repo.write("T.md", TWICE.replace("Ribs", "Planks"))
    assert commit(repo, "-a").code == 0
    repo.write("T.md", TWICE.replace("Ribs", "Planks") + "| A-2 | Oars | todo |\n")
    done = commit(repo, "-a")
    assert done.code == 1
    assert "it brings in 1 error" in done.err
    assert "1 older finding" in done.err


def test_the_first_commit_is_judged(repo: Repo) -> None:
    assert forgemd(repo, "hooks", "install").code == 0
    repo.write("T.md", TWICE)
    repo.add()
    assert commit(repo).code == 1
    repo.write("T.md", MINIMAL)
    repo.add()
    assert commit(repo).code == 0


def test_a_renamed_tracker_keeps_its_past(guarded: Repo) -> None:
    guarded.git("mv", "docs/T.md", "docs/U.md")
    assert commit(guarded).code == 0
    guarded.git("mv", "docs/U.md", "V.md")
    guarded.write("V.md", jump(example()))
    guarded.add()
    assert commit(guarded).code == 1


def test_a_deleted_tracker_passes_and_is_told(guarded: Repo) -> None:
    text = guarded.read("docs/T.md").decode()
    guarded.git("rm", "--quiet", "docs/T.md")
    guarded.write("notes.md", "No tasks.\n")
    guarded.write("U.md", "# Taken over\n\nFrom the old place.\n\n" + text.replace("Battery", "Cell"))
    guarded.add()
    assert "warning" not in commit(guarded).err, "its tasks are somewhere else now"
    guarded.git("rm", "--quiet", "U.md", "notes.md")
    done = commit(guarded)
    assert done.code == 0
    assert done.err == "forgemd: warning: U.md: the commit removes this tracker, and with it 30 open tasks\n"


def test_conflict_markers_within_a_fence_are_a_warning(guarded: Repo) -> None:
    text = guarded.read("docs/T.md").decode()
    shown = "\n```text\n<<<<<<< ours\none\n=======\ntwo\n>>>>>>> theirs\n```\n"
    line = text.count("\n") + 3
    guarded.write("docs/T.md", text + shown)
    guarded.add()
    done = forgemd(guarded, "hook", "pre-commit")
    assert (done.code, done.err) == (
        0,
        f"forgemd: warning: docs/T.md:{line}: conflict markers within a fence: an example, or a merge left them\n",
    )
    done = forgemd(guarded, "commit")
    assert (done.code, f"{line}:1  warning  conflict-markers" in done.out) == (0, True), done.out
    done = forgemd(guarded, "set", "P1-010=READY", "--commit")
    assert (done.code, "conflict" in done.out + done.err) == (0, False), "it was there before"


def test_conflict_markers_are_refused(guarded: Repo) -> None:
    guarded.write("docs/T.md", example() + "<<<<<<< ours\na\n=======\nb\n>>>>>>> theirs\n")
    done = commit(guarded, "-a")
    assert done.code == 1
    assert "docs/T.md:278: a merge left conflict markers" in done.err


def test_an_unmerged_tracker_is_refused_when_asked_by_hand(guarded: Repo) -> None:
    guarded.git("checkout", "--quiet", "-b", "other")
    guarded.write("docs/T.md", example().replace("# ", "# One ", 1))
    guarded.commit("one")
    guarded.git("checkout", "--quiet", "main")
    guarded.write("docs/T.md", example().replace("# ", "# Two ", 1))
    guarded.commit("two")
    assert guarded.run("merge", "other").returncode == 1
    done = forgemd(guarded, "hook", "pre-commit")
    assert done.code == 1
    assert "docs/T.md: a merge left this file in conflict" in done.err


def test_a_tracker_that_is_no_text_any_more(guarded: Repo) -> None:
    guarded.write("docs/T.md", example().encode("utf-16"))
    done = commit(guarded, "-a")
    assert done.code == 1
    assert "docs/T.md: a tracker that cannot be read" in done.err
    guarded.write("docs/T.md", example())
    guarded.write("image.md", b"\0\1\2")
    guarded.add()
    assert commit(guarded).code == 0


def test_a_tracker_with_a_strange_name_that_is_no_text_any_more(repo: Repo) -> None:
    repo.write("a:1 é\t.md", MINIMAL)
    repo.commit("x")
    assert forgemd(repo, "hooks", "install").code == 0
    repo.write("a:1 é\t.md", b"\0" + MINIMAL.encode())
    done = commit(repo, "-a")
    assert done.code == 1
    assert "a:1 é\\u0009.md:1: a tracker that cannot be read" in done.err


def test_one_side_of_a_merge_is_no_change(guarded: Repo) -> None:
    """A jump that was let through on a branch is not refused again when the branch is merged by hand."""
    guarded.git("checkout", "--quiet", "-b", "other")
    guarded.write("docs/T.md", jump(example()).replace("# ", "# One ", 1))
    guarded.git("commit", "--quiet", "--no-verify", "-am", "jump")
    guarded.git("checkout", "--quiet", "main")
    guarded.write("docs/T.md", example().replace("# ", "# Two ", 1))
    guarded.commit("two")
    assert guarded.run("merge", "other").returncode == 1
    guarded.write("docs/T.md", jump(example()).replace("# ", "# Three ", 1))
    guarded.add()
    assert commit(guarded).code == 0, "equal to one parent"


def test_a_jump_made_while_merging_is_refused(guarded: Repo) -> None:
    guarded.git("checkout", "--quiet", "-b", "other")
    guarded.write("docs/T.md", example().replace("# ", "# One ", 1))
    guarded.commit("one")
    guarded.git("checkout", "--quiet", "main")
    guarded.write("docs/T.md", example().replace("# ", "# Two ", 1))
    guarded.commit("two")
    assert guarded.run("merge", "other").returncode == 1
    guarded.write("docs/T.md", jump(example()))
    guarded.add()
    assert commit(guarded).code == 1


def test_a_broken_configuration_stops_the_commit_until_it_is_mended(guarded: Repo) -> None:
    guarded.write(".forgemd.yaml", "trakers: [x]\n")
    guarded.write("docs/T.md", example().replace("Update over the air", "Update over air"))
    guarded.add()
    done = commit(guarded)
    assert done.code != 0
    assert ".forgemd.yaml:1:1" in done.err
    guarded.write(".forgemd.yaml", "trackers: [docs/T.md]\n")
    guarded.add()
    assert commit(guarded).code == 0


def test_a_broken_configuration_in_head_can_be_mended_together_with_a_tracker(guarded: Repo) -> None:
    guarded.write(".forgemd.yaml", "trakers: [x]\n")
    guarded.add()
    guarded.git("commit", "--quiet", "--no-verify", "-m", "x")
    guarded.write(".forgemd.yaml", "trackers: [docs/T.md]\n")
    guarded.write("docs/T.md", example().replace("Update over the air", "Update over air"))
    guarded.add()
    done = commit(guarded)
    assert done.code == 0, done.err


def test_a_base_that_is_no_text_can_be_mended(repo: Repo) -> None:
    repo.write("T.md", MINIMAL.encode("utf-16"))
    repo.commit("x")
    assert forgemd(repo, "hooks", "install").code == 0
    repo.write("T.md", MINIMAL)
    done = commit(repo, "-a")
    assert done.code == 0, done.err


def test_a_bug_lets_the_commit_through_loudly(repo: Repo) -> None:
    code = (
        "import sys\n"
        "import forgemd.workspace\n"
        "def broken(*args, **kwargs): raise ZeroDivisionError('of no use')\n"
        "forgemd.workspace.Workspace = broken\n"
        "from forgemd.cli.hook import main\n"
        "sys.exit(main(['pre-commit']))\n"
    )
    env = {**os.environ, "PYTHONPATH": ROOT}
    done = subprocess.run([sys.executable, "-c", code], cwd=repo.path, env=env, capture_output=True, check=False)
    assert done.returncode == 0
    assert b"TRACKERS WERE NOT CHECKED" in done.stderr
    assert b"ZeroDivisionError: of no use" in done.stderr
    assert b"Traceback" not in done.stderr


HEAVY = {"asyncio", "click", "dataclasses", "git", "jinja2", "jsonschema", "mistune", "networkx", "pathlib", "rich"}


def test_a_passing_hook_loads_nothing_heavy(guarded: Repo) -> None:
    guarded.write("docs/T.md", example().replace("Update over the air", "Update over air"))
    guarded.add()
    code = (
        "import sys\n"
        "from forgemd.cli.hook import main\n"
        "assert main(['pre-commit']) == 0\n"
        "print(*{name.split('.')[0] for name in sys.modules})\n"
    )
    env = {**os.environ, "PYTHONPATH": ROOT}
    done = subprocess.run([sys.executable, "-c", code], cwd=guarded.path, env=env, capture_output=True, check=True)
    assert not HEAVY & set(done.stdout.decode().split())


@pytest.mark.parametrize("call", ["hook.main(['pre-commit'])", "main.main(['commit', '-q'])"])
def test_no_module_that_writes_or_judges_begins_with_re(guarded: Repo, call: str) -> None:
    """It takes as long to load as a dozen modules, and a kept pattern (`forgemd.lazy`) does without."""
    guarded.write("docs/T.md", example().replace("Update over the air", "Update over air"))
    guarded.add()
    code = (
        "import sys\n"
        "from forgemd.cli import hook, main\n"
        f"assert {call} == 0\n"
        "sys.stderr.write(' '.join(m.__file__ for n, m in sys.modules.items() if n.startswith('forgemd.')))\n"
    )
    env = {**os.environ, "PYTHONPATH": ROOT}
    done = subprocess.run([sys.executable, "-c", code], cwd=guarded.path, env=env, capture_output=True, check=True)
    loaded = done.stderr.decode().split()
    assert len(loaded) > 100
    for path in loaded:
        with open(path, encoding="utf-8") as file:
            assert "\nimport re\n" not in file.read(), path


def test_forgemd_commit_is_judged_once_by_itself(guarded: Repo) -> None:
    row = "| P1-010 | Update over the air and roll back on a failed boot | 🔲 "
    guarded.write("docs/T.md", example().replace(row + "PENDING", row + "READY"))
    done = forgemd(guarded, "commit", "--agent", "me")
    assert (done.code, done.err) == (0, "")


# Installing


def state(repo: Repo, name: str = "pre-commit") -> str:
    hooks = hold(forgemd(repo, "hooks", "status", "--format", "json").json, "hooks")["hooks"]
    return {str(hook["name"]): str(hook["state"]) for hook in hooks}[name]


def test_install_status_uninstall(repo: Repo) -> None:
    assert state(repo) == "absent"
    assert forgemd(repo, "hooks", "status").code == 1
    for _ in range(2):
        done = forgemd(repo, "hooks", "install")
        assert (done.code, done.err) == (0, "")
        assert state(repo) == "installed"
    assert forgemd(repo, "hooks", "status").code == 0
    assert os.access(repo.full(HOOK), os.X_OK)
    repo.write(HOOK, repo.read(HOOK) + b"# older\n")
    assert state(repo) == "outdated"
    os.chmod(repo.full(HOOK), 0o644)
    assert forgemd(repo, "hooks", "install").code == 0
    assert state(repo) == "installed"
    for _ in range(2):
        assert forgemd(repo, "hooks", "uninstall").code == 0
        assert state(repo) == "absent"
    assert not os.path.exists(repo.full(HOOK))


def test_the_hook_that_offers_is_put_in_place_for_who_asks(repo: Repo) -> None:
    offers = "prepare-commit-msg"
    assert forgemd(repo, "hooks", "install").code == 0
    assert (state(repo, offers), state(repo, "post-rewrite")) == ("absent", "installed")
    told = forgemd(repo, "hooks", "status")
    assert told.code == 0
    assert "optional, offers a message: forgemd hooks install prepare-commit-msg" in told.out
    assert forgemd(repo, "hooks", "install", offers).code == 0
    assert state(repo, offers) == "installed"
    repo.write(f".git/hooks/{offers}", repo.read(f".git/hooks/{offers}") + b"# older\n")
    assert state(repo, offers) == "outdated"
    assert forgemd(repo, "hooks", "install").code == 0
    assert state(repo, offers) == "installed", "what is there is renewed"
    assert forgemd(repo, "hooks", "uninstall").code == 0
    assert state(repo, offers) == "absent"
    assert forgemd(repo, "hooks", "install", offers).code == 0
    assert (state(repo), state(repo, offers)) == ("absent", "installed")
    assert forgemd(repo, "hooks", "install", "post-commit").code == 2


def test_a_hook_that_was_there_is_called_first_and_comes_back(repo: Repo) -> None:
    mine = b"#!/bin/sh\necho mine >&2\nexit ${MINE:-0}\n"
    os.chmod(repo.write(HOOK, mine), 0o755)
    repo.write("T.md", MINIMAL)
    repo.git("add", "T.md")
    assert state(repo) == "foreign"
    done = forgemd(repo, "hooks", "install")
    assert "calls first" in done.out
    assert commit(repo, env={"MINE": "7"}) == Done(1, "", "mine\n")
    assert commit(repo).code == 0
    assert forgemd(repo, "hooks", "uninstall").code == 0
    assert repo.read(HOOK) == mine


def test_hooks_without_a_word_is_help(repo: Repo) -> None:
    done = forgemd(repo, "hooks")
    assert (done.code, done.err) == (0, "")
    for name in ("install", "uninstall", "status"):
        assert f"\n  {name} " in done.out


@pytest.mark.parametrize("action", ["install", "uninstall", "status"])
def test_no_repository(tmp_path_factory: pytest.TempPathFactory, action: str) -> None:
    done = forgemd(str(tmp_path_factory.mktemp("nowhere")), "hooks", action)
    assert done.code == 2
    assert "there is no git repository" in done.err


def test_the_hook_runs_without_forgemd_on_the_path(guarded: Repo) -> None:
    """It was told at installation which Python and which forgemd to take."""
    guarded.write("docs/T.md", jump(example()))
    git = os.path.dirname(subprocess.run(["which", "git"], capture_output=True, check=True, text=True).stdout)
    done = commit(guarded, "-a", env={"PATH": f"{git}:/usr/bin:/bin", "PYTHONPATH": ""})
    assert done.code == 1
