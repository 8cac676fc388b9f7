"""Items, headings and front matter are added, moved, taken out and given fields like rows: nothing else changes."""

from __future__ import annotations

import pytest

from forgemd.changes import (
    AddNote,
    AddTasks,
    Assign,
    Context,
    Depend,
    Intent,
    MoveTask,
    Plan,
    RemoveTask,
    SetStatus,
    make_plan,
)
from forgemd.errors import EditRejected, ForgemdError, UsageError
from forgemd.text import Source
from forgemd.tracker import read
from tests.changes.build import AT

BOARD = "## To Do\n\n- **K-1**: Keel\n- **K-2**: Ribs\n\n## Doing\n\n- **K-3**: Deck\n\n## Done\n"
CARDS = "## To do\n\n* Keel\n* **Ribs**: all\n  - oak\n\n## Doing\n\n_None_\n\n## Done\n\n* Deck @bo\n"
TICKS = (
    "## To do\n\n- [ ] K-1: Keel\n\n## Doing\n\n- [ ] K-2: Ribs\n\n## Review\n\n- [ ] K-3: Deck\n\n"
    "## Done\n\n- [x] K-4: Rig\n"
)
COLUMNS = (
    "## To Do\n\n| ID | Task |\n|--|--|\n| K-1 | Keel |\n| K-2 | Ribs |\n\n"
    "## Done\n\n| ID | Task |\n|--|--|\n| K-3 | Deck |\n"
)
NESTED = "- [ ] **A-1**: Hull\n  - [ ] keel\n  - [ ] ribs\n\n- [x] **A-2**: Rig\n\nThe end.\n"
FRONT = "---\nid: task-7\ntitle: Keel\nstatus: To Do\n---\n\nText.\n"
HEADED = (
    "## To Do\n\n### P1-001 Keel\n\n- [ ] cut\n\nOak.\n\n### P1-002 Ribs\n\n## Doing\n\n### P1-003: Deck\n\n---\n\n"
    "## Done\n\nAll of it:\n"
)
HEADINGS = "## A-1: Hull\n**Status:** Done\n**Owner:** ann\n\nText.\n\n## A-2: Rig\n**Status:** Todo\n**Owner:** bo\n"


def _plan(text: str, *intents: Intent) -> Plan:
    start = read(Source(text, "x.md"))
    return make_plan(start, start, intents, Context(AT, "ada", None, None), read)


