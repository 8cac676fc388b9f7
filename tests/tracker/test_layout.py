"""Which table is what, and what its columns mean: headers and values in, kind and roles out."""

from __future__ import annotations

import gc
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forgemd.markdown import Document
from forgemd.text import Source
from forgemd.tracker import Settings, read
from forgemd.tracker.tables.layout import KNOWN, Classifier, Layout
from tests.tracker.build import table, tracker

TASKS = [
    (("ID | Task | Status", "A-1 | Keel | Done"), "id title status"),
    (("# | Feature | Status | Notes", "1 | Login | ✅ | -"), "id title status notes"),
    (("Task | Status", "Keel | Done"), "title status"),
    (("Module | Current State | Next", "Web | Excellent | -"), "title status other"),
    (("Status | Task | ID", "✅ DONE | Keel | A-1"), "status title id"),
    (
        ("编号 | 任务 | 状态 | 负责人 | 工时 | 依赖 | 优先级 | 备注", "P1-1 | 画图 | 待开始 | 老周 | 2d | - | 高 | -"),
        "id title status owner estimate depends priority notes",
    ),
    (("태스크 | 상태 | 완료일", "설계 | ✅ 완료 | 2026-01-02"), "title status completed"),
    (("ID | Задача | Статус", "1 | Киль | Готово"), "id title status"),
    (("ID | Tarea | Estado | Responsable", "1 | Quilla | Hecho | Ana"), "id title status owner"),
    (
        ("Workstream | Module | Hours | Depends On | ID", "Parser | core | 40h | - | 01"),
        "title group estimate depends id",
    ),
    (
        ("Task ID | GitHub Issue | Milestone | Owner | Depends On | Status", "A-1 | #3 | M1 | Ada | - | Todo"),
        "id link title owner depends status",
    ),
    (("ID | Task | Completed", "A-1 | Keel | ✅", "A-2 | Ribs | ❌", "A-3 | Deck | ✅"), "id title status"),
    (("ID | Task | Status | Completed", "A-1 | Keel | Done | 2026-01-02"), "id title status completed"),
    (("ID | Task | Status | Target", "A-1 | Keel | Done | 2026-01-02"), "id title status due"),
    (
        (
            "Category | Tasks | Status | Priority",
            "Batch | BATCH-001 to BATCH-004 | TODO | DEFER",
            "Map | MAP-001 to MAP-005 | TODO | DEFER",
        ),
        "title id status priority",
    ),
    (
        ("Severity | Component | Description | Status", "High | web | Login fails | Open", "Low | web | Typo | Open"),
        "priority group title status",
    ),
]
NOT_TASKS = [
    ("record", ("Field | Value", "Owner | Ada", "Status | Open")),
    ("record", ("Metadata | ", "Owner | Ada")),
    ("metrics", ("Metric | Value | Target", "Speed | 3 | 4")),
    ("other", ("False Claim | Reality", "all done | no")),
    ("schedule", ("Milestone | Target Date | Requirements", "Tests pass | Week 1 | FIX-006")),
    ("other", ("Source | Key Insight | Action Required", "Blog | it is slow | measure")),
    ("matrix", ("Feature | Go | Java | Rust", "Trace | + | - | +")),
    ("reviews", ("Reviewer Type | Assigned | Status | Findings | Fixed", "Security | Ada | Pending | - | -")),
    (
        "issues",
        ("Issue ID | Task ID | Severity | Description | Status | Owner", "I-1 | A-1 | High | leaks | Open | Ada"),
    ),
    (
        "log",
        (
            "Timestamp | Task ID | Old Status | New Status | Agent | Notes",
            "2026-01-01 | A-1 | PENDING | READY | Ada | -",
        ),
    ),
    ("log", ("When | Item | From | To", "2026-01-01 | A-1 | Open | Done")),
    ("log", ("时间 | 任务编号 | 旧状态 | 新状态 | 负责人 | 备注", "2026-01-01 | A-1 | 待开始 | 完成 | 老周 | -")),
    ("log", ("Notes | New Status | Old Status | Task ID | Timestamp", "- | READY | PENDING | A-1 | 2026-01-01")),
    ("log", ("Timestamp | Task ID | Old Status | New Status",)),
]
UNDER_A_LOG = [
    "Version | Date | Changes",
    "Session | Date | Action",
    "Date | Change | Author",
    "Date | Author | Changes",
    "Tanggal | Update",
    "日期 | 版本 | 变更内容 | 负责人",
    "Date | Change",
    "日期 | 变更 | 说明",
    "Date | Change | Impact",
    "版本 | 日期 | 修订人 | 修订内容 | 审批人",
]
# The headers of rollups in public trackers, and one that has them turned round.
with open(os.path.join(os.path.dirname(__file__), "rollups.txt"), encoding="utf-8") as _stream:
    ROLLUPS = _stream.read().splitlines()
