"""`forgemd check --range`: each commit of a history that the real git made, against its parents."""

from __future__ import annotations

import json

import pytest

from tests.cli.inside import inside
from tests.cli.shapes import hold
from tests.e2e.program import Done, forgemd
from tests.gitrepo import Repo
from tests.output.runner import commands

LEGEND = "".join(
    f"| {code} | `{code}` | x |\n"
    for code in ("PENDING", "READY", "ASSIGNED", "RUNNING", "REVIEW", "DONE", "FAILED", "BLOCKED")
)
FINAL = {"A-1": "READY", "A-2": "READY", "A-3": "RUNNING"}


def tracker(log: str = "", **statuses: str) -> str:
    """A tracker of three tasks under the strict workflow, with the rows `log` in its change log."""
    said = {**FINAL, **{name.replace("_", "-"): status for name, status in statuses.items()}}
    rows = "".join(f"\n| {name} | Task {name} | {status} |" for name, status in said.items())
    return (
        f"| Status | Code | Means |\n|---|---|---|\n{LEGEND}\n"
        f"# Tasks\n\n| ID | Task | Status |\n|---|---|---|{rows}\n\n"
        f"# Change Log\n\n| Date | Task | From | To | By |\n|---|---|---|---|---|\n{log}"
    )


def entry(day: int, task: str, old: str, new: str) -> str:
    return f"| 2026-05-{day:02} | {task} | {old} | {new} | Ada |\n"


ONE = entry(1, "A-1", "READY", "ASSIGNED")
TWO = entry(2, "A-2", "READY", "ASSIGNED")


@pytest.fixture
def begun(repo: Repo) -> Repo:
    """A repository with the tracker in its first commit, tagged `start`."""
    repo.write("T.md", tracker())
    repo.commit("Begin")
    repo.git("tag", "start")
    return repo


def step(repo: Repo, text: str, message: str = "Go on") -> str:
    repo.write("T.md", text)
    return repo.commit(message)


def check(repo: Repo, *args: str, range_: str = "start..HEAD") -> Done:
    return forgemd(repo, "check", "--format", "json", "--range", range_, *args)


def told(done: Done, rule: str = "illegal-transition") -> list[tuple[str, str | None]]:
    """The task and the commit of the findings of a rule."""
    found = hold(done.json, "check")["diagnostics"]
    return [(each["task"], each["commit"]) for each in found if each["rule"] == rule]


def test_a_jump_is_told_with_its_commit_whatever_came_later(begun: Repo) -> None:
    jump = step(begun, tracker("\n" + entry(1, "A-1", "READY", "DONE"), A_1="DONE").replace("\n\n|", "\n|"), "Jump")
    step(begun, tracker(A_1="READY"), "Put it back")
    done = check(begun)
    assert done.code == 1
    assert ("A-1", jump) in told(done)
    found = next(each for each in done.json["diagnostics"] if each["commit"] == jump)
    assert (found["path"], begun.git("show", f"{jump}:T.md").split("\n")[found["line"] - 1][:5]) == ("T.md", "| A-1")
    human = forgemd(begun, "check", "--range", "start..HEAD")
    assert f"T.md  in {jump[:10]}  Jump\n" in human.out
    assert f"(in {jump[:10]}) [" in forgemd(begun, "check", "--range", "start..HEAD", "--format", "concise").out


def test_legal_steps_one_by_one_are_nothing(begun: Repo) -> None:
    step(begun, tracker(ONE, A_1="ASSIGNED"))
    step(begun, tracker(ONE + entry(2, "A-1", "ASSIGNED", "RUNNING"), A_1="RUNNING"))
    done = check(begun)
    assert (done.code, done.json["diagnostics"]) == (0, [])
    assert done.err.startswith("2 commits touch trackers in ")


def test_a_real_squash_is_judged_by_its_log(begun: Repo) -> None:
    begun.git("switch", "--quiet", "--create", "side")
    step(begun, tracker(ONE, A_1="ASSIGNED"))
    step(begun, tracker(ONE + entry(2, "A-1", "ASSIGNED", "RUNNING"), A_1="RUNNING"))
    begun.git("switch", "--quiet", "main")
    begun.git("merge", "--quiet", "--squash", "side")
    squashed = begun.commit("Squashed")
    assert check(begun).json["diagnostics"] == []
    step(begun, tracker(ONE, A_1="RUNNING"), "Without the second step")
    begun.git("reset", "--quiet", "--soft", "start")
    squashed = begun.commit("Squashed again")
    assert told(check(begun)) == [("A-1", squashed)]


