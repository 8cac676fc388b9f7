"""What `forgemd check` judges against what: a commit, stdin, and the base that a CI system names."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from tests.cli.test_check import TWICE, example, jump, rules
from tests.e2e.program import Done, forgemd
from tests.gitrepo import Repo
from tests.shared import ROOT

PLAIN = "| ID | Task | Status |\n|---|---|---|\n| A-1 | Keel | todo |\n"
ILLEGAL = "illegal-transition"


@pytest.fixture
def history(repo: Repo) -> Repo:
    """`main` with the example, a jump on top of it, and then a harmless commit."""
    repo.write("docs/T.md", example())
    repo.commit("Add the tracker")
    repo.write("docs/T.md", jump(example()))
    repo.commit("Jump")
    repo.write("README.md", "# x\n")
    repo.commit("Go on")
    return repo


def check(repo: Repo | str, *args: str, env: dict[str, str] | None = None) -> Done:
    return forgemd(repo, "check", "--format", "json", *args, env=env)


def test_a_commit_against_its_parent(history: Repo) -> None:
    assert ILLEGAL in rules(check(history, "--rev", "HEAD~1"))
    assert ILLEGAL not in rules(check(history, "--rev", "HEAD"))
    assert ILLEGAL in rules(check(history, "--rev", "HEAD", "--base", "HEAD~2"))
    assert check(history, "--rev", "HEAD~1").json["files"] == ["docs/T.md"]


def test_git_looks_at_other_files_only_for_one_that_may_have_moved(history: Repo) -> None:
    trace = history.full(".git/trace")
    os.rename(history.full("docs/T.md"), history.full("docs/U.md"))
    history.git("add", "--intent-to-add", "docs/U.md")
    assert ILLEGAL in rules(check(history, "--base", "HEAD~2", "docs/U.md", env={"GIT_TRACE": trace}))
    with open(trace) as file:
        assert " diff " in file.read()
    os.unlink(trace)
    os.rename(history.full("docs/U.md"), history.full("docs/T.md"))
    assert ILLEGAL in rules(check(history, "--base", "HEAD~2", "docs/T.md", env={"GIT_TRACE": trace}))
    with open(trace) as file:
        assert " diff " not in file.read()


def test_a_root_has_nothing_to_compare_with_and_is_new(history: Repo) -> None:
    done = check(history, "--rev", "HEAD~2")
    assert (done.code, done.json["not_run"]) == (0, [])


def test_a_commit_is_judged_whatever_the_files_say(history: Repo) -> None:
    os.unlink(history.full("docs/T.md"))
    assert ILLEGAL in rules(check(history.full("docs") + "/..", "--rev", "HEAD~1", "docs/T.md"))
    done = check(history, "--rev", "HEAD", "docs/U.md")
    assert done.code == 2
    assert done.json["error"]["message"] == "no such file in HEAD"


def test_a_commit_is_read_as_its_own_configuration_says(repo: Repo) -> None:
    repo.write("T.md", PLAIN)
    repo.write(".forgemd.yaml", "statuses: {zorp: blocked}\n")
    repo.commit("x")
    repo.write("T.md", PLAIN.replace("todo", "zorp"))
    repo.commit("y")
    repo.write(".forgemd.yaml", "statuses: {}\n")
    repo.commit("z")
    assert rules(check(repo, "--rev", "HEAD~1")) == []
    assert rules(check(repo, "--rev", "HEAD")) == ["unknown-status"]


@pytest.fixture
def several(repo: Repo) -> Repo:
    """Trackers at several places, the one in `sub` staged with a change; and Markdown that is none."""
    for path in ("T.md", "docs/A.md", "docs/old/B.md", "docs/[x].md"):
        repo.write(path, PLAIN)
    repo.write("docs/README.md", "# Nothing\n")
    repo.commit("Begin")
    for path in ("T.md", "docs/old/B.md"):
        repo.write(path, PLAIN.replace("todo", "done"))
    repo.git("add", "--all")
    return repo


MEANT = {
    "docs": ["docs/A.md", "docs/[x].md", "docs/old/B.md"],
    "docs/": ["docs/A.md", "docs/[x].md", "docs/old/B.md"],
    ".": ["T.md", "docs/A.md", "docs/[x].md", "docs/old/B.md"],
    "docs/old/*.md": ["docs/old/B.md"],
    "docs/*.md": ["docs/A.md", "docs/[x].md"],
    "./*.md": ["T.md"],
    "*.md": ["T.md", "docs/A.md", "docs/[x].md", "docs/old/B.md"],
    "d*/": ["docs/A.md", "docs/[x].md", "docs/old/B.md"],
    "docs/**": ["docs/A.md", "docs/[x].md", "docs/old/B.md"],
    "docs/*": ["docs/A.md", "docs/[x].md", "docs/old/B.md"],
    "**/B.md": ["docs/old/B.md"],
    "docs/[x].md": ["docs/[x].md"],
    "docs/[A-C].md": ["docs/A.md"],
}


@pytest.mark.parametrize("path", MEANT)
def test_directories_and_patterns_mean_the_trackers_there(several: Repo, path: str) -> None:
    done = check(several, path)
    assert (done.code, done.json["files"]) == (0, MEANT[path])
    changed = [name for name in MEANT[path] if name in ("T.md", "docs/old/B.md")]
    if path != "docs/[x].md":
        assert check(several, "--staged", path).json["files"] == changed
    assert check(several, "--rev", "HEAD", path).json["files"] == MEANT[path]
    several.commit("Change")
    assert check(several, "--range", "HEAD^..HEAD", path).json["files"] == changed


def test_a_file_may_be_named_beside_a_directory_and_from_within(several: Repo) -> None:
    done = check(several, "docs/README.md", "docs/old")
    assert done.json["files"] == ["docs/README.md", "docs/old/B.md"]
    assert "docs/README.md: " in done.err
    assert check(several.full("docs"), "old").json["files"] == ["docs/old/B.md"]
    assert check(several.full("docs"), "../*.md", "--jobs", "2").json["files"] == ["T.md"]
    assert check(several.full("docs"), "*.md").json["files"] == MEANT["docs"]


@pytest.mark.parametrize("path", ["docs/*.txt", "empty", "../*.md", "no/such.md"])
def test_what_means_nothing_is_an_error(several: Repo, path: str) -> None:
    os.mkdir(several.full("empty"))
    done = check(several, path)
    assert (done.code, bool(done.json["error"]["hint"])) == (2, True)


def test_who_means_stdin_by_a_dash_is_told_how(several: Repo) -> None:
    assert "--stdin-filename" in check(several, "-").json["error"]["hint"]


RELAXED = {
    "the rule is off": "rules: {illegal-transition: off}\n",
    "all rules are off": "rules: {ALL: off}\n",
    "nothing fails": "fail_on: never\n",
    "the task may": "allow: {P1-010: {illegal-transition: because}}\n",
    "other rules for the file": "per_file: {'docs/**': {rules: {illegal-transition: note}}}\n",
    "the file is excluded": "exclude: ['docs/**']\n",
    "another file is the tracker": "trackers: [README.md]\n",
    "another workflow": "workflow: lenient\n",
}


@pytest.mark.parametrize("relaxed", RELAXED.values(), ids=RELAXED)
def test_a_change_does_not_relax_the_rules_that_judge_it(repo: Repo, relaxed: str) -> None:
    """As the hook has it: the configuration of what it is compared with judges."""
    repo.write("docs/T.md", example())
    repo.write("README.md", PLAIN)
    repo.commit("Add the tracker")
    repo.git("tag", "start")
    repo.write("docs/T.md", jump(example()))
    repo.write(".forgemd.yaml", relaxed)
    repo.git("add", "--all")
    ci = {"CI": "true", "CI_MERGE_REQUEST_DIFF_BASE_SHA": repo.git("rev-parse", "start")}
    staged = [check(repo, "--staged")]
    repo.commit("Jump")
    for done in (*staged, check(repo, "--base", "start"), check(repo, env=ci), check(repo, "--rev", "HEAD")):
        assert (done.code, ILLEGAL in rules(done)) == (1, True), done.err
        assert "judged by the configuration of" in done.err


def test_who_names_the_configuration_or_no_base_means_the_one_here(repo: Repo) -> None:
    repo.write("docs/T.md", example())
    repo.commit("Add the tracker")
    repo.write("docs/T.md", jump(example()))
    repo.write(".forgemd.yaml", RELAXED["all rules are off"])
    assert check(repo, "--base", "HEAD").code == 1
    for done in (check(repo), check(repo, "--base", "HEAD", "--config", ".forgemd.yaml")):
        assert (done.code, rules(done)) == (0, [])
        assert "judged by" not in done.err


@pytest.mark.parametrize("rev", ["no-such-rev", "--output=x", "", "HEAD:docs"])
def test_a_rev_that_is_none(history: Repo, rev: str) -> None:
    done = check(history, f"--rev={rev}")
    assert done.code == 2
    assert "Traceback" not in done.err
    assert history.status() == ""


def shallow(repo: Repo, path: str, depth: int, *options: str) -> str:
    subprocess.run(
        ["git", "clone", "-q", f"--depth={depth}", *options, f"file://{repo.path}", path], check=True, cwd="/"
    )
    return path


def test_a_commit_whose_parent_was_cut_off_is_an_error(history: Repo, tmp_path_factory: pytest.TempPathFactory) -> None:
    clone = shallow(history, str(tmp_path_factory.mktemp("clone")), 1)
    done = check(clone, "--rev", "HEAD")
    assert done.code == 2
    assert "history was cut off" in done.json["error"]["message"]
    assert "fetch-depth: 0" in done.json["error"]["hint"]
    assert check(clone, "--rev", "HEAD", "--base", "HEAD").code == 0


def piped(repo: Repo, text: bytes, *args: str) -> Done:
    done = subprocess.run(
        [sys.executable, "-m", "forgemd", "check", *args],
        cwd=repo.path,
        input=text,
        capture_output=True,
        env={**os.environ, "PYTHONPATH": ROOT},
        check=False,
    )
    return Done(done.returncode, done.stdout.decode(), done.stderr.decode())


def test_stdin(history: Repo) -> None:
    history.git("checkout", "-q", "HEAD~2")
    done = piped(history, jump(example()).encode(), "--stdin-filename", "docs/T.md", "--format", "json")
    assert (done.code, done.json["files"]) == (1, ["docs/T.md"])
    assert ILLEGAL in rules(done)
    assert piped(history, example().encode(), "--stdin-filename", "docs/T.md").code == 0
    new = piped(history, TWICE.encode(), "--stdin-filename", "no/such/file.md", "--format", "json")
    assert (new.code, rules(new), new.json["not_run"]) == (1, ["duplicate-id"], [])
    for text, told in ((b"", True), (b"# Nothing\n", True), (PLAIN.encode(), False)):
        done = piped(history, text, "--stdin-filename", "x.md")
        assert (done.code, "x.md: " in done.err) == (0, told)
    assert history.status() == ""


def test_stdin_that_is_no_text_or_lies_elsewhere(history: Repo) -> None:
    done = piped(history, b"| a |\n\0", "--stdin-filename", "docs/T.md")
    assert (done.code, done.out) == (2, "")
    assert "docs/T.md:2: a NUL byte" in done.err
    done = piped(history, TWICE.encode(), "--stdin-filename", "../T.md", "--format", "concise")
    assert (done.code, "duplicate-id" in done.out, "outside of this repository" in done.err) == (1, True, True)
    assert piped(history, TWICE.encode(), "--stdin-filename", "").code == 2


@pytest.mark.parametrize(
    "args",
    [
        ("--staged", "--rev", "HEAD"),
        ("--rev", "HEAD", "--stdin-filename", "x"),
        ("--rev", "HEAD", "--fix"),
        ("--stdin-filename", "x", "--fix"),
        ("--stdin-filename", "x", "docs/T.md"),
    ],
    ids=" ".join,
)
def test_places_that_do_not_go_together(history: Repo, args: tuple[str, ...]) -> None:
    done = forgemd(history, "check", *args)
    assert (done.code, done.out) == (2, "")


# What CI systems name


@pytest.fixture
def request_(repo: Repo) -> Repo:
    """`main`, and on the branch `topic` a jump and a harmless commit; `main` has gone on, too. `topic` is out."""
    repo.write("docs/T.md", example())
    repo.commit("Add the tracker")
    repo.git("checkout", "-q", "-b", "topic")
    repo.write("docs/T.md", jump(example()))
    repo.commit("Jump")
    repo.write("README.md", "# x\n")
    repo.commit("Go on")
    repo.git("checkout", "-q", "main")
    repo.write("other.md", "# y\n")
    repo.commit("Go on elsewhere")
    repo.git("checkout", "-q", "topic")
    return repo


def test_without_ci_the_base_is_head(request_: Repo) -> None:
    assert ILLEGAL not in rules(check(request_))
    assert ILLEGAL not in rules(check(request_, env={"GITHUB_BASE_REF": "main"}))


@pytest.mark.parametrize(
    "environ",
    [
        {"GITHUB_BASE_REF": "main", "GITHUB_ACTIONS": "true"},
        {"CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main"},
        {"CI_MERGE_REQUEST_DIFF_BASE_SHA": "main~1", "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "no-such"},
        {"BITBUCKET_PR_DESTINATION_BRANCH": "main"},
        {"BUILDKITE_PULL_REQUEST_BASE_BRANCH": "main"},
        {"SYSTEM_PULLREQUEST_TARGETBRANCH": "refs/heads/main"},
        {"CHANGE_TARGET": "main"},
        {"CI_COMMIT_BEFORE_SHA": "main~1"},
        {"CIRRUS_BASE_SHA": "main"},
        {"CI_MERGE_REQUEST_TARGET_BRANCH_SHA": "main", "CI_MERGE_REQUEST_DIFF_BASE_SHA": "main~1"},
        {"CI_COMMIT_BEFORE_SHA": "0" * 40, "CI_DEFAULT_BRANCH": "pushed"},
        {"CI_COMMIT_BEFORE_SHA": "main", "CI_DEFAULT_BRANCH": "no-such"},
        {"CI_COMMIT_TARGET_BRANCH": "main"},
        {"CODEBUILD_WEBHOOK_BASE_REF": "refs/heads/main"},
        {"TRAVIS_BRANCH": "main", "TRAVIS_PULL_REQUEST": "7"},
        {"DRONE_TARGET_BRANCH": "main", "DRONE_PULL_REQUEST": "7"},
        {"TRAVIS_BRANCH": "no-such", "TRAVIS_PULL_REQUEST": "false", "GIT_PREVIOUS_COMMIT": "main~1"},
    ],
    ids=lambda environ: next(iter(environ)),
)
def test_the_base_of_a_request(request_: Repo, environ: dict[str, str]) -> None:
    base = request_.git("rev-parse", "main~1")
    request_.git("update-ref", "refs/remotes/origin/pushed", "main")
    done = check(request_, env={"CI": "true", **environ})
    assert ILLEGAL in rules(done)
    assert f"compared with {base[:12]} (" in done.err
    assert ILLEGAL not in rules(check(request_, "--base", "HEAD", env={"CI": "true", **environ}))


def test_gitlab_checks_out_a_merge(request_: Repo) -> None:
    base, target = request_.git("rev-parse", "main~1"), request_.git("rev-parse", "main")
    request_.git("checkout", "-q", "--detach", "main")
    request_.git("merge", "-q", "--no-ff", "-m", "Merge topic into main", "topic")
    environ = {"CI_MERGE_REQUEST_TARGET_BRANCH_SHA": target, "CI_MERGE_REQUEST_DIFF_BASE_SHA": base}
    done = check(request_, env={"CI": "true", **environ})
    assert ILLEGAL in rules(done)
    assert f"compared with {target[:12]} (" in done.err


def test_a_forced_push_of_something_else_altogether(request_: Repo) -> None:
    before = request_.head()
    request_.git("checkout", "-q", "--orphan", "other")
    request_.commit("Begin anew")
    request_.write("README.md", "# z\n")
    request_.commit("Go on")
    done = check(request_, env={"CI": "true", "CI_COMMIT_BEFORE_SHA": before})
    assert f"compared with {request_.git('rev-parse', 'HEAD~1')[:12]} (the parent of HEAD)" in done.err


def test_a_ci_that_names_no_base_is_told_that_nothing_committed_is_compared(request_: Repo) -> None:
    assert "compared with HEAD" in check(request_, env={"CI": "true"}).err
    assert "compared with" not in check(request_).err + check(request_, "--base", "main", env={"CI": "true"}).err


def test_github_checks_out_a_merge(request_: Repo, tmp_path_factory: pytest.TempPathFactory) -> None:
    request_.git("checkout", "-q", "--detach", "main")
    request_.git("merge", "-q", "--no-ff", "-m", "Merge topic into main", "topic")
    sha = request_.head()
    environ = {"CI": "true", "GITHUB_ACTIONS": "true", "GITHUB_BASE_REF": "main", "GITHUB_SHA": sha}
    done = check(request_, env=environ)
    assert ILLEGAL in rules(done)
    assert request_.git("rev-parse", "main")[:12] in done.err
    request_.git("branch", "merged")
    path = str(tmp_path_factory.mktemp("clone"))
    assert ILLEGAL in rules(check(shallow(request_, f"{path}/two", 2, "--branch=merged"), env=environ))
    done = check(shallow(request_, f"{path}/one", 1, "--branch=merged"), env=environ)
    assert (done.code, "fetch-depth: 0" in done.json["error"]["hint"]) == (2, True)


def event(repo: Repo, name: str, content: object) -> dict[str, str]:
    path = repo.write(".git/event.json", json.dumps(content))
    return {"CI": "true", "GITHUB_ACTIONS": "true", "GITHUB_EVENT_NAME": name, "GITHUB_EVENT_PATH": path}


def test_github_push_and_merge_queue(request_: Repo) -> None:
    base = request_.git("rev-parse", "main~1")
    for environ in (
        event(request_, "push", {"before": base}),
        event(request_, "merge_group", {"merge_group": {"base_sha": base}}),
    ):
        assert ILLEGAL in rules(check(request_, env=environ))
    assert check(request_, env=event(request_, "workflow_dispatch", {"before": None})).err == ""
    assert check(request_, env={**event(request_, "push", {}), "GITHUB_EVENT_PATH": "/no/such"}).code == 0


@pytest.mark.parametrize("before", ["0" * 40, "1234567890" * 4], ids=["new branch", "forced"])
def test_github_push_without_a_before(request_: Repo, before: str) -> None:
    environ = event(request_, "push", {"before": before})
    done = check(request_, env=environ)
    assert "(the parent of HEAD)" in done.err
    request_.git("update-ref", "refs/remotes/origin/trunk", "main")
    told = event(request_, "push", {"before": before, "repository": {"default_branch": "trunk"}})
    done = check(request_, env=told)
    assert ILLEGAL in rules(done)
    assert "(origin/trunk)" in done.err
    request_.git("update-ref", "refs/remotes/origin/HEAD", "main")
    done = check(request_, env=environ)
    assert ILLEGAL in rules(done)
    assert "(origin/HEAD)" in done.err


@pytest.mark.parametrize(
    "environ",
    [
        {"GITHUB_BASE_REF": "main", "GITHUB_ACTIONS": "true"},
        {"CI_MERGE_REQUEST_DIFF_BASE_SHA": "1234567890" * 4},
        {"CI_COMMIT_BEFORE_SHA": "1234567890" * 4},
        {"CI_COMMIT_BEFORE_SHA": "0" * 40},
    ],
    ids=lambda environ: "=".join(next(iter(environ.items()))),
)
def test_a_shallow_clone_that_lacks_the_base_is_an_error(
    request_: Repo, tmp_path_factory: pytest.TempPathFactory, environ: dict[str, str]
) -> None:
    clone = shallow(request_, str(tmp_path_factory.mktemp("clone")), 1, "--branch=topic")
    done = check(clone, env={"CI": "true", **environ})
    assert done.code == 2
    assert "fetch-depth: 0" in done.json["error"]["hint"]


def test_a_merge_base_of_a_shallow_clone_is_not_believed(
    request_: Repo, tmp_path_factory: pytest.TempPathFactory
) -> None:
    clone = shallow(request_, str(tmp_path_factory.mktemp("clone")), 2, "--no-single-branch", "--branch=topic")
    done = check(clone, env={"CI": "true", "GITHUB_BASE_REF": "main"})
    assert (done.code, done.json["error"]["code"]) == (2, "git")
    assert "the history was cut off here" in done.json["error"]["message"]


def test_a_branch_that_is_not_there(request_: Repo) -> None:
    done = check(request_, env={"CI": "true", "GITHUB_BASE_REF": "no-such"})
    assert done.code == 2
    assert "git fetch origin no-such" in done.json["error"]["hint"]


def test_a_tracker_in_another_encoding_is_not_passed_over_in_silence(repo: Repo) -> None:
    with open(repo.full("OLD.md"), "wb") as file:
        file.write(PLAIN.encode("utf-16"))
    with open(repo.full("LETTER.md"), "wb") as file:
        file.write("Dear Ada,\n".encode("utf-16"))
    repo.add()
    repo.commit("Begin")
    said = "not read: OLD.md: the file is UTF-16, not UTF-8"
    nothing = forgemd(repo, "check")
    assert nothing.code == 2
    assert said in nothing.err
    repo.write("NEW.md", PLAIN)
    repo.add()
    for command in ("check", "list", "next"):
        done = forgemd(repo, command)
        assert (done.code, done.err.count(said), "LETTER" in done.err) == (0, 1, False), command
    assert not forgemd(repo, "-q", "check").err


def test_a_file_that_is_named_and_holds_no_tasks_is_said_to_be_something_else(repo: Repo) -> None:
    repo.write("A.md", "| Endpoint | Method |\n|---|---|\n| /a | GET |\n")
    repo.write("B.md", "## Acceptance criteria\n\n- [ ] it floats\n")
    repo.write("C.md", PLAIN)
    done = forgemd(repo, "check", "A.md", "B.md", "C.md")
    assert done.code == 0
    assert [line.partition(";")[0] for line in done.err.splitlines()] == [
        "A.md: no tasks: the file has 1 other table",
        "B.md: no tasks: the file has 1 checklist",
    ]
