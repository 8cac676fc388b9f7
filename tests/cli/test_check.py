"""`forgemd check`: what is judged against what, how it is told, what the exit code says."""

from __future__ import annotations

import os
import shutil
import socket

import pytest

from forgemd.rules import ALL, REGISTRY
from tests.cli.shapes import hold
from tests.e2e.program import Done, forgemd
from tests.gitrepo import Repo
from tests.shared import ROOT

MINIMAL = "| ID | Task | Status |\n|---|---|---|\n| A-1 | Keel | todo |\n| A-2 | Ribs | done |\n"
TWICE = MINIMAL + "| A-1 | Mast | todo |\n"
STALE = (
    "# Hull\n\n| ID | Task | Status |\n|---|---|---|\n| A-1 | Keel | todo |\n| A-2 | Ribs | done |\n\n"
    "# Summary\n\n| Section | Total | Done | Pending |\n|---|---|---|---|\n| Hull | 2 | 0 | 1 |\n"
)
EXAMPLE = os.path.join(ROOT, "examples", "trackers", "TASK-STATUS.md")


def example() -> str:
    with open(EXAMPLE, encoding="utf-8", newline="") as file:
        return file.read()


@pytest.fixture
def tracked(repo: Repo) -> Repo:
    """A repository with the archetype's example committed."""
    repo.write("docs/T.md", example())
    repo.commit("Add the tracker")
    return repo


def jump(text: str) -> str:
    """The example with a status that skips the workflow."""
    row = "| P1-010 | Update over the air and roll back on a failed boot | 🔲 "
    assert row + "PENDING" in text
    return text.replace(row + "PENDING", row + "DONE")


def rules(done: Done) -> list[str]:
    return [found["rule"] for found in hold(done.json, "check")["diagnostics"]]


def test_a_clean_tracker(tracked: Repo) -> None:
    done = forgemd(tracked, "check")
    assert (done.code, done.out, done.err) == (0, "nothing found in 1 file\n", "")


def test_the_example_is_clean_by_every_rule(tracked: Repo) -> None:
    assert rules(forgemd(tracked, "check", "--format", "json", "--select", "ALL")) == []


def test_a_finding_names_place_rule_and_way_out(tracked: Repo) -> None:
    tracked.write("docs/T.md", jump(example()))
    done = forgemd(tracked, "check")
    assert done.code == 1
    assert done.out.startswith("docs/T.md\n  65:")
    for words in ("error  illegal-transition", "P1-010: PENDING → DONE", "READY", "^^^^", "hint: ", "in 1 file\n"):
        assert words in done.out
    found = hold(forgemd(tracked, "check", "--format", "json").json, "check")["diagnostics"][0]
    assert (found["rule"], found["line"], found["task"]) == ("illegal-transition", 65, "P1-010")
    line = jump(example()).split("\n")[64]
    assert line[found["column"] - 1 : found["end_column"] - 1] == "🔲 DONE"


def test_concise_is_one_line_each(tracked: Repo) -> None:
    tracked.write("docs/T.md", jump(example()))
    out = forgemd(tracked, "check", "--format", "concise", "--select", "illegal-transition").out
    assert out.startswith("docs/T.md:65:")
    assert out.endswith(" [illegal-transition]\n")
    assert out.count("\n") == 1


def test_from_a_directory_below(tracked: Repo) -> None:
    tracked.write("docs/T.md", jump(example()))
    for path in ((), ("T.md",)):
        done = forgemd(tracked.full("docs"), "check", "--format", "json", *path)
        assert done.json["files"] == ["docs/T.md"]
        assert "illegal-transition" in rules(done)


def test_staged_is_judged_as_staged(tracked: Repo) -> None:
    tracked.write("docs/T.md", jump(example()))
    tracked.add("docs/T.md")
    tracked.write("docs/T.md", example())
    assert forgemd(tracked, "check").code == 0
    assert forgemd(tracked, "check", "--staged").code == 1
    tracked.git("reset", "-q")
    tracked.write("docs/T.md", jump(example()))
    assert forgemd(tracked, "check", "--staged").code == 0
    assert forgemd(tracked, "check", "--staged", "--format", "json").json["files"] == []


def test_base(tracked: Repo) -> None:
    tracked.write("docs/T.md", jump(example()))
    tracked.commit("Jump")
    assert "illegal-transition" not in rules(forgemd(tracked, "check", "--format", "json"))
    assert "illegal-transition" in rules(forgemd(tracked, "check", "--format", "json", "--base", "HEAD~1"))
    done = forgemd(tracked, "check", "--base", "no-such-rev")
    assert done.code == 2
    assert "no-such-rev" in done.err


def test_unborn_head_judges_the_state(repo: Repo) -> None:
    repo.write("T.md", TWICE)
    repo.git("add", "T.md")
    done = forgemd(repo, "check", "--format", "json")
    assert done.code == 1
    assert rules(done) == ["duplicate-id"]
    assert {skipped["why"] for skipped in done.json["not_run"] if skipped["rule"] == "illegal-transition"} == {
        "there is no commit yet to compare with"
    }