def test_a_rebased_branch(begun: Repo) -> None:
    begun.git("switch", "--quiet", "--create", "side")
    step(begun, tracker(ONE, A_1="ASSIGNED"))
    begun.git("switch", "--quiet", "main")
    begun.write("README.md", "x\n")
    begun.commit("Elsewhere")
    begun.git("rebase", "--quiet", "main", "side")
    assert check(begun, range_="main..side").json["diagnostics"] == []
    assert check(begun, range_="main...side").json["diagnostics"] == []


def merged(repo: Repo, ours: str, theirs: str, result: str) -> str:
    """Both sides from `start`, and a merge commit that holds `result`."""
    repo.git("switch", "--quiet", "--create", "side", "start")
    step(repo, theirs, "Theirs")
    repo.git("switch", "--quiet", "main")
    step(repo, ours, "Ours")
    repo.run("merge", "--quiet", "--no-commit", "--no-ff", "side")
    return step(repo, result, "Merge")


OURS, THEIRS = tracker(ONE, A_1="ASSIGNED"), tracker(TWO, A_2="ASSIGNED")


def test_a_row_as_either_side_has_it_is_no_transition(begun: Repo) -> None:
    theirs = tracker(TWO + entry(3, "A-2", "ASSIGNED", "RUNNING") + entry(4, "A-2", "RUNNING", "REVIEW"), A_2="REVIEW")
    both = ONE + theirs.partition("|---|---|---|---|---|\n")[2]
    merged(begun, OURS, theirs, tracker(both, A_1="ASSIGNED", A_2="REVIEW"))
    assert check(begun).json["diagnostics"] == []


def test_what_only_the_merge_did_is_told(begun: Repo) -> None:
    merge = merged(begun, OURS, THEIRS, tracker(ONE + TWO, A_1="ASSIGNED", A_2="ASSIGNED", A_3="DONE"))
    assert told(check(begun)) == [("A-3", merge)]


@pytest.mark.parametrize("lost", [ONE, TWO], ids=["ours", "theirs"])
def test_a_merge_that_loses_a_log_row_is_told(begun: Repo, lost: str) -> None:
    kept = {ONE: OURS, TWO: THEIRS}
    merge = merged(begun, OURS, THEIRS, kept[TWO if lost == ONE else ONE])
    done = check(begun)
    assert done.code == 1
    assert set(told(done, "lost-in-merge")) == {("A-1" if lost == ONE else "A-2", merge)}


@pytest.mark.parametrize("option", ["--strategy-option=ours", "--strategy-option=theirs", "--strategy=ours"])
def test_git_s_own_ways_to_lose_are_told(begun: Repo, option: str) -> None:
    begun.git("switch", "--quiet", "--create", "side")
    step(begun, THEIRS)
    begun.git("switch", "--quiet", "main")
    step(begun, OURS)
    begun.git("merge", "--quiet", option, "--message=Merge", "side")
    assert {*told(check(begun), "lost-in-merge")} == {("A-1" if "theirs" in option else "A-2", begun.head())}


def test_what_one_side_took_out_of_the_log_was_judged_there(begun: Repo) -> None:
    step(begun, tracker(ONE, A_1="ASSIGNED"))
    begun.git("tag", "--force", "start")
    shorter = merged(begun, tracker(A_1="ASSIGNED"), tracker(ONE + TWO, A_1="ASSIGNED", A_2="ASSIGNED"), "")
    step(begun, tracker(TWO, A_1="ASSIGNED", A_2="ASSIGNED"))
    begun.git("commit", "--quiet", "--amend", "--no-edit")
    begun.git("reset", "--quiet", "--soft", shorter)
    begun.git("commit", "--quiet", "--amend", "--message=Merge")
    done = check(begun)
    assert [task for task, _ in told(done, "log-altered")] == ["A-1"]
    assert told(done, "log-altered")[0][1] == begun.git("rev-parse", "HEAD^1")


