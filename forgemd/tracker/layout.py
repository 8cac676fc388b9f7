"""Which table is what, and what each of its columns means.

Decided per table: from the words of its header, from the heading above it, and where those leave a doubt
from the values below. Each recogniser looks for one kind and says why; the first that is satisfied decides,
so that their order is part of the rule. What nobody claims is `other` and is left alone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from forgemd.lazy import pattern
from forgemd.markdown import Table
from forgemd.tracker.columns import Column, Columns
from forgemd.tracker.dates import parse_moment
from forgemd.tracker.evidence import Dates, Evidence, Field
from forgemd.tracker.ids import expand, looks_like_id
from forgemd.tracker.status import sense_in
from forgemd.tracker.vocabulary import sense_of
from forgemd.typed import Literal

__all__ = ["KINDS", "Classifier", "Kind", "Layout"]

Kind = Literal["tasks", "rollup", "log", "legend", "reviews", "issues", "record", "other"]
KINDS: tuple[Kind, ...] = ("tasks", "rollup", "log", "legend", "reviews", "issues", "record", "other")


class Layout(Columns):
    """A table with its kind and the roles of its columns."""

    __slots__ = ("kind", "table")

    def __init__(self, table: Table, kind: Kind, why: str, columns: tuple[Column, ...]) -> None:
        super().__init__(why, columns)
        self.table = table
        self.kind: Kind = kind

    @property
    def line(self) -> int:
        """The header's line, 0-based."""
        return self.table.line

    def of(self, table: Table) -> Layout:
        """The same layout for another table, one with the same header."""
        other = Layout.__new__(Layout)
        other.table, other.kind, other.why, other.columns = table, self.kind, self.why, self.columns
        other._indices = self._indices
        other.id_at, other.title_at, other.status_at = self.id_at, self.title_at, self.status_at
        other.dated = self.dated
        return other

    def __repr__(self) -> str:
        return f"Layout({self.kind!r}, {[column.role for column in self.columns]!r})"


_Fields = list[Field]
_Found = tuple[Kind, str, dict[int, tuple[str, str]]]

_NUMBER = pattern(
    r"(?:[^\w\s]{1,3}\s*)?[~≈]?[0-9][0-9,.]*\+?(?:\s*\([^)]*\))?\s*%?\Z|[0-9]+\s*/\s*[0-9]+(?:\s*\([^)]*\))?\Z"
)
_ISSUE_ID = pattern(r"(?:issue|bug|risk|defect|blocker|finding)s?(?: id| #| no)\Z|问题编号|风险编号|缺陷编号|課題id")


class Classifier:
    """Finds the layouts of one document's tables; `configured` gives headers their role by name.

    A long tracker has hundreds of tables with one header, and to recognise one takes longer than to read it.
    """

    def __init__(self, configured: Mapping[str, str] | None = None) -> None:
        self._configured = configured or {}
        self._known: dict[tuple[str, ...], list[tuple[Evidence, Layout]]] = {}
        self._dates = Dates()

    def layout(self, table: Table, heading: str) -> Layout:
        """The layout of `table`, which lies under `heading`."""
        known = self._known.setdefault(table.columns, [])
        for before, layout in known:
            if before.undated is not None and self._dates.fill(table, before.undated):
                return layout.of(table)
        evidence = Evidence(table, heading)
        for before, layout in known:
            if evidence.agrees_with(before):
                return layout.of(table)
        found = self._recognised(evidence)
        known.append((evidence, found))
        return found

    def _recognised(self, evidence: Evidence) -> Layout:
        table, configured = evidence.table, self._configured
        fields = [Field(evidence, index, header) for index, header in enumerate(table.columns)]
        for field in fields:
            role = configured.get(field.header) or configured.get(field.name)
            if role:
                field.roles = (role,)
        for recognise in _RECOGNISERS:
            found = recognise(fields, evidence)
            if found is not None:
                kind, why, roles = found
                return Layout(table, kind, why, _columns(fields, roles))
        return Layout(table, "other", "no task, log, rollup or legend columns", _columns(fields, _rest(fields, {})))


