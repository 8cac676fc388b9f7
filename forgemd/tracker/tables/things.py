"""What the columns of a table mean whose rows are no tasks: things, files, people, what was and what is."""

from __future__ import annotations

from forgemd.tracker.cells.values import is_measured, is_number, is_status, is_when
from forgemd.tracker.tables.evidence import Field
from forgemd.tracker.tables.meaning import Fields, Roles, noun_of, task_roles
from forgemd.tracker.words.headers import pair

__all__ = ["thing_roles", "without_prose_for_status"]


def thing_roles(fields: Fields) -> Roles:
    """The same for a table that is none of tasks: what is called by a file or a role there needs no other title."""
    changed = pair([field.name for field in fields])
    kept = [field for field in fields if changed is None or field.index not in changed]
    roles = _named_in_front(kept, task_roles(kept))
    if changed is not None:
        roles = _with_changed(fields, roles, *changed)
    for field in fields[1:]:
        role, why = roles[field.index]
        if field.roles[:1] in ((), ("estimate",)) and (role == "other" or (role == "notes" and "values" in why)):
            if field.mostly(is_measured, 0.6):
                roles[field.index] = ("value", "its values are figures")
            elif field.mostly(_is_phrase, 0.6):
                roles[field.index] = ("notes", "its values are prose")
    leading = fields[0].roles[:1]
    if leading == ("depends",):
        roles = _titled_by_first(roles, f"header '{fields[0].header}'")
    if leading == ("status",) and fields[0].distinct and 0 in roles and len(fields) > 1:
        # Each status once: the rows are about them.
        roles = _titled_by_first(roles, f"header '{fields[0].header}', each once")
    if leading not in (("location",), ("owner",)):
        return roles
    roles[0] = (leading[0], f"header '{fields[0].header}'")
    for field in fields[1:]:
        if roles[field.index][0] == "title" and noun_of(field) not in ("work", "title", "thing"):
            unit = noun_of(field) == "unit"
            roles[field.index] = ("group" if unit else "notes", f"header '{field.header}' behind '{fields[0].header}'")
    return roles


def _titled_by_first(roles: Roles, why: str) -> Roles:
    """The roles where the first column, for the reason `why`, names the rows; what else would is a remark."""
    others = {index: ("notes" if role == "title" else role, reason) for index, (role, reason) in roles.items()}
    return {**others, 0: ("title", why)}


def _with_changed(fields: Fields, roles: Roles, old: int, new: int) -> Roles:
    """With two columns of what was and what is; what is said behind both is what comes of it."""
    for role, at, beside in (("old", old, new), ("new", new, old)):
        roles[at] = (role, f"header '{fields[at].header}' beside '{fields[beside].header}'")
    behind = [index for index, (role, _) in roles.items() if role == "title" and index > max(old, new) > 1]
    return {**roles, **{index: ("notes", f"header '{fields[index].header}'") for index in behind}}


def _named_in_front(fields: Fields, roles: Roles) -> Roles:
    """What nobody has to do is named in front, by whatever word; what stands behind that says something of it."""
    rest = [field for field in fields if roles[field.index][0] != "id"]
    titled = next((field for field in rest if roles[field.index][0] == "title"), None)
    if titled is None or not rest or rest[0].index > 1:
        return roles
    front = rest[0]
    if front.distinct and titled is not front and _says_little(front):
        name, why = front, f"'{front.header}' names the row in front"
    elif not front.distinct and len(rest) > 2 and titled is not rest[1] and _says_little(rest[1]) and rest[1].distinct:
        name, why = rest[1], f"'{front.header}' repeats, and '{rest[1].header}' does not"
        if titled is front:
            return {**roles, front.index: ("group", f"'{front.header}' repeats"), name.index: ("title", why)}
    else:
        return roles
    return {**roles, name.index: ("title", why), titled.index: ("notes", f"header '{titled.header}' behind a name")}


def _says_little(field: Field) -> bool:
    """Whether a header is in no list, and what stands below it may be a name."""
    return (
        field.roles[:1] in ((), ("key",))
        and not field.mostly(is_number)
        and not field.mostly(is_when)
        and not field.mostly(_is_phrase)
    )


def without_prose_for_status(fields: Fields, roles: Roles) -> Roles:
    """The roles of a table of no tasks, where sentences under `Status` are remarks."""
    for field in fields:
        said = roles.get(field.index, ("", ""))[0] == "status"
        if said and field.mostly(_is_phrase, 0.5) and not field.mostly(is_status, 0.3):
            return {**roles, field.index: ("notes", f"header '{field.header}' over prose")}
    return roles


def _is_phrase(text: str) -> bool:
    return text.count(" ") > 1
