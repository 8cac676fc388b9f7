"""What a table is: one recogniser for each kind. Each says why; the first that is satisfied decides.

Their order is part of the rule. What nobody claims is `other` and is left alone.
"""

from __future__ import annotations

from forgemd.tracker.cells.status import sense_in
from forgemd.tracker.cells.values import is_duty, is_id, is_mark, is_sign, is_status, is_when
from forgemd.tracker.tables.evidence import Evidence, Field
from forgemd.tracker.tables.figures import metrics, rollup
from forgemd.tracker.tables.inventories import inventory
from forgemd.tracker.tables.meaning import (
    Fields,
    Found,
    Roles,
    first,
    is_certain,
    other_roles,
    subject,
    task_roles,
)
from forgemd.tracker.tables.things import thing_roles
from forgemd.tracker.tables.times import changes, entries, is_plan, schedule
from forgemd.tracker.words.vocabulary import sense_of
from forgemd.typed import Callable

__all__ = ["RECOGNISERS"]

_ISSUE_IDS = frozenset(
    f"{noun}{tail}"
    for noun in ("issue", "bug", "risk", "defect", "blocker", "finding")
    for tail in (" id", " #", " no", "s id", "s #", "s no")
)
_ISSUE_NUMBERS = ("问题编号", "风险编号", "缺陷编号", "課題id")


def _as(field: Field, role: str) -> Roles:
    return {field.index: (role, f"header '{field.header}'")}


# Keys to symbols, and facts


def _legend(fields: Fields, evidence: Evidence) -> Found | None:
    """`Status | Code | Description`: symbols or words, each once, and what they mean."""
    leads = "symbol" in fields[0].roles or fields[0].name in ("", "title")
    if not 2 <= len(fields) <= 4 or not (leads or "priority" in fields[0].roles):
        return None
    meanings = [field for field in fields[1:] if "meaning" in field.roles or "notes" in field.roles]
    symbols = [field for field in fields if "symbol" in field.roles and field not in meanings]
    if not leads:
        symbols = [fields[0]] if evidence.under("legend") else []
    if not meanings or not symbols or len(symbols) + len(meanings) < len(fields) - 1:
        return None
    named = [field for field in symbols if field.name not in _CODES]
    first = (named or symbols)[0]
    if not first.distinct or first.mostly(lambda text: len(text) > 40):
        return None
    stated = first.mostly(sense_in, 0.5) or meanings[0].mostly(sense_in, 0.5)
    if not (stated or evidence.under("legend") or (len(fields) < 4 and meanings[0].name in _MEANING)):
        return None
    roles = {first.index: ("title", "the status as cells write it")}
    codes = [field for field in symbols if field is not first]
    codes.sort(key=lambda field: field.name not in _CODES)
    if codes:
        roles[codes[0].index] = ("key", f"header '{codes[0].header}'")
    else:
        roles[first.index] = ("key", "the status as cells write it")
    roles[meanings[0].index] = ("notes", "what the status means" if stated else "what it means")
    for field in fields:
        roles.setdefault(field.index, ("notes", f"header '{field.header}'"))
    return "legend", f"'{first.header}' with its meaning, each once", roles


_CODES = frozenset(["code", "status code", "代码", "状态码", "コード", "코드", "código", "código", "code", "label"])
_MEANING = frozenset(["meaning", "含义", "意味", "의미", "significado", "signification", "bedeutung", "значение"])


def _record(fields: Fields, evidence: Evidence) -> Found | None:
    """`Field | Value`: facts about one thing; or two cells and no rows."""
    if len(fields) != 2:
        return None
    names, values = fields
    if evidence.filled:
        headed = bool(names.name and not names.roles and not values.name)
        if "key" not in names.roles and not headed and names.name not in ("metadata", "item", "元数据", "项目"):
            return None
        if ("value" not in values.roles or "metric" in names.roles) and values.name not in ("", "details"):
            return None
    elif any(role != "link" for field in fields for role in field.roles):
        return None
    return "record", "names and values", {0: ("key", "names"), 1: ("value", "values")}


# What is kept beside the tasks


def _reviews(fields: Fields, evidence: Evidence) -> Found | None:
    """Who has to look at what: `Reviewer Type | Assigned | Status | Findings`; principles that were checked."""
    named = "reviewer" in fields[0].name or fields[0].name in ("评审类型", "审查类型", "评审人", "レビュー種別")
    if named:
        return "reviews", "reviewers in the first column", other_roles(fields, _as(fields[0], "reviewer"))
    status = first(fields, "status", "result")
    if status is None or fields[0].name not in ("principle", "sign-off", "charter", "gate", "article"):
        return None
    if fields[0].name == "gate" and not evidence.under("charter"):
        return None
    roles = {**_as(fields[0], "title"), **_as(status, "result")}
    return "reviews", f"'{fields[0].header}' that were checked", other_roles(fields, roles)