def _columns(fields: _Fields, roles: dict[int, tuple[str, str]]) -> tuple[Column, ...]:
    return tuple(Column(field.header, *roles.get(field.index, ("other", "header not known"))) for field in fields)


def _is_number(value: str) -> bool:
    # `01.04.2026` is a date, whatever it looks like.
    return _NUMBER.match(value) is not None and (value.count(".") < 2 or parse_moment(value) is None)


# The recognisers, in the order in which they are asked


def _legend(fields: _Fields, evidence: Evidence) -> _Found | None:
    """`Status | Code | Description`: symbols or words, each once, and what they mean."""
    if not 2 <= len(fields) <= 4 or not ("symbol" in fields[0].roles or fields[0].name in ("", "title")):
        return None
    meanings = [field for field in fields[1:] if "meaning" in field.roles or "notes" in field.roles]
    symbols = [field for field in fields if "symbol" in field.roles and field not in meanings]
    if not meanings or not symbols or len(symbols) + len(meanings) < len(fields) - 1:
        return None
    named = [field for field in symbols if field.name not in _CODES]
    first = (named or symbols)[0]
    statuses = first.mostly(sense_in, 0.5) or meanings[0].mostly(sense_in, 0.5)
    if not (first.distinct and (evidence.under("legend") or statuses)) or first.mostly(lambda text: len(text) > 40):
        return None
    roles = {first.index: ("title", "the status as cells write it")}
    codes = [field for field in symbols if field is not first]
    codes.sort(key=lambda field: field.name not in _CODES)
    if codes:
        roles[codes[0].index] = ("key", f"header '{codes[0].header}'")
    else:
        roles[first.index] = ("key", "the status as cells write it")
    roles[meanings[0].index] = ("notes", "what the status means")
    return "legend", f"'{first.header}' with its meaning, each once", roles


_CODES = frozenset(["code", "status code", "代码", "状态码", "コード", "코드", "código", "код", "label"])


def _log(fields: _Fields, evidence: Evidence) -> _Found | None:
    """Dated entries; old and new status make it a log whatever the heading says."""
    change = _first(fields, "old"), _first(fields, "new")
    dates = [field for field in fields if "date" in field.roles or "due" in field.roles]
    if not (change[0] and change[1]):
        dated = [field for field in dates if field.mostly(parse_moment, 0.5) or not field.at_least(1)]
        if not dated or not evidence.under("log") or any("status" in field.roles for field in fields):
            return None
        dates = dated
    elif not dates:
        return None
    wanted = (("date", ("date", "due")), ("old", ("old",)), ("new", ("new",)), ("id", ("id", "title")))
    roles = _assign(fields, (*wanted, ("owner", ("owner", "reviewer")), ("notes", ("notes", "meaning", "weak title"))))
    return "log", "a time with old and new status" if change[0] else "dated entries under a log's heading", roles


def _rollup(fields: _Fields, evidence: Evidence) -> _Found | None:
    """Figures by section, phase or person: at least two columns of counts."""
    if len(fields) < 3:
        return None
    roles: dict[int, tuple[str, str]] = {}
    for field in fields:
        role = _counted(field)
        if role:
            roles[field.index] = (role, f"'{field.header}' over numbers")
    counts = [role for role, _ in roles.values() if role in ("total", "count")]
    progress = any(role == "progress" for role, _ in roles.values())
    if len(counts) + progress < 2 or not counts:
        return None
    key = next((field for field in fields if field.index not in roles and _names_rows(field)), None)
    if key is None or (key.index and 0 not in roles):
        return None
    roles[key.index] = ("key", f"'{key.header}' names what is counted")
    return "rollup", f"{len(counts)} columns of counts", _rest(fields, roles)