def test_a_revert_may_go_back_and_only_there(begun: Repo) -> None:
    step(begun, tracker(ONE, A_1="ASSIGNED"))
    running = step(begun, tracker(ONE + entry(2, "A-1", "ASSIGNED", "RUNNING"), A_1="RUNNING"))
    step(begun, begun.read("T.md").decode().replace("| RUNNING |\n| A-2", "| REVIEW |\n| A-2"))
    review = begun.head()
    begun.git("tag", "--force", "start")
    begun.git("revert", "--no-edit", review)
    assert told(check(begun)) == []
    begun.git("revert", "--no-edit", running)
    done = check(begun)
    assert (done.code, told(done)) == (0, [])
    assert [each["severity"] for each in done.json["diagnostics"] if each["rule"] == "log-altered"] == ["warning"]
    step(begun, tracker(A_1="DONE"), f"Lie\n\nThis reverts commit {running}.")
    assert [task for task, _ in told(check(begun))] == ["A-1"]


def test_a_revert_may_go_back_where_it_is_judged_alone(begun: Repo) -> None:
    """As in hooks and ranges: nobody is told by one that it is legal and by the other that it is not."""
    step(begun, tracker(ONE, A_1="ASSIGNED"))
    running = step(begun, tracker(ONE + entry(2, "A-1", "ASSIGNED", "RUNNING"), A_1="RUNNING"))
    begun.git("revert", "--no-commit", running)
    staged = forgemd(begun, "check", "--staged", "--format", "json")
    begun.git("revert", "--quit")
    lie = forgemd(begun, "check", "--staged", "--format", "json")
    begun.git("commit", "--quiet", f"--message=Back\n\nThis reverts commit {running}.")
    made = forgemd(begun, "check", "--rev", "HEAD", "--format", "json")
    asked = forgemd(begun, "check", "--rev", "HEAD", "--base", "HEAD^", "--format", "json")
    for done, changes, weight in (
        (staged, [], "warning"),
        (made, [], "warning"),
        (lie, ["illegal-transition"], "error"),
        (asked, ["illegal-transition"], "error"),
    ):
        found = [(each["rule"], each["severity"]) for each in done.json["diagnostics"]]
        assert [rule for rule, _ in found if rule == "illegal-transition"] == changes
        assert ("log-altered", weight) in found


def test_a_revert_of_what_was_never_there_is_none(begun: Repo) -> None:
    begun.git("switch", "--quiet", "--orphan", "island")
    step(begun, tracker(A_1="DONE"))
    elsewhere = step(begun, tracker(A_1="REVIEW"))
    begun.git("switch", "--quiet", "main")
    step(begun, tracker(A_1="DONE"), f"Lie\n\nForgemd-Reverts: {elsewhere}")
    assert told(check(begun)) == [("A-1", begun.head())]


def test_rules_are_not_relaxed_by_the_commit_that_breaks_them(begun: Repo) -> None:
    begun.write(".forgemd.yaml", "rules: {illegal-transition: off}\nfail_on: never\n")
    jump = step(begun, tracker(A_1="DONE"))
    assert (check(begun).code, told(check(begun))) == (1, [("A-1", jump)])
    step(begun, tracker(A_1="DONE", A_2="DONE"))
    assert told(check(begun)) == [("A-1", jump)]
    assert check(begun, range_="HEAD^..HEAD").code == 0


def test_a_log_that_lies_weighs_as_the_workflow_before_its_own_commit_has_it(begun: Repo) -> None:
    begun.write(".forgemd.yaml", "workflow: lenient\n")
    lie = step(begun, tracker(entry(1, "A-1", "READY", "DONE")))
    rule = "log-contradicts-status"
    assert told(check(begun), rule) == [("A-1", lie)]
    against = forgemd(begun, "check", "--format", "json", "--base", "start", "--select", rule)
    assert (against.code, told(against, rule)) == (1, [("A-1", None)])
    assert {each["severity"] for each in against.json["diagnostics"]} == {"error"}


@pytest.mark.parametrize("status", ["CANCELLED", "FROBNICATE"])
def test_a_status_that_only_the_workflow_of_its_own_commit_lets_pass(begun: Repo, status: str) -> None:
    begun.write(".forgemd.yaml", "workflow: lenient\n")
    out = step(begun, tracker(A_1=status))
    assert told(check(begun)) == [("A-1", out)]
    assert told(forgemd(begun, "check", "--format", "json", "--base", "start")) == [("A-1", None)]


