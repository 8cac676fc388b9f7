"""What a status cell says: word, then legend, then the glyphs that everybody reads alike."""

from __future__ import annotations

import json
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forgemd.tracker import CATEGORIES, CATEGORY_OF, Reading, Status, StatusReader
from forgemd.tracker.legends.workflow import STRICT
from forgemd.tracker.words.headers import candidates, normal
from forgemd.tracker.words.tongues import MORE
from forgemd.tracker.words.vocabulary import GLYPHS, broken_glyphs, key_of, words
from tests.tracker.build import STRICT_LEGEND, table, tracker

# What people write in status cells, by category: most of it as counted in 546 public trackers.
with open(os.path.join(os.path.dirname(__file__), "cells.json"), encoding="utf-8") as _stream:
    CASES = [(text, category) for category, texts in json.load(_stream).items() for text in texts]


# What people write of work in the languages with most speakers: by language and category.
with open(os.path.join(os.path.dirname(__file__), "statuses.json"), encoding="utf-8") as _stream:
    LANGUAGES = json.load(_stream)


# Statuses that are qualified or denied, by what they may be taken for: `partial|active`; unknown is none of them wrong.
with open(os.path.join(os.path.dirname(__file__), "qualified.json"), encoding="utf-8") as _stream:
    QUALIFIED = json.load(_stream)


@pytest.mark.parametrize("language", QUALIFIED)
def test_what_is_qualified_or_denied_is_never_taken_for_its_opposite(language: str) -> None:
    said = {text: kinds for kinds, texts in QUALIFIED[language].items() for text in texts.split("|")}
    read = {text: StatusReader().read(text).category for text in said}
    assert {text: read[text] for text in said if read[text] not in (*said[text].split("|"), "unknown")} == {}
    known = sum(1 for category in read.values() if category != "unknown")
    assert known * 2 >= len(read)


def test_klar_is_what_the_language_of_the_document_says() -> None:
    rows = table("Nr | Oppgave | Status", "1 | {} | Klar", "2 | Rigg | {}")
    assert tracker(rows.replace("{}", "Ikke startet")).tasks[0].status.category == "ready"
    swedish = rows.replace("Oppgave", "Uppgift").replace("{}", "Inte påbörjad")
    assert tracker(swedish).tasks[0].status.category == "done"


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_of_a_language(language: str) -> None:
    said = {text: category for category, texts in LANGUAGES[language].items() for text in texts.split("|")}
    assert {text: StatusReader().read(text).category for text in said} == said


def test_further_words_are_not_known_already() -> None:
    known = words()
    assert [word for listed in MORE.values() for word in listed.split("|") if key_of(word) in known] == []


@pytest.mark.parametrize(("text", "category"), CASES)
def test_cells_of_real_trackers(text: str, category: str) -> None:
    assert StatusReader().read(text).category == category


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("~~Done~~ Todo", "todo"),
        ("~~Todo~~ **Done** (see #3)", "done"),
        ("~~Todo~~ ~~Blocked~~ Done", "done"),
        ("~~Done~~", "done"),
        ("~~Done~~ (by ann)", "done"),
        ("Done ~~Todo~~", "done"),
        # In capitals the Turkish i without a dot looks like any other.
        *(("TAMAMLANDI", "done"), ("BAŞLAMADI", "todo"), ("DEVAM EDİYOR", "active")),
    ],
)
def test_what_is_struck_out_for_something_else_does_not_count(text: str, category: str) -> None:
    assert StatusReader().read(text).category == category


@pytest.mark.parametrize(
    "text",
    [
        *("🟡", "🔴", "🟢", "🔵", "⏳", "❌", "🔄", "⚠️", "⏸", "📋", "🔒", "📝", "❓"),
        *("Undone", "donee", "Phase 1 done", "Excellent", "Installed v1.0", "BROKEN", "FAKE", "p0", "l"),
        *("nicht erledigt", "noch nicht fertig", "pas fini", "niet klaar", "已推翻", "At risk"),
        # Of proposals these say that work may begin, elsewhere that it is done.
        *("Accepted", "Eligible for inclusion"),
        *("2025-01-01", "120%", "7/5", "1/0", "12/22/2025", "[状态]", "{TASK_STATUS}", "yellow", "â˜"),
    ],
)
def test_nothing_is_guessed(text: str) -> None:
    reading = StatusReader().read(text)
    assert (reading.category, reading.how) == ("unknown", "unknown")