ADDED: list[tuple[str, AddTasks, str]] = [
    ("- [x] A-1: Hull\n", AddTasks(("Rig",)), "- [x] A-1: Hull\n- [ ] A-2: Rig\n"),
    ("- [x] **A-01: Hull**", AddTasks(("Rig",)), "- [x] **A-01: Hull**\n- [ ] **A-02: Rig**"),
    ("* [ ] A-1 Hull @ann (P1)\n* [ ] A-2 Rig\n", AddTasks(("Mast",), after="A-1"), "* [ ] A-3 Mast\n"),
    ("1. [ ] buy oak\n2. [ ] saw oak\n", AddTasks(("a", "b")), "2. [ ] saw oak\n3. [ ] a\n4. [ ] b\n"),
    ("- TODO Hull\n- DONE Keel\n", AddTasks(("Rig",)), "- DONE Keel\n- TODO Rig\n"),
    ("- ✅ A-1: Hull\n- ⬜ A-2: Rig\n", AddTasks(("Mast",)), "- ⬜ A-2: Rig\n- ⬜ A-3: Mast\n"),
    (NESTED, AddTasks(("Mast",), after="A-1"), "  - [ ] ribs\n\n- [ ] **A-3**: Mast\n\n- [x] **A-2**"),
    (BOARD, AddTasks(("Mast",), section="To Do"), "- **K-2**: Ribs\n- **K-4**: Mast\n\n## Doing"),
    (BOARD, AddTasks(("Mast",), section="Done"), "## Done\n\n- **K-4**: Mast\n"),
    ("- [ ] A-1: Hull\r\n\r\nEnd\r\n", AddTasks(("Rig",)), "- [ ] A-1: Hull\r\n- [ ] A-2: Rig\r\n\r\nEnd\r\n"),
    ("- [ ] 1. Hull\n  - [x] 1.1 Keel\n- [ ] 2. Rig\n", AddTasks(("Ribs",), after="1.1"), "  - [ ] 1.2 Ribs\n- [ ] 2."),
    (CARDS, AddTasks(("Mast",), section="Doing"), "_None_\n\n* Mast\n\n## Done"),
    (CARDS, AddTasks(("Mast",), section="Done", status="done"), "* Deck @bo\n* Mast\n"),
    ("- [ ] A-1: Hull\n", AddTasks(("Rig",), name="B-7", status="done"), "- [x] B-7: Rig\n"),
]
MOVED: list[tuple[str, Intent, str]] = [
    (BOARD, MoveTask("K-1", "Doing"), "- **K-3**: Deck\n- **K-1**: Keel\n\n## Done"),
    (CARDS, SetStatus("Keel", "doing"), "_None_\n\n* Keel\n\n## Done"),
    (CARDS, SetStatus("Ribs", "done"), "* Deck @bo\n* **Ribs**: all\n  - oak\n"),
    (CARDS, MoveTask("Ribs", after="Deck"), "* Deck @bo\n* **Ribs**: all\n  - oak\n"),
    (TICKS, SetStatus("K-1", "active"), "## Doing\n\n- [ ] K-2: Ribs\n- [ ] K-1: Keel\n\n## Review\n"),
    (TICKS, SetStatus("K-2", "review"), "## Review\n\n- [ ] K-3: Deck\n- [ ] K-2: Ribs\n"),
    (TICKS, SetStatus("K-2", "todo"), "- [ ] K-1: Keel\n- [ ] K-2: Ribs\n\n## Doing\n"),
    (BOARD, SetStatus("K-1", "in progress"), "- **K-3**: Deck\n- **K-1**: Keel\n\n## Done"),
    (BOARD, SetStatus("K-1", "done"), "## Done\n\n- **K-1**: Keel\n"),
    (COLUMNS, SetStatus("K-1", "done"), "## Done\n\n| ID | Task |\n|--|--|\n| K-3 | Deck |\n| K-1 | Keel |\n"),
    (
        BOARD + "\n---\n\n## Notes\n\nfine\n",
        SetStatus("K-1", "done"),
        "## Done\n\n- **K-1**: Keel\n\n---\n\n## Notes\n",
    ),
    (
        HEADED,
        SetStatus("P1-001", "doing"),
        "### P1-003: Deck\n\n### P1-001 Keel\n\n- [ ] cut\n\nOak.\n\n---\n\n## Done\n",
    ),
    (HEADED, SetStatus("P1-003", "done"), "## Doing\n\n---\n\n## Done\n\nAll of it:\n\n### P1-003: Deck\n"),
    (
        HEADED,
        MoveTask("P1-001", after="P1-002"),
        "### P1-002 Ribs\n\n### P1-001 Keel\n\n- [ ] cut\n\nOak.\n\n## Doing\n",
    ),
    (BOARD, MoveTask("K-3", "Done"), "## Doing\n\n## Done\n\n- **K-3**: Deck\n"),
    (
        NESTED,
        MoveTask("A-1", after="A-2"),
        "- [x] **A-2**: Rig\n\n- [ ] **A-1**: Hull\n  - [ ] keel\n  - [ ] ribs\n\nThe",
    ),
    ("- [ ] A-1: a\n  - [ ] A-2: b\n    more\n", MoveTask("A-2", after="A-1"), "- [ ] A-1: a\n- [ ] A-2: b\n  more\n"),
]
REMOVED = [
    (CARDS, "Ribs", CARDS.replace("* **Ribs**: all\n  - oak\n", "")),
    ("- [ ] A-1: Hull\n- [ ] A-2: Rig\n- [ ] A-3: Mast\n", "A-2", "- [ ] A-1: Hull\n- [ ] A-3: Mast\n"),
    (NESTED, "A-1", "- [x] **A-2**: Rig\n\nThe end.\n"),
    (NESTED, "A-2", "- [ ] **A-1**: Hull\n  - [ ] keel\n  - [ ] ribs\n\nThe end.\n"),
    ("# T\n\n- [ ] A-1: Hull\n- [ ] A-2: Rig", "A-2", "# T\n\n- [ ] A-1: Hull"),
    (HEADINGS, "A-1", HEADINGS[HEADINGS.index("## A-2") :]),
    (HEADINGS, "A-2", HEADINGS[: HEADINGS.index("\n## A-2")]),
]
FIELDS: list[tuple[str, Intent, str]] = [
    ("- [ ] A-1: a\n- [ ] A-2: b\n", Depend("A-2", ("A-1",)), "- [ ] A-2: b (depends on: A-1)\n"),
    ("- [ ] A-1: a\n", Assign("A-1", "kim"), "- [ ] A-1: a @kim\n"),
    ("- [ ] Wash the hull.\n", Assign("Wash the hull.", "kim"), "- [ ] Wash the hull. @kim\n"),
    ("- [ ] A-1: a\n", Assign("A-1", "Kim Lee"), "- [ ] A-1: a\n  - Owner: Kim Lee\n"),
    ("- [ ] A-1: a\n  - Besitzer: bo\n- [ ] A-2: b\n", Assign("A-2", "kim"), "- [ ] A-2: b @kim\n"),
    ("- [ ] A-1: a\n  - Assignee: bo\n- [ ] A-2: b\n", Assign("A-2", "kim"), "- [ ] A-2: b\n  - Assignee: kim\n"),
    (NESTED, AddNote("A-1", "see: there"), "- [ ] **A-1**: Hull\n  - Notes: see: there\n  - [ ] keel\n"),
    (HEADINGS, Depend("A-2", ("A-1",)), "**Owner:** bo\n**Depends on:** A-1\n"),
    (HEADINGS, AddNote("A-1", "fine"), "**Owner:** ann\n**Notes:** fine\n\nText."),
    (HEADINGS.replace("**O", "- **O"), AddNote("A-1", "fine"), "- **Owner:** ann\n- **Notes:** fine\n\nText."),
    (CARDS, Assign("Ribs", "kim"), "* **Ribs**: all @kim\n  - oak\n"),
    (CARDS, Assign("Deck", "kim"), "* Deck @kim\n"),
    (CARDS, AddNote("Ribs", "fine"), "* **Ribs**: all\n  - Notes: fine\n  - oak\n"),
    (CARDS, Depend("Keel", ("Deck",)), "* Keel (depends on: Deck)\n"),
    (FRONT, Assign("task-7", "kim"), "status: To Do\nassignee: kim\n---\n"),
    (FRONT, AddNote("task-7", "a: b"), "notes: 'a: b'\n---\n"),
]


