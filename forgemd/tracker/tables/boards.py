"""What a heading says of all that lies under it: the column of a board (`In Progress (3)`), or a part that is over."""

from __future__ import annotations

from forgemd.lazy import IGNORECASE, lru_cache, pattern
from forgemd.tracker.cells.status import Reading, StatusReader, phrase
from forgemd.tracker.words.vocabulary import CATEGORY_OF, Category, sense_of
from forgemd.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from forgemd.markdown import Document, Heading
    from forgemd.tracker.tables.section import Section

__all__ = ["is_column", "is_news", "is_title", "lies_in_column", "stated_above", "stated_by", "stated_over"]

_THINGS = (
    "tasks?|items?|work|works|issues|stories|cards|tickets|features|proposals|to-?dos|actions|bugs|requests|projects"
)
_BOARD_TAIL = pattern(
    rf"(?:\s+(?:{_THINGS})|的?(?:任务|事项|项目|工作|任務|項目|事項|タスク)|\s?(?:작업|태스크))\Z", IGNORECASE
)
_BOARD_LEAD = pattern(
    rf"(?:(?:[0-9]{{1,2}}[.)]|recently|currently|already|status:|(?:{_THINGS})(?=\s+(?:in|on|to|under)\s))\s+)+",
    IGNORECASE,
)
_NO_BOARD = frozenset(
    "new next current open live covered fixed resolved removed moved released deployed available later future testing validation "
    "qa review updated modified landed archived passed tested validated integrated uat building coding wartet "
    "taken deprecated retired inactive proposal skeleton stub scaffold error pass success invalid duplicate published "
    "optimized optimised validated realized realised migrated integrated met revisión revision revisão revisione prüfung "
    "проверка ревью レビュー 검토 리뷰 ошибка falla falha échec "
    "neu nouveau nouvelle nuevo nueva novo nova yeni новая новый".split()
) | {"out of scope", "nice to have", "nice-to-have", "not now"}


def stated_by(heading: str, *, doubtful: bool = False) -> Reading | None:
    """The status that a heading gives to all that lies under it, as the columns of a board do: `In Progress (3)`.

    None for one that says more, and, unless `doubtful` is asked for, for words that mean something else over a list:
    `New`, `Changed`, `Current`.
    """
    return _known(heading, doubtful) if len(heading) < _LONG else _stated(heading, doubtful)


def _stated(heading: str, doubtful: bool) -> Reading | None:
    said = phrase(_BOARD_LEAD.sub("", heading, 1))
    words = _column(said)
    sense = sense_of(words) if words and (doubtful or words not in _NO_BOARD) else None
    if sense == "done" and _AHEAD.search(heading):
        return None
    return Reading(said, CATEGORY_OF[sense], "heading") if sense else None


# Keys and headings recur in the trackers of a repository. Bounded in length, too: one file shall not fill our memory.
_LONG = 100
_known = lru_cache(maxsize=512)(_stated)


def _column(said: str) -> str:
    """The words of a column, case-folded: without the sign behind it and what it holds."""
    while said and not said[-1].isalnum():
        said = said[:-1].rstrip()
    return _BOARD_TAIL.sub("", said).strip().casefold()


_NEWS = pattern(
    r"\bchange ?-?log\b|\brelease notes?\b|\bwhat'?s new\b|(?:更新|变更|變更)(?:日志|日誌|记录|記錄)|変更履歴|更新履歴|リリースノート|변경 (?:이력|사항)|"
    r"릴리스 노트|журнал изменений|история изменений|что нового|\bnotes de version|\bnotas de (?:la )?vers|\bnote di rilascio|"
    r"\b(?:registro de (?:cambios|alterações)|historial de cambios|änderungsprotokoll|änderungsverlauf|versionshinweise)\b|sürüm notları",
    IGNORECASE,
)


def is_news(document: Document, heading: Heading) -> bool:
    """Whether `heading` lies in a change log or in release notes: what is told there was done elsewhere."""
    return any(_NEWS.search(above.title) for above in document.path(heading.line))


def is_column(document: Document, heading: Heading) -> bool:
    """Whether a heading like `Review` is a column of a board: those beside it are statuses, several beyond doubt."""
    return heading.line in _columns(document)


def is_title(document: Document, heading: Heading) -> bool:
    """Whether `heading` is that of the document, rather than one of several columns: it says nothing of its parts."""
    return heading.level == 1 and not is_column(document, heading)


