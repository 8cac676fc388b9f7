"""What prose states about tasks: every form, what it is compared with, and what is left alone."""

from __future__ import annotations

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forgemd.text import Source
from forgemd.tracker import Claim, Tracker, claims_of, read
from forgemd.tracker.claims import columns as claimed_columns
from forgemd.tracker.claims import states as claimed_states
from forgemd.tracker.claims import totals as claimed_totals
from forgemd.tracker.claims.statements import has_sign
from tests.shared import SHARED

TASKS = """
| ID | Task | Status | Hours | Gaps | Phase | Depends on |
|----|------|--------|-------|------|-------|------------|
| A-1 | Keel | Done | 4h | 2 | Phase 1 | - |
| A-2 | Ribs | In progress | 8h | 3 | Phase 1 | A-1 |
| A-3 | Mast | Todo | 2-4h | 1 | Phase 2 | A-2 |
| A-4 | Sail | Done | 1d | 4 | Phase 2 | A-1 |
"""


def claims(text: str) -> list[tuple[str, str, bool | None, str]]:
    """Subject, figure, verdict and what was counted, of each claim in `text`."""
    tracker = read(Source(text, "T.md"))
    for claim in claims_of(tracker):
        assert claim.stated in ("✅", "[x]") or "→" in claim.stated or _at(tracker, claim) == claim.stated
    return [(claim.subject, claim.stated, claim.holds, claim.counted) for claim in claims_of(tracker)]


def _at(tracker: Tracker, claim: Claim) -> str:
    return tracker.source.text[claim.span.start : claim.span.end].strip("*_ ")


@pytest.mark.parametrize(
    ("line", "verdict", "counted"),
    [
        ("**Total Tasks:** 4", True, "there are 4 rows in this file"),
        ("- **Total tasks**: 5", False, "there are 4 rows in this file"),
        ("> Total Tasks: 4 tasks", True, "there are 4 rows in this file"),
        ("**Total Hours:** 22h", True, "Hours of the 4 rows in this file add up to 22 to 24h"),
        ("**Total Hours:** 3d", True, "Hours of the 4 rows in this file add up to 2.75 to 3d"),
        ("**Total Hours:** 30h", False, "Hours of the 4 rows in this file add up to 22 to 24h"),
        ("**Total Gaps:** 11", False, "Gaps of the 4 rows in this file add up to 10"),
        ("**Progress:** 50%", True, "2 of the 4 rows in this file are done, 50%"),
        ("**Progress:** 75%", True, "2 of the 4 rows in this file are done, 50%"),
        ("**Progress:** 90%", False, "2 of the 4 rows in this file are done, 50%"),
        ("**Completed:** 2/4", True, "2 of the 4 rows in this file are done"),
        ("**Completed:** 3/4 tasks done", False, "2 of the 4 rows in this file are done"),
        ("Hull: 5 gaps across A-1, A-2", True, "Gaps of A-1, A-2 add up to 5"),
        ("Hull: 6 gaps across A-1, A-2", False, "Gaps of A-1, A-2 add up to 5"),
        ("Hull: 4 gaps across A-1, A-2", None, "Gaps of A-1, A-2 add up to 5, and part of them may be meant"),
        ("1. A-1 (Keel) - Blocks 2 other tasks", True, "2 wait for it, 3 with those behind them"),
        ("1. A-1 (Keel) - Blocks 4 other tasks", False, "2 wait for it, 3 with those behind them"),
        (
            "**Longest chain:** A-1 → A-2 → A-3",
            True,
            "each waits for the one before, and no chain has more than 3 tasks",
        ),
        ("**Longest chain:** A-1 → A-4 → A-3", False, "A-3 does not wait for A-4"),
        ("- [x] All 9 shrouds are set (currently 7/9)", False, "by its own words it is 7 of 9"),
        ("✅ All 9 shrouds are set (only 7 of 9)", False, "by its own words it is 7 of 9"),
        ("- [x] Shrouds (in progress)", False, "by its own words it is in progress"),
        ("### Shrouds ✅ (In Progress)", False, "by its own words it is In Progress"),
        ("✅ Shrouds [BLOCKED]", False, "by its own words it is BLOCKED"),
    ],
)
def test_forms(line: str, verdict: bool | None, counted: str) -> None:
    ((_, _, holds, said),) = claims(f"# Boat\n\n{line}\n{TASKS}")
    assert (holds, said) == (verdict, counted)


