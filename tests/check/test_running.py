"""Selecting, running, comparing with a base, fixing."""

from __future__ import annotations

import re
from collections import Counter
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forgemd.check import DEFAULT, Selection, Subject, fix, introduced, naming, news, run, selected
from forgemd.check.fixing import compatible
from forgemd.diagnostics import Diagnostic, Fix
from forgemd.errors import UsageError
from forgemd.rules import ALL, REGISTRY, AnyRule, Rule, load
from forgemd.text import Edit, Source, Span
from forgemd.tracker import Tracker, read

ROWS = """\
| ID  | Task | Status |
|-----|------|--------|
| A-1 | Keel | Todo   |
| A-1 | Ribs | Wobbly |
"""
CLEAN = ROWS.replace("A-1 | Ribs | Wobbly", "A-2 | Ribs | Done  ")
NEEDS_BASE = [name for name in ALL if REGISTRY[name].judges == "change" and REGISTRY[name].on]
ON = [name for name in ALL if REGISTRY[name].on]
NOW = datetime(2026, 5, 30, tzinfo=UTC)


def reading(text: str, path: str = "T.md") -> Tracker:
    return read(Source(text, path))


def names(selection: Selection) -> list[str]:
    return [each.name for each in selected(selection)]


# Selection


@pytest.mark.parametrize(
    ("selection", "expected"),
    [
        (DEFAULT, ON),
        (Selection(only=("stale-rollup", "bad-date")), ["bad-date", "stale-rollup"]),
        (Selection(only=("ALL",)), ON),
        (Selection({"ALL": "off"}), []),
        (Selection({"ALL": "off", "bad-date": "note"}), ["bad-date"]),
        (Selection({"bad-date": "off"}, only=("bad-date",)), []),
        (Selection(only=("bad-date", "ragged-row"), ignored=("bad-date",)), ["ragged-row"]),
        (Selection(ignored=("ALL",)), []),
    ],
)
def test_selected(selection: Selection, expected: list[str]) -> None:
    assert names(selection) == expected


@pytest.mark.parametrize(
    "selection",
    [Selection({"dupliacte-id": "error"}), Selection(only=("dupliacte-id",)), Selection(ignored=("dupliacte-id",))],
)
def test_a_rule_that_does_not_exist(selection: Selection) -> None:
    with pytest.raises(UsageError, match="no rule called 'dupliacte-id'") as caught:
        run([], selection)
    assert caught.value.hint == "did you mean duplicate-id?"


def test_a_rule_that_resembles_none() -> None:
    with pytest.raises(UsageError) as caught:
        run([], Selection(only=("xyzzy",)))
    assert caught.value.hint == "forgemd rule lists the rules"


def test_severities_are_replaced() -> None:
    subject = Subject(reading(ROWS))
    found = run([subject], Selection({"duplicate-id": "note", "ALL": "warning"})).diagnostics
    assert {each.rule: each.severity for each in found} == {"duplicate-id": "note", "unknown-status": "warning"}
    found = run([subject]).diagnostics
    assert {each.rule: each.severity for each in found} == {"duplicate-id": "error", "unknown-status": "note"}


# Running


def test_findings_are_sorted_by_path_place_and_rule() -> None:
    found = run([Subject(reading(ROWS, "b.md")), Subject(reading(ROWS, "a.md"))]).diagnostics
    assert [(each.path, each.rule) for each in found] == [
        ("a.md", "duplicate-id"),
        ("a.md", "unknown-status"),
        ("b.md", "duplicate-id"),
        ("b.md", "unknown-status"),
    ]


def test_what_needs_a_base_and_has_none_is_said() -> None:
    not_run = run([Subject(reading(CLEAN), None, "this is no repository")]).not_run
    assert {each.rule: each.why for each in not_run} == {
        **dict.fromkeys(NEEDS_BASE, "this is no repository"),
        **dict.fromkeys(
            (name for name in ALL if REGISTRY[name].judges == "both"),
            "only the state was judged: this is no repository",
        ),
        **dict.fromkeys(
            (name for name in ALL if REGISTRY[name].judges == "time" and REGISTRY[name].on),
            "the time of the check is not known",
        ),
    }
    assert {each.path for each in not_run} == {"T.md"}


@pytest.mark.parametrize("subject", [Subject(reading(CLEAN), reading(CLEAN)), Subject(reading(CLEAN), is_new=True)])
def test_with_a_base_or_as_a_new_file_every_rule_runs(subject: Subject) -> None:
    assert run([subject], Selection(now=NOW)).not_run == ()


def test_a_rule_that_can_find_nothing_in_a_tracker_is_not_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def loaded(name: str) -> AnyRule:
        asked.append(name)
        return load(name)

    monkeypatch.setattr(naming, "load", loaded)
    run([Subject(reading(CLEAN))])
    assert "duplicate-id" in asked
    assert not {"bad-date", "dependency-cycle", "log-contradicts-status", "mojibake", "stale-rollup"} & set(asked)