@pytest.mark.parametrize(("text", "intent", "part"), [*ADDED, *MOVED, *FIELDS])
def test_lines_come_where_they_belong_and_no_other_changes(text: str, intent: Intent, part: str) -> None:
    after = _plan(text, intent).after.text
    assert part in after
    old = text.splitlines()
    new = after.splitlines()
    if isinstance(intent, MoveTask | SetStatus):
        assert sorted(map(str.strip, filter(None, new))) == sorted(map(str.strip, filter(None, old)))
    elif len(new) == len(old):
        assert sum(1 for was, now in zip(old, new, strict=True) if was != now) == 1
    else:
        left = iter(new)
        assert all(line in left for line in old)
    assert after.endswith("\n") == text.endswith("\n")


@pytest.mark.parametrize(("text", "name", "after"), REMOVED)
def test_what_goes_goes_with_all_that_is_inside(text: str, name: str, after: str) -> None:
    assert _plan(text, RemoveTask(name)).after.text == after


_BOARD = (
    "{head}## To do\n\n### P-1 Keel\n\nOak.\n\n### P-2 Ribs\n\n## Doing\n\n### P-3 Mast\n\n<!-- spruce -->\n\n"
    "## Done\n\n### P-4 Deck\n\nTeak.\n"
)


@pytest.mark.parametrize(
    ("head", "close"),
    [
        ("", "---\n\n*Kept by the mate.*\n"),
        ("", "***\n\nSee [here](x).\n\n- one\n- two\n"),
        ("", "[ref]: http://x\n[^1]: a note\n"),
        ("", "<!-- the end -->\n"),
        ("<details>\n<summary>Work</summary>\n\n", "</details>\n"),
        ("<div>\n\n", "</div>\n\nThe mate.\n\n---\n\n<!-- the end -->\n\n[ref]: http://x"),
    ],
)
def test_what_closes_a_file_belongs_to_no_task(head: str, close: str) -> None:
    text = f"{_BOARD.format(head=head)}\n{close}"
    done = _plan(text, SetStatus("P-1", "done")).after.text
    assert done.endswith(f"Teak.\n\n### P-1 Keel\n\nOak.\n\n{close}")
    assert _plan(text, MoveTask("P-4", "Doing")).after.text.endswith(
        f"<!-- spruce -->\n\n### P-4 Deck\n\nTeak.\n\n## Done\n\n{close}"
    )
    assert _plan(text, RemoveTask("P-4")).after.text == text.replace("### P-4 Deck\n\nTeak.\n\n", "")
    if close.startswith("<!--"):
        return  # right below a heading it says what goes there
    items = text.replace("### P-1 Keel\n\nOak.\n\n### P-2 Ribs", "- P-1 Keel\n- P-2 Ribs").replace(
        "### P-4 Deck\n\nTeak.\n\n", ""
    )
    items = items.replace("### P-3 Mast\n\n<!-- spruce -->", "- P-3 Mast")
    assert _plan(items, MoveTask("P-1", "Done")).after.text.endswith(f"## Done\n\n- P-1 Keel\n\n{close}")


