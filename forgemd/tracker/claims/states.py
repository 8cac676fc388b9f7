"""What prose states about how far tasks are: shares, percentages, a heading that says COMPLETE, a tick that is denied."""

from __future__ import annotations

from forgemd.lazy import IGNORECASE, pattern
from forgemd.tracker.cells.status import phrase
from forgemd.tracker.claims.claim import Claim
from forgemd.tracker.claims.scopes import Scope, Scopes, nouns, rows_of, task_noun
from forgemd.tracker.claims.statements import Statement, has_sign
from forgemd.tracker.tables.boards import stated_by
from forgemd.tracker.tasks.task import Task
from forgemd.tracker.words.vocabulary import sense_of
from forgemd.typed import TYPE_CHECKING, Iterator, Sequence

if TYPE_CHECKING:
    import re

__all__ = ["claimed_ends", "claimed_percents", "claimed_shares", "claimed_ticks", "ended", "says_done"]

_SHARE = pattern(
    r"(?<![\w.,/-])(?P<done>[0-9]{1,5})\s*(?:/|of|out of)\s*(?P<all>[0-9]{1,5})(?![\w.,/%-])"
    r"[*_]*\s*(?P<noun>[^\W\d_]*)(?:\s+(?P<second>[^\W\d_]+))?",
    IGNORECASE,
)
_PART_OF = pattern(r"[0-9]\s*(?:/|of|out of)", IGNORECASE)
"""The beginning of all that `_SHARE` finds."""
_DONE_WORDS = frozenset("done complete completed finished closed 完成 已完成 完了 완료 fertig terminé hecho".split())
_PROGRESS_KEYS = frozenset(
    "progress|overall progress|completion|overall completion|total progress|project progress|complete|completed|done|tasks completed|"
    "进度|总体进度|整体进度|当前进度|完成度|完成率|总进度|进捗|全体進捗|진행률|전체 진행률|progreso|progreso general|progrès|fortschritt|прогресс".split(
        "|"
    )
)
_PERCENT = pattern(r"[*_]*(?P<number>[0-9]{1,3}(?:\.[0-9]+)?)\s*%(?P<rest>.*)")
_ENDED = pattern(
    r"(?:\[(?P<box>[^\]]+)\]|[(（](?P<round>[^()（）]+)[)）]|(?:\s[-–—]|[:：])\s*(?:[^\w\s]+\s*)?(?P<tail>[^-–—:：()\[\]]+)"
    r"|(?:✅|✔️?|☑️?)\s*(?P<ticked>[^-–—:：()\[\]✅✔☑]+))[\s*_]*\Z"
)
_DENIED = pattern(
    r"\b(?:currently|now|so far|at present|actual(?:ly)?|only)\b[\s:]*(?P<done>[0-9]{1,6})\s*(?:/|of|out of)\s*(?P<all>[0-9]{1,6})(?![\w.,/%])",
    IGNORECASE,
)
_TICK = pattern("[✅✔☑]")
_ENDED_OPEN = pattern(r"[(\[（](?P<word>[^()\[\]（）:：,;/|]{2,24})[)\]）][\s*_]*\Z")
_SEVERAL = pattern(r"[,;/+&→]|\b(?:and|und|et|y|but)\b|[，、；和]")
"""Two things in one line: the word at its end is about the last of them."""
_MARK = pattern("(?![✅✔☑])[\u2300-\u2bff\U0001f000-\U0001faff]")
"""An emoji that is no tick: who sets two says two things."""
_OPEN = ("todo", "ready", "active", "review", "blocked", "failed")
_ROUNDED = 5
"""Points by which a percentage in prose may be off: people write 70% for two thirds."""
_STATUS_KEYS = frozenset("status overall-status state 状态 状態 상태 estado statut état статус stand".split())
_SHOWN = 3


def claimed_shares(statements: Sequence[Statement], scopes: Scopes) -> Iterator[Claim]:
    """`Phase 1 (5/8 done)`, `11 of 12 done`, `**Completed:** 5/8 tasks`."""
    for statement in statements if _may_share(scopes.said) else ():
        text = statement.text
        for match in _SHARE.finditer(text) if _may_share(text) else ():
            if not _is_of_tasks(statement, match, scopes):
                continue
            scope = _share_scope(statement, scopes)
            if scope is not None:
                yield _share(statement, match, scope, scopes.counts(scope))
                break


def _may_share(text: str) -> bool:
    """Whether a text has what stands between the two figures of a share, and few texts have behind a figure."""
    return ("/" in text or "of" in text.lower()) and _PART_OF.search(text) is not None


