"""The configuration lines that `explain` prints change what it said, when they are pasted into .forgemd.yaml."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from forgemd.config import load
from forgemd.output import advice, confidence_of, doubts, table_confidence
from forgemd.text import Source
from forgemd.tracker import Column, Tracker, normal, read
from forgemd.workspace.settings import settings_of
from tests.tracker.build import table, tracker


def again(before: Tracker, config: str) -> Tracker:
    """The same file, read with the configuration line `config`."""
    return read(before.source, settings_of(load(".forgemd.yaml", f"{config}\n".encode())))


def real(shared: str) -> Iterator[Tracker]:
    for room in ("seeds", "corpus"):
        for name in sorted(os.listdir(os.path.join(shared, room))):
            if not name.endswith(".jsonl"):
                with open(os.path.join(shared, room, name), "rb") as file:
                    yield read(Source.decode(file.read(), name))


@pytest.mark.parametrize(
    ("why", "role", "confidence"),
    [
        ("header 'Task'", "title", "certain"),
        ("its values are ids", "id", "likely"),
        ("the first column names the row", "title", "guess"),
        ("header not known", "other", "certain"),
    ],
)
def test_confidence(why: str, role: str, confidence: str) -> None:
    assert confidence_of(Column("Task", role, why)) == confidence


def test_a_table_is_as_sure_as_its_least_sure_column() -> None:
    found = tracker(table("Zorch | Status", "Keel | Done", "Ribs | Todo"))
    (layout,) = found.layouts
    assert table_confidence(layout) == max(
        (confidence_of(column) for column in layout.columns), key=("certain", "likely", "guess").index
    )


def test_advice_on_statuses_is_heeded(shared: str) -> None:
    tried = 0
    for before in real(shared):
        for item in advice(before):
            if item.config is None or not item.config.startswith("statuses:"):
                continue
            tried += 1
            (word,) = load(".forgemd.yaml", f"{item.config}\n".encode()).statuses
            after = again(before, item.config)
            told = [task for task in after.tasks if task.status.how in ("configured", "heading")]
            changed = [task for task in told if task.status.how == "configured" or task.status.code == word]
            assert changed, (before.path, item)
            assert {task.status.category for task in changed} == {"active"}, word
    assert tried > 20


def test_advice_on_columns_is_heeded(shared: str) -> None:
    for before in real(shared):
        for item in advice(before):
            if item.config is None or not item.config.startswith("columns:"):
                continue
            config = load(".forgemd.yaml", f"{item.config}\n".encode())
            after = again(before, item.config)
            wanted = {(normal(header), role) for header, role in config.columns.items()}
            had = {(normal(column.header), column.role) for layout in after.layouts for column in layout.columns}
            assert wanted & had, (before.path, item)


def test_doubts_can_be_settled(shared: str) -> None:
    tried = 0
    for before in real(shared):
        for doubt in doubts(before):
            tried += 1
            after = again(before, doubt.config)
            roles = {
                column.role
                for layout in after.layouts
                for column in layout.columns
                if normal(column.header) == normal(doubt.header)
            }
            assert doubt.role not in roles or doubt.role == "other", (before.path, doubt, roles)
    assert tried > 10
