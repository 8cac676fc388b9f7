"""A tracker as plain values, what agents do to it, and its text: the generator and the oracle of the merge's laws.

Nothing here reads Markdown: what a merge should come to is worked out on the values.
"""

from __future__ import annotations

import copy
from collections.abc import Sequence
from dataclasses import dataclass, field

__all__ = ["GLYPHS", "GROUP", "KINDS", "NEXT", "SAFE", "Model", "Op", "Task", "change", "start"]

GLYPHS = {
    "PENDING": "🔲",
    "READY": "🟦",
    "ASSIGNED": "🟨",
    "RUNNING": "🟧",
    "REVIEW": "🟪",
    "DONE": "✅",
    "FAILED": "❌",
    "BLOCKED": "🚫",
}
NEXT = {
    "PENDING": ("READY", "BLOCKED"),
    "READY": ("ASSIGNED", "BLOCKED"),
    "ASSIGNED": ("RUNNING", "READY"),
    "RUNNING": ("REVIEW", "FAILED", "BLOCKED"),
    "REVIEW": ("DONE", "RUNNING", "BLOCKED"),
    "BLOCKED": ("READY", "RUNNING"),
    "FAILED": ("READY",),
    "DONE": (),
}
GROUP = ("Status", "Agent", "Started", "Completed", "Reviewer")
_COLUMNS = ["ID", "Task", "Status", "Agent", "Started", "Completed", "Reviewer"]
_BUCKETS = {"DONE": "Done", "BLOCKED": "Blocked", "FAILED": "Blocked", "PENDING": "Pending", "READY": "Pending"}
_WAY = ("PENDING", "READY", "ASSIGNED", "RUNNING", "REVIEW", "DONE")

Op = tuple[str, int, int]
"""What is done, to which (taken modulo), and how."""

SAFE = ("status", "status", "status", "status", "title", "reviewer", "add", "pad", "issue", "box")
KINDS = (*SAFE, "bounce", "delete", "move", "rename", "section", "column", "prose", "collide", "unsection")


@dataclass
class Task:
    id: str
    cells: dict[str, str]


@dataclass
class Section:
    title: str
    tasks: list[Task]
    columns: list[str]
    padded: bool = False


@dataclass(repr=False)
class Model:
    sections: list[Section]
    log: list[tuple[str, ...]]
    issues: list[tuple[str, ...]]
    boxes: list[list[str]]
    prose: str = "Every agent keeps this file up to date."
    updated: int = 0
    newest_first: bool = False
    done: list[str] = field(default_factory=list)

    def rows(self) -> dict[str, tuple[str, Task]]:
        """Each task by its id, with the title of its section."""
        return {task.id: (section.title, task) for section in self.sections for task in section.tasks}

    def text(self) -> str:
        """The file."""
        lines = ["# Tracker", "", "**Version:** 1.0.0  ", f"**Last Updated:** {when(self.updated)}", "", self.prose, ""]
        lines += ["---", "", "## Status Legend", "", "| Status | Code | Description |", "|---|---|---|"]
        lines += [f"| {glyph} {code} | `{code}` | what {code} means |" for code, glyph in GLYPHS.items()]
        lines += ["", "## Tasks", ""]
        for section in self.sections:
            lines += [f"### {section.title}", "", *_table(section), ""]
        lines += ["---", "", "## Summary", "", "| Section | Total | Done | In Progress | Blocked | Pending |"]
        lines += ["|---|---|---|---|---|---|", *self._summary(), ""]
        lines += ["## Checklist", "", *(f"- [{mark}] {text}" for text, mark in self.boxes), ""]
        lines += ["## Issues", "", "| Issue ID | Task ID | Severity | State |", "|---|---|---|---|"]
        lines += [f"| {' | '.join(issue)} |" for issue in self.issues or [("-", "-", "-", "-")]]
        lines += ["", "## Change Log", "", "| Timestamp | Task ID | Old Status | New Status | Agent | Notes |"]
        lines += ["|---|---|---|---|---|---|"]
        entries = self.log[::-1] if self.newest_first else self.log
        lines += [f"| {' | '.join(entry)} |" for entry in entries]
        return "\n".join([*lines, "", "---", "", "The end.", ""])

    def _summary(self) -> list[str]:
        lines, totals = [], dict.fromkeys(("Total", "Done", "In Progress", "Blocked", "Pending"), 0)
        for section in self.sections:
            counts = dict.fromkeys(totals, 0)
            for task in section.tasks:
                counts["Total"] += 1
                counts[_BUCKETS.get(task.cells["Status"], "In Progress")] += 1
            lines.append(f"| {section.title} | {' | '.join(map(str, counts.values()))} |")
            totals = {name: totals[name] + counts[name] for name in totals}
        return [*lines, f"| **TOTAL** | {' | '.join(f'**{count}**' for count in totals.values())} |"]


