"""What sentences state about tasks: `12 of 15 tasks are done`, `3 tasks remain`, `all tasks complete`.

A sentence is taken at its word only where it can speak of nothing but how things are today: nothing in it says if,
when or should, nothing is taken out (`except A-3`), and no heading above is about another day.
"""

from __future__ import annotations

from forgemd.lazy import IGNORECASE, pattern
from forgemd.tracker.claims.claim import Claim
from forgemd.tracker.claims.scopes import Scope, Scopes, nouns, rows_of, task_noun
from forgemd.tracker.claims.statements import Statement
from forgemd.tracker.claims.states import ended, says_done
from forgemd.tracker.claims.tallies import NEAR
from forgemd.tracker.tables.boards import stated_by
from forgemd.tracker.tasks.task import Task
from forgemd.tracker.words.vocabulary import Category
from forgemd.typed import TYPE_CHECKING, Iterator, Sequence

if TYPE_CHECKING:
    import re

__all__ = ["IS", "SENTENCE_END", "WORD", "claimed_sentences", "is_of_all", "speaks_of_now"]

_NUMBERS = {
    word: number
    for number, word in enumerate("no one two three four five six seven eight nine ten eleven twelve".split())
}
_NUMBER = rf"(?<![\w.,/~≈+<>#-])(?:[0-9]{{1,5}}|{'|'.join(_NUMBERS)})(?![\w.,/%+~-])"
_NOUN = r"[*_]*[ ](?P<noun>[^\W\d_]+)"
IS = r"(?:[ ](?:is|are|have been|has been|sind|ist|son|están|sont))?(?:[ ](?:now|already|still|currently|all|noch))?"
WORD = r"[ ][*_]*(?P<word>[^\W\d_]+(?:[ -][^\W\d_]+)?)"
SENTENCE_END = r"[*_]*[ ]?(?=[.!,;)）。！，✅🎉]|\Z)"
_SHARE = pattern(
    rf"(?P<stated>(?P<number>{_NUMBER})[ ]?(?:/|of the|of|out of|von|de|sur|из)[ ]?(?P<all>[0-9]{{1,5}}){_NOUN}{IS}{WORD}){SENTENCE_END}",
    IGNORECASE,
)
_COUNT = pattern(rf"(?P<stated>(?P<number>{_NUMBER})(?:[ ]more|[ ]other)?{_NOUN}{IS}{WORD}){SENTENCE_END}", IGNORECASE)
_THERE = pattern(
    rf"there (?:is|are) (?:still )?(?P<stated>(?P<number>{_NUMBER}){WORD}{_NOUN}){SENTENCE_END}", IGNORECASE
)
_ALL = pattern(
    r"[*_]*(?P<stated>(?:all|every|alle|todas las|todos los|toutes les|tous les|все|所有|全部)(?: of)?(?: the)?(?: (?P<number>[0-9]{1,5}))?"
    rf"(?P<of>(?: [\w.-]+){{0,3}}?)[ ]?(?P<noun>[^\W\d_]+?){IS}[ ]?[*_]*(?P<word>(?<=[ *_])[^\W\d_]+|(?:已|都已|已全部|全部)?完成|完了)){SENTENCE_END}",
    IGNORECASE,
)
_CHINESE = pattern(
    r"(?P<stated>共[ ]?(?P<all>[0-9]{1,5})[ ]?[项个]?(?P<noun>任务|工作)[，,；]?[ ]?(?P<word>已完成|完成)[ ]?(?P<number>[0-9]{1,5}))[ ]?[项个]?"
)
_LEFT = frozenset("remain remains remaining left outstanding offen übrig pendientes restantes".split())
_OPEN: tuple[Category, ...] = ("todo", "ready", "active", "review", "blocked", "failed")
_MAYBE: tuple[Category, ...] = ("deferred", "partial")
_DIGIT = pattern("[0-9]")
_WORDS = pattern(r"[^\W\d_]+")
_UNSURE = frozenset(
    "if when whenever once until till unless after before should shall must would could can may might will ensure make sure goal target "
    "criteria require required requires only-if assuming provided expect expected plan planned want need needs try suppose "
    "except excluding besides apart but other minus aside not never nearly almost about approximately roughly least most "
    "definition dod criterion verify check confirm assume assuming given precondition example limit wip legend meaning meanings "
    "wenn sobald bis falls cuando hasta si quand lorsque jusqu sauf was were had yesterday last previously".split()
)
_LED = frozenset("only now currently and so far there are is still with und nur noch derzeit".split())
_HOLDERS = frozenset("we tracker project plan file board table list backlog section".split())
"""Who has all tasks; anybody else may have some of them."""
_LABEL = pattern(
    r"(?:\A|[.!?;|][ ])(?P<label>(?:[^.!?;|]|[.](?! ))*[^!?;|\s*_])[*_]*[ ]?(?:[:：(（]|[ ][—–-])[*_ ✅✔☑️🎉]*\Z"
)
_OVERALL = frozenset(
    "status state progress standing summary overview overall total totals current currently now update updated updates result results note "
    "notes recap stand fortschritt estado progreso resumen statut avancement résumé état статус прогресс итог "
    "project tracker plan task tasks of the this our all".split()
)
_OVERALL_ELSEWHERE = pattern("状态|狀態|进度|進捗|总|当前|目前|現状|상태|진행")
"""What stands in front of a word about all; the name of a person, a week or a rule makes it one about that."""
_OTHER_DAY = (
    r"[0-9]{4}[-./年][0-9]{1,2}|\b(?:session|log|history|changelog|retro\w*|archive\w*|minutes|example|template)\b"
)
_TITLE_ELSEWHERE = pattern(_OTHER_DAY, IGNORECASE)
_ELSEWHERE = pattern(
    rf"{_OTHER_DAY}|\b(?:criteria|gates?|goals?|definition|acceptance|plan|targets?|milestones?|rules?|conditions?|requirements?|"
    r"instructions?|how|usage|notes|assumptions?|preconditions?|prerequisites|risks?|scenarios?|faq|examples?|workflow|process|"
    r"legend|key|legende|exit|conventions?|glossary|lifecycle|checklists?|policy|policies)\b|图例|凡例",
    IGNORECASE,
)
"""Headings whose sentences are about another day, or about what is to be; a title may well be that of a plan."""


