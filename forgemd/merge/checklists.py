"""Lists of tasks: merged item by item, as tables are by rows.

An item goes by its id, else by its words, whether it is ticked or not. Its mark and its own lines are merged for
themselves, then the items below it. What both sides put in at one place stands one after the other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from forgemd.markdown import Block
from forgemd.merge.model import BASE, MARKER, OURS, THEIRS, Clash, Conflict, MergeText
from forgemd.merge.order import merge_order, natural, with_kept
from forgemd.merge.version import Version
from forgemd.text import Span
from forgemd.tracker import FieldTask
from forgemd.typed import NamedTuple

__all__ = ["Bullet", "Checklist", "Disputed", "checklists", "merge_checklist"]

Disputed = tuple[Conflict, Clash]
"""Something in dispute, and the lines of each version."""


class Bullet(NamedTuple):
    """An item: its `own` lines and the items `below` it, if nothing comes behind them; `gap` are the blank lines
    between it and the next one, None for the last. `mark_at` is where in `own` the character between its brackets
    is, -1 for none."""

    name: str
    own: str
    mark_at: int
    below: tuple[Bullet, ...]
    gap: str | None

    @property
    def text(self) -> str:
        """All its lines, without the gap behind them."""
        return self.own + "".join(each.text + (each.gap or "") for each in self.below)

    def marked(self, mark: str) -> str:
        """Its own lines with another mark."""
        return self.own[: self.mark_at] + mark + self.own[self.mark_at + 1 :] if self.mark_at >= 0 else self.own


class Checklist:
    """A list at the top level of one version; see `Grid` for `identity` and `by_rows`. `bullets` are None where its
    items cannot be told apart, or are no tasks."""

    __slots__ = ("bullets", "by_rows", "identity", "text")

    def __init__(self, text: str, bullets: tuple[Bullet, ...] | None) -> None:
        self.text = text
        self.bullets = bullets
        self.identity = ""
        self.by_rows = False


def checklists(version: Version) -> Mapping[int, Checklist]:
    """The lists at top level that hold tasks, by their first line (0-based)."""
    tracker = version.tracker
    tasks = {task.line: task for task in tracker.tasks if isinstance(task, FieldTask)}
    marks, words = {}, {}
    for item in tracker.document.items if tasks else ():
        marks[item.block] = item.mark.start if item.mark is not None else -1
        words[item.block] = version.slice(item.content).strip()
    reader = _Reader(version, marks, {block: _name(tasks.get(block.first), text) for block, text in words.items()})
    found = {}
    for block in tracker.document.blocks:
        if block.kind == "list" and any(child.first in tasks for child in block.children):
            found[block.first] = Checklist(reader.lines(block.first, block.last), reader.bullets(block))
    return found


def _name(task: FieldTask | None, words: str) -> str:
    return task.id if task is not None and task.has_id else words


class _Reader:
    """Takes lists apart."""

    def __init__(self, version: Version, marks: Mapping[Block, int], names: Mapping[Block, str]) -> None:
        self._version = version
        self._starts = version.tracker.source.starts
        self._end = len(version.tracker.source.text)
        self._marks = marks
        self._names = names

    def lines(self, first: int, last: int) -> str:
        """Whole lines, `last` not included."""
        starts = self._starts
        return self._version.slice(Span(starts[first], starts[last] if last < len(starts) else self._end))

    def bullets(self, block: Block) -> tuple[Bullet, ...] | None:
        """The items of a list; None where two go by one name, or one by none."""
        names = [self._names.get(item, "") for item in block.children]
        if len({name.casefold() for name in names}) < len(names) or not all(names):
            return None
        nexts = [item.first for item in block.children[1:]]
        found = []
        for item, name, end in zip(block.children, names, [*nexts, None], strict=True):
            below = self._below(item)
            own = self.lines(item.first, item.children[-1].first if below else item.last)
            mark = self._marks[item] - self._starts[item.first] if self._marks[item] >= 0 else -1
            found.append(Bullet(name, own, mark, below, None if end is None else self.lines(item.last, end)))
        return tuple(found)

    def _below(self, item: Block) -> tuple[Bullet, ...]:
        lists = [child for child in item.children if child.kind == "list"]
        if len(lists) != 1 or lists[0] is not item.children[-1] or lists[0].last != item.last:
            return ()
        return self.bullets(lists[0]) or () if lists[0].first > item.first else ()


def merge_checklist(
    versions: Sequence[Sequence[Bullet]], merge_text: MergeText, newline: str
) -> Iterator[str | Disputed]:
    """The merged list in pieces, whole lines each, and what is in dispute between them."""
    items = [{bullet.name.casefold(): bullet for bullet in bullets} for bullets in versions]
    names = [list(each) for each in items]
    disputed = [
        name
        for name, base in items[BASE].items()
        if (name in items[OURS]) != (name in items[THEIRS])
        and base.text != (items[OURS].get(name) or items[THEIRS][name]).text
    ]
    order = merge_order(names[BASE], names[OURS], names[THEIRS], natural)
    order = with_kept(order, disputed, names[OURS], names[THEIRS])
    gaps = [bullet.gap for bullets in versions for bullet in bullets[:-1]]
    airy = bool(gaps) and all(gaps)
    for name in order:
        base, ours, theirs = (each.get(name) for each in items)
        yield from _merged(base, ours, theirs, merge_text, newline)
        if name != order[-1]:
            yield _gap(base, ours, theirs, newline * airy)


def _merged(
    base: Bullet | None, ours: Bullet | None, theirs: Bullet | None, merge_text: MergeText, newline: str
) -> Iterator[str | Disputed]:
    if ours is None or theirs is None:
        live = ours or theirs
        if base is None and live is not None:
            yield live.text
        elif base is not None and live is not None:
            yield _dispute("one side deleted the item, the other changed it", base, ours, theirs)
    elif ours.text == theirs.text or (base is not None and ours.text == base.text):
        yield theirs.text
    elif base is not None and theirs.text == base.text:
        yield ours.text
    else:
        own = _own(base, ours, theirs, merge_text)
        if own is None:
            yield _dispute("both sides changed the item", base, ours, theirs)
            return
        yield own
        below = [each.below if each is not None else () for each in (base, ours, theirs)]
        yield from merge_checklist(below, merge_text, newline)


def _gap(base: Bullet | None, ours: Bullet | None, theirs: Bullet | None, usual: str) -> str:
    """What stands behind an item that is not the last one: as the side has it that changed that."""
    gaps = [each.gap if each is not None else None for each in (base, ours, theirs)]
    known = [gap for gap in gaps[OURS:] if gap is not None]
    changed = [gap for gap in known if gap != gaps[BASE]]
    return min(changed or known, default=usual)


def _own(base: Bullet | None, ours: Bullet, theirs: Bullet, merge_text: MergeText) -> str | None:
    """The item's own lines, its mark for itself; None where both sides changed one thing."""
    marks = [each.own[each.mark_at] if each is not None and each.mark_at >= 0 else "" for each in (base, ours, theirs)]
    mark = marks[THEIRS] if marks[OURS] in (marks[BASE], marks[THEIRS]) else marks[OURS]
    if len(set(marks)) == len(marks) or (not all(marks) and any(marks)):
        return None
    was, one, other = (each.marked(mark) if each is not None else "" for each in (base, ours, theirs))
    if one in (was, other):
        return other
    if other == was:
        return one
    text, count = merge_text(was, one, other, MARKER)
    return None if count else text


def _dispute(why: str, base: Bullet | None, ours: Bullet | None, theirs: Bullet | None) -> Disputed:
    sides = [each.text if each is not None else "" for each in (ours, base, theirs)]
    name = next(each.name for each in (base, ours, theirs) if each is not None)
    return Conflict("text", name, why), Clash(*sides)