@pytest.mark.parametrize("text", ["", "-", "—", "N/A", "TBD", "**-**", "无", "なし", "?", "`—`"])
def test_a_placeholder_is_no_status(text: str) -> None:
    assert StatusReader().read(text) == Reading("", "unknown", "empty")


@pytest.mark.parametrize(
    ("text", "code", "how"),
    [
        ("✅ DONE (session 31)", "DONE", "word"),
        ("[x]", "[x]", "mark"),
        ("3/5", "3/5", "progress"),
        ("✅", "✅", "glyph"),
        ("✅ Frobnicated", "Frobnicated", "glyph"),
        ("In Progress", "In Progress", "word"),
    ],
)
def test_how_a_cell_was_read(text: str, code: str, how: str) -> None:
    reading = StatusReader().read(text)
    assert (reading.code, reading.how) == (code, how)


@pytest.mark.parametrize("glyph", GLYPHS)
@pytest.mark.parametrize("codec", ["cp1252", "cp1254", "latin-1"])
def test_a_glyph_is_known_under_mojibake(glyph: str, codec: str) -> None:
    broken = glyph.encode().decode(codec, "ignore")
    if len(broken) < 3:
        pytest.skip("too little is left of it")
    assert broken_glyphs()[broken] == GLYPHS[glyph]
    assert StatusReader().read(broken).category == CATEGORY_OF[GLYPHS[glyph]]


@given(
    st.sampled_from(sorted(words())),
    st.sampled_from(["{}", "**{}**", "`{}`", "~~{}~~", "{} (note)", "🔥 {}", "{} — by Ada", "[{}](u)"]),
)
def test_markup_and_remarks_do_not_hide_a_word(word: str, form: str) -> None:
    assert StatusReader().read(form.format(word)).category == CATEGORY_OF[words()[word]]


@given(st.text(max_size=30))
def test_every_text_has_a_reading(text: str) -> None:
    reading = StatusReader().read(text)
    assert reading.category in CATEGORIES
    assert StatusReader().read(text) == reading


LEGEND = (
    Status("OPEN", "🔴 Open", "todo"),
    Status("BUSY", "🟡 Busy", "active"),
    Status("SHIPPED", "🏁 Shipped", "done"),
)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        *(
            ("🔴 Open", "OPEN"),
            ("🔴", "OPEN"),
            ("open", "OPEN"),
            ("**🟡 Busy**", "BUSY"),
            ("BUSY — Ada", "BUSY"),
            ("🏁\ufe0f", "SHIPPED"),
        ),
        ("🔴 Shipped", "SHIPPED"),  # the word beats the glyph
        ("🏁 Frobnicated", "SHIPPED"),  # the legend's glyph beats an unknown word
    ],
)
def test_the_legend_says_what_a_cell_means(text: str, code: str) -> None:
    reading = StatusReader(LEGEND).read(text)
    assert (reading.code, reading.how) == (code, "legend")


def test_a_glyph_of_two_statuses_says_nothing() -> None:
    reader = StatusReader([Status("A", "🔴 Open", "todo"), Status("B", "🔴 Broken", "failed")])
    assert reader.read("🔴").category == "unknown"


def test_the_configuration_goes_before_all() -> None:
    reader = StatusReader(LEGEND, {"Parked": "deferred", "🔴": "blocked", "Open": "review"})
    assert [reader.read(text).category for text in ("parked", "🔴", "Open (x)", "🔴 Open")] == [
        "deferred",
        "blocked",
        "review",
        "review",
    ]


