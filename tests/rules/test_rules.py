"""What the pages do not show: each line is a case that was, or could be, a false alarm or a way around a rule."""

from __future__ import annotations

import os
import re
import shlex
from datetime import UTC, datetime, timedelta, timezone

import pytest
from ruamel.yaml import YAML

from forgemd.check import Selection, Subject, fix, run
from forgemd.diagnostics import Diagnostic
from forgemd.text import Source, apply
from forgemd.tracker import DEFAULTS, Settings, Tracker, Workflow, read, strict_by_name
from tests.rules.pages import reading

LEGEND = """\
| Status | Code | Description |
|--------|------|-------------|
| PENDING | `PENDING` | . |
| READY | `READY` | . |
| ASSIGNED | `ASSIGNED` | . |
| RUNNING | `RUNNING` | . |
| REVIEW | `REVIEW` | . |
| DONE | `DONE` | . |
| FAILED | `FAILED` | . |
| BLOCKED | `BLOCKED` | . |

# Tasks

"""
LOG = "\n# Change Log\n\n| Date | Task | Old Status | New Status | By |\n|---|---|---|---|---|\n"


def table(*rows: str, header: str = "ID | Task | Status") -> str:
    """A task table under its header."""
    dashes = "|".join("---" for _ in header.split("|"))
    return "".join(f"| {line} |\n" for line in (header, dashes, *rows))


def judged(rule: str, after: str, before: str | None = None) -> list[Diagnostic]:
    """What one rule finds."""
    base = None if before is None else reading(before)
    return list(run([Subject(reading(after), base, "", base is None)], Selection(only=(rule,))).diagnostics)


def said(rule: str, after: str, before: str | None = None) -> list[str]:
    return [each.message for each in judged(rule, after, before)]


@pytest.mark.parametrize(
    ("rows", "severities"),
    [
        (("A-1 | x | Todo", "a-1 | y | Todo"), ["error"]),
        (("**A-1** | x | Todo", "`A-1` | y | Todo"), ["error"]),
        (("1 | x | Todo", "1 | y | Todo"), ["error"]),
        (("A-1 | x | Todo", "A-1 | y | Todo", "A-1 | z | Todo"), ["error", "error"]),
        (("- | x | Todo", "- | y | Todo"), []),
        (("A-1 to A-3 | x | Todo", "A-2 | y | Todo"), []),
        (("P1 | x | Todo", "P10 | y | Todo"), []),
    ],
)
def test_duplicate_id_in_one_table(rows: tuple[str, ...], severities: list[str]) -> None:
    assert [each.severity for each in judged("duplicate-id", table(*rows))] == severities


@pytest.mark.parametrize(
    ("first", "second", "header", "severities"),
    [
        ("A-1 | x | Todo", "A-1 | x | Todo", "ID | Task | Status", []),
        ("A-1 | x | Todo", "A-1 | x | Ready", "ID | Task | Status | Owner", []),
        ("A-1 | x | Todo", "A-1 | x | Wobbly", "ID | Task | Status | Owner", []),
        ("A-1 | Cut the old keel | Todo", "A-1 | Cut keel | Todo", "ID | Task | Status | Owner", []),
        ("A-1 | x | Todo", "lane-a | A-1 | x", "Lane | Packages | Scope", []),
        ("A-1 | x | Todo", "A-1 | x | Done", "ID | Task | Status", ["error"]),
        ("A-1 | x | Todo", "A-1 | y | Todo", "ID | Task | Status", ["error"]),
        ("A-1 | x | Todo", "A-1 | x | Todo | Ada", "ID | Task | Status | Owner", []),
        ("A-1 | x | Todo", "A-1 | x | - | Ada", "ID | Task | Status | Owner", []),
        ("A-1 | x | Todo", "A-1 | x | Done | Ada", "ID | Task | Status | Owner", ["warning"]),
        ("A-1 | x | Todo", "A-1 | y | Todo | Ada", "ID | Task | Status | Owner", ["warning"]),
        ("A-1 | x | Todo", "A-1 | y | Todo", "ID | Result | State", []),
        ("A-1 | x | Todo", "A-1 | y | Done", "ID | Result | State", []),
        ("A-1 | x | Todo", "A-1 | leaks | Done", "ID | Bug | Status", []),
        ("A-1 | x | Done", "A-1 | Bob | Todo", "Task | Reviewer | Status", []),
        ("A-1 | x | Done", "A-1 | 5 | Failed", "Task | Tests | Status", []),
        ("A-1 | x | Done", "A-1 | Todo | 2026-01-01", "ID | Status | Started", ["warning"]),
        ("Phase 1 | x | Todo", "Phase 1 | y | Done", "ID | Task | Status", []),
        ("1 | x | Todo", "1 | y | Todo", "ID | Task | Status", []),
        ("1.1 | x | Todo", "1.1 | y | Todo", "ID | Task | Status", ["error"]),
    ],
)
def test_duplicate_id_in_two_tables(first: str, second: str, header: str, severities: list[str]) -> None:
    text = table(first) + "\n# Next\n\n" + table(second, header=header)
    assert [each.severity for each in judged("duplicate-id", text)] == severities


@pytest.mark.parametrize(
    ("rows", "header", "found"),
    [
        (("T-1 | 2026-01-01 | Todo", "T-1 | 2026-01-02 | Done"), "ID | Date | Status", []),
        (("T-1 | T-2 | Todo", "T-1 | T-3 | Todo", "T-2 | - | Todo"), "Task ID | Depends On | Status", []),
        (("R-1 | m6 | Todo", "R-2 | m6 | Todo", "R-1 | m6 | Todo"), "ID | Phase | Status", ["error"]),
        (("R-1 | m6 | Todo", "R-2 | m6 | Todo", "R-1 | m6 | Done"), "ID | Phase | Status", ["error"]),
    ],
)
def test_rows_without_titles_may_be_entries_about_a_task(rows: tuple[str, ...], header: str, found: list[str]) -> None:
    assert [each.severity for each in judged("duplicate-id", table(*rows, header=header))] == found


GROUPED = table("**Hull** | |", "1 | a | Todo", "2 | b | Done", "**Rig** | |", "1 | c | Todo", "2 | d | Done")
LISTS = "# Hull\n\n- [x] {0}1: Keel\n- [ ] {0}2: Ribs\n\n# Rig\n\n- [ ] {0}1: Mast\n- [ ] {0}2: Sail\n"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (GROUPED, []),
        (LISTS.format("Task "), []),
        (LISTS.replace("# Rig", "**Rig**").format("Phase "), []),
        (LISTS.replace("# Rig", "</details>\n\n<details>").format("Phase "), []),
        (LISTS.format("T"), ['T1: line 3 has this id too ("Keel"); the same goes for T2']),
        (LISTS.replace("# Rig", "").replace("\n\n", "\n").format("T"), ['T1: line 2 has this id too ("Keel")']),
        (
            LISTS.format("T").replace("[ ] T2: Sail", "[x] T2: Ribs"),
            ['T1: line 3 has this id too ("Keel"); the same goes for T2'],
        ),
        (LISTS.format("T").replace("T2: Sail", "T3: Sail"), ['T1: line 3 has this id too ("Keel")']),
    ],
)
def test_ids_that_begin_anew(text: str, found: list[str]) -> None:
    messages = said("duplicate-id", text)
    assert messages[: len(found)] == found
    assert bool(messages) == bool(found)


def test_rows_of_work_for_one_story_are_no_duplicates() -> None:
    stories = table(
        "US-1 | As a user I log in | Done", "US-2 | As a user I log out | Todo", header="ID | Story | Status"
    )
    work = table("US-1 | Build the form | Done", "US-1 | Set the cookie | Done", "US-2 | Add the button | Todo")
    assert said("duplicate-id", stories + "\n# Sprint 1\n\n" + work) == []
    assert said("duplicate-id", work) == ['US-1: line 3 has this id too ("Build the form")']
    index = stories.replace("As a user I log in", "Build the form")
    assert said("duplicate-id", index + "\n# Sprint 1\n\n" + work) == [
        'US-1: line 10 has this id too ("Build the form")'
    ]


def test_a_row_that_stands_twice_beside_a_list_of_the_same_ids_is_a_duplicate() -> None:
    text = "- [ ] **R-1**: Steer\n- [ ] **R-2**: Row\n\n" + table(
        "R-1 | m6 | Pending", "R-2 | m6 | Pending", "R-1 | m6 | Pending", header="ID | Phase | Status"
    )
    assert said("duplicate-id", text) == ["R-1: line 6 has this task too"]