def when(seconds: int) -> str:
    """A moment on an ordinary day."""
    days, rest = divmod(seconds, 86400)
    return f"2025-02-{5 + days:02d}T{rest // 3600:02d}:{rest // 60 % 60:02d}:{rest % 60:02d}Z"


def _table(section: Section) -> list[str]:
    rows = [{**task.cells, "ID": task.id} for task in section.tasks]
    for row in rows:
        row["Status"] = f"{GLYPHS[row['Status']]} {row['Status']}"
    width = {
        name: max((len(row.get(name, "-")) for row in rows), default=0) * section.padded for name in section.columns
    }
    return [
        f"| {' | '.join(section.columns)} |",
        "|" + "----|" * len(section.columns),
        *("| " + " | ".join(row.get(name, "-").ljust(width[name]) for name in section.columns) + " |" for row in rows),
    ]


def start(sections: int = 3, tasks: int = 5, warm: int = 12, newest_first: bool = False) -> Model:
    """A tracker on which work is under way: `warm` steps were taken."""
    found = []
    number = 0
    for at in range(sections):
        rows = []
        for _ in range(tasks):
            number += 1
            cells = {"Task": f"Build part {number}", "Status": "PENDING"}
            rows.append(Task(f"P1-{number:03d}", cells))
        found.append(Section(f"1.{at + 1} Part {chr(65 + at)}", rows, list(_COLUMNS)))
    boxes = [[f"Check number {at}", " "] for at in range(4)]
    entry = (when(0), "-", "-", "-", "orchestrator", "Initial tracker created")
    model = Model(found, [entry], [], boxes, newest_first=newest_first)
    return change(model, [("status", at * 7, at % 3 % 2) for at in range(warm)], "w", 0)


def change(model: Model, ops: Sequence[Op], side: str, clock: int, hot: int = 0) -> Model:
    """A copy of `model` in which one side did `ops`; `hot` confines them to so many tasks."""
    made = copy.deepcopy(model)
    for number, (kind, which, how) in enumerate(ops):
        clock += 37 + which % 5
        tasks = [task for section in made.sections for task in section.tasks]
        tasks = tasks[:hot] if hot else tasks
        if tasks and made.sections:
            _DO[kind](made, tasks[which % len(tasks)], which, how, f"{side}{number}", clock)
    return made


def _step(made: Model, task: Task, new: str, side: str, clock: int) -> None:
    cells, old = task.cells, task.cells["Status"]
    cells["Status"] = new
    agent = f"agent-{side[0]}"
    if new == "ASSIGNED":
        cells["Agent"] = agent
    if new == "RUNNING":
        cells["Agent"] = cells.get("Agent", agent)
        cells["Started"] = cells.get("Started", when(clock))
    if new == "DONE":
        cells["Completed"] = when(clock)
    made.log.append((when(clock), task.id, old, new, agent, f"step of {side}"))
    made.updated = clock


def _status(made: Model, task: Task, which: int, how: int, side: str, clock: int) -> None:
    following = NEXT[task.cells["Status"]]
    if following:
        _step(made, task, following[how % len(following)], side, clock)


def _bounce(made: Model, task: Task, which: int, how: int, side: str, clock: int) -> None:
    """There and back: the row is as it was, and only the log knows."""
    if task.cells["Status"] in ("REVIEW", "RUNNING"):
        old = task.cells["Status"]
        _step(made, task, "RUNNING" if old == "REVIEW" else "REVIEW", side, clock)
        _step(made, task, old, side, clock + 1)


