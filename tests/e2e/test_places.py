"""Trackers that are new, renamed, deleted, linked, in conflict: what is committed, and what is said."""

from __future__ import annotations

import os

import pytest

from tests.e2e.example import PATH, committed, edit, example, hook, logged, swap
from tests.e2e.program import Done, forgemd
from tests.gitrepo import Repo


def subject(repo: Repo) -> str:
    return repo.git("log", "-1", "--format=%s")


def explained(done: Done, *words: str) -> None:
    """It ended as something that its user can mend."""
    assert done.code == 2, done.out + done.err
    for word in (*words, "hint:"):
        assert word in done.err, done.err


@pytest.mark.parametrize(
    "path", ["a b.md", "-dash.md", ":colon.md", "*.md", "ünï/täsk 文.md", "q\"uo'te.md", "two\nlines.md"]
)
def test_any_path_goes(repo: Repo, path: str) -> None:
    committed(repo, path)
    edit(repo, "P1-010", "PENDING", "READY", path)
    assert forgemd(repo, "commit").code == 0
    assert forgemd(repo, "set", "P1-010=ASSIGNED", "--tracker", path).code == 0
    done = forgemd(repo, "commit", "--", path)
    assert done.code == 0, done.err
    assert subject(repo) == "status: P1-010 → ASSIGNED"
    assert repo.status() == ""
    assert len([line for line in done.out.split("\n") if line and not line.startswith((" ", "["))]) == 1


@pytest.mark.parametrize("stage", [True, False], ids=["edit staged", "edit in the work tree"])
def test_a_rename_is_committed_whole(repo: Repo, stage: bool) -> None:
    committed(repo)
    repo.git("mv", PATH, "NEW.md")
    edit(repo, "P1-010", "PENDING", "READY", "NEW.md")
    if stage:
        repo.add("NEW.md")
    done = forgemd(repo, "commit")
    assert done.code == 0, done.err
    assert f"NEW.md  (was {PATH})" in done.out
    assert subject(repo) == "status: P1-010 → READY"
    assert repo.git("ls-tree", "--name-only", "HEAD") == "NEW.md"
    assert repo.status() == ""


def test_a_rename_alone_is_a_commit_too(repo: Repo) -> None:
    committed(repo)
    repo.git("mv", PATH, "NEW.md")
    assert forgemd(repo, "commit").code == 0
    assert subject(repo) == f"tracker: rename {PATH} → NEW.md"
    assert repo.blob("NEW.md") == example().encode()
    assert repo.status() == ""


def test_who_names_the_old_path_is_told_the_new_one(repo: Repo) -> None:
    committed(repo)
    repo.git("mv", PATH, "NEW.md")
    explained(forgemd(repo, "commit", PATH), "this is NEW.md now", "forgemd commit NEW.md")


def test_a_staged_mode_chooses_no_part_of_the_edits(repo: Repo) -> None:
    committed(repo)
    repo.git("update-index", "--chmod=+x", PATH)
    os.chmod(repo.full(PATH), 0o755)
    edit(repo, "P1-010", "PENDING", "READY")
    assert forgemd(repo, "commit").code == 0
    assert subject(repo) == "status: P1-010 → READY"
    assert repo.git("ls-tree", "HEAD", PATH).startswith("100755")
    assert repo.status() == ""


@pytest.mark.parametrize("args", [(), (PATH,)], ids=["found", "named"])
def test_a_deleted_tracker_is_said_to_be_deleted(repo: Repo, args: tuple[str, ...]) -> None:
    committed(repo)
    os.unlink(repo.full(PATH))
    explained(forgemd(repo, "commit", *args), PATH, "deleted", "git commit")


@pytest.mark.parametrize("args", [(), (PATH,)], ids=["found", "named"])
def test_a_tracker_out_of_the_index_is_no_conflict(repo: Repo, args: tuple[str, ...]) -> None:
    committed(repo)
    repo.git("rm", "--quiet", "--cached", PATH)
    done = forgemd(repo, "commit", *args)
    explained(done, "taken out of the index", f"git add {PATH}")
    assert "checkout" not in done.err, "the file is there, and that would overwrite it"


