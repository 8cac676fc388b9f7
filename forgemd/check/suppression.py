"""Findings that the author of a tracker allows, by a comment in it.

`<!-- forgemd-allow RULE, RULE: reason -->` on lines of its own holds for the table, list or paragraph behind it, and
in front of a heading for the section; in a line with other text for what that line belongs to: a row, an item, a
paragraph, the section of a heading. `<!-- forgemd-allow-file RULE: reason -->` holds for the file.
"""

from __future__ import annotations

from forgemd.diagnostics import Diagnostic
from forgemd.lazy import DOTALL, IGNORECASE, pattern
from forgemd.markdown import Block, Document
from forgemd.rules import ALL
from forgemd.text import Span
from forgemd.tracker import Tracker, similar
from forgemd.typed import TYPE_CHECKING, Collection, Iterator, NamedTuple, Sequence

if TYPE_CHECKING:
    import re

__all__ = ["Misspelt", "Suppression", "holding", "suppressions"]

_COMMENT = pattern(
    r"<!--\s*(?P<word>forgemd-[a-z-]*[a-z]"
    r"|forgemd[\s_:-]*(?:allow|ignore|disable|suppress|skip|noqa|nolint|off)(?:[\s_-]*(?:file|(?:next-?)?line))?)"
    r"\b(?P<said>.*?)-->",
    DOTALL | IGNORECASE,
)
"""Any that speaks to forgemd: `forgemd-alow` was meant, too, and so was `forgemd: allow`."""
_TICKS = pattern("`+")
_PLACE = "put it on a line of its own in front of the table, list, paragraph or heading that it is about"
_LONGEST = 80
"""Characters of a reason that a hint repeats."""
_HERE, _FILE = "forgemd-allow", "forgemd-allow-file"


class Suppression(NamedTuple):
    """A comment that allows `rules` in `scope` (characters of the source); `span` is the comment itself."""

    span: Span
    scope: Span
    rules: tuple[str, ...]
    reason: str

    def covers(self, found: Diagnostic) -> bool:
        """Whether the finding is one that it allows."""
        return found.rule in self.rules and self.scope.start <= found.span.start <= self.scope.end


class Misspelt(NamedTuple):
    """A comment that was meant to allow something and does not, or not all of it, why, and what to do."""

    span: Span
    message: str
    hint: str


def suppressions(tracker: Tracker) -> tuple[list[Suppression], list[Misspelt]]:
    """What the comments of a tracker allow, and those that are not written as they have to be."""
    found: list[Suppression] = []
    wrong: list[Misspelt] = []
    raw = tracker.source.encode()
    if b"<" not in raw or b"<!--" not in raw or b"forgemd" not in raw.lower():  # one byte is found ten times as fast
        return found, wrong
    document = tracker.document
    for place in _places(document.blocks):
        for start, text in _texts(document, place.block):
            for match in _comments(text, inline=place.block.kind != "html"):
                span = Span(start + match.start(), start + match.end())
                rules, reason = _read(match, span, wrong)
                scope = _scope(document, place, match, span) if rules else None
                if isinstance(scope, str):
                    wrong.append(Misspelt(span, f"{scope}, so nothing is allowed", _PLACE))
                elif scope is not None:
                    found.append(Suppression(span, scope, rules, reason))
    return found, wrong


class _Place(NamedTuple):
    """A block that may hold comments, `siblings[at]`."""

    block: Block
    siblings: Sequence[Block]
    at: int


def _places(blocks: Sequence[Block]) -> Iterator[_Place]:
    """The blocks in which a comment is one, in the order of the text; in code it is an example."""
    pending = [_Place(block, blocks, at) for at, block in reversed([*enumerate(blocks)])]
    while pending:
        place = pending.pop()
        children = place.block.children
        if children:
            pending += [_Place(child, children, at) for at, child in reversed([*enumerate(children)])]
        elif place.block.kind in ("html", "heading", "paragraph", "table"):
            yield place


def _texts(document: Document, block: Block) -> Iterator[tuple[int, str]]:
    """The text of a block, a row at a time in a table, and where each begins."""
    source = document.source
    if block.kind != "table":
        yield block.start, source.text[block.start : source.ends[block.last - 1]]
        return
    for line in range(block.first, block.last):
        yield source.starts[line], source.text[source.starts[line] : source.ends[line]]


def _comments(text: str, *, inline: bool) -> Iterator[re.Match[str]]:
    if "<!--" not in text:
        return
    code = iter(_code_spans(text) if inline else ())
    start, end = next(code, (len(text), len(text)))
    for match in _COMMENT.finditer(text):
        while end <= match.start():
            start, end = next(code, (len(text) + 1, len(text) + 1))
        if start > match.start() and not (inline and text[match.start() - 1 : match.start()] == "\\"):
            yield match