def test_no_repository_says_what_did_not_run(tmp_path_factory: pytest.TempPathFactory) -> None:
    directory = tmp_path_factory.mktemp("nowhere")
    (directory / "T.md").write_text(TWICE)
    done = forgemd(str(directory), "check", "T.md")
    assert done.code == 1
    assert done.out.count("there is no git repository") == 2
    names = ", ".join(name for name in ALL if REGISTRY[name].judges == "change" and REGISTRY[name].on)
    assert f"not run  {names}: " in done.out


@pytest.mark.parametrize(
    ("args", "expected"),
    [
        ((), 1),
        (("--select", "duplicate-id"), 1),
        (("--select", "ragged-row,stale-rollup"), 0),
        (("--ignore", "duplicate-id"), 0),
        (("--select", "ALL", "--ignore", "ALL"), 0),
        (("--fail-on", "never"), 0),
        (("--fail-on", "note"), 1),
    ],
)
def test_selection_and_threshold(repo: Repo, args: tuple[str, ...], expected: int) -> None:
    repo.write("T.md", TWICE)
    repo.commit("x")
    assert forgemd(repo, "check", *args).code == expected


def test_fail_on_warning(repo: Repo) -> None:
    repo.write("T.md", STALE)
    repo.commit("x")
    assert forgemd(repo, "check").code == 0
    assert forgemd(repo, "check", "--fail-on", "warning").code == 1
    repo.write(".forgemd.yaml", "fail_on: warning\n")
    assert forgemd(repo, "check").code == 1
    assert forgemd(repo, "check", "--fail-on", "error").code == 0


def test_the_configuration_weighs_and_the_command_line_overrules(repo: Repo) -> None:
    repo.write("T.md", TWICE)
    repo.write(".forgemd.yaml", "rules: {duplicate-id: off}\n")
    repo.commit("x")
    assert forgemd(repo, "check").code == 0
    assert forgemd(repo, "check", "--select", "duplicate-id").code == 1
    repo.write(".forgemd.yaml", "rules: {duplicate-id: note}\n")
    assert hold(forgemd(repo, "check", "--format", "json").json, "check")["summary"]["notes"] == 1


def test_an_unknown_rule_is_suggested(repo: Repo) -> None:
    done = forgemd(repo, "check", "--select", "duplicat-id")
    assert done.code == 2
    assert "did you mean duplicate-id" in done.err


def test_fix_writes_and_diff_does_not(repo: Repo) -> None:
    repo.write("T.md", STALE)
    repo.commit("x")
    done = forgemd(repo, "check", "--diff")
    assert done.code == 1
    assert "-| Hull | 2 | 0 | 1 |\n+| Hull | 2 | 1 | 1 |\n" in done.out
    assert repo.status() == ""
    assert "1 fixable with --fix" in forgemd(repo, "check").out
    done = forgemd(repo, "check", "--fix")
    assert (done.code, done.err) == (0, "1 fixed\n")
    assert repo.read("T.md").decode() == STALE.replace("| 0 | 1 |", "| 1 | 1 |")
    assert forgemd(repo, "check", "--diff") == Done(0, "", "")
    assert forgemd(repo, "check", "--fix").err == ""


def test_the_json_of_a_fix_can_be_applied(repo: Repo) -> None:
    repo.write("T.md", STALE)
    repo.commit("x")
    found = hold(forgemd(repo, "check", "--format", "json").json, "check")["diagnostics"]
    (edit,) = next(each["fix"]["edits"] for each in found if each["rule"] == "stale-rollup")
    rows = STALE.split("\n")
    row = rows[edit["line"] - 1]
    start, end = edit["column"] - 1, edit["end_column"] - 1
    assert row[start:end] == edit["old"]
    assert row[:start] + edit["new"] + row[end:] == "| Hull | 2 | 1 | 1 |"


def _directory(repo: Repo) -> None:
    os.unlink(repo.full("D.md"))
    os.mkdir(repo.full("D.md"))


def _binary(repo: Repo) -> None:
    repo.write("D.md", b"| a |\n|---|\n\0\n")


def _utf16(repo: Repo) -> None:
    repo.write("D.md", MINIMAL.encode("utf-16"))


def _conflict(repo: Repo) -> None:
    repo.write("D.md", MINIMAL + "<<<<<<< ours\n| A-3 | a | todo |\n=======\n| A-3 | b | done |\n>>>>>>> theirs\n")


def _socket(repo: Repo) -> None:
    here = os.getcwd()
    os.chdir(repo.path)
    try:
        with socket.socket(socket.AF_UNIX) as end:
            os.unlink("D.md")
            end.bind("D.md")
    finally:
        os.chdir(here)


def _pipe(repo: Repo) -> None:
    os.unlink(repo.full("D.md"))
    os.mkfifo(repo.full("D.md"))


def _gone(repo: Repo) -> None:
    os.unlink(repo.full("D.md"))


