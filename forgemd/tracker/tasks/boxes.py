"""Task lists: boxes under one heading, and which of them are tasks."""

from __future__ import annotations

from itertools import pairwise

from forgemd.lazy import IGNORECASE, pattern
from forgemd.markdown import Block, Document, Heading, Item, walk
from forgemd.text import Span
from forgemd.tracker.cells.values import is_sign
from forgemd.tracker.tables.boards import is_column, is_news, lies_in_column, stated_by
from forgemd.tracker.tasks.cards import columns_of, is_card
from forgemd.tracker.tasks.checklists import checklist_word
from forgemd.tracker.tasks.fieldlines import FieldLine, fields_below, fields_on
from forgemd.tracker.tasks.names import Name, name_in, sure_names
from forgemd.tracker.tasks.tags import is_status, tags_in
from forgemd.tracker.tasks.tasklist import BOX, CARDS, Draft, Form, Verdict
from forgemd.tracker.words.vocabulary import GLYPHS
from forgemd.typed import Iterable, Iterator, Mapping, NamedTuple

__all__ = ["Boxes", "Group", "read_boxes"]

_SIGNS = pattern(r"(?:[^\w\s`*_\[\](){}<>\"'~@/.$#§+|\\-]+[ \t]*)+")
_PARALLEL = pattern(r"(?:\[P\d?\][ \t]*)+")
_LEAD = pattern(r"(?P<marks>\*\*|__)(?P<text>[^*_].*?)(?P=marks)(?=[ \t]*(?:[:：(（-]|[–—]|\Z))")
_STATE = pattern(r"(?:\*\*|\[|\()*(?P<value>[A-Z][A-Z _-]{1,18}[A-Z])(?:\*\*|\]|\))*[ \t]*[:：][ \t]*")
_KEYWORD = pattern(r"(?P<value>[A-Z][A-Z-]{1,14}(?: (?:PROGRESS|REVIEW|HOLD|DO|STARTED))?)(?=[ \t]+\S)")
_KEYWORDS = frozenset(["TODO", "DOING", "DONE", "WIP", "IN PROGRESS", "IN-PROGRESS", "BLOCKED", "WAITING"])
"""One of these is among the words in front of a list's items that are tasks; `FIXED` and `NEW` alone tell of changes."""
_CRITERIA = frozenset(["ac", "sc", "dod", "tc", "test"])


class _Box(NamedTuple):
    """An item with a box or what stands for one, the possible id at its front, and the block around its list.

    `word` is a status in capitals in front of it all: `TODO`, `DONE`.
    """

    item: Item
    name: Name | None
    start: int
    outer: Block | None
    word: Span | None


class Group(NamedTuple):
    """Boxes under one heading and one introduction, and what they are taken for; `at` are the lines of all of them."""

    form: Form
    verdict: Verdict
    why: str
    heading: Heading | None
    drafts: list[Draft]
    at: list[int]