@pytest.mark.parametrize(
    ("cell", "hint"),
    [
        ("A-010", "did you mean A-001?"),
        ("A-002, A-020", "write an id of this tracker, or a dash"),
        ("A-030", "write an id of this tracker, or a dash"),
        ("A-044", "write an id of this tracker, or a dash"),
    ],
)
def test_what_is_offered_for_an_unknown_dependency_is_a_slip_and_no_neighbour(cell: str, hint: str) -> None:
    """Nor what the task waits for already, nor the task itself."""
    rows = ("A-001 | x | Todo | -", "A-002 | y | Todo | -", f"A-003 | z | Todo | {cell}")
    (found,) = judged("unknown-dependency", table(*rows, header="ID | Task | Status | Depends on"))
    assert found.hint == hint


def test_ids_that_begin_anew_are_no_errors() -> None:
    (found,) = judged("duplicate-id", LISTS.format("T-00"))
    assert found.severity == "warning"
    assert found.hint == "number on, or put the name of the part in front of each id: T-003 is free"
    assert {each.severity for each in judged("duplicate-id", LISTS.format("T-00").replace("2: Sail", "3: Sail"))} == {
        "error"
    }


def test_duplicate_id_names_the_next_free_id_of_its_family() -> None:
    (found,) = judged(
        "duplicate-id", table("T-001 | x | Todo", "T-001 | y | Todo", "T-018 | z | Todo", "U-99 | a | Todo")
    )
    assert found.hint is not None
    assert "T-019 is free" in found.hint


def test_duplicate_id_offers_no_id_twice() -> None:
    rows = ("T-1 | x | Todo", "T-2 | y | Todo", "T-1 | z | Todo", "T-2 | a | Todo")
    hints = [each.hint or "" for each in judged("duplicate-id", table(*rows))]
    assert [hint.rpartition("own: ")[2] for hint in hints] == ["T-3 is free", "T-4 is free"]


def test_ids_that_a_table_repeats_throughout_are_no_duplicates() -> None:
    rows = [f"R-{number} | test {turn} of {number} | Done" for number in range(1, 5) for turn in "ab"]
    assert said("duplicate-id", table(*rows)) == []
    others = [f"S-{number} | {number} | Done" for number in range(30)]
    assert len(said("duplicate-id", table(*rows, *others))) == 4


def test_a_row_that_a_change_copies_to_another_table_is_a_duplicate() -> None:
    row, other, headings = "A-1 | x | Todo", "A-2 | y | Todo", ("# Open\n\n", "\n# Later\n\n")
    before = headings[0] + table(row, other) + headings[1] + table("A-3 | z | Todo")
    after = headings[0] + table(row, other) + headings[1] + table("A-3 | z | Todo", row)
    assert said("duplicate-id", after, before) == ["A-1: line 5 has this task too"]
    assert said("duplicate-id", after, after) == []
    assert said("duplicate-id", after) == []
    moved = headings[0] + table(other) + headings[1] + table("A-3 | z | Todo", row)
    assert said("duplicate-id", moved, before) == []


def test_versions_are_no_duplicates() -> None:
    header = "Component | Deployed in staging | Status"
    text = table("api | 1.0.3 | done", "web | 1.2.0 | done", header=header)
    assert said("duplicate-id", text + "\n# Next\n\n" + text) == []


@pytest.mark.parametrize(
    "word", ["", "-", "—", "TBD", "N/A", "✅ DONE", "**DONE**", "done", "Done (yesterday)", "In Progress"]
)
def test_known_and_empty_statuses_of_the_strict_set(word: str) -> None:
    assert said("unknown-status", LEGEND + table(f"A-1 | x | {word}")) == []


@pytest.mark.parametrize(("word", "hint"), [("REDAY", "READY"), ("Runing", "RUNNING"), ("Zebra", "known here")])
def test_unknown_status_of_the_strict_set(word: str, hint: str) -> None:
    (found,) = judged("unknown-status", LEGEND + table(f"A-1 | x | {word}"))
    assert found.severity == "error"
    assert hint in (found.hint or "")


@pytest.mark.parametrize("word", ["Zebra", "two words", "half-zebra", "true", 'so "called"', "a\\zebra"])
def test_the_setting_that_a_hint_names_is_yaml_for_this_word(word: str) -> None:
    (found,) = judged("unknown-status", table(f"A-1 | x | {word}"))
    assert found.hint is not None
    setting = re.search(r"`statuses: (\{.*\})`", found.hint)
    assert setting is not None
    assert YAML(typ="safe", pure=True).load(setting[1].replace("...", "partial")) == {word: "partial"}


def test_a_legend_is_not_held_against_tables_that_do_not_use_it() -> None:
    text = "| Status | Meaning |\n|---|---|\n| Open | not begun |\n| Done | finished |\n\n# T\n\n" + table(
        "A-1 | x | Done"
    )
    assert [
        each.severity for each in judged("unknown-status", text + "\n# Documents\n\n" + table("B-1 | y | Reference"))
    ] == ["note"]


@pytest.mark.parametrize(
    ("text", "severity", "hint"),
    [
        ("caf\udce9", "warning", "convert the file"),
        ("caf\udce9 é", "warning", "write there"),
        ("?\udcba\udce7?" * 3, "warning", "older version"),
        ("?\udcba\udce7?建" * 10, "error", "older version"),
    ],
)
def test_what_helps_with_bytes_that_are_no_utf8(text: str, severity: str, hint: str) -> None:
    (found,) = judged("control-character", table(f"A-1 | {text} | Todo"))
    assert found.severity == severity
    assert found.hint is not None
    assert hint in found.hint


OVERVIEW = table("Phase 1: Hull | Done", "Phase 2: Rig | Pending", header="Phase | Status") + "\n"


@pytest.mark.parametrize(
    ("heading", "found"),
    [
        ("## Phase 2: Rig (in progress)", ["phase 2 is in progress here, and Pending in line 4"]),
        ("## Phase 2: Rig ✅", ["phase 2 is ✅ here, and Pending in line 4"]),
        ("## Phase 2: Rig\n\n**Status:** ✅ Done (PR 7)", ["phase 2 is Done here, and Pending in line 4"]),
        ("## Phase 1: Hull 🔄 WIP", ["phase 1 is WIP here, and Done in line 3"]),
        ("## Phase 2: Rig (planned)", []),
        ("## Phase 2: Rig (blocked)", []),
        ("## Phase 2: Rig", []),
        ("## Phase 2: Doing", []),
        ("## Phase 2: Engine ✅", []),
        ("## Phase 2: Rig ✅\n\n## Phase 2: Rig, continued", []),
        ("## Phase 2.1: Rig ✅", []),
        ("## Phase 2-3: Rig ✅", []),
        ("## Phase 3: Rig ✅", []),
        ("## Phase 2: Rig\n\n### Masts\n\n**Status:** Done", []),
    ],
)
def test_a_heading_and_an_overview(heading: str, found: list[str]) -> None:
    assert said("false-phase", OVERVIEW + heading + "\n") == found


def test_the_number_alone_is_a_part_where_the_header_says_of_what() -> None:
    rows = ("0 | Bootstrap | COMPLETE", "1 | Settings | Todo")
    text = table(*rows, header="WS | Name | Status") + "\n## WS0: Repository Bootstrap\n\n**Status**: IN PROGRESS\n"
    assert said("false-phase", text) == ["workstream 0 is IN PROGRESS here, and COMPLETE in line 3"]
    assert said("false-phase", text.replace("| WS |", "| # |")) == []


@pytest.mark.parametrize(
    ("head", "foot", "found"),
    [
        ("2026-05-09", "2026-05-02", ["last updated 2026-05-02, and line 1 says 2026-05-09"]),
        ("2026-05-02 (x)", "2026-05-09 12:30", ["last updated 2026-05-02, and line 9 says 2026-05-09"]),
        ("2026-05-09 10:00", "2026-05-09 12:30", []),
        ("soon", "2026-05-09", []),
    ],
)
def test_both_ends_say_when_a_file_was_updated(head: str, foot: str, found: list[str]) -> None:
    middle = "\n\n## Tasks\n\n" + table("A-1 | x | Todo") + "\n"
    assert said("stale-last-updated", f"Last updated: {head}{middle}*Last updated: {foot}*\n") == found
    assert said("stale-last-updated", f"Last updated: {head}{middle}Updated: {foot}\n\n## More\n\na\n\nb\n\nc\n") == []


TOTALS = "Total | 12"