def claimed_sentences(statements: Sequence[Statement], scopes: Scopes) -> Iterator[Claim]:
    """The sentences about tasks that are true or not, whatever part of the tracker they mean."""
    counting = "here are " in scopes.said or "here is " in scopes.said
    for at, may in enumerate(scopes.may_name_tasks(statements)):
        if not may and not (counting and _says_what_is(statements[at].text)):
            continue
        statement = statements[at]
        if statement.box or (at and statements[at - 1].text.endswith((":", "："))):
            continue
        whole = _whole(statement, scopes)
        found = [whole] if whole is not None else [*_counted(statement, scopes)]
        if found and speaks_of_now(statement, scopes):
            yield from (claim for claim in found if _is_of_known(statement, claim.span.start, scopes))


def _is_of_known(statement: Statement, at: int, scopes: Scopes) -> bool:
    """Whether it is certain which tasks that is about which begins at `at` of the document."""
    start = at - statement.start
    return is_of_all(statement, start) or bool(_listed(statement, start, scopes))


def _listed(statement: Statement, start: int, scopes: Scopes) -> tuple[Task, ...]:
    """The tasks, two or more, that are listed in front of what begins at `start` of a statement: `P10–P14: 5 tasks done`."""
    match = None if statement.is_heading else _LABEL.search(statement.text[:start])
    found = scopes.referred(match["label"].strip("*_` ")) if match and _DIGIT.search(match["label"]) else ()
    return found if len(found) > 1 else ()


def _says_what_is(text: str) -> bool:
    return "here are " in text or "here is " in text


def is_of_all(statement: Statement, start: int) -> bool:
    """Whether nothing in front of what begins at `start` of a statement says what it is about: `Ann: 3 tasks done`."""
    match = None if statement.is_heading else _LABEL.search(statement.text[:start])
    if match is None or _OVERALL_ELSEWHERE.search(match["label"]):
        return True
    return not _DIGIT.search(match["label"]) and _OVERALL.issuperset(_WORDS.findall(match["label"].casefold()))


def speaks_of_now(statement: Statement, scopes: Scopes) -> bool:
    """Whether a sentence can be about nothing but how things are: no `if`, no `except`, no heading of another day."""
    if statement.text.endswith("?") or not _UNSURE.isdisjoint(_WORDS.findall(statement.text.casefold())):
        return False
    for heading in scopes.tracker.document.path(statement.line):
        elsewhere = _TITLE_ELSEWHERE if heading.level == 1 else _ELSEWHERE
        if elsewhere.search(heading.title):
            return False
    return True


def _counted(statement: Statement, scopes: Scopes) -> Iterator[Claim]:
    """`12 of 15 tasks are done, two tasks are blocked`, `3 tasks remain`, `there are 2 open tasks`."""
    at = 0
    forms = (_CHINESE, _SHARE, _THERE, _COUNT) if _may_count(statement.text) else ()
    for match in sorted((each for form in forms for each in form.finditer(statement.text)), key=_start):
        if match.start() < at or not task_noun(nouns(match["noun"]), scopes) or not _is_led(statement.text, match):
            continue
        kinds = _kinds(match["word"].casefold())
        if kinds is not None:
            at = match.end()
            every = int(match["all"]) if match.re.groupindex.get("all") else None
            found = _judged(statement, match, _number(match["number"]), every, kinds, scopes)
            yield from () if found is None else (found,)


