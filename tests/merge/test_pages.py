"""Every case of the pages in `pages/`: what two sides did to one file, and what that comes to."""

from __future__ import annotations

import os
import re
from typing import NamedTuple

import pytest

from forgemd.merge import Markers, Policy, Terms
from tests.merge.merging import merged

PAGES = os.path.join(os.path.dirname(__file__), "pages")


class Case(NamedTuple):
    """`ours`, `theirs` and `result` are whole files; `conflicts` as the page words them."""

    name: str
    base: str
    ours: str
    theirs: str
    result: str
    conflicts: list[str]
    policy: Policy


def cases() -> list[Case]:
    found = []
    for file in sorted(os.listdir(PAGES)):
        with open(os.path.join(PAGES, file), encoding="utf-8") as page:
            text = page.read()
        match = re.search(r"^````markdown\n(.*?)^````\n", text, re.MULTILINE | re.DOTALL)
        assert match is not None, file
        base = match[1]
        for part in re.split(r"^## ", text[match.end() :], flags=re.MULTILINE)[1:]:
            blocks = dict(re.findall(r"^````diff (\w+)\n(.*?)\n````$", part, re.MULTILINE | re.DOTALL))
            ours, theirs, result = (changed(base, blocks[name]) for name in ("ours", "theirs", "merged"))
            conflicts = re.findall(r"^Conflict: (.*)$", part, re.MULTILINE)
            policy: Policy = "safety" if "\nPolicy: safety\n" in part else "conflict"
            found.append(Case(f"{file}: {part.splitlines()[0]}", base, ours, theirs, result, conflicts, policy))
    return found


def changed(base: str, diff: str) -> str:
    """`base` with the hunks of `diff` done, which `@@` parts; each stands in one place only."""
    lines = base.split("\n")
    put: dict[int, list[str]] = {}
    gone = set()
    for hunk in diff.split("\n@@\n"):
        steps = hunk.split("\n")
        old = [step[1:] for step in steps if step[:1] != "+"]
        (at,) = (place for place in range(len(lines)) if lines[place : place + len(old)] == old)
        for step in steps:
            if step[:1] == "+":
                put.setdefault(at, []).append(step[1:])
                continue
            if step[:1] == "-":
                gone.add(at)
            at += 1
    result: list[str] = []
    for at, line in enumerate(lines):
        result += put.get(at, [])
        if at not in gone:
            result.append(line)
    return "\n".join(result + put.get(len(lines), []))


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)
def test_case(case: Case) -> None:
    result = merged(case.base, case.ours, case.theirs, terms=Terms(case.policy))
    assert not result.fell_back, result.notes
    words = [
        f"{conflict.kind}, {conflict.name}" + (f": {', '.join(conflict.columns)}" if conflict.columns else "")
        for conflict in result.conflicts
    ]
    assert words == case.conflicts
    assert result.source.text == case.result


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)
def test_sides_swapped(case: Case) -> None:
    result = merged(case.base, case.theirs, case.ours, terms=Terms(case.policy))
    if case.conflicts:
        assert len(result.conflicts) == len(case.conflicts)
        assert result.source.text == swapped(case.result)
    else:
        assert result.source.text == case.result


def swapped(text: str) -> str:
    """`text` with the sides of every conflict in it changed over."""
    pattern = re.compile(r"(<<<<<<< ours\n)(.*?)(\|\|\|\|\|\|\| base\n.*?=======\n)(.*?)(>>>>>>> theirs\n)", re.DOTALL)
    return pattern.sub(r"\1\4\3\2\5", text)


@pytest.mark.parametrize("case", [case for case in cases() if case.conflicts], ids=lambda case: case.name)
def test_an_ancestor_that_git_makes_up_has_no_markers(case: Case) -> None:
    result = merged(case.base, case.ours, case.theirs, markers=Markers(9, virtual=True), terms=Terms(case.policy))
    assert "<<<" not in result.source.text
    assert len(result.conflicts) == len(case.conflicts)
