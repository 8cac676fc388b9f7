"""How a status is written: the way this file writes it."""

from __future__ import annotations

from collections import Counter

from forgemd.errors import UsageError
from forgemd.tracker import Reading, Status, Task, Tracker, bare, phrase, similar

__all__ = ["corrected", "resolve", "spell"]


def resolve(tracker: Tracker, word: str, where: str) -> Reading:
    """What the status `word` means in `tracker`.

    Raises `UsageError` with the nearest known words if it means nothing: with a legend or a workflow of its
    own, only their statuses do; without, any word that a row has or that everybody knows.
    """
    status = tracker.statuses.find(word)
    if status is not None:
        return Reading(status.code, status.category, "legend")
    reading = tracker.statuses.read(word)
    used = {task.status.code: task.status for task in tracker.tasks if task.status.code}
    if not tracker.statuses.statuses:
        known = used.get(word) or next((used[code] for code in used if code.casefold() == word.casefold()), None)
        if known is not None:
            return known
        if reading.how in ("word", "configured", "mark"):
            return reading
    defined = [status.code for status in tracker.statuses.statuses]
    if defined and reading.how == "word":
        # `In Progress` where the legend says RUNNING: a synonym, if only one status can be meant.
        same = [status for status in tracker.statuses.statuses if status.category == reading.category]
        if len(same) == 1:
            return Reading(same[0].code, same[0].category, "legend")
    names = defined or sorted(used)
    near = similar(word, names)
    hint = f"did you mean {' or '.join(near)}?" if near else f"this tracker knows {', '.join(names)}" if names else None
    raise UsageError(f"unknown status '{word}'", where=where, hint=hint)


def spell(tracker: Tracker, reading: Reading) -> str:
    """The cell text for a status: the legend's label, else the spelling most rows use, else the bare word."""
    status = tracker.statuses.find(reading.code)
    if status is not None:
        return status.label
    used = Counter(
        task.status_text
        for task in tracker.tasks
        if task.status.code.casefold() == reading.code.casefold() and _is_plain(task.status_text)
    )
    return used.most_common(1)[0][0] if used else reading.code


def _is_plain(text: str) -> bool:
    """Whether a cell holds a status and nothing more, such as a date or a remark."""
    words = phrase(text)
    return bare(text).endswith(words) or not any(char.isalnum() for char in bare(text))


def corrected(tracker: Tracker, task: Task) -> str | None:
    """The status cell of a task whose word somebody changed by hand, with the glyph that goes with the word.

    None when it needs no correction. Words behind the status, and markup around it, stay.
    """
    text = task.status_text
    status = tracker.statuses.find(task.status.code)
    if status is None or text == status.label:
        return None
    inner = bare(text)
    glyph, words = _parts(status.label)
    old_glyph, rest = _parts(inner)
    if not glyph or not rest.casefold().startswith(words.casefold()):
        return None
    if old_glyph and not _is_foreign(tracker, status, old_glyph):
        return None
    if not old_glyph and rest != words:
        return None
    return text.replace(inner, f"{glyph} {rest}", 1)


def _parts(text: str) -> tuple[str, str]:
    """The glyph in front of a status and its words; no glyph where the text begins with the words."""
    words = phrase(text)
    at = text.find(words) if words else -1
    return (text[:at].strip(), text[at:]) if at > 0 else ("", text)


def _is_foreign(tracker: Tracker, status: Status, glyph: str) -> bool:
    """Whether `glyph` is that of another status of the legend."""
    plain = glyph.replace("\ufe0f", "")
    return any(
        other.code != status.code and _parts(other.label)[0].replace("\ufe0f", "") == plain
        for other in tracker.statuses.statuses
    )
