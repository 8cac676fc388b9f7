"""Trackers of any size in the shape of the archetype: metadata, legend, sections of tasks, rollup, change log.

The same number of rows and the same seed give the same text. Everything in it agrees: a task beyond PENDING
waits for tasks that are DONE only, the rollup counts right, the log's last entry for a task is its status.

    python -m tests.bench.generate ROWS [--depends] [--seed N] [FILE]
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

__all__ = ["STATUSES", "Generated", "Plan", "generate", "with_change"]

STATUSES = {
    "PENDING": ("🔲", "Waits for other tasks"),
    "READY": ("🟦", "May be taken"),
    "ASSIGNED": ("🟨", "Taken, work has not begun"),
    "RUNNING": ("🟧", "Being worked on"),
    "REVIEW": ("🟪", "Finished and to be read by somebody else"),
    "DONE": ("✅", "Read, merged and closed"),
    "FAILED": ("❌", "Given up after several attempts"),
    "BLOCKED": ("🚫", "Cannot go on for a reason outside"),
}
"""Code, and the glyph and meaning that the legend gives it: the strict set."""

_WEIGHTS = {"PENDING": 50, "READY": 6, "ASSIGNED": 2, "RUNNING": 4, "REVIEW": 3, "DONE": 30, "FAILED": 1, "BLOCKED": 4}
_COLUMNS = {
    "Done": ("DONE",),
    "In Progress": ("ASSIGNED", "RUNNING", "REVIEW"),
    "Blocked": ("BLOCKED", "FAILED"),
    "Pending": ("PENDING", "READY"),
}
_VERBS = ("Add", "Build", "Check", "Define", "Describe", "Draw", "Replace", "Split", "Test", "Write")
_THINGS = ("adapter", "cache", "decoder", "endpoint", "form", "index", "layout", "parser", "queue", "schema", "view")
_USES = (
    "for the importer",
    "of invoices",
    "behind the gateway",
    "for offline use",
    "of the archive",
    "on small screens",
)
_AREAS = ("Accounts", "Billing", "Catalogue", "Delivery", "Editor", "Feeds", "Gateway", "Harvest", "Imports", "Ledger")
_ASPECTS = ("Model", "Storage", "Queries", "Screens", "Service", "Tests", "Limits", "Exports")
_AGENTS = ("backend-dev", "frontend-dev", "database-dev", "docs-writer")
_REVIEWERS = ("reviewer-a", "reviewer-b")
_PHASE_SECTIONS = 20
_LOGGED = 15
_YEAR = 365 * 24 * 60
_START = datetime(2025, 3, 1, 8, 0, tzinfo=UTC)
_LAST = _START + timedelta(days=399)
_UPDATED = "**Last Updated:**"


class _Task(NamedTuple):
    id: str
    title: str
    status: str
    agent: str
    started: str
    completed: str
    reviewer: str
    depends: str

    def row(self, depends: bool) -> str:
        branch = f"feature/{self.id.lower()}" if self.agent != "-" else "-"
        status = f"{STATUSES[self.status][0]} {self.status}"
        cells = [self.id, self.title, status, self.agent, branch, self.started, self.completed, self.reviewer]
        return _row(*cells, *([self.depends] if depends else []))


class Plan(NamedTuple):
    """A generated section: its number and title, and how many of its tasks have each status."""

    title: str
    counts: dict[str, int]


class Generated(NamedTuple):
    """A tracker's text and what is true of it: `ids` in order, those of status PENDING, and the sections."""

    text: str
    ids: tuple[str, ...]
    pending: tuple[str, ...]
    sections: tuple[Plan, ...]


def generate(rows: int, *, depends: bool = False, seed: int = 1) -> Generated:
    """A tracker of exactly `rows` tasks; `depends` adds a ninth column with the ids that a task waits for."""
    chance = random.Random(f"{rows} {seed}")
    sections = list(_sections(chance, rows))
    tasks = [task for _, found in sections for task in found]
    counted = tuple(Plan(title, _counts(found)) for title, found in sections)
    lines = [*_head(), *_body(sections, depends), *_rollup(counted), *_log(tasks)]
    pending = tuple(task.id for task in tasks if task.status == "PENDING")
    return Generated("\n".join(lines) + "\n", tuple(task.id for task in tasks), pending, counted)


def with_change(generated: Generated, number: int) -> str:
    """The text with pending task `number` (modulo their count) made READY by hand, log row and all."""
    name = generated.pending[number % len(generated.pending)]
    text = generated.text
    at = text.index(f"\n| {name} |") + 1
    end = text.index("\n", at)
    row = text[at:end].replace(_label("PENDING"), _label("READY"), 1)
    when = _stamp(_START + timedelta(days=400, minutes=number))
    changed = f"{text[:at]}{row}{text[end:]}{_row(when, name, 'PENDING', 'READY', 'lead', 'may be taken')}\n"
    return changed.replace(f"{_UPDATED} {_stamp(_LAST)}", f"{_UPDATED} {when}", 1)


