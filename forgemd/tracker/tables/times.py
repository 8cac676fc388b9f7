"""Tables of times: what happened, and when what is to happen. Each recogniser is asked in `kinds`."""

from __future__ import annotations

from forgemd.lazy import pattern
from forgemd.tracker.cells.dates import parse_moment
from forgemd.tracker.cells.values import is_duration, is_long, is_status, is_when
from forgemd.tracker.tables.evidence import Evidence, Field
from forgemd.tracker.tables.meaning import (
    Fields,
    Found,
    Roles,
    find_status,
    first,
    is_certain,
    noun_of,
    other_roles,
    subject,
)

__all__ = ["changes", "entries", "is_plan", "schedule"]


def changes(fields: Fields, evidence: Evidence) -> Found | None:
    """Old and new status beside a time, or beside a task: what changed."""
    old, new = first(fields, "old"), first(fields, "new")
    dates = [field for field in fields if "date" in field.roles or "due" in field.roles]
    if not (old and new and dates) or is_certain(fields) or not _are_states(old, new):
        return None
    wanted = (("date", dates[0]), ("old", old), ("new", new))
    return "log", "a time with old and new status", _log_roles(fields, dict(wanted))


def _are_states(old: Field, new: Field) -> bool:
    """Whether what changed is a status: `From` and `To` may name people, or places."""
    named = [field for field in (old, new) if field.name not in _BARE]
    filled = [field for field in (old, new) if field.at_least(1)]
    return bool(named) or not filled or any(field.mostly(is_status, 0.3) for field in filled)


_BARE = frozenset("from to before after was now de a à von nach da para".split())


def entries(fields: Fields, evidence: Evidence) -> Found | None:
    """Dated entries of what happened, by the heading or by the dates in the first column."""
    if any("status" in field.roles for field in fields):
        date = first(fields, "date")
        kept = date is not None and _is_of_document(fields) and evidence.under("log")
        return ("log", "versions of a document", _log_roles(fields, {"date": date})) if date and kept else None
    dates = [field for field in fields[:2] if "date" in field.roles]
    said = bool(dates) and (dates[0].mostly(is_when, 0.5) or not dates[0].at_least(1))
    if dates and not said and _is_course(dates[0], evidence):
        return "log", "times of day, and what happened", _log_roles(fields, {"date": dates[0]})
    if not said or not (evidence.under("log") or _is_history(fields, dates[0]) or _tells_changes(fields, dates[0])):
        return None
    return "log", "dated entries", _log_roles(fields, {"date": dates[0]})


def _is_of_document(fields: Fields) -> bool:
    """Whether versions stand beside what changed: what became of each is no state of work."""
    versions = any(field.name in _VERSIONS for field in fields[:2])
    return versions and any(field.name in _CHANGES or field.name in _TOLD for field in fields)


_VERSIONS = frozenset(
    "version ver rev revision release 版本 版本号 版 版数 バージョン 버전 versión versão versione версия версія wersja sürüm".split()
)
_TOLD = frozenset(
    "description comment comments notes 说明 内容 説明 내용 beschreibung descripción descrição описание opis".split()
)


def _is_course(date: Field, evidence: Evidence) -> bool:
    """Whether times of day tell how something went: what happened in an incident."""
    return date.index == 0 and date.mostly(_CLOCK.match, 0.8) and evidence.under("course")


_CLOCK = pattern(r"[~≈]?[0-2]?[0-9]:[0-5][0-9]")


def _is_history(fields: Fields, date: Field) -> bool:
    """Whether full dates stand in front of prose, and nothing is planned, due or in a state."""
    planned = ("status", "due", "estimate", "priority", "depends", "progress", "total")
    if date.index or any(role in planned for field in fields for role in field.roles[:1]):
        return False
    return date.mostly(parse_moment, 0.8) and any(field.mostly(is_long, 0.5) for field in fields[1:])


_CHANGES = frozenset(
    "change|changes|what changed|change description|description of change|summary of changes|变更内容|更新内容|修订内容|修改内容|変更内容|変更点|"
    "変更箇所|변경 내용|변경사항|변경 사항|cambios|änderung|änderungen|modifications|modificações|mudanças|alterações|изменения|modifiche|"
    "değişiklikler|zmiany".split("|")
)


def _tells_changes(fields: Fields, date: Field) -> bool:
    """Whether versions or days stand beside what changed."""
    return any(field.name in _CHANGES for field in fields[1:]) and date.mostly(parse_moment, 0.8)


