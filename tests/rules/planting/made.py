"""Trackers with everything that rules look at, in several languages and styles, and the faults planted into them.

A tracker is made from words; a fault is one piece of its text in place of another, told at a piece of what is then
there. `{}` stand for the words of the language.
"""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["CONFIG", "FAULTS", "SCHEMA", "WORDS", "Fault", "tracker"]

CONFIG = """
workflow:
  statuses:
    {todo}: {{initial: true, to: [{active}]}}
    {active}: {{to: [{review}, {done}], limit: 1}}
    {review}: {{to: [{done}]}}
    {done}: {{requires: [owner]}}
"""
SCHEMA = '{"properties": {"cells": {"properties": {"Commit": {"pattern": "^(-|`[0-9a-f]{7}`)$"}}}}}'

_TEMPLATE = """# {title}

**{updated}:** {d9}

**{current}:** 2 - {rig}

| {status} | {meaning} |
|---|---|
| ⬜ {todo} | {todo} |
| 🔄 {active} | {active} |
| 👀 {review} | {review} |
| ✅ {done} | {done} |

## {phase} 1: {hull}

**{status}:** ✅ {done}

| ID | {task} | {status} | {owner} | {reviewer} | {started} | {completed} | {depends} | {commit} | {file} |
|---|---|---|---|---|---|---|---|---|---|
| {p}-01 | {t1} | ✅ {done} | ada | grace | {d1} | {d2} | - | `3f2a91c` | `src/hull/keel.py` |
| {p}-02 | {t2} | ✅ {done} | bob | grace | {d2} | {d3} | {p}-01 | `4e2a91d` | `src/hull/ribs.py` |
| {p}-03 | {t3} | ✅ {done} | ada | bob | {d3} | {d4} | {p}-02 | - | `src/hull/deck.py` |

## {phase} 2: {rig}

| ID | {task} | {status} | {owner} | {reviewer} | {started} | {completed} | {depends} | {commit} | {file} |
|---|---|---|---|---|---|---|---|---|---|
| {p}-04 | {t4} | ✅ {done} | ada | grace | {d5} | {d6} | {p}-03 | - | - |
| {p}-05 | {t5} | 🔄 {active} | bob | - | {d7} | - | {p}-04 | - | - |
| {p}-06 | {t6} | 🔄 {active} | ada | - | {d8} | - | {p}-04 | - | - |
| {p}-07 | {t7} | ⬜ {todo} | bob | - | - | - | {p}-05, {p}-06 | - | - |
| {p}-08 | {t8} | ⬜ {todo} | - | - | - | - | {p}-07 | - | - |

```mermaid
graph TD
    {p}-01 --> {p}-02
    {p}-02 --> {p}-03
    {p}-03 --> {p}-04
    {p}-04 --> {p}-05
    {p}-04 --> {p}-06
    {p}-05 --> {p}-07
    {p}-06 --> {p}-07
    {p}-07 --> {p}-08
```

## {summary}

| {phase} | {total} | {done} | {active} | {todo} |
|---|---|---|---|---|
| {phase} 1: {hull} | 3 | 3 | 0 | 0 |
| {phase} 2: {rig} | 5 | 1 | 2 | 2 |
| **{total}** | 8 | 4 | 2 | 2 |

## {phase} 1 Sign-off

- [x] A
- [x] B

## {budget}

| {item} | {cost} |
|---|---|
| {t1} | 120 |
| {t2} | 80 |
| {t3} | 90 |
| **{total}** | 290 |

## Active Issues

| Issue ID | Task ID | Severity | Description | Status | Owner |
|---|---|---|---|---|---|
| I-1 | {p}-01 | High | x | Fixed | ada |
| I-2 | {p}-05 | Low | y | Open | bob |

## Change Log

| {date} | {task} | {old} | {new} | {owner} |
|---|---|---|---|---|
| {d1} | {p}-01 | {todo} | {active} | ada |
| {d2} | {p}-01 | {active} | {done} | ada |
| {d2} | {p}-02 | {todo} | {active} | bob |
| {d3} | {p}-02 | {active} | {done} | bob |
| {d3} | {p}-03 | {todo} | {active} | ada |
| {d4} | {p}-03 | {active} | {done} | ada |
| {d5} | {p}-04 | {todo} | {active} | ada |
| {d6} | {p}-04 | {active} | {done} | ada |
| {d7} | {p}-05 | {todo} | {active} | bob |
| {d8} | {p}-06 | {todo} | {active} | ada |
"""