def _names_rows(field: Field) -> bool:
    """Whether a column of a rollup can say what is counted: words, or numbers of sections (`1.1`)."""
    if field.mostly(_is_number, 0.5):
        return field.distinct and any(role in ("group", "id", "title", "weak title") for role in field.roles)
    return True


_GRADES = frozenset(["critical", "high", "medium", "moderate", "low", "p0", "p1", "p2", "p3", "p4"])


def _counted(field: Field) -> str | None:
    if "total" in field.roles or field.name in ("tasks", "任务"):
        role = "total"
    elif "progress" in field.roles:
        role = "progress"
    elif sense_of(field.name) or field.name in _GRADES:
        role = "count"
    else:
        return None
    return role if field.mostly(_is_number, 0.8, dates=False) else None


def _record(fields: _Fields, evidence: Evidence) -> _Found | None:
    """`Field | Value`: facts about one thing."""
    if len(fields) != 2 or ("key" not in fields[0].roles and fields[0].name not in ("metadata", "item", "元数据")):
        return None
    if "value" not in fields[1].roles and fields[1].name not in ("", "details"):
        return None
    return "record", "names and values", {0: ("key", "names"), 1: ("value", "values")}


def _reviews(fields: _Fields, evidence: Evidence) -> _Found | None:
    """Who has to look at what: `Reviewer Type | Assigned | Status | Findings`."""
    if "reviewer" not in fields[0].name and fields[0].name not in ("评审类型", "审查类型", "评审人", "レビュー種別"):
        return None
    roles = {0: ("reviewer", f"header '{fields[0].header}'")}
    return "reviews", "reviewers in the first column", _rest(fields, roles)


def _issues(fields: _Fields, evidence: Evidence) -> _Found | None:
    """Problems kept beside the tasks: an issue's own id, or a severity under a heading that says issues."""
    own = any(_ISSUE_ID.match(field.name) for field in fields[:2])
    severe = any(field.name in ("severity", "严重程度", "重要度", "심각도", "gravedad", "gravité") for field in fields)
    if not own and not (severe and evidence.under("issues")):
        return None
    roles = {}
    for field in fields:
        if _ISSUE_ID.match(field.name):
            roles[field.index] = ("key", f"header '{field.header}'")
    roles.update(_tasks_roles([field for field in fields if field.index not in roles]))
    return "issues", "an id of its own" if own else "a severity under a heading that says issues", roles


_TASK_ORDER = (
    *(("owner", ("owner",)), ("reviewer", ("reviewer",)), ("depends", ("depends",)), ("blocks", ("blocks",))),
    *(("started", ("started",)), ("completed", ("completed",)), ("due", ("due",)), ("priority", ("priority",))),
    *(("estimate", ("estimate",)), ("actual", ("actual",)), ("branch", ("branch",)), ("link", ("link",))),
    *(("progress", ("progress",)), ("location", ("location",)), ("group", ("group", "weak title"))),
    *(("date", ("date",)), ("notes", ("notes", "meaning")), ("result", ("result",)), ("target", ("target",))),
)
_STATE = ("status", "owner", "depends", "estimate", "priority", "due", "progress", "started", "completed")


def _tasks(fields: _Fields, evidence: Evidence) -> _Found | None:
    """Rows are pieces of work: named, and with a state or a plan of their own."""
    roles = _tasks_roles(fields)
    played = {role: index for index, (role, _) in reversed(roles.items())}
    if "id" not in played and "title" not in played:
        return None
    if "status" in played:
        return "tasks", "a status for each named row", roles
    plan = [role for role in _STATE if role in played]
    if "id" in played and ("depends" in plan or len(plan) >= 2):
        return "tasks", f"ids with {' and '.join(plan)}", roles
    if "title" in played and "owner" in plan and len(plan) >= 2:
        return "tasks", f"named rows with {' and '.join(plan)}", roles
    return None