def test_a_comment_goes_with_its_heading_where_others_have_theirs() -> None:
    text = (
        "## To do\n\n### P-1 Keel\n\nOak.\n\n<!-- ann -->\n\n### P-2 Ribs\n\nAsh.\n\n<!-- bo -->\n\n"
        "## Done\n\n### P-3 Mast\n"
    )
    assert _plan(text, SetStatus("P-2", "done")).after.text.endswith("### P-2 Ribs\n\nAsh.\n\n<!-- bo -->\n")
    lone = text.replace("<!-- ann -->\n\n", "")
    assert _plan(lone, SetStatus("P-2", "done")).after.text.endswith("### P-2 Ribs\n\nAsh.\n")


def test_the_date_at_the_end_of_a_file_belongs_to_no_task() -> None:
    done = _plan(f"{_BOARD.format(head='')}\n**Last updated:** 2026-05-01\n", SetStatus("P-1", "done")).after.text
    assert "Teak.\n\n### P-1 Keel\n\nOak.\n\n**Last updated:** " in done


@pytest.mark.parametrize(
    ("below", "said"),
    [
        ("<details>\n\nOak.\n\n### P-2 Ribs\n\n</details>\n", "<details> goes on behind it"),
        ("Oak.\n\n---\n\nAsh.\n\n## Done\n\n### P-2 Ribs\n\n---\n\nThe mate.\n", "the line drawn there"),
        ("| Date | Task | From | To |\n|--|--|--|--|\n| 2026-05-01 | P-1 | todo | doing |\n", "table of the file"),
    ],
)
def test_how_far_a_section_goes_is_not_guessed(below: str, said: str) -> None:
    text = f"## Done\n\n### P-9 Deck\n\n## Doing\n\n### P-1 Keel\n\n{below}\n"
    name = "P-2" if "drawn" in said else "P-1"
    with pytest.raises(UsageError, match=said):
        _plan(text, MoveTask(name, "Doing" if name == "P-2" else "Done"))
    with pytest.raises(UsageError, match=said):
        _plan(text, RemoveTask(name))


@pytest.mark.parametrize("intents", [("P1-001", "P1-003"), ("P1-003", "P1-001")])
@pytest.mark.parametrize("text", [HEADED, HEADED.replace("\n\n---", ""), BOARD.replace("K-", "P1-00")])
def test_one_may_come_where_another_goes(text: str, intents: tuple[str, str]) -> None:
    asked = {"P1-001": SetStatus("P1-001", "doing"), "P1-003": SetStatus("P1-003", "done")}
    after = _plan(text, *(asked[name] for name in intents)).after.text
    first, second = after.index("P1-001"), after.index("P1-003")
    assert after.index("## Doing\n\n") < first < after.index("\n\n## Done\n\n") < second
    assert "\n\n\n" not in after


