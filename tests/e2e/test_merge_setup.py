"""`forgemd merge --install`, `--uninstall` and `--probe`, as a person runs them."""

from __future__ import annotations

import os
import shutil
import sys
import venv

import pytest

from forgemd.workspace import Workspace, install_merge, probe_merge, uninstall_merge
from tests.cli.shapes import hold
from tests.cli.test_merge import BASE, OURS, THEIRS
from tests.e2e.program import forgemd
from tests.gitrepo import Repo
from tests.shared import ROOT


@pytest.fixture
def tracked(repo: Repo) -> Repo:
    """One tracker, committed."""
    repo.write("docs/T.md", BASE)
    repo.write("README.md", "# x\n")
    repo.commit("base")
    return repo


def test_from_install_to_uninstall(tracked: Repo) -> None:
    before = tracked.read(".git/config")
    dry = forgemd(tracked, "merge", "--install", "--dry-run")
    assert (dry.code, tracked.status(), tracked.read(".git/config")) == (0, "", before)
    assert "+/docs/T.md merge=forgemd" in dry.out.split("\n")
    done = forgemd(tracked.full("docs"), "merge", "--install", "--format", "json")
    value = hold(done.json, "merge-setup")
    assert (done.code, value["works"], value["written"], value["patterns"]) == (0, True, True, ["/docs/T.md"])
    assert {file["path"]: file["state"] for file in value["files"]}[".gitattributes"] == "created"
    assert tracked.status() == "?? .gitattributes"
    again = hold(forgemd(tracked, "merge", "--install", "--format", "json").json, "merge-setup")
    assert (again["written"], again["next"]) == (False, [])
    assert hold(forgemd(tracked, "merge", "--probe", "--format", "json").json, "merge-probe")["works"]
    value = hold(forgemd(tracked, "merge", "--uninstall", "--format", "json").json, "merge-setup")
    assert value["written"]
    assert (tracked.status(), tracked.read(".git/config"), value["next"]) == ("", before, [])


def test_what_was_committed_is_to_be_committed_out(tracked: Repo) -> None:
    install_merge(Workspace(tracked.path, os.environ), (), sys.executable, [ROOT])
    tracked.commit("declare")
    done = forgemd(tracked, "merge", "--uninstall", "--format", "json")
    assert hold(done.json, "merge-setup")["next"] == ["git add --all .gitattributes && git commit"]
    assert tracked.status() == " D .gitattributes"


