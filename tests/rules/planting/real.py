"""Plants for real files: each takes any tracker and yields what one slip of a hand would make of it, and where."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from forgemd.text import Edit, Span, apply
from forgemd.tracker import (
    COMPLETED,
    DEPENDS,
    DUE,
    ID,
    STARTED,
    STATUS,
    TITLE,
    Layout,
    Role,
    Task,
    Tracker,
    claims_of,
    is_placeholder,
)

__all__ = ["PLANTS", "Plant"]


class Plant(NamedTuple):
    """The text with the fault, and the characters of it (half-open) that a finding has to begin in; `change` if it is
    one of the change from the sound text."""

    text: str
    where: Span
    change: bool = False


def _put(tracker: Tracker, span: Span, new: str, change: bool = False) -> Plant:
    """`new` in place of what is at `span`; the fault is there."""
    return _edited(tracker, [(span, new)], Span(span.start, span.start + len(new)), change)


def _edited(tracker: Tracker, edits: list[tuple[Span, str]], where: Span, change: bool = False) -> Plant:
    source = tracker.source
    made = apply(source, [Edit(span, source.slice(span), new) for span, new in edits])
    return Plant(made.text, where, change)


def _cells(tracker: Tracker, role: Role[Any]) -> Iterator[tuple[Task, Span, str]]:
    """The filled cells of a role, in tables and, but for statuses, in the fields of items and headings."""
    for task in tracker.tasks:
        at = task.layout.index(role)
        if role is STATUS and not isinstance(task.layout, Layout):
            continue
        if at >= 0 and not is_placeholder(task.value(at)):
            yield task, task.row.span_of(at), tracker.source.slice(task.row.span_of(at))


def _rows(tracker: Tracker, least: int = 3) -> Iterator[tuple[Layout, Task]]:
    """A row in the middle of each table of tasks."""
    for layout, tasks in tracker.runs:
        if isinstance(layout, Layout) and len(tasks) >= least:
            yield layout, tasks[len(tasks) // 2]


def _line(tracker: Tracker, line: int) -> Span:
    return tracker.source.line_span(line)


def _control(tracker: Tracker) -> Iterator[Plant]:
    for _, span, text in _cells(tracker, TITLE):
        if len(text) > 3:
            yield _edited(
                tracker, [(Span(span.start + 2, span.start + 2), "\x08")], Span(span.start + 2, span.start + 3)
            )


def _look_alike(tracker: Tracker) -> Iterator[Plant]:
    like = str.maketrans("ACEHKMOPTXaceopx", "АСЕНКМОРТХасеорх")
    for _, span, text in _cells(tracker, ID):
        at = next((at for at, char in enumerate(text) if char.translate(like) != char), None)
        if at is not None and re.fullmatch(r"[A-Z]{1,4}-?[0-9]{1,3}", text):
            yield _put(tracker, span, text[:at] + text[at].translate(like) + text[at + 1 :])


def _bad_date(tracker: Tracker) -> Iterator[Plant]:
    for role in (STARTED, COMPLETED, DUE):
        for task, span, text in _cells(tracker, role):
            match = re.fullmatch(r"([0-9]{4}-[0-9]{2}-)[0-9]{2}(.*)", text)
            if match and task.get(role):
                yield _put(tracker, span, f"{match[1]}32{match[2]}")


def _future(tracker: Tracker) -> Iterator[Plant]:
    for role in (STARTED, COMPLETED):
        for task, span, text in _cells(tracker, role):
            if task.status.category in ("done", "active") and re.match("20[0-9]{2}-", text):
                yield _put(tracker, span, "2031" + text[4:])


def _backwards(tracker: Tracker) -> Iterator[Plant]:
    for task, span, text in _cells(tracker, COMPLETED):
        if task.get(STARTED) and re.match("20[0-9]{2}-", text) and task.status.category == "done":
            yield _put(tracker, span, "2019" + text[4:])


def _no_reason(tracker: Tracker) -> Iterator[Plant]:
    yield from _comment(tracker, "<!-- forgemd-allow unknown-status -->")


def _needless(tracker: Tracker) -> Iterator[Plant]:
    yield from _comment(tracker, "<!-- forgemd-allow glued-row: pasted from a chat -->")


def _comment(tracker: Tracker, comment: str) -> Iterator[Plant]:
    for layout, _ in _rows(tracker, 1):
        at = _line(tracker, layout.table.line).start
        if tracker.source.text[at] == "|":
            yield _edited(tracker, [(Span(at, at), comment + tracker.source.newline)], Span(at, at + len(comment)))


def _blank(tracker: Tracker) -> Iterator[Plant]:
    for _, task in _rows(tracker):
        at = _line(tracker, task.line).start
        end = at + len(tracker.source.newline)
        yield _edited(
            tracker, [(Span(at, at), tracker.source.newline)], Span(end, end + len(_text(tracker, task.line)))
        )


def _text(tracker: Tracker, line: int) -> str:
    return tracker.source.text[tracker.source.starts[line] : tracker.source.ends[line]]


def _conflict(tracker: Tracker) -> Iterator[Plant]:
    for task, _, text in _cells(tracker, TITLE):
        if not isinstance(task.layout, Layout):
            continue
        row, newline = _text(tracker, task.line), tracker.source.newline
        other = row.replace(text, text + " 2")
        lines = ["<<<<<<< HEAD", row, "=======", other, ">>>>>>> feature"]
        start = tracker.source.starts[task.line]
        made = newline.join(lines)
        yield _edited(tracker, [(Span(start, tracker.source.ends[task.line]), made)], Span(start, start + 12))


def _glued(tracker: Tracker) -> Iterator[Plant]:
    for layout, _ in _rows(tracker):
        last = layout.table.last
        if all(row.startswith("|") for row in (_text(tracker, last), _text(tracker, last - 1))):
            at, newline = tracker.source.ends[last], tracker.source.newline
            said = "Ask Ada for the rest."
            yield _edited(tracker, [(Span(at, at), newline + said)], Span(at + len(newline), at + len(newline) + 1))


def _self(tracker: Tracker) -> Iterator[Plant]:
    for task, span, _ in _cells(tracker, DEPENDS):
        if task.has_id:
            yield _put(tracker, span, task.id)


def _nobody(tracker: Tracker) -> Iterator[Plant]:
    for _, span, text in _cells(tracker, DEPENDS):
        match = re.fullmatch(r"([A-Za-z]+-?)([0-9]{1,4})", text)
        if match and tracker.task(text):
            yield _put(tracker, span, f"{match[1]}{'9' * len(match[2])}")


def _cycle(tracker: Tracker) -> Iterator[Plant]:
    for task, span, text in _cells(tracker, DEPENDS):
        first = tracker.task(text)
        at = first.layout.index(DEPENDS) if first is not None else -1
        if first is not None and at >= 0 and first is not task and first.value(at):
            where = first.row.span_of(at)
            made = _put(tracker, where, task.id)
            shift = len(task.id) - (where.end - where.start) if where.start < span.start else 0
            other = Span(span.start + shift, span.end + shift)
            yield made._replace(where=Span(min(where.start, other.start), max(where.end, other.end)))


def _twice(tracker: Tracker) -> Iterator[Plant]:
    for _, tasks in tracker.runs:
        if len(tasks) > 2 and tasks[0].has_id and tasks[1].has_id:
            at = tasks[1].layout.index(ID)
            if at >= 0:
                yield _put(tracker, tasks[1].row.span_of(at), tracker.source.slice(tasks[0].row.span_of(at)))


def _nameless(tracker: Tracker) -> Iterator[Plant]:
    for _, tasks in tracker.runs:
        if len(tasks) > 4 and isinstance(tasks[0].layout, Layout) and all(task.has_id for task in tasks):
            task = tasks[2]
            at = task.layout.index(ID)
            if at >= 0:
                span = task.row.span_of(at)
                line = _line(tracker, task.line)
                yield _edited(tracker, [(span, "")], Span(line.start, span.start + 2))


def _unknown(tracker: Tracker) -> Iterator[Plant]:
    for _, span, text in _cells(tracker, STATUS):
        if text.isascii() and len(text) > 4 and text.isalpha():
            yield _put(tracker, span, "Frobbed")


def _another_spelling(tracker: Tracker) -> Iterator[Plant]:
    for _, tasks in tracker.runs:
        texts = [task.status_text for task in tasks]
        for task in tasks:
            text = task.status_text
            if not isinstance(task.layout, Layout) or texts.count(text) < 3 or not text.isascii():
                continue
            if text.replace(" ", "").isalpha() and text != text.upper():
                yield _put(tracker, task.span_of(STATUS), text.upper())
                break


def _surplus(tracker: Tracker) -> Iterator[Plant]:
    for _, task in _rows(tracker):
        row, width = task.row, len(task.layout.columns)
        at = task.layout.title_at
        if at >= 0 and len(task.values) == width:
            span = row.span_of(at)
            line = _line(tracker, task.line)
            yield _edited(tracker, [(Span(span.end, span.end), " | so")], Span(line.start, line.end + 5))


def _endings(tracker: Tracker) -> Iterator[Plant]:
    text = tracker.source.text
    if "\r" not in text and text.count("\n") > 20:
        at = text.index("\n", len(text) // 2)
        yield Plant(text[:at] + "\r\n" + text[at + 1 :], Span(text.rfind("\n", 0, at) + 1, at + 2))


def _garbled(tracker: Tracker) -> Iterator[Plant]:
    for _, span, text in _cells(tracker, TITLE):
        try:
            made = text.encode().decode("cp1252")
        except UnicodeError:
            continue
        if made != text:
            yield _put(tracker, span, made)


def _wrong_figure(tracker: Tracker) -> Iterator[Plant]:
    for rollup in tracker.rollups:
        if rollup.problem is None:
            for row in rollup.rows:
                for column in rollup.columns:
                    text = row.row.value(column.at)
                    if text.isdigit() and not row.is_total and row.tasks is not None and column.role != "progress":
                        yield _put(tracker, row.row.span_of(column.at), str(int(text) + 1))
                        return


def _claimed(tracker: Tracker) -> Iterator[Plant]:
    """A figure that was right, and one task later is not."""
    for claim in claims_of(tracker):
        text = tracker.source.slice(claim.span)
        match = re.match("[0-9]+", text)
        if claim.holds and match:
            where = Span(claim.span.start, claim.span.start + match.end())
            yield _put(tracker, where, str(int(match[0]) + 3))


def _said(tracker: Tracker) -> Iterator[Plant]:
    """A sentence at the end of the section that it is false of."""
    if any(task.status.category in ("todo", "active") for task in tracker.tasks):
        first = tracker.document.headings[:1]
        if first and first[0].level == 1 and tracker.tasks[0].line > first[0].line:
            at = tracker.source.line_span(first[0].line).end
            newline = tracker.source.newline
            yield _edited(
                tracker,
                [(Span(at, at), f"{newline}All tasks are complete.{newline}{newline}")],
                Span(at + len(newline), at + len(newline) + 10),
            )


def _removed(tracker: Tracker) -> Iterator[Plant]:
    for _, task in _rows(tracker, 4):
        yield _edited(tracker, [(_line(tracker, task.line), "")], Span(0, len(tracker.source.text)), True)


def _half(tracker: Tracker) -> Iterator[Plant]:
    for _, tasks in tracker.runs:
        if isinstance(tasks[0].layout, Layout) and len(tasks) >= 8 and len(tasks) * 2 > len(tracker.tasks):
            first, last = tasks[2].line, tasks[-1].line
            span = Span(_line(tracker, first).start, _line(tracker, last).end)
            yield _edited(tracker, [(span, "")], Span(0, len(tracker.source.text)), True)


def _renamed(tracker: Tracker) -> Iterator[Plant]:
    for _, span, text in _cells(tracker, ID):
        match = re.fullmatch(r"([A-Za-z]+-?)([0-9]{1,3})", text)
        if match:
            yield _put(tracker, span, f"{match[1]}{int(match[2]) + 700}", True)


def _back_to_start(tracker: Tracker) -> Iterator[Plant]:
    """What is done is to be done again."""
    for layout, tasks in tracker.runs:
        begin = next((task for task in tasks if task.status.category in ("todo", "ready") and task.status_text), None)
        done = next((task for task in tasks if task.status.category == "done" and task.status_text), None)
        if begin and done and layout.status_at >= 0:
            yield _put(tracker, done.span_of(STATUS), tracker.source.slice(begin.span_of(STATUS)), True)


def _unlogged(tracker: Tracker) -> Iterator[Plant]:
    if tracker.log is not None:
        for layout, tasks in tracker.runs:
            active = next((task for task in tasks if task.status.category in ("todo", "ready", "active")), None)
            done = next((task for task in tasks if task.status.category == "done"), None)
            if active and done and layout.status_at >= 0:
                yield _put(tracker, active.span_of(STATUS), tracker.source.slice(done.span_of(STATUS)), True)


PLANTS: dict[str, tuple[Callable[[Tracker], Iterator[Plant]], ...]] = {
    "ambiguous-id": (_look_alike,),
    "bad-date": (_bad_date,),
    "bad-suppression": (_no_reason,),
    "broken-table": (_blank,),
    "completed-before-started": (_backwards,),
    "conflict-markers": (_conflict,),
    "control-character": (_control,),
    "dependency-cycle": (_cycle,),
    "duplicate-id": (_twice,),
    "false-claim": (_claimed, _said),
    "future-date": (_future,),
    "glued-row": (_glued,),
    "id-changed": (_renamed,),
    "illegal-transition": (_back_to_start,),
    "missing-entry": (_unlogged,),
    "missing-id": (_nameless,),
    "mixed-line-endings": (_endings,),
    "mojibake": (_garbled,),
    "ragged-row": (_surplus,),
    "row-loss": (_half,),
    "self-dependency": (_self,),
    "spelling-drift": (_another_spelling,),
    "stale-rollup": (_wrong_figure,),
    "task-removed": (_removed,),
    "unknown-dependency": (_nobody,),
    "unknown-status": (_unknown,),
    "unused-suppression": (_needless,),
}
"""By rule. What is planted is told at its place, and nothing else is told that does not follow from it."""