@pytest.mark.parametrize(
    ("header", "rows", "found"),
    [
        ("Part | Files", ("a | 5", "b | 6", TOTALS), ["Total: Files says 12, its rows add up to 11"]),
        ("Part | Files", ("a | 5", "b | 7", TOTALS), []),
        (
            "Part | Cost",
            ("a | $1,200", "b | $300", "**Total** | **$1,600**"),
            ["Total: Cost says $1,600, its rows add up to 1,500"],
        ),
        ("Part | Cost", ("a | 0.33", "b | 0.33", "c | 0.33", "Total | 1.00"), []),
        ("Part | Cost", ("a | 999", "b | 1.234", "Total | 2.233"), []),
        ("Part | Size", ("a | 5 MB", "b | 6 KB", "Total | 12 MB"), []),
        ("Part | Files", ("a | ~5", "b | 6", TOTALS), []),
        ("Part | Files", ("a | 5", "↳ b | 3", "c | 6", TOTALS), []),
        ("Part | Files", ("a | 3", "b | 3", "Subtotal | 6", "c | 5", TOTALS), []),
        ("Part | Unique users", ("a | 5", "b | 8", TOTALS), []),
        ("Team | Headcount", ("a | 5", "b | 8", TOTALS), []),
        ("Part | Balance", ("a | 20", "b | 15", TOTALS), []),
        ("Phase | Days", ("a | 6", "b | 8", TOTALS), []),
        ("Phase | Days", ("a | 5", "b | 6", TOTALS), ["Total: Days says 12, its rows add up to 11"]),
        ("Part | Files", ("a | 12", TOTALS), []),
    ],
)
def test_a_total_row_of_any_table(header: str, rows: tuple[str, ...], found: list[str]) -> None:
    assert said("rollup-arithmetic", table(*rows, header=header)) == found


@pytest.mark.parametrize(
    ("row", "found"),
    [
        (
            "A-3 | realized",
            "A-3: 2 cells of 4 are missing in front of 'realized', which stands under Task instead of Status",
        ),
        (
            "A-3 | Deck | realized",
            "1 cell of 4 is missing in front of 'realized', which stands under Test instead of Status",
        ),
        ("A-3 | Deck | T", "1 cell of 4 is missing"),
        ("A-3 | Deck | planned", "1 cell of 4 is missing"),
    ],
)
def test_a_row_that_has_slipped(row: str, found: str) -> None:
    text = table("A-1 | Keel | T | realized", "A-2 | Ribs | T | realized", row, header="ID | Task | Test | Status")
    (message,) = said("ragged-row", text)
    assert message.endswith(found)


@pytest.mark.parametrize(
    ("header", "rows", "found"),
    [
        ("Category | Current State", ("Speed | Strong", "Comfort | Done"), False),
        ("What | Status", ("Hours | Good", "Rates | Done"), False),
        ("System | Status", ("Sun | Validated", "Moon | Prediction", "Mars | Validated"), False),
        ("Worktree | Base | Status", ("a | main | Merged", "b | main | Noisy"), False),
        ("Module | Status", ("Speed | Strong", "Comfort | Done"), True),
        ("Category | Current State | Owner", ("Speed | Strong | Ada", "Comfort | Done | Bob"), True),
        ("Category | Status", ("Speed | Done", "Comfort | In progress", "Noise | Wobbly"), True),
    ],
)
def test_words_are_noted_where_a_table_tells_of_work(header: str, rows: tuple[str, ...], found: bool) -> None:
    assert bool(said("unknown-status", table(*rows, header=header))) == found


def test_status_lines_are_noted_where_some_can_be_read() -> None:
    lines = "### T-1: Keel\n\n**Status:** Accepted\n\n### T-2: Ribs\n\n**Status:** {}\n"
    assert said("unknown-status", lines.format("Accepted")) == []
    assert said("unknown-status", lines.format("Done")) == [
        "1 word in these status lines means nothing to forgemd: Accepted"
    ]


def test_proofs_under_what_is_complete_are_no_statuses() -> None:
    text = table("Engine | Done", "Tests | Comprehensive", header="Component | Status")
    assert said("unknown-status", "# Components\n\n" + text) != []
    assert said("unknown-status", "# What's complete\n\n" + text) == []


def test_a_word_that_a_table_of_severities_explains_is_known() -> None:
    legend = "| Icon | Meaning |\n|---|---|\n| 🔴 | Worst case, false sense of control |\n| 🟢 | No action |\n\n"
    text = table("A-1 | x | 🔴 Worst case", "A-2 | y | Wobbly", "A-3 | z | Done")
    (found,) = said("unknown-status", legend + text)
    assert found.endswith(": Wobbly")


def test_a_slash_between_words_is_no_end_of_a_status() -> None:
    rows = ("A-1 | x | Plumbed for dev/prod", "A-2 | y | Done/merged", "A-3 | z | 40/56 half-days")
    (found,) = said("unknown-status", table(*rows))
    assert found.endswith(": Plumbed for dev/prod")


@pytest.mark.parametrize(
    ("word", "hint"),
    [
        ("CLOSED-BY-EXTEND", "CLOSED-BY-EXTEND: done"),
        ("Installed", "{Installed: ...}"),
        ("🟡 ~Half?", '"~Half?": ...'),
    ],
)
def test_a_category_is_proposed_only_where_the_word_says_so(word: str, hint: str) -> None:
    (found,) = judged("unknown-status", table(f"A-1 | x | {word}"))
    assert found.hint is not None
    assert hint in found.hint


def test_words_are_noted_once_in_a_file() -> None:
    text = table("A-1 | x | Owed", "A-2 | y | Frozen") + "\n# B\n\n" + table("B-1 | x | Owed") + "\n# C\n\n"
    text += table("C-1 | x | owed", "C-2 | y | Wobbly", "C-3 | z | 40", "C-4 | z | v0.1.0")
    found = said("unknown-status", text)
    assert [message.split(": ")[1] for message in found] == ["Owed, Frozen", "Wobbly, owed"]
    assert found[1].startswith("2 words"), "what was told above is none the less without a meaning here"


@pytest.mark.parametrize(
    ("cell", "lost"),
    [
        ("A-9", ["A-9"]),
        ("A-1, A-9", ["A-9"]),
        ("**A-9**", ["A-9"]),
        ("A-1 to A-4", ["A-3", "A-4"]),
        ("A-1 ✅", []),
        ("a-01", []),
        ("B-9", []),
        ("#12", []),
        ("Phase 9", []),
        ("after A-9 is done", []),
        ("—", []),
        ("None", []),
    ],
)
def test_unknown_dependency(cell: str, lost: list[str]) -> None:
    text = table("A-1 | x | Todo | -", f"A-2 | y | Todo | {cell}", header="ID | Task | Status | Depends on")
    found = said("unknown-dependency", text)
    assert found == [f"A-2: depends on {name}, which is no task of this tracker" for name in lost]


def test_dependency_on_an_id_that_stands_for_several_tasks_is_known() -> None:
    text = table("1 | x | Todo | -", "2 | y | Todo | 1", header="# | Task | Status | Depends on")
    assert said("unknown-dependency", text + "\n# Next\n\n" + text) == []


def test_each_knot_is_shown_once() -> None:
    rows = ("A-1 | x | Todo | A-2", "A-2 | y | Todo | A-1", "B-1 | x | Todo | B-2", "B-2 | y | Todo | B-1")
    text = table(*rows, "C-1 | z | Todo | A-1, B-1", header="ID | Task | Status | Depends on")
    assert said("dependency-cycle", text) == [
        "A-1: waits for itself: A-1 → A-2 → A-1",
        "B-1: waits for itself: B-1 → B-2 → B-1",
    ]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("PENDING", "READY", None),
        ("PENDING", "🟦 Ready", None),
        ("PENDING", "DONE", "A-1: PENDING → DONE is not allowed"),
        ("DONE", "READY", "A-1: DONE → READY is not allowed"),
        ("PENDING", "", "A-1: PENDING was taken away"),
        ("PENDING", "-", "A-1: PENDING was taken away"),
        ("PENDING", "Zebra", None),
        ("REDAY", "DONE", None),
        ("", "READY", None),
        ("-", "DONE", "A-1: a new task cannot begin as DONE"),
        ("RUNNING", "In Progress", None),
    ],
)
def test_transition_under_the_strict_workflow(old: str, new: str, message: str | None) -> None:
    before, after = (LEGEND + table(f"A-1 | x | {status}") for status in (old, new))
    assert said("illegal-transition", after, before) == ([] if message is None else [message])


def test_commands_in_hints_are_safe_to_paste() -> None:
    before = LEGEND + table("$(touch x) 'y' | READY", header="Task | Status")
    (found,) = judged("illegal-transition", before.replace("| READY |\n", "| DONE |\n"), before)
    command = (found.hint or "").split("next: ")[1]
    assert shlex.split(command) == ["forgemd", "set", "$(touch x) 'y'=ASSIGNED"]


def test_the_way_out_is_named() -> None:
    (found,) = judged("illegal-transition", LEGEND + table("A-1 | x | DONE"), LEGEND + table("A-1 | x | PENDING"))
    assert found.hint == (
        "PENDING may become READY or BLOCKED; shortest legal path: PENDING → BLOCKED → RUNNING → REVIEW → DONE; "
        "usual: PENDING → READY → ASSIGNED → RUNNING → REVIEW → DONE; next: forgemd set A-1=READY"
    )
    (found,) = judged("illegal-transition", LEGEND + table("A-1 | x | READY"), LEGEND + table("A-1 | x | DONE"))
    assert "DONE is final" in (found.hint or "")
    assert (found.task, found.role, found.severity) == ("A-1", "status", "error")


