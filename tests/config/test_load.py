"""A configuration file is read whole or refused with everything that is wrong with it, each in its place."""

from __future__ import annotations

import json
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given

from forgemd.config import (
    DEFAULT,
    OPTIONS,
    CommitOptions,
    Config,
    FileOptions,
    InvalidConfig,
    MergeOptions,
    StatusOptions,
    TransitionOptions,
    WorkflowOptions,
    load,
)
from forgemd.config.collection import plain
from forgemd.errors import ConfigError
from tests.config.cases import BAD, GOOD, Bad
from tests.config.strategies import configurations

PATH = "sub/.forgemd.yaml"


def steps(*codes: str) -> dict[str, TransitionOptions]:
    return dict.fromkeys(codes, TransitionOptions())


def yaml(text: str, path: str = PATH) -> Config:
    return load(path, text.encode())


def refusal(text: str | bytes, path: str = PATH) -> InvalidConfig:
    with pytest.raises(InvalidConfig) as caught:
        load(path, text if isinstance(text, bytes) else text.encode())
    return caught.value


EXPECTED: dict[str, Config] = {
    "byte order mark": Config(fail_on="note"),
    "carriage returns": Config(fail_on="note", select=("bad-date",)),
    "document start": Config(fail_on="note"),
    "old YAML, where off is false": Config(rules={"ragged-row": "off"}),
    "trackers": Config(trackers=("TASK-STATUS.md", "docs/**/*.md", "./x.md", "a..b/c.md"), exclude=("vendor/**",)),
    "workflow by name": Config(workflow="strict"),
    "workflow of one's own": Config(
        workflow=WorkflowOptions(
            {
                "OPEN": StatusOptions("🔲 OPEN", category="todo", initial=True, to=steps("DOING", "DROPPED")),
                "DOING": StatusOptions(category="active", to=steps("CLOSED", "OPEN"), requires=("owner", "started")),
                "CLOSED": StatusOptions(category="done", requires=("completed",)),
                "DROPPED": StatusOptions(),
                "LEGACY": StatusOptions(to=steps("OPEN")),
            }
        )
    ),
    "a workflow with conditions": Config(
        workflow=WorkflowOptions(
            {
                "OPEN": StatusOptions(glyph="⬜", initial=True, to=steps("DOING")),
                "DOING": StatusOptions(
                    glyph="🟧", limit=2, to={**steps("REVIEW"), "STUCK": TransitionOptions(reason=True)}
                ),
                "REVIEW": StatusOptions(
                    to={"CLOSED": TransitionOptions(("reviewer",), other_reviewer=True), **steps("DOING")}
                ),
                "STUCK": StatusOptions(category="blocked", requires=("notes",), to=steps("DOING")),
                "CLOSED": StatusOptions(to={"DOING": TransitionOptions(by=("ada", "grace"), reason=True)}),
            }
        )
    ),
    "corrections": Config(
        columns={"Squad": "owner", "Impact": "other"},
        statuses={"Parked": "deferred", "🔴": "blocked", "no": "todo"},
    ),
    "rules": Config(
        rules={"ALL": "note", "duplicate-id": "error", "ragged-row": "off"}, select=("ALL",), fail_on="never"
    ),
    "allowances": Config(allow={"P1-001": {"ragged-row": "the bars are meant"}}),
    "commit": Config(commit=CommitOptions(subject="{{ task.id }}: {{ new }}", trailers=False)),
    "merging": Config(merge=MergeOptions("safety")),
    "rules for some files": Config(
        per_file={
            "docs/**": FileOptions(rules={"dates": "off"}),
            "./T.md": FileOptions(select=("ALL",)),
            "x/": FileOptions(),
        }
    ),
    "anchors": Config(trackers=("a.md",), exclude=("a.md",)),
    "merge": Config(
        workflow=WorkflowOptions(
            {
                "A": StatusOptions(category="active", initial=True, to=steps("B"), requires=("owner",)),
                "B": StatusOptions(category="active", to=steps("C"), requires=("owner",)),
                "C": StatusOptions(category="done", requires=("owner",)),
            }
        )
    ),
}


@pytest.mark.parametrize("name", GOOD)
def test_good(name: str) -> None:
    assert yaml(GOOD[name]) == EXPECTED.get(name, DEFAULT)