def _tests(fields: Fields, evidence: Evidence) -> Found | None:
    """Cases, criteria or checks with their outcome."""
    noun = subject(fields)[1]
    outcome = first(fields, "status", "result") or next((one for one in fields[1:] if one.name in _PASSED), None)
    if noun in ("work", "title", "issue") or is_certain(fields):
        return None
    if outcome is None:
        told = next((one for one in fields[1:] if not one.roles and one.at_least(2) and one.mostly(_went)), None)
        if told is None or first(fields, "owner", "priority", "estimate", "depends", "due") is not None:
            return None
        roles = {**thing_roles(fields), told.index: ("result", "its values say how it went")}
        return "tests", f"'{told.header}' says what passed and what failed", roles
    files = any(field.name.startswith("test file") for field in fields)
    compared = first(fields, "target") is not None and any(
        "result" in one.roles or one.name in _OBSERVED for one in fields[1:]
    )
    if noun != "test" and not files and not compared and not evidence.under("tests"):
        return None
    roles = thing_roles(fields)
    if (
        "result" in outcome.roles
        or outcome.name in _PASSED
        or (noun == "test" and not any(role == "id" for role, _ in roles.values()))
    ):
        roles[outcome.index] = ("result", f"header '{outcome.header}'")
    return "tests", f"'{outcome.header}' of {noun or 'what was checked'}", roles


_WENT = frozenset(
    "pass|passed|passes|fail|failed|fails|passing|failing|✅ pass|✅ passed|❌ fail|❌ failed|通过|未通过|不通过|合格|不合格|통과|실패|bestanden|"
    "nicht bestanden|réussi|échoué|aprobado|fallido|aprovado|falhou|superato|пройден|не пройден|провален".split("|")
)


def _went(text: str) -> bool:
    return text.casefold() in _WENT


_OBSERVED = frozenset(
    "measured observed gemessen mesuré medido misurato измерено 实测 实测值 実測 実測値 측정값".split()
)
"""What was found where something else may have been expected."""
_PASSED = frozenset(["pass", "passed", "pass?", "pass/fail", "ok", "ok?", "合格", "合否", "bestanden", "conforme"])
"""What asks whether a test went well."""


def _issues(fields: Fields, evidence: Evidence) -> Found | None:
    """Problems kept beside the tasks: by what the rows are called, by ids of their own, or by a severity."""
    own = any(_is_issue_id(field) for field in fields[:2])
    if not own and (is_certain(fields) or _is_index(fields) or evidence.under("work")):
        return None
    field, noun = subject(fields)
    if not own and _is_advice(fields):
        return None
    if not own and _is_gap_analysis(fields):
        return "issues", "what is there, and the gap", task_roles(fields)
    if not own and _is_kept_apart(fields, noun, evidence):
        return "issues", "ids under a heading that says so, and nothing of a plan", task_roles(fields)
    severe = any(field.name in _SEVERITY for field in fields)
    if not own and noun != "issue" and not (severe and ("issue" in fields[0].roles or evidence.under("issues"))):
        return None
    if not own and first(fields, "status", "owner", "priority", "id") is None and evidence.under("advice"):
        return None
    roles: Roles = {}
    for one in filter(_is_issue_id, fields):
        roles.update(_as(one, "key"))
    rest = [one for one in fields if one.index not in roles]
    roles.update(task_roles(rest))
    current = _current(fields)
    if current is not None and not current.mostly(is_status, 0.3):
        roles[current.index] = ("notes", f"header '{current.header}' over prose")
    why = (
        "an id of its own" if own else f"'{field.header}' names the rows" if field and noun == "issue" else "a severity"
    )
    return "issues", why, roles


def _is_kept_apart(fields: Fields, noun: str, evidence: Evidence) -> bool:
    """Whether rows with ids and what was found or done stand under `Resolved issues`."""
    if noun in ("work", "title", "test") or fields[0].roles[:1] != ("id",) or len(fields) < 3:
        return False
    planned = any({*field.roles[:1]} & {*_STATE} - {"completed"} for field in fields)
    return not planned and evidence.under("issues")


def _is_index(fields: Fields) -> bool:
    """Whether problems are exercises, by how hard they are, and decisions are records, by their number."""
    return fields[0].name in _PROPOSALS or any(field.name in _DIFFICULTY for field in fields[1:])


