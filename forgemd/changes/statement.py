"""What a commit message states of tasks, held to what the commit does: the counterpart of `compose`."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence

from forgemd.changes.message import one_line
from forgemd.lazy import pattern
from forgemd.tracker import Diff, Task, Tracker, Transition, same_status
from forgemd.typed import NamedTuple

__all__ = ["Stated", "Statement", "contradictions", "stated"]

_SUBJECT = pattern(r"status:\s+(?P<body>.*?)(?:\s*\(\+(?P<more>[0-9]{1,6})\))?\s*\Z")
_ONE = pattern(r"(?P<task>.+?)\s*(?:→|->|=>)\s*(?P<new>[^,;]+?)\s*(?:[,;]\s+|\Z)")
_HOP = pattern(r"\s*(?:→|->|=>)\s*")
_WITH_OLD = pattern(r"(?P<task>.+?):\s+(?P<old>.+)")
_BETWEEN = pattern(r"[,;]\s+")


class Stated(NamedTuple):
    """That `task` becomes `new`, and from what (None: it is not said). Words as they stand in the message."""

    task: str
    old: str | None
    new: str


class Statement(NamedTuple):
    """What a message states: in its subject, in its trailers, and how many tasks there are besides (`(+2)`; None
    where it does not count)."""

    subject: tuple[Stated, ...]
    trailers: tuple[Stated, ...]
    more: int | None


def stated(subject: str, trailers: Sequence[tuple[str, str]]) -> Statement:
    """What a message states by a subject as `status: P1-001, P1-002 → DONE; P1-003 → READY (+1)`, and by trailers
    `Task:` with `Task-Transition:`. Nothing, in most."""
    said: list[Stated] = []
    more = None
    found = _SUBJECT.match(subject)
    if found is not None:
        said = [Stated(each["task"], None, each["new"]) for each in _ONE.finditer(found["body"])]
        more = int(found["more"]) if found["more"] and said else None
    return Statement(tuple(said), tuple(_in_trailers(trailers)), more)


def _in_trailers(trailers: Sequence[tuple[str, str]]) -> Iterator[Stated]:
    """One for each task: where several hops of it are told, from the first to the last."""
    task, hops = None, dict[str, Stated]()
    for key, value in trailers:
        if key.casefold() == "task":
            task = value
        elif key.casefold() == "task-transition" and task is not None:
            old, *rest = _HOP.split(value)
            earlier = hops.get(task)
            if rest:
                hops[task] = Stated(task, earlier.old if earlier is not None else old, rest[-1])
    yield from hops.values()


def contradictions(statement: Statement, diffs: Sequence[Diff], others: Sequence[Tracker], whole: bool) -> list[str]:
    """A sentence for each thing that the message states and `diffs` do not do, and, if the message is to tell the
    `whole`, for each that they do and it keeps quiet about. `others` are the trackers that do not change.

    What names no task of any of them states nothing, unless trackers change: then it is about some other change.
    """
    told: list[Transition] = []
    wrong: dict[str, None] = {}
    staged = {id(move.after): move for diff in diffs for move in diff.transitions}
    added = {id(task) for diff in diffs for task in diff.added}
    trailers = frozenset(statement.trailers)
    for each in (*statement.trailers, *statement.subject):
        loose = bool(trailers) and each not in trailers
        for part in _parts(each, diffs, others):
            found = _homes(part.task, [diff.after for diff in diffs])
            if not found and loose:
                continue
            moves = [staged[id(task)] for _, task in found if id(task) in staged]
            told += moves
            problem = _held(part, found, moves, added) if found else _unknown(part, diffs, others)
            if problem:
                wrong[problem] = None
    if whole and (statement.subject or statement.trailers):
        return [*wrong, *_untold(statement, diffs, told)]
    return list(wrong)


def _parts(each: Stated, diffs: Sequence[Diff], others: Sequence[Tracker]) -> Iterator[Stated]:
    """`each` task by itself where one status is stated of several: `P1-001, P1-002 → DONE`."""
    trackers = [*(diff.after for diff in diffs), *others]
    with_old = _WITH_OLD.fullmatch(each.task)
    if each.old is None and with_old is not None and not _homes(each.task, trackers):
        each = Stated(with_old["task"], with_old["old"], each.new)
    names = [each.task] if _homes(each.task, trackers) else _BETWEEN.split(each.task)
    for name in names:
        yield each._replace(task=name.strip())


def _homes(name: str, trackers: Sequence[Tracker]) -> list[tuple[Tracker, Task]]:
    return [(tracker, task) for tracker in trackers for task in _named(tracker, name)]


def _named(tracker: Tracker, name: str) -> list[Task]:
    """The tasks that go by `name`, as `compose` writes names: on one line, cut off with an ellipsis."""
    found = tracker.find(name)
    if found:
        return found
    cut = name[:-1] if name.endswith("…") else None
    lines = [(task, one_line(task.id)) for task in tracker.tasks]
    return [task for task, line in lines if line == name or (cut is not None and line.startswith(cut))]


def _held(
    part: Stated, found: Sequence[tuple[Tracker, Task]], moves: Sequence[Transition], added: Container[int]
) -> str | None:
    """What is wrong with a statement about tasks that are in trackers that change; `added` are new, by identity."""
    if any(_is(found, move, part) for move in moves):
        return None
    said = f"the message says {part.task} → {part.new}"
    if moves:
        move = moves[0]
        old = f"{part.old} → {part.new}" if part.old is not None else part.new
        return f"the message says {part.task}: {old}; staged is {move.old.code or '-'} → {move.new.code or '-'}"
    tracker, task = found[0]
    if part.old in (None, "-") and id(task) in added:
        if same_status(tracker.statuses.read(part.new), task.status):
            return None
        return f"{said}; staged is a new task that is {task.status.code or 'without a status'}"
    return f"{said}; nothing that is staged changes its status, {task.status.code or 'none'}"


def _is(found: Sequence[tuple[Tracker, Task]], move: Transition, part: Stated) -> bool:
    (tracker,) = {tracker for tracker, task in found if task is move.after} or (found[0][0],)
    read = tracker.statuses.read
    if not same_status(read(part.new), move.new):
        return False
    old = part.old
    return old is None or old == (move.old.code or "-") or same_status(read(old), move.old)


def _unknown(part: Stated, diffs: Sequence[Diff], others: Sequence[Tracker]) -> str | None:
    elsewhere = _homes(part.task, others)
    said = f"the message says {part.task} → {part.new}"
    if elsewhere:
        tracker, task = elsewhere[0]
        return f"{said}; {tracker.path}, which has that task as {task.status.code or 'without a status'}, is not staged"
    if any(one_line(task.id) == part.task for diff in diffs for task in diff.removed):
        return f"{said}; that task is removed"
    # A tracker that goes as a whole leaves nothing that the message could be about.
    if any(diff.after.tasks and (diff.changes or diff.added or diff.removed) for diff in diffs):
        return f"{said}; that task is in no tracker"
    return None


def _untold(statement: Statement, diffs: Sequence[Diff], told: Sequence[Transition]) -> Iterator[str]:
    """What is staged and not stated. A number of further tasks counts for them, if it is the right one."""
    known = {id(move.after) for move in told}
    left = [move for diff in diffs for move in diff.transitions if id(move.after) not in known]
    if statement.more is not None and not statement.trailers:
        touched = sum(len(diff.touched) + len(diff.removed) for diff in diffs) - len(known)
        if statement.more not in (len(left), touched):
            yield f"the message counts (+{statement.more}); staged are {len(left)} tasks more"
        return
    for move in left:
        yield f"staged is {move.after.id}: {move.old.code or '-'} → {move.new.code or '-'}; the message does not say so"