def _may_count(text: str) -> bool:
    """Whether there is a number in a text: seen in a tenth of the time that it takes to look what it counts."""
    return (
        not text.isascii()
        or _DIGIT.search(text) is not None
        or not _NUMBERS.keys().isdisjoint(_WORDS.findall(text.lower()))
    )


def _start(match: re.Match[str]) -> int:
    return match.start()


def _is_led(text: str, match: re.Match[str]) -> bool:
    """Whether nothing in front of a figure says what it is a figure of."""
    before = text[: match.start("stated")].rstrip("*_ ✅✔☑️")
    words = _WORDS.findall(before.casefold())
    if not before or not before[-1].isalnum() or words[-1] in _LED:
        return True
    return words[-1] in ("have", "has") and not _HOLDERS.isdisjoint(words[-2:-1])


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else _NUMBERS[text.casefold()]


def _kinds(word: str) -> tuple[tuple[Category, ...], tuple[Category, ...]] | None:
    """What a word certainly counts, and what it may count besides."""
    if word.rpartition(" ")[2] in _LEFT or word in ("open", "to go"):
        return _OPEN, _MAYBE
    stated = stated_by(word, doubtful=True)
    return None if stated is None else ((stated.category,), NEAR.get(stated.category, ()))


def _judged(
    statement: Statement,
    match: re.Match[str],
    number: int,
    every: int | None,
    kinds: tuple[tuple[Category, ...], tuple[Category, ...]],
    scopes: Scopes,
) -> Claim | None:
    """Held against each part of the tracker that may be meant: it is false if it is so of none."""
    first: tuple[bool | None, str] | None = None
    for scope in _scopes(statement, match.start("stated"), every or number, scopes):
        if every is not None and every not in scopes.counts(scope):
            continue
        found = scopes.tally(scope)
        low = sum(found.get(kind, 0) for kind in kinds[0])
        high = low + sum(found.get(kind, 0) for kind in kinds[1])
        holds = low <= number <= high
        if holds or first is None:
            first = holds, f"{low} of the {rows_of(scope)} {'is' if low == 1 else 'are'}"
        if holds:
            break
        if "unknown" in found:
            return None
    return None if first is None else _claim(statement, match, *first)


def _scopes(statement: Statement, start: int, every: int, scopes: Scopes) -> Iterator[Scope]:
    """What a figure that begins at `start` may be about; tasks that are listed there only if it counts `every` one."""
    listed = _listed(statement, start, scopes)
    if listed:
        yield from [Scope(listed, f"from {listed[0].id} to {listed[-1].id}")] if len(listed) == every else ()
        return
    yield from scopes.possible(statement)


def _claim(statement: Statement, match: re.Match[str], holds: bool | None, counted: str) -> Claim:
    start, end = match.span("stated")
    stated = statement.text[start:end].strip("*_ ")
    start = statement.text.index(stated, start)
    return Claim(statement.line, statement.span(start, start + len(stated)), "This line", stated, holds, counted)


def _whole(statement: Statement, scopes: Scopes) -> Claim | None:
    """`All tasks complete`, `**Status:** All 12 tasks are done`, at the beginning of a line that is no plain item."""
    keyed = statement.keyed
    at = 0 if keyed is None else keyed.start("value")
    at += len(statement.text[at:]) - len(statement.text[at:].lstrip("*_ ✅✔☑️🎉"))
    match = _ALL.match(statement.text, at)
    if match is None or (statement.is_item and not statement.ticked and keyed is None):
        return None
    if not says_done(match["word"]) or not task_noun(nouns(match["noun"]), scopes):
        return None
    meant = _qualified(match["of"].strip(), statement, scopes)
    if meant is None or (match["number"] and int(match["number"]) not in scopes.counts(meant)):
        return None
    holds, counted = ended(meant.tasks)
    found = _claim(statement, match, holds, counted.replace("its ", "the ").replace(" rows", f" rows {meant.name}"))
    return found._replace(mend="take it back until it is so, or close what is open")


def _qualified(words: str, statement: Statement, scopes: Scopes) -> Scope | None:
    """What `all` is all of: the section, or the one that goes by `words`."""
    if words:
        return scopes.titled(words)
    found = scopes.of(statement)
    return found[0] if found and not any(task.line == statement.line for task in found[0].tasks) else None