BAD = [
    pytest.param(_directory, ("D.md", "directory"), id="directory"),
    pytest.param(_binary, ("D.md:3", "NUL"), id="binary"),
    pytest.param(_utf16, ("D.md", "UTF-16", "iconv"), id="utf-16"),
    pytest.param(_conflict, ("D.md:5", "conflict markers"), id="conflict"),
    pytest.param(_socket, ("D.md", "no regular file"), id="unreadable"),
    pytest.param(_pipe, ("D.md", "no regular file"), id="pipe"),
    pytest.param(_gone, ("D.md", "no such file"), id="gone"),
]


@pytest.mark.parametrize("command", ["check", "explain"])
@pytest.mark.parametrize(("damage", "words"), BAD)
def test_a_file_that_is_no_text(repo: Repo, damage: object, words: tuple[str, ...], command: str) -> None:
    assert callable(damage)
    repo.write("D.md", MINIMAL)
    repo.commit("x")
    damage(repo)
    done = forgemd(repo, command, "D.md")
    assert "Traceback" not in done.err + done.out
    if damage is _conflict:
        assert done.code == (1 if command == "check" else 0)
        assert command == "explain" or "5:1  error  conflict-markers" in done.out
        return
    assert (done.code, done.out) == (2, "")
    for word in (*words, "hint:"):
        assert word in done.err


def test_a_staged_file_that_is_no_text_is_a_note(tracked: Repo) -> None:
    tracked.write("a:1.md", b"| x |\n\0\n")
    tracked.write("docs/T.md", example().replace("Update over the air", "Update over air"))
    tracked.add()
    done = forgemd(tracked, "check", "--staged", "--format", "json")
    assert done.code == 0
    (file,) = hold(done.json, "check")["unreadable"]
    assert file["path"] == "a:1.md"
    assert "not read  a:1.md: a NUL byte" in forgemd(tracked, "check", "--staged").out
    assert forgemd(tracked, "check", "--staged", "a:1.md").code == 2


def test_no_tracker_found(repo: Repo) -> None:
    repo.write("README.md", "# Nothing\n")
    repo.commit("x")
    done = forgemd(repo, "check")
    assert done.code == 2
    assert "no tracker found" in done.err


def test_no_repository_and_no_path(tmp_path_factory: pytest.TempPathFactory) -> None:
    done = forgemd(str(tmp_path_factory.mktemp("nowhere")), "check")
    assert done.code == 2
    assert "there is no git repository" in done.err


def test_an_unknown_configuration_key(tracked: Repo) -> None:
    tracked.write(".forgemd.yaml", "# ours\ntrakers: [docs/T.md]\n")
    done = forgemd(tracked, "check")
    assert done.code == 2
    for word in (".forgemd.yaml:2:1", "trakers", "trackers", "hint:"):
        assert word in done.err


def test_ignored_and_untracked_files_can_be_named(tracked: Repo) -> None:
    tracked.write(".gitignore", "I.md\n")
    for name in ("I.md", "U.md"):
        tracked.write(name, TWICE)
        assert rules(forgemd(tracked, "check", "--format", "json", name)) == ["duplicate-id"]
    assert forgemd(tracked, "check", "--format", "json").json["files"] == ["docs/T.md"]


def test_a_tracker_in_a_submodule_can_be_named(tracked: Repo, tmp_path_factory: pytest.TempPathFactory) -> None:
    inner = Repo.create(str(tmp_path_factory.mktemp("inner")))
    inner.write("S.md", TWICE)
    inner.commit("x")
    tracked.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", inner.path, "sub")
    tracked.commit("y")
    done = forgemd(tracked, "check", "--format", "json", "sub/S.md")
    assert done.code == 1, done.err
    assert rules(done) == ["duplicate-id"]
    assert "belongs to the repository in sub" in done.json["not_run"][0]["why"]
    assert "sub/S.md" not in forgemd(tracked, "check", "--format", "json").json["files"]


def test_two_tables_of_the_same_ids(repo: Repo) -> None:
    path = os.path.join(ROOT, "tests", "trackers", "two-tables-same-ids.md")
    shutil.copy(path, repo.full("T.md"))
    repo.commit("x")
    done = forgemd(repo, "check")
    assert done.code in (0, 1)
    assert "Traceback" not in done.err


def test_git_is_missing(tracked: Repo, tmp_path_factory: pytest.TempPathFactory) -> None:
    nothing = str(tmp_path_factory.mktemp("empty"))
    done = forgemd(tracked, "check", env={"PATH": nothing})
    assert done.code == 2
    assert "git was not found" in done.err
    named = forgemd(tracked, "check", "docs/T.md", env={"PATH": nothing})
    assert named.code == 0
    assert "git was not found" in named.out
    assert forgemd(tracked, "explain", "docs/T.md", env={"PATH": nothing}).code == 0


def test_bytes_that_are_no_utf8_stay_readable(repo: Repo) -> None:
    repo.write("T.md", TWICE.encode().replace(b"Mast", b"M\xe9t"))
    repo.commit("x")
    done = forgemd(repo, "check")
    assert done.code == 1
    assert "M\\udce9t" in done.out