def _sections(chance: random.Random, rows: int) -> Iterator[tuple[str, list[_Task]]]:
    done: list[str] = []
    every: list[str] = []
    section = before = 0
    while len(every) < rows:
        phase, number = divmod(section, _PHASE_SECTIONS)
        if number == 0:
            before = len(every)
        size = min(chance.randint(3, 12), rows - len(every))
        found = [_task(chance, f"P{phase + 1}-{len(every) - before + 1:03d}", done, every) for _ in range(size)]
        area = _AREAS[section // len(_ASPECTS) % len(_AREAS)]
        yield f"{phase + 1}.{number + 1} {area} {_ASPECTS[section % len(_ASPECTS)]}", found
        section += 1


def _task(chance: random.Random, name: str, done: list[str], every: list[str]) -> _Task:
    status = chance.choices(list(_WEIGHTS), list(_WEIGHTS.values()))[0]
    among = (every if status in ("PENDING", "BLOCKED") else done)[-40:]
    waits = chance.sample(among, min(len(among), chance.choice((0, 0, 1, 1, 2, 3))))
    begun = _START + timedelta(minutes=7 * len(every) % _YEAR)
    worked = status in ("RUNNING", "REVIEW", "DONE", "FAILED")
    every.append(name)
    if status == "DONE":
        done.append(name)
    return _Task(
        name,
        f"{chance.choice(_VERBS)} the {chance.choice(_THINGS)} {chance.choice(_USES)}",
        status,
        chance.choice(_AGENTS) if worked or status == "ASSIGNED" else "-",
        _stamp(begun) if worked else "-",
        _stamp(begun + timedelta(hours=5, seconds=17)) if status == "DONE" else "-",
        chance.choice(_REVIEWERS) if status in ("REVIEW", "DONE") else "-",
        ", ".join(sorted(waits)) or "-",
    )


def _counts(tasks: list[_Task]) -> dict[str, int]:
    return {code: sum(1 for task in tasks if task.status == code) for code in STATUSES}


def _head() -> Iterator[str]:
    yield "# Work in Progress"
    yield ""
    yield "**Version:** 1.4.0  "
    yield f"{_UPDATED} {_stamp(_LAST)}  "
    yield "**Current Phase:** 1 - Foundations"
    yield ""
    yield "This file says how every task stands. Change the row, enter the change in the log, and commit both."
    yield from ("", "---", "", "## Status Legend", "")
    yield from _header("Status", "Code", "Description")
    yield from (_row(_label(code), f"`{code}`", meaning) for code, (_, meaning) in STATUSES.items())
    yield ""


def _body(sections: list[tuple[str, list[_Task]]], depends: bool) -> Iterator[str]:
    header = ["ID", "Task", "Status", "Agent", "Branch", "Started", "Completed", "Reviewer"]
    if depends:
        header.append("Depends On")
    for index, (title, tasks) in enumerate(sections):
        if index % _PHASE_SECTIONS == 0:
            yield from ("---", "", f"## Phase {index // _PHASE_SECTIONS + 1}", "")
        yield from (f"### {title}", "")
        yield from _header(*header)
        yield from (task.row(depends) for task in tasks)
        yield ""


def _rollup(sections: tuple[Plan, ...]) -> Iterator[str]:
    yield from ("---", "", "## Progress Summary", "")
    yield from _header("Section", "Total", *_COLUMNS)
    totals = dict.fromkeys(STATUSES, 0)
    for plan in sections:
        yield _row(plan.title, *map(str, _figures(plan.counts)))
        for code, count in plan.counts.items():
            totals[code] += count
    yield _row("**TOTAL**", *(f"**{figure}**" for figure in _figures(totals)))
    yield ""


def _figures(counts: dict[str, int]) -> list[int]:
    return [sum(counts.values()), *(sum(counts[code] for code in codes) for codes in _COLUMNS.values())]


def _log(tasks: list[_Task]) -> Iterator[str]:
    """An entry for one task in fifteen, if it has moved: projects cut their logs."""
    yield from ("---", "", "## Change Log", "")
    yield from _header("Timestamp", "Task ID", "Old Status", "New Status", "Agent", "Notes")
    yield _row(_stamp(_START), "-", "-", "-", "lead", "Tracker created")
    before = {"READY": "PENDING", "ASSIGNED": "READY", "RUNNING": "ASSIGNED", "REVIEW": "RUNNING", "DONE": "REVIEW"}
    for number, task in enumerate(tasks[::_LOGGED]):
        if task.status in before:
            when = _stamp(_START + timedelta(minutes=15 * number))
            yield _row(
                when, task.id, before[task.status], task.status, "lead" if task.agent == "-" else task.agent, "-"
            )


def _label(code: str) -> str:
    return f"{STATUSES[code][0]} {code}"


def _header(*names: str) -> Iterator[str]:
    yield _row(*names)
    yield "|" + "|".join("-" * (len(name) + 2) for name in names) + "|"


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _stamp(when: datetime) -> str:
    return when.strftime("%Y-%m-%dT%H:%M:%SZ")


def main() -> None:
    """Write one tracker to a file or to the standard output."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.generate", description="Write a generated tracker.")
    parser.add_argument("rows", type=int, help="how many tasks")
    parser.add_argument("file", nargs="?", help="where to; the standard output by default")
    parser.add_argument("--depends", action="store_true", help="with a column of dependencies")
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    text = generate(chosen.rows, depends=chosen.depends, seed=chosen.seed).text
    if chosen.file is None:
        sys.stdout.write(text)
    else:
        with open(chosen.file, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)


if __name__ == "__main__":
    main()
