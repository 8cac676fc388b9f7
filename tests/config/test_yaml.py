"""YAML that is broken, hostile or merely odd."""

from __future__ import annotations

import time

import pytest

from forgemd.config import DEFAULT, load
from forgemd.config.discovery import MAX_BYTES
from tests.config.test_load import refusal, yaml


def bomb(levels: int) -> str:
    lines = ["l0: &l0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"l{i}: &l{i} [{', '.join([f'*l{i - 1}'] * 9)}]" for i in range(1, levels)]
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("text", "line", "column", "part"),
    [
        ("rules:\n\tbad-date: off\n", 2, 1, "a tab; YAML is indented with spaces"),
        ("trackers: [a.md\nforce: forbid\n", 2, 6, "not YAML"),
        ("commit:\n  subject: a: b\n", 2, 13, "put text with `: ` in quotes"),
        ("fail_on: @x\n", 1, 10, "put the text in quotes"),
        ('fail_on: "\\q"\n', 1, 12, "not YAML"),
        ("trackers: *none\n", 1, 11, "`*none` is not defined"),
        ("commit: &c {subject: *c}\n", 1, 22, "`*c` is not defined above"),
        ("force: allow\n---\nforce: forbid\n", 2, 1, "a second document"),
        ("force: !!python/object/apply:os.system [x]\n", 1, 8, "a tag"),
        ("force: !!str forbid\n", 1, 8, "a tag"),
        ("fail_on: note\n\nfail_on: error\n", 3, 1, "the key `fail_on` again; it stands in line 1"),
        ("rules: {bad-date: off, bad-date: off}\n", 1, 24, "the key `bad-date` again"),
        ("columns:\n  2024: due\n", 2, 3, "a key must be text, not the number 2024; put it in quotes"),
        ("statuses:\n  ~: todo\n", 2, 3, "a key must be text, not nothing"),
        ("? [a]\n: 1\n", 1, 3, "a key must be text, not a list"),
        ("commit:\n  <<: [1]\n", 2, 8, "`<<` wants a mapping"),
        ("commit:\n  <<: {}\n  '<<': {}\n", 3, 3, "unknown key `<<`"),
        ("fail_on: \x01\n", 1, 10, "U+0001"),
        ("# ü 🔴\nfail_on: wrong\n", 2, 10, "one of error, warning"),
        ("\ufefffoo: 1\n", 1, 1, "unknown key `foo`"),
        ("trackers: " + "[" * 60, 1, 60, "nested deeper than 50"),
        (bomb(9), 5, 20, "more than 20000 values"),
    ],
)
def test_refused_in_its_place(text: str, line: int, column: int, part: str) -> None:
    problem = refusal(text).problems[0]
    assert part in problem.message
    assert problem.at == (line, column)


@pytest.mark.parametrize(
    ("raw", "place", "part"),
    [
        ("force: forbid\n".encode("utf-16"), (1, 1), "UTF-16"),
        (b"force: forbid\ncommit: {subject: \xe9t\xe9}\n", (2, 19), "0xE9 is not UTF-8"),
        (b"force: \x00\n", (1, 8), "U+0000"),
        (b"#" * (MAX_BYTES + 1), (1, 1), "more than 256 KiB"),
    ],
)
def test_bytes_that_are_no_text(raw: bytes, place: tuple[int, int], part: str) -> None:
    problem = refusal(raw).problems[0]
    assert part in problem.message
    assert problem.at == place


def test_an_alias_is_wrong_once() -> None:
    error = refusal("trackers: &x [/a]\nexclude: *x\n")
    assert len(error.problems) == 2
    assert {problem.at for problem in error.problems} == {(1, 15)}


def test_merged_keys_keep_their_places() -> None:
    error = refusal("commit: &c {subject: 1}\nworkflow: {statuses: {A: {<<: *c}}}\n")
    assert [problem.at for problem in error.problems] == [(1, 13), (1, 22)]


def test_own_keys_go_before_merged_ones_and_earlier_before_later() -> None:
    config = yaml("statuses: {b: done, <<: [{a: todo, b: todo}, {a: done, c: ready}]}\n")
    assert config.statuses == {"b": "done", "a": "todo", "c": "ready"}


def test_words_that_old_yaml_took_for_something_else() -> None:
    config = yaml("statuses: {no: todo, on: active, 2024-01-01: due}\n".replace(": due", ": todo"))
    assert config.statuses == {"no": "todo", "on": "active", "2024-01-01": "todo"}


@pytest.mark.parametrize(
    "raw",
    [
        b"{" * 100_000,
        b"- " * 100_000,
        b"? " * 100_000,
        b"!" * 100_000 + b" x",
        b"&a " * 80_000,
        b"fail_on: " + b"1" * 100_000,
        b"fail_on: 1e999\n",
        b"x: &a {}\n" + b"y: *a\n" * 30_000,
        b"".join(b"k%d: 1\n" % i for i in range(19_000)),
    ],
)
def test_hostile_input_costs_little(raw: bytes) -> None:
    start = time.process_time()
    error = refusal(raw)
    assert time.process_time() - start < 5
    assert len(str(error)) < 10_000


def test_a_large_but_honest_file_is_read() -> None:
    raw = "columns:\n" + "".join(f"  header {i}: owner\n" for i in range(5000))
    assert len(load("x.yaml", raw.encode()).columns) == 5000


def test_nothing_said_is_the_default() -> None:
    assert load("x.yaml", b"") is DEFAULT
