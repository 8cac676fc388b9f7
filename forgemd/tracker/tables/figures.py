"""Tables of figures: measures with their values, and rollups of tasks. Each recogniser is asked in `kinds`."""

from __future__ import annotations

from forgemd.lazy import pattern
from forgemd.tracker.cells.values import is_figure, is_long, is_measure, is_number, is_share, is_when
from forgemd.tracker.tables.evidence import Evidence, Field
from forgemd.tracker.tables.meaning import Fields, Found, Roles, first, is_certain, other_roles, subject
from forgemd.tracker.words.vocabulary import sense_of

__all__ = ["metrics", "rollup"]


def metrics(fields: Fields, evidence: Evidence) -> Found | None:
    """Measures with values, targets, thresholds."""
    name = fields[0]
    if _are_compared(fields):
        return "metrics", "figures side by side, and what to make of them", _compared_roles(fields)
    valued = [field for field in fields[1:] if "value" in field.roles]
    aimed = [field for field in fields[1:] if "target" in field.roles]
    if "metric" not in name.roles and not (
        valued
        and subject(fields)[1] in ("thing", "unit", "")
        and (aimed or evidence.under("metrics"))
        and valued[0].mostly(lambda text: any(char.isdecimal() for char in text), 0.5)
    ):
        return None
    if len(fields) < 2 or (aimed and not valued and aimed[0].mostly(is_when) and "metric" not in name.roles):
        return None
    roles: Roles = {name.index: ("metric", f"header '{name.header}'")}
    for field in fields[1:]:
        role = _measured(field)
        if role:
            roles[field.index] = (role, f"header '{field.header}'")
    roles = other_roles(fields, roles)
    for index, (role, why) in roles.items():
        if role == "title":
            # The measure is what the row is called by.
            roles[index] = ("notes" if fields[index].mostly(is_long, 0.5) else "other", why)
    return "metrics", "measures with their values", roles


def _are_compared(fields: Fields) -> bool:
    """Whether most of what stands beside a state are columns of figures with units: `v1.8 | v1.9 | Change | Status`."""
    if len(fields) < 4 or first(fields, "status") is None or subject(fields)[1] in ("work", "title", "issue", "test"):
        return False
    if any(role in _PLANNED for field in fields for role in field.roles[:1]):
        return False
    unknown = [field for field in fields[1:] if not field.roles]
    measured = [field for field in unknown if field.mostly(_has_unit, 0.6)]
    if len(measured) > 1 and 2 * len(measured) >= len(fields) - 1:
        return True
    # No work is known to the hundredth, or up to an error.
    exact = [field for field in unknown if not _VERSIONS.search(field.name) and field.mostly(_is_exact, 0.8)]
    return len(exact) > 1 or any(field.mostly(_ERROR.search) for field in unknown)


_VERSIONS = pattern(r"version|release|since|until|introduced|removed|版本|バージョン|버전|версия|versión")
_FRACTION = pattern(r"[~≈<>≤≥+−-]?[0-9]{1,4}\.[0-9]+(?: ?[±%(]|\s|\Z)")
# The sign may have come through a wrong encoding.
_ERROR = pattern(r"[0-9][* ]{0,3}Â?± ?[0-9]")
_PLANNED = ("owner", "due", "depends", "started", "completed", "id")


def _is_exact(text: str) -> bool:
    """`41.09`, or `0.443 ± 0.04`."""
    return _FRACTION.match(text) is not None or _ERROR.search(text) is not None


def _has_unit(text: str) -> bool:
    """A figure with what it counts: `41 ms`, `-19.5%`."""
    figure = text.lstrip("+-−±~≈<>≤≥ ")
    return not figure.isdecimal() and not is_when(text) and is_measure(figure)


def _compared_roles(fields: Fields) -> Roles:
    roles: Roles = {0: ("metric", f"header '{fields[0].header}'")}
    for field in fields[1:]:
        if not field.roles and (field.mostly(_has_unit, 0.6) or field.mostly(_is_exact)):
            roles[field.index] = ("value", "its values are figures")
    return other_roles(fields, roles)


def _measured(field: Field) -> str:
    if "target" in field.roles:
        return "target"
    if "value" in field.roles or "actual" in field.roles:
        return "value"
    threshold = ("threshold", "范围", "阈值", "baseline", "range", "limit")
    if any(word in field.name for word in threshold):
        return "target"
    return "value" if not field.roles and field.mostly(is_number) else ""


