"""What a message states of tasks is held to what the commit does."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forgemd.changes import compose, contradictions, stated
from forgemd.text import Source
from forgemd.tracker import Diff, Tracker, read

HEAD = "| ID | Task | Status |\n|---|---|---|\n"


def tracker(path: str = "T.md", **statuses: str) -> Tracker:
    rows = "".join(f"| {name.replace('_', '-')} | Work on {name} | {status} |\n" for name, status in statuses.items())
    return read(Source(HEAD + rows, path))


BEFORE = tracker(A_1="todo", A_2="in progress", A_3="todo")
ONE = tracker(A_1="todo", A_2="done", A_3="todo")
TWO = tracker(A_1="in progress", A_2="done", A_3="todo")
NEW = tracker(A_1="todo", A_2="in progress", A_3="todo", A_4="todo")
LESS = tracker(A_1="todo", A_2="in progress")
ELSEWHERE = tracker("U.md", B_1="todo")


@pytest.mark.parametrize(
    ("after", "subject", "trailers", "wrong"),
    [
        (ONE, "Whatever", "", []),
        (ONE, "status: report", "", []),
        (ONE, "status: A-2 → done", "", []),
        (ONE, "status: A-2 -> Done", "", []),
        (ONE, "status: A-2 => ✅ DONE", "", []),
        (ONE, "status: A-2: in progress → done", "", []),
        (ONE, "status: A-2: todo → done", "", ["A-2: todo → done; staged is in progress → done"]),
        (ONE, "status: A-2 → todo", "", ["A-2: todo; staged is in progress → done"]),
        (ONE, "status: A-2 → blurred", "", ["A-2: blurred; staged is in progress → done"]),
        (ONE, "status: A-1 → done", "", ["A-1 → done; nothing that is staged", "staged is A-2: in progress → done"]),
        (ONE, "status: A-9 → done", "", ["that task is in no tracker", "staged is A-2"]),
        (ONE, "status: A-2 → done (+1)", "", ["counts (+1); staged are 0"]),
        (ONE, "status: B-1 → done, A-2 → done", "", ["U.md, which has that task as todo, is not staged"]),
        (TWO, "status: A-2 → done", "", ["staged is A-1: todo → in progress; the message does not say so"]),
        (TWO, "status: A-2 → done (+1)", "", []),
        (TWO, "status: A-2 → done, A-1 → in progress", "", []),
        (TWO, "status: A-2 → done; A-1 → in progress", "", []),
        (TWO, "status: A-1, A-2 → done", "", ["A-1: done; staged is todo → in progress"]),
        (TWO, "x", "Task: A-2\nTask-Transition: in progress → done", ["staged is A-1: todo → in progress"]),
        (TWO, "x", "Task: A-2\ntask-transition: done → done\nTask: A-1", ["A-2: done → done; staged is", "A-1: todo"]),
        (
            TWO,
            "status: A-1 → in progress (+1)",
            "Task: A-1\nTask-Transition: todo → in progress\nTask: A-2\nTask-Transition: in progress → done",
            [],
        ),
        (ONE, "x", "Task: A-2\nTask-Transition: in progress → blocked\nTask: A-2\nTask-Transition: blocked → done", []),
        (BEFORE, "status: dashboards → done", "", []),
        (BEFORE, "status: A-1 → done", "", ["nothing that is staged changes its status, todo"]),
        (BEFORE, "status: B-1 → done", "", ["U.md, which has that task as todo"]),
        (NEW, "status: A-4 → todo", "", []),
        (NEW, "status: A-4 → done", "", ["staged is a new task that is todo"]),
        (LESS, "status: A-3 → done", "", ["that task is removed"]),
    ],
)
def test_statements(after: Tracker, subject: str, trailers: str, wrong: list[str]) -> None:
    pairs = [(key, value) for key, _, value in (line.partition(": ") for line in trailers.splitlines())]
    found = contradictions(stated(subject, pairs), [Diff(BEFORE, after)], [ELSEWHERE], True)
    assert len(found) == len(wrong), found
    for sentence, words in zip(found, wrong, strict=True):
        assert words in sentence


def test_a_merge_need_not_tell_the_whole() -> None:
    assert contradictions(stated("status: A-2 → done", []), [Diff(BEFORE, TWO)], [], False) == []


STATUS = st.sampled_from(["todo", "in progress", "done", "blocked", "In Review", "🔲 PENDING", ""])
NAMES = st.sampled_from(["A-1", "7", "Fix the parser, and the lexer", "a → b", "x" * 90, "status: odd"])
ROWS = st.lists(st.tuples(STATUS, STATUS), min_size=1, max_size=5)


@given(names=st.lists(NAMES, min_size=1, max_size=5, unique=True), rows=ROWS)
def test_what_is_composed_is_true(names: list[str], rows: list[tuple[str, str]]) -> None:
    """forgemd's own messages pass its own hook, whatever tasks are called."""
    sides = [
        read(Source(HEAD + "".join(f"| {name} | t | {row[side]} |\n" for name, row in zip(names, rows, strict=False))))
        for side in (0, 1)
    ]
    diff = Diff(*sides)
    message = compose([diff])
    assert contradictions(stated(message.subject, message.trailers), [diff], [], True) == []


@given(
    st.text(max_size=60), st.lists(st.tuples(st.sampled_from(["Task", "Task-Transition", "X"]), st.text(max_size=20)))
)
def test_any_message_is_heard(subject: str, trailers: list[tuple[str, str]]) -> None:
    for text in (subject, f"status: {subject}", f"status: {subject} → done (+9)"):
        contradictions(stated(text, trailers), [Diff(BEFORE, TWO)], [ELSEWHERE], True)
