"""How a status is written: the way this file writes it."""

from __future__ import annotations

from collections import Counter

from forgemd.errors import UsageError
from forgemd.lazy import pattern
from forgemd.tracker import (
    CATEGORY_OF,
    STATUS,
    FieldTask,
    Reading,
    Status,
    Task,
    TaskList,
    Tracker,
    bare,
    further,
    phrase,
    same_status,
    sense_of,
    similar,
    unstruck,
)

__all__ = ["answered", "corrected", "resolve", "respell", "spell"]


def resolve(tracker: Tracker, word: str, where: str) -> Reading:
    """What the status `word` means in `tracker`.

    A status of the legend or of a workflow of its own, a word that a row has already, and where there is no
    legend one that everybody knows. Raises `UsageError` with the nearest known words for any other.
    """
    status = tracker.statuses.find(word)
    if status is not None:
        return Reading(status.code, status.category, "legend")
    reading = tracker.statuses.read(word)
    used = {task.status.code: task.status for task in tracker.tasks if task.status.code}
    known = used.get(word) or next((used[code] for code in used if code.casefold() == word.casefold()), None)
    if known is not None:
        return known
    if not tracker.statuses.statuses and reading.how in ("word", "configured", "mark", "legend", "glyph"):
        return reading
    defined = [status.code for status in tracker.statuses.statuses]
    if defined and (sense := sense_of(word)):
        # `In Progress` where the legend says RUNNING: a synonym, if only one status can be meant.
        for same in (
            [status for status in tracker.statuses.statuses if status.sense == sense],
            [status for status in tracker.statuses.statuses if status.category == CATEGORY_OF[sense]],
        ):
            if len(same) == 1:
                return Reading(same[0].code, same[0].category, "legend")
    names = defined or sorted(used)
    near = similar(word, names)
    hint = f"did you mean {' or '.join(near)}?" if near else f"this tracker knows {', '.join(names)}" if names else None
    raise UsageError(f"unknown status '{word}'", where=where, hint=hint)


def spell(tracker: Tracker, reading: Reading, task: Task) -> str:
    """The text that `task` has for a status: the legend's label; without a legend, what most write, else the word.

    Where no row has a label of the legend as it stands (the legend writes `READY` in code, the rows do not),
    the rows' own spelling of this status counts, and then the label's words if no row has more than words.
    """
    status = tracker.statuses.find(reading.code)
    written = _alike(tracker, task)
    used = Counter(other.status_text for other in written if _is_plain(other) and same_status(other.status, reading))
    if not used and status is None and (sense := _sense(reading.code)):
        # Nobody wrote this word, but one for the same: `已完成` where DONE is asked for.
        used.update(other.status_text for other in written if _is_plain(other) and _sense(other.status.code) == sense)
    if not used and status is None and (task.status.how in ("glyph", "unknown", "empty") or _is_shown(task)):
        # Where statuses are shown by signs alone, a word would stand out.
        used.update(
            other.status_text for other in written if other.status.category == reading.category and _is_shown(other)
        )
    most = used.most_common(1)[0][0] if used else None
    if status is None:
        return most or reading.code
    labels = {other.label for other in tracker.statuses.statuses}
    if not written or any(other.status_text in labels for other in written):
        return status.label
    if most is None and all(other.status_text == phrase(other.status_text) for other in written):
        return phrase(status.label) or status.label
    return most or status.label


def _sense(word: str) -> str | None:
    """The sense of a status word, be it one of the rarer ones."""
    found = sense_of(word)
    return found or next((sense for _, sense in filter(None, [further((word,), "")])), None)


def answered(tracker: Tracker, task: Task, reading: Reading) -> str:
    """How a column that asks if `task` is done says yes or no. Raises `UsageError` for a status that is neither."""
    header = task.layout.columns[task.layout.status_at].header
    if reading.category not in ("done", "todo"):
        raise UsageError(
            f"{task.id}: '{header}' is answered with yes or no, and {reading.code} is neither",
            where=f"{tracker.path}:{task.line + 1}",
            hint=f"forgemd set '{task.id}=done', or a column `Status` beside it",
        )
    alike = [other.status_text for other in tracker.tasks if other.layout is task.layout]
    same = Counter(text for text in alike if tracker.statuses.read(text).category == reading.category)
    if same:
        return same.most_common(1)[0][0]
    other = next(
        (pair for pair in _ANSWERS for text in alike if text.casefold() in map(str.casefold, pair)), ("Yes", "No")
    )
    return other[reading.category == "todo"]


_ANSWERS = (
    *(("Yes", "No"), ("Y", "N"), ("✅", "❌"), ("Ja", "Nein"), ("Oui", "Non"), ("Sí", "No"), ("Sim", "Não")),
    *(
        ("Да", "Нет"),
        ("Evet", "Hayır"),
        ("是", "否"),
        ("はい", "いいえ"),
        ("예", "아니오"),
        ("True", "False"),
        ("x", "-"),
    ),
)
"""Yes and no as columns have them."""


def _is_shown(task: Task) -> bool:
    """Whether a task has nothing but a sign for its status, which the document may explain."""
    how = task.status.how
    return how in ("glyph", "legend") and not _has_letters(task.status.code if how == "glyph" else task.status_text)


