"""Every way in which git makes a commit, in every kind of place: what is judged is exactly what is going to be
committed, and whatever comes of it, nobody's index or work tree is touched.

The names H01 to H25 are those of the cases in which hooks are known to go wrong; some are held elsewhere:
H08, H10, H12 and H24 in tests/cli/test_hooks.py and tests/git/test_hooks.py, more of H20 in
tests/e2e/test_merge_setup.py.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable

import pytest

from forgemd.cli.hook import NAMES
from forgemd.cli.hooks import script
from forgemd.git import install_hooks
from forgemd.typed import NamedTuple
from forgemd.workspace import Workspace
from tests.e2e.program import Done, forgemd
from tests.gitrepo import Repo
from tests.shared import ROOT
from tests.tracker.build import STRICT_LEGEND, table

BASE = """\
| ID | Task | Status |
|---|---|---|
| A-1 | Keel | todo |
| A-2 | Ribs | in progress |
| A-3 | Deck | todo |
"""
GOOD = BASE.replace("Ribs | in progress", "Ribs | done")
BAD = BASE.replace("A-3", "A-1")
SCRIPTS = {name: script(name) for name in NAMES}
PLACES = ("plain", "linked", "submodule", "index")


class Case(NamedTuple):
    """What the index and the work tree hold (None: what HEAD has), what git is asked for, and what is in HEAD then
    (None: the commit is refused)."""

    name: str
    staged: str | None
    tree: str | None
    args: tuple[str, ...]
    made: str | None


CASES = [
    Case("H01 the index is wrong", BAD, GOOD, ("commit", "-m", "x"), None),
    Case("H01 only the work tree is wrong", GOOD, BAD, ("commit", "-m", "x"), GOOD),
    Case("H03 all, and the work tree is wrong", None, BAD, ("commit", "-a", "-m", "x"), None),
    Case("H03 all, and only the index is wrong", BAD, GOOD, ("commit", "-a", "-m", "x"), GOOD),
    Case("H04 a path that is wrong", None, BAD, ("commit", "-m", "x", "--", "T.md"), None),
    Case("H04 a path that is right", BAD, GOOD, ("commit", "-m", "x", "--", "T.md"), GOOD),
    Case("H05 another path", BAD, BAD, ("commit", "-m", "x", "--", "other.txt"), BASE),
    Case("a path besides what is staged", GOOD, BAD, ("commit", "-m", "x", "--include", "T.md"), None),
    Case("H13 amended, wrong", BAD, GOOD, ("commit", "--amend", "--no-edit"), None),
    Case("H13 amended, the message alone", None, BAD, ("commit", "--amend", "-m", "y"), BASE),
    Case("H15 nothing runs", BAD, GOOD, ("commit", "--no-verify", "-m", "x"), BAD),
    Case("fixup", BAD, GOOD, ("commit", "--fixup", "HEAD"), None),
    Case("a dry run", BAD, GOOD, ("commit", "--dry-run", "-m", "x"), BASE),
    Case("stash", BAD, BAD, ("stash", "push"), BASE),
]


def guarded(repo: Repo) -> Repo:
    repo.write("T.md", BASE)
    repo.write("other.txt", "1")
    repo.commit("Add the tracker")
    install_hooks(Workspace(repo.path, os.environ).need_repository(), SCRIPTS)
    return repo


def placed(place: str, tmp: str) -> tuple[Repo, dict[str, str]]:
    """A repository in its place, and the environment that git is called with."""
    repo = guarded(Repo.create(os.path.join(tmp, "repo")))
    if place == "linked":
        linked = os.path.join(tmp, "linked")
        repo.git("worktree", "add", "--quiet", "-b", "side", linked)
        return Repo(linked), {}
    if place == "submodule":
        outer = Repo.create(os.path.join(tmp, "outer"))
        outer.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", repo.path, "sub")
        sub = Repo(outer.full("sub"))
        install_hooks(Workspace(sub.path, os.environ).need_repository(), SCRIPTS)
        return sub, {}
    if place == "index":
        env = {"GIT_INDEX_FILE": "../its index"}
        repo.git("read-tree", "HEAD", env=env)
        return repo, env
    return repo, {}


def held(repo: Repo, env: dict[str, str]) -> tuple[str, bytes, bytes, bytes]:
    """What a refused commit must leave as it was: the index in force, the files, git's own index."""
    with open(repo.git("rev-parse", "--path-format=absolute", "--git-path", "index"), "rb") as file:
        own = file.read() if env else b""
    return repo.git("ls-files", "--stage", env=env), repo.read("T.md"), repo.read("other.txt"), own


