"""How a line of text names a task: `**T-1**: title`, `T001 title`, `1.2 title`, `Phase 3 — title`.

What only may be an id (`GPT-4 support`, `S3: upload`) is one where others of its family stand beside it.
"""

from __future__ import annotations

from forgemd.lazy import IGNORECASE, pattern
from forgemd.text import Span
from forgemd.tracker.cells.ids import SPLIT, looks_like_id
from forgemd.tracker.cells.markup import bare
from forgemd.tracker.tasks.task import Task
from forgemd.typed import Iterable, Mapping, NamedTuple

__all__ = ["Name", "family", "name_in", "named_in_titles", "sure_names", "taken_apart"]

_WORD = r"[A-Za-z][A-Za-z0-9]{0,15}(?:[-_.][A-Za-z0-9]{1,12}){0,4}[-_.]?[0-9]{1,6}[a-z]?(?:\.[0-9]{1,5})*"
_NUMBERED = (
    r"(?:phase|task|epic|story|milestone|ticket|work package|workstream|任务|任務|阶段|階段|タスク|フェーズ|작업|단계|tarea|tâche|задача)"
    r"[ ]?(?:[0-9]{1,3}(?:\.[0-9]{1,3}){0,3}[a-z]?)"
)
_KIND = r"(?:(?:task|ticket|story|issue|work package|epic|requirement|任务|タスク)[ ]+)?"
_PLAIN = rf"(?:#[0-9]{{1,6}}|{_WORD}|[0-9]{{1,4}}(?:\.[0-9]{{1,4}}){{0,4}}[a-z]?)"
_MARKS = r"(?:\*\*|__|~~|`|\[)*"
_CLOSE = r"(?:\*\*|__|~~|`|\](?:\([^()\s]*\))?)*"
_BEGIN = pattern(
    rf"{_MARKS}(?:(?P<words>{_NUMBERED})|{_KIND}(?P<id>{_PLAIN}))(?P<close>{_CLOSE})"
    rf"(?P<sep>[ \t]*(?:[:：]|[-–—]{{1,3}}(?=[ \t])|\||[.)](?=[ \t]))(?P<late>{_CLOSE})|(?=[ \t]|$))[ \t]*",
    IGNORECASE,
)
_SLUG = pattern(
    r"(?:\*\*|`)*(?P<id>[a-z0-9]+(?:-[a-z0-9]+)+)(?P<close>(?:\*\*|`)*)[ \t]*(?P<sep>:|[-–—](?=[ \t]))[ \t]*"
)
# The plans of one phase: `03-05-PLAN.md - title`.
_PLAN = pattern(
    r"(?:\*\*|`|\[)*(?P<id>[0-9]{2}(?:\.[0-9]{1,2})?-[0-9]{2})-PLAN\.md(?:\*\*|`|\])*[ \t]*(?:[:—–-]{0,2})[ \t]*"
)
_TAIL = pattern(r"[0-9][0-9.]*[a-z]?\Z")

_FORMS = ("marked", "separated", "plain", "slug")


class Name(NamedTuple):
    """An id at the front of a line: its text, where it is, where the title begins, and how it is set off: `marked` by
    emphasis, code or brackets, `separated` by a colon or a dash, `plain` with only a blank behind it, or a `slug`."""

    id: str
    span: Span
    title: int
    form: str


def name_in(text: str, start: int, end: int) -> Name | None:
    """What may be an id at the front of the characters from `start` to `end`."""
    if match := _PLAN.match(text, start, end):
        return Name(match["id"], Span(*match.span("id")), match.end(), "marked")
    match = _BEGIN.match(text, start, end)
    if match is None:
        return _slug_in(text, start, end)
    group = "id" if match["words"] is None else "words"
    name, separated = match[group], bool(match["sep"])
    if (name.islower() and "-" in name and not looks_like_id(name)) or not _is_possible(name):
        return _slug_in(text, start, end)
    marked = match.start(group) > start and bool(match["close"])
    if not separated and not marked and name.isdigit():
        return None
    form = "marked" if marked else "separated" if separated else "plain"
    return Name(name, Span(*match.span(group)), match.end(), form)


def _is_possible(name: str) -> bool:
    if not any(char.isdigit() for char in name):
        return False
    # `looks_like_id` knows what is a date; two or three words with a number (`Phase 2`) are names too.
    return " " in name or not name.isascii() or (looks_like_id(name) and not name.islower()) or "-" in name


def _slug_in(text: str, start: int, end: int) -> Name | None:
    match = _SLUG.match(text, start, end)
    if match is None or len(match["id"]) > 40:
        return None
    return Name(match["id"], Span(*match.span("id")), match.end(), "slug")


def family(name: str) -> str:
    """What the ids of one family share: all before the last number, in one case."""
    return _TAIL.sub("", name.casefold())


def sure_names(names: Iterable[Name | None], known: Iterable[str] = ()) -> frozenset[str]:
    """The ids among `names` that are ids; `known` are those of the tables beside them.

    One with a hyphen, a number sign or words is believed alone if it is set off; any other, or one that only a blank
    follows, needs another id of its family. Slugs count where most lines begin with one.
    """
    names = list(names)
    found = {name.id: name for name in names if name is not None}
    from collections import Counter  # takes 1 ms to load, and few tasks are known by their titles alone

    families = Counter(family(one) for one in {*found, *known})
    slugs = sum(1 for name in names if name is not None and name.form == "slug")
    many = slugs * 2 >= len(names)
    return frozenset(name.id for name in found.values() if _is_sure(name, families, many))


def named_in_titles(tasks: Iterable[Task], known: Iterable[str]) -> dict[str, list[Task]]:
    """The tasks, of tables without ids, by the ids in front of their titles: `FE-21` of `**FE-21**: Menu`.

    A mere number in front counts the rows, or what they are about. `known` are the ids of the tables beside them.
    """
    names = [(task, name_in(text, 0, len(text))) for task in tasks if (text := task.value(task.layout.title_at))]
    sure = sure_names((name for _, name in names), known)
    found: dict[str, list[Task]] = {}
    for task, name in names:
        if name is not None and name.id in sure and not name.id[0].isdigit():
            found.setdefault(name.id, []).append(task)
    return found


def _is_sure(name: Name, families: Mapping[str, int], slugs: bool) -> bool:
    if name.form == "slug":
        return slugs
    alone = name.form != "plain" and any(char in name.id for char in "-#_ ") and not bare(name.id).islower()
    return alone or families[family(name.id)] > 1


_SPLITS = (pattern(r"(?:(?<!\s)\s++)?(?:[,;，、；]|<br\s*+/?>)\s*+"), pattern(r"(?<!\s)\s++[/+&]\s++"), SPLIT)
"""What stands between names, surest first."""


def taken_apart(text: str, named: Mapping[str, str]) -> tuple[list[str], list[str]]:
    """The parts of a list of names, `named` as they are called in lower case, and what stands between each two.

    A name may hold what elsewhere stands between two: `lib/money`, `Search and replace`.
    """
    parts, between = [text], [""]
    for split in _SPLITS:
        finer: list[tuple[str, str]] = []
        for part, behind in zip(parts, between, strict=True):
            at = 0
            for match in () if bare(part).casefold() in named else split.finditer(part):
                finer.append((part[at : match.start()], match.group()))
                at = match.end()
            finer.append((part[at:], behind))
        parts, between = [part for part, _ in finer], [behind for _, behind in finer]
    return parts, between[:-1]
