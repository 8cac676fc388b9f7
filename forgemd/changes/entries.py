"""Change-log rows: those that people wrote are adopted, those that are missing are appended."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from forgemd.changes.base import Context, Surface
from forgemd.changes.cells import blank_of
from forgemd.changes.stamps import moment_sample
from forgemd.diagnostics import count
from forgemd.errors import UsageError
from forgemd.markdown import Rewrite
from forgemd.tracker import (
    DATE,
    ID,
    NOTES,
    ChangeLog,
    Diff,
    Entry,
    Reading,
    Task,
    Tracker,
    Workflow,
    parse_moment,
    same_status,
    write_like,
)
from forgemd.typed import NamedTuple

__all__ = ["LogRows", "append_entries", "entries_of", "moved"]


class _Step(NamedTuple):
    """A step that no row records. `before` is the row that it leads to; None for one that comes last."""

    old: str
    new: str
    before: Entry | None = None


class LogRows(NamedTuple):
    """What became of the log: the surfaces, and the lines (0-based, as they were) behind which rows go."""

    surfaces: list[Surface]
    after: tuple[int, ...]


def entries_of(task: Task, entries: Iterable[Entry], tracker: Tracker) -> list[Entry]:
    """The entries that speak of `task`, by its id or by another name that `tracker` knows it by."""
    names = {name.casefold() for name in (task.id, *task.stands_for)}
    return [
        entry
        for entry in entries
        if not entry.is_template and (entry.every or any(_means(name, names, tracker) for name in entry.tasks))
    ]


def _means(name: str, names: set[str], tracker: Tracker) -> bool:
    return name.casefold() in names or (tracker.ids.find(name) or "").casefold() in names


def append_entries(diff: Diff, context: Context, rewrite: Rewrite) -> LogRows:
    """A log row for every change of status, every new row and every row that is gone, unless somebody wrote it."""
    rows = _appended(diff, context, rewrite)
    log = diff.after.log
    if not context.note or (rows.after and log is not None and log.layout.index(NOTES) >= 0):
        return rows
    if rows.after:
        why = "the change log has no column for notes"
    else:
        why = diff.after.log_problem or "no row was written into the change log"
    return rows._replace(surfaces=[*rows.surfaces, Surface("log", "note", "refused", f"it stands nowhere: {why}")])


def _appended(diff: Diff, context: Context, rewrite: Rewrite) -> LogRows:
    log = diff.after.log
    changes = _changes(diff)
    if not changes:
        return LogRows([], ())
    if context.reason is not None:
        _need_notes(diff)
    if log is None:
        return LogRows([Surface("log", "change log", "refused", diff.after.log_problem)], ())
    if log.layout.index(ID) < 0:
        return LogRows([Surface("log", "change log", "refused", "it has no column that names the task")], ())
    found: list[Surface] = []
    after: list[int] = []
    when, late = _not_before(log, write_like(moment_sample(diff.after, DATE.name), context.now))
    later, empty = _later(log, when), _placeholder(log)
    for task, was, now in changes:
        old, new = _in_words(was, log, diff.after), _in_words(now, log, diff.after)
        named_by = diff.before if new.how == "empty" and diff.before else diff.after
        written = entries_of(task, diff.new_entries, named_by)
        steps, why = _missing(_workflow(diff), old, new, _in_time(written, log))
        for step in steps:
            after.append(_place(log, step))
            said = _explained(context, _workflow(diff), was, now)
            rewrite.insert(log.layout.table, after[-1], _row(log, task, step, said, when, empty))
            found.append(Surface("log", task.id, "changed", _said(step) + late))
        if steps and later:
            _need_later(later, task, when, diff.after)
        if not steps:
            if not _is_legal(_workflow(diff), was, now):
                _need_forced(context, task, written, diff.path)
            found.append(Surface("log", task.id, "unchanged", why, written[0].row.line + 1))
    return LogRows(_placed(found, after), tuple(after))


def _placed(surfaces: Iterable[Surface], after: Sequence[int]) -> list[Surface]:
    """The surfaces with their lines once new rows stand behind the lines `after`; those without one are such rows."""
    lines = iter([moved(place, after) + after[:number].count(place) + 2 for number, place in enumerate(after)])
    return [
        surface._replace(line=next(lines) if surface.line is None else moved(surface.line - 1, after) + 1)
        for surface in surfaces
    ]


def _need_notes(diff: Diff) -> None:
    """Raises `UsageError` where no log could say why a step was forced."""
    log = diff.after.log
    if log is None or log.layout.index(NOTES) < 0:
        why = diff.after.log_problem or "the change log has no column for notes"
        hint = "go the legal way: forgemd show ID tells it"
        raise UsageError(
            f"nothing can be forced here: {why}, and the reason has to stand there", where=diff.path, hint=hint
        )


def _explained(context: Context, workflow: Workflow, old: Reading, new: Reading) -> Context:
    """The context with what the notes of the row for this step say: that it was forced, and why, where it was."""
    if context.reason is None:
        return context
    said = context.reason if _is_legal(workflow, old, new) else f"forced: {context.reason}"
    return context._replace(note="; ".join(filter(None, (said, context.note))))


def _is_legal(workflow: Workflow, old: Reading, new: Reading) -> bool:
    """Whether the step, or the beginning or the end of a task, needs no force."""
    if new.how == "empty":
        return True
    if old.how == "empty":
        state = workflow.state(new)
        return state is None or not workflow.initial or workflow.by_category or state in workflow.initial
    return _allows(workflow, old, new)


def _need_forced(context: Context, task: Task, written: Sequence[Entry], path: str) -> None:
    """Raises `UsageError` where the row that somebody wrote for a step that is to be forced does not say so."""
    if context.reason is None or any(entry.forced is not None for entry in written):
        return
    raise UsageError(
        f"{task.id}: somebody has logged the step already, and not that it is forced",
        where=f"{path}:{written[0].row.line + 1}",
        hint=f"write `forced: {context.reason}` into the notes of that row, or take the row out",
    )


def _in_words(reading: Reading, log: ChangeLog, tracker: Tracker) -> Reading:
    """What a log says for a box: the word that its rows have for that, or the one status that it can mean."""
    if reading.how != "mark":
        return reading
    said = [one for entry in log.entries for one in (entry.new, entry.old) if one.how not in ("mark", "empty")]
    words = Counter(one.code for one in said if one.category == reading.category)
    if words:
        return reading._replace(code=words.most_common(1)[0][0])
    defined = [status for status in tracker.statuses.statuses if status.category == reading.category]
    return reading._replace(code=defined[0].code) if len(defined) == 1 else reading


def moved(line: int, after: Sequence[int]) -> int:
    """Where `line` (0-based) lies when rows were put behind the lines `after`."""
    return line + sum(1 for place in after if place < line)


def _said(step: _Step) -> str:
    text = f"{step.old} → {step.new}"
    return text if step.before is None else f"{text}, the step before the row that somebody wrote"


def _workflow(diff: Diff) -> Workflow:
    return (diff.before or diff.after).workflow


def _has_status(task: Task) -> bool:
    return task.status.how not in ("empty", "boxes")


def _changes(diff: Diff) -> list[tuple[Task, Reading, Reading]]:
    nothing = Reading("", "unknown", "empty")
    changes = [(change.after, change.old, change.new) for change in diff.transitions]
    changes += [(task, nothing, task.status) for task in diff.added if _has_status(task) and diff.before is not None]
    changes += [(task, task.status, nothing) for task in diff.removed if _has_status(task)]
    return changes


def _in_time(written: list[Entry], log: ChangeLog) -> list[Entry]:
    """The entries of a task, oldest first: the way round that the table has, else the one that makes a chain."""
    turned = written[::-1]
    if log.order == "newest first" or (log.order == "undecided" and not _is_chain(written) and _is_chain(turned)):
        return turned
    return written


def _is_chain(entries: Sequence[Entry]) -> bool:
    return all(same_status(left.new, right.old) for left, right in pairwise(entries))


def _missing(workflow: Workflow, old: Reading, new: Reading, way: list[Entry]) -> tuple[list[_Step], str]:
    """The steps that nobody logged, and why there are none.

    The whole change if nothing was written; the first and the last step of a way that is written in part, if
    what is written is legal. Rows that do not fit the change are somebody's words too: they stay, and the
    rules speak of them. A row is appended for one step, never for several at once, so that each is judged.
    """
    whole = _Step(old.code or "-", new.code or "-")
    if not way or (same_status(way[-1].new, old) and not same_status(way[0].old, old)):
        return [whole], ""
    first, last = way[0], way[-1]
    begins, ends = same_status(first.old, old), same_status(last.new, new)
    if (begins and ends and _is_chain(way)) or old.how == "empty" or new.how == "empty":
        return [], f"adopted {count(len(way), 'row')} that somebody wrote"
    unfit = f"the rows that somebody wrote do not lead from {whole.old} to {whole.new}"
    if not _is_chain(way) or not all(_allows(workflow, entry.old, entry.new) for entry in way):
        return [], unfit
    if not ends and not _allows(workflow, last.new, new):
        return [], unfit
    steps = [] if begins else [_Step(whole.old, first.old.code or "-", first)]
    return steps + ([] if ends else [_Step(last.new.code or "-", whole.new)]), ""


def _allows(workflow: Workflow, old: Reading, new: Reading) -> bool:
    """Whether the step is legal, or none of the workflow's business."""
    left, right = workflow.state(old), workflow.state(new)
    return left is None or right is None or workflow.allows(left, right)