def test_a_new_tracker_may_begin_as_it_likes() -> None:
    assert said("illegal-transition", LEGEND + table("A-1 | x | DONE")) == []


def test_relaxing_the_legend_does_not_make_the_change_legal() -> None:
    before = LEGEND + table("A-1 | x | PENDING")
    after = before.replace("| A-1 | x | PENDING", "| A-1 | x | DONE").replace("| BLOCKED | `BLOCKED` | . |\n", "")
    assert said("illegal-transition", after, before) == ["A-1: PENDING → DONE is not allowed"]


def test_a_new_status_of_the_legend_is_nobody_s_illegal_transition() -> None:
    before = LEGEND + table("A-1 | x | PENDING")
    after = before.replace("| A-1 | x | PENDING", "| A-1 | x | PARKED")
    after = after.replace("| BLOCKED | `BLOCKED` | . |\n", "| BLOCKED | `BLOCKED` | . |\n| PARKED | `PARKED` | . |\n")
    assert said("illegal-transition", after, before) == []


def test_adding_a_second_table_of_numbers_is_no_change_of_the_first() -> None:
    before = LEGEND + table("1 | x | DONE", header="# | Task | Status")
    after = before + "\n# Next\n\n" + table("1 | y | PENDING", header="# | Task | Status")
    assert said("illegal-transition", after, before) == []


STEPS = ("t | A-1 | PENDING | READY | a", "t | A-1 | READY | ASSIGNED | a", "t | A-1 | ASSIGNED | RUNNING | a")


@pytest.mark.parametrize(
    ("entries", "legal"),
    [
        (STEPS, True),
        (STEPS[::-1], True),
        (STEPS[1:], False),
        ((STEPS[0], STEPS[2]), False),
        (("t | A-1 | PENDING | RUNNING | a",), False),
        ((*STEPS[:2], "t | A-2 | ASSIGNED | RUNNING | a"), False),
        (("t | A-1 to A-2 | PENDING | READY | a", "t | ALL | READY | ASSIGNED | a", STEPS[2]), True),
        ((*STEPS[:2], "{TIME} | A-1 | ASSIGNED | RUNNING | {AGENT}"), False),
    ],
)
def test_steps_in_the_log_make_a_leap_legal(entries: tuple[str, ...], legal: bool) -> None:
    before = LEGEND + table("A-1 | x | PENDING", "A-2 | y | PENDING") + LOG
    after = (
        LEGEND + table("A-1 | x | RUNNING", "A-2 | y | PENDING") + LOG + "".join(f"| {entry} |\n" for entry in entries)
    )
    assert (said("illegal-transition", after, before) == []) == legal


def test_entries_of_the_base_do_not_make_a_leap_legal() -> None:
    rows = "".join(f"| {entry} |\n" for entry in STEPS)
    before = LEGEND + table("A-1 | x | PENDING") + LOG + rows
    after = LEGEND + table("A-1 | x | RUNNING") + LOG + rows
    assert said("illegal-transition", after, before) == ["A-1: PENDING → RUNNING is not allowed"]


@pytest.mark.parametrize(
    ("old", "new", "count"),
    [("Todo", "Done", 0), ("Done", "In progress", 0), ("Done", "Todo", 1), ("Complete", "Done", 0)],
)
def test_transition_under_the_lenient_workflow(old: str, new: str, count: int) -> None:
    found = judged("illegal-transition", table(f"A-1 | x | {new}"), table(f"A-1 | x | {old}"))
    assert [each.severity for each in found] == ["warning"] * count


def configured(text: str, workflow: Workflow) -> Tracker:
    return read(Source(text, "TASKS.md"), Settings(workflow=workflow))


def test_a_configured_workflow_judges_and_may_be_silent() -> None:
    old, new = table("A-1 | x | PENDING"), table("A-1 | x | DONE")
    for severity, count in (("error", 1), ("warning", 1), (None, 0)):
        workflow = strict_by_name("configured", severity)  # type: ignore[arg-type]
        subject = Subject(configured(new, workflow), configured(old, workflow))
        found = run([subject], Selection(only=("illegal-transition",))).diagnostics
        assert [each.severity for each in found] == [severity] * count


@pytest.mark.parametrize(
    ("old", "new", "entry", "found"),
    [
        ("Todo", "Done", "", ["A-1: Todo → Done, and no row of the change log says so"]),
        ("Todo", "Done", "2026-05-01 | A-1 | Todo | Done | a", []),
        ("Todo", "Done", "2026-05-01 | ALL | Todo | Done | a", []),
        ("Todo", "Done", "2026-05-01 | a-01 | Todo | Done | a", []),
        (
            "Todo",
            "Done",
            "2026-05-01 | A-9 | Todo | Done | a",
            ["A-1: Todo → Done, and no row of the change log says so"],
        ),
        ("Todo", "Done", "{TIME} | A-1 | Todo | Done | a", ["A-1: Todo → Done, and no row of the change log says so"]),
        ("Todo", "✅ todo", "", []),
        ("Complete", "Done", "", []),
    ],
)
def test_missing_entry(old: str, new: str, entry: str, found: list[str]) -> None:
    before, after = table(f"A-1 | x | {old}") + LOG, table(f"A-1 | x | {new}") + LOG
    assert said("missing-entry", after + (f"| {entry} |\n" if entry else ""), before) == found


def test_missing_entry_needs_a_log_and_is_an_error_under_a_workflow() -> None:
    before, after = LEGEND + table("A-1 | x | PENDING"), LEGEND + table("A-1 | x | READY")
    assert said("missing-entry", after, before) == []
    assert [each.severity for each in judged("missing-entry", after + LOG, before + LOG)] == ["error"]


@pytest.mark.parametrize(
    ("status", "entries", "contradicts"),
    [
        ("Done", ("2026-05-01 | A-1 | Todo | Done | a",), False),
        ("Done", ("2026-05-01 | A-1 | Todo | Completed | a",), False),
        ("Todo", ("2026-05-01 | A-1 | Todo | Done | a",), True),
        ("Todo", ("2026-05-02 | A-1 | Todo | Done | a", "2026-05-01 | A-1 | - | Todo | a"), True),
        ("Todo", ("2026-05-01 | A-1 | Todo | Done | a", "2026-05-02 | A-1 | Done | Todo | a"), False),
        ("Todo", ("2026-05-01 | A-1 | Todo | Done | a", "2026-05-01 | A-1 | Done | Todo | a"), False),
        ("Todo", ("soon | A-1 | Todo | Done | a", "later | A-1 | - | Done | a"), False),
        ("Todo", ("2026-05-01 | A-1 | Todo | Done | a", "2026-05-02 | ALL | - | Blocked | a"), False),
        ("Todo", ("2026-05-01 | ALL | - | Done | a",), False),
        ("Todo", ("2026-05-01 | A-1 to A-3 | - | Done | a",), True),
        ("Todo", ("2026-05-01 | A-1 | Todo | - | a",), False),
        ("Todo", ("2026-05-01 | A-1 | Todo | Zebra | a",), False),
        ("Zebra", ("2026-05-01 | A-1 | Todo | Done | a",), False),
        ("Todo", ("YYYY-MM-DD | A-1 | Todo | Done | a",), False),
    ],
)
def test_log_against_the_row(status: str, entries: tuple[str, ...], contradicts: bool) -> None:
    text = table(f"A-1 | x | {status}", "A-7 | y | Todo") + LOG + "".join(f"| {entry} |\n" for entry in entries)
    assert bool(said("log-contradicts-status", text)) == contradicts


def test_log_against_the_base() -> None:
    before, after = table("A-1 | x | Todo") + LOG, table("A-1 | x | Done") + LOG
    wrong, right = "| 2026-05-02 | A-1 | Blocked | Done | a |\n", "| 2026-05-01 | A-1 | Todo | Blocked | a |\n"
    assert said("log-contradicts-status", after + wrong, before) == [
        "A-1: the entry says it was Blocked, the row said Todo"
    ]
    assert said("log-contradicts-status", after + right + wrong, before) == []
    # An entry that somebody adds for a change of long ago is no lie about this one.
    assert said("log-contradicts-status", before + "| 2026-05-01 | A-1 | Blocked | Todo | a |\n", before) == []


@pytest.mark.parametrize(
    ("row", "messages"),
    [
        ("Web | 12 | 5 | 7", []),
        ("Web | 12 | 5 | 6", ["Web: Total says 12, its states add up to 11"]),
        ("Web | **12** | ✅ 5 | 6", ["Web: Total says 12, its states add up to 11"]),
        ("Web | ~12 | 5 | 6", []),
        ("Web | 12 | 5 | -", []),
        ("Web | 12 | 5/6 | 6", []),
    ],
)
def test_states_against_the_total(row: str, messages: list[str]) -> None:
    rest = ("App | 8 | 8 | 0", "Cli | 1 | 0 | 1")
    assert said("rollup-arithmetic", table(row, *rest, header="Client | Total | Done | Remaining")) == messages