@pytest.mark.parametrize(
    ("line", "verdicts"),
    [
        ("2 done, 1 in progress, 1 open", [True, True, True]),
        ("**Status:** ✅ 2 done · 🔄 1 in progress · ⏳ 1 pending", [True, True, True]),
        ("Done: 2 | In progress: 1 | Todo: 1", [True, True, True]),
        ("- **Done:** 2\n- **In Progress:** 1\n- **Todo:** 1", [True, True, True]),
        ("2 tasks done and 2 open", [True, True]),
        ("1 done, 1 in progress, 2 open", [False, True, True]),
        ("- Done: 1\n- In Progress: 2\n- Todo: 1", [False, False, True]),
        ("3 done, 1 blocked", [False, False]),
        ("2 done, 3 open", []),
        ("~2 done, 2 open", []),
        ("2+ done, 2 open", []),
        ("4 done", []),
        ("Phase 2 done, phase 2 open", []),
        ("2 done in 2 open yards", []),
        ("- Done: 2\n\nLater:\n\n- Todo: 2", []),
    ],
)
def test_tallies(line: str, verdicts: list[bool]) -> None:
    assert [holds for _, _, holds, _ in claims(f"# Boat\n\n{line}\n{TASKS}")] == verdicts


@pytest.mark.parametrize("when", ["Last sprint: ", "**Target:** ", "2026-01-31: ", "- On 31.01.2026 we had ", "Was: "])
@pytest.mark.parametrize("figures", ["3 done, 1 open", "4 of 4 tasks done", "1/4 done"])
def test_figures_of_another_time_are_not_held_against_today(when: str, figures: str) -> None:
    assert not any(holds is False for _, _, holds, _ in claims(f"# Boat\n\n{when}{figures}\n{TASKS}"))
    assert any(holds is False for _, _, holds, _ in claims(f"# Boat\n\nProgress: {figures}\n{TASKS}"))


@pytest.mark.parametrize(
    "about",
    ["Ann", "- **firmware-dev**", "Sprint 3 status", "CI status", "**v1.2**", "WIP limit", "Definition of done"],
)
@pytest.mark.parametrize("said", ["3 tasks done", "all tasks are complete", "A-3 is done"])
def test_what_is_said_of_a_person_a_week_or_a_rule_is_not_said_of_all(about: str, said: str) -> None:
    for between in (": ", " — ", " ("):
        line = f"{about}{between}{said}{')' if '(' in between else '.'}"
        assert not any(holds is False for _, _, holds, _ in claims(f"# Boat\n\n{line}\n{TASKS}")), line
    assert any(holds is False for _, _, holds, _ in claims(f"# Boat\n\nStatus: {said}.\n{TASKS}"))


@pytest.mark.parametrize(
    "line",
    [
        "Ann has 3 tasks in progress",
        "Today 3 tasks are done",
        "A-3 (design) is done.",
        "A-1 is active.",
        "A-3 is approved.",
    ],
)
def test_a_part_is_not_the_whole(line: str) -> None:
    assert not any(holds is False for _, _, holds, _ in claims(f"# Boat\n\n{line}\n{TASKS}"))


@pytest.mark.parametrize("line", ["We have 3 tasks in progress", "Now 3 tasks are done", "A-3 (Mast) is done."])
def test_the_whole_is_the_whole(line: str) -> None:
    assert any(holds is False for _, _, holds, _ in claims(f"# Boat\n\n{line}\n{TASKS}"))


@pytest.mark.parametrize("heading", ["Preconditions", "Legend", "Workflow", "Release checklist", "FAQ"])
def test_what_stands_under_a_heading_of_cases_is_none(heading: str) -> None:
    text = f"# Boat\n{TASKS}\n## {{}}\n\nAll tasks are complete. A-3 is done.\n"
    assert not any(holds is False for _, _, holds, _ in claims(text.format(heading)))
    assert any(holds is False for _, _, holds, _ in claims(text.format("Summary")))


def test_a_tally_of_statuses_that_nobody_knows_is_not_compared() -> None:
    assert claims(f"# Boat\n\n3 done, 1 open\n{TASKS.replace('Todo', 'Wobbly')}") == []