def test_a_tracker_that_goes_and_comes_back_is_the_same(begun: Repo) -> None:
    begun.git("rm", "--quiet", "T.md")
    begun.commit("Remove")
    back = step(begun, tracker(A_1="DONE"))
    done = check(begun)
    assert told(done) == [("A-1", back)]
    assert [file["message"][:34] for file in done.json["unreadable"]] == ["the commit removes this tracker (i"]


def test_a_tracker_that_moves_is_followed(begun: Repo) -> None:
    begun.git("mv", "T.md", "U.md")
    begun.write("U.md", tracker(A_1="DONE"))
    begun.commit("Move and jump")
    begun.write("U.md", begun.read("U.md").decode().replace("| A-2 |", "| A-3 |"))
    twice = begun.commit("Twice")
    done = check(begun)
    assert told(done)[0] == ("A-1", begun.git("rev-parse", "HEAD^"))
    assert ("A-3", twice) in told(done, "duplicate-id")


def test_a_wrong_state_is_told_while_it_lasts(begun: Repo) -> None:
    twice = tracker().replace("| A-2 |", "| A-1 |")
    bad = step(begun, twice, "Two of one name")
    step(begun, twice + ONE, "And something else")
    assert {commit for _, commit in told(check(begun), "duplicate-id")} == {bad}
    assert told(check(begun, range_=f"{bad}..HEAD"), "duplicate-id") == []
    step(begun, tracker(ONE), "Mended")
    assert told(check(begun), "duplicate-id") == []


def test_readers_that_know_only_the_end_are_led_there(begun: Repo) -> None:
    jump = step(begun, tracker(A_1="DONE"))
    text = "# New above\n\n" + tracker(A_1="DONE")
    step(begun, text)
    (command, *_) = commands(forgemd(begun, "check", "--range", "start..", "--format", "github").out)
    assert text.split("\n")[int(command.properties["line"]) - 1] == "| A-1 | Task A-1 | DONE |"
    assert f"(in {jump[:10]})" in command.data
    for format_ in ("sarif", "gitlab", "rdjson"):
        json.loads(forgemd(begun, "check", "--range", "start..", "--format", format_).out)


def test_a_shallow_clone_says_so_and_does_not_pass(begun: Repo, tmp_path_factory: pytest.TempPathFactory) -> None:
    for number in range(3):
        step(begun, tracker(A_1="READY" if number % 2 else "DONE"))
    path = str(tmp_path_factory.mktemp("clone"))
    begun.git("clone", "--quiet", "--depth=2", f"file://{begun.path}", path)
    clone = Repo(path)
    for range_ in ("HEAD~3..HEAD", "start..HEAD", "HEAD~1...HEAD"):
        done = check(clone, range_=range_)
        assert done.code == 2, range_
        assert "fetch-depth: 0" in done.json["error"]["hint"]
    cut = clone.git("rev-parse", "HEAD~1")
    clone.git("switch", "--quiet", "--orphan", "other")
    clone.commit("x")
    done = check(clone, range_=f"other..{cut}")
    assert (done.code, "cut off" in done.json["error"]["message"]) == (2, True)
    assert check(clone, range_="main~1..main").code == 1


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("--range", "start"), "is no range"),
        (("--range", "nowhere..HEAD"), "there is no commit 'nowhere'"),
        (("--range", "-x..HEAD"), "is not a revision"),
        (("--range", "start..HEAD", "--staged"), "--staged and --range"),
        (("--range", "start..HEAD", "--base", "start"), "leave out --base"),
        (("--range", "start..HEAD", "--fix"), "leave out --range"),
        (("--range", "start..HEAD", "--write-baseline", "b"), "leave out the baseline"),
        (("--range", "auto"), "no CI names a base"),
    ],
)
def test_a_range_that_cannot_be(begun: Repo, args: tuple[str, ...], words: str) -> None:
    done = forgemd(begun, "check", *args)
    assert (done.code, done.out) == (2, "")
    assert words in done.err


def test_the_range_that_ci_names(begun: Repo) -> None:
    step(begun, tracker(A_1="DONE"))
    begun.write("x", "x")
    begun.commit("Elsewhere")
    environ = {"CI": "true", "CI_MERGE_REQUEST_DIFF_BASE_SHA": begun.git("rev-parse", "start")}
    done = forgemd(begun, "check", "--range", "auto", "--format", "json", env=environ)
    assert told(done) == [("A-1", begun.git("rev-parse", "HEAD^"))]


