"""A register of many trackers' names knows what each of them knows, asked one by one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from forgemd.text import Source
from forgemd.tracker import Register, Tracker, read

NAMES = st.sampled_from(["1", "01", "#1", "7", "WS-1", "ws-01", "WS-7", "TASK-1", "P1-001", "p1-1", "P2-001", "T-1a"])
TRACKERS = st.lists(st.lists(NAMES, min_size=1, max_size=4), max_size=4)


def tracker(path: str, ids: list[str]) -> Tracker:
    rows = "".join(f"| {name} | Keel {at} | Todo |\n" for at, name in enumerate(ids))
    return read(Source(f"| ID | Task | Status |\n|---|---|---|\n{rows}", path))


@given(TRACKERS, NAMES)
def test_it_finds_what_asking_each_finds(files: list[list[str]], name: str) -> None:
    trackers = [tracker(f"docs/{at}.md", ids) for at, ids in enumerate(files)]
    each = [f"{other.path}#{task.id}" for other in trackers[1:] for task in other.find(name, whole=True)]
    assert sorted(Register(trackers).called(name, "docs/0.md")) == sorted(each)


def test_files_are_found_by_their_ends() -> None:
    register = Register([tracker("docs/RIG.md", ["P1-001"]), tracker("RIG.md", ["P1-002"])])
    found = {
        path: [sorted(ids) for ids in register.at(path)] for path in ("RIG.md", "docs/RIG.md", "IG.md", "./RIG.md")
    }
    both = [["P1-001"], ["P1-002"]]
    assert found == {"RIG.md": both, "docs/RIG.md": both[:1], "IG.md": [], "./RIG.md": both}