def test_a_figure_behind_the_number_of_all() -> None:
    assert claims(f"# Boat\n\n**Tasks:** 4 (9 gaps)\n{TASKS}") == [
        ("Tasks", "4", True, "there are 4 rows in this file"),
        ("Tasks", "9 gaps", False, "Gaps of the 4 rows in this file add up to 10"),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "**Total Hours:** ~30h",
        "**Total Hours:** 30+",
        "**Total Hours:** 20-30h",
        "**Total Cost:** 30h",
        "**Total Gaps Analyzed:** 78",
        "**Total Lines:** 5000",
        "**Test Status**: 95/99 passing",
        "- [ ] All 9 shrouds are set (currently 7/9)",
        "✅ Boom, gaff (in progress)",
        "✅ Tiller (new)",
        "✅ Tiller 🔄 (in progress)",
        "✅ (in progress)",
        "✅ Export (in progress: PDF)",
        "- [ ] Keel bolts (in progress)",
        "All tests pass: 26/26",
        "Progress is 45% in spirit",
        "```\nTotal Tasks: 9\n```",
        "<!-- Total Tasks: 9 -->",
        "`Total Tasks: 9`",
        "Hull: 60 gaps across A-1 and the rest",
        "B-9 - Blocks 5 other tasks",
    ],
)
def test_what_is_not_certain_is_no_claim(line: str) -> None:
    assert claims(f"# Boat\n\n{line}\n{TASKS}") == []


@pytest.mark.parametrize(
    ("heading", "verdict", "counted"),
    [
        ("## Hull [COMPLETE]", False, "2 of its 4 rows are open (A-2, A-3)"),
        ("## Hull - ✅ DONE", False, "2 of its 4 rows are open (A-2, A-3)"),
        ("## ✅ Hull (Complete)", False, "2 of its 4 rows are open (A-2, A-3)"),
        ("## Hull: 已完成", False, "2 of its 4 rows are open (A-2, A-3)"),
        ("## Hull (2/4 done)", True, "2 of the 4 rows in this file are done"),
        ("## Hull (1/4)", False, "2 of the 4 rows in this file are done"),
        ("## Hull · 3 of 5 done", True, "2 rows in this file still open"),
        ("## Hull · 4 of 7 done", None, "2 of the 4 rows in this file are done, and not all of the 7 may be here"),
    ],
)
def test_headings(heading: str, verdict: bool | None, counted: str) -> None:
    ((_, _, holds, said),) = claims(f"# Boat\n\n{heading}\n{TASKS}")
    assert (holds, said) == (verdict, counted)


@pytest.mark.parametrize(
    ("line", "verdict"),
    [
        ("**Status:** ✅ COMPLETE", False),
        ("- **Status**: Done", False),
        ("Status: complete | Owner: ada", False),
        ("**Status:** Analysis complete", None),
        ("**Status:** Complete but for the mast", None),
        ("**Status:** In progress", None),
    ],
)
def test_a_status_line_above_the_rows(line: str, verdict: bool | None) -> None:
    for heading in ("", "## Hull\n\n"):
        found = [(holds, counted) for _, _, holds, counted in claims(f"# Boat\n\n{heading}{line}\n{TASKS}")]
        assert found == ([] if verdict is None else [(verdict, "2 of its 4 rows are open (A-2, A-3)")])


def test_the_status_line_of_a_task_is_its_own() -> None:
    tasks = "### A-1: Keel\n**Status:** Done\n\n- [ ] Sand\n\n### A-2: Ribs\n**Status:** Todo\n"
    listed = "1. **A-1**: Keel\n   - **Status:** Done\n\n2. **A-2**: Ribs\n   - **Status:** Todo\n"
    assert claims(f"# Boat\n\n## Hull\n\n{tasks}") == claims(f"# Boat\n\n## Hull\n\n{listed}") == []


@pytest.mark.parametrize(
    "heading",
    [
        "## Completed (2025-12-25) - Remaining",
        "## Complete the hull",
        "## Hull (3 days)",
        "## Hull (1/4 hours)",
        "## Hull",
    ],
)
def test_headings_that_state_nothing(heading: str) -> None:
    assert claims(f"# Boat\n\n{heading}\n{TASKS}") == []


def test_a_section_is_the_tasks_that_it_lists_or_names() -> None:
    phases = "## Phase 1: Hull\n**Total Hours:** 12h\n\n## Second\n**Tasks:** A-1 and A-4\n**Total Hours:** 13h\n"
    assert claims(f"# Boat\n{TASKS}\n{phases}") == [
        ("Total Hours", "12h", True, "Hours of the 2 rows with 'Phase 1' add up to 12h"),
        ("Total Hours", "13h", False, "Hours of the 2 rows A-1 and A-4 add up to 12h"),
    ]