def _is_of_tasks(statement: Statement, match: re.Match[str], scopes: Scopes) -> bool:
    """Whether a share speaks of tasks that are done: by the word behind it, or the key in front of it."""
    words = [word for word in (match["noun"], match["second"]) if word]
    if words:
        first = words[0].casefold()
        if first in _DONE_WORDS:
            return statement.is_heading or statement.keyed is not None
        return task_noun(nouns(words[0]), scopes) and len(words) == 2 and words[1].casefold() in _DONE_WORDS
    keyed = statement.keyed
    if keyed is not None:
        return keyed["key"].casefold().strip("*_ ") in _PROGRESS_KEYS and match.start() == keyed.start("value")
    return statement.is_heading and statement.text[: match.start()].rstrip()[-1:] in ("(", "[", "（")


def _share_scope(statement: Statement, scopes: Scopes) -> Scope | None:
    found = scopes.of(statement)
    return found[0] if found else None


def _share(statement: Statement, match: re.Match[str], scope: Scope, counts: set[int]) -> Claim:
    done, every = int(match["done"]), int(match["all"])
    finished = sum(1 for task in scope.tasks if task.status.category in ("done", "cancelled"))
    strict = sum(1 for task in scope.tasks if task.status.category == "done")
    rows = len(scope.tasks)
    counted = f"{strict} of the {rows_of(scope)} {'is' if strict == 1 else 'are'} done"
    if done in (strict, finished) and every in counts:
        holds: bool | None = True
    elif rows == every and all(task.status.category not in ("unknown", "partial") for task in scope.tasks):
        holds = False
    elif every - done == rows - finished:
        holds, counted = True, f"{rows_of(scope._replace(tasks=scope.tasks[: rows - finished]))} still open"
    else:
        holds, counted = None, f"{counted}, and not all of the {every} may be here"
    start, end = match.start("done"), match.end("all")
    stated = statement.text[start:end]
    sure = strict == finished and len(counts) == 1
    right = f"{strict}{statement.text[match.end('done') : match.start('all')]}{rows}" if sure else ""
    subject = _shared(statement, match)
    return Claim(statement.line, statement.span(start, end), subject, stated, holds, counted, right=right)


def _subject(statement: Statement) -> str:
    keyed = statement.keyed
    if keyed is not None:
        return keyed["key"].strip("*_ ")
    title = statement.text.strip("*_# ")
    return title if len(title) <= 60 else title[:59].rstrip() + "…"


def _shared(statement: Statement, match: re.Match[str]) -> str:
    """What a share is about: the key in front of it, or the heading without its tail."""
    if statement.is_heading:
        statement = statement._replace(text=statement.text[: match.start()].rstrip(" ([（·-–—:"))
    return _subject(statement)


def claimed_percents(scopes: Scopes) -> Iterator[Claim]:
    """`**Progress:** 45%`: between what is done and what is done or begun."""
    for statement in scopes.keyed:
        keyed = statement.keyed
        if keyed is None or keyed["key"].casefold().strip("*_ ") not in _PROGRESS_KEYS:
            continue
        match = _PERCENT.match(keyed["value"])
        found = scopes.of(statement)
        if match is None or not found:
            continue
        at = keyed.start("value")
        where = statement.span(at + match.start("number"), at + match.end("number") + 1)
        holds, counted = _percent(float(match["number"]), found[0])
        yield Claim(statement.line, where, _subject(statement), f"{match['number']}%", holds, counted)


def _percent(stated: float, scope: Scope) -> tuple[bool | None, str]:
    """Whether a percentage lies between the share of rows that are done and that of rows that are begun."""
    kinds = [task.status.category for task in scope.tasks if task.status.category != "cancelled"]
    if not kinds or "unknown" in kinds:
        return None, f"not compared: not every status of the {rows_of(scope)} can be read"
    low = 100 * sum(kind == "done" for kind in kinds) / len(kinds)
    high = 100 * sum(kind not in ("todo", "ready", "deferred") for kind in kinds) / len(kinds)
    counted = f"{sum(kind == 'done' for kind in kinds)} of the {rows_of(scope)} are done, {low:.0f}%"
    return low - _ROUNDED <= stated <= high + _ROUNDED, counted