def rollup(fields: Fields, evidence: Evidence) -> Found | None:
    """Figures by section, phase or person: at least two columns of counts. Counts of errors are measures."""
    found = _rollup(fields, evidence)
    if found is None or not (_FAULTS.search(fields[0].name) or evidence.under("faults")):
        return found
    roles = {
        index: ("metric" if role == "key" else "value" if role == "total" else role, why)
        for index, (role, why) in found[2].items()
    }
    return "metrics", "counts of errors, and not of tasks", roles


_FAULTS = pattern(r"\berrors?\b|\bwarnings?\b|\bviolations?\b|错误类型|警告类型")


def _rollup(fields: Fields, evidence: Evidence) -> Found | None:
    if len(fields) < 2:
        return None
    roles: Roles = {}
    for field in fields:
        role = _counted(field)
        if role:
            roles[field.index] = (role, f"'{field.header}' over numbers")
    counts = [role for role, _ in roles.values() if role in ("total", "count")]
    shares = sum(1 for role, _ in roles.values() if role == "progress")
    if len(fields) < 3 or len(counts) + shares < 2 or not counts:
        return _summary(fields, evidence, roles)
    key = next((field for field in fields if field.index not in roles and _names_rows(field)), None)
    if key is None or (key.index and 0 not in roles):
        return None
    roles[key.index] = ("key", f"'{key.header}' names what is counted")
    return "rollup", f"{len(counts)} columns of counts", other_roles(fields, _all_counts(fields, roles))


def _all_counts(fields: Fields, roles: Roles) -> Roles:
    """Beside a total figures of things are counts, and beside a total and a share every figure, whatever its header."""
    played = [role for role, _ in roles.values()]
    if "total" in played:
        for field in fields:
            said = field.roles or "progress" in played
            if field.index not in roles and said and field.mostly(is_number, 0.8):
                roles[field.index] = ("count", f"'{field.header}' beside a total")
    if played.count("count") > 1 and "total" not in played:
        for field in fields:
            if field.index not in roles and field.roles[:1] in ((), ("date",)) and field.mostly(is_number, 0.8):
                roles[field.index] = ("count", f"'{field.header}' beside counts")
    return roles


def _summary(fields: Fields, evidence: Evidence, roles: Roles) -> Found | None:
    """Where whole phases or categories stand: `Phase | Status | Progress` under a heading that promises a summary."""
    key = fields[0]
    if not ({"unit", "status", "priority"} & {*key.roles}) or key.index in roles or is_certain(fields):
        return None
    rest = [field for field in fields if field is not key and field.index not in roles]
    for field in rest:
        if field.roles[:1] in (("total",), ("progress",)) or field.mostly(is_share, 0.8):
            share = "progress" in field.roles or field.mostly(is_share, 0.8)
            roles[field.index] = ("progress" if share else "total", f"header '{field.header}'")
    if not roles or not all(field.index in roles or _may_be_summed(field) for field in rest):
        return None
    if not evidence.under("summary") and not ("status" in key.roles and len(fields) == 2):
        return None
    roles[key.index] = ("key", f"'{key.header}' names what is summed up")
    for field in rest:
        if field.roles[:1] == ("title",):
            # What comes of a phase describes it: its name stands in front.
            roles[field.index] = ("notes", f"header '{field.header}' behind '{key.header}'")
        if (field.index not in roles and "progress" in field.roles) or field.mostly(is_share, 0.8):
            roles[field.index] = ("progress", f"header '{field.header}'")
    return "rollup", "figures under a heading that promises a summary", other_roles(fields, roles)


def _may_be_summed(field: Field) -> bool:
    said = ("status", "completed", "estimate", "progress", "notes", "group", "title")
    return any(role in said for role in field.roles) or (not field.roles and field.mostly(is_long, 0.5))


def _names_rows(field: Field) -> bool:
    """Whether a column of a rollup can say what is counted: words, or numbers of sections (`1.1`)."""
    if field.mostly(is_number, 0.5):
        return field.distinct and any(role in ("group", "id", "title", "unit", "thing") for role in field.roles)
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
    return role if field.mostly(is_figure, 0.8, dates=False, digits=True) else None