FEW = ("H01 the index", "H03 all, and the work", "H04 a path that is wrong")
CELLS = [
    pytest.param(
        place,
        case,
        id=f"{place}, {case.name}",
        marks=() if case.name.startswith(FEW) or (place, case.name[0]) == ("plain", "H") else pytest.mark.long,
    )
    for place in PLACES
    for case in CASES
]


@pytest.mark.parametrize(("place", "case"), CELLS)
def test_what_is_committed_is_what_is_judged(place: str, case: Case, tmp_path: object) -> None:
    repo, env = placed(place, str(tmp_path))
    repo.write("other.txt", "2")
    repo.git("add", "other.txt", env=env)
    for content, stage in ((case.staged, True), (case.tree, False)):
        if content is not None:
            repo.write("T.md", content)
        if content is not None and stage:
            repo.git("add", "T.md", env=env)
    head, before = repo.head(), held(repo, env)
    done = repo.run(*case.args, env=env)
    if case.made is None:
        assert done.returncode == 1
        assert b"[duplicate-id]" in done.stderr
        assert (repo.head(), held(repo, env)) == (head, before)
    else:
        assert repo.blob("T.md").decode() == case.made
        assert b"forgemd:" not in done.stderr.replace(b"forgemd: warning:", b"")
    if case.args[0] == "commit" and case.tree is not None:
        assert repo.read("T.md").decode() == case.tree
    assert not [name for name in os.listdir(repo.git("rev-parse", "--absolute-git-dir")) if name.endswith(".lock")]


@pytest.fixture
def plain(tmp_path: object) -> Repo:
    return placed("plain", str(tmp_path))[0]