def _words(dates: str, **words: str) -> dict[str, str]:
    days = {f"d{number}": dates.format(day=f"{number:02}", time=f"09:1{number}:23") for number in range(1, 10)}
    return {**days, **words, "shouted": words["active"].upper(), "midnight": dates.format(day="07", time="00:00:00")}


WORDS = {
    "english": _words(
        "2026-05-{day}T{time}Z",
        p="SHIP",
        title="Boat",
        updated="Last Updated",
        current="Current Phase",
        status="Status",
        meaning="Meaning",
        todo="Todo",
        active="In Progress",
        review="Review",
        done="Done",
        phase="Phase",
        hull="Hull",
        rig="Rig",
        task="Task",
        owner="Agent",
        reviewer="Reviewer",
        started="Started",
        completed="Completed",
        depends="Depends On",
        commit="Commit",
        file="File",
        total="Total",
        summary="Summary",
        item="Item",
        cost="Cost",
        budget="Budget",
        date="Date",
        old="Old Status",
        new="New Status",
        t1="Lay the keel",
        t2="Bend the ribs",
        t3="Plank the deck",
        t4="Step the mast",
        t5="Sew the sails",
        t6="Splice the shrouds",
        t7="Hoist the flag",
        t8="Launch her",
    ),
    "german": _words(
        "{day}.05.2026 {time}",
        p="BOOT",
        title="Boot",
        updated="Letzte Aktualisierung",
        current="Current Phase",
        status="Status",
        meaning="Bedeutung",
        todo="Offen",
        active="In Arbeit",
        review="Prüfung",
        done="Erledigt",
        phase="Phase",
        hull="Rumpf",
        rig="Rigg",
        task="Aufgabe",
        owner="Zuständig",
        reviewer="Reviewer",
        started="Begonnen",
        completed="Abgeschlossen",
        depends="Abhängig von",
        commit="Commit",
        file="Datei",
        total="Gesamt",
        summary="Übersicht",
        item="Posten",
        cost="Kosten",
        budget="Haushalt",
        date="Datum",
        old="Alter Status",
        new="Neuer Status",
        t1="Kiel legen",
        t2="Spanten biegen",
        t3="Deck beplanken",
        t4="Mast stellen",
        t5="Segel nähen",
        t6="Wanten spleißen",
        t7="Flagge hissen",
        t8="Stapellauf",
    ),
    "chinese": _words(
        "2026/05/{day} {time}",
        p="CHUAN",
        title="造船",
        updated="最后更新",
        current="Current Phase",
        status="状态",
        meaning="说明",
        todo="待开始",
        active="进行中",
        review="审核中",
        done="已完成",
        phase="Phase",
        hull="船体",
        rig="帆索",
        task="任务",
        owner="负责人",
        reviewer="Reviewer",
        started="开始日期",
        completed="完成日期",
        depends="依赖",
        commit="Commit",
        file="文件",
        total="总计",
        summary="进度概览",
        item="项目",
        cost="费用",
        budget="预算",
        date="日期",
        old="旧状态",
        new="新状态",
        t1="铺设龙骨",
        t2="弯曲肋骨",
        t3="铺设甲板",
        t4="竖立桅杆",
        t5="缝制船帆",
        t6="编接索具",
        t7="升起旗帜",
        t8="下水",
    ),
    "spanish": _words(
        "2026-05-{day} {time}",
        p="BAR",
        title="Barco",
        updated="Última actualización",
        current="Current Phase",
        status="Estado",
        meaning="Significado",
        todo="Pendiente",
        active="En progreso",
        review="En revisión",
        done="Completado",
        phase="Phase",
        hull="Casco",
        rig="Aparejo",
        task="Tarea",
        owner="Responsable",
        reviewer="Revisor",
        started="Inicio",
        completed="Finalizado",
        depends="Depende de",
        commit="Commit",
        file="Archivo",
        total="Total",
        summary="Resumen",
        item="Partida",
        cost="Coste",
        budget="Presupuesto",
        date="Fecha",
        old="Estado anterior",
        new="Estado nuevo",
        t1="Poner la quilla",
        t2="Curvar las cuadernas",
        t3="Entablar la cubierta",
        t4="Alzar el mástil",
        t5="Coser las velas",
        t6="Empalmar los obenques",
        t7="Izar la bandera",
        t8="Botadura",
    ),
    "french": _words(
        "2026-05-{day}T{time}+02:00",
        p="NEF",
        title="Bateau",
        updated="Dernière mise à jour",
        current="Current Phase",
        status="Statut",
        meaning="Signification",
        todo="À faire",
        active="En cours",
        review="En revue",
        done="Terminé",
        phase="Phase",
        hull="Coque",
        rig="Gréement",
        task="Tâche",
        owner="Responsable",
        reviewer="Relecteur",
        started="Début",
        completed="Fin",
        depends="Dépend de",
        commit="Commit",
        file="Fichier",
        total="Total",
        summary="Résumé",
        item="Poste",
        cost="Coût",
        budget="Budget",
        date="Date",
        old="Ancien statut",
        new="Nouveau statut",
        t1="Poser la quille",
        t2="Cintrer les membrures",
        t3="Border le pont",
        t4="Mâter",
        t5="Coudre les voiles",
        t6="Épisser les haubans",
        t7="Hisser le pavillon",
        t8="Mise à l'eau",
    ),
}


