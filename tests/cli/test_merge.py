"""`forgemd merge BASE OURS THEIRS`, as a process: files in, the result on stdout or in a file."""

from __future__ import annotations

import os

import pytest

from tests.cli.shapes import hold
from tests.e2e.program import Done, forgemd

BASE = """\
# Boats

| ID | Task | Status | Agent |
|---|---|---|---|
| A-1 | Keel | todo | - |
| A-2 | Mast | todo | - |
| A-3 | Sail | todo | - |

## Log

| Date | Task | Old | New | Agent |
|---|---|---|---|---|
"""


def status(text: str, task: str, word: str) -> str:
    """`text` with another status, and the entry that says so."""
    lines = text.split("\n")
    (at,) = (number for number, line in enumerate(lines) if line.startswith(f"| {task} |"))
    lines[at] = lines[at].replace("todo", word)
    return "\n".join(lines) + f"| 2026-01-0{task[-1]} | {task} | todo | {word} | x |\n"


OURS, THEIRS = status(BASE, "A-1", "doing"), status(BASE, "A-3", "blocked")
CLASH = status(BASE, "A-1", "blocked")


NAMES = ("base.md", "ours.md", "theirs.md")


class Bench:
    """A directory outside of any repository, and the three files in it."""

    def __init__(self, path: str) -> None:
        self.path = path

    def put(self, *contents: str | bytes) -> None:
        for name, content in zip(NAMES, contents, strict=True):
            with open(os.path.join(self.path, name), "wb") as file:
                file.write(content.encode("utf-8", "surrogateescape") if isinstance(content, str) else content)

    def merge(self, *args: str, env: dict[str, str] | None = None) -> Done:
        return forgemd(self.path, "merge", *NAMES, *args, env=env)

    def read(self, name: str = "ours.md") -> str:
        with open(os.path.join(self.path, name), "rb") as file:
            return file.read().decode("utf-8", "surrogateescape")


@pytest.fixture
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    return Bench(str(tmp_path_factory.mktemp("bench")))


def test_both_sides_on_stdout(bench: Bench) -> None:
    bench.put(BASE, OURS, THEIRS)
    done = bench.merge()
    assert (done.code, done.err) == (0, "")
    assert done.out == OURS.replace("| A-3 | Sail | todo |", "| A-3 | Sail | blocked |") + (
        "| 2026-01-03 | A-3 | todo | blocked | x |\n"
    )
    assert bench.read() == OURS


def test_a_conflict_around_one_row(bench: Bench) -> None:
    bench.put(BASE, OURS, CLASH)
    done = bench.merge("-L", "main", "-L", "old", "-L", "topic", "--marker-size", "9")
    assert done.code == 1
    clash = "<<<<<<<<< main\n| A-1 | Keel | doing | - |\n||||||||| old\n| A-1 | Keel | todo | - |\n=========\n"
    assert clash + "| A-1 | Keel | blocked | - |\n>>>>>>>>> topic\n| A-2 | Mast | todo | - |\n" in done.out
    assert done.err == "ours.md: conflict: A-1: both sides changed Status\n"


def test_into_a_file_ours_too(bench: Bench) -> None:
    bench.put(BASE, OURS, THEIRS)
    assert (bench.merge("-o", "new.md").out, bench.read()) == ("", OURS)
    assert bench.merge("-o", "ours.md").code == 0
    assert bench.read() == bench.read("new.md") != OURS
    assert sorted(os.listdir(bench.path)) == ["base.md", "new.md", "ours.md", "theirs.md"]


def test_dry_run_shows_what_would_become_of_ours(bench: Bench) -> None:
    bench.put(BASE, OURS, THEIRS)
    done = bench.merge("-o", "ours.md", "--dry-run")
    assert (done.code, bench.read()) == (0, OURS)
    changed = [line for line in done.out.split("\n")[2:] if line[:1] in "+-"]
    assert [line for line in changed if line] == [
        "-| A-3 | Sail | todo | - |",
        "+| A-3 | Sail | blocked | - |",
        "+| 2026-01-03 | A-3 | todo | blocked | x |",
    ]


def test_as_json(bench: Bench) -> None:
    bench.put(BASE, OURS, CLASH)
    done = bench.merge("--format", "json")
    value = hold(done.json, "merge")
    assert (done.code, value["clean"], value["as_text"], value["written"]) == (1, False, False, False)
    conflict = {"kind": "cell", "name": "A-1", "why": "both sides changed Status", "columns": ["Status"]}
    assert value["conflicts"] == [conflict]
    assert value["text"] == bench.merge().out
    value = hold(bench.merge("--format", "json", "-o", "ours.md", "--dry-run").json, "merge")
    assert "text" not in value
    assert "+<<<<<<< ours" in value["diff"]


@pytest.mark.parametrize("how", ["option", "configuration"])
def test_trouble_wins_where_the_policy_says_so(bench: Bench, how: str) -> None:
    bench.put(BASE, OURS, CLASH)
    option = ["--policy", "safety"] if how == "option" else []
    if how == "configuration":
        with open(os.path.join(bench.path, ".forgemd.yaml"), "w", encoding="utf-8") as file:
            file.write("merge: {policy: safety}\n")
    done = bench.merge(*option)
    assert (done.code, "| A-1 | Keel | blocked | - |" in done.out) == (0, True)
    assert "merge" in done.out.split("\n")[-2]
    assert done.err == "ours.md: A-1: blocked won over doing, as the policy says\n"
    assert bench.merge("--policy", "conflict").code == 1


def test_markers_in_a_side_and_broken_bytes(bench: Bench) -> None:
    torn = "<<<<<<< a\n1\n=======\n2\n>>>>>>> b\n"
    bench.put(BASE + "\udcff\n", OURS + "\udcff\n", torn + BASE + "\udcff\n")
    done = bench.merge("-o", "ours.md")
    assert (done.code, bench.read()) == (0, torn + OURS + "\udcff\n")
    assert "merged as text: their side has conflict markers in it" in done.err


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ([], "three files are merged, and 0 are named"),
        (["base.md", "ours.md"], "and 2 are named"),
        (["base.md", "no.md", "theirs.md"], "no.md: no such file"),
        (["base.md", ".", "theirs.md"], "this is a directory"),
        (["base.md", "ours.md", "theirs.md", "-L", "a\nb"], "a control character"),
        (["base.md", "ours.md", "theirs.md", *("-L", "a") * 4], "three names"),
        (["base.md", "ours.md", "theirs.md", "-o", "no/such"], "cannot be written"),
        (["base.md", "ours.md", "theirs.md", "--marker-size", "0"], "marker-size"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_cannot_be(bench: Bench, files: list[str], words: str) -> None:
    bench.put(BASE, OURS, THEIRS)
    done = forgemd(bench.path, "merge", *files)
    assert (done.code, done.out) == (2, "")
    assert words in done.err


def test_a_file_that_is_no_text(bench: Bench) -> None:
    bench.put(BASE, OURS, b"\0")
    done = bench.merge("-o", "ours.md")
    assert (done.code, bench.read()) == (2, OURS)
    assert "theirs.md:1: a NUL byte" in done.err
