"""What the merge promises, case by case, and where each promise is held to it.

Laws, on trackers that agents worked on side by side (half of the examples with all edits on four rows):

| law | what it says | test |
|---|---|---|
| P1 | who changed nothing takes nothing away and adds nothing | `test_laws.holds_identity` |
| P2 | the sides may be swapped | `test_laws.holds_symmetry` |
| P3 | every cell is what a three-way merge of values makes it | `test_laws.holds_values` |
| P4 | no row is lost or made up; in conflict both sides can be read | `test_laws.holds_values`, `holds_both_sides` |
| P5 | the log is the union of both, each entry as often as written | `test_laws.holds_values`, `holds_both_sides` |
| P6 | valid on both sides, valid together | `test_laws.holds_values`, `test_files.test_agents_on_different_rows` |
| P7 | to merge a branch again changes nothing | `test_laws.holds_again` |
| P8 | the order in which three sides come together does not matter | `test_laws.holds_associativity` |
| P9 | no conflict without a reason | `test_laws.holds_conflicts` |
| P10 | bytes that nobody changed stay, and there are no markers without conflicts | `test_laws.holds_values`, \
`test_files.test_two_rows_of_any_tracker` |
| P11 | garbage loses nothing | `test_files.test_garbage_is_merged_or_refused_and_loses_nothing` |
| P12 | the conflicts that there have to be are raised | `test_laws.holds_conflicts` |
"""

from __future__ import annotations

import re

import pytest

from forgemd.check import Subject, run
from forgemd.text import Source
from forgemd.tracker import read
from tests.cli import test_merge_driver
from tests.e2e import test_merge_git
from tests.merge import test_deciding, test_files, test_laws, test_pages
from tests.merge.merging import merged

MODULES = {
    module.__name__.rpartition(".")[2]: module
    for module in (test_deciding, test_files, test_laws, test_merge_driver, test_merge_git, test_pages)
}

POLICIES = {
    "two statuses: a conflict in that row only": "status.md: Two statuses",
    "two statuses under `safety`: trouble wins, and the log says so": "status.md: Two statuses, and trouble wins",
    "one status by two agents": "status.md: The same status by two agents",
    "one task taken by two agents": "status.md: Two agents take one task",
    "the entries of one side contain those of the other": "status.md: One side knows all that the other knows",
    "there and back on one side (ABA)": "status.md: There and back against further on",
    "entries apart, cells that would not clash": "status.md: Further on by another way",
    "a status and a title": "cells.md: Status and title",
    "a status and a column": "columns.md: A column more, and a new status",
    "one free cell on both sides": "cells.md: Two titles",
    "new ids at one place": "rows.md: Two new tasks at one place",
    "one new id for two tasks": "rows.md: One new id, two tasks",
    "one new id in two sections": "rows.md: One new id in two sections",
    "one new task on both sides": "rows.md: One new task on both sides",
    "deleted and untouched": "rows.md: Deleted, and left alone",
    "deleted and changed": "rows.md: Deleted, and changed",
    "moved and edited": "rows.md: Moved, and changed",
    "moved to two places": "rows.md: Moved to two places",
    "section renamed, row edited": "sections.md: Renamed, and a row in it changed",
    "section renamed, row added": "sections.md: Renamed, and a row more in it",
    "section renamed twice": "sections.md: Renamed twice",
    "section deleted, row edited": "sections.md: Removed, and a row in it changed",
    "column added, row added": "columns.md: A column more, and a row more",
    "column deleted, cell edited": "columns.md: A column less, and a word in it",
    "reformatted and edited": "cells.md: Aligned on one side",
    "other line endings and edited": "test_files.test_line_endings_changed_on_one_side",
    "a row that breaks a rule which held on both sides": "status.md: A row that neither side wrote",
    "markers in a version: as text": "test_files.test_a_side_with_conflict_markers_is_merged_as_text",
    "an id twice: as lines": "test_files.test_one_id_twice_in_a_table_leaves_it_to_the_lines",
    "no text, or more than 8 MiB: left to git": "test_merge_driver.test_what_is_left_to_git",
    "an ancestor that git makes up": "test_pages.test_an_ancestor_that_git_makes_up_has_no_markers",
    "branches that crossed": "test_merge_git.test_criss_cross",
    "a decision leaves an entry": "test_deciding.test_everything_for_one_side",
    "a table of unknown kind, by rows": "tables.md: Rows next to each other",
    "a row of unknown cells, changed on both sides": "tables.md: Each something that the other did not",
}
"""The cases of the policy, and for each the page or the test that says what becomes of it."""


@pytest.mark.parametrize("case", POLICIES)
def test_every_case_of_the_policy_is_tried(case: str) -> None:
    place = POLICIES[case]
    module, _, name = place.partition(".")
    known = {page.name for page in test_pages.cases()}
    assert place in known or callable(getattr(MODULES.get(module), name, None)), place


def test_every_law_has_its_test() -> None:
    rows = [line.split("|")[1:4] for line in (__doc__ or "").split("\n") if re.match(r"\| P[0-9]", line)]
    assert [row[0].strip() for row in rows] == [f"P{number}" for number in range(1, 13)]
    for _, _, places in rows:
        names = re.findall(r"`(?:(\w+)\.)?(\w+)`", places)
        module = names[0][0]
        for own, name in names:
            module = own or module
            assert callable(getattr(MODULES[module], name, None)), f"{module}.{name}"


BASE = """\
# Boats

| ID | Task | Status | Depends on |
|----|------|--------|------------|
| A-1 | Keel | done | - |
| A-2 | Mast | todo | A-1 |
| A-3 | Sail | todo | A-2 |
"""


def test_rows_that_depend_on_each_other_merge_clean_and_are_found_by_check() -> None:
    """One side opens a task again, the other begins what waits for it: two rows, no conflict, and no secret."""
    ours, theirs = BASE.replace("Mast | todo", "Mast | in progress"), BASE.replace("Keel | done", "Keel | todo")
    result = merged(BASE, ours, theirs)
    assert result.conflicts == ()

    def rules(text: str) -> set[str]:
        after, before = (read(Source(version, "TASKS.md")) for version in (text, BASE))
        return {each.rule for each in run([Subject(after, before)]).diagnostics}

    assert "started-before-dependency" not in rules(ours) | rules(theirs)
    assert "started-before-dependency" in rules(result.source.text)