def run(repo: Repo, *args: str, stdin: bytes = b"", env: dict[str, str] | None = None) -> Done:
    done = repo.run(*args, stdin=stdin, env=env)
    return Done(done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace"))


def test_h02_a_hunk_that_is_not_staged(plain: Repo) -> None:
    """`git add -p`: the staged hunk is judged, the other stays byte for byte."""
    long = BASE + "".join(f"| B-{number} | Row | todo |\n" for number in range(20))
    plain.write("T.md", long)
    plain.commit("longer")
    both = long.replace("Keel", "Bow").replace("B-19", "B-18")
    plain.write("T.md", both)
    plain.git("add", "-p", "T.md", stdin=b"y\nn\n")
    assert run(plain, "commit", "-qm", "x").code == 0
    assert plain.read("T.md").decode() == both
    assert plain.status() == " M T.md"
    plain.git("add", "T.md")
    assert run(plain, "commit", "-qm", "y").code == 1


def test_h06_from_below(plain: Repo) -> None:
    plain.write("sub/x", "x")
    plain.write("T.md", BAD)
    plain.git("add", "T.md", env={"GIT_INDEX_FILE": ".git/index"})
    assert run(Repo(plain.full("sub")), "commit", "-qm", "x").code == 1
    assert run(Repo(plain.full("sub")), "commit", "-qm", "x", env={"GIT_INDEX_FILE": ".git/index"}).code != 0


def test_h09_the_first_commit(repo: Repo) -> None:
    install_hooks(Workspace(repo.path, os.environ).need_repository(), SCRIPTS)
    repo.write("T.md", BAD)
    repo.add()
    assert run(repo, "commit", "-qm", "x").code == 1
    repo.write("T.md", BASE)
    repo.add()
    assert run(repo, "commit", "-qm", "status: A-1 → todo").code == 0


@pytest.mark.parametrize("garbage", [None, b"", b"garbage"], ids=["gone", "empty", "garbage"])
def test_the_old_side_cannot_be_read(plain: Repo, garbage: bytes | None) -> None:
    """What cannot be compared is not new: the hook would let pass what it is there to refuse."""
    oid = plain.git("rev-parse", "HEAD:T.md")
    kept = plain.full(f".git/objects/{oid[:2]}/{oid[2:]}")
    os.unlink(kept)
    if garbage is not None:
        plain.write(f".git/objects/{oid[:2]}/{oid[2:]}", garbage)
    plain.write("T.md", GOOD)
    head = plain.head()
    done = run(plain, "commit", "-am", "x")
    assert (done.code, plain.head()) == (1, head)
    assert "git cannot read" in done.err
    assert "hint: git fsck" in done.err
    other = forgemd(plain, "commit", "--format", "json")
    assert (other.code, other.json["error"]["hint"][:8]) == (2, "git fsck")


def test_h11_a_conflict_settled_wrongly(plain: Repo) -> None:
    plain.git("checkout", "-qb", "side")
    plain.write("T.md", BASE.replace("Keel", "Bow"))
    plain.commit("one")
    plain.git("checkout", "-q", "main")
    plain.write("T.md", BASE.replace("Keel", "Stern"))
    plain.commit("two")
    assert run(plain, "merge", "-q", "side").code == 1
    plain.write("T.md", BAD.replace("Keel", "Bow"))
    plain.add()
    assert run(plain, "commit", "-q", "--no-edit").code == 1
    plain.write("T.md", GOOD.replace("Keel", "Bow"))
    plain.add()
    assert run(plain, "commit", "-q", "--no-edit").code == 0


STRICT = STRICT_LEGEND + table("ID | Task | Status", "A-1 | Keel | 🔲 READY", heading="1 Hull")


def test_h13_an_amendment_that_jumps(repo: Repo) -> None:
    """Each step is legal to the hook, which sees HEAD; what the commit became is told after."""
    repo.write("T.md", STRICT)
    repo.commit("x")
    install_hooks(Workspace(repo.path, os.environ).need_repository(), SCRIPTS)
    for status in ("ASSIGNED", "RUNNING"):
        repo.write("T.md", STRICT.replace("🔲 READY", f"🔲 {status}"))
        done = run(repo, "commit", "-qam", "x", *(["--amend"] if status == "RUNNING" else []))
        assert done.code == 0, done.err
    assert "the rewritten commits bring in 1 error" in done.err
    assert "A-1: READY → RUNNING" in done.err
    assert forgemd(repo, "check", "--range", "HEAD^..HEAD").code == 1


def _picked(repo: Repo) -> Done:
    return run(repo, "cherry-pick", "bad")


def _reverted(repo: Repo) -> Done:
    repo.git("reset", "-q", "--hard", "bad")
    repo.write("T.md", BASE)
    repo.commit("Mend it")
    return run(repo, "revert", "--no-edit", "HEAD")


def _rebased(repo: Repo) -> Done:
    repo.git("checkout", "-q", "-B", "side", "bad")
    return run(repo, "rebase", "main")


def _applied(repo: Repo) -> Done:
    return run(repo, "am", stdin=repo.raw("format-patch", "--stdout", "bad^..bad"))


@pytest.mark.parametrize(
    "way",
    [
        _picked,
        _rebased,
        pytest.param(_reverted, marks=pytest.mark.long),
        pytest.param(_applied, marks=pytest.mark.long),
    ],
)
def test_h14_what_no_hook_sees_a_range_does(plain: Repo, way: Callable[[Repo], Done]) -> None:
    plain.git("checkout", "-qb", "side")
    plain.write("T.md", BAD)
    plain.add()
    plain.git("commit", "-qnm", "A subject of its own")
    plain.git("tag", "bad")
    plain.git("checkout", "-q", "main")
    plain.write("other.txt", "3")
    plain.commit("go on")
    assert way(plain).code == 0
    assert plain.blob("T.md").decode() == BAD
    assert "Task:" not in plain.git("log", "-1", "--format=%B"), "nothing was put into the message"
    assert forgemd(plain, "check", "--range", "main~1..HEAD" if way is not _reverted else "HEAD^..HEAD").code == 1


def test_h16_line_endings(plain: Repo) -> None:
    plain.git("config", "core.autocrlf", "true")
    plain.write("T.md", "\ufeff" + GOOD.replace("\n", "\r\n"))
    before = plain.read("T.md")
    plain.add()
    assert run(plain, "commit", "-qm", "status: A-2 → done").code == 0
    assert plain.read("T.md") == before
    plain.write("T.md", BAD.replace("\n", "\r\n"))
    assert run(plain, "commit", "-qam", "x").code == 1


@pytest.mark.parametrize("quote", ["true", pytest.param("false", marks=pytest.mark.long)])
@pytest.mark.parametrize("path", ["a b.md", "t\tx.md", "é\n😀.md", "-x.md", '"q".md', ":(top)x.md", "d/--all.markdown"])
def test_h17_strange_paths(plain: Repo, path: str, quote: str) -> None:
    plain.git("config", "core.quotePath", quote)
    plain.write(path, BAD)
    plain.git("add", "--all")
    done = run(plain, "commit", "-qm", "x")
    assert done.code == 1
    assert "[duplicate-id]" in done.err
    assert "\n😀" not in done.err
    assert "\t" not in done.err


def test_h18_modes(plain: Repo) -> None:
    os.chmod(plain.full("T.md"), 0o755)
    plain.write("T.md", GOOD)
    assert run(plain, "commit", "-qam", "x").code == 0
    assert plain.git("ls-files", "--stage", "T.md").startswith("100755")
    os.symlink("T.md", plain.full("L.md"))
    plain.add()
    assert run(plain, "commit", "-qm", "x").code == 0, "a link's text is no tracker"
    plain.write("T.md", BAD)
    assert run(plain, "commit", "-qam", "x").code == 1


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("index.version", "4"),
        ("core.splitIndex", "true"),
        pytest.param("feature.manyFiles", "true", marks=pytest.mark.long),
        pytest.param("core.fsmonitor", "false", marks=pytest.mark.long),
    ],
)
def test_h19_kinds_of_index(plain: Repo, key: str, value: str) -> None:
    plain.git("config", key, value)
    plain.git("update-index", "--force-write-index")
    plain.write("T.md", BAD)
    assert run(plain, "commit", "-qam", "x").code == 1
    plain.write("T.md", GOOD)
    assert run(plain, "commit", "-qam", "status: A-2 → done").code == 0