def _place(log: ChangeLog, step: _Step) -> int:
    """The line behind which a row goes: on top of a log that has the newest first, else at its end; a step
    that leads to a row that is there goes to the older side of that row."""
    table = log.layout.table
    if step.before is not None:
        return step.before.row.line if log.order == "newest first" else step.before.row.line - 1
    return table.line + 1 if log.order == "newest first" else table.last


def _not_before(log: ChangeLog, now: str) -> tuple[str, str]:
    """The time for a new row, and what is to be said of it: `now`, but where the clock runs behind the newest entry by
    less than a day that one's, so that the log does not go back in time."""
    moment, dated = parse_moment(now), [entry for entry in log.entries if entry.when is not None]
    newest = max(dated, key=_instant, default=None)
    if moment is None or newest is None or newest.when is None:
        return now, ""
    (last, last_second), (here, second) = newest.when.key(), moment.key()
    if not 0 < (last - here) * _DAY + last_second - second <= _DAY:
        return now, ""
    text = newest.row.value(log.layout.index(DATE))
    return text, f", with the time of line {newest.row.line + 1}, which the clock is behind"


_DAY = 86400


def _instant(entry: Entry) -> tuple[int, int]:
    return entry.when.key() if entry.when is not None else (0, 0)


def _later(log: ChangeLog, when: str) -> list[Entry]:
    """The entries that are later than the time of a new row."""
    moment = parse_moment(when)
    return [] if moment is None else [entry for entry in log.entries if _instant(entry) > moment.key()]