def _title(made: Model, task: Task, which: int, how: int, side: str, clock: int) -> None:
    task.cells["Task"] = f"Retitled by {side[0]} {how % 3}"


def _reviewer(made: Model, task: Task, which: int, how: int, side: str, clock: int) -> None:
    task.cells["Reviewer"] = f"rev-{how % 3}"


def _add(made: Model, task: Task, which: int, how: int, side: str, clock: int) -> None:
    _insert(made, f"P1-{'abcw'.index(side[0]) + 1}{which % 90 + 10:02d}", f"New by {side[0]}", which, how)


def _collide(made: Model, task: Task, which: int, how: int, side: str, clock: int) -> None:
    """An id that the other side may give to a task of its own."""
    _insert(made, f"P1-90{which % 2}", f"Fresh {how % 2}", 0, how)


def _insert(made: Model, name: str, title: str, which: int, how: int) -> None:
    section = made.sections[how % len(made.sections)]
    if name not in made.rows():
        section.tasks.insert(which % (len(section.tasks) + 1), Task(name, {"Task": title, "Status": "PENDING"}))


def _delete(made: Model, task: Task, which: int, how: int, side: str, clock: int) -> None:
    for section in made.sections:
        if len(section.tasks) > 1:
            section.tasks = [other for other in section.tasks if other is not task]


def _move(made: Model, task: Task, which: int, how: int, side: str, clock: int) -> None:
    home = made.sections[how % len(made.sections)]
    here = next(section for section in made.sections if task in section.tasks)
    if home is not here and len(here.tasks) > 1 and home.columns == here.columns:
        here.tasks.remove(task)
        home.tasks.append(task)


def _rename(made: Model, task: Task, which: int, how: int, side: str, clock: int) -> None:
    section = made.sections[which % len(made.sections)]
    section.title = f"{section.title} {side[0]}"
    made.done.append(f"rename {section.title.split()[0]}")


def _section(made: Model, task: Task, which: int, how: int, side: str, clock: int) -> None:
    title = f"1.{20 + 'abcw'.index(side[0])} Section by {side[0]}"
    if all(section.title != title for section in made.sections):
        name = f"P1-{'abcw'.index(side[0]) + 1}00"
        made.sections.append(Section(title, [Task(name, {"Task": "First", "Status": "PENDING"})], list(_COLUMNS)))
        made.done.append("section")


def _unsection(made: Model, task: Task, which: int, how: int, side: str, clock: int) -> None:
    if len(made.sections) > 2:
        gone = made.sections.pop(which % len(made.sections))
        made.done.append(f"unsection {gone.title.split()[0]}")


def _column(made: Model, task: Task, which: int, how: int, side: str, clock: int) -> None:
    name = f"Prio{how % 2}"
    for section in made.sections:
        if name not in section.columns:
            section.columns.append(name)
    made.done.append("column")


def _pad(made: Model, task: Task, which: int, how: int, side: str, clock: int) -> None:
    made.sections[which % len(made.sections)].padded = True


def _issue(made: Model, task: Task, which: int, how: int, side: str, clock: int) -> None:
    name = f"I-{side[0]}{which % 90 + 10}"
    if all(issue[0] != name for issue in made.issues):
        made.issues.append((name, task.id, "high", "open"))


def _box(made: Model, task: Task, which: int, how: int, side: str, clock: int) -> None:
    made.boxes[which % len(made.boxes)][1] = "x"


def _prose(made: Model, task: Task, which: int, how: int, side: str, clock: int) -> None:
    made.prose = f"Every agent keeps this file up to date, says {side[0]} {how % 2}."
    made.done.append("prose")


_DO = {
    "add": _add,
    "bounce": _bounce,
    "box": _box,
    "collide": _collide,
    "column": _column,
    "delete": _delete,
    "issue": _issue,
    "move": _move,
    "pad": _pad,
    "prose": _prose,
    "rename": _rename,
    "reviewer": _reviewer,
    "section": _section,
    "status": _status,
    "title": _title,
    "unsection": _unsection,
}
