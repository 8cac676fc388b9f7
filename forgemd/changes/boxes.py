"""How a task that is no row shows its status: by the mark in its brackets, by a word, or by both."""

from __future__ import annotations

from collections import Counter

from forgemd.changes.base import Surface
from forgemd.changes.spelling import respell, spell
from forgemd.errors import UsageError
from forgemd.lazy import pattern
from forgemd.markdown import Rewrite
from forgemd.tracker import (
    CATEGORY_OF,
    GLYPHS,
    MARKS,
    STATUS,
    Category,
    FieldTask,
    Reading,
    Task,
    TaskList,
    Tracker,
    same_status,
    sense_of,
)

__all__ = ["box_for", "set_shown", "sign_for", "styled"]

_BOX = pattern(r"\[([^\[\]])\]\Z")
_DECLARED = pattern(r"`?\[([^\[\]\r\n])\]`?(?!\()[ \t]*(?:[=:–—-]+[ \t]*)?([^\W\d_][\w-]*(?: [a-z]+)?)")
_USUAL: dict[Category, str] = {"todo": "[ ]", "done": "[x]"}


def set_shown(tracker: Tracker, task: FieldTask, reading: Reading, rewrite: Rewrite) -> Surface:
    """Make `task` show `reading`: its word in the spelling of the file, its mark as other boxes write it.

    Raises `UsageError` where nothing but a mark shows the status, and no mark of this file means the new one.
    """
    name, line = f"{task.id} status", task.line + 1
    sense = sense_of(reading.code)
    if same_status(reading, task.status) or (sense is not None and sense == sense_of(task.status.code)):
        return Surface("row", name, "unchanged", f"already {task.status.code}", line)
    box = box_for(tracker, reading.category)
    column = task.layout.index(STATUS)
    if _BOX.match(task.status_text):
        if box is None:
            raise _cannot(tracker, task, reading)
        rewrite.set(task.row, column, box)
        return Surface("row", name, "changed", f"{task.status_text} → {box}", line)
    if _is_sign(task, task.status_text):
        sign = sign_for(tracker, reading.category)
        if sign is None:
            raise _no_sign(tracker, task, reading)
        rewrite.set(task.row, column, sign)
        return Surface("row", name, "changed", f"{task.status_text} → {sign}", line)
    word = styled(task.status_text, respell(task, spell(tracker, reading, task)), reading)
    rewrite.set(task.row, column, word)
    said = f"{task.status.code or '-'} → {reading.code}"
    old = box_text(task)
    new = _beside(tracker, task, old, reading, box)
    if old and new is not None and new != old:
        rewrite.set(task.row, _box_column(task), new)
        said += f", {old} → {new}"
    elif old and new is None and tracker.statuses.read(old).category == task.status.category:
        said += f"; {old} stays, since nothing here shows another mark for it"
    return Surface("row", name, "changed", said, line)


def _is_sign(task: Task, text: str) -> bool:
    """Whether an item of a list shows its status by a sign in front: a word there would be one of its title."""
    found = task.layout
    return isinstance(found, TaskList) and found.form == "list" and text != "" and not any(map(str.isalnum, text))


def sign_for(tracker: Tracker, category: Category) -> str | None:
    """The sign that means `category`: the commonest of this file, else one that everybody reads so."""
    signs = Counter(
        task.status_text
        for task in tracker.tasks
        if task.status.category == category and _is_sign(task, task.status_text) and not _BOX.match(task.status_text)
    )
    if signs:
        return signs.most_common(1)[0][0]
    return next((sign for sign, sense in GLYPHS.items() if CATEGORY_OF[sense] == category), None)


def _no_sign(tracker: Tracker, task: FieldTask, reading: Reading) -> UsageError:
    return UsageError(
        f"{task.id}: no sign says {reading.code} beyond doubt",
        where=f"{tracker.path}:{task.line + 1}",
        hint="put one in front by hand, and say in a line what it means: 👀 review · ✅ done",
    )


