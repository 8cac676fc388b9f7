"""The gate on merge commits: what a merge by rows makes passes, what loses or makes up anything does not."""

from __future__ import annotations

import json
import os
from typing import NamedTuple

import pytest

from forgemd.text import Source
from forgemd.tracker import Tracker, contained, read
from tests.merge.merging import merged
from tests.merge.model import Model, change, start
from tests.merge.trials import scene
from tests.shared import SHARED

BASE = start(warm=12)
OURS = change(BASE, [("status", 3, 0), ("title", 6, 1)], "a", 9000)
THEIRS = change(BASE, [("status", 8, 0), ("reviewer", 11, 1), ("add", 2, 0)], "b", 9001)
BOTH = merged(BASE.text(), OURS.text(), THEIRS.text()).source.text


def tracker(text: str) -> Tracker:
    return read(Source(text, "TASKS.md"))


def judged(ours: Model, theirs: Model, text: str) -> list[tuple[str, ...]]:
    parents = [tracker(ours.text()), tracker(theirs.text())]
    return [departure[:4] for departure in contained(parents, tracker(text), [tracker(BASE.text())])]


def last_entry(model: Model) -> str:
    return f"| {' | '.join(model.log[-1])} |\n"


# Examples


class Case(NamedTuple):
    """The good merge with one text put for another, and what is found in that."""

    old: str
    new: str
    found: list[tuple[str, ...]]


ENTRY = next(f"| {' | '.join(entry)} |\n" for entry in THEIRS.log if entry not in BASE.log)
NEW_ROW = next(line + "\n" for line in BOTH.split("\n") if "New by b" in line)
CASES = {
    "as it was merged": Case("", "", []),
    "their entry is gone": Case(ENTRY, "", [("lost", "entry", "P1-009", "")]),
    "their entry twice": Case(ENTRY, ENTRY * 2, [("doubled", "entry", "P1-009", "")]),
    "their new row is gone": Case(NEW_ROW, "", [("lost", "row", "P1-212", "")]),
    "our title is gone": Case("Retitled by a 1", "Build part 7", [("lost", "cell", "P1-007", "title")]),
    "our title is another": Case("Retitled by a 1", "Retitled", [("lost", "cell", "P1-007", "title")]),
    "a title that nobody wrote": Case("Build part 2 ", "Build it ", [("invented", "cell", "P1-002", "title")]),
    "a row that nobody wrote": Case(
        NEW_ROW,
        NEW_ROW + "| P1-777 | Out of thin air | 🔲 PENDING | - | - | - | - |\n",
        [("invented", "row", "P1-777", "")],
    ),
    "blanks mean nothing": Case("| Build part 2 ", "|   Build part 2   ", []),
    "an entry that nobody wrote": Case(
        ENTRY,
        ENTRY + "| 2025-02-09T00:00:00Z | P1-002 | PENDING | READY | eve | - |\n",
        [("invented", "entry", "p1-002", "")],
    ),
    "a note in the log of no task": Case(ENTRY, ENTRY + "| 2025-02-09T00:00:00Z | - | - | - | eve | Merged |\n", []),
}


def test_one_new_id_for_two_tasks_that_name_themselves() -> None:
    """Whoever merges gives one of them another id, in its title too: nothing is lost, and nothing made up."""
    head = "| ID | Task | Status |\n|---|---|---|\n| T-1 | Keel | todo |\n"
    ours, theirs = head + "| T-2 | T-2: mast | todo |\n", head + "| T-2 | T-2: sail | todo |\n"
    good = ours + "| T-3 | T-3: sail | todo |\n"
    parents, base = [tracker(ours), tracker(theirs)], [tracker(head)]
    assert contained(parents, tracker(good), base) == ()
    assert contained(parents, tracker(good)) == ()
    lost = contained(parents, tracker(ours), base)
    assert [departure[:3] for departure in lost] == [("lost", "row", "T-2")]
    other = contained(parents, tracker(ours + "| T-3 | T-3: oars | todo |\n"), base)
    assert {departure[:3] for departure in other} == {("lost", "row", "T-2"), ("invented", "row", "T-3")}


def test_a_new_id_takes_its_entries_along() -> None:
    head = "| ID | Task | Status |\n|---|---|---|\n| T-1 | Keel | todo |\n"
    log = "\n# Change Log\n\n| Date | Task | Old | New |\n|---|---|---|---|\n"
    mast, sail = "| 2026-05-01 | T-2 | - | todo |\n", "| 2026-05-02 | T-2 | - | todo |\n"
    parents = [
        tracker(f"{head}| T-2 | {title} | todo |\n{log}{entry}") for title, entry in (("Mast", mast), ("Sail", sail))
    ]
    both = f"{head}| T-2 | Mast | todo |\n| T-3 | Sail | todo |\n{log}{mast}"
    base = [tracker(head + log)]
    assert contained(parents, tracker(both + sail.replace("T-2", "T-3")), base) == ()
    assert [each[:3] for each in contained(parents, tracker(both), base)] == [("lost", "entry", "T-3")]


def test_a_column_that_is_read_otherwise_is_no_change() -> None:
    """Whether a column has paths or links depends on all its cells: a row that goes may turn it for the others."""
    head = "| Piece of work | Status | Documentation |\n|---|---|---|\n"
    keel, ribs, mast = (
        f"| Build the {name} | Done | {where} |\n"
        for name, where in (("keel", "`keel.md`"), ("ribs", "https://example.com/12"), ("mast", "-"))
    )
    base, *parents = map(tracker, (head + keel + ribs + mast, head + ribs + mast, head + keel + mast))
    assert base.tasks[0].layout.index("link") != parents[1].tasks[0].layout.index("link")
    assert contained(parents, tracker(head + mast), [base]) == ()


