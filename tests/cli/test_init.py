"""`forgemd init`: a configuration where one is needed, and none where none is."""

from __future__ import annotations

import os

from forgemd.config import load
from tests.cli.shapes import hold
from tests.e2e.program import forgemd
from tests.gitrepo import Repo
from tests.tracker.build import table

CLEAR = table("ID | Task | Status", "A-1 | Keel | Done", "A-2 | Ribs | Todo")
UNCLEAR = table("ID | Task | Status", "A-1 | Keel | Varnished", 'A-2 | "Ribs" | Done', "A-3 | Mast | var:nished # 2")


def test_nothing_is_written_where_nothing_is_needed(repo: Repo) -> None:
    repo.write("T.md", CLEAR)
    repo.commit("Add")
    done = forgemd(repo, "init")
    assert (done.code, done.out) == (0, "T.md: 2 tasks\nno configuration is needed, and none was written\n")
    assert not os.path.exists(repo.full(".forgemd.yaml"))
    found = hold(forgemd(repo, "init", "--format", "json").json, "init")
    assert (found["written"], found["path"], found["trackers"]) == (False, None, [{"path": "T.md", "tasks": 2}])


def test_what_only_a_person_can_say(repo: Repo) -> None:
    repo.write("T.md", UNCLEAR)
    repo.commit("Add")
    dry = forgemd(repo, "init", "--dry-run")
    assert "+++ b/.forgemd.yaml" in dry.out
    assert not os.path.exists(repo.full(".forgemd.yaml"))
    found = hold(forgemd(repo, "init", "--format", "json").json, "init")
    assert repo.read(".forgemd.yaml").decode() == found["text"]
    assert '#   "Varnished": unknown  # T.md:3' in found["text"]
    assert load(".forgemd.yaml", found["text"].encode()).statuses == {}
    assert forgemd(repo, "check").code == 0


def test_without_its_number_signs_it_is_in_force(repo: Repo) -> None:
    repo.write("T.md", UNCLEAR)
    repo.commit("Add")
    forgemd(repo, "init")
    text = repo.read(".forgemd.yaml").decode()
    commented = text[text.index("# statuses:") :]
    repo.write(
        ".forgemd.yaml", commented.replace("# statuses", "statuses").replace("#   ", "  ").replace("unknown", "active")
    )
    statuses = forgemd(repo, "explain", "T.md", "--format", "json").json["files"][0]["statuses"]
    assert {(word["code"], word["category"], word["how"]) for word in statuses} == {
        ("Varnished", "active", "configured"), ("Done", "done", "word"), ("var", "active", "configured"),
    }  # fmt: skip


def test_a_column_of_statuses_is_named(repo: Repo) -> None:
    repo.write("T.md", "| ID | Task | Phase |\n|---|---|---|\n| A-1 | Keel | done |\n| A-2 | Ribs | todo |\n")
    repo.commit("Add")
    assert forgemd(repo, "init", "T.md").code == 0
    assert load(".forgemd.yaml", repo.read(".forgemd.yaml")).columns == {"Phase": "status"}
    assert "1 done, 1 todo" in forgemd(repo, "status").out


def test_paths_are_the_trackers(repo: Repo) -> None:
    repo.write("T.md", CLEAR)
    repo.write("docs/U.md", CLEAR)
    repo.commit("Add")
    assert forgemd(repo, "init", "docs/U.md").code == 0
    assert load(".forgemd.yaml", repo.read(".forgemd.yaml")).trackers == ("docs/U.md",)
    assert "T.md" not in forgemd(repo, "status").out


def test_a_configuration_is_never_touched(repo: Repo) -> None:
    repo.write("T.md", UNCLEAR)
    repo.commit("Add")
    for name, text in ((".forgemd.yaml", "fail_on: note\n"), ("pyproject.toml", "[tool.forgemd]\nfail_on = 'note'\n")):
        repo.write(name, text)
        done = forgemd(repo, "init")
        assert (done.code, "is kept" in done.err) == (2, True)
        assert repo.read(name).decode() == text
        os.unlink(repo.full(name))


def test_no_tracker_is_an_error(repo: Repo) -> None:
    repo.write("README.md", "# Nothing\n")
    repo.commit("Add")
    assert forgemd(repo, "init").code == 2
