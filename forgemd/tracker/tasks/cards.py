"""Boards whose cards are plain items: `## To do` over `- Fix login`. Which headings are the columns of one.

A list under `Done` may as well be the news of a release, or what went well. So a board has a shape: headings of one
level that follow each other, each of them a status and each there once, with nothing but lists of short items below.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from forgemd.lazy import IGNORECASE, pattern
from forgemd.markdown import Block, Document, Heading
from forgemd.tracker.cells.roles import is_placeholder
from forgemd.tracker.tables.boards import stated_by
from forgemd.tracker.words.vocabulary import Category
from forgemd.typed import Iterator, Sequence

__all__ = ["columns_of", "is_card"]

_REPORT = pattern(
    r"\b(?:retro(?:spective)?|change ?log|release|stand-?up|meeting|minutes|weekly|daily|monthly|report|journal|diary|"
    r"summary|recap|demo|example|template|what'?s new|history|news|session)\b|[0-9]{4}[-/.][0-9]{1,2}|"
    r"周报|日报|月报|会议|更新日志|总结|週報|日報|議事録|振り返り|회의|주간|보고|отчёт|отчет|ретро|журнал|"
    r"acta|reunión|informe|rapport|compte rendu|protokoll|bericht|relatório|reunião|riunione|toplantı",
    IGNORECASE,
)
"""What tells, in a heading above, that somebody writes down what was; and a date."""
_NOTHING = frozenset(
    "none nothing empty nil -- tbd keine nichts aucun aucune ninguno ninguna nenhum нет 暂无 无 なし 없음".split()
)
_OPEN: frozenset[Category] = frozenset(["todo", "ready", "active", "review", "blocked"])
_LONGEST = 160
"""A longer first line is prose."""
_LEAST = 2


def columns_of(document: Document) -> frozenset[int]:
    """The lines (0-based) of the headings that are columns of boards of plain items."""
    found: set[int] = set()
    firsts = [block.first for block in document.blocks]
    for run in _runs(document, firsts):
        said = [reading for heading in run if (reading := stated_by(heading.title)) is not None]
        categories = {reading.category for reading in said}
        once = len({heading.title.casefold() for heading in run}) == len(run)
        if len(said) < _LEAST or len(categories) < _LEAST or not once or not categories & _OPEN:
            continue
        above = document.path(run[0].line)[:-1]
        if not any(_REPORT.search(heading.title) for heading in above):
            found.update(heading.line for heading in run)
    titles = [heading.title.casefold() for heading in document.headings if heading.line in found]
    # The same columns again and again are the pages of a diary.
    return frozenset(found) if len(set(titles)) == len(titles) else frozenset()


def _runs(document: Document, firsts: Sequence[int]) -> Iterator[list[Heading]]:
    """The headings of one level that follow each other and are columns in themselves, as far as they do."""
    run: list[Heading] = []
    headings = document.headings
    for index, heading in enumerate(headings):
        end = headings[index + 1].line if index + 1 < len(headings) else len(document.source.starts)
        below = document.blocks[bisect_right(firsts, heading.line) : bisect_left(firsts, end)]
        fits = stated_by(heading.title, doubtful=True) is not None and all(_fits(document, block) for block in below)
        if not fits or (run and run[-1].level != heading.level):
            if run:
                yield run
            run = []
        if fits:
            run.append(heading)
    if run:
        yield run


def _fits(document: Document, block: Block) -> bool:
    """Whether a block may stand in a column: a list of short items, a line that says that there are none, a rule."""
    if block.kind == "list":
        return all(len(_first_line(document, item)) <= _LONGEST for item in block.children)
    if block.kind == "paragraph":
        return block.last - block.first == 1 and not is_card(_first_line(document, block))
    return block.kind in ("break", "html")


def _first_line(document: Document, block: Block) -> str:
    source = document.source
    return source.text[block.start : source.ends[block.first]]


def is_card(text: str) -> bool:
    """Whether the text of an item is work, rather than the word that there is none: `- (none yet)`."""
    words = text.strip("-*+_`()（）[]<>.… \t").casefold()
    first = words.split(" ")[0].split("，")[0].rstrip(".,") if words else ""
    return bool(words) and not is_placeholder(words) and not (first in _NOTHING and len(words) < 40)