def _alike(tracker: Tracker, task: Task) -> list[Task]:
    """The tasks that write their status as `task` does: in a cell, or in words in a list, a heading, front matter."""
    if not isinstance(task, FieldTask):
        return [other for other in tracker.tasks if other.status_text and not isinstance(other, FieldTask)]
    fields = [other for other in tracker.tasks if isinstance(other, FieldTask) and other.status_text]
    words = [other for other in fields if other.status.how != "mark"]
    return [other for other in words if _form(other) == _form(task)]


def _form(task: Task) -> str:
    return task.layout.form if isinstance(task.layout, TaskList) else ""


def respell(task: Task, label: str) -> str:
    """The status cell of `task` with `label` for what its status is called; remarks and markup around it stay."""
    text = task.status_text
    if match := _SHOWN.match(text):
        # A picture shows one status and no other: it goes, and what stands behind its words stays.
        words = phrase(text[match.end() :])
        return label + text[text.find(words, match.end()) + len(words) :] if words else label
    counts = unstruck(text)
    before = len(text) - len(counts)
    if not before and counts.startswith("~~") and counts.endswith("~~"):
        # What is struck out as a whole would strike out the new status, too.
        return label
    words = phrase(text)
    if "&nbsp;" in text and words not in text:
        words = words.replace(" ", "&nbsp;")
    at = text.find(words, before) if _has_letters(words) else -1
    if at < 0 or ("[" in text and _BOX.match(text)) or task.status.how in ("mark", "progress", "empty"):
        return label
    glyph, _ = _parts(counts)
    start = text.find(glyph, before) if glyph else at
    between = text[start + len(glyph) : at] if glyph else ""
    if any(char in _MARKUP for char in between):
        # What opens behind the sign closes behind the words: both stay, whatever the label brings.
        sign, said = _parts(label)
        return (
            text[:start]
            + (sign + between if sign else between.lstrip())
            + said.strip(_MARKUP)
            + text[at + len(words) :]
        )
    # Markup around the old status is there already; the label need not bring its own.
    new = label.strip(_MARKUP) if text[:start].endswith(tuple(_MARKUP)) else label
    return text[:start] + new + text[at + len(words) :]


_BOX = pattern(r"[*_~`]*\[[^\[\]]*\][*_~`]*\Z")
_SHOWN = pattern(r"(?::[a-z0-9_+-]+:|!\[[^\]]*\]\([^()]*\))[ \t]*")


def _has_letters(text: str) -> bool:
    return any(char.isalnum() for char in text)


def _is_plain(task: Task) -> bool:
    """Whether a cell holds a status and nothing more, such as a date or a remark."""
    if "~~" in task.status_text:
        return False
    text = bare(task.status_text)
    words = phrase(text)
    if task.status.how == "word" and words.casefold() != task.status.code.casefold():
        return False
    return text.endswith(words) or not _has_letters(text)


def corrected(tracker: Tracker, task: Task) -> str | None:
    """The status cell of a task whose word somebody changed by hand, with the glyph that goes with the word.

    None when it needs no correction. Words behind the status, and markup around it, stay.
    """
    text = task.status_text
    if not task.has(STATUS) or (isinstance(task, FieldTask) and task.status.how == "mark"):
        return None
    status = tracker.statuses.find(task.status.code)
    if status is None:
        return _as_rows_write(tracker, task)
    if text == status.label:
        return None
    glyph, words = _parts(status.label)
    old_glyph, rest = _parts(text)
    if not glyph or not rest.casefold().startswith(words.casefold()):
        return None
    if old_glyph:
        return text.replace(old_glyph, glyph, 1) if _is_foreign(tracker, status, old_glyph) else None
    # The glyph went with the old word: put it where the other rows have theirs.
    if rest.rstrip(_MARKUP) != words or not any(_parts(other.status_text)[0] for other in tracker.tasks):
        return None
    at = text.find(rest)
    return f"{text[:at]}{glyph} {text[at:]}"


def _as_rows_write(tracker: Tracker, task: Task) -> str | None:
    """Without a legend: the glyph that all other rows of this status have, in place of another status's."""
    glyph, _ = _parts(task.status_text)
    others = [other for other in _alike(tracker, task) if other is not task]
    same = {_parts(other.status_text)[0] for other in others if same_status(other.status, task.status)}
    foreign = {_parts(other.status_text)[0] for other in others if not same_status(other.status, task.status)}
    if len(same) != 1 or not glyph or glyph in same or glyph not in foreign or not (right := same.pop()):
        return None
    return task.status_text.replace(glyph, right, 1)


_MARKUP = "*_~`"


def _parts(text: str) -> tuple[str, str]:
    """The glyph in front of a status and its words; no glyph where only markup stands before the words."""
    words = phrase(text)
    at = text.find(words) if words else -1
    return (text[:at].strip(_MARKUP + " \t"), text[at:]) if at > 0 else ("", text)


def _is_foreign(tracker: Tracker, status: Status, glyph: str) -> bool:
    """Whether `glyph` is that of another status of the legend."""
    plain = glyph.replace("\ufe0f", "")
    return any(
        other.code != status.code and _parts(other.label)[0].replace("\ufe0f", "") == plain
        for other in tracker.statuses.statuses
    )