@pytest.mark.parametrize("name", CASES)
def test_case(name: str) -> None:
    case = CASES[name]
    assert case.old in BOTH
    assert judged(OURS, THEIRS, BOTH.replace(case.old, case.new, 1)) == case.found


def test_a_decision_that_the_log_tells_is_a_persons() -> None:
    ours = change(BASE, [("status", 3, 0)], "a", 9000)
    theirs = change(BASE, [("status", 3, 1)], "b", 9001)
    taken = ours.text().replace(last_entry(ours), last_entry(ours) + last_entry(theirs))
    told = "| 2025-02-09T00:00:00Z | P1-004 | READY | PENDING | merge | merge resolution |\n"
    before = next(line for line in BASE.text().split("\n") if line.startswith("| P1-004 |"))
    mine = next(line for line in taken.split("\n") if line.startswith("| P1-004 |"))
    # One side's row is a decision; the row as it was is one only if the log says so.
    assert judged(ours, theirs, taken) == []
    back = taken.replace(mine, before)
    assert ("lost", "cell", "P1-004", "status") in judged(ours, theirs, back)
    assert judged(ours, theirs, back.replace(last_entry(theirs), last_entry(theirs) + told)) == []


def test_a_new_id_that_both_gave_and_one_gave_up() -> None:
    ours, theirs = (change(BASE, [("collide", 0, how)], side, 9000) for side, how in (("a", 0), ("b", 1)))
    row = "| P1-900 | Fresh 0 | 🔲 PENDING | - | - | - | - |\n"
    assert row in ours.text()
    assert judged(ours, theirs, ours.text()) == [("lost", "row", "P1-900", "")]
    both = ours.text().replace(row, row + "| P1-901 | Fresh 1 | 🔲 PENDING | - | - | - | - |\n")
    assert judged(ours, theirs, both) == []


def test_without_a_common_ancestor_everything_has_to_be_there() -> None:
    parents = [tracker(OURS.text()), tracker(THEIRS.text())]
    assert contained(parents, tracker(BOTH)) == ()
    lost = {departure[:3] for departure in contained(parents, parents[0])}
    assert lost == {("lost", "row", "P1-212"), ("lost", "entry", "P1-009")}


def test_of_several_ancestors_each_has_to_agree() -> None:
    parents = [tracker(OURS.text()), tracker(THEIRS.text())]
    ours = tracker(OURS.text())
    assert contained(parents, ours, [tracker(BASE.text())])
    assert contained(parents, ours, [tracker(BASE.text()), tracker(THEIRS.text())]) == ()


def test_three_parents() -> None:
    third = change(BASE, [("status", 1, 0)], "c", 9002)
    text = merged(BASE.text(), BOTH, third.text()).source.text
    parents = [tracker(model.text()) for model in (OURS, THEIRS, third)]
    assert contained(parents, tracker(text), [tracker(BASE.text())]) == ()
    found = contained(parents, tracker(BOTH), [tracker(BASE.text())])
    assert {departure.kind for departure in found} == {"lost"}
    assert {departure.what for departure in found} == {"cell", "entry"}


def test_mended_on_one_side() -> None:
    """Emoji repaired in the whole file, log and all, and an entry that the other side wrote beside broken ones."""
    broken = [model.text().replace("✅", "âœ…").replace("step of", "ðŸ”² step of") for model in (BASE, THEIRS)]
    sound = BASE.text().replace("step of", "🔲 step of")
    result = merged(broken[0], sound, broken[1])
    assert result.conflicts == ()
    parents = [tracker(sound), tracker(broken[1])]
    assert contained(parents, tracker(result.source.text), [tracker(broken[0])]) == ()


# Laws


@pytest.mark.parametrize("seed", range(60))
def test_merges_pass_and_one_side_alone_does_not(seed: int) -> None:
    base, ours, theirs, _ = scene(seed)
    texts = base.text(), ours.text(), theirs.text()
    before, *parents = map(tracker, texts)
    result = merged(*texts)
    if not result.conflicts:
        assert contained(parents, tracker(result.source.text), [before]) == ()
    for side, other in ((0, theirs), (1, ours)):
        found = contained(parents, parents[side], [before])
        if set(other.log) - set((ours, theirs)[side].log):
            assert any(departure[:2] == ("lost", "entry") for departure in found)


# What people committed

UNFAITHFUL = {
    "GaryOcean428+pantheon-chat__e82f6de5": ("lost", "row"),
    "csuzngjh+principles__4550be2c~2": ("lost", "row"),
    "csuzngjh+principles__4550be2c~3": ("lost", "row"),
}
"""Merges that lost something: a list of issues that one side had written out, while the other moved it to another
page; a plan of which people took one side whole, twice."""


@pytest.mark.skipif(not SHARED, reason="the directory `shared` is not beside this checkout")
def test_merges_of_people() -> None:
    directory = os.path.join(str(SHARED), "merges")
    found: dict[str, set[tuple[str, str]]] = {}
    with open(os.path.join(directory, "MANIFEST.jsonl"), encoding="utf-8") as manifest:
        names = [json.loads(line)["dir"] for line in manifest]
    for name in names:
        base, ours, theirs, people = (
            tracker(text_of(os.path.join(directory, name, f"{version}.md")))
            for version in ("base", "ours", "theirs", "result")
        )
        for departure in contained([ours, theirs], people, [base]):
            found.setdefault(name, set()).add(departure[:2])
    assert found == {name: {kind} for name, kind in UNFAITHFUL.items()}


def text_of(path: str) -> str:
    with open(path, "rb") as file:
        return Source.decode(file.read()).text