def test_in_a_submodule_and_beside_a_bare_repository(tracked: Repo, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Where the files that all work trees share are neither in the work tree nor in a directory `.git` of it."""
    super_ = Repo.create(str(tmp_path_factory.mktemp("super")))
    super_.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", tracked.path, "sub")
    bare = str(tmp_path_factory.mktemp("bare") / "b.git")
    tracked.git("clone", "-q", "--bare", tracked.path, bare)
    beside = str(tmp_path_factory.mktemp("beside") / "tree")
    Repo(bare).git("worktree", "add", "-q", beside)
    for path in (super_.full("sub"), beside):
        workspace = Workspace(path, os.environ)
        install_merge(workspace, (), sys.executable, [ROOT, *sys.path])
        assert {probe.state for probe in probe_merge(workspace)} <= {"good", "warning"}
        uninstall_merge(workspace)
        assert Repo(path).status() == ""


def test_install_in_words(tracked: Repo) -> None:
    done = forgemd(tracked, "merge", "--install", "--pattern", "*.md")
    assert done.code == 0
    assert done.out.startswith(".git/config: changed\n.git/info/exclude: changed\n")
    assert "by rows" in done.out
    assert "next: git add .gitattributes && git commit" in done.err
    assert b"\n*.md merge=forgemd\n" in tracked.read(".gitattributes")
    assert forgemd(tracked, "merge", "--uninstall").out.startswith(".gitattributes: removed\n")


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("--install", "--probe"), "--install and --probe do not go together"),
        (("--install", "a", "b", "c"), "a path has no meaning with --install"),
        (("--uninstall", "-o", "x"), "--output has no meaning with --uninstall"),
        (("--dry-run", "--probe"), "--dry-run has no meaning with --probe"),
        (("--probe", "--pattern", "*.md"), "--pattern has no meaning with --probe"),
        (("--install", "--pattern", "!x"), "no pattern for attributes"),
    ],
)
def test_what_does_not_go_together(tracked: Repo, args: tuple[str, ...], words: str) -> None:
    done = forgemd(tracked, "merge", *args)
    assert (done.code, done.out) == (2, "")
    assert words in done.err
    assert tracked.status() == ""


def test_without_a_tracker_or_a_repository(repo: Repo, tmp_path_factory: pytest.TempPathFactory) -> None:
    done = forgemd(repo, "merge", "--install")
    assert (done.code, "no tracker found" in done.err) == (2, True)
    assert forgemd(str(tmp_path_factory.mktemp("nowhere")), "merge", "--probe").code == 2


# What a probe finds


def states(repo: Repo) -> dict[str, str]:
    return {probe.name: probe.state for probe in probe_merge(Workspace(repo.path, os.environ))}


def test_a_probe_before_anything_is_set_up(tracked: Repo) -> None:
    found = states(tracked)
    assert (found["driver"], found["declaration"], found["branches"]) == ("bad", "bad", "warning")
    assert "trial" not in found
    done = forgemd(tracked, "merge", "--probe")
    assert (done.code, "next: forgemd merge --install" in done.out) == (1, True)


def test_a_declaration_without_a_driver_is_inert(tracked: Repo) -> None:
    tracked.write(".gitattributes", "*.md merge=forgemd\n")
    assert (states(tracked)["declaration"], states(tracked)["driver"]) == ("good", "bad")


@pytest.fixture
def installed_(tracked: Repo) -> Repo:
    install_merge(Workspace(tracked.path, os.environ), (), sys.executable, [ROOT, *sys.path])
    return tracked


def test_a_driver_that_does_not_run(installed_: Repo) -> None:
    assert set(states(installed_).values()) <= {"good", "warning"}
    installed_.git("config", "merge.forgemd.driver", "/no/such/forgemd merge-driver %O %A %B %L %P")
    assert states(installed_)["trial"] == "bad"


def test_a_declaration_that_another_overrules(installed_: Repo) -> None:
    with open(installed_.full(".git/info/attributes"), "a", encoding="utf-8") as file:
        file.write("*.md merge=union\n")
    assert states(installed_)["declaration"] == "bad"


@pytest.mark.parametrize(("value", "state"), [("yes", "warning"), ("off", "good")])
def test_rerere_that_stages_by_itself(installed_: Repo, value: str, state: str) -> None:
    installed_.git("config", "rerere.autoUpdate", value)
    assert states(installed_)["rerere"] == state


def test_two_clones_that_both_declare(tracked: Repo, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Git conflicts in .gitattributes. Nothing there is taken for ours, and what to do is said."""
    clone = str(tmp_path_factory.mktemp("clone") / "b")
    tracked.git("clone", "-q", tracked.path, clone)
    other = Repo(clone)
    other.write(".gitattributes", "*.png binary\n")
    for repo, pattern in ((tracked, "*.md"), (other, "/docs/*.md")):
        install_merge(Workspace(repo.path, os.environ), [pattern], sys.executable, [ROOT])
        repo.commit("declare")
    assert tracked.run("pull", "-q", "--no-rebase", clone, "HEAD").returncode == 1
    torn = tracked.read(".gitattributes")
    found = {probe.name: probe for probe in probe_merge(Workspace(tracked.path, os.environ))}
    assert "take out the markers" in found["conflict"].hint
    hold(forgemd(tracked, "merge", "--probe", "--format", "json").json, "merge-probe")
    for option in ("--install", "--uninstall"):
        done = forgemd(tracked, "merge", option)
        assert (done.code, "a merge left its markers in this file" in done.err) == (2, True)
        assert tracked.read(".gitattributes") == torn
    tracked.write(".gitattributes", "*.png binary\n")
    forgemd(tracked, "merge", "--install", "--pattern", "*.md")
    assert tracked.read(".gitattributes").decode().split("\n")[0] == "*.png binary"


def test_a_probe_from_within_a_hook(installed_: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    """A hook's variables tie git to a repository; the trial is in another."""
    monkeypatch.setenv("GIT_DIR", installed_.full(".git"))
    monkeypatch.setenv("GIT_INDEX_FILE", installed_.full(".git/index"))
    head = installed_.head()
    assert states(installed_)["trial"] == "good"
    assert (installed_.head(), installed_.git("branch", "--list", "theirs")) == (head, "")


# A forgemd that lies in a work tree of the repository


@pytest.mark.long
def test_no_path_into_a_work_tree(tracked: Repo, tmp_path_factory: pytest.TempPathFactory) -> None:
    """All work trees share the configuration: it must outlive the one that forgemd was installed from."""
    linked = Repo(str(tmp_path_factory.mktemp("linked") / "tree"))
    tracked.git("worktree", "add", "-q", "-b", "linked", linked.path)
    venv.create(linked.full(".venv"), with_pip=False)
    python = linked.full(".venv/bin/python")
    install_merge(Workspace(linked.path, os.environ), (), python, [ROOT])
    driver = tracked.git("config", "merge.forgemd.driver")
    assert linked.path not in driver
    shutil.rmtree(linked.path)
    tracked.write("docs/T.md", OURS)
    tracked.commit("ours")
    tracked.git("checkout", "-q", "-b", "theirs", "main~1")
    tracked.write("docs/T.md", THEIRS)
    tracked.commit("theirs")
    done = tracked.run("merge", "--no-edit", "main", env={"PATH": f"{os.path.dirname(sys.executable)}:{os.defpath}"})
    assert done.returncode == 0, done.stderr


def test_where_forgemd_lies_decides(tracked: Repo, tmp_path_factory: pytest.TempPathFactory) -> None:
    workspace = Workspace(tracked.path, os.environ)
    elsewhere = str(tmp_path_factory.mktemp("elsewhere"))
    link = os.path.join(elsewhere, "link")
    os.symlink(tracked.path, link)
    for python in (tracked.full(".venv/bin/python"), os.path.join(link, ".venv/bin/python")):
        assert install_merge(workspace, (), python, [elsewhere], dry_run=True).by_path
    assert not install_merge(workspace, (), os.path.join(elsewhere, "python"), [elsewhere], dry_run=True).by_path
    assert tracked.run("config", "merge.forgemd.driver").returncode == 1