def _log_roles(fields: Fields, given: dict[str, Field]) -> Roles:
    roles = {field.index: (role, f"header '{field.header}'") for role, field in given.items()}
    order = (("id", ("id", "work", "title", "issue")), ("owner", ("owner",)), ("reviewer", ("reviewer",)))
    for role, accepted in order:
        asked = [one for one in fields if one.index not in roles and {*accepted} & {*one.roles}]
        # A summary may be called like a title, and names no task.
        field = next((one for one in asked if role != "id" or "id" in one.roles or not one.mostly(is_long, 0.8)), None)
        if field is not None and role not in {taken for taken, _ in roles.values()}:
            roles[field.index] = (role, f"header '{field.header}'")
    for field in fields:
        if field.index not in roles and not {"link", "group", "location", "result", "date"} & {*field.roles}:
            roles[field.index] = ("notes", f"header '{field.header}'" if "notes" in field.roles else "what happened")
    return other_roles(fields, roles)


def schedule(fields: Fields, evidence: Evidence) -> Found | None:
    """Weeks, milestones, releases and their dates, without a state of work."""
    if is_certain(fields) or (subject(fields)[1] in ("work", "title", "issue", "test") and not _is_timetable(fields)):
        return None
    times = [field for field in fields if _is_time(field)]
    status = find_status(fields)
    if not times or (status is not None and status[0].mostly(is_status, 0.5)):
        return None
    units = {"unit", "group"} & {*fields[0].roles}
    if not (units or times[0].index == 0) or len(fields) < 2 or (status is not None and len(times) < 2):
        return None
    if any(role in ("owner", "depends", "progress", "priority") for field in fields[1:] for role in field.roles[:1]):
        return None
    roles: Roles = {}
    for field in times:
        counted = field.index == 0 and field.name in _COUNTED
        roles[field.index] = ("date" if counted or len(times) > 1 else "due", f"'{field.header}' over times")
    if 0 not in roles:
        roles[0] = ("title", f"header '{fields[0].header}'")
    else:
        unit = next((field for field in fields[1:] if field.index not in roles and _is_planned(field)), None)
        if unit is not None:
            roles[unit.index] = ("title", f"header '{unit.header}'")
    return "schedule", "times without a state of work", other_roles(fields, roles)


def _is_timetable(fields: Fields) -> bool:
    """Whether days or weeks stand in front of what is meant for them, and nothing says how that stands or whose it is."""
    if fields[0].name not in _COUNTED or not (fields[0].mostly(is_when, 0.8) or fields[0].mostly(str.isdecimal)):
        return False
    return find_status(fields) is None and not any(role in _TRACKED for field in fields for role in field.roles[:1])


_TRACKED = ("id", "owner", "reviewer", "depends", "progress", "priority", "estimate", "actual", "started", "completed")
_COUNTED = frozenset("day days week weeks weekday 周 周次 日 週 주차 semana semaine woche tag неделя hafta".split())
"""What a plan is told by: nothing is due in one of them."""


def _is_planned(field: Field) -> bool:
    """Whether a column behind the times says what stands there."""
    return bool({"unit", "thing", "group"} & {*field.roles})


def _is_time(field: Field) -> bool:
    if not ({"due", "date"} & {*field.roles} or field.name.endswith(" date")):
        return False
    return field.mostly(is_when, 0.5) or field.mostly(str.isdecimal)


def is_plan(fields: Fields, roles: Roles, plan: list[str]) -> bool:
    """Whether phases or goals stand in front, each with what it brings and how much work that is, or by when."""
    if len(fields) != 3 or not fields[0].distinct:
        return False
    played = {role: field for field in fields for role in roles[field.index][:1]}
    if plan == ["due"]:
        return fields[0].name in _GOALS and "notes" in played and played["due"].mostly(_is_planned_for, 0.8)
    if plan != ["estimate"] or noun_of(fields[0]) != "unit" or played["estimate"].name in _LASTING:
        return False
    return played["estimate"].mostly(is_duration, 0.8)


# How long a phase takes of itself is no plan: a trial, a cure.
_LASTING = frozenset(
    "duration time length dauer zeit durée temps duración duração durata длительность süre 时长 期間 기간".split()
)


_GOALS = frozenset(
    "goal goals objective objectives initiative initiatives deliverable deliverables ziel ziele objectif objectifs objetivo "
    "objetivos iniciativa iniciativas obiettivo obiettivi цель цели 目标 目標 목표".split()
)


def _is_planned_for(text: str) -> bool:
    return is_when(text) or text.casefold() in ("future", "later", "someday")
