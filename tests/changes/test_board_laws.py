"""Boards of any make: a task gets a status by going where the board says so, whole, and no other line changes."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from forgemd.changes import Context, Intent, MoveTask, SetStatus, make_plan
from forgemd.errors import ForgemdError
from forgemd.text import Source
from forgemd.tracker import read
from tests.changes.build import AT

COLUMNS = {"To do": "todo", "🚧 In Progress (2)": "active", "Review": "review", "Done ✅": "done", "Blocked": "blocked"}
HEADER = "| ID | Task | Owner |\n|--|--|--|\n"


@st.composite
def boards(draw: st.DrawFn) -> tuple[str, list[str]]:
    """A board of items, rows or headings, and what its tasks are called: by `Review` two columns are sure ones."""
    make = draw(st.sampled_from(["items", "rows", "headings"]))
    names: list[str] = []
    text = "# Work\n\n"
    for column in draw(st.lists(st.sampled_from(sorted(COLUMNS)), min_size=3, unique=True)):
        text += f"## {column}\n\n{HEADER if make == 'rows' else ''}"
        for with_id in draw(st.lists(st.booleans(), max_size=3)):
            number = len(names) + 1
            names.append(f"A-{number}" if with_id or make != "items" else f"thing {number}")
            if make == "rows":
                text += f"| {names[-1]} | a thing | |\n"
            elif make == "headings":
                text += f"### {names[-1]}{':' if with_id else ''} a thing\n\n- [ ] how\n\nSo.\n\n"
            else:
                text += f"- {names[-1]}{': a thing' if with_id else ''}\n  - how\n"
        text += "\n"
    return text.replace("\n", draw(st.sampled_from(["\n", "\r\n"]))), names


@given(boards(), st.data())
def test_a_task_goes_where_its_status_is(board: tuple[str, list[str]], data: st.DataObject) -> None:
    text, names = board
    start = read(Source(text, "x.md"))
    if not names or len(start.tasks) < len(names):
        return
    name, column = data.draw(st.sampled_from(names)), data.draw(st.sampled_from(sorted(COLUMNS)))
    if column == "Review" and text.count("## ") < 3:
        return  # it is a column beside two others
    intents: list[Intent] = [SetStatus(name, COLUMNS[column]), MoveTask(name, column)]
    intent = data.draw(st.sampled_from(intents))
    try:
        after = make_plan(start, start, [intent], Context(AT, "ada", None, None), read).after
    except ForgemdError:
        return
    (task,) = (task for task in read(after).tasks if task.id == name)
    assert task.status.category == COLUMNS[column]
    lines = [sorted(filter(None, each.text.splitlines())) for each in (start.source, after)]
    assert lines[0] == lines[1]


CLOSES = (
    "",
    "---\n\n*Kept by ann.*\n",
    "<!-- the end -->\n",
    "[ref]: http://x\n",
    "%% kanban:settings\n```\n{}\n```\n%%\n",
)


@given(boards(), st.sampled_from(CLOSES), st.data())
def test_several_tasks_go_at_once_and_blank_lines_stay_around_headings(
    board: tuple[str, list[str]], close: str, data: st.DataObject
) -> None:
    text, names = board
    close = close.replace("\n", "\r\n" if "\r" in text else "\n")
    if not names or HEADER[:9] in text or (close.startswith("<") and text.splitlines()[-3].startswith("## ")):
        return  # a comment right below a heading says what goes there
    text += close
    start = read(Source(text, "x.md"))
    moved = data.draw(st.lists(st.sampled_from(names), min_size=1, max_size=3, unique=True))
    intents = [MoveTask(name, data.draw(st.sampled_from(sorted(COLUMNS)))) for name in moved]
    try:
        after = make_plan(start, start, intents, Context(AT, "ada", None, None), read).after.text
    except ForgemdError:
        return
    lines, old = after.splitlines(), text.splitlines()
    assert sorted(filter(None, lines)) == sorted(filter(None, old))
    assert after.endswith(close)
    for at, line in enumerate(lines):
        if line.startswith("#"):
            assert not any(lines[max(at - 1, 0) : at])
            assert not any(lines[at + 1 : at + 2])