WORDS = {
    "title",
    "status",
    "notes",
    "avg fix time",
    "fix strategy",
    "run by",
    "scope",
    "expert",
    "issue",
    "report",
    "last tested",
    "priority",
}


def _figures(header: str) -> str:
    names = [name.strip() for name in header.split("|")]
    key = names[-1] if names[-1] == "section" else names[0]

    def cell(name: str, row: int) -> str:
        if name == key:
            return ("Parser", "Writer", "**Total**")[row]
        return (
            f"words {row}"
            if name in WORDS
            else f"{10 + row}%"
            if "%" in name or "rate" in name or name in ("progress", "完成率", "完成度")
            else str(3 + row)
        )

    return table(header, *(" | ".join(cell(name, row) for name in names) for row in range(3)))


@pytest.mark.parametrize(("lines", "roles"), TASKS)
def test_tables_of_tasks(lines: tuple[str, ...], roles: str) -> None:
    (layout,) = tracker(table(*lines)).layouts
    assert layout.kind == "tasks"
    assert [column.role for column in layout.columns] == roles.split()
    assert len(tracker(table(*lines)).tasks) == len(lines) - 1


@pytest.mark.parametrize(("kind", "lines"), NOT_TASKS)
def test_tables_of_something_else(kind: str, lines: tuple[str, ...]) -> None:
    found = tracker(table(*lines))
    assert [layout.kind for layout in found.layouts] == [kind]
    assert found.tasks == ()


@pytest.mark.parametrize("header", UNDER_A_LOG)
@pytest.mark.parametrize("heading", ["Change Log", "变更记录", "History"])
def test_dated_entries_under_a_heading_of_logs(header: str, heading: str) -> None:
    names = [name.strip().casefold() for name in header.split("|")]
    row = " | ".join("2026-01-05" if name in ("date", "日期", "tanggal") else "v1" for name in names)
    found = tracker(table(header, row, heading=heading))
    assert [layout.kind for layout in found.layouts] == ["log"]
    assert found.log is None, "it records no statuses"


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("Cuándo | Quién | Tarea | De | A | Nota", "2026-05-02 | Luis | T-11 | Pendiente | Bloqueado | -"),
        ("Fecha | Código | Antes | Después | Agente | Notas", "2026-05-02 | T-11 | Pendiente | Listo | yo | -"),
        ("Datum | Aufgabe | Alt | Neu | Wer | Bemerkung", "12.04.2026 | LT-01 | in Arbeit | erledigt | Anna | -"),
        ("Date | Tâche | Ancien | Nouveau | Auteur", "2026-04-12 | 1 | En cours | Terminé | Luc"),
        ("Quando | Tarefa | Antes | Depois | Quem", "2026-04-12 | 1 | A fazer | Concluído | Rui"),
        ("Дата | № | Было | Стало | Кто", "2026-05-02 | М-3 | К выполнению | В работе | Борис"),
        ("时间 | 任务 | 原状态 | 新状态 | 操作人", "2026-05-02 09:00 | L-3 | 待办 | 进行中 | 李"),
    ],
)
def test_change_logs_in_other_languages(header: str, row: str) -> None:
    found = tracker(table(header, row))
    assert [layout.kind for layout in found.layouts] == ["log"]
    assert {"date", "id", "old", "new", "owner"} <= {column.role for column in found.layouts[0].columns}


@pytest.mark.parametrize(
    "header",
    ["Metric | Before | After", "Module | Before | After | Tests Added | Status", "Metric | Before | After | Status"],
)
def test_before_and_after_without_a_time_is_no_log(header: str) -> None:
    row = " | ".join(str(number) for number, _ in enumerate(header.split("|")))
    assert [layout.kind for layout in tracker(table(header, row)).layouts] != ["log"]


@pytest.mark.parametrize("header", ROLLUPS)
def test_every_shape_of_rollup(header: str) -> None:
    found = tracker(_figures(header))
    assert [layout.kind for layout in found.layouts] == ["rollup"]
    assert found.tasks == ()
    (rollup,) = found.rollups
    assert [row.label for row in rollup.rows] == ["Parser", "Writer", "Total"]
    assert [row.is_total for row in rollup.rows] == [False, False, True]
    assert rollup.problem is not None, "this tracker has no tasks"


@pytest.mark.parametrize(
    "value", ["42", "**42**", "✅ 42", "~700", "450+", "2 (Zoho)", "1,024", "3/5", "3/5 (60%)", "—"]
)
def test_the_habits_of_figures_make_no_task(value: str) -> None:
    (layout,) = tracker(table("Section | Total | Done", f"A | 7 | {value}", f"B | 8 | {value}")).layouts
    assert layout.kind == "rollup" if value != "—" else layout.kind != "tasks"


def test_roles_are_those_of_the_configuration() -> None:
    text = table("Ding | Werft | Lage", "Kiel | Ada | offen")
    settings = Settings(columns={"Lage": "status", "ding": "title"})
    (layout,) = read(Source.decode(text.encode(), "x.md"), settings).layouts
    assert layout.kind == "tasks"
    assert [column.role for column in layout.columns] == ["title", "other", "status"]