def test_a_branch_that_is_not_there_yet_is_judged_whole(begun: Repo) -> None:
    step(begun, tracker(A_1="DONE"))
    zeros = "0" * 40
    for done in (
        check(begun, range_=f"{zeros}..HEAD"),
        forgemd(
            begun,
            *("check", "--range", "auto", "--format", "json"),
            env={"PRE_COMMIT_FROM_REF": zeros, "PRE_COMMIT_TO_REF": "main"},
        ),
    ):
        assert told(done) == [("A-1", begun.head())]
        assert done.err == f"2 commits touch trackers in {begun.head()[:12]}\n"


def test_only_the_paths_that_are_named(begun: Repo) -> None:
    begun.write("sub/U.md", tracker())
    begun.commit("Second")
    begun.write("sub/U.md", tracker(A_2="DONE"))
    step(begun, tracker(A_1="DONE"))
    assert [task for task, _ in told(check(begun, "sub/U.md"))] == ["A-2"]
    assert [task for task, _ in told(check(begun))] == ["A-1", "A-2"]
    done = inside(begun, "check", "--range", "HEAD~1..HEAD", "sub/V.md")
    assert (done.code, "sub/V.md: no such file at either end" in done.err) == (2, True)
    assert inside(begun, "check", "--range", "HEAD~1..HEAD~1", "sub/U.md").code == 0
    done = inside(begun, "check", "--rev", "HEAD", "nowhere/**")
    assert (done.code, "nowhere/**: no Markdown file of HEAD" in done.err) == (2, True)


def test_two_processes_of_git_for_all_commits(begun: Repo) -> None:
    for number in range(30):
        begun.git("commit", "--quiet", "--allow-empty", f"--message={number}")
        step(begun, tracker(entry(number % 28 + 1, "A-1", "READY", "READY"), A_1="READY"))
    trace = begun.full(".git/trace")
    done = forgemd(
        begun, "check", "--range", "start..HEAD", "--ignore", "ALL", env={"GIT_TRACE": trace, "GIT_TRACE_SETUP": "0"}
    )
    assert done.code == 0
    with open(trace) as file:
        started = [line for line in file if "trace: built-in: git " in line]
    assert len(started) <= 12, started


ODD = "dö cs/a,b:c%0A 100%\n🚀 [x](y).md"


@pytest.mark.parametrize("format_", ["human", "concise", "json", "github", "sarif", "junit"])
def test_odd_names_and_subjects_in_any_encoding(repo: Repo, format_: str) -> None:
    for name in (ODD, ":x.md"):
        repo.write(name, tracker())
    repo.commit("Begin")
    repo.git("tag", "start")
    for name in (ODD, ":x.md"):
        repo.write(name, tracker(A_1="DONE").replace("\n", "\r\n"))
    repo.commit("::error::x \x1b[31m ##[error]y")
    env = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "cp1252", "COLUMNS": "40"}
    done = forgemd(repo, "check", "--range", "start..HEAD", "--format", format_, env=env)
    assert (done.code, "Traceback" in done.err) == (1, False)
    assert "\x1b" not in done.out
    assert "##[" not in done.out
    assert len(commands(done.out)) == (4 if format_ == "github" else 0)


def test_three_branches_at_once(begun: Repo) -> None:
    """A merge of more than two parents has what each of them has."""
    for number in range(3):
        begun.git("switch", "--quiet", "--create", f"side-{number}", "start")
        begun.write(f"n{number}.md", tracker(A_1="ASSIGNED"))
        begun.commit("Side")
    begun.git("switch", "--quiet", "main")
    begun.git("merge", "--quiet", "--message=All", "side-0", "side-1", "side-2")
    assert told(check(begun)) == []
    begun.write("n1.md", tracker(A_1="DONE"))
    begun.git("add", "--all")
    begun.git("commit", "--quiet", "--amend", "--no-edit")
    assert told(check(begun)) == [("A-1", begun.head())]


CELL = tracker(ONE + TWO, A_1="ASSIGNED")
"""A merge of `OURS` and `THEIRS` with both log rows, and only one of the two statuses."""


