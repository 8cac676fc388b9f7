"""The merge on whole files: bytes that nobody touched, line endings, broken text, garbage, many agents, size."""

from __future__ import annotations

import os
import random
import re
import time
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forgemd.errors import GitError
from forgemd.markdown import Row, find_conflicts
from forgemd.merge import merge
from forgemd.text import Source, repair
from forgemd.tracker import read
from tests.merge.merging import merge_text, merged
from tests.merge.model import NEXT, Model, change, start
from tests.merge.test_laws import log_of, rows_of, wrong_figures
from tests.shared import ROOT

TRACKERS = os.path.join(ROOT, "tests", "trackers")
FILES = sorted(name for name in os.listdir(TRACKERS) if name.endswith(".md"))
BASE = start(warm=12)
OURS = change(BASE, [("status", 3, 0), ("title", 6, 1)], "a", 9000)
THEIRS = change(BASE, [("status", 8, 0), ("reviewer", 11, 1)], "b", 9001)
TEXTS = (BASE.text(), OURS.text(), THEIRS.text())


def text_of(path: str) -> str:
    with open(path, "rb") as file:
        return Source.decode(file.read()).text


# Bytes


@pytest.mark.parametrize("name", FILES)
def test_who_changed_nothing_changes_nothing(name: str) -> None:
    text = text_of(os.path.join(TRACKERS, name))
    other = text.replace("e", "E", 3) + "\nmore\n"
    for ours, theirs in ((other, text), (text, other), (other, other)):
        assert merged(text, ours, theirs).source.text == other


@pytest.mark.parametrize("name", [name for name in FILES if name != "conflict.md"])
def test_two_rows_of_any_tracker(name: str) -> None:
    """A word more in the first row, another in the last: both, and every other byte as it was."""
    text = text_of(os.path.join(TRACKERS, name))
    rows = [
        (task.row, task.layout)
        for task in read(Source(text)).tasks
        if isinstance(task.row, Row) and task.layout.title_at >= 0 and task.title
    ]
    ends = [row.cells[layout.title_at].span.end for row, layout in rows]
    if len(rows) < 2 or ends[0] == ends[-1]:
        return
    ours, theirs = (text[:at] + " more" + text[at:] for at in (ends[0], ends[-1]))
    both = text[: ends[0]] + " more" + text[ends[0] : ends[-1]] + " more" + text[ends[-1] :]
    if rows[0][1].id_at < 0 or rows[-1][1].id_at < 0:
        return
    result = merged(text, ours, theirs)
    assert (result.source.text, result.conflicts) == (both, ())


def test_the_seed_keeps_its_broken_bytes(shared: str) -> None:
    (name,) = (name for name in os.listdir(os.path.join(shared, "seeds")) if name.startswith("003"))
    text = text_of(os.path.join(shared, "seeds", name))
    (pending,) = {task.status_text for task in read(Source(text)).tasks}
    done = next(status.label for status in read(Source(text)).statuses.statuses if status.code == "DONE")
    sides = [
        re.sub(rf"(\| {task} \|[^|]*\| ){re.escape(pending)} (.*)", rf"\g<1>{done} \2", text)
        for task in ("P1-001", "P1-095")
    ]
    result = merged(text, *sides)
    assert result.conflicts == ()
    assert not result.fell_back
    changed = [
        pair for pair in zip(text.split("\n"), result.source.text.split("\n"), strict=True) if pair[0] != pair[1]
    ]
    names = [new.split("|")[1].strip() for _, new in changed]
    assert names[:2] == ["P1-001", "P1-095"]
    assert len(names) == 5  # their sections' figures, and the total
    assert wrong_figures(read(result.source)) == []


def test_mended_on_one_side(shared: str) -> None:
    """Broken emoji repaired in the whole file, and a row changed by somebody who has not seen that."""
    text = text_of(os.path.join(TRACKERS, "mojibake.md"))
    sound = repair(text, guesses=True)
    assert sound != text
    task = next(task for task in read(Source(text)).tasks if task.layout.title_at >= 0)
    assert isinstance(task.row, Row)
    at = task.row.cells[task.layout.title_at].span.end
    result = merged(text, sound, text[:at] + " more" + text[at:])
    assert result.conflicts == ()
    assert result.source.text == repair(text[:at] + " more" + text[at:], guesses=True)


# Line endings


@pytest.mark.parametrize("ending", ["\r\n", "\n"])
def test_line_endings_stay(ending: str) -> None:
    texts = [text.replace("\n", ending) for text in TEXTS]
    assert merged(*texts).source.text == merged(*TEXTS).source.text.replace("\n", ending)