_SEVERITY = frozenset(
    "severity 严重程度 严重性 严重级别 重要度 深刻度 심각도 gravedad gravité gravidade gravità severidad severidade sévérité schweregrad "
    "серьёзность серьезность критичность серйозність критичність ciddiyet गंभीरता الخطورة".split()
)
_PROPOSALS = frozenset("adr rfc eip erc bip pep kip kep cip jep sip rip".split())
_DIFFICULTY = frozenset(
    "difficulty 难度 難易度 난이도 dificultad dificuldade difficulté schwierigkeit difficoltà сложность zorluk".split()
)


_CAUSES = frozenset(
    "cause|causes|likely cause|possible cause|reason|root cause|why|原因|可能原因|원인|causa|causas|ursache|ursachen|причина|причины|neden|przyczyna".split(
        "|"
    )
)
_CURES = frozenset(
    "fix|solution|solutions|how to fix|remedy|workaround|what to do|解决方案|解决方法|解决办法|处理方法|解決策|対処|対処法|対応方法|해결|해결 방법|해결책|"
    "solución|solution|lösung|abhilfe|решение|solução|soluzione|çözüm|rozwiązanie".split("|")
)


def _is_advice(fields: Fields) -> bool:
    """Whether a table tells what to do if something goes wrong: problems with causes and cures, none of them open."""
    names = {field.name for field in fields}
    state = first(fields, "status", "priority", "owner", "id", "due") is not None
    return bool(names & _CAUSES) and bool(names & _CURES) and not state


def _is_gap_analysis(fields: Fields) -> bool:
    """Whether a column is for gaps, and what the one beside it says of the current state is no status."""
    if not any(field.name in ("gap", "gaps") for field in fields[1:]):
        return False
    current = _current(fields)
    return current is not None and current.at_least(2) and not current.mostly(is_status, 0.3)


def _current(fields: Fields) -> Field | None:
    """The column that says how things are, which may be a status and may be prose."""
    return next((field for field in fields if field.name in ("current state", "current", "current status")), None)


def _is_issue_id(field: Field) -> bool:
    name = field.name
    return name in _ISSUE_IDS or name.startswith(_ISSUE_NUMBERS) or (not field.roles and _numbers_issues(name.split()))


def _numbers_issues(words: list[str]) -> bool:
    """Whether a header is a word for a number and one for a problem: `ID ryzyka`, `N° d'anomalie`, `Mã lỗi`."""
    if not 2 <= len(words) <= 4:
        return False
    for number, problem in ((words[0], " ".join(words[1:])), (words[-1], " ".join(words[:-1]))):
        if number in _NUMBERS and problem.removeprefix("số ").split(" ", 1)[-1] in _PROBLEMS:
            return True
    return False


_NUMBERS = frozenset(
    "id nr no n° nº n № num numer numéro numero número código codice kod код номер mã sıra kode".split()
)
_PROBLEMS = frozenset(
    "issue bug risk defect finding anomalie bogue risque vulnérabilité constat fehler fehlers risiko risikos mangel befund "
    "riesgo incidencia hallazgo error erro risco falha anomalia rischio errore ошибки риска дефекта бага уязвимости "
    "замечания помилки ризику ryzyka błędu usterki rizika chyby risico fout fel fejl feil hata risk bulgu lỗi ro risiko".split()
)


def _matrix(fields: Fields, evidence: Evidence) -> Found | None:
    """A thing against many columns of one meaning."""
    if len(fields) < 3 or is_certain(fields) or any(field.name in ("status", "状态") for field in fields):
        return None
    rest = [field for field in fields[1:] if not _OUTSIDE.intersection(field.roles[:1])]
    unknown = [field for field in rest if not field.roles]
    nameless = not fields[0].name and len(unknown) > 1
    marked = [field for field in rest if field.mostly(_is_cell, 0.8) or field.mostly(is_duty, 0.8) or _is_state(field)]
    if len(unknown) > 1 and len(unknown) == len(fields) - 1 and all(field.mostly(_is_cell, 0.5) for field in unknown):
        # Nothing but things side by side, some of whose cells say more: a licence, a size.
        marked = unknown
    blank = [field for field in unknown if field not in marked and not field.at_least(1)]
    # Where little is there yet, most columns hold nothing, or a hyphen for what is not there.
    if not nameless and (len(marked) < 2 or (len(marked) + len(blank)) * 2 <= len(rest)):
        return None
    duties = [field for field in marked if not field.roles and field.mostly(is_duty, 0.8)]
    if not nameless and len(duties) < 2 and any("work" in field.roles for field in fields):
        return None
    partly = [field for field in unknown if field.mostly(_is_cell, 0.5)]
    cells = unknown if nameless else [one for one in rest if one in marked or one in blank or one in partly]
    roles: Roles = {fields[0].index: ("title", "the first column names the row")}
    if fields[0].roles[:1] == ("id",) and {"title", "test"}.intersection(fields[1].roles):
        roles = {0: ("id", f"header '{fields[0].header}'"), 1: ("title", f"header '{fields[1].header}'")}
    roles.update({field.index: ("cell", "one of several columns of one meaning") for field in cells})
    return "matrix", f"{len(cells)} columns of marks", other_roles(fields, roles)