def test_the_figures_of_a_list() -> None:
    listed = "## Later (3 gaps)\n- **gap_1** (8h) - x\n- **gap_2** (1d) - y\n\n**Total Later:** 17h\n"
    assert claims(f"# Boat\n{TASKS}\n{listed}") == [
        ("Later", "3 gaps", False, "its list has 2"),
        ("Total Later", "17h", False, "the 2 figures above add up to 16h"),
    ]


def _seed(number: str) -> Tracker:
    if SHARED is None:
        pytest.skip("the seeds lie beside the checkout, and there are none")
    directory = os.path.join(SHARED, "seeds")
    (name,) = [name for name in os.listdir(directory) if name.startswith(number)]
    with open(os.path.join(directory, name), "rb") as file:
        return read(Source.decode(file.read(), name))


SECOND = [
    (6, "Total Workstreams", "23", True),
    (7, "Workstreams Covering Core Gaps", "67 gaps", False),
    (46, "Total Hours", "202h", True),
    (52, "Total Hours", "210h", True),
    (58, "Total Hours", "654h", False),
    (64, "Total Hours", "72h", True),
    (70, "Deferred Enterprise Features", "11 gaps", False),
    (80, "Total Deferred", "312h", True),
    (89, "Longest Dependency Chain", "01 → 08 → 12 → 15", True),
    (92, "01", "Blocks 6", True),
    (93, "02", "Blocks 2", True),
    (94, "03", "Blocks 2", True),
    (106, "Schema & Contracts", "7 gaps", None),
    (107, "CLI & Repository Ops", "8 gaps", None),
    (108, "Workflow Automation", "8 gaps", True),
    (109, "Parallel Orchestration", "7 gaps", True),
    (110, "Observability", "7 gaps", False),
    (111, "Testing & Quality", "8 gaps", False),
    (112, "Security & Cross-Cutting", "8 gaps", None),
    (113, "Architecture", "8 gaps", None),
    (114, "Determinism & Resilience", "8 gaps", False),
    (115, "GUI & UX", "5 gaps", True),
    (117, "Total Core Gaps Covered", "67", False),
]


def test_the_second_seed() -> None:
    found = [(claim.line + 1, claim.subject, claim.stated, claim.holds) for claim in claims_of(_seed("002"))]
    assert found == SECOND


def test_what_the_second_seed_is_told() -> None:
    counted = {claim.line + 1: claim.counted for claim in claims_of(_seed("002")) if claim.holds is False}
    assert counted == {
        7: "Gaps of the 23 rows in this file add up to 68",
        58: "Hours of the 13 rows WS-10 through WS-22 add up to 660h",
        70: "its list has 6",
        110: "Gaps of WS-09, WS-16 add up to 6",
        111: "Gaps of WS-03, WS-17, WS-21 add up to 7",
        114: "Gaps of WS-08, WS-10, WS-11 add up to 7",
        117: "the 10 figures above add up to 74",
    }


def test_the_first_seed_denies_one_tick_and_nothing_else() -> None:
    assert [(claim.line + 1, claim.counted) for claim in claims_of(_seed("001"))] == [
        (154, "by its own words it is 95 of 99")
    ]


@pytest.mark.parametrize("number", ["000", "003"])
def test_other_seeds_state_nothing_false(number: str) -> None:
    assert [claim for claim in claims_of(_seed(number)) if claim.holds is False] == []


_PLACES = (
    "# Boat\n\n%s\n" + TASKS,
    "# Boat\n\n## Hull\n\n%s\n" + TASKS,
    "# Boat\n" + TASKS + "\n## Summary\n\n%s\n",
)


def _denied(text: str) -> list[str]:
    return [stated for _, stated, holds, _ in claims(text) if holds is False]