def lies_in_column(document: Document, heading: Heading) -> bool:
    """Whether what lies under `heading` lies in a column of a board: the heading is one, or one above it.

    A column speaks for what is under its own headings, too; the title of a document does not.
    """
    return any(
        stated_by(above.title) is not None or is_column(document, above)
        for above in document.path(heading.line)
        if above.level > 1 or above is heading
    )


@lru_cache(maxsize=1)
def _columns(document: Document) -> frozenset[int]:
    """The lines of the headings that are columns: for all at once, since to look at the others for each is quadratic."""
    found: set[int] = set()
    runs: dict[int, list[Heading]] = {}
    for heading in (*document.headings, None):
        level = heading.level if heading is not None else 0
        ended = [other for other in runs if other > level]
        if heading is not None and stated_by(heading.title, doubtful=True) is not None:
            runs.setdefault(level, []).append(heading)
        else:
            ended.append(level)
        for other in ended:
            run = runs.pop(other, [])
            if sum(1 for one in run if stated_by(one.title) is not None) > 1:
                found.update(one.line for one in run)
    return frozenset(found)


def stated_over(document: Document, section: Section, statuses: StatusReader) -> Reading | None:
    """The same as `stated_above`, where the heading may also be one of several columns and say `Review`."""
    found = stated_above(section, statuses)
    if found is None and section.path and is_column(document, section.path[-1]):
        found = stated_by(section.title, doubtful=True)
    return found


def stated_above(section: Section, statuses: StatusReader) -> Reading | None:
    """The status that the heading of `section`, or the next one above it that has any, gives to what lies there.

    A board's column speaks for what is under its own headings, too; the title of a document does not, and neither does
    a part with a name (`Phase 4 – DONE`), which may have next steps. Of that only what is true of all its rows when it
    is true of the whole is taken over.
    """
    for heading in reversed(section.path):
        own = heading.line == section.line
        if heading.level == 1 and not own:
            continue
        found = (
            _defined(heading.title, statuses) or stated_by(heading.title) or (_whole(heading.title) if own else None)
        )
        if found is not None:
            return found
        if _AHEAD.search(heading.title):
            return None
    return None


_AHEAD = pattern(
    r"\b(?:next|remaining|follow[- ]?ups?|left|open|future|known|issues)\b|下一步|剩余|遗留|残り|남은", IGNORECASE
)
"""What is said of the rest, whatever the column says of what lies in it: `Known issues` under `Done`."""


def _defined(title: str, statuses: StatusReader) -> Reading | None:
    """The status of the configuration or of the legend that the title is."""
    if not statuses.defines:
        return None
    said = phrase(title)
    reading = statuses.read(said) if said else None
    exact = reading is not None and reading.how in ("configured", "legend") and statuses.is_named(said)
    return Reading(said, reading.category, "heading") if reading is not None and exact else None


_SIGNS = "✅✔☑❌⛔🚫⏸⏳⬜🔲💤🚧🎉"
_END = pattern(
    rf"(?:\s[-–—]+\s+|[:：]\s*|[(（\[【]\s*|\s(?=[{_SIGNS}]))(?:[^\w\s()\[\]]+\s+)?"
    rf"(?P<said>(?:[^\s–—:：()（）\[\]【】{_SIGNS}]|\s(?![-–—]))+)[{_SIGNS}\s]*[)）\]】]?"
    r"(?:\s*[(（\[][^()（）\[\]]*[)）\]]|\s[-–—]\s*[0-9]{4}-[0-9]{2}-[0-9]{2})?\W*\Z"
)
_LONGEST = 200
"""A longer heading is a sentence."""
_WHOLE: frozenset[Category] = frozenset(["done", "todo", "cancelled", "deferred"])
"""What is so of every part when it is so of the whole: in a phase that is in progress, a task may be anything."""


def _whole(title: str) -> Reading | None:
    """The status at the end of the name of a part: `Phase 4 – DONE`, `Beta (not started)`, `Phase 4 ✅ COMPLETE`."""
    at = 0
    if len(title) > _LONGEST:
        return None
    while (end := _END.search(title, at)) is not None:
        said = phrase(_DATED.sub("", end["said"]))
        sense = sense_of(said) if said and said.casefold() not in _NO_BOARD else None
        if sense is not None:
            category = CATEGORY_OF[sense]
            return Reading(said, category, "heading") if category in _WHOLE else None
        at = end.start("said")
    return None


_DATED = pattern(r"\s+(?:on\s+)?[0-9]{4}-[0-9]{2}-[0-9]{2}\s*\Z")
