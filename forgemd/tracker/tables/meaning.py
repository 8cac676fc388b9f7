"""What the columns of one table mean: what names its rows, and what each other column says of them."""

from __future__ import annotations

from forgemd.lazy import pattern
from forgemd.tracker.cells.ids import expand
from forgemd.tracker.cells.values import (
    is_code,
    is_duration,
    is_id,
    is_link,
    is_long,
    is_mark,
    is_measured,
    is_number,
    is_path,
    is_share,
    is_sign,
    is_status,
    is_when,
)
from forgemd.tracker.tables.columns import OVER_ANSWERS
from forgemd.tracker.tables.evidence import Field
from forgemd.tracker.tables.fitting import GRADED, fits
from forgemd.tracker.words.headers import NOUNS
from forgemd.tracker.words.vocabulary import sense_of
from forgemd.typed import Iterable, Literal

__all__ = [
    "KINDS",
    "Fields",
    "Found",
    "Kind",
    "Roles",
    "find_status",
    "first",
    "is_certain",
    "noun_of",
    "other_roles",
    "subject",
    "task_roles",
]

Kind = Literal[
    "tasks", "rollup", "log", "legend", "reviews", "issues", "record", "tests", "metrics", "matrix", "schedule", "other"
]
KINDS: tuple[Kind, ...] = (
    *("tasks", "rollup", "log", "legend", "reviews", "issues", "record", "tests", "metrics", "matrix", "schedule"),
    "other",
)
Fields = list[Field]
Roles = dict[int, tuple[str, str]]
"""By column: its role and the reason."""
Found = tuple[Kind, str, Roles]
"""What a table is, why, and what its columns mean."""

_STATUS = frozenset(["status", "状态", "狀態", "状態", "상태", "ステータス", "estado", "statut", "статус"])
_UNIQUE = frozenset(
    "owner reviewer priority estimate actual depends blocks branch progress started completed due".split()
)
"""Roles that one column of a table plays."""
_IDS = "its values are ids"
_INSTEAD = {"thing": "group", "unit": "group", "issue": "notes", "test": "notes", "prose": "notes", "meaning": "notes"}
"""What a column is that might have named the rows and does not."""


def first(fields: Fields, *roles: str) -> Field | None:
    """The first column whose header may have one of `roles`."""
    return next((field for field in fields if any(role in field.roles for role in roles)), None)


def is_certain(fields: Fields) -> bool:
    """Whether header words alone make a table one of tasks: nothing else needs to be asked then."""
    return any("work" in field.roles for field in fields[:2]) and any(field.name == "status" for field in fields)


def subject(fields: Fields) -> tuple[Field | None, str]:
    """The column that says what the rows are, and which sort of noun its header is; empty where none says."""
    nouns = [(field, sort) for field in fields if (sort := noun_of(field))]
    for field, sort in nouns:
        if sort == "work" and (field.index < 3 or nouns[0][0] is field) and not _is_count(field):
            return field, sort
    first, sort = nouns[0] if nouns else (None, "")
    if first is not None and sort in ("issue", "test", "metric", "reference") and not _is_key(first, nouns):
        # Behind a name that no list has, it says something of the row.
        return (first, sort) if first.index < 2 or "id" in fields[0].roles else (fields[0], noun_of(fields[0]))
    titled = next((pair for pair in nouns if pair[1] == "title"), None)
    return titled or (nouns[1] if first is not None and len(nouns) > 1 and _is_key(first, nouns) else (first, sort))


def noun_of(field: Field) -> str:
    """Which sort of noun a header is, one of `NOUNS`; empty for none."""
    return next((role for role in field.roles if role in NOUNS), "")


def _is_key(field: Field, nouns: list[tuple[Field, str]]) -> bool:
    """Whether `field` only numbers what a later noun names: `Issue | Title`, and `#70` under the first."""
    later = any(other.index > field.index and sort in ("title", "work", "issue") for other, sort in nouns)
    return later and "id" not in field.roles and field.mostly(is_id, 0.8)


def _is_count(field: Field) -> bool:
    """`Tasks` over `5 tasks`."""
    return field.name in ("tasks", "tareas") and field.mostly(lambda text: text[:1].isdecimal(), 0.8)


# The columns of a table of tasks


