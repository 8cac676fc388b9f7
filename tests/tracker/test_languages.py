"""Headers of task tables in the languages in which trackers are kept: each row of headers with what it means."""

from __future__ import annotations

import json
import os

import pytest

from forgemd.tracker.words.headers import ENDS, candidates, exactly, normal

ROLES = ["id", "work", "owner", "priority", "due", "estimate", "depends", "progress", "notes", "status"]
with open(os.path.join(os.path.dirname(__file__), "languages.json"), encoding="utf-8") as _stream:
    HEADERS: dict[str, str] = json.load(_stream)


@pytest.mark.parametrize("language", HEADERS)
def test_headers_of_a_language(language: str) -> None:
    headers = HEADERS[language].split(" | ")
    said = {header: candidates(header) for header in headers}
    wrong = {header: said[header] for header, role in zip(headers, ROLES, strict=True) if role not in said[header]}
    assert wrong == {}


@pytest.mark.parametrize("word", ["स्थिति", "\u095bिम्मेदार", "ज\u093cिम्मेदार", "สถานะ", "งาน", "№"])
def test_marks_of_a_script_belong_to_its_words(word: str) -> None:
    assert normal(f"**{word}**:") == word


@pytest.mark.parametrize("header", ["施工狀態", "開發狀態", "XY狀態", "結束日期", "某状態", "某状态", "某상태"])
def test_a_noun_with_something_in_front_is_known_by_its_end(header: str) -> None:
    assert candidates(header)


def test_every_such_end_is_in_the_table_of_words() -> None:
    assert [end for end in ENDS if not exactly(end)] == []
