"""Statuses are written the way the file writes them, and other fields as asked."""

from __future__ import annotations

import pytest

from forgemd.changes import Intent, SetField, SetStatus
from forgemd.errors import EditRejected, UsageError
from forgemd.markdown import Rewrite
from tests.changes.build import BASE, commit, edit, plan
from tests.rules.pages import reading
from tests.tracker.build import STRICT_LEGEND, table


def cell(text: str, old: str, new: str) -> str:
    return commit(text, old, new).diff.after.tasks[0].status_text


@pytest.mark.parametrize(
    ("before", "after", "written"),
    [
        ("🔲 PENDING", "🔲 READY", "🟦 READY"),
        ("🔲 PENDING", "READY", "🟦 READY"),
        ("🔲 PENDING", "🟦 READY", "🟦 READY"),
        ("🔲 PENDING", "🟦 Ready", "🟦 Ready"),
        ("🔲 PENDING", "🔥 READY", "🔥 READY"),
        ("✅ DONE", "✅ READY", "🟦 READY"),
        ("**✅ DONE**", "**✅ READY**", "**🟦 READY**"),
        ("✅ **DONE**", "✅ **READY**", "🟦 **READY**"),
        ("**🔲 PENDING**", "**🔲 READY**", "**🟦 READY**"),
        ("🔲 PENDING (x)", "🔲 READY (since Monday)", "🟦 READY (since Monday)"),
        ("🔲 PENDING", "READY (since Monday)", "READY (since Monday)"),
        ("🔲 PENDING", "`READY`", "`🟦 READY`"),
    ],
)
def test_the_glyph_follows_the_word(before: str, after: str, written: str) -> None:
    text = STRICT_LEGEND + table("ID | Task | Status", f"A-1 | Keel | {before}", "A-2 | Ribs | 🚫 BLOCKED")
    assert cell(text, f"Keel | {before}", f"Keel | {after}") == written


@pytest.mark.parametrize(
    ("old", "status", "new"),
    [
        (":construction: In progress", "done", "done"),
        (":construction: In progress (ada)", "blocked", "blocked (ada)"),
        (":construction:", "done", ":white_check_mark:"),
        ("![wip](https://x.test/wip.svg)", "done", "done"),
        ("![wip](https://x.test/wip.svg)", "blocked", "blocked"),
    ],
)
def test_a_picture_of_the_old_status_goes(old: str, status: str, new: str) -> None:
    text = table("ID | Task | Status", f"A-1 | Keel | {old}", "A-2 | Ribs | :white_check_mark:")
    assert plan(text, text, SetStatus("A-1", status)).after.text == text.replace(old, new)


def test_signs_stay_signs_where_nobody_writes_words() -> None:
    text = table("ID | Task | Status", "A-1 | Keel | ⬜", "A-2 | Ribs | ✅", "A-3 | Deck | 🚧")
    assert plan(text, text, SetStatus("A-1", "done")).after.text == text.replace("⬜", "✅")
    assert plan(text, text, SetStatus("A-2", "in progress")).after.text == text.replace("✅", "🚧")
    assert plan(text, text, SetStatus("A-2", "blocked")).after.text == text.replace("✅", "blocked")


@pytest.mark.parametrize(
    ("old", "other", "status", "new"),
    [
        ("Not started", "In progress", "done", "Done"),
        ("Not started", "In progress", "in review", "In Review"),
        ("TODO", "WIP", "done", "DONE"),
        ("todo", "wip", "Done", "done"),
        ("🔵 Planned", "🟡 In Development", "done", "Done"),
        ("**Pending** (ada)", "Started", "done", "**Done** (ada)"),
        ("Offen", "In Arbeit", "Erledigt", "Erledigt"),
        ("待开始", "进行中", "已完成", "已完成"),
        ("⚪", "🟡", "done", "✅"),
        ("⚪", "🟡", "blocked", "blocked"),
        ("⚪", "✔️", "done", "✔️"),
    ],
)
def test_a_status_that_nobody_wrote_yet(old: str, other: str, status: str, new: str) -> None:
    """In the case of the old one; the first done of a column of signs is the sign that everybody reads so."""
    text = table("ID | Task | Status", f"A-1 | Keel | {old}", f"A-2 | Ribs | {other}")
    done = plan(text, text, SetStatus("A-1", status)).after.text
    assert done.split("Keel | ")[1].split(" |")[0] == new


def test_the_word_of_the_configuration_is_written_as_it_stands_there() -> None:
    text = table("ID | Task | Status", "A-1 | Keel | Not started", "A-2 | Ribs | In progress")
    found = reading(text, "statuses: {shipped: done}\n")
    assert SetStatus("A-1", "shipped").edit(found, rewrite := Rewrite(found.document)).surfaces
    assert rewrite.apply().source.text == text.replace("Not started", "shipped")


def test_rows_without_glyphs_get_none() -> None:
    text = STRICT_LEGEND + table("ID | Task | Status", "A-1 | Keel | PENDING", "A-2 | Ribs | BLOCKED")
    assert cell(text, "Keel | PENDING", "Keel | READY") == "READY"


def test_the_glyph_is_written_as_the_mojibake_that_the_file_has() -> None:
    legend = STRICT_LEGEND.encode().decode("cp1254", "ignore")
    label = "🔲 PENDING".encode().decode("cp1254")
    text = legend + table("ID | Task | Status", f"A-1 | Keel | {label}")
    assert cell(text, f"Keel | {label}", "Keel | READY") == "READY", "no row has a glyph left to go by"
    assert cell(text, f"Keel | {label}", f"Keel | {label.replace('PENDING', 'READY')}") == "🟦 READY".encode().decode(
        "cp1254"
    )