class Boxes:
    """The items of one document that have a box, or an id and their status in a sign in front of it, below it, behind
    it or in the heading above (a board).

    What has a sign and no id may praise features or explain the signs, and is no task any more once all are done; but
    numbered steps, each of them with a sign, are tasks where the heading above calls them a plan.
    """

    def __init__(self, document: Document, known: Iterable[str]) -> None:
        self.document = document
        self._boards: dict[int, bool] = {}
        self._of_boards: dict[int, bool] = {}
        self._news: dict[int, bool] = {}
        self._columns: frozenset[int] | None = None
        items = list(document.items)
        worded = _worded(document, items)
        found = [self._box(item, worded.get(item.block)) for item in items]
        steps = _steps(document, found)
        sure = {box.item.block for box in found if box.item.mark is not None or box.word is not None} | steps
        found = [box for box in found if box.item.block in sure or self._is_stated(box) or self.is_card(box)]
        self.sure = sure_names((box.name for box in found), known) if found else frozenset()
        self.found = [box for box in found if box.item.block in sure or self.id_of(box) or self.is_card(box)]
        self._by_block = {box.item.block: box for box in self.found}
        self._before = _before(document) if self.found else {}

    def _box(self, item: Item, word: Span | None) -> _Box:
        text = self.document.source.text
        start, end = item.content
        if (match := _SIGNS.match(text, start, end)) and not match.group().isascii():
            start = match.end()
        if word is not None:
            start = word.end
            while text[start] in " \t":
                start += 1
        outer = item.block.parent.parent if item.block.parent is not None else None
        return _Box(item, name_in(text, start, end), start, outer, word)

    def _is_stated(self, box: _Box) -> bool:
        """Whether an item without a box has an id, and its status in a field below it, behind it or in the heading."""
        if box.name is None or self._is_news(box.item.line):
            return False
        if box.name.form != "slug" and (_sign_text(self.document, box) or self._under_board(box.item.line)):
            return True
        if box.name.form not in ("marked", "separated"):
            return False
        if any(field.role == "status" for field in _fields(self.document, box.item)):
            return True
        return (
            box.name.form == "marked"
            and "status" in tags_in(self.document.source.text, box.name.title, box.item.content.end).found
        )

    def _under_board(self, line: int) -> bool:
        heading = self.document.heading_before(line)
        if heading is None:
            return False
        if heading.line not in self._boards:
            self._boards[heading.line] = lies_in_column(self.document, heading)
        return self._boards[heading.line]

    def _is_news(self, line: int) -> bool:
        heading = self.document.heading_before(line)
        if heading is None:
            return False
        if heading.line not in self._news:
            self._news[heading.line] = is_news(self.document, heading)
        return self._news[heading.line]

    def is_column(self, heading: Heading) -> bool:
        """Whether a heading is a column of a board, asked once of each."""
        if heading.line not in self._of_boards:
            self._of_boards[heading.line] = is_column(self.document, heading)
        return self._of_boards[heading.line]

    def is_card(self, box: _Box) -> bool:
        """Whether an item without a box is a card on a board of plain items."""
        item = box.item
        if item.mark is not None or item.depth or box.outer is not None:
            return False
        heading = self.document.heading_before(item.line)
        if heading is None or stated_by(heading.title, doubtful=True) is None:
            return False
        if self._columns is None:
            self._columns = columns_of(self.document)
        return heading.line in self._columns and is_card(self.document.source.slice(item.content))

    def introduced(self, block: Block) -> int:
        """The line (0-based) that introduces the list of the item `block` with a colon or in bold; -1 for none."""
        document = self.document
        while block.parent is not None and (outer := block.parent.parent) is not None and outer.kind == "item":
            first = outer.children[0] if outer.children else None
            if first is not None and first.kind == "paragraph" and _introduces(document, first):
                return first.last - 1
            block = outer
        above = self._before.get(block.parent) if block.parent is not None else None
        near = above is not None and above.kind == "paragraph" and _introduces(document, above)
        return above.last - 1 if near and above is not None else -1

    def id_of(self, box: _Box) -> str:
        """The id of a box; empty for none."""
        return box.name.id if box.name is not None and box.name.id in self.sure else ""

    def owner_of(self, box: _Box) -> str:
        """The id of the box with an id that this one lies in; empty for none."""
        block = box.outer
        while block is not None:
            around = self._by_block.get(block)
            if around is not None and (name := self.id_of(around)):
                return name
            block = block.parent.parent if block.parent is not None else None
        return ""


def _worded(document: Document, items: Iterable[Item]) -> dict[Block, Span]:
    """By item, the status in capitals in front of it, in the lists that have one in front of each."""
    text = document.source.text
    if not any(word in text for word in _KEYWORDS):
        return {}
    lists: dict[Block | None, dict[Block, Span | None]] = {}
    for item in items:
        match = _KEYWORD.match(text, item.content.start, item.content.end) if item.mark is None else None
        word = Span(*match.span("value")) if match is not None and is_status(match["value"]) else None
        lists.setdefault(item.block.parent, {})[item.block] = word
    found: dict[Block, Span] = {}
    for words in lists.values():
        said = {block: word for block, word in words.items() if word is not None}
        if len(said) == len(words) > 1 and any(document.source.slice(word) in _KEYWORDS for word in said.values()):
            found.update(said)
    return found


