"""Tables of foreign kinds in many languages, none of which holds tasks, and some that look like them and do."""

from __future__ import annotations

import os

import pytest

from forgemd.text import Source
from forgemd.tracker import read

STILL = {
    # What a tool may take for work: personal lists, indexes of decisions, rows of an example, runs of jobs.
    *(
        "adr",
        "rfcs",
        "games",
        "translations",
        "example-table-in-docs",
        "sample-todo-app",
        "ci-jobs",
        "backups",
        "events",
    ),
}
UNSEEN = {"w12"}


def _documents(name: str) -> list[tuple[str, str]]:
    with open(os.path.join(os.path.dirname(__file__), name), encoding="utf-8") as stream:
        parts = stream.read().split("=== ")[1:]
    return [(head, text) for head, _, text in (part.partition("\n") for part in parts)]


@pytest.mark.parametrize(("name", "text"), [pytest.param(*each, id=each[0]) for each in _documents("foreign.md")])
def test_what_is_no_work_holds_no_tasks(name: str, text: str) -> None:
    found = read(Source(text, f"{name}.md"))
    assert (found.tasks != ()) == (name in STILL), [layout.why for layout in found.layouts]


@pytest.mark.parametrize(("name", "text"), [pytest.param(*each, id=each[0]) for each in _documents("no_foreign.md")])
def test_what_is_done_to_such_things_is_work(name: str, text: str) -> None:
    assert (read(Source(text, f"{name}.md")).tasks == ()) == (name in UNSEEN)
