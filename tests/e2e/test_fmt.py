"""`forgemd fmt`, as a process."""

from __future__ import annotations

import os

from tests.cli.shapes import hold
from tests.e2e.program import forgemd
from tests.gitrepo import Repo

LOOSE = (
    "# T\n\n| ID | Task | Status |\n|---|:-:|--:|\n| A-1 | Keel | ✅ Done |\n| A-22 | 龍骨 | todo |\n\nText | stays.\n"
)
ALIGNED = (
    "# T\n\n| ID   | Task |  Status |\n|------|:----:|--------:|\n"
    "| A-1  | Keel | ✅ Done |\n| A-22 | 龍骨 |    todo |\n\nText | stays.\n"
)


def test_tables_are_aligned_and_nothing_else(repo: Repo) -> None:
    repo.write("T.md", LOOSE)
    repo.commit("x")
    assert forgemd(repo, "fmt", "--check").code == 1
    assert repo.read("T.md").decode() == LOOSE
    shown = forgemd(repo, "fmt", "--diff", "T.md")
    assert shown.code == 1
    assert "+| A-22 | 龍骨 |" in shown.out
    tried = forgemd(repo, "fmt", "--dry-run", "T.md")
    assert (tried.code, tried.out) == (0, shown.out)
    assert repo.read("T.md").decode() == LOOSE
    assert forgemd(repo, "fmt").code == 0
    after = repo.read("T.md").decode()
    assert after == ALIGNED
    assert forgemd(repo, "fmt", "--check").code == 0
    assert forgemd(repo, "fmt").out == "T.md: as it was\n"
    assert repo.read("T.md").decode() == after


def test_line_endings_stay(repo: Repo) -> None:
    repo.write("T.md", LOOSE.replace("\n", "\r\n").removesuffix("\r\n"))
    assert forgemd(repo, "fmt", "T.md").code == 0
    raw = repo.read("T.md")
    assert raw.count(b"\r\n") == raw.count(b"\n")
    assert not raw.endswith(b"\n")


def test_the_json_is_what_its_schema_says(repo: Repo) -> None:
    repo.write("T.md", LOOSE)
    for options in (("--diff",), ("--check",), ()):
        done = forgemd(repo, "fmt", "T.md", *options, "--format", "json")
        hold(done.json, "fmt")
        assert done.json["files"] == [{"path": "T.md", "changed": True}]
    assert done.json["written"] is True


def test_no_such_file(repo: Repo) -> None:
    done = forgemd(repo, "fmt", "nothing.md")
    assert done.code == 2
    assert "no such file" in done.err
    assert not os.path.exists(repo.full("nothing.md"))