def test_line_endings_changed_on_one_side() -> None:
    ours = TEXTS[1].replace("\n", "\r\n")
    result = merged(TEXTS[0], ours, TEXTS[2])
    assert result.source.text == merged(*TEXTS).source.text.replace("\n", "\r\n")
    assert merged(TEXTS[0], TEXTS[2], ours).source.text == result.source.text


def test_conflict_markers_end_as_the_file_does() -> None:
    sides = [change(BASE, [("title", 2, how)], "ab"[how], 9000).text().replace("\n", "\r\n") for how in (0, 1)]
    result = merged(TEXTS[0].replace("\n", "\r\n"), *sides)
    assert len(result.conflicts) == 1
    assert result.source.text.count("\n") == result.source.text.count("\r\n")


def test_marks_and_last_lines() -> None:
    bare = [text.rstrip("\n") for text in TEXTS]
    assert merged(*bare).source.text == merged(*TEXTS).source.text.rstrip("\n")
    marked = ["\ufeff" + text for text in TEXTS]
    assert merged(*marked).source.text == "\ufeff" + merged(*TEXTS).source.text
    assert merged(TEXTS[0], marked[1], TEXTS[2]).source.text.startswith("\ufeff")
    assert not merged(TEXTS[0], bare[1], TEXTS[2]).source.text.endswith("\n")


# What is not merged by rows


def test_a_side_with_conflict_markers_is_merged_as_text() -> None:
    ours = TEXTS[1].replace("### 1.2", "<<<<<<< x\n### 1.2", 1).replace("### 1.3", "=======\n>>>>>>> y\n### 1.3", 1)
    assert find_conflicts(Source(ours))
    result = merged(TEXTS[0], ours, TEXTS[2])
    assert result.fell_back
    assert "our side has conflict markers" in result.notes[0]


def test_one_id_twice_in_a_table_leaves_it_to_the_lines() -> None:
    ours = TEXTS[1].replace("| P1-002 |", "| P1-001 |", 1)
    result = merged(TEXTS[0], ours, TEXTS[2])
    assert not result.fell_back
    assert result.source.text.count("| P1-001 |") >= 2


def test_a_side_that_holds_no_tracker_any_more() -> None:
    result = merged(TEXTS[0], "Moved to the wiki.\n", TEXTS[2])
    assert result.conflicts
    assert "Moved to the wiki." in result.source.text
    assert THEIRS.log[-1][-1] in result.source.text


def test_the_same_file_written_on_both_sides() -> None:
    result = merged("", TEXTS[1], TEXTS[2])
    assert {conflict.kind for conflict in result.conflicts} <= {"cell", "id", "text"}
    for model in (OURS, THEIRS):
        assert all(f"| {' | '.join(entry)} |" in result.source.text for entry in model.log)


def test_a_text_merge_that_fails_is_not_hidden() -> None:
    def broken(base: str, ours: str, theirs: str, marker_size: int) -> tuple[str, int]:
        raise GitError("git is gone")

    sources = [Source(text) for text in ("one\n", "two\n", "three\n")]
    with pytest.raises(GitError):
        merge(*sources, read=read, merge_text=broken)


def test_a_fault_inside_leaves_both_sides_in_the_file() -> None:
    def faulty(source: Source) -> object:
        raise RuntimeError("a fault")

    sources = [Source(text) for text in TEXTS]
    result = merge(*sources, read=faulty, merge_text=merge_text)  # type: ignore[arg-type]
    assert result.fell_back
    assert result.conflicts
    for model in (OURS, THEIRS):
        assert model.log[-1][-1] in result.source.text


# P11: garbage

_NOISE = (
    "|",
    "\n",
    "-",
    "#",
    "`",
    " ",
    "\\",
    "*",
    "\r\n",
    "```\n",
    "| x |\n",
    "\u2028",
    "\\|",
    "<<<<<<< a\n",
    "\r",
    "\ue000",
)


