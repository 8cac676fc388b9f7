"""What has a state that is no state of work: versions side by side, an inventory, options, figures with remarks.

The recogniser is asked in `kinds`.
"""

from __future__ import annotations

from forgemd.tracker.cells.values import is_number, is_sign, is_status
from forgemd.tracker.tables.belongings import BELONGINGS, is_in_operation, is_sure_of_operation, says_work
from forgemd.tracker.tables.evidence import Evidence
from forgemd.tracker.tables.meaning import (
    Fields,
    Found,
    find_status,
    is_certain,
    other_roles,
    subject,
    task_roles,
)
from forgemd.tracker.tables.things import thing_roles
from forgemd.tracker.words.vocabulary import sense_of

__all__ = ["inventory"]


def inventory(fields: Fields, evidence: Evidence) -> Found | None:
    """What has a state that is no state of work: versions side by side, an inventory, options, figures with remarks."""
    if is_certain(fields):
        return None
    versions = [field for field in fields if "version" in field.name or "版本" in field.name]
    if len(versions) < 2:
        why = (
            _drawn(fields)
            or _voted(fields)
            or _told_by_others(fields)
            or _no_work(fields, evidence, subject(fields)[1])
        )
        return ("other", why, thing_roles(fields)) if why else None
    roles = {index: role for index, role in task_roles(fields).items() if role[0] in ("title", "status")}
    roles.update({field.index: ("value", "one of several versions") for field in versions})
    if versions[0].index == 0 and fields[0].distinct:
        roles[0] = ("title", f"header '{fields[0].header}': what goes with each version")
    return "other", "versions side by side", other_roles(fields, roles)


def _no_work(fields: Fields, evidence: Evidence, noun: str) -> str:
    """Why rows with a state are no work; empty where nothing says so."""
    leading = fields[0].roles[:1]
    if noun == "reference" or (noun != "work" and _is_belonging(fields)):
        return f"'{fields[0].header}' is nothing that gets done"
    if noun == "work":
        return ""
    for sort in ("inventory", "comparison"):
        if evidence.under(sort):
            return f"{'an' if sort == 'inventory' else 'a'} {sort}, by its heading"
    if fields[0].name in _VERSIONS and _are_kept(fields):
        return "versions, and how long they are kept"
    if leading == ("location",) and _is_list_of_files(fields):
        return "files with their sizes, all in one state"
    if _are_people(fields):
        return "people, and what each is at"
    if noun == "unit" and any(field.name in ("count", "数量") for field in fields) and not _speaks(fields):
        return "figures with remarks"
    if noun not in ("title", "issue", "test") and _is_equipment(fields, evidence):
        return "what is in use, on sale or supported"
    if noun == "thing" and _says_other(fields):
        return "states, and none of work"
    if noun == "title":
        return ""
    if leading == ("depends",):
        return "what is waited for, not what waits"
    return "each status once: it is what the rows are about" if leading == ("status",) and fields[0].distinct else ""


def _are_people(fields: Fields) -> bool:
    """Whether rows are people: they stand in front, by name with a post, and nothing else names the row."""
    if fields[0].name in _NAMES and any(field.name in _POSTS for field in fields[1:]):
        return not _is_planned(fields)
    return fields[0].roles[:1] == ("owner",) and not any({"id", "title"} & {*field.roles} for field in fields)


def _told_by_others(fields: Fields) -> str:
    """Why a status column says nothing of work; empty where it may."""
    found = find_status(fields)
    if found is None:
        return ""
    if found[0].pictured:
        return "pictures for states: what a server says, and nobody writes"
    if found[0].mostly(_is_answer_code, 0.8):
        return "numbers for states: what a server answers"
    if found[0].mostly(_is_maturity) and not _is_planned(fields):
        return "how mature things are"
    operated = found[0].mostly(is_in_operation, 1.0) and found[0].mostly(is_sure_of_operation, 0.3)
    return "whether things are in use" if operated and not _is_worked_on(fields) else ""


def _is_answer_code(text: str) -> bool:
    """`200`, `404 Not Found`."""
    return text[:3].isdecimal() and text[0] in "12345" and not text[3:4].isalnum() and "%" not in text


_MATURITY = frozenset(
    "current removed retired supported unsupported sunset stable unstable experimental deprecated legacy beta alpha ga preview frozen 稳定 实验性 已弃用 stabil veraltet estable obsoleto "
    "obsoleta expérimental obsolète стабильно устарело".split()
)


def _is_maturity(text: str) -> bool:
    return text.casefold() in _MATURITY


def _drawn(fields: Fields) -> str:
    """Why a table is a drawing of a board, `To do | Doing | Done` with the names of tasks below; empty for others."""
    stated = len(fields) > 1 and all(sense_of(field.name) for field in fields)
    drawn = stated and not any(field.mostly(is_number, 0.5) for field in fields)
    return "a board drawn as a table: a column for each status" if drawn else ""


_NAMES = frozenset("name nombre nom nome имя 姓名 名前 氏名 이름 member members mitglied".split())
_POSTS = frozenset(
    "role rolle rôle rol ruolo rola роль 角色 役割 役職 역할 직책 position должность cargo puesto funktion".split()
)