@pytest.mark.parametrize(
    ("header", "row", "wrong"),
    [
        ("Client | Total | Done | In progress", "Web | 12 | 5 | 6", False),
        ("Client | Total | Done | In progress", "Web | 12 | 7 | 6", True),
        ("Client | Total | Done | Skipped", "Web | 12 | 7 | 2", False),
        ("Client | Total | Done | Todo | Flaky", "Web | 12 | 7 | 2 | 3", False),
        ("Client | Total | Passed | Fixed | Pending", "Web | 12 | 7 | 7 | 5", False),
        ("Client | Total | Done | In progress | Todo", "Web | 12 | 7 | 2 | 2", True),
    ],
)
def test_states_that_may_not_be_all(header: str, row: str, wrong: bool) -> None:
    second = " | ".join(["App", *["0"] * row.count("|")])
    assert bool(said("rollup-arithmetic", table(row, second, header=header))) == wrong


def test_subtotals_are_not_added() -> None:
    header = "Client | Total | Done | Remaining"
    rows = ("Web | 2 | 1 | 1", "App | 2 | 1 | 1", "Phase 1 total | 4 | 2 | 2", "Cli | 1 | 1 | 0", "Total | 5 | 3 | 2")
    assert said("rollup-arithmetic", table(*rows, header=header)) == []


@pytest.mark.parametrize(
    ("cell", "wrong"),
    [
        ("2025-02-30", True),
        ("**2025-02-30**", True),
        ("2025-2-30", True),
        ("2025/04/31", True),
        ("2025.04.31", True),
        ("2025-13-01T10:00:00Z", True),
        ("2025-02-28T24:30:00Z", True),
        ("2025-02-30 (at last)", True),
        ("31/02/2025", True),
        ("13.13.2025", True),
        ("Feb 30, 2025", True),
        ("30th February 2025", True),
        ("2025年2月30日", True),
        ("2025-02-28", False),
        ("2024-02-29", False),
        ("2025-02-28T24:00:00Z", False),
        ("15/01/2025", False),
        ("01/15/2025", False),
        ("Sprint 35, 2025", False),
        ("Week 31", False),
        ("2025-W31", False),
        ("YYYY-MM-DD", False),
        ("0000-00-00", False),
        ("2024.13.1", False),
        ("v2025.99.01", False),
        ("P2025-99-99", False),
        ("1.2.3.4", False),
        ("TBD", False),
        ("after 2025-02-30", False),
    ],
)
def test_bad_date(cell: str, wrong: bool) -> None:
    header = "ID | Task | Status | Completed"
    text = table("A-1 | x | Done | 2025-01-01", f"A-2 | y | Done | {cell}", header=header)
    assert bool(said("bad-date", text)) == wrong


def test_dates_are_looked_for_in_date_columns_only() -> None:
    assert said("bad-date", table("A-1 | 2025-02-30 | Done", "A-2 | y | Done")) == []


def test_missing_field_follows_the_configuration() -> None:
    from forgemd.tracker import Required

    workflow = Workflow(
        "own", "error", "", {"TODO": ("DONE",), "DONE": ()}, required={"DONE": Required(("notes",), "error")}
    )
    text = table("A-1 | x | DONE | -", "A-2 | y | TODO | -", "A-3 | z | DONE | ok", header="ID | Task | Status | Notes")
    found = run([Subject(configured(text, workflow))], Selection(only=("missing-field",))).diagnostics
    assert [(each.message, each.severity, each.role) for each in found] == [
        ("A-1: DONE wants Notes filled", "error", "notes")
    ]


@pytest.mark.parametrize(
    ("row", "fixed"),
    [
        ("| A-1 | `a | b` | Done |", "| A-1 | `a \\| b` | Done |"),
        ("| A-1 | `a || b` | Done |", "| A-1 | `a \\|\\| b` | Done |"),
        ("| A-1 | ``a ` | b`` | Done |", "| A-1 | ``a ` \\| b`` | Done |"),
        ("| A-1 | a | b | Done |", None),
        ("| A-1 | `a | b` | c | Done |", None),
        ("| A-1 | `a | b | Done |", None),
    ],
)
def test_bars_inside_code(row: str, fixed: str | None) -> None:
    source = Source(table() + row + "\n", "TASKS.md")
    (found,) = run([Subject(read(source))], Selection(only=("ragged-row",))).diagnostics
    if fixed is None:
        assert found.fix is None
        return
    assert found.fix is not None
    assert found.fix.safety == "unsafe"
    assert apply(source, found.fix.edits).text == table() + fixed + "\n"


def test_an_unsafe_fix_waits_to_be_asked() -> None:
    tracker = reading(table("A-1 | `a | b` | Done"))
    assert fix(Subject(tracker), read).tracker is tracker
    done = fix(Subject(tracker), read, unsafe=True)
    assert done.tracker.source.text == table("A-1 | `a \\| b` | Done")


def test_real_trackers_raise_no_alarm(shared: str) -> None:
    """The four seeds hold no error; two hold words that only their authors understand, two are mojibake, and what
    two say of themselves is false (see the tests of claims)."""
    for name in sorted(os.listdir(os.path.join(shared, "seeds"))):
        with open(os.path.join(shared, "seeds", name), "rb") as file:
            tracker = read(Source.decode(file.read(), name), DEFAULTS)
        found = run([Subject(tracker)]).diagnostics
        assert {each.severity for each in found if each.rule not in ("mojibake", "false-claim")} <= {"note"}
        assert any(each.rule == "false-claim" for each in found) == name.startswith(("001", "002"))
        assert any(each.rule == "mojibake" for each in found) == name.startswith(("000", "003"))


def test_the_archetype_is_judged_with_its_mojibake(shared: str) -> None:
    (name,) = (name for name in os.listdir(os.path.join(shared, "seeds")) if name.startswith("003"))
    with open(os.path.join(shared, "seeds", name), "rb") as file:
        base = read(Source.decode(file.read(), "TASK-STATUS.md"))
    text = base.source.text
    row = next(line for line in text.splitlines() if line.startswith("| P1-002 "))
    edited = read(Source(text.replace(row, row.replace("PENDING", "DONE")), "TASK-STATUS.md"))
    found = {each.rule: each for each in run([Subject(edited, base)]).diagnostics}
    expected = {"illegal-transition", "legend-drift", "missing-entry", "missing-field", "mojibake", "stale-rollup"}
    assert set(found) == expected
    transition = found["illegal-transition"]
    assert edited.source.slice(transition.span).endswith("DONE")
    assert transition.message == "P1-002: PENDING → DONE is not allowed"
    assert "PENDING may become READY or BLOCKED" in (transition.hint or "")


# Reading


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (table("A-1 | x | Todo") + "Text.\n", 1),
        (table("A-1 | x | Todo").replace("| ID", "ID").replace("\n| A", "\nA") + "B-1\n", 0),
        ("> " + table("A-1 | x | Todo").replace("\n|", "\n> |") + "> Text.\n", 1),
        ("| x |\n|---|\nText\n", 0),
        (table() + "Text.\n", 0),
        (table("A-1 | x | Todo") + "Text.\n| A-2 | y | Todo |\n", 0),
        (table("A-1 | x | Todo") + "\nText.\n", 0),
    ],
)
def test_text_below_a_table(text: str, found: int) -> None:
    assert len(judged("glued-row", text)) == found


def test_text_in_a_quote_is_told_and_left_alone() -> None:
    (found,) = judged("glued-row", "> " + table("A-1 | x | Todo").replace("\n|", "\n> |") + "> Text.\n")
    assert found.fix is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("| a | b |\n|---|\n", ["this is no table: the header has 2 cells, and the row of dashes 1"]),
        ("| a | b |\n|---|---|---|\n", ["this is no table: the header has 2 cells, and the row of dashes 3"]),
        ("| a |\n|---|---|\n", []),
        ("text\n| a | b |\n|:--|\n", ["this is no table: the header has 2 cells, and the row of dashes 1"]),
        ("| a | b |\n|---|--x|\n", []),
        ("| a \\| b | c |\n|---|\n", ["this is no table: the header has 2 cells, and the row of dashes 1"]),
        ("    | a | b |\n    |---|\n", []),
        ("<!--\n| a | b |\n|---|\n-->\n", []),
        (
            table("A-1 | x | Todo") + "\n| B-1 | x | Todo |\n",
            ["a row is no row: the empty line above has ended its table (line 1)"],
        ),
        (table("A-1 | x | Todo") + "\n| B-1 | x |\n", []),
        (
            table("A-1 | x | Todo") + "\n| B-1 | x | Todo |\nText.\n",
            ["a row is no row: the empty line above has ended its table (line 1)"],
        ),
        (table("A-1 | x | Todo") + "\nText.\n| B-1 | x | Todo |\n", []),
        (table("A-1 | x | Todo") + "\n# B\n\n| B-1 | x | Todo |\n", []),
    ],
)
def test_what_was_meant_as_a_table(text: str, found: list[str]) -> None:
    assert said("broken-table", text) == found