class Fault(NamedTuple):
    """`new` in place of the only `old` in a tracker. The finding begins where `at` does, the first from the beginning
    of that line on, or of all; by default where `new` does. `follows` are rules that rightly speak up, too. `changes`
    says that the sound tracker is the base."""

    rule: str
    old: str
    new: str
    at: str = ""
    follows: tuple[str, ...] = ()
    changes: bool = False


_COUNTS = ("stale-rollup", "log-contradicts-status")
FAULTS = (
    Fault(
        "ambiguous-id",
        "{p}-06 | {t6}",
        "{p}-О6 | {t6}",
        "",
        ("unknown-dependency", "unknown-task-in-log", "graph-drift"),
    ),
    Fault("bad-date", "{d5} | {d6}", "31.02.2026 | {d6}"),
    Fault("bad-suppression", "## {summary}", "<!-- forgemd-allow stale-rollup -->\n\n## {summary}"),
    Fault("broken-chain", "{d4} | {p}-03 | {active}", "{d4} | {p}-03 | {review}", "{review}"),
    Fault("broken-table", "| {p}-08 | {t8}", "\n| {p}-08 | {t8}", "| {p}-08", ("stale-rollup", "graph-drift")),
    Fault("completed-before-started", "{d5} | {d6} | {p}-03", "{d6} | {d5} | {p}-03", "{d5} | {p}"),
    Fault("control-character", "{t6}", "{t6}\x08", "\x08"),
    Fault(
        "dependency-cycle", "{d6} | {p}-03 |", "{d6} | {p}-07 |", "{p}-07", ("graph-drift", "done-before-dependency")
    ),
    Fault(
        "done-before-dependency",
        "{p}-07 | {t7} | ⬜ {todo}",
        "{p}-07 | {t7} | ✅ {done}",
        "{p}-05, {p}-06",
        ("stale-rollup",),
    ),
    Fault(
        "duplicate-id",
        "{p}-06 | {t6}",
        "{p}-05 | {t6}",
        "",
        ("unknown-dependency", "unknown-task-in-log", "log-contradicts-status", "graph-drift"),
    ),
    Fault("false-claim", "# {title}\n", "# {title}\n\nAll tasks are complete.\n", "All"),
    Fault("false-claim", "**{current}:** 2 - {rig}\n", "**{current}:** 2 - {rig}\n\n7 of 8 tasks are done.\n", "7 of"),
    Fault("false-phase", "**{current}:** 2 - {rig}", "**{current}:** 1 - {hull}", "1 - {hull}"),
    Fault("future-date", "{d8} | - | {p}-04", "2031-05-01 | - | {p}-04", "", ("stale-last-updated",)),
    Fault("glued-row", "{p}-07 | - | - |\n", "{p}-07 | - | - |\n{t1}.\n", "{t1}."),
    Fault("graph-drift", "{p}-06 --> {p}-07", "{p}-06 --> {p}-08", "{p}-06 | - | - |\n| {p}-08"),
    Fault("id-changed", "{p}-08 | {t8}", "{p}-88 | {t8}", "", ("graph-drift",), True),
    Fault(
        "illegal-transition",
        "{p}-04 | {t4} | ✅ {done}",
        "{p}-04 | {t4} | ⬜ {todo}",
        "⬜ {todo}",
        (*_COUNTS, "missing-entry", "started-before-dependency"),
        True,
    ),
    Fault("legend-drift", "🔄 {active} | ada | - | {d8}", "✅ {active} | ada | - | {d8}"),
    Fault(
        "log-altered",
        "{active} | {done} | ada |\n| {d2}",
        "{active} | {done} | bob |\n| {d2}",
        "| {d2} | {p}-01 | {active}",
        (),
        True,
    ),
    Fault("log-contradicts-status", "{p}-06 | {todo} | {active}", "{p}-06 | {todo} | {done}", "{done}"),
    Fault("log-order", "{d7} | {p}-05 | {todo}", "{d1} | {p}-05 | {todo}"),
    Fault("missing-commit", "`3f2a91c`", "`9f2a91c`"),
    Fault(
        "missing-entry",
        "{p}-08 | {t8} | ⬜ {todo}",
        "{p}-08 | {t8} | 🔄 {active}",
        "🔄 {active}",
        ("stale-rollup", "started-before-dependency"),
        True,
    ),
    Fault("missing-field", "ada | grace | {d5}", "- | grace | {d5}", "- | grace"),
    Fault("missing-id", "| {p}-08 | {t8}", "| | {t8}", "", ("graph-drift",)),
    Fault("missing-location", "`src/hull/ribs.py`", "`src/hull/ripz.py`"),
    Fault("open-issue", "x | Fixed", "x | Open", "Open"),
    Fault("mixed-line-endings", "# {title}\n", "# {title}\r\n"),
    Fault("over-limit", "🔄 {active} | ada", "🔄 {active} | bob", "🔄 {active} | bob | - | {d8}"),
    Fault("placeholder-timestamp", "{d7} | - | {p}-04", "{midnight} | - | {p}-04"),
    Fault("ragged-row", "⬜ {todo} | bob", "⬜ {todo} | | bob", "- |\n| {p}-08", ("graph-drift",)),
    Fault("rollup-arithmetic", "| 290 |", "| 300 |", "300"),
    Fault("schema-violation", "`4e2a91d`", "later", "later"),
    Fault("self-dependency", "{d6} | {p}-03 |", "{d6} | {p}-04 |", "{p}-04 | -", ("graph-drift",)),
    Fault("self-review", "ada | grace | {d1}", "ada | Ada | {d1}", "Ada"),
    Fault("spelling-drift", "🔄 {active} | bob", "🔄 {shouted} | bob"),
    Fault("stale-last-updated", "**{updated}:** {d9}", "**{updated}:** {d2}", "{d2}"),
    Fault("stale-rollup", "3 | 3 | 0 | 0", "3 | 2 | 0 | 1", "2 | 0 | 1"),
    Fault(
        "started-before-dependency",
        "⬜ {todo} | - | - | - ",
        "🔄 {active} | eve | - | {d8} ",
        "{p}-07 | - | -",
        ("stale-rollup",),
    ),
    Fault(
        "task-removed",
        "| {p}-08 | {t8} | ⬜ {todo} | - | - | - | - | {p}-07 | - | - |\n",
        "",
        "{phase} 2: {rig}\n\n| ID",
        ("stale-rollup", "graph-drift"),
        True,
    ),
    Fault("unknown-dependency", "| {p}-05, {p}-06", "| {p}-05, {p}-66", "{p}-66", ("graph-drift",)),
    Fault("unknown-status", "🔄 {active} | ada | - | {d8}", "frobbed | ada | - | {d8}", "", ("stale-rollup",)),
    Fault("unknown-task-in-log", "{d8} | {p}-06", "{d8} | {p}-66", "{p}-66"),
    Fault("unsigned-phase", "- [x] B", "- [ ] B", " ] B"),
    Fault("unused-suppression", "## {summary}", "<!-- forgemd-allow stale-rollup: by hand -->\n\n## {summary}"),
)
"""One slip of a hand each, none of which needs more than the lines that it is in."""


def tracker(words: dict[str, str]) -> str:
    """The sound tracker in a language."""
    return _TEMPLATE.format(**words)