def _steps(document: Document, boxes: Iterable[_Box]) -> frozenset[Block]:
    """The items of numbered lists in which each has a sign, below a heading or a line that says that it is a plan.

    Without such a word a list would be no plan any more as soon as its last step was ticked.
    """
    lists: dict[Block, list[_Box]] = {}
    for box in boxes:
        around = box.item.block.parent
        if around is not None and around.info in (".", ")"):
            lists.setdefault(around, []).append(box)
    found: set[Block] = set()
    for steps in lists.values():
        first = steps[0]
        if len(steps) < _LEAST or first.start == first.item.content.start or first.item.mark is not None:
            continue
        heading = document.heading_before(first.item.line)
        above = heading.title if heading is not None else ""
        if _PLANNED.search(above) and all(_sign_text(document, box) for box in steps):
            texts = [document.source.text[box.start : box.item.content.end].strip() for box in steps]
            # What explains the signs is called by words for statuses.
            found.update(box.item.block for box in steps if not any(is_status(text) for text in texts))
    return frozenset(found)


_LEAST = 2
_PLANNED = pattern(
    r"\bnext (?:steps?|actions?|up)\b|\baction (?:items?|plan)\b|\A\W*to-?dos?\b|\bplan(?:ned|s)?\Z|\bplan (?:for|of)\b|\bsprint goals?\b|"
    r"\b(?:weekly|daily) (?:goals|plan)\b|下一步|后续步骤|计划|計劃|計畫|待办|待辦|次のステップ|今後の|やること|다음 단계|할 일|계획|"
    r"pr[óo]xim[oa]s (?:pasos|passos|etapas|acciones|ações)|prochaines (?:étapes|actions)|nächste schritte|следующие шаги|"
    r"дальнейшие шаги|наступні кроки|prossimi passi|następne kroki|sonraki adımlar|langkah selanjutnya|các bước tiếp theo",
    IGNORECASE,
)


def _sign(document: Document, box: _Box) -> Span | None:
    """The one sign in front of an item's text, if any."""
    start = box.item.content.start
    end = box.start if box.word is None else box.word.start
    text = document.source.text[start:end].rstrip(" \t")
    return Span(start, start + len(text)) if text else None


def _sign_text(document: Document, box: _Box) -> str:
    """The sign without its variation selector; empty for none, and for what stands for no status."""
    span = _sign(document, box) if box.item.mark is None else None
    text = document.source.text[span.start : span.end].rstrip("\ufe0f") if span is not None else ""
    return text if text in GLYPHS or is_sign(text) else ""


def read_boxes(boxes: Boxes, owners: Mapping[int, str], whole: str) -> Iterator[Group]:
    """The groups of boxes in the document's order.

    `owners` are headings (by line) that are tasks with an id, whose boxes without one are its steps; `whole` is the id
    of a task that the document is as a whole.
    """
    document = boxes.document
    groups: dict[tuple[int, int], list[_Box]] = {}
    headings: dict[int, Heading | None] = {}
    for box in boxes.found:
        heading = document.heading_before(box.item.line)
        place = (heading.line if heading else -1, boxes.introduced(box.item.block))
        headings[place[0]] = heading
        groups.setdefault(place, []).append(box)
    for (line, above), found in groups.items():
        yield from _judged(boxes, found, headings[line], _text_of(document, above), owners, whole)


def _judged(
    boxes: Boxes, found: list[_Box], heading: Heading | None, introduced: str, owners: Mapping[int, str], whole: str
) -> Iterator[Group]:
    document = boxes.document
    at, count = [box.item.line for box in found], len(found)
    words = _words(boxes, heading, introduced)
    ids = [name for box in found if (name := boxes.id_of(box))]
    if words is not None and (len(ids) * 2 <= count or (words[1] and all(_counts(name) for name in ids))):
        what = "no ids of tasks" if len(ids) * 2 > count or not ids else "few ids"
        yield Group("list", "checklist", f"'{words[0]}' above, and {what}", heading, [], at)
        return
    owner = whole or next((owners[one.line] for one in document.path(at[0]) if one.line in owners), "")
    if owner and not ids:
        yield Group("list", "steps", f"without ids: steps of {owner}", heading, [], at)
        return
    tasks = [box for box in found if boxes.id_of(box) or not boxes.owner_of(box)]
    if not tasks:
        around = boxes.owner_of(found[0])
        yield Group("list", "steps", f"without ids: steps of {around}", heading, [], at)
        return
    named = sum(1 for box in tasks if boxes.id_of(box))
    why = f"{named} of {len(tasks)} with an id" if named else "work with a title of its own"
    if not named and heading is not None and all(boxes.is_card(box) for box in tasks):
        why = CARDS
    if len(tasks) < count:
        why += f"; {count - len(tasks)} without are steps of the task around them"
    yield Group("list", "tasks", why, heading, [_draft(boxes, box) for box in tasks], at)


