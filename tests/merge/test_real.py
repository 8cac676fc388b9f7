"""Merges that people made in public repositories, made again: what they kept has to be there."""

from __future__ import annotations

import json
import os
from itertools import pairwise
from typing import Any

import pytest

from forgemd.markdown import Row
from forgemd.text import Source
from forgemd.tracker import read
from tests.merge.merging import merge_text, merged
from tests.shared import SHARED

MERGES = os.path.join(SHARED, "merges") if SHARED else ""

CONFLICTS = {
    "0xPolygon+kurtosis-cdk__26adf30f": "of one row one side raised a version, the other set the status: together they "
    "said that a version is deprecated which people called the latest",
    "0xPolygon+kurtosis-cdk__b94bba09": "both sides set the version of one component",
    "Euda1mon1a+Autonomous-Assignment-Program-Manager__dc11f926": "a date in prose, with a remark on one side",
    "GaryOcean428+pantheon-chat__8ca0c30d": "one side rewrote the end of the page, the other set its date",
    "GaryOcean428+pantheon-chat__a3d696ed": "one issue as #78 and as a link to it: two ways to write one id",
    "GaryOcean428+pantheon-chat__e82f6de5": "one side moved a list to another page, the other wrote it out",
    "SpillwaveSolutions+wiki_ticket_sdd__687eea38": "a checksum and a time of generation in front matter",
    "csuzngjh+principles__4550be2c": "a plan written anew on both sides; people took one side whole",
    "csuzngjh+principles__4550be2c~2": "a plan written anew on both sides; people took one side whole",
    "csuzngjh+principles__4550be2c~3": "a plan written anew on both sides; people took one side whole",
}
"""Merges that stay in conflict, and what a person had to decide there. Git has conflicts in each of them."""

AS_PEOPLE = {
    "0xPolygon+kurtosis-cdk__f048211a": "rows next to each other, and one of which a side did all that the other did "
    "and more",
    "Priivacy-ai+spec-kitty__b12f0193": "a new section on both sides, to which one added a line",
    "Priivacy-ai+spec-kitty__b12f0193~2": "a new section on both sides, to which one added a line",
}
"""Merges in which git has conflicts and the rows have none, and that come to what people made of them."""

DIFFERENT = {
    "0xPolygon+kurtosis-cdk__7a51db6b": "people took the lines of both sides, and have one component twice",
    "0xPolygon+kurtosis-cdk__008266c8": "people also indented the table of contents, as neither side had it",
    "0xPolygon+kurtosis-cdk__9668fa75": "people also took back a version that one side had raised",
}
"""Merges without a conflict whose result is not that of people."""

LEFT_OUT = {
    "0xPolygon+kurtosis-cdk__9668fa75": "the row as it was before one side changed it: people went back to it",
    "csuzngjh+principles__4550be2c": "people took one side whole, with the sections that the other had removed "
    "and that the first had not touched since: a removal, and git makes it too",
}
"""Merges whose result has lines that people kept and the merge leaves out."""

ALL: list[dict[str, Any]] = []
if MERGES:
    with open(os.path.join(MERGES, "MANIFEST.jsonl"), encoding="utf-8") as manifest:
        ALL = [json.loads(line) for line in manifest]

pytestmark = pytest.mark.skipif(not MERGES, reason="the directory `shared` is not beside this checkout")


def texts(name: str) -> list[str]:
    return [source(os.path.join(MERGES, name, f"{version}.md")) for version in ("base", "ours", "theirs", "result")]


@pytest.mark.parametrize("entry", ALL, ids=lambda entry: entry["dir"])
def test_as_people_merged(entry: dict[str, Any]) -> None:
    base, ours, theirs, people = texts(entry["dir"])
    result = merged(base, ours, theirs)
    assert not result.fell_back, result.notes
    assert bool(result.conflicts) == (entry["dir"] in CONFLICTS)
    if result.conflicts:
        assert entry["git_conflicts"], "a conflict where git has none"
        assert len(result.conflicts) <= merge_text(base, ours, theirs, 7)[1]
    else:
        assert (result.source.text == people) != (entry["dir"] in DIFFERENT)
    kept = lines(people) & (lines(ours) | lines(theirs))
    assert bool(kept - lines(result.source.text)) == (entry["dir"] in LEFT_OUT)


@pytest.mark.parametrize("entry", ALL, ids=lambda entry: entry["dir"])
def test_sides_swapped(entry: dict[str, Any]) -> None:
    base, ours, theirs, _ = texts(entry["dir"])
    one, other = merged(base, ours, theirs), merged(base, theirs, ours)
    assert sorted(one.conflicts) == sorted(other.conflicts)
    if not one.conflicts:
        assert one.source.text == other.source.text


def test_git_needed_a_person_more_often() -> None:
    """Of the 16 merges that git left to people six are merged; no other merge became harder."""
    stuck = {entry["dir"] for entry in ALL if entry["git_conflicts"]}
    assert stuck - CONFLICTS.keys() == {*AS_PEOPLE, *DIFFERENT}
    assert not CONFLICTS.keys() - stuck


def lines(text: str) -> set[str]:
    """What stands on its lines: rows, items, entries, prose."""
    return {line.strip() for line in text.replace("\r", "\n").split("\n") if line.strip()}


def steps() -> list[tuple[str, str]]:
    """From every history of a tracker some commits: the file before and after."""
    history = os.path.join(SHARED, "history") if SHARED else ""
    found = []
    for name in sorted(os.listdir(history)) if history else ():
        directory = os.path.join(history, name)
        versions = sorted(os.listdir(directory)) if os.path.isdir(directory) else []
        pairs = [(os.path.join(name, one), os.path.join(name, other)) for one, other in pairwise(versions)]
        found += pairs[:: max(1, len(pairs) // 3)]
    return found


@pytest.mark.parametrize("step", steps(), ids=lambda step: step[1])
def test_a_word_beside_what_people_committed(step: tuple[str, str]) -> None:
    """Somebody adds a word to a title while others make a commit that they really made."""
    base, ours = (source(os.path.join(str(SHARED), "history", path)) for path in step)
    cells = [
        cell
        for task in read(Source(base)).tasks
        if isinstance(task.row, Row) and (cell := task.row.cell(task.layout.title_at)) is not None and task.title
    ]
    if not cells or base == ours:
        pytest.skip("nothing to change here")
    end = cells[len(cells) // 2].span.end
    theirs = base[:end] + " besides" + base[end:]
    result = merged(base, ours, theirs)
    assert not result.fell_back, result.notes
    assert "besides" in result.source.text
    assert not result.conflicts or merge_text(base, ours, theirs, 7)[1]


def source(path: str) -> str:
    with open(path, "rb") as file:
        return Source.decode(file.read()).text