def test_fixes_of_broken_tables_make_tables() -> None:
    for text in ("| a | b |\n|---|\n", "| a | b |\r\n|---|---|---|\r\n", table("A-1 | x | T") + "\n| B-1 | y | T |\n"):
        done = fix(Subject(reading(text), is_new=True), read, Selection(only=("broken-table",)), unsafe=True)
        assert (len(done.fixed), done.unsettled) == (1, ())
        assert run([Subject(done.tracker)], Selection(only=("broken-table",))).diagnostics == ()
        assert len(done.tracker.document.tables) == 1


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a\r\nb\nc\n", ["2 lines end in LF and 1 in CR LF"]),
        ("a\r\nb\nc", ["1 line ends in CR LF and 1 in LF"]),
        ("a\rb\r\nc\r\nd\n", ["2 lines end in CR LF and 1 in CR and 1 in LF"]),
        ("a\r\nb\r\nc", []),
        ("a\nb\nc", []),
    ],
)
def test_line_endings(text: str, found: list[str]) -> None:
    assert said("mixed-line-endings", text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("\ufeffa\n", []),
        ("a\tb\r\n", []),
        ("a\ufeffb\ufeff", ["U+FEFF (a byte order mark) stands in 2 places, first here"]),
        ("a\x07b", ["U+0007 (a control character) stands here"]),
        ("a\u2028b", ["U+2028 (a line separator that ends no line) stands here"]),
        ("\u05d0\u202eb", []),
        ("a\u202eb", ["U+202E (it turns the direction of text) stands here"]),
        ("a\udce9b\udcff", ["2 bytes are no UTF-8, the first here"]),
        ("\udcc3 \udca9", ["2 bytes are no UTF-8, the first here"]),  # one letter, without the blank
        ("\u2705 a\u200b\u00ad\u200d\ufe0f", []),
        ("\u2705".encode().decode("latin-1") + " Done", []),
    ],
)
def test_control_characters(text: str, found: list[str]) -> None:
    assert said("control-character", text) == found


def test_a_text_with_conflict_markers_is_judged_by_nothing_else() -> None:
    text = table("A-1 | x | Todo", "A-1 | y | Todo") + "\n<<<<<<< a\n=======\n| 1 |\n\n| 2 |\n>>>>>>> b\n"
    result = run([Subject(reading(text))])
    assert [each.message for each in result.diagnostics] == [
        "a merge left two versions here, in no line and lines 8 to 10"
    ]
    assert {each.rule for each in result.not_run} >= {"duplicate-id", "ragged-row"}


# Ids


@pytest.mark.parametrize(
    ("ids", "found"),
    [
        (("T-1", "T-2", ""), ["y2: the task has no id"]),
        (("T-1", "T-2", "T-3", "TBD"), ["TBD: the task has no id"]),
        (("T-1", "T-2", "-"), []),
        (("T-1", "T-2", "—"), []),
        (("T-1", "", ""), []),
        (("T-1", ""), []),
        (("-", "—", ""), []),  # nobody has one
    ],
)
def test_missing_id(ids: tuple[str, ...], found: list[str]) -> None:
    assert said("missing-id", table(*(f"{name} | y{at} | Todo" for at, name in enumerate(ids)))) == found


def test_missing_ids_are_given_one_by_one() -> None:
    text = table("T-8 | a | Todo", " | b | Todo", "T-9 | c | Todo", " | d | Todo", "T-1 | e | Todo", "T-2 | f | Todo")
    done = fix(Subject(reading(text)), read, Selection(only=("missing-id",)), unsafe=True)
    assert [task.id for task in done.tracker.tasks] == ["T-8", "T-10", "T-9", "T-11", "T-1", "T-2"]


@pytest.mark.parametrize(
    ("ids", "found"),
    [
        (("P1-1", "\u04201-2"), ["\u04201-2: in place of P stands U+0420"]),
        (("P1-1", "P1-\uff12"), ["P1-\uff12: in place of 2 stands U+FF12"]),
        (("P1-1", "P1\u200b-2"), ["P1\u200b-2: U+200B cannot be seen"]),
        (("P1-1", "P1\u20112"), ["P1\u20112: in place of - stands U+2011"]),
        (("T-1", "T-01"), ["T-01: looks like T-1 (line 3)"]),
        (("T-11", "T-1l", "T-I1"), ["T-1l: looks like T-11 (line 3)", "T-I1: looks like T-11 (line 3)"]),
        (("1", "01"), []),
        (("A-1", "A-10"), []),
        (("\u0410\u0412-1", "\u0410\u0412-2"), []),
        (("\u7b2c1", "\u7b2c2"), []),
        (("BOT-1", "B0T-1"), []),
        (("IO-1", "IO-2"), []),
        (("T-1\u2013T-3", "T-4"), []),
        (("T-1 \u2705", "T-2"), []),
    ],
)
def test_ambiguous_id(ids: tuple[str, ...], found: list[str]) -> None:
    assert said("ambiguous-id", table(*(f"{name} | y{at} | Todo" for at, name in enumerate(ids)))) == found


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        (("A-1 | x | Todo",), ("A-2 | x | Todo",), ['A-2: was called A-1 before ("x")']),
        (("A-1 | x | Todo", "A-2 | y | Todo"), ("A-2 | x | Todo", "A-1 | y | Todo"), []),
        (("A-1 | x | Todo", "A-2 | x | Todo"), ("A-3 | x | Todo",), []),
        (("1 | x | Todo",), ("2 | x | Todo",), []),
        (("A-1 | x | Todo",), ("A-2 | z | Todo",), []),
        (("- | x | Todo",), ("A-1 | x | Todo",), []),
    ],
)
def test_id_changed(before: tuple[str, ...], after: tuple[str, ...], found: list[str]) -> None:
    assert said("id-changed", table(*after), table(*before)) == found


# Dates


@pytest.mark.parametrize(
    ("times", "found"),
    [
        (("2025-01-01T00:00:00Z",) * 3, ["all 3 times in the column Started are midnight"]),
        (("2025-01-01T00:00:00Z",) * 2, []),
        (("2025-01-01 00:00", "2025-01-01 10:12"), ["1 of 2 times in the column Started are midnight"]),
        (("2025-01-01", "2025-01-01T10:12:00Z"), []),
        (("2025-01-01T00:00:00Z", *(f"2025-01-01T10:12:{second}Z" for second in range(10, 30))), []),
        (
            ("2025-01-01T00:00:00Z",) * 2 + ("2025-01-01T10:12:00Z",) * 38,
            ["2 of 40 times in the column Started are midnight"],
        ),
    ],
)
def test_placeholder_timestamp(times: tuple[str, ...], found: list[str]) -> None:
    text = table(
        *(f"A-{at} | x | Todo | {time}" for at, time in enumerate(times)), header="ID | Task | Status | Started"
    )
    assert [message.split(",")[0] for message in said("placeholder-timestamp", text)] == found


@pytest.mark.parametrize(
    ("started", "completed", "wrong"),
    [
        ("2025-01-02", "2025-01-01", True),
        ("2025-01-02", "2025-01-02", False),
        ("2025-01-02T10:00:00Z", "2025-01-02T09:59:59Z", True),
        ("2025-01-02T10:00:00+02:00", "2025-01-02T09:00:00Z", False),
        ("2025-01-02T10:00:00", "2025-01-02T09:00:00Z", False),
        ("2025-01-03 10:00", "2025-01-02T09:00:00Z", True),
        ("2025-01-02T10:00:00Z", "2025-01-01", False),
        ("2025-01-03T10:00:00Z", "2025-01-01", True),
        ("2025-01-02", "-", False),
        ("soon", "2025-01-01", False),
    ],
)
def test_completed_before_started(started: str, completed: str, wrong: bool) -> None:
    text = table(f"A-1 | x | Done | {started} | {completed}", header="ID | Task | Status | Started | Completed")
    assert bool(said("completed-before-started", text)) == wrong


@pytest.mark.parametrize(
    ("row", "wrong"),
    [
        ("Done | 2026-05-01 | 2026-06-01", True),
        ("Done | 2026-05-01 | 2026-05-31", False),
        ("In progress | 2026-07-01 | 2026-08-01", True),
        ("Todo | 2026-07-01 | 2026-08-01", False),
        ("In progress | 2026-05-01 | 2026-08-01", False),
    ],
)
def test_future_date(row: str, wrong: bool) -> None:
    tracker = reading(table(f"A-1 | x | {row}", header="ID | Task | Status | Started | Completed"))
    now = datetime(2026, 5, 30, 23, tzinfo=timezone(timedelta(hours=-5)))
    found = run([Subject(tracker)], Selection(only=("future-date",), now=datetime(2026, 5, 30, 12, tzinfo=UTC)))
    assert bool(found.diagnostics) == wrong
    assert not run([Subject(tracker)], Selection(only=("future-date",), now=now + timedelta(days=100))).diagnostics