@pytest.mark.parametrize(
    ("legend", "cells", "word", "written"),
    [
        (STRICT_LEGEND, ("🔲 PENDING", "🚫 BLOCKED"), "READY", "🟦 READY"),
        (STRICT_LEGEND, ("🔲 PENDING", "🚫 BLOCKED"), "ready", "🟦 READY"),
        (STRICT_LEGEND, ("🔲 PENDING", "🚫 BLOCKED"), "🟦 READY", "🟦 READY"),
        (STRICT_LEGEND, ("PENDING", "BLOCKED"), "READY", "READY"),
        (STRICT_LEGEND, ("PENDING", "**READY**"), "READY", "**READY**"),
        (STRICT_LEGEND, ("🔲 PENDING", "🚫 BLOCKED"), "in progress", "🟧 RUNNING"),
        (STRICT_LEGEND, ("🔲 PENDING", "🚫 BLOCKED"), "completed", "✅ DONE"),
        ("", ("⏳ Todo", "✅ Done"), "done", "✅ Done"),
        ("", ("⏳ Todo", "✅ Done (merged)"), "done", "Done"),
        ("", ("⏳ Todo", "Excellent"), "excellent", "Excellent"),
        ("", ("Todo", "Todo"), "In Progress", "In Progress"),
    ],
)
def test_set_writes_what_the_file_would(legend: str, cells: tuple[str, str], word: str, written: str) -> None:
    text = legend + table(
        "ID | Task | Status", *(f"A-{number} | Keel | {cell}" for number, cell in enumerate(cells, 1))
    )
    done = plan(text, text, SetStatus("A-1", word))
    assert done.diff.after.tasks[0].status_text == written


@pytest.mark.parametrize(
    ("intent", "message", "hint"),
    [
        (SetStatus("A-11", "READY"), "unknown task 'A-11'", "did you mean A-1"),
        (SetStatus("zzz", "READY"), "unknown task 'zzz'", "forgemd list tracker.md"),
        (SetStatus("A-1", "REDY"), "unknown status 'REDY'", "did you mean READY"),
        (SetStatus("A-1", "zzz"), "unknown status 'zzz'", "this tracker knows PENDING, READY"),
        (SetStatus("A-1", "Done but not really"), "unknown status", ""),
        (SetStatus("A-1", ""), "unknown status ''", ""),
        (SetField("A-1", "Agnt", "x"), "no column 'Agnt'", "did you mean Agent"),
        (SetField("A-1", "Status", "READY"), "'Status' is not set as a field", "forgemd set A-1=READY"),
        (SetField("A-1", "id", "B-1"), "'ID' is not set as a field", "forgemd renumber A-1 B-1"),
    ],
)
def test_what_is_not_there_is_an_error_with_a_way_on(intent: Intent, message: str, hint: str) -> None:
    with pytest.raises(UsageError) as caught:
        plan(BASE, BASE, intent)
    assert message in caught.value.message
    assert hint in (caught.value.hint or "")
    assert (caught.value.hint or "").count("forgemd ") <= 1, "a command that can be pasted"
    assert "tracker.md" in (caught.value.where or "")


@pytest.mark.parametrize(
    ("value", "reads"),
    [
        ("a | b", "a | b"),
        ("  x  ", "x"),
        ("back\\slash\\", "back\\slash\\"),
        ("-", "-"),
        ("", ""),
        ("`a`|`b`", "`a`|`b`"),
        ("<b>", "<b>"),
    ],
)
def test_a_field_takes_every_line_of_text(value: str, reads: str) -> None:
    done = plan(BASE, BASE, SetField("A-1", "Agent", value))
    assert done.diff.after.tasks[0].row.values[3] == reads
    assert [task.row.values for task in done.diff.after.tasks[1:]] == [
        task.row.values for task in done.asked.after.tasks[1:]
    ]


@pytest.mark.parametrize("value", ["a\nb", "a\rb", "a\0b"])
def test_a_cell_is_one_line(value: str) -> None:
    with pytest.raises(EditRejected):
        plan(BASE, BASE, SetField("A-1", "Agent", value))


def test_an_id_of_two_tasks_is_refused() -> None:
    text = BASE + "\n" + table("ID | Task | Status", "A-1 | Keel | 🔲 PENDING", heading="Again")
    with pytest.raises(UsageError) as caught:
        plan(text, text, SetStatus("A-1", "READY"))
    assert "is the id of 2 tasks" in caught.value.message


def test_one_of_a_range_has_no_row() -> None:
    text = table("ID | Task | Status", "B-1 to B-3 | Keel | Todo")
    with pytest.raises(UsageError) as caught:
        plan(text, text, SetStatus("B-2", "Done"))
    assert "stands for B-1 to B-3" in caught.value.message
    done = plan(text, text, SetStatus("B-1 to B-3", "Done"))
    assert done.diff.after.tasks[0].status.category == "done"


def test_what_is_so_already_changes_nothing() -> None:
    done = plan(BASE, BASE, SetStatus("A-1", "PENDING"), SetField("A-2", "Agent", "Bob"))
    assert done.is_empty
    assert [surface.state for surface in done.surfaces] == ["unchanged", "unchanged"]


def test_edit_helper_finds_one_place() -> None:
    with pytest.raises(AssertionError):
        edit(BASE, "PENDING", "READY")
