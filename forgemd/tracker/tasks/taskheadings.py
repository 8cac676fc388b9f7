"""Headings that are tasks: `### T-1: title` with `**Status:** Done`, `- **Owner**: ann` or `Depends on: …` beneath.

A heading that groups tasks looks much the same. What tells them apart: several of one family at one level, most of
which say how they stand (or who does what by when), and for phases and mere titles, no tasks beneath them.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from forgemd.lazy import IGNORECASE, pattern
from forgemd.markdown import Block, Document, Heading
from forgemd.text import Span
from forgemd.tracker.cells.status import StatusReader
from forgemd.tracker.tables.boards import is_column, is_news, is_title, lies_in_column
from forgemd.tracker.tasks.boxes import title_in
from forgemd.tracker.tasks.fieldlines import fields_below
from forgemd.tracker.tasks.names import family, name_in
from forgemd.tracker.tasks.tags import is_status, tags_in
from forgemd.tracker.tasks.tasklist import BOX, Draft
from forgemd.typed import Iterable, NamedTuple, Sequence

__all__ = ["HeadingTasks", "read_headings", "section_ends"]

_SIGN = pattern(r"(?P<value>[^\w\s`*_\[\](){}<>\"'~@/.$#+|\\-]{1,4})[ \t]+")
_CLOSED = pattern(r"[ \t]+(?P<value>[^\w\s*_~`()\[\]{}<>\"'/.,;:!?-]{1,3}(?:[ \t]*[A-Z][A-Z _-]{1,18}[A-Z])?)[ \t]*\Z")
_PHASE = pattern(
    r"(?:phase|epic|milestone|workstream|work package|阶段|階段|フェーズ|단계)\b|(?:阶段|階段|フェーズ|단계)",
    IGNORECASE,
)
_PLAN = ("owner", "priority", "depends", "estimate", "due", "started", "completed")
# The ids of what is kept apart from tasks: risks, criteria, tests, questions, decisions.
_RISKS = frozenset(["risk", "r", "ac", "sc", "tc", "test", "q", "adr", "sp"])
# Ids that only tasks have, so that headings with them need not say how they stand.
_WORK = frozenset(["t", "task", "wp", "us", "story", "ticket", "issue", "bug", "feat", "fix", "debt", "todo"])
# What is called so holds tasks, as a phase does.
_GROUPS = frozenset(
    "phase epic sprint week day month stage part tier step level milestone module section release track".split()
)
_LEAST = 2


class _Found(NamedTuple):
    """A heading, what it says, its family, and whether it has a field for its status, a word or at least a sign; and
    whether it lies in a column of a board. What only a blank sets off is no `sure` id alone."""

    heading: Heading
    draft: Draft
    kind: str
    family: str
    stated: bool
    worded: bool
    signed: bool
    planned: bool
    read: bool
    column: bool
    sure: bool


class HeadingTasks(NamedTuple):
    """Headings of one family that are tasks, and why."""

    why: str
    drafts: list[Draft]


def read_headings(
    document: Document, statuses: StatusReader, tasks: Sequence[int], boxes: Sequence[int]
) -> list[HeadingTasks]:
    """The headings that are tasks, by family. `tasks` and `boxes` are the lines of table rows and of boxes."""
    reader = _Reader(document, statuses)
    families: dict[tuple[int, str, str], list[_Found]] = {}
    for index, heading in enumerate(document.headings):
        if heading.level > 1 and (found := reader.read(index)) is not None:
            families.setdefault((heading.level, found.kind, found.family), []).append(found)
    families = {key: group for key, group in families.items() if len(group) > 1 or group[0].sure}
    result = []
    for (_, kind, _), group in families.items():
        ends = {one.heading.line: reader.end(one.heading) for one in group}
        why = _why(kind, group, ends, tasks, boxes)
        if why and kind == "title":
            # A title over rows is the name of their section, whatever it says of how that stands.
            group = [one for one in group if not _any_between(tasks, one.heading.line, ends[one.heading.line])]
        if why and group:
            result.append(HeadingTasks(why, [one.draft for one in group]))
    return sorted(result, key=lambda one: one.drafts[0].line)


def _why(kind: str, found: list[_Found], ends: dict[int, int], tasks: Sequence[int], boxes: Sequence[int]) -> str:
    """Why the headings of one family are tasks; empty if they are not."""
    stated = [one for one in found if one.stated]
    over_rows = any(_any_between(tasks, one.heading.line, ends[one.heading.line]) for one in found)
    over_boxes = any(_any_between(boxes, one.heading.line, ends[one.heading.line]) for one in found)
    # What groups rows or boxes in a column is no card of it.
    may_be_cards = not over_rows and (not over_boxes or kind == "title" or _may_number_work(found[0].family))
    cards = [one for one in found if one.column and may_be_cards]
    signed = [one for one in found if one.stated or one.signed or (one.column and may_be_cards)]
    told = [one for one in found if one.stated or one.signed or one.planned or (one.column and may_be_cards)]
    if kind == "id":
        if len(told) * 2 >= len(found) and (len(found) >= _LEAST or stated or cards):
            return f"headings with ids, {len(told)} of {len(found)} with a status or a plan"
        if len(found) > _LEAST and found[0].family.strip("-_ .#") in _WORK:
            return "headings with the ids of tasks"
        boxed = [one for one in found if _any_between(boxes, one.heading.line, ends[one.heading.line])]
        if len(boxed) == len(found) >= _LEAST and _is_work(found[0].family):
            return "headings with ids, and boxes under each"
    elif kind == "phase":
        if not over_rows and not over_boxes and len(found) >= _LEAST and _are_enough(signed, found):
            return f"numbered headings, {len(signed)} of {len(found)} with a status, and no tasks under them"
    elif kind == "number":
        worded = [one for one in found if one.stated or one.worded or (one.column and may_be_cards)]
        if not over_rows and len(found) >= _LEAST and _are_enough(worded, found):
            return f"numbered headings, {len(worded)} of {len(found)} with a status"
    elif len(stated) >= _LEAST and sum(1 for one in stated if one.read) * 5 >= len(stated) * 3:
        return f"{len(stated)} headings of one level with a status below"
    elif len(cards) >= _LEAST:
        return f"{len(cards)} headings in the columns of a board with a plan below"
    return ""


def _are_enough(said: Sequence[_Found], found: Sequence[_Found]) -> bool:
    """Whether half of the headings say how they stand, or several do and a third: what comes next has no word yet."""
    return len(said) * 2 >= len(found) or (len(said) >= _SEVERAL and len(said) * 3 >= len(found))


_SEVERAL = 4


def _may_number_work(stem: str) -> bool:
    """Whether ids are neither a rank's nor a group's: `P1-001` in a column is a card, and `P1` or `Sprint 1` is not."""
    letters = stem.rstrip("-")
    return _is_work(stem) or (letters != stem and letters.isalnum() and letters not in _GROUPS)


def _is_work(stem: str) -> bool:
    """Whether ids are those of tasks alone, or like those of a tracker of issues, `AUTH-1`: `P0` and `M1` may be a rank
    or a milestone."""
    if stem.strip("-_ .#") in _WORK:
        return True
    letters = stem.rstrip("-")
    return len(letters) > 1 and letters.isalpha() and stem != letters and letters not in _GROUPS


def _any_between(lines: Sequence[int], start: int, end: int) -> bool:
    at = bisect_left(lines, start)
    return at < len(lines) and lines[at] < end


class _Reader:
    """Reads headings; blocks and headings are found by their lines."""

    def __init__(self, document: Document, statuses: StatusReader) -> None:
        self.document = document
        self.statuses = statuses
        self.firsts = [block.first for block in document.blocks]
        self.ends = section_ends(document.headings, len(document.source.starts))
        self._columns: dict[int, bool] = {}

    def end(self, heading: Heading) -> int:
        """The line behind all that lies under `heading`."""
        return self.ends[heading.line]

    def _below(self, index: int) -> tuple[list[Block], int]:
        """The blocks between a heading and the next one, and the line where that begins."""
        headings, blocks = self.document.headings, self.document.blocks
        line = headings[index].line
        before = headings[index + 1].line if index + 1 < len(headings) else len(self.document.source.starts)
        first, last = bisect_right(self.firsts, line), bisect_left(self.firsts, before)
        return blocks[first:last], before

    def read(self, index: int) -> _Found | None:
        """What the heading says; None where it says nothing that a task does."""
        heading = self.document.headings[index]
        text = self.document.source.text
        start, end = heading.span
        spans: dict[str, Span] = {}
        start = self._sign(text, start, end, spans)
        name = name_in(text, start, end)
        # Headings begin with words that only look like ids more often than with ids.
        sure = name is None or name.form not in ("plain", "slug") or (name.id[0].isdigit() and "." in name.id)
        if name is not None and not sure and not (name.form == "plain" and self._lies_on_board(heading)):
            name, sure = None, True
        if name is not None:
            spans["id"] = name.span
            start = self._sign(text, name.title, end, spans)
        end = self._tail(text, start, end, spans)
        spans["title"] = title_in(text, start, end, name)
        return self._found(heading, index, spans, name.id if name is not None else "", sure)

    def _means(self, sign: str) -> bool:
        return self.statuses.read(sign).how in ("glyph", "legend")

    def _sign(self, text: str, start: int, end: int, spans: dict[str, Span]) -> int:
        """Where the words behind a sign begin; one that means a status is a mark."""
        sign = _SIGN.match(text, start, end)
        if sign is None:
            return start
        if self._means(sign["value"]):
            spans.setdefault(BOX, Span(*sign.span("value")))
        return sign.end()

    def _tail(self, text: str, start: int, end: int, spans: dict[str, Span]) -> int:
        """Take the tags and signs off the end of the title."""
        tags = tags_in(text, start, end)
        for role, span in tags.found.items():
            spans.setdefault(role, span)
        closed = _CLOSED.search(text, max(start, tags.end - 30), tags.end)
        if closed is None or closed.start() <= start:
            return tags.end
        value, worded = closed["value"], any(char.isalnum() for char in closed["value"])
        if is_status(value) or self._means(value):
            spans.setdefault("status" if worded else BOX, Span(*closed.span("value")))
        elif worded:
            return tags.end
        # A sign that nobody explains is no part of the title either.
        return closed.start()

    def _found(self, heading: Heading, index: int, spans: dict[str, Span], name: str, sure: bool) -> _Found | None:
        headers: dict[str, str] = {}
        below, before = self._below(index)
        stated, worded = False, "status" in spans
        for field in fields_below(self.document, below, before):
            if field.role == "status" and field.span.start < field.span.end and "status" not in headers:
                stated = True
                spans["status"], headers["status"] = field.span, field.key
            elif field.role not in spans and field.role != "status":
                spans[field.role], headers[field.role] = field.span, field.key
        signed = "status" in spans or BOX in spans
        if "status" not in spans and BOX in spans:
            spans["status"] = spans.pop(BOX)
        kind = _kind(name)
        stem = family(name) if name else ""
        planned = any(role in spans for role in _PLAN)
        if kind == "id":
            column = self._lies_in_column(heading)
        else:
            column = (kind != "title" or planned) and self._lies_on_board(heading)
        if (kind == "title" and not stated and not column) or stem.strip("-_ .#") in _RISKS:
            return None
        draft = Draft(heading.line, heading.span, spans, headers, {})
        read = signed and self.statuses.read(self.document.source.slice(spans["status"])).category != "unknown"
        return _Found(heading, draft, kind, stem, stated, worded, signed, planned, read, column, sure)

    def _lies_in_column(self, heading: Heading) -> bool:
        """Whether the heading lies in a column of a board, and in no news of what was done."""
        path = self.document.path(heading.line)
        if len(path) == 1:
            return False
        above = path[-2]
        if above.line not in self._columns:
            none = is_title(self.document, above) or is_news(self.document, above)
            self._columns[above.line] = not none and lies_in_column(self.document, above)
        return self._columns[above.line]

    def _lies_on_board(self, heading: Heading) -> bool:
        """Whether the heading lies in a column that stands beside others: `Running` alone may be about how to."""
        above = self.document.path(heading.line)[:-1]
        return self._lies_in_column(heading) and any(is_column(self.document, one) for one in above)


def _kind(name: str) -> str:
    """What a heading is called by: an `id`, a `phase`, a `number`, or only its `title`."""
    if not name:
        return "title"
    if _PHASE.match(name):
        return "phase"
    # `1a` only counts.
    lettered = any(char.isalpha() for char in name.rstrip("abcdefghijklmnopqrstuvwxyz"))
    return "id" if lettered or "#" in name else "number"


def section_ends(headings: Iterable[Heading], lines: int) -> dict[int, int]:
    """For the line of each heading the line behind its section."""
    found: dict[int, int] = {}
    open_: list[Heading] = []
    for heading in headings:
        while open_ and open_[-1].level >= heading.level:
            found[open_.pop().line] = heading.line
        open_.append(heading)
    found.update((heading.line, lines) for heading in open_)
    return found
