"""Edits on tasks that are no rows: only the mark, the word or the field changes, else nothing at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forgemd.changes import Context, Intent, Plan, SetField, SetStatus, make_plan
from forgemd.errors import EditRejected, ForgemdError, UsageError
from forgemd.tracker import FieldTask, read
from tests.changes.build import AT
from tests.tracker.build import tracker

LEGEND = "Marks: [ ] open · [~] in progress · [!] blocked\n\n"


def _plan(text: str, *intents: Intent, agent: str | None = None) -> Plan:
    start = tracker(text)
    return make_plan(start, start, intents, Context(AT, agent or "ada", agent, None), read)


def _lines(text: str, *intents: Intent, agent: str | None = None) -> list[tuple[str, str]]:
    """The lines that change, before and after; there are as many as before."""
    after = _plan(text, *intents, agent=agent).after.text
    pairs = list(zip(text.split("\n"), after.split("\n"), strict=True))
    return [(old, new) for old, new in pairs if old != new]


CASES = [
    ("- [ ] A-1: a\n", "done", "- [x] A-1: a"),
    ("- [X] A-1: a\n- [X] A-2: b\n- [ ] A-3: c\n", "A-3=done", "- [X] A-3: c"),
    ("- [✅] A-2: b\n- [ ] A-1: a\n", "done", "- [✅] A-1: a"),
    ("* [x] **A-1** — a\n", "todo", "* [ ] **A-1** — a"),
    (f"{LEGEND}- [ ] A-1: a\n", "in progress", "- [~] A-1: a"),
    (f"{LEGEND}- [ ] A-1: a\n", "BLOCKED", "- [!] A-1: a"),
    ("- [/] A-2: b\n- [ ] A-1: a\n", "running", "- [/] A-1: a"),
    ("> 1. [ ] A-1: a   \n", "done", "> 1. [x] A-1: a   "),
    ("- a\n  - b\n\n    - [ ] A-1: a\n", "done", "    - [x] A-1: a"),
    ("- [ ] A-1: a — TODO\n- [x] A-2: b — DONE\n", "done", "- [x] A-1: a — DONE"),
    ("- [ ] A-1: a (in progress)\n", "blocked", "- [ ] A-1: a (blocked)"),
    ("- [x] A-1: a — DONE\n", "blocked", "- [ ] A-1: a — BLOCKED"),
    ("### A-1: a\n\n**Status:** In Progress | **Owner:** bo\n", "done", "**Status:** Done | **Owner:** bo"),
    ("### A-1: a [COMPLETE]\n\nOwner: bo\n\n### A-2: b\n\nOwner: bo\n", "blocked", "### A-1: a [BLOCKED]"),
    ("### A-1: a\n\n- 状态: 进行中\n\n### A-2: b\n\n- 状态: ✅ 已完成\n", "done", "- 状态: ✅ 已完成"),
    ("## Hull\n\nStatus: 🔲 Todo\n\n## Rig\n\nStatus: 🔲 Todo\n", "Hull=done", "Status: Done"),
    ("- 🚧 A-1: a\n- ✅ A-2: b\n", "done", "- ✅ A-1: a"),
    ("- ✔️ **A-2** b\n- 🔲 **A-1** a\n", "done", "- ✔️ **A-1** a"),
    ("- ✅ A-1: a\n- ✅ A-2: b\n", "blocked", "- ⛔ A-1: a"),
    ("---\nid: A-1\nstatus: in-progress # now\n---\n", "done", "status: done # now"),
    ("---\nid: A-1\nstatus: 'To Do'\n---\n", "in progress", "status: 'In Progress'"),
]


@pytest.mark.parametrize(("text", "wanted", "line"), CASES)
def test_a_status_is_written_as_the_file_writes_it(text: str, wanted: str, line: str) -> None:
    name, _, status = wanted.rpartition("=")
    assert [new for _, new in _lines(text, SetStatus(name or "A-1", status))] == [line]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("- ✅ A-1: a\n- ✅ A-2: b\n", "no sign says review"),
        ("## Doing\n- A-1 a\n- A-2 b\n", "'Doing', and no heading says"),
    ],
)
def test_what_nothing_in_the_line_can_say_is_refused(text: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        _plan(text, SetStatus("A-1", "review"))


def test_a_sign_in_front_of_a_heading_follows_its_words() -> None:
    text = "### 1. ⏳ a\n\n**状态**: 进行中\n\n### 2. ✅ b\n\n**状态**: 已完成\n\n### 3. ✅ c\n\n**状态**: 已完成\n"
    assert [new for _, new in _lines(text, SetStatus("3", "进行中"))] == ["**状态**: 进行中"]
    signed = text.replace("⏳", "🚧")
    assert [new for _, new in _lines(signed, SetStatus("3", "进行中"))] == ["### 3. 🚧 c", "**状态**: 进行中"]


REFUSED = [
    ("- [ ] A-1: a\n", SetStatus("A-1", "BLOCKED"), "a box cannot say BLOCKED here: boxes of this file are [ ], [x]"),
    (f"{LEGEND}- [ ] A-1: a\n", SetStatus("A-1", "review"), "a box cannot say review here"),
    ("- [ ] A-1: a\n- [ ] A-2: b @bo\n", SetField("A-1", "owner", "cy"), "it has no field 'Owner'"),
    ("- [ ] A-1: a @bo\n", SetField("A-1", "owner", "cy (depends on A-1)"), "would not read back as asked"),
    ("- [ ] A-1: a @bo\n", SetField("A-1", "Task", "x\ny"), "one line of text"),
    ("- [ ] A-1: a\n  - Owner: bo\n", SetField("A-1", "Task", ""), "not nothing"),
    ("---\nid: A-1\nstatus: todo\nowner: bo\n---\n", SetField("A-1", "owner", "x: y"), "something else to YAML"),
    ("---\nid: A-1\nstatus: todo\nowner: 'bo'\n---\n", SetField("A-1", "owner", "it's"), "something else to YAML"),
    ("---\nid: A-1\nstatus: todo\ndue: x\n---\n", SetField("A-1", "due", "no"), "something else to YAML"),
    ("## T-1: a ✅\n\n## T-2: b ✅\n\n## T-3: c\n", SetStatus("T-3", "done"), "no field below a heading"),
]


@pytest.mark.parametrize(("text", "intent", "why"), REFUSED)
def test_what_cannot_be_said_is_refused(text: str, intent: Intent, why: str) -> None:
    with pytest.raises((UsageError, EditRejected)) as caught:
        _plan(text, intent)
    assert why in str(caught.value)


def test_fields_are_filled_where_they_are() -> None:
    text = "- [ ] A-1: a\n  - Started:\n  - Completed: \n  - Assignee: —\n- [ ] A-2: b\n"
    assert [new for _, new in _lines(LEGEND + text, SetStatus("A-1", "active"), agent="zed")] == [
        "- [~] A-1: a",
        "  - Started: 2026-06-01T12:34:56Z",
        "  - Assignee: zed",
    ]
    assert [new for _, new in _lines(text, SetStatus("A-1", "done"))] == [
        "- [x] A-1: a",
        "  - Completed: 2026-06-01T12:34:56Z",
    ]
    assert [new for _, new in _lines(text, SetStatus("A-2", "done"))] == ["- [x] A-2: b"]
    assert [new for _, new in _lines("- [ ] A-1: a @bo\n", SetField("A-1", "owner", "cy"))] == ["- [ ] A-1: a @cy"]


LOG = "\n| Date | Task | Old | New | By |\n|---|---|---|---|---|\n| 2026-05-01 | A-9 | Todo | Done | bo |\n"


def test_a_log_has_its_own_words_for_boxes() -> None:
    plan = _plan(f"- [ ] A-1: a\n{LOG}", SetStatus("A-1", "done"))
    assert plan.after.text.endswith("| bo |\n| 2026-06-01 | A-1 | Todo | Done | ada |\n")
    assert [(surface.surface, surface.state) for surface in plan.surfaces][:2] == [
        ("row", "changed"),
        ("log", "changed"),
    ]
    # A row that somebody wrote for the box is adopted.
    before = f"- [ ] A-1: a\n{LOG}"
    after = before.replace("[ ]", "[x]") + "| 2026-06-01 | A-1 | Todo | Done | cy |\n"
    adopted = make_plan(tracker(before), tracker(after), (), Context(AT, "ada", None, None), read)
    assert adopted.after.text == after


def test_a_row_and_a_box_of_one_task_change_together() -> None:
    text = "| ID | Task | Status |\n|---|---|---|\n| A-1 | a | Todo |\n\n- [ ] **A-1**: a\n"
    assert [new for _, new in _lines(text, SetStatus("A-1", "Done"))] == ["| A-1 | a | Done |", "- [x] **A-1**: a"]


_ITEMS = st.lists(
    st.tuples(
        st.sampled_from(["- ", "* ", "1. ", "  - ", "> - ", "   1) "]),
        st.sampled_from(["[ ]", "[x]", "[~]", "[!]"]),
        st.text(alphabet="ab*_`[]()#|<>&\\ \t:—@~-é", max_size=12),
        st.sampled_from(["", " — DONE", " (P1)", " @bo", " (depends on: T-1)", "\n  - Status: todo", "\n    text"]),
    ),
    min_size=1,
    max_size=6,
)


@given(_ITEMS, st.sampled_from(["done", "todo", "blocked", "in progress"]), st.integers(0, 5))
def test_nothing_but_the_status_changes(items: list[tuple[str, str, str, str]], status: str, which: int) -> None:
    text = "".join(f"{mark}{box} T-{n}: {words}{tail}\n" for n, (mark, box, words, tail) in enumerate(items))
    start = tracker(text)
    tasks = [task for task in start.tasks if isinstance(task, FieldTask)]
    if not tasks:
        return
    task = tasks[which % len(tasks)]
    try:
        after = _plan(text, SetStatus(task.id, status)).after
    except ForgemdError:
        return
    now = {other.line: other for other in read(after).tasks}
    for other in tasks:
        if other is not task:
            assert now[other.line].values == other.values
    assert len(after.text.split("\n")) == len(text.split("\n"))
    spans = [span for span in task.fields.spans if span is not None]
    first, last = min(span.start for span in spans), max(span.end for span in spans)
    assert after.text.startswith(text[:first])
    assert after.text.endswith(text[last:])
    assert now[task.line].title == task.title