def test_a_cell_that_a_merge_lost_is_told(begun: Repo) -> None:
    merge = merged(begun, OURS, THEIRS, CELL)
    done = check(begun)
    assert told(done, "lost-in-merge") == [("A-2", merge)]
    (found,) = (each for each in done.json["diagnostics"] if each["rule"] == "lost-in-merge")
    assert (found["severity"], found["line"], found["role"]) == ("error", 17, "status")
    assert f"forgemd merge --verify {merge[:10]}" in found["hint"]
    assert forgemd(begun, "merge", "--verify", merge[:10]).code == 1
    assert told(check(begun, "--ignore", "lost-in-merge"), "lost-in-merge") == []
    # It lasts through other commits, wherever the file goes.
    begun.git("mv", "T.md", "moved.md")
    begun.commit("Move")
    assert told(check(begun), "lost-in-merge") == [("A-2", merge)]
    begun.write("moved.md", tracker(ONE + TWO, A_1="ASSIGNED", A_2="ASSIGNED"))
    begun.commit("Put it back")
    assert told(check(begun), "lost-in-merge") == []
    assert told(check(begun, range_=f"start..{merge}"), "lost-in-merge") == [("A-2", merge)]


def test_what_became_something_else_since_is_not_lost(begun: Repo) -> None:
    merged(begun, OURS, THEIRS, CELL)
    step(begun, tracker(ONE + TWO + entry(3, "A-2", "ASSIGNED", "RUNNING"), A_1="ASSIGNED", A_2="RUNNING"))
    assert told(check(begun), "lost-in-merge") == []


def test_a_row_that_a_merge_brings_back_is_told(begun: Repo) -> None:
    merge = merged(begun, WITHOUT, tracker(TWO, A_3="REVIEW"), tracker(TWO, A_3="REVIEW"))
    assert told(check(begun), "lost-in-merge") == [("A-2", merge)]


def test_merges_by_rows_pass(begun: Repo) -> None:
    """The driver merges many branches, one after the other."""
    assert forgemd(begun, "merge", "--install").code == 0
    for number in (1, 2, 3):
        begun.git("switch", "--quiet", "--create", f"side-{number}", "start")
        new = f"| A-{number + 3} | New {number} | PENDING |\n"
        log = entry(number, f"A-{number + 3}", "-", "PENDING") + entry(number, "A-1", "READY", "READY")
        step(begun, tracker(log).replace("\n\n# Change Log", f"\n{new}\n# Change Log"))
    begun.git("switch", "--quiet", "main")
    for number in (1, 2, 3):
        begun.git("merge", "--quiet", "--no-ff", f"--message=Merge {number}", f"side-{number}")
    done = check(begun)
    assert done.json["diagnostics"] == [], done.out
    assert done.err.startswith("6 commits touch trackers")


@pytest.mark.parametrize("depth", [2, 3])
def test_a_shallow_clone_judges_a_merge_by_what_it_has(
    begun: Repo, tmp_path_factory: pytest.TempPathFactory, depth: int
) -> None:
    merged(begun, OURS, THEIRS, CELL)
    path = str(tmp_path_factory.mktemp("clone"))
    begun.git("clone", "--quiet", f"--depth={depth}", f"file://{begun.path}", path)
    done = check(Repo(path), range_="HEAD^1..HEAD")
    if depth == 3:
        assert [task for task, _ in told(done, "lost-in-merge")] == ["A-2"]
    else:
        assert (done.code, "fetch-depth: 0" in done.json["error"]["hint"]) == (2, True)


WITHOUT = tracker().replace("| A-2 | Task A-2 | READY |\n", "")


def test_a_task_that_one_side_took_out_was_judged_there(begun: Repo) -> None:
    merged(begun, WITHOUT, tracker(A_3="REVIEW"), WITHOUT.replace("RUNNING |\n\n", "REVIEW |\n\n"))
    assert told(check(begun), "task-removed") == [("A-2", begun.git("rev-parse", "HEAD^1"))]


def test_a_task_that_only_the_merge_lost_is_told(begun: Repo) -> None:
    more = tracker().replace("| A-3 |", "| A-9 | Task A-9 | READY |\n| A-3 |")
    merge = merged(begun, OURS, more, OURS)
    assert told(check(begun), "lost-in-merge") == [("A-9", merge)]