def test_every_column_says_why() -> None:
    for lines, _ in TASKS:
        (layout,) = tracker(table(*lines)).layouts
        assert layout.why
        assert all(column.why for column in layout.columns)
        assert [column.header for column in layout.columns] == [name.strip() for name in lines[0].split("|")]


def test_a_table_in_a_fence_is_no_table() -> None:
    assert tracker("```\n" + table("ID | Task | Status", "A-1 | Keel | Done") + "```\n").layouts == ()


HEADERS = [
    "ID | Task | Status",
    "Section | Total | Done",
    "Status | Code | Description",
    "Date | Change | Author",
    "# | Completed | Target",
]
COLUMN = st.sampled_from(
    ["-", "", "Done", "✅", "3", "42%", "A-1", "A-2", "B-7", "2026-01-05", "2027-01", "Keel", "**Total**", "x y z"]
)


def _alone(text: str) -> Layout:
    """The first layout of a document that is the first to be read."""
    KNOWN.clear()
    return tracker(text).layouts[0]


@given(
    st.sampled_from(HEADERS),
    st.lists(st.lists(st.tuples(COLUMN, COLUMN, COLUMN), max_size=4), min_size=2, max_size=4),
)
def test_a_table_reads_alike_alone_and_behind_others_of_its_header(
    header: str, bodies: list[list[tuple[str, str, str]]]
) -> None:
    texts = [table(header, *(" | ".join(row) for row in rows), heading="Part") for rows in bodies]
    document, classifier = tracker("".join(texts)).document, Classifier()
    together = classifier.layouts(document)
    alone = [_alone(text) for text in texts]
    assert [(layout.kind, layout.columns) for layout in together] == [(layout.kind, layout.columns) for layout in alone]


_HEADER = "ID | Task | Status | Started | Completed"


@pytest.mark.parametrize(
    ("rows", "roles"),
    [
        (("A-2 | Ribs | Done | 2026-01-02 | 2026-01-03",), "id title status started completed"),
        (("A-2 | Ribs | Todo | - | -",), "id title status started completed"),
        (("A-2 | Ribs | Todo | - |",), "id title status started completed"),
        (("A-2 | Ribs | Done | 2026 | 2027",), "key title status count count"),
        (("A-2 | Ribs | Done | - | ✅", "A-3 | Deck | Done | - | ❌"), "id title status started other"),
        (("A-2 | Ribs | Done | 1/2 | 100%", "A-3 | Deck"), "key title status count count"),
    ],
)
def test_a_later_table_with_the_same_header_is_judged_by_its_own_values(rows: tuple[str, ...], roles: str) -> None:
    first = table(_HEADER, "A-1 | Keel | Done | 2026-01-01 | 2026-01-02", heading="One")
    later = table(_HEADER, *rows, heading="Two")
    both = tracker(first + later).layouts
    alone = _alone(later)
    assert [column.role for column in both[1].columns] == [column.role for column in alone.columns] == roles.split()
    assert both[1].kind == alone.kind


@pytest.mark.parametrize(
    ("rows", "kind"),
    [(("C-1 | Run book | ◐",), "tasks"), (("C-1 | Run book | ☑",), "tasks"), (("C-1 | See | B",), "other")],
)
def test_few_rows_with_the_header_of_a_table_of_tasks_are_tasks_if_they_have_a_status(
    rows: tuple[str, ...], kind: str
) -> None:
    header = "Ref | Check | Ready?"
    first = table(header, *(f"A-{number} | Alert | {sign}" for number, sign in enumerate("☑☑◐☐☑")), heading="One")
    assert [layout.kind for layout in tracker(first + table(header, *rows, heading="Two")).layouts] == ["tasks", kind]


def test_a_document_reads_alike_first_and_behind_others_of_its_headers() -> None:
    texts = ["| Field | Value |\n|---|---|\n", "| Field | Value |\n|---|---|\n| Owner | Ada |\n"]
    alone = [_alone(text) for text in texts]
    assert [layout.kind for layout in alone] == ["other", "record"]
    for order in (texts, texts[::-1]):
        KNOWN.clear()
        behind = {text: tracker(text).layouts[0] for text in order}
        assert [(behind[text].kind, behind[text].columns) for text in texts] == [
            (layout.kind, layout.columns) for layout in alone
        ]


def test_what_is_remembered_of_headers_is_bounded_and_holds_no_document() -> None:
    KNOWN.clear()
    before = _documents()
    for number in range(300):
        tracker(f"| Status | Code | Description | {number} |\n|---|---|---|---|\n| Done | A | Keel | - |\n")
    assert 0 < len(KNOWN) <= 256
    assert _documents() <= before


def _documents() -> int:
    gc.collect()
    return sum(1 for one in gc.get_objects() if isinstance(one, Document))