_OUTSIDE = frozenset(["notes", "link", "id", "prose", "test", "owner"])
"""What a column of a matrix is not, whatever its values are."""


def _is_cell(text: str) -> bool:
    return is_mark(text) or is_sign(text)


def _is_state(field: Field) -> bool:
    """Whether an unknown header stands over statuses: where several do, a thing has one for each."""
    return not field.roles and field.at_least(2) and field.mostly(is_status, 0.8)


# Tasks

_STATE = ("status", "owner", "depends", "estimate", "priority", "due", "progress", "started", "completed")


def _tasks(fields: Fields, evidence: Evidence) -> Found | None:
    """Rows are pieces of work: named, and with a state or a plan of their own."""
    roles = _with_due(fields, task_roles(fields))
    played = {role: index for index, (role, _) in reversed(roles.items())}
    if "id" not in played and "title" not in played:
        return None
    for field in fields:
        if (
            "progress" not in played
            and roles[field.index][0] == "other"
            and field.mostly(_is_percent, 0.8, dates=False)
        ):
            roles[field.index] = ("progress", "its values are percentages")
            played["progress"] = field.index
    plan = [role for role in _STATE if role in played]
    said = " and ".join(plan)
    named, noun = subject(fields)
    if "status" in played and _only_marked(fields, roles, plan, noun, evidence):
        return None
    if "status" in played and (len(plan) > 1 or noun != "unit" or first(fields, "status") is not None):
        return "tasks", "a status for each named row", roles
    if noun == "work" and len(fields) > 1 and (plan or "id" in played or (named is not None and named.index < 2)):
        return "tasks", f"tasks with {said}" if plan else "its header says that these are tasks", roles
    if "id" in played and ("depends" in plan or len(plan) > 1 or (plan and noun == "title")):
        return "tasks", f"ids with {said}", roles
    if is_plan(fields, roles, plan):
        return "tasks", f"'{fields[0].header}' with {said}", roles
    if "title" in played and "owner" in plan and len(plan) > 1:
        return "tasks", f"named rows with {said}", roles
    if (_has_ids(fields, played) or noun == "title") and len(fields) > 1 and evidence.under("board"):
        return "tasks", "named rows under a heading that is a status", roles
    if (_has_ids(fields, played) or {"owner", "estimate"} & {*plan}) and noun != "reference" and evidence.under("work"):
        return "tasks", "named rows under a heading that says tasks", roles
    return None


def _is_percent(text: str) -> bool:
    figure = text.removesuffix("%").rstrip()
    return len(text) < 6 and text.endswith("%") and figure.isdecimal() and int(figure) <= 100


def _only_marked(fields: Fields, roles: Roles, plan: list[str], noun: str, evidence: Evidence) -> bool:
    """Whether all that speaks for a state of work are signs under a header that does not: `Available`, `Auth`."""
    marked = next(field for field in fields if roles[field.index][0] == "status")
    # Whose a thing is, is no plan for it.
    if marked.roles or not marked.name or {*plan} - {"status", "owner"} or noun in ("work", "title"):
        return False
    if sense_of(marked.name) == "done" or any(role == "id" for role, _ in roles.values()) or evidence.under("work"):
        return False
    return marked.mostly(is_sign, 0.8)


def _with_due(fields: Fields, roles: Roles) -> Roles:
    """The only date of a milestone, or one that rows begin with, is when it is due."""
    played = [role for role, _ in roles.values()]
    if "status" not in played or played.count("date") != 1 or {"due", "started", "completed"} & {*played}:
        return roles
    field = next(field for field in fields if roles[field.index][0] == "date")
    if field.name not in _DATES or not (field.index == 0 or "unit" in fields[0].roles) or not field.mostly(is_when):
        return roles
    return {**roles, field.index: ("due", f"header '{field.header}' of what is planned")}


_DATES = frozenset("date dates 日期 时间 日付 날짜 fecha datum data дата tarih tanggal when day".split())


def _has_ids(fields: Fields, played: dict[str, int]) -> bool:
    """Whether the id column holds ids: `Key` may be one on a keyboard."""
    return "id" in played and fields[played["id"]].mostly(lambda text: len(text) == 1 or is_id(text), 0.5)


RECOGNISERS: tuple[Callable[[Fields, Evidence], Found | None], ...] = (
    _legend,
    changes,
    _record,
    metrics,
    rollup,
    entries,
    _reviews,
    _tests,
    _issues,
    _matrix,
    schedule,
    inventory,
    _tasks,
)
"""In the order in which they are asked."""