def _need_later(later: Sequence[Entry], task: Task, when: str, tracker: Tracker) -> None:
    """Raises `UsageError` where one of the entries `later` is of `task`: the new row would contradict it."""
    mine = entries_of(task, later, tracker)
    if not mine:
        return
    newest = max(mine, key=_instant)
    text = newest.row.value(newest.layout.index(DATE))
    raise UsageError(
        f"{task.id}: its newest entry is of {text}, and by the clock it is {when}",
        where=f"{tracker.path}:{newest.row.line + 1}",
        hint="mend the time in that line, or set the clock right",
    )


def _row(log: ChangeLog, task: Task, step: _Step, context: Context, when: str, empty: str) -> list[str]:
    if step.before is not None and step.before.when is not None:
        # It happened no later than the step that it led to; when exactly, nobody knows.
        when = step.before.row.value(log.layout.index(DATE))
    texts = {
        "date": when,
        "id": task.id,
        "old": step.old,
        "new": step.new,
        "owner": context.actor,
        "notes": context.note or context.unasked or empty,
    }
    values: list[str] = []
    used: set[str] = set()
    for column in log.layout.columns:
        values.append(texts.get(column.role, empty) if column.role not in used else empty)
        used.add(column.role)
    return values


def _placeholder(log: ChangeLog) -> str:
    """What an empty cell of this log says: the sign that its rows use most, else a hyphen, never nothing."""
    return blank_of(value for row in log.layout.table.rows for value in row.values) or "-"