# Dependencies


WAITING = "ID | Task | Status | Depends on"


@pytest.mark.parametrize(
    ("rule", "rows", "found"),
    [
        ("self-dependency", ("A-1 | x | Todo | a-01",), ["A-1: waits for itself"]),
        ("self-dependency", ("A-1 | x | Todo | A-1 (optional)",), []),
        ("self-dependency", ("1 | x | Todo | Phase 1",), []),
        ("done-before-dependency", ("1 | x | Todo | -", "2 | y | Done | 1"), ["2: is Done, and waits for 1 (Todo)"]),
        ("done-before-dependency", ("1 | x | Odd | -", "2 | y | Done | 1"), []),
        ("done-before-dependency", ("1 | x | Deferred | -", "2 | y | Done | 1"), []),
        ("done-before-dependency", ("A-1 to A-3 | x | Todo | -", "B-2 | y | Done | A-2"), []),
        ("done-before-dependency", ("A-1 | x | Todo | -", "B-2 | y | Done | after A-1 is painted"), []),
        ("started-before-dependency", ("1 | x | Active | -", "2 | y | In progress | 1"), []),
        (
            "started-before-dependency",
            ("1 | x | Blocked | -", "2 | y | Review | 1"),
            ["2: is Review, and waits for 1 (Blocked)"],
        ),
    ],
)
def test_tasks_that_do_not_wait(rule: str, rows: tuple[str, ...], found: list[str]) -> None:
    assert said(rule, table(*rows, header=WAITING)) == found


def test_under_the_strict_workflow_what_a_task_waits_for_has_to_be_finished() -> None:
    text = LEGEND + table("A-1 | x | RUNNING | -", "A-2 | y | RUNNING | A-1", header=WAITING)
    assert said("started-before-dependency", text) == ["A-2: is RUNNING, and waits for A-1 (RUNNING)"]


# Statuses


SYMBOLS = """\
| Status | Meaning |
|---|---|
| ⬜ Open | Not begun |
| 🔨 Active | In work |
| ✅ Done | Finished |

# T

"""


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (("✅ Active",), ["A-0: the word says Active, the glyph Done"]),
        (("✅ **Active** (Ada)",), ["A-0: the word says Active, the glyph Done"]),
        (("🔥 Active", "active", "Active ✅", "🔨 Active"), []),
        (("✅ Done", "✅ Finished"), []),
        (("✅ Done", "Done", "Cancelled"), ["'Cancelled' is not in the legend, and a row has it"]),
        (("Cancelled", "Approved", "Done"), []),
        (("✅", "80%", "-", "", "Done"), []),
    ],
)
def test_legend_drift(words: tuple[str, ...], found: list[str]) -> None:
    assert said("legend-drift", SYMBOLS + table(*(f"A-{at} | x | {word}" for at, word in enumerate(words)))) == found


@pytest.mark.parametrize("word", ["Done", "🔲 Done", "✅ Done"])
def test_without_a_legend_nothing_drifts_from_it(word: str) -> None:
    assert said("legend-drift", table(f"A-1 | x | {word}")) == []


@pytest.mark.parametrize(
    ("words", "found", "fixed"),
    [
        (("Done", "Done", "DONE"), 1, ["Done", "Done", "Done"]),
        (("In_Progress", "In-Progress"), 1, None),
        (("Done", "**Done**", "`done`", "Done (x)", "Complete"), 0, None),
        (("✅ Done", "Done"), 0, None),
        (("Frobbed", "frobbed"), 0, None),
    ],
)
def test_spelling_drift(words: tuple[str, ...], found: int, fixed: list[str] | None) -> None:
    tracker = reading(table(*(f"A-{at} | x | {word}" for at, word in enumerate(words))))
    selection = Selection(only=("spelling-drift",))
    assert len(run([Subject(tracker)], selection).diagnostics) == found
    written = [task.status_text for task in fix(Subject(tracker), read, selection).tracker.tasks]
    assert written == (fixed or list(words))


def test_the_legend_decides_how_a_status_is_spelled() -> None:
    text = LEGEND + table("A-1 | x | DONE", "A-2 | y | done", "A-3 | y | done", "A-4 | y | done")
    done = fix(Subject(reading(text)), read, Selection(only=("spelling-drift",)))
    assert {task.status_text for task in done.tracker.tasks} == {"DONE"}


# The log


@pytest.mark.parametrize(
    ("entries", "found"),
    [
        (("2026-01-01 | A-1 | Todo | Active | a", "2026-01-02 | A-1 | Review | Done | a"), 1),
        (("2026-01-01 | A-1 | Todo | Active | a", "2026-01-02 | A-1 | In progress | Done | a"), 0),
        (("2026-01-01 | A-1 | Todo | Active | a", "2026-01-02 | A-1 | Todo | Blocked | a"), 0),
        (("2026-01-01 | A-1 | Todo | Active | a", "2026-01-02 | A-1 | - | Done | a"), 0),
        (("2026-01-01 | A-1 | Todo | Active | a", "2026-01-02 | A-1 | Wobbly | Done | a"), 0),
        (("2026-01-01 | A-1 | Todo | Active | a", "2026-01-01 | A-1 | Review | Done | a"), 0),
        (("2026-01-01 | A-2 | Todo | Active | a", "2026-01-02 | A-1 | Review | Done | a"), 0),
        (("2026-01-02 | A-1 | Review | Done | a", "2026-01-01 | ALL | Todo | Review | a"), 0),
        (("2026-01-02 | A-1 to A-2 | Review | Done | a", "2026-01-01 | ALL | Todo | Active | a"), 1),
        (("2026-01-01 | A-1 | Todo | Active | a", "2026-01-02 | ALL | Review | Done | a"), 0),
    ],
)
def test_broken_chain(entries: tuple[str, ...], found: int) -> None:
    text = table("A-1 | x | Done", "A-2 | y | Done") + LOG + "".join(f"| {entry} |\n" for entry in entries)
    assert len(said("broken-chain", text)) == found


@pytest.mark.parametrize(
    ("days", "found"),
    [
        ((1, 2, 3, 4, 5), []),
        ((1, 2, 4, 3, 5, 6), ["the log has the oldest first, and 1 entry stands behind a newer one"]),
        ((6, 5, 3, 4, 2, 1), ["the log has the newest first, and 1 entry stands behind an older one"]),
        ((1, 2, 3, 9, 4, 5, 6, 7), ["the log has the oldest first, and 4 entries stand behind a newer one"]),
        ((1, 3, 2), []),
        ((2, 1, 2, 1), []),
    ],
)
def test_log_order(days: tuple[int, ...], found: list[str]) -> None:
    rows = "".join(f"| 2026-01-0{day} | A-1 | Todo | Done | {at} |\n" for at, day in enumerate(days))
    text = table("A-1 | x | Done") + LOG + rows
    assert said("log-order", text) == found
    done = fix(Subject(reading(text)), read, Selection(only=("log-order",)), unsafe=True)
    if found:
        assert done.unsettled == ()
        assert said("log-order", done.tracker.source.text) == []
        assert sorted(done.tracker.source.text.splitlines()) == sorted(text.splitlines())


@pytest.mark.parametrize(
    ("entries", "found"),
    [
        (("t | A-9 | Todo | Done | a",), ["the log names A-9, which is no task of this tracker"]),
        (("t | A-9 | Todo | Done | a", "t | A-9 | Done | - | a"), []),
        (("t | A-9 | Todo | Done | a", "t | A-9 | Done | Cancelled | a"), []),
        (("t | a-01 | Todo | Done | a", "t | B-9 | Todo | Done | a", "t | hull | Todo | Done | a"), []),
        (("t | A-1 to A-3 | Todo | Done | a",), ["the log names A-3, which is no task of this tracker"]),
        (("t | A-9 | {OLD} | {NEW} | a",), []),
    ],
)
def test_unknown_task_in_log(entries: tuple[str, ...], found: list[str]) -> None:
    text = table("A-1 | x | Done", "A-2 | y | Done") + LOG + "".join(f"| {entry} |\n" for entry in entries)
    assert said("unknown-task-in-log", text) == found


