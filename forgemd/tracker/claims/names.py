"""What prose says of tasks and sections by name: `A-1 and A-2 are done`, `✅ A-3: Mast`, `Tracks 1-7 Complete`."""

from __future__ import annotations

from forgemd.lazy import IGNORECASE, pattern
from forgemd.tracker.claims.claim import Claim
from forgemd.tracker.claims.scopes import Scopes, noun
from forgemd.tracker.claims.sentences import IS, SENTENCE_END, WORD, is_of_all, speaks_of_now
from forgemd.tracker.claims.statements import Statement
from forgemd.tracker.claims.states import ended, says_done
from forgemd.tracker.claims.tallies import NEAR
from forgemd.tracker.tables.boards import stated_by
from forgemd.tracker.tasks.task import Task
from forgemd.tracker.words.vocabulary import Category
from forgemd.typed import TYPE_CHECKING, Iterator, Sequence

if TYPE_CHECKING:
    import re

__all__ = ["claimed_names", "claimed_ranges"]

_NAMED = pattern(
    r"(?:\A|(?<=[.;:!] ))[*_`]*(?P<stated>(?P<ids>[^.;:!?()]{1,80}?)(?: \((?P<aside>[^)]*)\))?[ ](?:is|are)(?: now| already| all)?"
    rf"{WORD}){SENTENCE_END}",
    IGNORECASE,
)
_TICKED = pattern(
    r"[*_]*(?P<mark>[✅✔☑]\ufe0f?)[*_` ]*(?P<id>[\w#][\w.#-]*)[*_`]*(?:[ ]?[:.–—-]?[ ]+[*_]*(?P<title>.*?))?[*_ ]*\Z"
)
_RANGE = pattern(
    r"(?:\A|[:|][*_ ]*)[*_]*(?P<stated>(?P<noun>[^\W\d_]{3,})[ ](?P<first>[0-9]{1,3})[ ]?(?:-|–|—|to|through|thru|bis|à|至)[ ]?"
    rf"(?P<last>[0-9]{{1,3}})(?:[ ]?[:–—-])?(?:[ ][✅✔☑]️?)?{IS}{WORD})[*_]*[ ]?(?=[.!,;|✅🎉]|\Z)",
    IGNORECASE,
)
_SPAN = pattern(r"[ ][0-9]{1,3}[ ]?(?:[-–—à至]|to|through|thru|bis)[ ]?[0-9]")
"""Few trackers have one, and they are found ten times as fast."""
_NUMBERED = pattern(r"[*_]*(?P<noun>[^\W\d_]+)[ ](?P<number>[0-9]{1,3})(?![\w.-]*[0-9])")
_MOST = 50
_TICKS = ("✅", "✔", "☑")
_DIGIT = pattern("[0-9]")
_DOUBTFUL = frozenset(["active", "running", "waiting", "approved", "accepted", "verified", "confirmed"])
"""What is done may be active, and what is to be done approved; of a bug that is verified nobody knows."""
_KINDS = ("done", "active", "todo", "blocked")
_ROW = "the row of {} says {}"


def claimed_names(statements: Sequence[Statement], scopes: Scopes) -> Iterator[Claim]:
    """`A-1 and A-2 are done`, and a ticked line that is the id of a task, with its title or without: held against
    the rows of these tasks."""
    said = scopes.said
    if " is " not in said and " are " not in said and not any(tick in said for tick in _TICKS):
        return
    telling = [each for each in statements if not each.box and (_is_ticked(each) or _may_name(each))]
    rows = {task.line for task in scopes.tracker.tasks} if telling else set[int]()
    for statement in telling:
        if statement.line in rows:
            continue
        found = _ticked(statement, scopes) if _is_ticked(statement) else None
        if found is None and _may_name(statement):
            found = _named(statement, scopes)
        if found is not None and _is_meant(statement, found.span.start - statement.start, scopes):
            yield found


def _is_meant(statement: Statement, start: int, scopes: Scopes) -> bool:
    """Whether what begins at `start` says how things are, and not of a case, a day or a person."""
    return speaks_of_now(statement, scopes) and is_of_all(statement, start)


def _is_ticked(statement: Statement) -> bool:
    return statement.text.lstrip("*_")[:1] in _TICKS


def _may_name(statement: Statement) -> bool:
    text = statement.text
    return (" is " in text or " are " in text) and _DIGIT.search(text) is not None


def _named(statement: Statement, scopes: Scopes) -> Claim | None:
    for match in _NAMED.finditer(statement.text):
        stated = stated_by(match["word"]) if match["word"].casefold() not in _DOUBTFUL else None
        tasks = scopes.referred(match["ids"].strip("*_` ")) if any(map(str.isdigit, match["ids"])) else ()
        if tasks and stated is not None and stated.category in _KINDS and _is_whole(match["aside"], tasks):
            return _claim(statement, match, "This line", *_as_said(tasks, stated.category))
    return None