@pytest.mark.parametrize(
    "sentence",
    [
        "3 of 4 tasks are done.",
        "So far 3 of 4 tasks are done.",
        "3/4 tasks complete",
        "three of 4 tasks have been completed",
        "All tasks complete",
        "**All tasks are done!** 🎉",
        "✅ All 4 tasks completed.",
        "**Status:** All tasks complete",
        "All of the tasks are finished.",
        "3 tasks remain.",
        "Only one task remains",
        "1 task left",
        "two tasks are blocked",
        "2 tasks blocked, see below.",
        "There are 3 open tasks.",
        "Four tasks are still open.",
        "No tasks remain.",
        "A-2 is done.",
        "A-2 and A-3 are complete.",
        "A-1 is in progress.",
        "所有任务已完成。",
        "全部任务已完成",
        "3 von 4 Aufgaben sind erledigt.",
        "Todas las tareas completadas.",
        "No tasks are in progress.",
        "3 items are done",
    ],
)
def test_a_sentence_that_lies(sentence: str) -> None:
    """Of four tasks two are done, one is in progress, one is open."""
    for place in _PLACES:
        assert len(_denied(place % sentence)) == 1


@pytest.mark.parametrize("heading", ["Session 2026-05-01", "Goals", "Definition of done", "Release gate", "Change log"])
def test_a_sentence_under_a_heading_of_another_day_or_of_goals(heading: str) -> None:
    for sentence in ("3 tasks remain.", "All tasks complete", "A-2 is done.", "So far 3 of 4 tasks are done."):
        assert _denied(f"# Boat\n\n## {heading}\n\n{sentence}\n{TASKS}") == []


@pytest.mark.parametrize(
    "sentence",
    [
        "2 of 4 tasks are done.",
        "2 tasks remain.",
        "Once all tasks are done, ship.",
        "All tasks complete except A-2.",
        "All tasks must be completed",
        "When 3 of 4 tasks are done we meet.",
        "If all tasks complete, ship.",
        "- All tasks complete",
        "- [ ] All tasks complete",
        "- [x] All tasks complete",
        "3 of 4 tasks are done by Friday",
        "about 3 tasks remain",
        "~3 tasks remain",
        "3+ tasks remain",
        "the first 3 tasks are done",
        "Phase 3 tasks are done",
        "3 tasks remain in the hull",
        "3 of 5 tasks are done",
        "All tests complete",
        "A-1 is done.",
        "A-2 is nearly done.",
        "Is A-2 done? A-2 is done?",
        "Yesterday 3 tasks were done",
        "2026-04-01: 3 of 4 tasks are done",
        "Not all tasks are done.",
        "One task is in progress.",
        "0 tasks are blocked.",
        "Goal: all tasks complete",
        "All tasks completed on time",
        "A-2 will be done",
        "we said A-2 is done",
        "at least 3 tasks are done",
        "2 of 4 tasks are done, 1 in progress.",
        "3 tests are done",
        "4 tasks",
        "Every task is tracked.",
        "Tasks: 4 of 4 reviewed",
        "All fore tasks complete",
    ],
)
def test_a_sentence_that_is_true_or_not_about_these_tasks_today(sentence: str) -> None:
    for place in _PLACES:
        assert _denied(place % sentence) == []


TRACKS = """# Boat

%s

## Track 1: Hull

| ID | Task | Status |
|---|---|---|
| A-1 | Keel | Done |

## Track 2: Rig

| ID | Task | Status |
|---|---|---|
| A-2 | Mast | Todo |
| A-3 | Boom | Done |

## Track 3: Sails

| ID | Task | Status |
|---|---|---|
| A-4 | Jib | Done |
"""


@pytest.mark.parametrize(
    ("line", "denied"),
    [
        ("**Status:** Tracks 1-3 Complete", "1 of the 2 rows under Track 2 is open (A-2)"),
        ("**Tracks 1 to 3 are done**", "1 of the 2 rows under Track 2 is open (A-2)"),
        ("> **On:** 2026-05-01 | **Status:** Tracks 1–2 Complete | b", "1 of the 2 rows under Track 2 is open (A-2)"),
        ("**Status:** Tracks 3-4 Complete", ""),
        ("**Status:** Tracks 1-2 and 3 Complete", ""),
        ("Tracks 1-3 complete by May", ""),
        ("Tracks 1-3 are planned", ""),
        ("Once Tracks 1-3 are complete we launch", ""),
        ("Phases 1-3 Complete", ""),
        ("A-1 and A-2 are done.", "the row of A-2 says Todo"),
        ("A-1 (the keel) is done.", ""),
        ("✅ A-2: Mast", "the row of A-2 says Todo"),
        ("✅ **A-2**", "the row of A-2 says Todo"),
        ("✅ A-2: the drawings", ""),
        ("✅ A-3: Boom", ""),
    ],
)
def test_what_a_line_says_of_tasks_and_sections_by_name(line: str, denied: str) -> None:
    assert [counted for _, _, holds, counted in claims(TRACKS % line) if holds is False] == ([denied] if denied else [])


