"""What is settled before anything else: line endings, a byte order mark, the last line's end, the date of the
last update, the marks of task lists. Each is one value; all versions are given the value that they come to, and
so nothing is left there for lines to conflict about."""

from __future__ import annotations

import re
from collections.abc import Sequence

from forgemd.merge.version import Version
from forgemd.text import BOM, Edit, Source, Span
from forgemd.tracker import Fact, Tracker
from forgemd.typed import NamedTuple, TypeVar

__all__ = ["Frame", "agreed", "framed"]

T = TypeVar("T")


class Frame(NamedTuple):
    """What belongs to the whole text: a mark at its front, the line ending, and whether its last line ends."""

    bom: bool
    newline: str
    ended: bool

    def around(self, text: str) -> str:
        """`text`, in which every line ends, as the file is to be."""
        if not self.ended and text.endswith(self.newline):
            text = text[: -len(self.newline)]
        return BOM + text if self.bom else text


def framed(sources: Sequence[Source]) -> tuple[list[Source], Frame]:
    """The three texts without their frames, all with one line ending; and the frame of the result."""
    newline = _one(*(source.newline if source.text else None for source in sources)) or "\n"
    ended = [not source.text or source.text.endswith(("\n", "\r")) for source in sources]
    frame = Frame(
        bool(_one(*(source.bom for source in sources))),
        newline,
        bool(_one(*ended)) if sources[0].text else any(ended),
    )
    plain = []
    for source, end in zip(sources, ended, strict=True):
        if end and not source.bom and source.newline == newline and source.path == sources[1].path:
            # Its lines are counted already.
            plain.append(source)
            continue
        text = source.text.removeprefix(BOM)
        if source.newline != newline:
            text = re.sub(_LONE[source.newline], newline, text)
        plain.append(Source(text if end else text + newline, sources[1].path))
    return plain, frame


_LONE = {"\n": r"(?<!\r)\n", "\r\n": r"\r\n", "\r": r"\r(?!\n)"}


def _one(base: T, ours: T, theirs: T) -> T | None:
    """The value that three versions come to; of two different changes the greater one, whoever made it."""
    if ours in (base, theirs) or ours is None:
        return theirs
    return ours if theirs == base or theirs is None else max(ours, theirs, key=repr)


def agreed(trackers: Sequence[Tracker]) -> list[Version]:
    """The three versions with one date of the last update, and the marks of task lists where both sides agree."""
    edits: list[list[Edit]] = [[], [], []]
    _dates(trackers, edits)
    _marks(trackers, edits)
    return [Version(tracker, mine) for tracker, mine in zip(trackers, edits, strict=True)]


def _dates(trackers: Sequence[Tracker], edits: list[list[Edit]]) -> None:
    facts = [fact for tracker in trackers if (fact := tracker.updated) is not None]
    if len(facts) < len(trackers) or len({fact.value for fact in facts}) < 2:
        return
    base, ours, theirs = facts
    if ours.value in (base.value, theirs.value):
        value = theirs.value
    else:
        value = ours.value if theirs.value == base.value else max((ours, theirs), key=_when).value
    for fact, mine in zip(facts, edits, strict=True):
        if fact.value != value:
            mine.append(Edit(fact.span, fact.value, value))


def _when(fact: Fact) -> tuple[tuple[int, int], str]:
    return (fact.moment.key() if fact.moment is not None else (0, 0), fact.value)


def _marks(trackers: Sequence[Tracker], edits: list[list[Edit]]) -> None:
    base, ours, theirs = (_boxes(tracker) for tracker in trackers)
    for text in base.keys() & ours.keys() & theirs.keys():
        spans = (base[text], ours[text], theirs[text])
        marks = [tracker.source.slice(span) for tracker, span in zip(trackers, spans, strict=True)]
        if marks[1] in (marks[0], marks[2]):
            mark = marks[2]
        elif marks[2] == marks[0]:
            mark = marks[1]
        else:
            continue
        for was, span, mine in zip(marks, spans, edits, strict=True):
            if was != mark:
                mine.append(Edit(span, was, mark))


def _boxes(tracker: Tracker) -> dict[str, Span]:
    """The marks of task list items whose words stand only once."""
    found: dict[str, Span] = {}
    twice = set()
    for item in tracker.document.items:
        if item.mark is not None:
            text = tracker.source.slice(item.content)
            if text in found:
                twice.add(text)
            found[text] = item.mark
    return {text: span for text, span in found.items() if text not in twice}