def _is_whole(aside: str | None, tasks: Sequence[Task]) -> bool:
    """Whether what stands in brackets behind an id is its title; anything else may be the part that is meant."""
    return aside is None or (
        len(tasks) == 1 and aside.strip("*_` ").casefold() == tasks[0].title.strip("*_` ").casefold()
    )


def _as_said(tasks: Sequence[Task], category: Category) -> tuple[bool | None, str]:
    others = [task for task in tasks if task.status.category not in (category, *NEAR.get(category, ()))]
    if any(task.status.category == "unknown" for task in others):
        return None, "not every status of these tasks can be read"
    told = ", ".join(_ROW.format(task.id, task.status.code) for task in others[:3])
    return not others, told or "their rows say so"


def _ticked(statement: Statement, scopes: Scopes) -> Claim | None:
    """A line that is a task's own name behind a tick; what says more may be about a part of it."""
    match = _TICKED.match(statement.text)
    task = _called(match, statement, scopes) if match else None
    return _claim(statement, match, task.id, *_as_said((task,), "done"), part="mark") if match and task else None


def _called(match: re.Match[str], statement: Statement, scopes: Scopes) -> Task | None:
    """The task that a ticked line names: by its id, with the title or without, and under a heading for what is done by
    the title alone, which elsewhere may be that of a feature."""
    task = scopes.tracker.task(match["id"])
    if task is None:
        return scopes.entitled(statement.text[match.end("mark") :]) if _is_of_done(statement, scopes) else None
    title = (match["title"] or "").strip("*_` ").casefold()
    return task if not title or title == task.title.strip("*_` ").casefold() else None


def _is_of_done(statement: Statement, scopes: Scopes) -> bool:
    """Whether a statement stands under a heading that says that what follows is done."""
    path = scopes.tracker.document.path(statement.line)
    stated = stated_by(path[-1].title) if path and not statement.is_heading else None
    return stated is not None and stated.category == "done"


def claimed_ranges(statements: Sequence[Statement], scopes: Scopes) -> Iterator[Claim]:
    """`Tracks 1-7 Complete` over sections called `Track 1` and so on: each is there, and nothing in it is open."""
    for statement in statements if _SPAN.search(scopes.said) else ():
        match = _RANGE.search(statement.text) if _SPAN.search(statement.text) else None
        if match is None or not says_done(match["word"]):
            continue
        if not _is_meant(statement, match.start("stated"), scopes):
            continue
        first, last = int(match["first"]), int(match["last"])
        if not first < last < first + _MOST:
            continue
        sections = _sections(noun(match["noun"]), scopes)
        numbers = range(first, last + 1)
        rows = _rows(noun(match["noun"]), scopes)
        if sum(number in sections or number in rows for number in numbers) < 2:
            continue
        yield _claim(statement, match, "This line", *_closed(noun(match["noun"]), numbers, sections, rows, scopes))


def _sections(name: str, scopes: Scopes) -> dict[int, int]:
    """The lines of the headings `Track 1: …` by their numbers."""
    found: dict[int, int] = {}
    for heading in scopes.tracker.document.headings:
        match = _NUMBERED.match(heading.title)
        if match is not None and noun(match["noun"]) == name:
            found.setdefault(int(match["number"]), heading.line)
    return found


def _rows(name: str, scopes: Scopes) -> dict[int, Task]:
    """The tasks called `Phase 1: …` by their numbers; none of a number that two have."""
    found: dict[int, list[Task]] = {}
    for task in scopes.tracker.tasks:
        match = _NUMBERED.match(task.title) or _NUMBERED.match(task.id)
        if match is not None and noun(match["noun"]) == name:
            found.setdefault(int(match["number"]), []).append(task)
    return {number: tasks[0] for number, tasks in found.items() if len(tasks) == 1}


def _closed(
    name: str, numbers: range, sections: dict[int, int], rows: dict[int, Task], scopes: Scopes
) -> tuple[bool | None, str]:
    text = scopes.tracker.source.text.casefold()
    known = True
    for number in numbers:
        if number not in sections and number in rows:
            holds, counted = _as_said((rows[number],), "done")
            if holds is False:
                return False, counted
            known = known and holds is True
            continue
        if number not in sections:
            if f"{name} {number}" not in text:
                return False, f"there is no {name.capitalize()} {number}"
            known = False
            continue
        tasks = scopes.under(sections[number])
        holds, counted = ended(tasks) if tasks else (None, "")
        if holds is False:
            return False, counted.replace(" its ", " the ").replace(
                " rows", f" rows under {name.capitalize()} {number}"
            )
        known = known and holds is True
    return (True, "none of their rows is open") if known else (None, "not compared: not all of them have rows")


def _claim(
    statement: Statement, match: re.Match[str], subject: str, holds: bool | None, counted: str, part: str = "stated"
) -> Claim:
    start, end = match.span(part)
    stated = statement.text[start:end].rstrip("*_ ")
    where = statement.span(start, start + len(stated))
    return Claim(
        statement.line, where, subject, stated, holds, counted, "correct the line, or the rows that it is about"
    )