def test_a_deleted_tracker_does_not_keep_others_from_being_committed(repo: Repo) -> None:
    committed(repo)
    repo.write("other.md", example().replace("P1-", "P2-"))
    repo.commit("Add another")
    os.unlink(repo.full(PATH))
    edit(repo, "P2-010", "PENDING", "READY", "other.md")
    done = forgemd(repo, "commit")
    assert done.code == 0
    assert f"{PATH} was deleted and is left alone" in done.err
    assert subject(repo) == "status: P2-010 → READY"
    assert repo.status() == f" D {PATH}"


def test_a_link_is_no_second_tracker(repo: Repo) -> None:
    repo.write(f"docs/{PATH}", example())
    os.symlink(f"docs/{PATH}", repo.full("T.md"))
    repo.commit("Add the tracker and a link to it")
    assert forgemd(repo, "set", "P1-010=READY").code == 0
    assert forgemd(repo, "set", "P1-011=READY", "--tracker", "T.md").code == 0
    assert forgemd(repo, "commit", "T.md").code == 0
    assert os.path.islink(repo.full("T.md"))
    assert logged(repo.blob(f"docs/{PATH}"), "P1-011") == 1
    assert repo.status() == ""


def test_a_link_that_leads_out_is_no_unchanged_tracker(repo: Repo, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("outside") / "x.md"
    outside.write_text(example(), encoding="utf-8")
    os.symlink(outside, repo.full("T.md"))
    repo.commit("Link")
    done = forgemd(repo, "commit", "T.md")
    assert done.code == 2
    assert "outside the repository" in done.err
    assert forgemd(repo, "set", "P1-010=READY", "--tracker", "T.md").code == 2
    assert outside.read_text(encoding="utf-8") == example()


def test_set_does_not_reach_into_a_submodule(repo: Repo, tmp_path_factory: pytest.TempPathFactory) -> None:
    inner = committed(Repo.create(str(tmp_path_factory.mktemp("inner"))))
    repo.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", inner.path, "mod")
    done = forgemd(repo, "set", "P1-010=READY", "--tracker", f"mod/{PATH}")
    explained(done, "submodule mod", "forgemd -C mod set")
    assert repo.read(f"mod/{PATH}") == example().encode()


def test_conflict_markers_are_named_by_set_too(repo: Repo) -> None:
    committed(repo)
    edit(repo, "P1-010", "PENDING", "READY")
    repo.git("stash")
    edit(repo, "P1-010", "PENDING", "BLOCKED")
    repo.commit("Block it")
    assert repo.run("stash", "pop").returncode
    before = repo.read(PATH)
    explained(forgemd(repo, "set", "P1-011=READY"), "conflict markers")
    explained(forgemd(repo, "commit"), "conflict", f"git add {PATH}")
    assert repo.read(PATH) == before


def test_line_endings_that_git_converts_make_no_second_commit(repo: Repo) -> None:
    repo.git("config", "core.autocrlf", "true")
    repo.write(PATH, example().replace("\n", "\r\n"))
    repo.commit("Add the tracker")
    assert forgemd(repo, "set", "P1-010=READY", "--commit").code == 0
    head, before = repo.head(), repo.read(PATH)
    later = {"FORGEMD_NOW": "2027-01-01T00:00:00Z"}
    done = forgemd(repo, "set", "P1-010=READY", "--commit", env=later)
    assert (done.code, repo.head(), repo.read(PATH)) == (0, head, before)
    assert "already READY" in done.out
    assert "nothing to commit" in done.out
    assert b"\n" not in before.replace(b"\r\n", b"")


def test_what_git_is_told_not_to_see_is_not_committed_unlogged(repo: Repo) -> None:
    committed(repo)
    repo.git("update-index", "--skip-worktree", PATH)
    edit(repo, "P1-010", "PENDING", "READY")
    assert forgemd(repo, "set", "P1-011=READY", "--commit").code == 0
    assert [logged(repo.blob(PATH), task) for task in ("P1-010", "P1-011")] == [1, 1]


def test_a_hook_that_changes_the_index_does_not_roll_the_file_back(repo: Repo) -> None:
    committed(repo)
    edit(repo, "P1-010", "PENDING", "READY")
    hook(
        repo,
        "pre-commit",
        f"oid=$( (git show :{PATH}; echo more) | git hash-object -w --stdin)\n"
        f"git update-index --cacheinfo 100644,$oid,{PATH}",
    )
    done = forgemd(repo, "commit")
    assert (done.code, "a hook changed this file" in done.err) == (2, True)
    assert repo.read(PATH) + b"more\n" == repo.blob(PATH)
    assert logged(repo.read(PATH), "P1-010") == 1


def test_a_hook_that_rewrites_and_refuses_is_told_of(repo: Repo) -> None:
    committed(repo)
    edit(repo, "P1-010", "PENDING", "READY")
    hook(repo, "pre-commit", f"echo more >> {PATH}; exit 1")
    done = forgemd(repo, "commit")
    assert done.code == 1
    assert f"{PATH} was changed meanwhile and keeps what forgemd wrote" in done.err
    os.unlink(repo.full(".git/hooks/pre-commit"))
    assert forgemd(repo, "commit").code == 0
    assert logged(repo.blob(PATH), "P1-010") == 1
    assert repo.blob(PATH).endswith(b"more\n")


RELAXED = [
    "rules: {illegal-transition: off}\n",
    "rules: {illegal-transition: warning}\n",
    "workflow: lenient\n",
    "select: [bad-date]\n",
    f"exclude: [{PATH}]\n",
    "trackers: [other.md]\n",
]


@pytest.mark.parametrize("config", RELAXED)
@pytest.mark.parametrize("staged", [True, False], ids=["staged", "untracked"])
def test_rules_cannot_be_relaxed_by_what_they_judge(repo: Repo, config: str, staged: bool) -> None:
    committed(repo)
    edit(repo, "P1-010", "PENDING", "DONE")
    before = repo.read(PATH)
    repo.write(".forgemd.yaml", config)
    if staged:
        repo.add(".forgemd.yaml")
    done = forgemd(repo, "commit")
    assert (done.code, "illegal-transition" in done.out) == (1, True), done.out + done.err
    assert "HEAD has" in done.err
    assert repo.read(PATH) == before
    repo.git("checkout", "--quiet", PATH)
    if "exclude" not in config and "trackers" not in config:
        assert forgemd(repo, "set", "P1-010=DONE").code == 1


def test_rules_that_are_committed_count(repo: Repo) -> None:
    repo.write(".forgemd.yaml", "workflow: lenient\n")
    committed(repo)
    edit(repo, "P1-010", "PENDING", "DONE")
    assert forgemd(repo, "commit").code == 0


def test_a_configuration_with_mistakes_can_be_mended(repo: Repo) -> None:
    repo.write(".forgemd.yaml", "colums: {}\n")
    committed(repo)
    repo.write(".forgemd.yaml", "columns: {}\n")
    edit(repo, "P1-010", "PENDING", "READY")
    assert forgemd(repo, "commit").code == 0


def test_a_pyproject_at_head_judges_though_a_yaml_file_is_put_beside_it(repo: Repo) -> None:
    repo.write("pyproject.toml", '[tool.forgemd]\nworkflow = "strict"\n')
    repo.write("T.md", "| ID | Task | Status |\n|---|---|---|\n| A-1 | Keel | PENDING |\n| A-2 | Ribs | DONE |\n")
    repo.commit("Add the tracker")
    repo.write(".forgemd.yaml", "workflow: lenient\n")
    swap(repo, "PENDING", "DONE", "T.md")
    assert forgemd(repo, "commit").code == 1