@settings(deadline=None, max_examples=150)
@given(st.integers(0, 10**6), st.integers(1, 30), st.sampled_from((1, 2)))
def test_garbage_is_merged_or_refused_and_loses_nothing(seed: int, count: int, side: int) -> None:
    noise = random.Random(seed)
    text = TEXTS[side]
    for _ in range(count):
        at, kind = noise.randrange(len(text)), noise.random()
        cut = noise.randint(1, 40) if 0.4 <= kind < 0.7 else 1 if kind < 0.4 else 0
        text = text[:at] + ("" if cut > 1 else noise.choice(_NOISE)) + text[at + cut :]
    texts = [TEXTS[0], *((text, TEXTS[2]) if side == 1 else (TEXTS[1], text))]
    result = merged(*texts)
    if not result.conflicts and not result.fell_back:
        counts = [Counter(task.id for task in read(Source(one)).tasks) for one in (*texts, result.source.text)]
        for name in counts[1] | counts[2]:
            kept = counts[0][name] == 0 or (counts[1][name] and counts[2][name])
            assert counts[3][name] or not kept, name


@settings(deadline=None, max_examples=150)
@given(*[st.text(st.sampled_from("|-\n #`x1\\*[]:>\r"), max_size=60)] * 3)
def test_any_text_is_merged(base: str, ours: str, theirs: str) -> None:
    result = merged(base, ours, theirs)
    other = merged(base, theirs, ours)
    assert bool(result.conflicts) == bool(other.conflicts)


# Many agents


@pytest.mark.parametrize("agents", [2, 4, 8])
@pytest.mark.parametrize("edits", [1, 3])
def test_agents_on_different_rows(agents: int, edits: int) -> None:
    """As each lands, its branch is merged: no conflict, no step lost, whatever the order (git: every time)."""
    for trial in range(5):
        noise = random.Random(f"{agents} {edits} {trial}")
        base = start(sections=6, tasks=8, warm=noise.choice((0, 60)))
        tasks = [task for section in base.sections for task in section.tasks]
        free = [at for at, task in enumerate(tasks) if NEXT[task.cells["Status"]]]
        noise.shuffle(free)
        branches = [_branch(base, free[agent * edits : (agent + 1) * edits], agent, noise) for agent in range(agents)]
        text = base.text()
        for branch in branches:
            result = merged(base.text(), text, branch.text())
            assert (result.conflicts, result.fell_back) == ((), False)
            text = result.source.text
        _nothing_lost(base, branches, text)


def _branch(base: Model, mine: list[int], agent: int, noise: random.Random) -> Model:
    steps = [("status", at, noise.randrange(3)) for at in mine]
    return change(base, steps, f"agent-{agent}-", 9000 + noise.randrange(5000))


def _nothing_lost(base: Model, branches: list[Model], text: str) -> None:
    tracker, rows = read(Source(text)), rows_of(text)
    log = log_of(tracker)
    for branch in branches:
        for entry in branch.log[len(base.log) :]:
            assert log[entry] == 1
            assert rows[entry[1]]["Status"] == entry[3]
    assert wrong_figures(tracker) == []
    assert len(tracker.tasks) == len(base.rows())


@pytest.mark.parametrize(("ours", "theirs"), [("taken out", "kept"), ("kept", "taken out")])
def test_a_blank_line_above_a_heading_that_one_side_took_out_stays_out(ours: str, theirs: str) -> None:
    base = "# A\n\n| ID | Task | Status |\n|---|---|---|\n| A-1 | x | todo |\n\ntext\n\n## B\n\nmore\n"
    texts = {"taken out": base.replace("text\n\n## B", "text\n## B"), "kept": base.replace("todo", "done")}
    both = texts["taken out"].replace("todo", "done")
    assert merged(base, texts[ours], texts[theirs]).source.text == both


def test_figures_count_the_boxes_that_both_sides_ticked() -> None:
    """Each side wrote that one is done: together they are two."""
    base = "# T\n\n| Section | Total | Done |\n|---|---|---|\n| Setup | 2 | 0 |\n\n## Setup\n\n"
    base += "- [ ] T001 Repository\n- [ ] T002 Packaging\n"
    ours, theirs = (base.replace("| 0 |", "| 1 |").replace(f"[ ] {task}", f"[x] {task}") for task in ("T001", "T002"))
    result = merged(base, ours, theirs)
    assert result.conflicts == ()
    assert result.source.text == base.replace("| 0 |", "| 2 |").replace("[ ]", "[x]")


# Size


@pytest.mark.long
def test_time_grows_with_size_and_not_faster() -> None:
    times = []
    for tasks in (100, 1000):
        base = start(sections=10, tasks=tasks, warm=tasks * 10)
        texts = [
            base.text(),
            change(base, [("status", 5, 0)], "a", 90000).text(),
            change(base, [("status", 77, 0)], "b", 90001).text(),
        ]
        begun = time.process_time()
        assert not merged(*texts).conflicts
        times.append(time.process_time() - begun)
    assert times[1] < 25 * times[0], times