def test_a_rule_that_crashes_is_heard(monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(tracker: Tracker) -> list[Diagnostic]:
        raise ZeroDivisionError(tracker.path)

    def loaded(name: str) -> AnyRule:
        rule = load(name)
        return Rule(name, Tracker, crash, "error", "ids", "") if name == "duplicate-id" else rule  # type: ignore[arg-type]

    monkeypatch.setattr(naming, "load", loaded)
    with pytest.raises(ZeroDivisionError):
        run([Subject(reading(CLEAN))])


# What is new


def finding(
    rule: str = "r",
    path: str = "T.md",
    message: str = "m",
    task: str | None = None,
    role: str | None = None,
    at: int = 0,
) -> Diagnostic:
    return Diagnostic(rule, path, Span(at, at + 1), "error", message, task, role)


@pytest.mark.parametrize(
    ("old", "new", "is_new"),
    [
        (finding(task="A-1"), finding(task="A-1", at=90), False),
        (finding(task="A-1", message="Todo"), finding(task="A-1", message="Done"), False),
        (finding(task="A-1"), finding(task="A-2"), True),
        (finding(task="A-1", role="status"), finding(task="A-1", role="owner"), True),
        (finding(rule="r"), finding(rule="s"), True),
        (finding(path="a"), finding(path="b"), True),
        (finding(message="Done says 5, and 4 is true"), finding(message="Done says 15, and 3 is true", at=7), False),
        (finding(message="Done says 5"), finding(message="Todo says 5"), True),
    ],
)
def test_introduced(old: Diagnostic, new: Diagnostic, is_new: bool) -> None:
    assert introduced([old], [new]) == ((new,) if is_new else ())


def test_a_finding_stands_for_one_other_only() -> None:
    one, two = finding(message="5 of 6", at=1), finding(message="5 of 7", at=9)
    assert introduced([one], [one, two]) == (two,)
    assert introduced([two], [one, two]) == (one,)
    assert introduced([one, two], [two]) == ()


diagnostics = st.builds(
    finding,
    rule=st.sampled_from("rs"),
    path=st.sampled_from(["a", "b"]),
    message=st.sampled_from(["1 x", "2 x", "y"]),
    task=st.sampled_from([None, "A-1", "A-2"]),
    role=st.sampled_from([None, "status"]),
    at=st.integers(0, 3),
)
several = st.lists(diagnostics, max_size=8)


def identity(each: Diagnostic) -> tuple[str, ...]:
    return (each.rule, each.path, each.task or re.sub("[0-9]", "", each.message), str(each.role), str(each.task))


@given(several)
def test_nothing_is_new_beside_itself(found: list[Diagnostic]) -> None:
    assert introduced(found, found) == ()
    assert introduced(found, []) == ()
    assert introduced([], found) == tuple(found)
    assert introduced([each._replace(span=Span(99, 100)) for each in found], found) == ()


@given(several, several)
def test_what_is_new_is_counted(before: list[Diagnostic], after: list[Diagnostic]) -> None:
    new = introduced(before, after)
    assert Counter(map(identity, new)) == Counter(map(identity, after)) - Counter(map(identity, before))
    rest = iter(after)
    assert all(each in rest for each in new), "they keep their order"


@given(several, several, several)
def test_older_findings_never_make_more_new(
    before: list[Diagnostic], more: list[Diagnostic], after: list[Diagnostic]
) -> None:
    assert len(introduced(before + more, after)) <= len(introduced(before, after))


def test_news_of_a_change() -> None:
    before = reading(ROWS)
    after = reading(ROWS + "| A-2 | Deck | Todo |\n| A-2 | Mast | Todo |\n")
    subjects = [Subject(after, before)]
    result = run(subjects)
    assert [each.task for each in result.diagnostics if each.rule == "duplicate-id"] == ["A-1", "A-2"]
    assert [each.message for each in news(subjects, result.diagnostics)] == ['A-2: line 5 has this id too ("Deck")']


def test_everything_in_a_new_file_is_news() -> None:
    subject = Subject(reading(ROWS), is_new=True)
    result = run([subject])
    assert news([subject], result.diagnostics) == result.diagnostics


# Fixes


def summary(figures: list[tuple[int, int, int]], statuses: list[list[bool]]) -> str:
    """A tracker with a section for each list of statuses (done or not), and a rollup that states `figures`."""
    text = ""
    for index, done in enumerate(statuses):
        text += f"# Part {index}\n\n| ID | Task | Status |\n|---|---|---|\n"
        text += "".join(f"| {index}-{row} | x | {'Done' if one else 'Todo'} |\n" for row, one in enumerate(done)) + "\n"
    text += "# Summary\n\n| Section | Total | Done | Pending |\n|---|---|---|---|\n"
    for index, row in enumerate(figures):
        text += f"| Part {index} | {row[0]} | **{row[1]}** | ✅ {row[2]}  |\n"
    return text


def test_figures_are_fixed_to_a_fixpoint() -> None:
    done = fix(Subject(reading(summary([(9, 0, 1)], [[True, False, False]]))), read)
    assert done.tracker.source.text == summary([(3, 1, 2)], [[True, False, False]])
    assert [each.rule for each in done.fixed] == ["stale-rollup"] * 3
    assert done.unsettled == ()


statuses = st.lists(st.lists(st.booleans(), min_size=1, max_size=4), min_size=1, max_size=3)
figures = st.tuples(*[st.integers(0, 120)] * 3)


@given(st.data())
def test_fixing_changes_digits_only_and_twice_is_once(data: st.DataObject) -> None:
    parts = data.draw(statuses)
    text = summary(data.draw(st.lists(figures, min_size=len(parts), max_size=len(parts))), parts)
    once = fix(Subject(reading(text)), read)
    assert not [each for each in run([Subject(once.tracker)]).diagnostics if each.rule == "stale-rollup"]
    assert fix(Subject(once.tracker), read).tracker is once.tracker
    assert re.sub("[0-9]+| +", "", once.tracker.source.text) == re.sub("[0-9]+| +", "", text)
    assert len(once.fixed) == sum(
        stated != true
        for row, part in zip(reading(text).rollups[0].rows, parts, strict=True)
        for stated, true in zip(
            [re.sub(r"\D", "", value) for value in row.row.values[1:]],
            [str(len(part)), str(sum(part)), str(len(part) - sum(part))],
            strict=True,
        )
    )


def fixing(start: int, end: int, new: str) -> Diagnostic:
    edit = Edit(Span(start, end), CLEAN[start:end], new)
    return finding(at=start)._replace(fix=Fix("f", (edit,), "safe"))


@pytest.mark.parametrize(
    ("wanted", "applied"),
    [
        ([fixing(0, 2, "a"), fixing(5, 6, "b")], [0, 1]),
        ([fixing(0, 4, "a"), fixing(2, 6, "b")], [0]),
        ([fixing(0, 4, "a"), fixing(4, 6, "b")], [0]),
        ([fixing(3, 3, "a"), fixing(3, 3, "b")], [0]),
        ([fixing(3, 8, "a"), fixing(0, 2, "b"), fixing(1, 4, "c"), fixing(9, 9, "d")], [0, 1, 3]),
    ],
)
def test_of_fixes_that_touch_the_first_is_applied(wanted: list[Diagnostic], applied: list[int]) -> None:
    chosen, edits = compatible(wanted)
    assert chosen == [wanted[index] for index in applied]
    assert len(edits) == len(applied)


def test_fixes_that_fight_are_given_up_and_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def flip(tracker: Tracker) -> list[Diagnostic]:
        text = tracker.source.text
        edit = Edit(Span(2, 4), text[2:4], "ID" if text[2:4] == "id" else "id")
        return [Diagnostic("duplicate-id", tracker.path, Span(2, 4), "note", "m", fix=Fix("f", (edit,), "safe"))]

    rule: AnyRule = Rule("duplicate-id", Tracker, flip, "note", "ids", "")  # type: ignore[arg-type]
    monkeypatch.setattr(naming, "load", lambda name: rule)
    done = fix(Subject(reading(CLEAN)), read, Selection(only=("duplicate-id",)))
    assert done.unsettled == ("duplicate-id",)
    assert len(done.fixed) == 10


# Any text at all

words = st.sampled_from(
    [
        "ID",
        "Task",
        "Status",
        "Depends on",
        "Total",
        "Done",
        "Todo",
        "A-1",
        "A-2",
        "1",
        "2",
        "`a",
        "b`",
        "2025-02-30",
        "",
        "\\|",
    ]
)
lines = st.lists(words, min_size=1, max_size=5).map(lambda cells: f"| {' | '.join(cells)} |")
texts = st.lists(
    st.one_of(lines, st.sampled_from(["", "# A", "## Change Log", "|---|---|---|", "|-|-|-|-|-|"])), max_size=14
)


@given(texts, texts)
def test_rules_judge_any_text(before: list[str], after: list[str]) -> None:
    tracker = reading("\n".join(after))
    result = run([Subject(tracker, reading("\n".join(before)))])
    for each in result.diagnostics:
        assert 0 <= each.span.start <= each.span.end <= len(tracker.source.text)
        assert "\n" not in tracker.source.slice(each.span)
        assert "\n" not in each.message
    done = fix(Subject(tracker), read, unsafe=True)
    assert done.unsettled == ()


# Rules that are off


def test_a_rule_that_is_off_runs_only_where_it_is_named() -> None:
    off = {name for name in ALL if not REGISTRY[name].on}
    assert off == {
        *("missing-branch", "priority-gate", "stale-lease", "stale-review", "task-reopened", "unmerged-branch"),
    }
    for selection in (DEFAULT, Selection(only=("ALL",)), Selection(only=("change",)), Selection({"ALL": "error"})):
        assert not off & set(names(selection))
    for name in off:
        for selection in (Selection(only=(name,)), Selection({name: "note"})):
            assert name in names(selection)
