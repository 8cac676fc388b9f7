"""How far what lies under a heading goes: not as far as what closes the file, or something that began above it."""

from __future__ import annotations

from forgemd.changes.cells import place_of
from forgemd.errors import UsageError
from forgemd.lazy import pattern
from forgemd.markdown import Block, Heading
from forgemd.tracker import FieldTask, Task, Tracker
from forgemd.typed import Sequence

__all__ = ["last_line_under", "own_heading", "section_lines"]


def section_lines(tracker: Tracker, task: FieldTask) -> range:
    """The lines (0-based) of the heading that `task` is and of all that lies below it, without blank ones at its end.

    Raises `UsageError` where nobody can tell what is its own.
    """
    own = own_heading(tracker, task)
    found = range(own.line, last_line_under(tracker, own, None, own.level) + 1)
    foreign = [layout for layout in tracker.layouts if layout.kind in _OF_THE_FILE and layout.line in found]
    if foreign:
        what = f"a table of the file ({foreign[0].kind}, line {foreign[0].line + 1})"
        raise UsageError(f"{task.id}: {what} lies below it", where=place_of(tracker, task), hint=_BY_HAND)
    return found


_OF_THE_FILE = ("log", "rollup", "legend")
_BY_HAND = "move the lines by hand"


def own_heading(tracker: Tracker, task: Task) -> Heading:
    """The heading that `task` is."""
    return next(heading for heading in tracker.document.headings if heading.line == task.line)


def last_line_under(tracker: Tracker, heading: Heading, stop: int | None, level: int) -> int:
    """The last line with text on it that lies under `heading`, and before the line `stop` (None: where its section
    ends). What stands there is beside headings of `level`.

    A line drawn below it all is none of it, nor is what stands behind that at the end of the file, definitions and the
    date of the last update there, the end of an HTML element that began above the heading, and a comment set off where
    the next heading is a higher one. Raises `UsageError` where nobody can tell.
    """
    stop = tracker.document.section_end(heading.line, heading.level) if stop is None else stop
    below = [block for block in tracker.document.blocks if heading.line < block.first < stop]
    following = next((one.level for one in tracker.document.headings if one.line == stop), 0)
    below = below[: _unbalanced(tracker, heading, below, ends=following < level)]
    if stop == len(tracker.source.starts):
        below = _without_close(tracker, heading, below)
    while below and (below[-1].kind == "break" or (following < level and _is_set_off(tracker, below, level))):
        below = below[:-1]
    lines = range(heading.line, below[-1].last if below else heading.line + 1)
    return max(line for line in lines if tracker.source.line(line).strip())


_COMMENT = pattern(r"(?s)<!--.*?(?:-->|\Z)")
_TAG = pattern(r"<(?P<close>/?)(?P<name>[A-Za-z][A-Za-z0-9-]*)(?P<rest>[^<>]*)>")
_ALONE = frozenset(
    ["br", "col", "dd", "dt", "hr", "img", "input", "li", "link", "option", "p", "source", "td", "th", "tr", "wbr"]
)
"""Elements without an end, and those whose end need not be written."""


def _unbalanced(tracker: Tracker, heading: Heading, below: Sequence[Block], *, ends: bool) -> int:
    """How many of the blocks `below` a heading come before one that ends an element which began above it, or that
    begins one around what comes next. Raises `UsageError` where there is more behind that: it goes with neither."""
    open_: list[tuple[str, int]] = []
    for at, block in enumerate(below):
        for close, name in _tags(tracker, block):
            if not close:
                open_.append((name, at))
            elif any(name == other for other, _ in open_):
                while open_.pop()[0] != name:
                    pass
            elif ends:
                return at
            else:
                raise _unsure(tracker, heading, block, f"</{name}> ends what began above it")
    at = open_[0][1] if open_ else len(below)
    if any(block.kind != "html" for block in below[at:]):
        raise _unsure(tracker, heading, below[at], f"<{open_[0][0]}> goes on behind it")
    return at


def _tags(tracker: Tracker, block: Block) -> list[tuple[str, str]]:
    if block.kind != "html":
        return []
    found = _TAG.finditer(_COMMENT.sub("", _text(tracker, block)))
    return [
        (each["close"], name)
        for each in found
        if (name := each["name"].lower()) not in _ALONE and not each["rest"].endswith("/")
    ]


def _text(tracker: Tracker, block: Block) -> str:
    return tracker.source.text[tracker.source.starts[block.first] : tracker.source.ends[block.last - 1]]


_KEPT = pattern(r"%%[ \t]*kanban:settings")
"""Where Obsidian keeps the settings of a board."""
_DEFINITION = pattern(r" {0,3}\[[^\[\]]+\]:")


def _without_close(tracker: Tracker, heading: Heading, below: Sequence[Block]) -> list[Block]:
    """The blocks below the last heading of a file, without those that are the file's: what stands behind a line drawn,
    settings, definitions, and the date of the last update. Raises `UsageError` where tasks have lines drawn inside."""
    kept = next((at for at, block in enumerate(below) if _KEPT.match(_text(tracker, block))), len(below))
    below = below[:kept]
    drawn = [at for at, block in enumerate(below) if block.kind == "break"]
    if drawn and drawn[-1] < len(below) - 1:
        if _draws_inside(tracker, heading):
            raise _unsure(
                tracker, heading, below[drawn[-1]], "what stands behind the line drawn there may be the file's"
            )
        below = below[: drawn[-1]]
    dated = tracker.updated.line if tracker.updated is not None else -1
    found = list(below)
    while found and found[-1].kind == "paragraph":
        last = found[-1]
        if last.first != dated and not _DEFINITION.match(_text(tracker, last)):
            break
        found.pop()
    return found


def _draws_inside(tracker: Tracker, heading: Heading) -> bool:
    """Whether under a heading before `heading` a line is drawn with something behind it."""
    first = min((one.line for one in tracker.tasks), default=0)
    blocks = [block for block in tracker.document.blocks if first < block.first <= heading.line]
    behind = [block.kind for block in blocks[1:]]
    return any(block.kind == "break" and kind != "heading" for block, kind in zip(blocks, behind, strict=False))


def _is_set_off(tracker: Tracker, below: Sequence[Block], level: int) -> bool:
    """Whether the last block is nothing but a comment below a blank line, and not the first thing under its heading.

    Where another heading of `level` has such a one at its end, before the next of them, it is the heading's own.
    """
    last = below[-1]
    if len(below) < 2 or below[-2].kind == "heading" or not _is_comment(tracker, last):
        return False
    blocks = {block.last: block for block in tracker.document.blocks if block.kind == "html"}
    headings = [heading for heading in tracker.document.headings if heading.level <= level]
    before = [headings[at] for at in range(1, len(headings)) if headings[at].level == headings[at - 1].level == level]
    return not any(
        (block := blocks.get(heading.line - 1)) is not None and _is_comment(tracker, block) for heading in before
    )


def _is_comment(tracker: Tracker, block: Block) -> bool:
    """Whether a block is nothing but a comment below a blank line."""
    if block.kind != "html" or tracker.source.line(block.first - 1).strip():
        return False
    text = _text(tracker, block)
    return "<!--" in text and not _COMMENT.sub("", text).strip()


def _unsure(tracker: Tracker, heading: Heading, block: Block, what: str) -> UsageError:
    message = f"nobody can tell how far what lies under '{heading.title}' goes: {what}"
    return UsageError(message, where=f"{tracker.path}:{block.first + 1}", hint=_BY_HAND)