def test_h19_sha256_and_sparse(tmp_path: object) -> None:
    repo = guarded(Repo.create(os.path.join(str(tmp_path), "repo"), "--object-format=sha256"))
    repo.write("far/U.md", BAD.replace("A-", "U-"))
    repo.git("add", ".")
    repo.git("commit", "-qnm", "far")
    repo.git("sparse-checkout", "set", "near")
    repo.write("T.md", BAD)
    done = run(repo, "commit", "-qam", "x")
    assert done.code == 1
    assert "it brings in 1 error" in done.err


@pytest.mark.parametrize(
    "env",
    [
        {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "FORCE_COLOR": "1", "TERM": "xterm-256color"},
        {"PYTHONIOENCODING": "cp1252", "TERM": "dumb", "NO_COLOR": "1", "COLUMNS": "20"},
    ],
)
def test_h21_h22_poor_surroundings(plain: Repo, env: dict[str, str]) -> None:
    plain.write("T.md", BAD.replace("Deck", "甲板 🔲 → \x1b[31m"))
    plain.add()
    for done in (run(plain, "commit", "-qm", "x", env=env), forgemd(plain, "hook", "pre-commit", env=env)):
        assert done.code == 1
        assert "[duplicate-id]" in done.err
        assert "\x1b" not in done.out + done.err
        assert "Traceback" not in done.err


