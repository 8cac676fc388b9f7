"""Comments that allow findings, allowances of the configuration, baselines: what they take out and what they do not."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forgemd.check import Selection, Subject, adopted, baseline_text, read_baseline, run, suppressions
from forgemd.errors import UsageError
from forgemd.text import Source
from forgemd.tracker import Tracker, read
from tests.cli.shapes import hold

SHORT = "| ID | Task | Status |\n|---|---|---|\n| A-1 | Keel |\n"
INLINE = "<!-- forgemd-allow ragged-row: generated -->"
OTHER = SHORT.replace("A-1", "B-1")
ALLOW = INLINE + "\n"
REST = "| B-1 | Ribs |\n| C-1 | Deck | Todo |\n| C-2 | Mast | Todo |\n| C-3 | Sail | Todo |\n"
FILE = "<!-- forgemd-allow-file ragged-row: generated -->\n"


def quoted(text: str) -> str:
    return "".join(f"> {line}\n" for line in text.splitlines()) + "\n"


def indented(text: str) -> str:
    return "".join(f"  {line}\n" for line in text.splitlines())


def reading(text: str) -> Tracker:
    return read(Source(text, "T.md"))


def told(text: str, selection: Selection | None = None) -> list[tuple[str, str | None]]:
    result = run([Subject(reading(text))], selection or Selection(only=("ragged-row", "reading")))
    return [(found.rule, found.task) for found in result.diagnostics]


A, B = ("ragged-row", "A-1"), ("ragged-row", "B-1")
UNUSED, BAD = ("unused-suppression", None), ("bad-suppression", None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(SHORT, [A], id="nothing allowed"),
        pytest.param(ALLOW + SHORT, [], id="right before a table"),
        pytest.param(ALLOW + "\n\n" + SHORT, [], id="blank lines between"),
        pytest.param("text\n\n" + ALLOW + SHORT + "\n" + OTHER, [B], id="only the next table"),
        pytest.param(ALLOW + "\n# Hull\n\n" + SHORT + "\n## Deck\n\n" + OTHER, [], id="a section with those in it"),
        pytest.param("## Hull\n\n" + ALLOW + "\n" + SHORT + "\n## Deck\n\n" + OTHER, [B], id="in a section"),
        pytest.param(ALLOW + "## Hull\n\n" + SHORT + "\n## Deck\n\n" + OTHER, [B], id="up to the next section"),
        pytest.param(ALLOW + "Hull\n====\n\n" + SHORT, [], id="a heading of the other style"),
        pytest.param(SHORT + "\n" + FILE, [], id="the file, from its end"),
        pytest.param(ALLOW + "\ntext\n\n" + SHORT, [UNUSED, A], id="a paragraph is next"),
        pytest.param(SHORT + "\n" + ALLOW, [A, BAD], id="nothing is next"),
        pytest.param(ALLOW + "<!-- more -->\n" + SHORT, [], id="another comment between"),
        pytest.param(
            "<!-- forgemd-allow duplicate-id: x -->\n" + ALLOW + SHORT, [], id="two, one of a rule that is off"
        ),
        pytest.param(ALLOW.replace("ragged-row", "bad-date, ragged-row") + SHORT, [], id="two rules in one"),
        pytest.param("<!--\n  forgemd-allow ragged-row:\n  generated\n-->\n" + SHORT, [], id="over lines"),
        pytest.param("<!--forgemd-allow ragged-row:x-->\n" + SHORT, [], id="no blanks"),
        pytest.param(ALLOW.replace(": generated", "") + SHORT, [BAD, A], id="no reason"),
        pytest.param(ALLOW.replace("generated", "  ") + SHORT, [BAD, A], id="an empty reason"),
        pytest.param(ALLOW.replace("ragged-row", "") + SHORT, [BAD, A], id="no rule"),
        pytest.param(ALLOW.replace("ragged-row", "ragged") + SHORT, [BAD, A], id="no such rule"),
        pytest.param(ALLOW.replace("ragged-row", "ALL") + SHORT, [BAD, A], id="not all at once"),
        pytest.param(ALLOW.replace("allow", "disable") + SHORT, [BAD, A], id="another tool's word"),
        pytest.param(ALLOW.replace("allow", "allow-line") + SHORT, [BAD, A], id="no such form"),
        pytest.param(ALLOW.replace("forgemd-allow", "forgemd: allow") + SHORT, [BAD, A], id="a colon for the dash"),
        pytest.param(ALLOW.replace("forgemd-allow", "forgemd allow") + SHORT, [BAD, A], id="a blank for the dash"),
        pytest.param(ALLOW.replace("forgemd-allow", "forgemd_allow") + SHORT, [BAD, A], id="a low dash"),
        pytest.param(ALLOW.replace("forgemd-allow", "Forgemd:\nAllow") + SHORT, [BAD, A], id="over two lines"),
        pytest.param(ALLOW.replace("forgemd-allow", "forgemd: ignore-file") + SHORT, [BAD, A], id="others' words"),
        pytest.param("<!-- forgemd: keeps this list -->\n" + SHORT, [A], id="prose that names forgemd"),
        pytest.param("<!-- forgemd allows no gaps here -->\n" + SHORT, [A], id="prose about what it allows"),
        pytest.param("<!-- forgemd-->\n" + SHORT, [A], id="the name alone"),
        pytest.param("```\n" + ALLOW + "```\n\n" + SHORT, [A], id="an example in a fence"),
        pytest.param("`" + ALLOW.strip() + "`\n\n" + SHORT, [A], id="an example in code"),
        pytest.param(SHORT.replace("Keel", f"Keel {INLINE}") + REST, [B], id="a cell, for its row"),
        pytest.param(SHORT.replace("Task", f"Task {INLINE}") + REST, [], id="a header, for its table"),
        pytest.param(SHORT.replace("Keel", f"`{INLINE}`"), [A], id="a cell with an example"),
        pytest.param(SHORT.replace("Keel", INLINE.replace("generated", "a | b")), [BAD], id="a cell, cut by a bar"),
        pytest.param(quoted(ALLOW + SHORT) + OTHER, [B], id="a quote, before its table"),
        pytest.param(quoted(SHORT + ALLOW) + "\n" + OTHER, [A, BAD, B], id="a quote, behind its table"),
        pytest.param(quoted(ALLOW + "# Hull\n\n" + SHORT) + "\n" + OTHER, [B], id="a quote, before its heading"),
        pytest.param(f"# Hull {INLINE}\n\n{SHORT}\n# Deck\n\n{OTHER}", [B], id="a heading, for its section"),
        pytest.param(f"Hull {INLINE}\n====\n\n{SHORT}\n# Deck\n\n{OTHER}", [B], id="a heading of the other style"),
        pytest.param(f"text {INLINE}\n\n{SHORT}", [UNUSED, A], id="a paragraph, for itself"),
        pytest.param(f"text \\{INLINE}\n\n{SHORT}", [A], id="an escaped one"),
        pytest.param(f"`` ` `` text ``{INLINE}`` `\n\n{SHORT}", [A], id="an example in longer code"),
        pytest.param(f"`` ` text {INLINE}\n\n{SHORT}", [UNUSED, A], id="a backtick that opens nothing"),
        pytest.param(f"text\n{ALLOW}{SHORT}", [], id="between a paragraph and a table"),
        pytest.param(f"text {FILE}\n{SHORT}", [], id="the file, from a paragraph"),
        pytest.param(f"<details>\n<summary>x</summary>\n{ALLOW}\n{SHORT}", [], id="behind other HTML"),
        pytest.param(f"- x\n\n{indented(ALLOW + SHORT)}\n{OTHER}", [B], id="an item, before its table"),
        pytest.param(f"- x {INLINE}\n\n{indented(SHORT)}\n{OTHER}", [B], id="an item, in its line"),
        pytest.param(f"- x\n\n{indented(SHORT)}\n  {ALLOW}- y\n\n{indented(OTHER)}", [B], id="an item, at its end"),
        pytest.param(f"- {ALLOW}- x\n\n{indented(SHORT)}", [BAD, A], id="an item of its own"),
        pytest.param(f"- {FILE}- x\n\n{indented(SHORT)}", [], id="the file, from an item of its own"),
        pytest.param(
            "\ufeff" + ALLOW.replace("\n", "\r\n") + SHORT.replace("\n", "\r\n"), [], id="byte order mark, CR LF"
        ),
    ],
)
def test_comments(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "| ID | Task{} | Status{} | Owner{} |\n|---|---|---|---|\n| A-1{} | Keel{} | Done{} | bob{} |\n",
        "| Task{} | Status | Owner |\n|---|---|---|\n| Keel{} | Done | ada |\n| Ribs {} | Todo | - |\n",
        "| ID | Task | Status |\n|---|---|---|\n| {}A-1 | {} Keel | Done |\n| A-2 | Ribs | Todo |\n",
        "### A-1: Keel{}\n**Status:** Done{}\n\nA-2: Mast {}\n---\n**Status:** Todo\n",
        "- [ ] **A-1**: Keel{}\n- [x] Boom {}{}\n  - **Status:** Done{}\n",
        "# Plan{}\n\n## Hull {} ##\n\n| ID | Task | Status |\n|---|---|---|\n| A-1 | Keel | Done |\n",
    ],
)
def test_a_comment_changes_no_name(text: str) -> None:
    def tasks(comment: str) -> list[tuple[object, ...]]:
        found = read(Source(text.replace("{}", comment), "T.md"))
        named = [(each.key, each.id, each.title, each.status.category, each.section.path) for each in found.tasks]
        roles = [column.role for task in found.tasks for column in task.layout.columns]
        return [*((*names, [heading.title for heading in path]) for *names, path in named), tuple(roles)]

    assert tasks("") == tasks(" <!-- forgemd-allow ragged-row: so it is --> ".rstrip()) != []


def test_what_is_allowed_is_counted() -> None:
    result = run([Subject(reading(ALLOW + SHORT))])
    assert [found.task for found in result.suppressed] == ["A-1"]


def test_only_rules_that_ran_can_be_unused() -> None:
    text = "<!-- forgemd-allow ragged-row, illegal-transition: x -->\n" + SHORT.replace("Keel |", "Keel | todo |")
    assert told(text) == [UNUSED]
    assert told(text, Selection(ignored=("ragged-row",))) == []
    assert told(text, Selection({"unused-suppression": "off"})) == []


STRICT = (
    "## Status Codes\n\n| Code | Meaning |\n|---|---|\n| 🔲 PENDING | x |\n| 🟦 READY | x |\n| 🟨 ASSIGNED | x |\n"
    "| 🔵 RUNNING | x |\n| 🟪 REVIEW | x |\n| ✅ DONE | x |\n| ❌ FAILED | x |\n| ⚠️ BLOCKED | x |\n\n"
)
ROW = "| ID | Task | Status |\n|---|---|---|\n| A-1 | Keel | 🔲 PENDING |\n"
PERMIT = "<!-- forgemd-allow-file illegal-transition: moved from another board -->\n\n"


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        pytest.param(STRICT, STRICT, ["illegal-transition"], id="not allowed"),
        pytest.param(STRICT, PERMIT + STRICT, ["illegal-transition"], id="allowed in the same change"),
        pytest.param(PERMIT + STRICT, PERMIT + STRICT, [], id="allowed before"),
        pytest.param(PERMIT + STRICT, STRICT, ["illegal-transition"], id="not allowed any more"),
    ],
)
def test_nobody_allows_himself_a_change(before: str, after: str, expected: list[str]) -> None:
    subject = Subject(reading(after + ROW.replace("🔲 PENDING", "✅ DONE")), reading(before + ROW))
    found = run([subject], Selection(only=("illegal-transition",))).diagnostics
    assert [each.rule for each in found] == expected


@pytest.mark.parametrize(
    ("allowed", "expected", "unused"),
    [
        ({"A-1": {"ragged-row": "x"}}, [], ()),
        ({"A-1": {"reading": "x"}}, [], ()),
        ({"A-1": {"ALL": "x"}}, [], ()),
        ({"A-2": {"ragged-row": "x"}}, [A], (("A-2", "ragged-row"),)),
        ({"A-1": {"mojibake": "x"}}, [A], (("A-1", "mojibake"),)),
        ({"A-1": {"illegal-transition": "x"}}, [A], ()),
    ],
)
def test_the_configuration_allows_by_task(
    allowed: dict[str, dict[str, str]], expected: list[tuple[str, str]], unused: tuple[tuple[str, str], ...]
) -> None:
    result = run([Subject(reading(SHORT))], Selection(only=("reading",), allowed=allowed))
    assert [(found.rule, found.task) for found in result.diagnostics] == expected
    assert result.unused.allowed == unused


def known(text: str) -> Selection:
    raw = baseline_text(adopted([Subject(reading(text))], Selection())).encode()
    hold(json.loads(raw), "baseline")
    return Selection(baseline=read_baseline("b", raw).counts)


def test_a_baseline_knows_what_was_there_and_no_more() -> None:
    selection = known(SHORT)
    assert told(SHORT, selection) == []
    assert told("new\n\n" + SHORT, selection) == []
    assert told(SHORT + "| A-2 | Ribs |\n", selection) == [("ragged-row", "A-2")]
    assert told(SHORT + "\n" + SHORT, selection) != []


def test_a_baseline_counts() -> None:
    twice = SHORT + "| A-1 | Keel |\n"
    assert told(twice, known(twice)) == []
    assert len(told(twice + "| A-1 | Keel |\n", known(twice))) >= 1
    left = run([Subject(reading(SHORT))], known(twice)).unused.baseline
    assert {entry.rule for entry in left} == {"ragged-row", "duplicate-id"}


def test_a_baseline_knows_no_change() -> None:
    before, after = reading(STRICT + ROW), reading(STRICT + ROW.replace("🔲 PENDING", "✅ DONE"))
    found = adopted([Subject(after, before)], Selection())
    assert "illegal-transition" not in {each.rule for each in found}


def test_what_is_allowed_and_what_is_wrong_about_comments_is_in_no_baseline() -> None:
    assert adopted([Subject(reading(ALLOW + SHORT + "\n" + ALLOW))], Selection(only=("reading",))) == []


ENTRY = '{"schema_version": 1, "findings": [{"rule": "x", "path": %s, "about": "z", "count": %s}]}'


@pytest.mark.parametrize(
    ("raw", "where", "why"),
    [
        (b"", "b.json:1:1", "it is no JSON from here on"),
        (b'{"a": [1,\n}', "b.json:2:1", "it is no JSON from here on"),
        (b"[]", "b.json", "`schema_version` is not 1"),
        (b"{}", "b.json", "`schema_version` is not 1"),
        (b"{\xff", "b.json", "byte 2 is no UTF-8"),
        (b'{"schema_version": 2, "findings": []}', "b.json", "`schema_version` is not 1"),
        (b'{"schema_version": 1, "findings": {}}', "b.json", "`findings` is no list"),
        (b'{"schema_version": 1, "findings": [{}]}', "b.json", "an entry has rule, path, about and count"),
        ((ENTRY % ('"y"', 0)).encode(), "b.json", "an entry has texts, and a count of at least 1"),
        ((ENTRY % (1, 1)).encode(), "b.json", "an entry has texts, and a count of at least 1"),
        (b"[" * 100_000, "b.json", "its JSON is nested too deep"),
        (b"1" * 5000, "b.json", "it holds a number that is too large"),
    ],
    ids=lambda raw: raw[:20].decode("latin-1") if isinstance(raw, bytes) else "",
)
def test_what_is_no_baseline(raw: bytes, where: str, why: str) -> None:
    """And why, in words of ours: what Python says of it is for programmers."""
    with pytest.raises(UsageError) as caught:
        read_baseline("b.json", raw)
    assert (caught.value.where, caught.value.message) == (where, f"this is no baseline: {why}")
    assert caught.value.hint == "write it anew: forgemd check --write-baseline b.json"


def test_entries_have_lines() -> None:
    text = baseline_text(run([Subject(reading(SHORT + OTHER))]).diagnostics)
    baseline = read_baseline("b", text.encode())
    for entry, line in baseline.lines.items():
        assert json.dumps(entry.about) in text.split("\n")[line - 1]


@pytest.mark.parametrize(
    ("comment", "hint"),
    [
        ("forgemd: allow ragged-row: made by hand", "write <!-- forgemd-allow ragged-row: made by hand -->"),
        ("forgemd-alow ragged-row,  bad-date", "write <!-- forgemd-allow ragged-row, bad-date: reason -->"),
        ("forgemd-allow ragged-row", "write <!-- forgemd-allow ragged-row: reason -->"),
        ("forgemd: ignore", "write <!-- forgemd-allow RULE: reason -->"),
        ("forgemd disable-file tables: x", "write <!-- forgemd-allow-file RULE: x -->"),
        ("forgemd-allow-file bad-date:", "write <!-- forgemd-allow-file bad-date: reason -->"),
    ],
)
def test_what_is_misspelt_is_told_with_the_right_spelling(comment: str, hint: str) -> None:
    found, (wrong,) = suppressions(reading(f"<!-- {comment} -->\n{SHORT}"))
    assert (found, wrong.hint) == ([], hint)


@given(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=30),
    st.sampled_from(["", "> ", "- ", "text ", "# ", "| ", "- [ ] ", "> - ", "`"]),
    st.sampled_from(["", "\n", " `", " |", "\n\n    "]),
)
def test_a_comment_anywhere_is_read_without_a_crash(text: str, before: str, behind: str) -> None:
    tracker = reading(f"{SHORT}\n{before}<!-- forgemd-allow ragged-row: {text} -->{behind}{text}\n{SHORT}")
    found, wrong = suppressions(tracker)
    for each in found:
        assert 0 <= each.scope.start <= each.scope.end <= len(tracker.source.text)
    for bad in wrong:
        assert tracker.source.slice(bad.span).startswith("<!--")
        assert bad.hint


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_any_comment_is_read_without_a_crash(text: str) -> None:
    found, _ = suppressions(reading(f"<!-- forgemd-allow {text} -->\n{SHORT}"))
    assert all(each.rules and each.reason for each in found)