def test_find_takes_code_label_and_words() -> None:
    reader = StatusReader(LEGEND)
    assert [found.code for word in ("shipped", "🏁 Shipped", "Shipped") if (found := reader.find(word))] == [
        "SHIPPED"
    ] * 3
    assert reader.find("nothing") is None


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        (STRICT_LEGEND, "PENDING READY ASSIGNED RUNNING REVIEW DONE FAILED BLOCKED"),
        (table("State | Meaning", "todo | not begun", "done | finished"), "todo done"),
        (
            table("Symbol | Meaning", "✅ | Complete", "🔄 | In progress", "❌ | Not started"),
            "Complete In_progress Not_started",
        ),
        (table("Icon | Meaning", "🟢 | Done", "🔴 | Blocked"), "Done Blocked"),
        (table("Symbol | Status | Description", "✅ | Done | merged", "🚧 | Doing | in work"), "Done Doing"),
        (table("Status | Meaning | Set by", "Open | new | anybody", "Closed | done | QA"), "Open Closed"),
        (table("Symbol | Meaning | Action", "⬜ | Not started | take it", "✅ | Done | none"), "Not_started Done"),
        (table("标记 | 含义", "✅ | 已完成", "⬜ | 未开始"), "已完成 未开始"),
        (table("状态 | 说明", "待开始 | 还没有人做", "已完成 | 合并了"), "待开始 已完成"),
        (table("Code | Description | Status", "`OPEN` | new | 🔲 OPEN", "`DONE` | merged | ✅ DONE"), "OPEN DONE"),
    ],
)
def test_legends(text: str, codes: str) -> None:
    legend = tracker(text).legend
    assert legend is not None
    assert [status.code.replace(" ", "_") for status in legend.statuses] == codes.split()


ROWS = table("ID | Task | Status", "A-1 | Step the mast | PENDING", "A-2 | Bend the sails | DONE")


@pytest.mark.parametrize(
    "text",
    [
        "**Legend**: PENDING, READY, ASSIGNED, RUNNING, REVIEW, DONE, FAILED, BLOCKED",
        "Status: 🔲 PENDING · 🟦 READY · ASSIGNED · RUNNING · REVIEW · ✅ DONE · ❌ FAILED · BLOCKED",
        "| text\n\nStatuses: `PENDING` | `READY` | `ASSIGNED` | `RUNNING` | `REVIEW` | `DONE` | `FAILED` | `BLOCKED`",
        "> **Status values:** PENDING (new), READY (free), ASSIGNED, RUNNING, REVIEW, DONE, FAILED, and BLOCKED.",
        "- **PENDING**: waits\n- READY — free\n- ASSIGNED\n- RUNNING - now\n- REVIEW\n- DONE\n- FAILED\n- BLOCKED",
        "图例：待处理、就绪、已分配、进行中、审核中、已完成、失败、阻塞",
    ],
)
def test_a_line_or_list_of_the_eight_statuses_is_a_legend(text: str) -> None:
    found = tracker(f"{text}\n\n{ROWS}")
    assert (found.workflow.name, found.workflow.severity) == ("strict", "error")
    assert found.legend is not None
    assert [status.sense for status in found.legend.statuses] == list(STRICT)


@pytest.mark.parametrize(
    "text",
    [
        "Legend: PENDING, READY, ASSIGNED, RUNNING, REVIEW, DONE, FAILED",
        "Legend: PENDING, READY, ASSIGNED, RUNNING, REVIEW, DONE, FAILED, BLOCKED, SKIPPED",
        "The machine goes through PENDING, READY, ASSIGNED, RUNNING, REVIEW, DONE, FAILED, BLOCKED",
        "\n".join(f"- [ ] {sense.upper()}" for sense in STRICT),
        "    Legend: PENDING, READY, ASSIGNED, RUNNING, REVIEW, DONE, FAILED, BLOCKED",
    ],
)
def test_fewer_more_and_prose_about_them_are_none(text: str) -> None:
    found = tracker(f"{text}\n\n{ROWS}")
    assert (found.workflow.name, found.legend) == ("lenient", None)