def _tasks_roles(fields: _Fields) -> dict[int, tuple[str, str]]:
    roles: dict[int, tuple[str, str]] = {}
    for role, found in (("id", _find_id(fields)), ("status", _find_status(fields))):
        if found is not None:
            roles[found[0].index] = (role, found[1])
    title = _find_title([field for field in fields if field.index not in roles])
    if title is not None:
        roles[title[0].index] = ("title", title[1])
    return _assign(fields, _TASK_ORDER, roles)


def _find_id(fields: _Fields) -> tuple[Field, str] | None:
    """The id column: by its header, or by ids in a column that only seems to be a title."""
    for field in fields:
        if "id" in field.roles and "depends" not in field.roles:
            return field, f"header '{field.header}'"
    for field in fields[:3]:
        if field.roles[:1] in ((), ("title",)) and field.mostly(_is_id, 0.8) and field.distinct:
            return field, "its values are ids"
    return None


def _is_id(text: str) -> bool:
    return any(char.isdigit() for char in text) and (looks_like_id(text) or bool(expand(text)))


def _find_status(fields: _Fields) -> tuple[Field, str] | None:
    named = [field for field in fields if "status" in field.roles]
    if named:
        exact = [field for field in named if field.name in ("status", "状态", "状態", "상태", "ステータス")]
        field = (exact or named)[0]
        return field, f"header '{field.header}'"
    for field in fields[1:]:
        if (not field.roles or field.roles[0] == "completed") and field.at_least(2) and field.mostly(_is_status, 0.8):
            return field, "its values are statuses"
    return None


def _is_status(text: str) -> bool:
    if text[:4].isdecimal():
        # A year or an amount: no word for a status begins so.
        return False
    return len(text) < 40 and (sense_in(text) is not None or text[:1] in "✅❌⬜🔲✓✔☐☑" or text[:3] in ("[x]", "[ ]"))


def _find_title(fields: _Fields) -> tuple[Field, str] | None:
    for field in fields:
        if "title" in field.roles:
            return field, f"header '{field.header}'"
    weak = [field for field in fields if "weak title" in field.roles]
    prose = [field for field in weak if "meaning" in field.roles]
    if len(weak) > 1 and prose and not weak[0].distinct:
        return prose[0], f"header '{prose[0].header}', and '{weak[0].header}' repeats"
    if weak:
        return weak[0], f"header '{weak[0].header}'"
    if fields and not fields[0].roles and fields[0].index == 0 and fields[0].distinct:
        return fields[0], "the first column names the row"
    return None


def _first(fields: _Fields, role: str) -> Field | None:
    return next((field for field in fields if role in field.roles), None)


def _assign(
    fields: _Fields,
    order: tuple[tuple[str, tuple[str, ...]], ...],
    roles: dict[int, tuple[str, str]] | None = None,
) -> dict[int, tuple[str, str]]:
    """Give each role to the first free column that may play it."""
    roles = {} if roles is None else roles
    taken = {role for role, _ in roles.values()}
    for role, accepted in order:
        for field in fields:
            if field.index in roles or role in taken or not any(name in field.roles for name in accepted):
                continue
            if role in ("due", "completed", "started") and not _may_be_dates(field):
                continue
            roles[field.index] = (role, f"header '{field.header}'")
            if role not in ("notes", "link", "location", "group", "date"):
                taken.add(role)
    return roles


def _may_be_dates(field: Field) -> bool:
    """`Completed` over counts or check marks is no date; over nothing yet it may be."""
    return not (field.mostly(_is_number, dates=False) or field.mostly(_is_status, dates=False))


def _rest(fields: _Fields, roles: dict[int, tuple[str, str]]) -> dict[int, tuple[str, str]]:
    order = (("status", ("status",)), ("title", ("title",)), *_TASK_ORDER)
    return _assign(fields, order, roles)


_RECOGNISERS: tuple[Callable[[_Fields, Evidence], _Found | None], ...] = (
    _legend,
    _log,
    _rollup,
    _record,
    _reviews,
    _issues,
    _tasks,
)