@pytest.mark.parametrize(
    ("line", "row", "fixed"),
    [
        ("Last Updated: 2026-01-01", "Done | - | 2026-01-02", "Last Updated: 2026-01-02"),
        ("**Last Updated:** 1 January 2026", "Done | - | 2026-01-12", "**Last Updated:** 12 January 2026"),
        ("Last Updated: 2026-01-01T10:00:00Z", "Done | - | 2026-01-02", None),
        (
            "Last Updated: 2026-01-01T10:00:00Z",
            "Active | 2026-01-02T11:12:13Z | -",
            "Last Updated: 2026-01-02T11:12:13Z",
        ),
        ("Last Updated: 2026-01-01", "Todo | 2026-01-02 | 2026-01-03", ""),
        ("Last Updated: 2026-01-02", "Done | 2026-01-02T23:00:00Z | -", ""),
        ("Last Updated: soon", "Done | - | 2026-01-02", ""),
    ],
)
def test_stale_last_updated(line: str, row: str, fixed: str | None) -> None:
    text = f"# T\n\n{line}\n\n" + table(f"A-1 | x | {row}", header="ID | Task | Status | Started | Completed")
    found = judged("stale-last-updated", text)
    assert bool(found) == (fixed != "")
    done = fix(Subject(reading(text)), read, Selection(only=("stale-last-updated",)))
    assert done.tracker.source.text == text.replace(line, fixed or line)


# What a change takes away


MANY = tuple(f"A-{number} | Some piece of work {number} | Todo" for number in range(1, 11))


@pytest.mark.parametrize(
    ("after", "lost", "removed"),
    [
        (MANY[:7], 0, 3),
        (MANY[:5], 1, 0),
        (MANY[:5] + tuple(f"B-{number} | New piece {number} | Todo" for number in range(5)), 0, 5),
        (tuple(row.replace("A-", "B-") for row in MANY), 0, 0),
        (MANY, 0, 0),
        ((), 1, 0),
    ],
)
def test_tasks_that_are_gone(after: tuple[str, ...], lost: int, removed: int) -> None:
    assert len(said("row-loss", table(*after), table(*MANY))) == lost
    assert len(said("task-removed", table(*after), table(*MANY))) == removed


def test_a_row_that_moved_out_of_the_task_tables_is_not_gone() -> None:
    kept = "\n# Notes\n\n" + "".join(f"Some piece of work {number} was moved.\n" for number in range(4, 11))
    assert said("row-loss", table(*MANY[:3]) + kept, table(*MANY)) == []
    shelf = "\n# Shelf\n\n| What | Colour |\n|---|---|\n| Ribs | red |\n"
    assert (
        said("task-removed", table("A-1 | Keel | Todo") + shelf, table("A-1 | Keel | Todo", "A-2 | Ribs | Todo")) == []
    )


@pytest.mark.parametrize(
    ("row", "header", "found"),
    [
        ("A-9 | x | Todo", "ID | Task | Status", ['A-9: the task is gone, and was Todo ("x")']),
        ("A-9 | x | ", "ID | Task | Status", ['A-9: the task is gone ("x")']),
        ("A-9 | x | Done", "ID | Task | Status", []),
        ("A-9 | x | Cancelled", "ID | Task | Status", []),
        ("9 | x | Todo", "# | Task | Status", []),
        ("- | x | Todo", "ID | Task | Status", []),
    ],
)
def test_task_removed(row: str, header: str, found: list[str]) -> None:
    assert said("task-removed", table(header=header), table(row, header=header)) == found


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("Done", "In progress", 1),
        ("Done", "Blocked", 1),
        ("Done", "Todo", 0),
        ("Done", "Cancelled", 0),
        ("Todo", "Active", 0),
    ],
)
def test_task_reopened(old: str, new: str, found: int) -> None:
    before, after = (table(f"A-1 | x | {status}") for status in (old, new))
    subject = Subject(reading(after), reading(before))
    illegal = len(said("illegal-transition", after, before))
    assert len(said("task-reopened", after, before)) == (found if not illegal else 0)
    assert not any(each.rule == "task-reopened" for each in run([subject]).diagnostics)


# Diagrams


PLAN = table("A-1 | a | Todo | -", "A-2 | b | Todo | A-1", "A-3 | c | Todo | A-2", "A-4 | d | Todo | -", header=WAITING)


@pytest.mark.parametrize(
    ("language", "body", "found"),
    [
        ("mermaid", "graph TD\nA-1 --> A-2\nA-2 --> A-3\nA-3 --> A-4", ["A-3 → A-4"]),
        ("mermaid", "flowchart LR\nx[A-1: keel] --> y(A-2)\ny ==> z{A-3}\nz -->|then| w[[A-4]]", ["A-3 → A-4"]),
        ("mermaid", "graph TD\nA-1 --> A-2 --> A-3\nA-1 & A-2 --> A-4", ["A-1 → A-4", "A-2 → A-4"]),
        ("mermaid", "graph BT\nA-2 --> A-1\nA-3 --> A-2\nA-4 --> A-1", ["A-4 → A-1"]),
        ("mermaid", "---\ntitle: x\n---\n%% c\ngraph TD\nA-1 -- uses --> A-2\nA-2-->A-3\nA-3-->A-4;", ["A-3 → A-4"]),
        ("mermaid", "graph TD\nA-1 --> A-3\nA-1 --> A-2\nA-2 --> A-3", []),
        ("mermaid", "sequenceDiagram\nA-1 ->> A-2\nA-2 ->> A-3\nA-3 ->> A-4", []),
        ("mermaid", "graph TD\nA-1 --> A-2\nA-4 --> A-3", []),
        ("mermaid", "graph TD\nkeel --> ribs --> deck --> mast", []),
        ("mermaid", "", []),
        ("", "A-1 → A-2 → A-3\nA-2 -> A-4", ["A-2 → A-4"]),
        ("", "A-1 → A-2 → A-3\nA-2 → A-4 (the mast)", []),
        ("python", "A-1 → A-2 → A-3 → A-4", []),
    ],
)
def test_graph_drift(language: str, body: str, found: list[str]) -> None:
    messages = said("graph-drift", f"{PLAN}\n```{language}\n{body}\n```\n")
    assert [message.removeprefix("the diagram has ").split(",")[0] for message in messages] == found


def test_a_dependency_that_no_diagram_shows() -> None:
    text = (
        PLAN.replace("A-4 | d | Todo | -", "A-4 | d | Todo | A-3")
        + "\n```mermaid\ngraph TD\nA-1 --> A-2 --> A-3\nA-1 --> A-4\n```\n"
    )
    assert said("graph-drift", text) == ["A-4: waits for A-3, and the diagram in line 8 does not show it"]


def test_a_diagram_of_a_long_chain_is_compared_in_no_time() -> None:
    count = 3000
    rows = (f"A-{number} | x | Todo | A-{number - 1}" for number in range(2, count))
    chain = "\n".join(f"A-{number} --> A-{number + 1}" for number in range(1, 200))
    text = table("A-1 | x | Todo | -", *rows, header=WAITING) + f"\n```mermaid\ngraph TD\n{chain}\n```\n"
    assert said("graph-drift", text) == []


def test_a_gap_of_old_keeps_nobody_from_logging_the_next_step() -> None:
    entries = "| 2026-01-01 | A-1 | PENDING | READY | a |\n| 2026-01-05 | A-1 | RUNNING | REVIEW | a |\n"
    (found,) = judged("broken-chain", LEGEND + table("A-1 | x | REVIEW") + LOG + entries)
    assert found.severity == "warning"


def test_tasks_that_the_log_takes_out_are_not_lost() -> None:
    entries = "".join(f"| 2026-01-01 | A-{number} | Todo | - | a |\n" for number in range(1, 11))
    assert said("row-loss", table() + LOG + entries, table(*MANY) + LOG) == []
    assert len(said("row-loss", table() + LOG, table(*MANY) + LOG)) == 1


@pytest.mark.parametrize(
    "line",
    [
        "-" * 20000,
        "A-1 " + "-" * 20000 + "x",
        "[" * 20000,
        "A-1[" + ")" * 20000 + "--> A-2",
        " " * 20000 + "=",
        "A-1 & " * 3000,
    ],
    ids=["dashes", "arrow", "brackets", "label", "blanks", "ends"],
)
def test_a_hostile_diagram_is_read_in_no_time(line: str) -> None:
    for language in ("mermaid", ""):
        text = PLAN + f"\n```{language}\ngraph TD\n{line}\nA-1 --> A-2 --> A-3\n{line}\n```\n"
        assert said("graph-drift", text) == []


def test_a_task_that_is_there_a_thousand_times_is_told_in_no_time() -> None:
    text = "".join(table(f"A-1 | x{number} | Todo") + "\n" for number in range(1000))
    assert len(judged("duplicate-id", text)) == 999


def test_what_is_called_by_its_name_may_be_a_library() -> None:
    rows = ("Truffle | In progress | -", "Typechain | Done | Truffle")
    assert said("done-before-dependency", table(*rows, header="Project | Status | Dependencies")) == []


def test_an_item_without_an_id_among_items_that_have_one_is_no_row() -> None:
    text = "- [ ] **A-1**: Keel\n- [ ] **A-2**: Ribs\n- [ ] Deck\n- [ ] **\u0410-9**: Sails\n- [ ] **A-3**: Mast\n"
    assert said("missing-id", text) == []