def task_roles(fields: Fields) -> Roles:
    """Every column of a table of which each row is one thing: id, status and title first, then the rest."""
    roles: Roles = {}
    for role, found in (("id", _find_id(fields)), ("status", find_status(fields))):
        if found is not None:
            roles[found[0].index] = (role, found[1])
    free = [field for field in fields if field.index not in roles]
    if roles.get(0) == ("id", _IDS):
        # The name is the id: what many rows belong to is not another name.
        free = [field for field in free if noun_of(field) != "unit"]
    title = _find_title(free)
    if title is not None:
        roles[title[0].index] = ("title", title[1])
        if not any(role == "id" for role, _ in roles.values()):
            if title[0].index == 0:
                _turn_into_id(fields, title[0], roles)
            elif _is_version(fields[0]) and 0 not in roles:
                roles[0] = ("id", _IDS)
    return other_roles(fields, roles)


def _turn_into_id(fields: Fields, field: Field, roles: Roles) -> None:
    """What names the rows is an id if it looks like one: `Phase` over 1 and 2, `Requirement` over `LINT-11`."""
    if not (field.mostly(_is_number_of, 0.7) and field.distinct):
        return
    rest = [other for other in fields if other.index not in roles and noun_of(other) not in ("unit", "test")]
    title = _find_title(rest, strictly=True)
    if title is None and noun_of(field) != "unit" and field.mostly(lambda text: text.isdecimal()):
        return
    if (title is None or noun_of(title[0]) not in ("prose", "title", "work")) and not field.mostly(is_id, 0.7):
        # `Gate 3` is a name where nothing better stands beside it.
        return
    roles[field.index] = ("id", _IDS)
    if title is not None:
        roles[title[0].index] = ("title", title[1])


def _is_version(field: Field) -> bool:
    """Whether what is planned for each version stands behind it."""
    return field.roles[:1] == ("group",) and field.distinct and field.mostly(_VERSION.match, 0.8)


_VERSION = pattern(r"v?[0-9]{1,4}(?:\.[0-9x]{1,4}){1,3}(?:-[0-9a-z.]{1,12})?\Z")


def _is_number_of(text: str) -> bool:
    """An id, or which one of several a row is: `Sprint 3`."""
    return is_id(text) or _NUMBERED.match(text) is not None


_NUMBERED = pattern(r"[^\W\d_]{1,12} [0-9]{1,3}[a-z]?\Z")


def _find_id(fields: Fields) -> tuple[Field, str] | None:
    """The id column: by its header, or by ids in a column that only seems to be a title."""
    named = [field for field in fields if "id" in field.roles and "depends" not in field.roles and _may_number(field)]
    named = [field for field in named if not _is_told_of(field, fields)]
    exact = [field for field in named if "unit" not in field.roles and "group" not in field.roles]
    for field in exact or [field for field in named if field.index == 0]:
        return field, f"header '{field.header}'"
    for field in fields[:3]:
        if not (_may_be_id(field, fields) and field.mostly(is_id, 0.8) and field.distinct) or field.mostly(
            _is_round, 0.8
        ):
            continue
        if field.index and not field.roles and _gather(fields[0]) and field.mostly(_is_several, 0.05):
            # A lane with what lies in it, or a wave: some hold several tasks, which have rows of their own elsewhere.
            continue
        # Elsewhere than in front, figures and versions look like ids.
        if field.index == 0 or not field.mostly(lambda text: text[:1].isdecimal() or text[1:2] == ".", 0.3):
            return field, _IDS
    return None


def _gather(field: Field) -> bool:
    """Whether the rows are lanes, waves or phases, each there once."""
    return any(role in ("group", "unit") for role in field.roles) and field.distinct


def _is_several(text: str) -> bool:
    """Ids in a row: `WP06 → WP14`, `T-1, T-2`."""
    return len(text) < 200 and len(expand(text.replace("→", ","))) > 1


def _may_number(field: Field) -> bool:
    """Whether a header for ids is no other word: for time over times (`Tid` in Sweden), for keys that one presses."""
    if field.name == "key" and field.quoted and not field.mostly(is_id, 0.5):
        return False
    return "estimate" not in field.roles or not field.mostly(is_duration, 0.5)


def _is_told_of(field: Field, fields: Fields) -> bool:
    """Whether a number or a reference behind the name is that of several rows: how many, or where it is from."""
    if field.name not in _NUMBERS or not any(noun_of(other) in ("work", "title") for other in fields[: field.index]):
        return False
    return field.recurring


