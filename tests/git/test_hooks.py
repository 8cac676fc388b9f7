"""A hook is put beside what is there, runs only when it has to, and goes without a trace."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forgemd import resources
from forgemd.errors import GitError
from forgemd.git import Repository, hook_status, install_hook, render_hook, run, uninstall_hook
from tests.gitrepo import Repo

Open = Callable[..., Repository]

TEMPLATE = resources.read("hooks", "shim")

ENTRY = """\
import os, sys
def main(args):
    sys.stderr.write(f"judged {args} {os.environ.get('GIT_INDEX_FILE')} {sys.flags.isolated} {sys.flags.utf8_mode}\\n")
    return 1 if os.path.exists("refuse") else 0
"""
BUNDLE = """\
import sys
def use():
    assert "forgemd.cli" not in sys.modules
def renew():
    sys.stderr.flush()
"""


JUDGED = "judged ['pre-commit'] .git/index 1 1\n"


@pytest.fixture(params=["plain", 'it\'s "a" $(b) `c`\\ é;&'])
def package(request: pytest.FixtureRequest, tmp_path: object) -> str:
    """A directory with a `forgemd` in it whose hook says that it ran, under names that a shell would mangle."""
    top = os.path.join(str(tmp_path), request.param)
    os.makedirs(os.path.join(top, "forgemd", "cli"))
    for path, text in (("__init__.py", ""), ("bundle.py", BUNDLE), ("cli/__init__.py", ""), ("cli/hook.py", ENTRY)):
        with open(os.path.join(top, "forgemd", path), "w", encoding="utf-8") as file:
            file.write(text)
    return top


def script(package: str, python: str = sys.executable) -> bytes:
    return render_hook(TEMPLATE, "pre-commit", python, [package, "/nowhere at all"])


def staged(repo: Repo, path: str = "t.md", content: str = "x") -> Repo:
    repo.write(path, content)
    repo.add()
    return repo


def say(repo: Repo, *options: str, env: dict[str, str] | None = None) -> tuple[int, str]:
    done = repo.run("commit", "--quiet", "--message", "m", *options, env=env)
    return done.returncode, done.stderr.decode()


def test_the_hook_judges_what_is_staged(repo: Repo, opened: Open, package: str) -> None:
    status = install_hook(opened(repo), "pre-commit", script(package))
    path = os.path.realpath(repo.full(".git/hooks/pre-commit"))
    assert status == ("pre-commit", path, "installed", None, None)
    assert say(staged(repo)) == (0, JUDGED)
    repo.write("refuse", "")
    code, said = say(staged(repo, content="y"))
    assert (code, said.partition(" ")[0]) == (1, "judged")
    assert repo.status().splitlines() == ["A  refuse", "M  t.md"]


@pytest.mark.parametrize(
    ("path", "judged"),
    [
        ("t.md", True),
        ("T.MD", True),
        ("a b/é\n.Markdown", True),
        ("-x.md", True),
        ("t.txt", False),
        ("md", False),
        ("t.mdx", False),
        ("t.md.txt", False),
    ],
)
@pytest.mark.parametrize("literal", ["0", "1"])
def test_only_markdown_starts_python(
    repo: Repo, opened: Open, tmp_path: object, path: str, judged: bool, literal: str
) -> None:
    """An interpreter that always refuses shows that it was started."""
    python = os.path.join(str(tmp_path), "python")
    with open(python, "w", encoding="utf-8") as file:
        file.write("#!/bin/sh\nexit 1\n")
    os.chmod(python, 0o755)
    os.makedirs(os.path.join(str(tmp_path), "forgemd"))
    with open(os.path.join(str(tmp_path), "forgemd", "__init__.py"), "wb"):
        pass
    repo.commit("one")
    install_hook(opened(repo), "pre-commit", script(str(tmp_path), python))
    env = {"GIT_LITERAL_PATHSPECS": literal}
    assert (say(staged(repo, path), env=env)[0] == 1) is judged
    repo.git("commit", "--quiet", "--no-verify", "--allow-empty", "--message", "two")
    assert say(repo, "--allow-empty", env=env)[0] == 0, "what is committed already is not judged again"
    os.unlink(repo.full(path))
    repo.add()
    assert (say(repo, env=env)[0] == 1) is judged, "a file that goes counts"


def test_every_way_to_commit(repo: Repo, opened: Open, package: str, tmp_path: object) -> None:
    staged(repo, "t.md")
    staged(repo, "other.txt").commit("one")
    install_hook(opened(repo), "pre-commit", script(package))
    repo.write("t.md", "a")
    assert "index.lock" in say(repo, "--all")[1]
    repo.write("t.md", "b")
    staged(repo, "other.txt", "staged")
    repo.git("reset", "--quiet", "t.md")
    assert "next-index" in say(repo, "t.md")[1]
    assert say(repo)[1] == "", "the staged bystander is no Markdown"
    repo.write("t.md", "c")
    assert say(repo, "--all", "--no-verify") == (0, "")
    linked = Repo(os.path.join(str(tmp_path), "linked"))
    repo.git("worktree", "add", "--quiet", "-b", "side", linked.path)
    assert "worktrees/linked/index" in say(staged(linked, "t.md", "d"))[1]
    os.makedirs(repo.full("sub"))
    assert "judged" in say(Repo(staged(repo, "sub/t.md").full("sub")))[1]


def test_nothing_to_run_is_loud_and_lets_pass(repo: Repo, opened: Open, package: str) -> None:
    install_hook(opened(repo), "pre-commit", script(package, "/nowhere/python"))
    code, said = say(staged(repo))
    assert (code, said.count("\n")) == (0, 1)
    assert "TRACKERS WERE NOT CHECKED" in said
    install_hook(opened(repo), "pre-commit", script("/nowhere"))
    assert "TRACKERS WERE NOT CHECKED" in say(staged(repo, content="y"))[1]
    os.unlink(os.path.join(package, "forgemd", "cli", "hook.py"))
    install_hook(opened(repo), "pre-commit", script(package))
    code, said = say(staged(repo, content="z"))
    assert (code, said.count("\n")) == (0, 1)
    assert "TRACKERS WERE NOT CHECKED: No module named 'forgemd.cli.hook'" in said


def test_a_forgemd_in_path_is_the_second_choice(repo: Repo, opened: Open, tmp_path: object) -> None:
    bin_ = os.path.join(str(tmp_path), "bin")
    os.makedirs(bin_)
    with open(os.path.join(bin_, "forgemd"), "w", encoding="utf-8") as file:
        file.write('#!/bin/sh\necho "from path: $*" >&2\nexit 1\n')
    os.chmod(os.path.join(bin_, "forgemd"), 0o755)
    env = {"PATH": f"{bin_}:{os.environ['PATH']}"}
    left = os.path.join(str(tmp_path), "left")  # what stays of a package that was taken away: what nobody listed
    os.makedirs(os.path.join(left, "forgemd", "__pycache__"))
    for nowhere in (script("/nowhere", "/nowhere/python"), script(left)):
        install_hook(opened(repo), "pre-commit", nowhere)
        assert say(staged(repo), env=env) == (1, "from path: hook pre-commit\n")


@pytest.mark.parametrize("mode", [0o755, 0o700, 0o644])
def test_a_hook_that_is_there_is_called_first_and_comes_back(
    repo: Repo, opened: Open, hooked: Callable[..., str], package: str, mode: int
) -> None:
    path = hooked(repo, "pre-commit", "echo theirs >&2; test ! -e stop # \r\xff")
    os.chmod(path, mode)
    with open(path, "rb") as file:
        theirs = file.read()
    found = opened(repo)
    assert hook_status(found, "pre-commit").state == "foreign"
    status = install_hook(found, "pre-commit", script(package))
    assert (status.state, status.chained) == ("installed", status.path + ".forgemd-chained")
    assert install_hook(found, "pre-commit", script(package)) == status, "twice is once"
    runs = mode != 0o644
    assert say(staged(repo))[1].startswith("theirs\njudged" if runs else "judged")
    repo.write("stop", "")
    assert say(staged(repo, content="y")) == ((1, "theirs\n") if runs else (0, JUDGED))
    assert uninstall_hook(found, "pre-commit").state == "foreign"
    with open(path, "rb") as file:
        assert (file.read(), stat.S_IMODE(os.stat(path).st_mode)) == (theirs, mode)
    assert [name for name in os.listdir(os.path.dirname(path)) if "forgemd" in name] == []
    assert uninstall_hook(found, "pre-commit").state == "foreign", "a hook of somebody else stays"


def test_a_link_is_set_aside_as_a_link(repo: Repo, opened: Open, package: str) -> None:
    os.makedirs(repo.full(".git/hooks"), exist_ok=True)
    os.symlink("../../scripts/hook", repo.full(".git/hooks/pre-commit"))
    status = install_hook(opened(repo), "pre-commit", script(package))
    assert status.chained is not None
    assert os.readlink(status.chained) == "../../scripts/hook"
    assert say(staged(repo))[0] == 0
    uninstall_hook(opened(repo), "pre-commit")
    assert os.readlink(status.path) == "../../scripts/hook"


def test_states(repo: Repo, opened: Open, package: str) -> None:
    found = opened(repo)
    new, old = script(package), script(package, "/usr/bin/python3.9")
    assert hook_status(found, "pre-commit", new).state == "absent"
    install_hook(found, "pre-commit", old)
    assert hook_status(found, "pre-commit").state == "installed"
    assert hook_status(found, "pre-commit", new).state == "outdated"
    path = install_hook(found, "pre-commit", new).path
    os.chmod(path, 0o644)
    assert hook_status(found, "pre-commit", new).state == "disabled"
    assert install_hook(found, "pre-commit", new).state == "installed"
    assert uninstall_hook(found, "pre-commit").state == "absent"
    assert uninstall_hook(found, "pre-commit").state == "absent"


def test_a_hook_that_somebody_put_over_ours(repo: Repo, opened: Open, hooked: Callable[..., str], package: str) -> None:
    found = opened(repo)
    hooked(repo, "pre-commit", "exit 0")
    install_hook(found, "pre-commit", script(package))
    hooked(repo, "pre-commit", "exit 1")
    with pytest.raises(GitError, match="another one that was set aside"):
        install_hook(found, "pre-commit", script(package))
    status = uninstall_hook(found, "pre-commit")
    assert (status.state, status.chained) == ("foreign", status.path + ".forgemd-chained")


@pytest.mark.parametrize("absolute", [False, True])
def test_a_hooks_path_in_the_repository(repo: Repo, opened: Open, package: str, absolute: bool) -> None:
    repo.git("config", "core.hooksPath", repo.full("my hooks") if absolute else "my hooks")
    status = install_hook(opened(repo), "pre-commit", script(package))
    assert os.path.realpath(status.path) == os.path.realpath(repo.full("my hooks/pre-commit"))
    repo.write(".git/info/exclude", "my hooks\n")
    assert "judged" in say(staged(repo))[1]


def test_hooks_that_are_shared_stay_as_they_are(
    repo: Repo, opened: Open, package: str, tmp_path: object, sealed: str
) -> None:
    found = opened(repo)
    cases = {
        os.path.join(str(tmp_path), "all"): "leads out of this repository",
        "~/hooks": "leads out of this repository",
        "/dev/null": "leads out of this repository",
        ".husky/_": "husky",
    }
    for path, words in cases.items():
        repo.git("config", "core.hooksPath", path)
        with pytest.raises(GitError, match=words) as caught:
            install_hook(found, "pre-commit", script(package))
        assert "forgemd hook pre-commit" in (caught.value.hint or "")
    repo.git("config", "core.hooksPath", ".githooks")
    staged(repo, ".githooks/pre-commit", "#!/bin/sh\n")
    with pytest.raises(GitError, match="a tracked file") as caught:
        install_hook(found, "pre-commit", script(package))
    assert caught.value.where == ".githooks/pre-commit"
    assert repo.read(".githooks/pre-commit") == b"#!/bin/sh\n"
    assert os.listdir(sealed) == [".gitconfig"]


def test_all_work_trees_share_the_hook(repo: Repo, opened: Open, package: str, tmp_path: object) -> None:
    repo.commit("one")
    linked = Repo(os.path.join(str(tmp_path), "linked"))
    repo.git("worktree", "add", "--quiet", "-b", "side", linked.path)
    status = install_hook(opened(linked), "pre-commit", script(package))
    assert status == hook_status(opened(repo), "pre-commit")


def test_the_hooks_of_a_submodule_are_its_own(repo: Repo, opened: Open, package: str, tmp_path: object) -> None:
    inner = Repo.create(os.path.join(str(tmp_path), "inner"))
    inner.commit("one")
    repo.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", inner.path, "sub")
    sub = Repo(repo.full("sub"))
    status = install_hook(opened(sub), "pre-commit", script(package))
    assert status.path == os.path.realpath(repo.full(".git/modules/sub/hooks/pre-commit"))
    assert "judged" in say(staged(sub))[1]


def test_the_script_is_plain_posix_shell(repo: Repo, opened: Open, package: str) -> None:
    assert run(["/bin/sh", "-n"], env={}, stdin=script(package)) == (0, b"", b"")
    assert TEMPLATE.startswith("#!/bin/sh\n# forgemd hook ")


WORDS = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=1) | st.sampled_from(
    ["'", "''", "\\'", "@PATH@", "@PYTHON@", "$x", "`x`", "\n"]
)


@settings(max_examples=40)
@given(python=WORDS, paths=st.lists(WORDS, min_size=1, max_size=3))
def test_any_path_reaches_the_shell_whole(python: str, paths: list[str]) -> None:
    shown = render_hook('python=@PYTHON@\nset -- @PATH@\nprintf "%s\\0" "$python" "$@"', "x", python, paths)
    assert run(["/bin/sh"], env={}, stdin=shown).out.decode().split("\0")[:-1] == [python, *paths]