def _words(boxes: Boxes, heading: Heading | None, introduced: str) -> tuple[str, bool] | None:
    path = boxes.document.path(heading.line) if heading is not None else ()
    if heading is not None and boxes.is_column(heading):
        # `Review` is where some of the work of a board is.
        path = path[:-1]
    title = path[0].title if path and path[0].level == 1 else ""
    return checklist_word(title, [one.title for one in path if one.level > 1], introduced)


def _counts(name: str) -> bool:
    """Whether an id only numbers criteria: `#3`, `1.2`, `AC-4`."""
    stem = name.lstrip("#").rstrip("0123456789.").rstrip("-_ ").casefold()
    return not stem or stem in _CRITERIA


def _before(document: Document) -> dict[Block, Block]:
    """For each list the block just before it in its container."""
    found: dict[Block, Block] = {}
    for siblings in (document.blocks, *(block.children for block in walk(document.blocks) if block.children)):
        found.update((block, above) for above, block in pairwise(siblings) if block.kind == "list")
    return found


def _introduces(document: Document, paragraph: Block) -> bool:
    text = _text_of(document, paragraph.last - 1)
    return len(text) < 120 and (text.rstrip("*_ ").endswith((":", "：")) or (text[:2] == text[-2:] == "**"))


def _text_of(document: Document, line: int) -> str:
    source = document.source
    return source.text[source.starts[line] : source.ends[line]].strip(" \t>") if line >= 0 else ""


def _draft(boxes: Boxes, box: _Box) -> Draft:
    """What the item says: the mark, the id, the title, the tags behind it and the fields below it."""
    document, item = boxes.document, box.item
    text, end = document.source.text, item.content.end
    spans: dict[str, Span] = {}
    headers: dict[str, str] = {}
    start = box.start
    if box.word is not None:
        spans["status"] = box.word
    if boxes.id_of(box) and box.name is not None:
        spans["id"] = box.name.span
        start = box.name.title
    elif (match := _STATE.match(text, start, end)) and is_status(match["value"]):
        spans["status"] = Span(*match.span("value"))
        start = match.end()
    if match := _PARALLEL.match(text, start, end):
        start = match.end()
    tags = tags_in(text, start, end)
    spans["title"] = title_in(text, start, tags.end, box.name if "id" in spans else None)
    for role, span in tags.found.items():
        spans.setdefault(role, span)
    for field in _fields(document, item):
        if field.role not in spans and (field.role != "status" or field.span.start < field.span.end):
            spans[field.role], headers[field.role] = field.span, field.key
    if item.mark is None:
        if _sign_text(document, box) and (sign := _sign(document, box)) is not None:
            spans[BOX if "status" in spans else "status"] = sign
        return Draft(item.line, Span(box.start, end), spans, headers, {})
    mark = Span(item.mark.start - 1, item.mark.end + 1)
    spans[BOX if "status" in spans else "status"] = mark
    return Draft(item.line, Span(mark.start, max(end, mark.end)), spans, headers, {})


def title_in(text: str, start: int, end: int, name: Name | None = None) -> Span:
    """Where the title is: the words in bold that open the line, else all of it; without the marks that are left over
    of those around the id."""
    while end > start and (text[end - 1] in " \t" or (text[end - 1] in "-–—" and text[end - 2] in " \t")):
        end -= 1
    if name is not None:
        before, behind = text[max(name.span.start - 4, 0) : name.span.start], text[name.span.end : start]
        for opened in ("**", "__", "~~"):
            if opened in before and opened not in behind:
                close = text.find(opened, start, end)
                return Span(start, close if close > start else end)
    if (match := _LEAD.match(text, start, end)) and match.end() <= end:
        return Span(*match.span("text"))
    return Span(start, end)


def _fields(document: Document, item: Item) -> Iterator[FieldLine]:
    children = item.block.children
    if children and children[0].kind == "paragraph":
        for line in range(item.line + 1, children[0].last):
            start = document.source.starts[line]
            while start < document.source.ends[line] and document.source.text[start] in " \t>":
                start += 1
            yield from fields_on(document, line, start)
    yield from fields_below(document, children[1:], item.block.last)