def _code_spans(text: str) -> Iterator[tuple[int, int]]:
    """Where code spans begin and end (CommonMark 0.31, section 6.1): a run of backticks up to the next as long."""
    runs = [match.span() for match in _TICKS.finditer(text)]
    nearest: dict[int, int] = {}
    closing = [-1] * len(runs)
    for index in range(len(runs) - 1, -1, -1):
        length = runs[index][1] - runs[index][0]
        closing[index] = nearest.get(length, -1)
        nearest[length] = index
    index = 0
    while index < len(runs):
        start = runs[index][0]
        if closing[index] >= 0 and text[start - 1 : start] != "\\":
            index = closing[index]
            yield start, runs[index][1]
        index += 1


def _read(match: re.Match[str], span: Span, wrong: list[Misspelt]) -> tuple[tuple[str, ...], str]:
    """The rules that a comment allows, none where it does not hold, and the reason."""
    word = match["word"]
    names, _, reason = match["said"].partition(":")
    rules = tuple(name.strip() for name in names.split(",") if name.strip())
    reason = " ".join(reason.split())
    form = f"write <!-- {_FILE if word.lower().endswith('file') else _HERE} {_form(rules, reason)} -->"
    if word not in (_HERE, _FILE):
        shown = " ".join(word.split())
        wrong.append(Misspelt(span, f"`{shown}` is no comment that forgemd knows, so nothing is allowed", form))
        return (), ""
    if not rules:
        wrong.append(Misspelt(span, "the comment names no rule, so nothing is allowed", form))
    elif not reason:
        wrong.append(Misspelt(span, "the comment gives no reason, so nothing is allowed", form))
        return (), ""
    for name in rules:
        if name not in ALL:
            near = similar(name, ALL)
            hint = f"did you mean {' or '.join(near)}?" if near else "forgemd rule lists the rules"
            wrong.append(Misspelt(span, f"there is no rule called '{name}'", hint))
    return tuple(name for name in rules if name in ALL), reason


def _form(rules: Sequence[str], reason: str) -> str:
    """What a comment has to say, in its own words as far as they can stay."""
    named = ", ".join(rules) if rules and all(name in ALL for name in rules) else "RULE"
    return f"{named}: {reason if 0 < len(reason) <= _LONGEST else 'reason'}"


def _scope(document: Document, place: _Place, match: re.Match[str], span: Span) -> Span | str:
    """What a comment holds for; why that is not clear."""
    source, block = document.source, place.block
    if match["word"] == _FILE:
        return Span(0, len(source.text))
    if block.kind == "html":
        return _behind(document, place)
    if block.kind == "table":
        if "|" in match.group().replace("\\|", ""):
            return "the comment has a bar in it, which ends the cell"
        line = source.position(span.start).line - 1
        return _lines(document, line, line + 1) if line > block.first else _lines(document, block.first, block.last)
    if block.kind == "paragraph" and block.parent is not None and block.parent.kind == "item" and place.at == 0:
        return _lines(document, block.parent.first, block.parent.last)
    return _whole(document, block)


def _behind(document: Document, place: _Place) -> Span | str:
    """What stands behind a comment on lines of its own; the list item that it ends."""
    behind = next((each for each in place.siblings[place.at + 1 :] if not _is_comment(document, each)), None)
    if behind is not None:
        return _whole(document, behind)
    around = place.block.parent
    if around is not None and around.kind == "item" and not all(_is_comment(document, each) for each in place.siblings):
        return _lines(document, around.first, around.last)
    where = "" if around is None else f" in its {'quote' if around.kind == 'quote' else 'list item'}"
    return f"there is nothing behind the comment{where}"


def _is_comment(document: Document, block: Block) -> bool:
    return block.kind == "html" and document.source.text.startswith("<!--", block.start)


def _whole(document: Document, block: Block) -> Span:
    """A block; of a heading its section, as far as what both stand in."""
    last = block.last
    if block.kind == "heading":
        end = len(document.source.starts) if block.parent is None else block.parent.last
        last = min(document.section_end(block.first, block.level), end)
    return _lines(document, block.first, last)


def _lines(document: Document, first: int, last: int) -> Span:
    """Up to the last line ending and not behind it: there begins what the comment does not hold for."""
    return Span(document.source.starts[first], document.source.ends[last - 1])


def holding(tracker: Tracker, base: Tracker | None, found: Sequence[Suppression]) -> Collection[Suppression]:
    """Those of `found` that were there before the change from `base`: nobody allows himself a change within it.

    In a file that is new, all of them.
    """
    if base is None or not found:
        return found
    texts = {base.source.slice(each.span) for each in suppressions(base)[0]}
    return [each for each in found if tracker.source.slice(each.span) in texts]