def test_the_label_is_what_cells_write_and_not_the_code() -> None:
    legend = tracker(table("Code | Description | Status", "`OPEN` | new | 🔲 OPEN", "`DONE` | merged | ✅ DONE")).legend
    assert legend is not None
    assert [status.label for status in legend.statuses] == ["🔲 OPEN", "✅ DONE"]


@pytest.mark.parametrize(
    "text",
    [
        table("Code | Meaning", "0 | all is well", "2 | bad usage"),
        table("退出码 | 含义 | 处理建议", "0 | 正常 | 无", "1 | 参数不对 | 检查"),
        table("Theme | Code | Definition | Example", "Trust | TR | they trust | x", "Fear | FE | they fear | y"),
        table("Field | Meaning", "name | how it is called", "size | how big"),
        table("Relationship | From | To | Meaning", "uses | A | B | needs it", "has | A | C | owns it"),
        table("Priority | Meaning | Timeline", "P0 | drop all | now", "P1 | soon | week"),
        table("Trait | Definition", "Calm | stays quiet", "Bold | dares"),
    ],
)
def test_other_keys_are_no_legends_of_statuses(text: str) -> None:
    assert tracker(text).legend is None
    assert tracker(text).tasks == ()


@pytest.mark.parametrize(
    ("role", "headers"),
    [
        ("id", "ID|#|编号|Task ID|序号|任务ID|Nº|番号|번호|номер|código|ID (internal)"),
        ("work", "Task|任务|태스크|задача|tâche|Aufgabe|tarea|タスク|المهمة|görev|**Task**|`Task`"),
        (
            "status",
            "Status|状态|상태|Estado|Статус|Statut|État|ステータス|狀態|الحالة|STATUS:|Status |Current State".replace(
                "|狀態", ""
            ),
        ),
        (
            "owner",
            "Owner|负责人|担当者|Assigned To|исполнитель|responsable|verantwortlich|Agent Type|담당자|Assignee(s)",
        ),
        ("depends", "Depends On|Blocked By|依赖|依存|dependencias|Abhängigkeiten|зависит от|의존성|DEPENDENCIES"),
        ("priority", "Priority|优先级|우선순위|prioridad|приоритет|Severity"),
        ("estimate", "Effort|工时|Est. Hours|story points|工数|estimación|Time (estimate)"),
        ("completed", "Completed|完了日|완료일|Finished|дата окончания|fecha de fin|Completed_At"),
        ("old", "Old Status|旧状态|from|変更前|estado anterior|старый статус"),
        ("new", "New Status|新状态|to|変更後|nuevo estado|новый статус"),
        ("total", "Total|总数|合計|합계|всего|# Tasks"),
    ],
)
def test_headers_in_many_languages(role: str, headers: str) -> None:
    assert [header for header in headers.split("|") if role not in candidates(header)] == []


@given(st.text(max_size=30))
def test_a_header_is_normal_when_normalised(header: str) -> None:
    assert normal(normal(header)) == normal(header)


def test_words_for_statuses_begin_with_a_letter_or_a_digit() -> None:
    assert [word for word in words() if not word[0].isalnum()] == []


@pytest.mark.parametrize("piece", [":a: ", "[x] ", "[q] ", "- [ ] ", ":white_check_mark: ", "🔴 ", "~~x~~ "])
def test_a_cell_of_thousands_of_signs_is_read(piece: str) -> None:
    assert StatusReader().read(piece * 5_000).category in CATEGORIES


def test_a_name_for_a_sign_means_in_each_document_what_that_says_of_the_sign() -> None:
    told = StatusReader(told=lambda: {"❌": ("Not Started", "pending")})
    assert [told.read(text).category for text in ("❌", ":x:")] == ["todo", "todo"]
    assert StatusReader().read(":x:").category == StatusReader().read("❌").category != "todo"


def test_words_struck_one_after_the_other() -> None:
    assert StatusReader().read("~~Todo~~ ~~In progress~~ Done").category == "done"
    assert StatusReader().read("~~Todo~~ ~~Ready~~").category == "todo"