@pytest.mark.parametrize(
    ("line", "denied"),
    [
        ("A-1 – A-4: 4 tasks done", "3 of the 4 rows from A-1 to A-4 are"),
        ("**A-1–A-4:** 4 tasks done", "3 of the 4 rows from A-1 to A-4 are"),
        ("A-1, A-2: 2 tasks done, A-3 next.", "1 of the 2 rows from A-1 to A-2 is"),
        ("A-1 to A-4 (4 tasks done)", "3 of the 4 rows from A-1 to A-4 are"),
        ("A-1–A-4: 3 tasks done", ""),
        ("A-1–A-4: 2 tasks done", ""),
        ("A-1–A-4: 7 tasks done", ""),
        ("A-2: 1 task done", ""),
        ("A-1–A-4: 4 of 4 tasks are done", "3 of the 4 rows from A-1 to A-4 are"),
        ("A-1–A-4: 2 of 4 tasks are done", "3 of the 4 rows from A-1 to A-4 are"),
        ("A-1–A-4: 3 of 4 tasks are done", ""),
        ("A-1–A-9: 4 tasks done", ""),
        ("Deck A-1–A-4: 4 tasks done", ""),
        ("Once A-1–A-4: 4 tasks done", ""),
        ("Goal for A-1–A-4: 4 tasks done", ""),
        ("B-1–B-4: 4 tasks done", ""),
    ],
)
def test_how_many_of_the_tasks_that_are_listed_in_front(line: str, denied: str) -> None:
    assert [counted for _, _, holds, counted in claims(TRACKS % line) if holds is False] == ([denied] if denied else [])


TITLED = """# Boat

%s

| ID | Task | Status |
|---|---|---|
| A-1 | Lay the keel | Done |
| A-2 | Step the mast | Todo |
| A-3 | Rudder | Todo |
| A-4 | Paint it twice | Todo |
| A-5 | Paint it twice | Todo |
| A-6 | Bend the sails | Cancelled |
"""


@pytest.mark.parametrize(
    ("line", "denied"),
    [
        ("✅ Step the mast", "the row of A-2 says Todo"),
        ("- ✅ **Step the Mast**", "the row of A-2 says Todo"),
        ("✅ Lay the keel", ""),
        ("✅ Bend the sails", ""),
        ("✅ Rudder", ""),
        ("✅ Paint it twice", ""),
        ("✅ Step the mast of the model", ""),
        ("✅ Step the mast: drawings", ""),
        ("✅ Step the mast?", ""),
        ("Step the mast", ""),
        ("✅ A-2: Lay the keel", ""),
    ],
)
def test_a_tick_is_denied_by_the_row_that_has_its_words_for_a_title(line: str, denied: str) -> None:
    told = claims(TITLED % f"## Completed\n\n{line}\n\n## Tasks")
    assert [counted for _, _, holds, counted in told if holds is False] == ([denied] if denied else [])
    for heading in ("## Acceptance criteria\n\n", "## Features\n\n", ""):
        told = claims(TITLED % f"{heading}{line}")
        assert not any(holds is False and "A-2: Lay" not in line for _, _, holds, _ in told)


BUGS = """# Boat

%s

| ID | Bug | Severity | Status |
|---|---|---|---|
| B-1 | Leak | 🔴 Blocker | Open |
| B-2 | Rot | Major | Open |
| B-3 | Rust | **Major** | Fixed |
| B-4 | Scratch | Minor | Open |
"""


@pytest.mark.parametrize(
    ("line", "denied"),
    [
        ("2 blocker, 1 major, 1 minor", ["2 blocker", "1 major"]),
        ("Total: 2 blockers, 1 major and 1 minor.", ["2 blockers", "1 major"]),
        ("**Blocker:** 2 | **Major:** 1 | **Minor:** 1", ["Blocker:** 2", "Major:** 1"]),
        ("🔴 2 Blocker · 🟠 1 Major · 1 Minor", ["2 Blocker", "1 Major"]),
        ("1 blocker, 2 major, 1 minor", []),
        ("1 blocker, 1 major, 1 minor are open", []),
        ("2 blocker, 3 major", []),
        ("3 blocker, 1 major", []),
        ("2 blocker, 1 major, 1 minor last week", []),
        ("About 2 blocker, 1 major, 1 minor", []),
        ("Goal: 0 blocker, 0 major, 4 minor", []),
        ("4 major", []),
        ("npm audit: 2 blocker, 1 major, 1 minor", []),
        ("2 blocker, 1 major and 1 minor vulnerabilities", []),
        ("Ann (2 blocker, 1 major, 1 minor)", []),
        ("A blocker costs 2 points, a major 1", []),
    ],
)
def test_a_tally_by_severity(line: str, denied: list[str]) -> None:
    assert _denied(BUGS % line) == denied


