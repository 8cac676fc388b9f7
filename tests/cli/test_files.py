"""Which files `check` looks at, and what it says of those that it cannot."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from collections.abc import Callable

import pytest

from tests.cli.inside import inside
from tests.cli.shapes import hold
from tests.e2e.program import Done
from tests.gitrepo import Repo

MINIMAL = "| ID | Task | Status |\n|---|---|---|\n| A-1 | Keel | todo |\n| A-2 | Ribs | done |\n"
TWICE = MINIMAL + "| A-1 | Mast | todo |\n"


def rules(done: Done) -> list[str]:
    return [found["rule"] for found in hold(done.json, "check")["diagnostics"]]


def _pipe(repo: Repo) -> None:
    os.unlink(repo.full("D.md"))
    os.mkfifo(repo.full("D.md"))


def _directory(repo: Repo) -> None:
    os.unlink(repo.full("D.md"))
    os.mkdir(repo.full("D.md"))


def _binary(repo: Repo) -> None:
    repo.write("D.md", b"| x |\n\0\n")


@pytest.mark.parametrize("damage", [_pipe, _directory, _binary])
def test_a_tracker_that_cannot_be_read_hides_no_other(repo: Repo, damage: Callable[[Repo], None]) -> None:
    repo.write("D.md", MINIMAL)
    repo.write("E.md", TWICE)
    repo.commit("x")
    damage(repo)
    done = inside(repo, "check", "--format", "json")
    assert done.code == 2
    assert [each["path"] for each in hold(done.json, "check")["unreadable"]] == ["D.md"]
    assert rules(done) == ["duplicate-id"]
    assert "D.md: " in inside(repo, "check", "--statistics").err
    (ended,) = inside(repo, "check", "--format", "sarif").json["runs"][0]["invocations"]
    assert (ended["executionSuccessful"], ended["exitCode"]) == (False, 2)
    assert inside(repo, "check", "E.md").code == 1
    for args in (("--write-baseline", "b.json"), ("--fix",)):
        assert inside(repo, "check", *args).code == 2
    assert not os.path.exists(repo.full("b.json"))


def test_a_file_of_another_repository_has_no_base_here(repo: Repo, tmp_path_factory: pytest.TempPathFactory) -> None:
    repo.write("T.md", MINIMAL)
    repo.commit("x")
    there = tmp_path_factory.mktemp("other")
    (there / "T.md").write_text(TWICE, encoding="utf-8")
    path = os.path.relpath(there / "T.md", repo.path)
    for named in ((path,), (path, "T.md"), (str(there / "T.md"),)):
        done = inside(repo, "check", *named, "--format", "json")
        assert (done.code, rules(done)) == (1, ["duplicate-id"])
        reasons = {each["why"].rpartition(": ")[2] for each in done.json["not_run"]}
        assert reasons == {"the file lies outside of this repository"}
    done = inside(repo, "set", "A-1=DONE", "--tracker", path)
    assert done.code == 2
    assert "not in the repository" in done.err


def test_a_pipe_of_the_shell_is_read_once(repo: Repo) -> None:
    repo.write("T.md", TWICE)
    command = f"{shlex.quote(sys.executable)} -m forgemd check --format concise <(cat T.md)"
    done = subprocess.run(["bash", "-c", command], cwd=repo.path, capture_output=True, text=True, check=False)
    assert (done.returncode, "duplicate-id" in done.stdout, "no tasks" in done.stderr) == (1, True, False)


def test_a_dash_is_stdout_for_what_is_written_to_a_file(repo: Repo) -> None:
    repo.write("T.md", TWICE)
    repo.commit("x")
    assert rules(inside(repo, "check", "--format", "json", "--output-file", "-")) == ["duplicate-id"]
    assert inside(repo, "check", "--write-baseline", "-").json["findings"][0]["rule"] == "duplicate-id"
    assert sorted(os.listdir(repo.path)) == [".git", "T.md"]


STRICT = "workflow: strict\n"
PLAN = "# Plan\n\n| ID | Task | Status |\n|---|---|---|\n" + "".join(
    f"| A-{number} | Timber number {number} | PENDING |\n" for number in range(1, 9)
)


@pytest.fixture
def planned(repo: Repo) -> Repo:
    repo.write(".forgemd.yaml", STRICT)
    repo.write("T.md", PLAN)
    repo.write("U.md", PLAN.replace("A-", "B-"))
    repo.commit("Plan")
    return repo


PLACES = {
    "files": (),
    "file": ("N.md",),
    "staged": ("--staged",),
    "base": ("--base", "HEAD~1"),
    "base, file": ("--base", "HEAD~1", "N.md"),
    "rev": ("--rev", "HEAD"),
    "range": ("--range", "HEAD~1..HEAD"),
}


def committed(repo: Repo, place: str) -> None:
    repo.add()
    if place in ("rev", "range") or place.startswith("base"):
        repo.commit("Change")


@pytest.mark.parametrize("place", PLACES)
def test_a_tracker_that_moved_is_compared_with_what_it_was(planned: Repo, place: str) -> None:
    planned.git("mv", "T.md", "N.md")
    planned.write("N.md", PLAN.replace("number 3 | PENDING", "number 3 | DONE"))
    committed(planned, place)
    done = inside(planned, "check", "--format", "json", *PLACES[place])
    assert (done.code, rules(done)) == (1, ["illegal-transition"])


@pytest.mark.parametrize("place", [place for place in PLACES if "file" not in place or place == "files"])
@pytest.mark.parametrize("text", ["", "# Nothing is left\n"])
def test_a_tracker_that_lost_its_tasks_does_not_drop_out_of_sight(planned: Repo, place: str, text: str) -> None:
    planned.write("T.md", text)
    committed(planned, place)
    done = inside(planned, "check", "--format", "json", *PLACES[place])
    assert rules(done) == ["row-loss"]


@pytest.mark.parametrize("place", [place for place in PLACES if "file" not in place or place == "files"])
def test_a_tracker_that_is_removed_is_told_and_fails_nothing(planned: Repo, place: str) -> None:
    planned.git("rm", "--quiet", "T.md")
    committed(planned, place)
    done = inside(planned, "check", "--format", "json", *PLACES[place])
    assert (done.code, rules(done)) == (0, [])
    (gone,) = done.json["unreadable"]
    assert gone["path"] == "T.md"
    assert place == "range" or gone["message"] == "this tracker is removed, and with it 8 open tasks"


def test_tasks_that_another_tracker_took_over_are_not_lost(planned: Repo) -> None:
    planned.git("rm", "--quiet", "T.md")
    rows = "".join(f"| A-{number} | Timber number {number} | PENDING |\n" for number in range(1, 9))
    planned.write("U.md", PLAN.replace("A-", "B-") + rows)
    done = inside(planned, "check", "--format", "json")
    assert [each["message"] for each in done.json["unreadable"]] == ["this tracker is removed"]


def test_a_server_judges_what_is_pushed_to_a_bare_repository(
    planned: Repo, tmp_path_factory: pytest.TempPathFactory
) -> None:
    planned.write("T.md", PLAN.replace("number 3 | PENDING", "number 3 | DONE"))
    planned.commit("Jump")
    bare = Repo(str(tmp_path_factory.mktemp("server") / "plan.git"))
    planned.git("clone", "--quiet", "--bare", planned.path, bare.path)
    for place in (("--range", "HEAD~1..HEAD"), ("--rev", "HEAD"), ("--rev", "HEAD", "T.md")):
        done = inside(bare, "check", "--format", "json", *place)
        assert (done.code, rules(done)) == (1, ["illegal-transition"])
    done = inside(bare, "check")
    assert (done.code, "--range" in done.err) == (2, True)
    assert inside(bare, "status").code == 2


def test_a_file_that_is_named_twice_is_judged_once(repo: Repo) -> None:
    repo.write("T.md", TWICE)
    repo.commit("x")
    os.symlink("T.md", repo.full("L.md"))
    inside(repo, "check", "--write-baseline", "known.json")
    names = ("T.md", "./T.md", repo.full("T.md"), "L.md", "*.md")
    assert rules(inside(repo, "check", "--format", "json", *names)) == ["duplicate-id"]
    assert rules(inside(repo, "check", "--format", "json", "--baseline", "known.json", *names)) == []


PATTERNS = {
    "docs/**/*.md": ["docs/a.md", "docs/deep/b.md"],
    "**/a.md": ["docs/a.md"],
    "**/docs/**/b.md": ["docs/deep/b.md"],
    "**/*.md": ["T.md", "docs/a.md", "docs/deep/b.md"],
    "docs": ["docs/a.md", "docs/deep/b.md"],
    "docs/*.md": ["docs/a.md"],
    "./*.md": ["T.md"],
    "?.md": ["T.md", "docs/a.md", "docs/deep/b.md"],
    "*/?.md": ["docs/a.md"],
    "docs/*/**": ["docs/deep/b.md"],
    ".": ["T.md", "docs/a.md", "docs/deep/b.md"],
    "de*": ["docs/deep/b.md"],
}


@pytest.mark.parametrize("pattern", PATTERNS)
def test_a_pattern_means_the_same_on_the_command_line_and_in_the_configuration(repo: Repo, pattern: str) -> None:
    for path in PATTERNS["**/*.md"]:
        repo.write(path, MINIMAL)
    repo.commit("x")
    assert inside(repo, "check", "--format", "json", pattern).json["files"] == PATTERNS[pattern]
    repo.write(".forgemd.yaml", f"trackers: ['{pattern}']\n")
    assert inside(repo, "check", "--format", "json").json["files"] == PATTERNS[pattern]


def test_a_configuration_speaks_of_what_lies_below_it(repo: Repo) -> None:
    for path in ("T.md", "part/T.md", "part/docs/U.md", "part/old/V.md"):
        repo.write(path, TWICE)
    repo.write("part/.forgemd.yaml", "exclude: [old]\ntrackers: ['*.md']\nper_file: {T.md: {rules: {ids: note}}}\n")
    repo.commit("x")
    done = inside(Repo(repo.full("part")), "check", "--format", "json")
    assert [(each["path"], each["severity"]) for each in done.json["diagnostics"]] == [
        ("part/T.md", "note"),
        ("part/docs/U.md", "error"),
    ]


def test_a_tracker_in_conflict_is_not_passed_over_when_staged_ones_are_judged(planned: Repo) -> None:
    planned.write("README.md", "# One\n")
    planned.commit("Readme")
    planned.git("checkout", "-q", "-b", "topic")
    for branch, status in (("topic", "READY"), ("main", "BLOCKED")):
        planned.git("checkout", "-q", branch)
        planned.write("T.md", PLAN.replace("number 3 | PENDING", f"number 3 | {status}"))
        planned.write("README.md", f"# {status}\n")
        planned.commit(status)
    assert planned.run("merge", "topic").returncode == 1
    done = inside(planned, "check", "--staged", "--format", "json")
    assert (done.code, [each["path"] for each in done.json["unreadable"]]) == (2, ["T.md"])


def test_a_filter_that_fails_does_not_keep_a_check_from_its_work(planned: Repo) -> None:
    planned.write(".gitattributes", "*.md filter=broken\n")
    planned.git("config", "filter.broken.clean", "false")
    planned.git("config", "filter.broken.required", "true")
    planned.write("T.md", PLAN.replace("number 3 | PENDING", "number 3 | DONE"))
    assert rules(inside(planned, "check", "--format", "json")) == ["illegal-transition"]