def _voted(fields: Fields) -> str:
    """Why rows are motions, with who was for them; empty for others."""
    return "what was voted on" if len(_VOTES.intersection(field.name for field in fields)) > 1 else ""


_VOTES = frozenset(
    "for against abstain abstained abstentions ayes nays ja nein enthaltung enthaltungen pour contre favor contra "
    "abstenciones за против воздержались".split()
)
_VERSIONS = frozenset(
    "version versions release series branch 版本 バージョン 버전 versión versão versione версия".split()
)
_OUT = frozenset(
    "released published publiée publié veröffentlicht publicada publicado lanzada pubblicata lançada выпущена 已发布 リリース済み 배포됨".split()
)
_KEPT = frozenset(
    [
        *("maintenance", "maintained", "supported", "unsupported", "not supported", "lts", "eol", "end of life"),
        *("end-of-life", "security", "security fixes", "security only", "bug fixes", "bugfix", "unmaintained"),
    ]
)


def _is_equipment(fields: Fields, evidence: Evidence) -> bool:
    """Whether things have what work has not, a port, a licence or a price, and nobody has them to do; or are places."""
    if _is_planned(fields):
        return False
    used = any(field.name in _EQUIPMENT for field in fields[1:])
    return used or fields[0].name in _CHECKOUTS or evidence.under("support")


def _is_planned(fields: Fields) -> bool:
    """Whether a column says who does something, when, or how much of it there is to do."""
    return any(role in _PLAN for field in fields[1:] for role in field.roles[:1])


def _is_belonging(fields: Fields) -> bool:
    """Whether rows are things that somebody has or serves, and their states are none of work."""
    if fields[0].name not in BELONGINGS or _is_worked_on(fields):
        return False
    found = find_status(fields)
    return found is None or not (found[0].mostly(is_status, 0.8) and found[0].mostly(says_work, 0.3))


def _is_worked_on(fields: Fields) -> bool:
    """Whether a column says how much there is to do, how urgent it is or what has to come first."""
    return any(role in _WORKED_ON for field in fields[1:] for role in field.roles[:1])


_WORKED_ON = ("estimate", "priority", "depends", "progress")
_PLAN = ("owner", "due", "estimate", "priority", "depends", "started", "completed", "progress")
# Where somebody works, and not at what.
_CHECKOUTS = frozenset(
    ["worktree", "worktrees", "git worktree", "checkout", "checkouts", "working copy", "clone", "clones"]
)
_EQUIPMENT = (
    frozenset(
        "port ports licence license licences licenses spdx ip host hostname 端口 端口号 ポート ポート番号 포트 puerto porta порт lizenz "
        "licencia licença licenza лицензия 许可证 协议 ライセンス 라이선스 lisans licencja "
        "price prices pricing prix tarif tarifs preis preise precio precios preço preços prezzo prezzi цена ціна cena fiyat giá 价格 "
        "单价 料金 価格 가격 단가 السعر मूल्य "
        "address 地址 アドレス 주소 dirección endereço adresse indirizzo адрес".split()
    )
    | {
        "last run",
        "next run",
        "uptime",
        "cron",
        "carrier",
        "tracking",
        "renews",
        "renewal",
        "warranty",
        "garantie",
        "garantie bis",
        "garantía",
        "保修",
    }
    | {"ip address", "contract address", "last login", "issuer", "expires", "registrar", "protocol", "型号", "型番"}
)
"""Attributes that things in use or on sale have, and work has not."""


def _are_kept(fields: Fields) -> bool:
    """Whether versions have a state of support, and not of work."""
    if any("support" in field.name for field in fields[1:]):
        return True
    found = find_status(fields)
    if found is None or not found[0].at_least(1):
        return False
    out = found[0].uniform and found[0].mostly(_is_out, 1.0) and not _is_planned(fields)
    return out or not found[0].mostly(_is_no_support, 1.0)


def _is_out(text: str) -> bool:
    return text.casefold() in _OUT


def _is_no_support(text: str) -> bool:
    return text.casefold() not in _KEPT


_SIZES = frozenset(
    "size sizes lines loc bytes taille lignes größe zeilen tamaño líneas tamanho linhas размер строки 大小 行数 サイズ 크기".split()
)


def _is_list_of_files(fields: Fields) -> bool:
    """Whether files stand there with how long they are, and with a state that tells none of them from another."""
    found = find_status(fields)
    sized = any(field.name in _SIZES or field.name.startswith("lines of") for field in fields)
    return sized and found is not None and found[0].uniform


def _says_other(fields: Fields) -> bool:
    """Whether nothing in the status column is a status or a sign: `stable`, `beta`."""
    found = find_status(fields)
    if found is None or any("id" in field.roles for field in fields) or not found[0].at_least(2):
        return False
    return found[0].mostly(_is_other_word, 1.0)


def _is_other_word(text: str) -> bool:
    return text[:1].isalpha() and len(text) < 20 and text.count(" ") < 2 and not (is_status(text) or is_sign(text))


def _speaks(fields: Fields) -> bool:
    found = find_status(fields)
    return found is not None and found[0].mostly(is_status, 0.5)