def box_text(task: FieldTask) -> str:
    """The mark beside a word for the status; empty where there is none."""
    return task.value(_box_column(task))


def _box_column(task: FieldTask) -> int:
    return next((at for at, column in enumerate(task.layout.columns) if (column.header, column.role) == _COLUMN), -1)


_COLUMN = ("Box", "other")


def _beside(tracker: Tracker, task: FieldTask, old: str, reading: Reading, box: str | None) -> str | None:
    """The mark that goes with the new word; None where it stays, since it says nothing else than the word."""
    if not _BOX.match(old):
        signs = Counter(
            sign
            for other in tracker.tasks
            if isinstance(other, FieldTask) and (sign := box_text(other)) and other is not task
            if other.status.category == reading.category and not _BOX.match(sign)
        )
        return signs.most_common(1)[0][0] if signs else None
    if box is not None:
        return box
    # An open box says no more than that it is not done.
    return box_for(tracker, "todo") if tracker.statuses.read(old).category == "done" else None


def box_for(tracker: Tracker, category: Category) -> str | None:
    """The mark that means `category` in this file: the commonest there, else a declared one, else the usual."""
    used = Counter(text for text in _boxes(tracker) if tracker.statuses.read(text).category == category)
    if used:
        return used.most_common(1)[0][0]
    declared = _declared(tracker).get(category)
    return declared or _USUAL.get(category)


def _boxes(tracker: Tracker) -> list[str]:
    tasks = [task for task in tracker.tasks if isinstance(task, FieldTask)]
    return [text for task in tasks for text in (task.status_text, box_text(task)) if _BOX.match(text)]


def _declared(tracker: Tracker) -> dict[Category, str]:
    """The marks that a line of prose explains (`[~] in progress · [!] blocked`), by what they mean."""
    found: dict[Category, str] = {}
    source = tracker.source
    for block in tracker.document.blocks:
        if block.kind != "paragraph":
            continue
        for match in _DECLARED.finditer(source.text, source.starts[block.first], source.ends[block.last - 1]):
            sense = MARKS.get(match[1])
            words = match[2].casefold()
            meant = sense_of(words) or sense_of(words.split(" ")[0])
            if sense and meant and CATEGORY_OF[meant] == CATEGORY_OF[sense]:
                found.setdefault(CATEGORY_OF[sense], f"[{match[1]}]")
    return found


def _cannot(tracker: Tracker, task: FieldTask, reading: Reading) -> UsageError:
    known = sorted({*_boxes(tracker), *_declared(tracker).values(), *_USUAL.values()})
    return UsageError(
        f"{task.id}: a box cannot say {reading.code} here: boxes of this file are {', '.join(known)}",
        where=f"{tracker.path}:{task.line + 1}",
        hint=_hint(reading),
    )


def _hint(reading: Reading) -> str:
    """What would let a box say it: a mark that means it, once the file says so."""
    mark = next((mark for mark, sense in MARKS.items() if CATEGORY_OF[sense] == reading.category), None)
    if mark is None:
        return "no mark means that; say it in words, in a line `Status: ...` under the item"
    return f"mark it by hand, or add a line that says what the mark means: [{mark}] {reading.code.casefold()}"


def styled(old: str, new: str, reading: Reading) -> str:
    """`new` in the case of `old`, where it is only the word that was asked for and nobody spelled it yet: no row, no
    legend and no configuration."""
    if (
        reading.how == "configured"
        or new.strip("*_`~ ") != reading.code
        or not any(char.isalpha() for char in old)
        or not new.isascii()
        or not all(char.isascii() for char in old if char.isalpha())
    ):
        return new
    letters = [char for char in old if char.isalpha()]
    if all(char.islower() for char in letters):
        return new.lower()
    if len(letters) > 1 and all(char.isupper() for char in letters):
        return new.upper()
    if letters[0].isupper() and any(char.islower() for char in letters):
        return " ".join(map(str.capitalize, new.split(" "))) if new.isupper() or new.islower() else new
    return new