_NUMBERS = frozenset("n no nr num number key code ref req pos ticket номер número numéro nummer 编号 番号 번호".split())


def _is_round(text: str) -> bool:
    """An amount rather than a number of something: `500`, `5,000`."""
    return text.endswith("00")


def _may_be_id(field: Field, fields: Fields) -> bool:
    """Whether a column can hold ids: one whose header says little, or that stands in front of a name."""
    if field.roles[:1] in ((), ("work",), ("title",)):
        return True
    behind = [noun_of(other) for other in fields if other.index > field.index and "depends" not in other.roles]
    if noun_of(field) == "issue":
        in_front = any(noun_of(other) for other in fields if other.index < field.index)
        return not in_front and any(noun in ("title", "work", "issue") for noun in behind)
    return (
        field.index == 0 and any(noun in ("title", "work") for noun in behind) and noun_of(field) in ("unit", "thing")
    )


def find_status(fields: Fields) -> tuple[Field, str] | None:
    """The status column: by its header, or by the statuses in it."""
    named = [field for field in fields if "status" in field.roles]
    if named:
        exact = [field for field in named if field.name in _STATUS]
        field = (exact or named)[0]
        return field, f"header '{field.header}'"
    for field in fields[1:]:
        if _asks_if_done(field) and field.mostly(is_mark) and field.mostly(_is_answer, 0.8):
            return field, f"header '{field.header}' {OVER_ANSWERS}"
    for field in fields[1:]:
        if _may_be_status(field) and field.at_least(2) and field.mostly(_is_state, 0.8):
            return field, "its values are statuses"
    for field in fields:
        if field.roles or field.name in _PROPERTIES:
            continue
        if (field.index or not field.name) and field.at_least(2) and field.mostly(is_sign, 0.9):
            return field, "its values are signs"
    return None


def _is_state(text: str) -> bool:
    """A status, or a sign that may show one beside others."""
    return is_status(text) or is_sign(text)


def _asks_if_done(field: Field) -> bool:
    """Whether a header is a word for what is done, which cells may say yes or no to."""
    return field.roles[:1] in ((), ("completed",)) and (sense_of(field.name) == "done" or field.name in _ASKING)


_ASKING = frozenset(
    ["complete?", "是否完成", "완료 여부", "済", "done y/n", "ported", "solved", "gelöst", "résolu", "решено"]
)


def _is_answer(text: str) -> bool:
    """Yes, no, or what there is beside: `entfällt`."""
    return is_mark(text) or is_status(text)


def _may_be_status(field: Field) -> bool:
    """Whether a header says nothing against statuses below it: `Avancement` is a share or a word."""
    if field.name in _PROPERTIES:
        return False
    return not field.roles or field.roles[0] in ("completed", "result", "depends", "progress") or field.name in _STAGES


_PROPERTIES = frozenset(
    "required optional mandatory nullable unique 必填 是否必填 必須 필수 obligatorio obligatoire obrigatório obbligatorio pflicht "
    "обязательный обязательно обов'язково wymagane zorunlu verplicht "
    "present attended attendance anwesend présent presente asistencia presenza presença присутствовал 出席 参加 출석 참석".split()
) | {"bắt buộc"}
"""What a thing is by nature, whoever works on it, and whether people were there."""
_STAGES = frozenset(["stage", "confidence", "health", "rollout"])