@pytest.mark.parametrize("place", ["plain", "linked"])
def test_h20_a_hook_that_goes_elsewhere(place: str, tmp_path: object) -> None:
    """With the variables of its own repository git would read and write that one from there."""
    repo, _ = placed(place, f"{tmp_path}/here")
    other = Repo.create(f"{tmp_path}/other")
    other.write("T.md", GOOD)
    other.commit("Begin")
    before = other.read(".git/index"), other.head(), repo.head()
    program = f'PYTHONPATH="{ROOT}" "{sys.executable}" -m forgemd'
    script = f"#!/bin/sh\ncd '{other.path}' || exit\n{program} set A-1=done --commit --agent ann\n"
    os.chmod(Repo(f"{tmp_path}/here/repo").write(".git/hooks/pre-commit", script), 0o755)
    repo.write("other.txt", "2")
    done = run(repo, "commit", "-qam", "x")
    assert (done.code, "is of another repository" in done.err) == (1, True), done
    assert (other.read(".git/index"), other.head(), repo.head()) == before
    assert other.read("T.md").decode() == GOOD
    os.chmod(
        Repo(f"{tmp_path}/here/repo").write(
            ".git/hooks/pre-commit", script.replace("cd '", "unset $(git rev-parse --local-env-vars); cd '")
        ),
        0o755,
    )
    assert run(repo, "commit", "-qam", "x").code == 0
    assert other.git("log", "-1", "--format=%s") == "status: A-1 → done"


def test_h21_closed_streams(plain: Repo) -> None:
    plain.write("T.md", BAD)
    plain.add()
    for closed in ("2>&-", "<&- >&- 2>&-"):
        done = subprocess.run(
            ["sh", "-c", f"git commit -qm x {closed}"], cwd=plain.path, capture_output=True, check=False
        )
        assert done.returncode == 1
    assert plain.git("log", "--oneline").count("\n") == 0


def test_h23_no_editor_is_opened(plain: Repo) -> None:
    plain.write("T.md", GOOD)
    plain.add()
    env = {"GIT_EDITOR": "touch opened", "EDITOR": "touch opened", "VISUAL": "touch opened"}
    assert run(plain, "commit", "-qm", "status: A-2 → done", env=env).code == 0
    assert not os.path.exists(plain.full("opened"))


def test_h25_interrupted(plain: Repo) -> None:
    rows = "".join(f"| R-{number} | Row {number} | todo |\n" for number in range(3000))
    plain.write("T.md", BASE + rows)
    plain.add()
    before = held(plain, {"": ""})
    environ = {**os.environ, "PYTHONPATH": ROOT}
    # Interrupted before it runs anything, Python itself ends with 1, and a busy machine is slow to begin.
    begun = "print('begun', flush=True); import runpy; runpy.run_module('forgemd', run_name='__main__')"
    argv = [sys.executable, "-c", begun, "hook", "pre-commit"]
    for patience in (0.02, 0.08):
        process = subprocess.Popen(argv, cwd=plain.path, env=environ, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        assert process.stdout is not None
        assert process.stdout.readline() == b"begun\n"
        try:
            process.wait(patience)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGINT)
        _, said = process.communicate()
        assert process.returncode in (0, 130, -signal.SIGINT)
        assert held(plain, {"": ""}) == before
        assert b"TRACKERS" not in said