def claimed_ends(statements: Sequence[Statement], scopes: Scopes) -> Iterator[Claim]:
    """`### Phase 0: Foundation [COMPLETE]` or `**Status:** ✅ Complete` over rows that are open."""
    headings = [each for each in statements if each.is_heading] if has_sign(scopes.titles) else []
    for statement in (*headings, *scopes.keyed):
        found = _heading_end(statement) if statement.is_heading else _status_line(statement)
        if found is None:
            continue
        subject, start, end = found
        word = statement.text[start:end].strip("*_ !.")
        tasks = [task for task in scopes.ended_by(statement) if not _by_heading(task)] if says_done(word) else ()
        if tasks:
            mend = "take it back until it is so, or close what is open"
            yield Claim(statement.line, statement.span(start, end), subject, word, *ended(tasks), mend)


def _by_heading(task: Task) -> bool:
    """Whether a task is done because a heading says so, which bears out no heading."""
    return task.status.how == "heading" and task.status.category == "done"


def _heading_end(statement: Statement) -> tuple[str, int, int] | None:
    match = _ENDED.search(statement.text) if has_sign(statement.text) else None
    if match is None:
        return None
    name = next(name for name in ("box", "round", "tail", "ticked") if match[name])
    return _before(statement, match), match.start(name), match.end(name)


def _status_line(statement: Statement) -> tuple[str, int, int] | None:
    keyed = statement.keyed
    if keyed is None or keyed["key"].casefold().strip("*_ ") not in _STATUS_KEYS:
        return None
    return _subject(statement), keyed.start("value"), keyed.end("value")


def says_done(word: str) -> bool:
    """Whether a text is nothing but a word for done: `COMPLETE`, `✅ Complete`, `100%`."""
    said = phrase(word).casefold().removeprefix("all ").removeprefix("全部")
    return sense_of(said) == "done" and said not in ("live", "covered", "passed", "released") and len(word) <= 24


def _before(statement: Statement, match: re.Match[str]) -> str:
    return statement.text[: match.start()].strip("*_ ✅✔☑️:：-–—") or statement.text.strip("*_ ")


def ended(tasks: Sequence[Task]) -> tuple[bool | None, str]:
    """Whether none of `tasks` is open, and what was counted."""
    opened = [task for task in tasks if task.status.category in _OPEN]
    if opened:
        names = ", ".join(task.id for task in opened[:_SHOWN]) + (" …" if len(opened) > _SHOWN else "")
        return False, f"{len(opened)} of its {len(tasks)} rows {'is' if len(opened) == 1 else 'are'} open ({names})"
    read = all(task.status.category != "unknown" for task in tasks)
    return (
        (True, f"none of its {len(tasks)} rows is open") if read else (None, "not every status of its rows can be read")
    )


def claimed_ticks(statements: Sequence[Statement]) -> Iterator[Claim]:
    """What is ticked, and its own words deny it: `✅ All 99 tests passing (currently 95/99)`, `✅ Phase 1 (In Progress)`."""
    for statement in statements:
        mark = _tick(statement) if statement.box or not statement.text.isascii() else ""
        denied = mark and (_denied_by_count(statement) or _denied_by_word(statement))
        if denied:
            subject, start, end, said = denied
            where, mend = statement.span(start, end), f"take the {mark} away until it is so, or the words behind it"
            yield Claim(statement.line, where, subject.strip("*_ ✅✔☑️([-–—:"), mark, False, said, mend)


def _tick(statement: Statement) -> str:
    """The mark that says of a line that it is done; of a heading the one behind its words, too."""
    if statement.text.isascii() if statement.is_heading else not statement.ticked:
        return ""
    found = _TICK.search(statement.text)
    return f"[{statement.box}]" if statement.box in ("x", "X") else found[0] if found else statement.box


def _denied_by_count(statement: Statement) -> tuple[str, int, int, str] | None:
    match = _DENIED.search(statement.text) if not statement.is_heading else None
    if match is None or int(match["done"]) >= int(match["all"]):
        return None
    said = f"by its own words it is {match['done']} of {match['all']}"
    return statement.text[: match.start()], match.start("done"), match.end("all"), said


def _denied_by_word(statement: Statement) -> tuple[str, int, int, str] | None:
    """`Core ✅ (In Progress)`: a line about one thing that ends in a status which is not that of its tick."""
    match = _ENDED_OPEN.search(statement.text)
    subject = statement.text[: match.start()] if match else ""
    said = stated_by(match["word"]) if match else None
    if match is None or said is None or said.category not in ("todo", "active", "blocked"):
        return None
    if _SEVERAL.search(subject) or _MARK.search(subject) or not any(char.isalpha() for char in subject):
        return None
    return subject, match.start("word"), match.end("word"), f"by its own words it is {match['word'].strip('*_ ')}"