REFUSED = [
    (
        "## T-1: a\nOwner: bo\n\n- [ ] one\n- [x] two\n\n## T-2: b\nOwner: bo\n",
        SetStatus("T-1", "done"),
        "the boxes below it, 1 of 2 ticked",
    ),
    (BOARD, SetStatus("K-1", "blocked"), "no heading says blocked"),
    (
        COLUMNS.replace("## To Do", "## Hull (not started)"),
        SetStatus("K-1", "done"),
        "which says it of all",
    ),
    (f"{BOARD}\n## Done in May\n\n## Completed\n", SetStatus("K-1", "finished"), "2 headings say"),
    ("- [ ] A-1: a\n  - [ ] A-2: b\n", RemoveTask("A-1"), "A-1: A-2 lies inside of it"),
    ("- [ ] A-1: a\n  - [ ] A-2: b\n", MoveTask("A-1", after="A-2"), "A-1: A-2 lies inside of it"),
    (FRONT, RemoveTask("task-7"), "the file itself is the task"),
    ("## A-1: Hull [DONE]\n\n## A-2: Rig {#rig}\n", SetStatus("A-2", "done"), "no field below a heading"),
    (HEADED, MoveTask("P1-001", "Nowhere"), "there is not one heading"),
    ("## Doing\n\n### T-1: a\n\n- [ ] T-1.1: x\n", MoveTask("T-1", after="T-1.1"), "T-1.1 is none of the same level"),
    (HEADED, SetStatus("P1-001", "blocked"), "no heading says blocked"),
    (BOARD, AddTasks(("Mast",), "To Do", status="done"), "its status would be its heading's"),
    (BOARD, MoveTask("K-1", "Nowhere"), "there is no list of tasks that it could go to"),
    ("> - [ ] A-1: a\n> - [ ] A-2: b\n", MoveTask("A-1", after="A-2"), "stands in a quote"),
    ("- [ ] A-1: a\n", AddTasks(("Rig",), fields=(("owner", "bo"),)), "a new item gets no other fields"),
    ("- [ ] A-1: a\n", AddTasks(("Rig (depends on: A-1)",)), "would not read back as asked"),
    ("- [ ] A-1: a\n", AddNote("A-1", "two\nlines"), "line breaks"),
    (FRONT, AddNote("task-7", "it's"), "apostrophe"),
    ("## A-1: Hull [DONE]\n\n## A-2: Rig [TODO]\n", Assign("A-1", "kim"), "no field below a heading"),
]


@pytest.mark.parametrize(("text", "intent", "said"), REFUSED)
def test_what_is_not_sure_is_refused(text: str, intent: Intent, said: str) -> None:
    with pytest.raises((UsageError, EditRejected), match=said.replace("(", r"\(")):
        _plan(text, intent)


@pytest.mark.parametrize(("text", "intent"), [(text, intent) for text, intent, _ in ADDED if not intent.name])
def test_what_is_there_already_is_not_added_again(text: str, intent: AddTasks) -> None:
    once = _plan(text, intent).after.text
    try:
        assert _plan(once, intent).after.text == once
    except ForgemdError as refused:
        pytest.fail(str(refused))


def test_a_heading_without_a_status_gets_a_line_for_it() -> None:
    text = HEADINGS.replace("**Status:** Todo\n", "")
    assert _plan(text, SetStatus("A-2", "done")).after.text == f"{text}**Status:** Done\n"


TAILED = "## A-1: Hull [DONE]\n\n## A-2: Rig [TODO]\n\n## A-3: Mast\n\nOak.\n"
SPARSE = "## T-1: Hull\n\n**Status:** Done\n\nOak.\n\n## T-2: Rig\n\nPine.\n\n## T-3: Mast\nAsh.\n\n## T-4: Deck"
OWNED = "### T-1: a\n\nOwner: bo\n\n### T-2: b\n\nOwner: bo\n\n### T-3: c\n"


@pytest.mark.parametrize(
    ("text", "name", "part"),
    [
        (SPARSE, "T-2", "## T-2: Rig\n\n**Status:** In Progress\n\nPine.\n"),
        (SPARSE, "T-3", "## T-3: Mast\n\n**Status:** In Progress\n\nAsh.\n"),
        (
            SPARSE.replace("## T-3: Mast\n", "T-3: Mast\nof spruce\n---\n"),
            "T-3",
            "T-3: Mast\nof spruce\n---\n\n**Status:** In Progress\n\nAsh.\n",
        ),
        (
            SPARSE.replace("## T-1: Hull\n", "T-1: Hull\n---\n"),
            "T-2",
            "## T-2: Rig\n\n**Status:** In Progress\n\nPine.\n",
        ),
        (SPARSE, "T-4", "## T-4: Deck\n\n**Status:** In Progress"),
        (SPARSE.replace("\n\n**S", "\n- **S"), "T-3", "## T-3: Mast\n- **Status:** In Progress\n\nAsh.\n"),
        (TAILED, "A-3", "## A-3: Mast [IN PROGRESS]\n\nOak.\n"),
        (OWNED, "T-3", "### T-3: c\n\nStatus: In Progress\n"),
    ],
)
def test_a_heading_without_any_field_gets_its_status_as_the_others_have_theirs(text: str, name: str, part: str) -> None:
    done = _plan(text, SetStatus(name, "in progress"))
    assert part in done.after.text
    assert read(done.after).by_key[name.casefold()].status.category == "active"