def _find_title(fields: Fields, *, strictly: bool = False) -> tuple[Field, str] | None:
    """What names the rows: the best noun of the headers, and where that repeats itself the next one."""
    named: list[tuple[Field, str]] = []
    for wanted in ("work", "title"):
        named += [(field, wanted) for field in fields if noun_of(field) == wanted]
    named += [(field, sort) for field in fields if (sort := noun_of(field)) and _may_name(field, sort)]
    front = fields[0] if fields and fields[0].index == 0 and not fields[0].roles else None
    if front is not None and all(sort == "issue" and field.index > 1 for field, sort in named):
        # Behind a name that no list has, a risk or a blocker says something of the row.
        named = []
    if not named and front is not None and front.distinct and not front.mostly(is_number):
        return front, "the first column names the row"
    prose = [(field, "prose") for field in fields if noun_of(field) == "prose"]
    named = [pair for pair in named if not _is_count(pair[0])] + prose
    if named and named[0][1] != "work" and len(named) > 1 and _repeats(*named[0], named[1:]):
        field, sort = next((pair for pair in named[1:] if pair[1] in ("title", "prose")), named[0])
        return field, f"header '{field.header}', and '{named[0][0].header}' repeats"
    if named:
        return named[0][0], f"header '{named[0][0].header}'"
    for field in fields:
        if field.index == 0 and field.roles[:1] == ("group",) and field.distinct and not strictly:
            return field, f"header '{field.header}', and no other name"
        if not field.roles and (field.index == 0 or field.mostly(is_long, 0.5)) and field.distinct:
            return field, "the first column names the row" if field.index == 0 else "its values name the rows"
    front = fields[0] if fields and fields[0].index == 0 and fields[0].roles[:1] != ("owner",) else None
    if not strictly and front is not None and not front.mostly(is_when) and front.distinct:
        return fields[0], "the first column names the row"
    return None


def _may_name(field: Field, sort: str) -> bool:
    """Whether a noun that is none for work can name a row: what rows belong to does only from the front."""
    return sort not in ("work", "title", "prose") and (sort != "unit" or field.index < 3)


def _repeats(field: Field, sort: str, others: list[tuple[Field, str]]) -> bool:
    """Whether a name recurs, or is a mere number, where another column could name the rows."""
    if not any(other in ("title", "prose") for _, other in others):
        return False
    if sort == "unit" and field.index and others[0][1] == "prose":
        return True
    return not field.distinct or (sort != "title" and field.mostly(is_link) and others[0][1] == "issue")


# The other columns


def other_roles(fields: Fields, roles: Roles) -> Roles:
    """Give each column that has none yet a role: by its header, checked against its values; else by its values."""
    taken = {role for role, _ in roles.values()}
    said = next((index for index, (role, _) in roles.items() if role == "status"), -1)
    for field in fields:
        if field.index in roles:
            continue
        role, why = _role(field, taken)
        if role == "status" and field.index < said:
            # The first of several is the one that counts.
            role = "other"
        roles[field.index] = (role, why)
        taken.add(role)
    return roles


def _role(field: Field, taken: Iterable[str]) -> tuple[str, str]:
    for wanted in sorted(field.roles, key=NOUNS.__contains__):
        role = _INSTEAD.get(wanted, wanted)
        if wanted in ("work", "title"):
            role = "title" if "title" not in taken else "notes" if field.mostly(is_long, 0.5) else "group"
        if (role in _UNIQUE and role in taken) or not fits(field, role):
            continue
        return role, f"header '{field.header}'"
    return _by_values(field, taken)


def _is_worded(text: str) -> bool:
    return " " in text and not (is_when(text) or is_mark(text) or is_id(text) or is_measured(text))


def _is_file(text: str) -> bool:
    return is_path(text) and "://" not in text


_TELLING = (
    ("link", is_link, "links"),
    ("location", is_path, "paths"),
    ("location", is_code, "names in a program"),
    ("notes", is_long, "prose"),
)


def _by_values(field: Field, taken: Iterable[str]) -> tuple[str, str]:
    if field.linked:
        # A link to a file that is called by the file tells where something is.
        if field.mostly(_is_file):
            return "location", "its values are links to files"
        return "link", "its values are links"
    if field.roles[:1] == ("total",) and "progress" not in taken and field.mostly(is_share, 0.8):
        return "progress", "its values are shares"
    if field.name in GRADED and "priority" not in taken and field.mostly(is_sign, 0.8):
        return "priority", f"header '{field.header}' over signs"
    if "reference" in field.roles:
        return "other", f"header '{field.header}'"
    open_to_all = field.roles[:1] in ((), ("location",)) and field.name not in _PROPERTIES
    if open_to_all and field.at_least(2) and field.mostly(is_status, 0.7):
        return "status", "its values are statuses"
    for role, test, what in _TELLING:
        if field.mostly(test, 0.5):
            return role, f"its values are {what}"
    if field.index and not field.roles and field.at_least(2) and field.mostly(_is_worded, 0.5):
        return "notes", "its values are remarks"
    if field.name == "resolution" and not field.at_least(1):
        return "notes", f"header '{field.header}'"
    return "other", f"header '{field.header}' over other values" if field.roles else "header not known"