PHASES = """# Boat

%s

| Phase | Status |
|-------|--------|
| Phase 1: Hull | Done |
| Phase 2: Rig | In progress |
| Phase 3: Paint | Todo |
"""


@pytest.mark.parametrize(
    ("line", "denied"),
    [
        ("Phases 1–2 ✅ complete, phase 3 next.", "the row of Phase 2: Rig says In progress"),
        ("**Status:** Phases 1-2: complete", "the row of Phase 2: Rig says In progress"),
        ("Phases 2-3 are to be complete by May", ""),
        ("Decks 1-2 complete", ""),
    ],
)
def test_what_a_line_says_of_rows_by_name(line: str, denied: str) -> None:
    assert [counted for _, _, holds, counted in claims(PHASES % line) if holds is False] == ([denied] if denied else [])


@pytest.mark.parametrize(
    ("said", "denied"),
    [("共 2 项任务，已完成 2 项", True), ("共 2 项任务，已完成 1 项", False), ("共 5 项任务，已完成 3 项", False)],
)
def test_a_share_in_chinese(said: str, denied: bool) -> None:
    text = "# 船\n\n%s\n\n| 编号 | 任务 | 状态 |\n|-|-|-|\n| A-1 | 龙骨 | ✅ 已完成 |\n| A-2 | 帆 | ⏳ 待开始 |\n"
    assert bool(_denied(text % said)) == denied
    assert _denied("# 船\n\n## 第一阶段（全部完成）\n\n- [x] 龙骨\n- [ ] 帆\n") == ["全部完成"]


def test_a_section_that_is_not_there() -> None:
    text = TRACKS.replace("Todo", "Done")
    assert [counted for *_, counted in claims(text % "**Status:** Tracks 1-4 Complete")] == ["there is no Track 4"]
    kept = text.replace("## Track 1", "Track 4 is another boat's\n\n## Track 1")
    assert [holds for _, _, holds, _ in claims(kept % "**Status:** Tracks 1-4 Complete")] == [None]


@pytest.mark.parametrize(
    ("status", "progress", "notes", "denied"),
    [
        ("✅ Complete", "85%", "", "its Progress says 85%"),
        ("✅ Complete", "100%", "", ""),
        ("✅ Complete", "-", "**not started**", "its Notes says not started"),
        ("Done", "", "Blocked", "its Notes says Blocked"),
        ("Done", "", "保留", ""),
        ("Done", "", "blocked by rain for a week", ""),
        ("Todo", "100%", "", "its Progress says 100%"),
        ("Todo", "90%", "Blocked", ""),
        ("In progress", "100%", "", ""),
    ],
)
def test_rows_that_say_two_things(status: str, progress: str, notes: str, denied: str) -> None:
    text = f"| ID | Task | Status | Progress | Notes |\n|-|-|-|-|-|\n| A-1 | Keel | {status} | {progress} | {notes} |\n"
    assert [counted for _, _, holds, counted in claims(text)] == ([denied] if denied else [])


WORDS = [
    "5",
    "12",
    "/",
    "of",
    "Of",
    "out of",
    " ",
    "done",
    "[",
    "]",
    "(",
    ")",
    ":",
    "-",
    " – ",
    "✅",
    "\n",
    "Phase",
    "，",
]


@given(st.lists(st.sampled_from(WORDS), max_size=8).map("".join))
def test_what_is_seen_at_once_to_state_nothing_states_nothing(text: str) -> None:
    assert claimed_states._may_share(text) or not claimed_states._SHARE.search(text)
    assert has_sign(text) or not (claimed_states._ENDED.search(text) or claimed_columns._COUNT.search(text))
    assert "(" in text or not claimed_totals._HEADED.search(text)


def test_a_heading_of_two_lines_does_not_hide_the_next_statement() -> None:
    assert claims(f"Boat\nand yard\n========\n\nAll tasks are done.\n{TASKS}")[0][:3] == (
        "This line",
        "All tasks are done",
        False,
    )