@pytest.mark.parametrize("case", BAD.values(), ids=BAD)
def test_bad(case: Bad) -> None:
    error = refusal(case.text)
    assert [(problem.at.line, problem.at.column) for problem in error.problems] == [
        (line, column) for line, column, _ in case.problems
    ]
    for problem, (_, _, part) in zip(error.problems, case.problems, strict=True):
        assert part in problem.message, problem.message


def test_the_error_is_one_that_people_can_act_on() -> None:
    error = refusal("trackerz: [a.md]\nfail_on: warnings\n")
    assert isinstance(error, ConfigError)
    assert error.exit_code == 2
    assert error.where == f"{PATH}:1:1"
    assert str(error).splitlines() == [
        f"{PATH}:1:1: unknown key `trackerz`; did you mean `trackers`?",
        f"{PATH}:2:10: {error.problems[1].message}",
    ]
    assert error.problems[1].message == (
        '`fail_on` wants one of error, warning, note, never, not the text "warnings"; did you mean `warning`?'
    )
    assert error.hint is not None
    assert PATH in error.hint


def test_a_wall_of_problems_is_cut() -> None:
    error = refusal("".join(f"k{i}: 1\n" for i in range(30)))
    assert len(error.problems) == 30
    assert len(str(error).splitlines()) == 21
    assert str(error).endswith("and 10 more problems")
    assert len(refusal("".join(f"k{i}: 1\n" for i in range(3000))).problems) == 100


def test_what_a_terminal_obeys_is_not_echoed() -> None:
    error = refusal('"\\e[31mx\\u202e\\n": 1\n')
    assert error.message.isprintable()
    assert "\\x1b[31mx\\u202e\\n" in error.message


def test_rules_are_known_when_they_are_told() -> None:
    text = b"rules: {ALL: note, bad-date: off, bad-dat: off}\nselect: [duplicated-id]\n"
    assert load(PATH, text).rules["bad-dat"] == "off"
    with pytest.raises(InvalidConfig) as caught:
        load(PATH, text, rule_names=["bad-date", "duplicate-id"])
    assert [(p.at.line, p.at.column) for p in caught.value.problems] == [(1, 35), (2, 10)]
    assert "there is no rule `bad-dat`; did you mean `bad-date`?" in caught.value.problems[0].message
    assert "did you mean `duplicate-id`?" in caught.value.problems[1].message


def test_without_a_marked_status_the_first_is_initial() -> None:
    def initial(text: str) -> list[str]:
        workflow = yaml(text).workflow
        assert isinstance(workflow, WorkflowOptions)
        return [code for code, status in workflow.statuses.items() if status.initial]

    assert initial("workflow: {statuses: {B: , A: }}") == ["B"]
    assert initial("workflow: {statuses: {B: , A: {initial: true}, C: {initial: true}}}") == ["A", "C"]


def test_values_cannot_be_changed() -> None:
    config = yaml("columns: {Squad: owner}")
    for value in (config.columns, DEFAULT.columns, DEFAULT.rules):
        assert isinstance(value, MappingProxyType)
    with pytest.raises(AttributeError):
        config.fail_on = "never"  # type: ignore[misc]


@pytest.mark.parametrize("option", OPTIONS, ids=lambda option: option.name)
def test_every_option_says_what_it_is(option: Any) -> None:
    assert option.name in Config._field_defaults
    assert len(option.doc) > 40
    assert option.doc.endswith(".")
    config = load(PATH, json.dumps({option.name: option.example}, ensure_ascii=False).encode())
    changed = {name for name in Config._fields if getattr(config, name) != getattr(DEFAULT, name)}
    assert changed == {option.name} or (option.name == "extends" and option.name in changed)


def test_the_model_and_its_documentation_name_the_same_options() -> None:
    assert tuple(option.name for option in OPTIONS) == Config._fields


@given(configurations())
def test_what_was_read_reads_back(made: dict[str, Any]) -> None:
    try:
        config = load(PATH, json.dumps(made, ensure_ascii=False).encode())
    except InvalidConfig:
        return
    written = json.dumps(plain(config), ensure_ascii=False)
    assert load(PATH, written.encode()) == config
