"""The formats for other programs: each is held to its published schema, and nothing in a tracker can forge any."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import cmarkgfm
import pytest
import xmlschema
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft4Validator

from forgemd.diagnostics import Diagnostic
from forgemd.output import FORMATS, Report, rendered, step_summary
from forgemd.output.fingerprint import fingerprints
from forgemd.output.markup import code_span, markdown_text
from forgemd.rules import ALL
from forgemd.text import Source, Span
from tests.cli.shapes import hold
from tests.output.reports import HOSTILE, PATH, PAYLOADS, TAME, crowd
from tests.output.runner import Command, commands
from tests.shared import SHARED

ANY = st.text(st.characters(), max_size=30)
DANGEROUS = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\ufeff\ud800-\udfff]")


def vendored(name: str) -> str:
    path = os.path.join(SHARED or "", "vendor", name)
    if SHARED is None or not os.path.exists(path):
        pytest.skip("the published schemas lie in the shared material, which is not here")
    return path


def schema(name: str) -> Draft4Validator:
    with open(vendored(name), encoding="utf-8") as file:
        return Draft4Validator(json.load(file))


@pytest.mark.parametrize("report", [HOSTILE, TAME], ids=["hostile", "tame"])
@pytest.mark.parametrize("format_", FORMATS)
def test_no_output_commands_a_terminal_or_a_runner(format_: str, report: Report) -> None:
    text = rendered(format_, report)
    assert not DANGEROUS.search(text)
    assert "##[" not in text
    if format_ != "github":
        assert [line for line in text.split("\n") if line.lstrip().startswith("::")] == []
    ascii_only = rendered(format_, report, ascii_only=True)
    assert format_ == "github" or ascii_only.isascii()
    if format_ not in ("github", "junit", "jsonl"):
        assert json.loads(ascii_only) == json.loads(text)


def annotated(report: Report) -> list[Command]:
    return commands(rendered("github", report))


def test_github_annotations_are_what_was_found() -> None:
    unread, *found = annotated(HOSTILE)
    assert unread.properties["title"] == "forgemd unreadable"
    assert len(found) == len(PAYLOADS)
    for command, diagnostic in zip(found, HOSTILE.diagnostics, strict=True):
        assert command.name == {"error": "error", "warning": "warning", "note": "notice"}[diagnostic.severity]
        place = HOSTILE.place(diagnostic, diagnostic.span.start)
        assert command.properties == {
            "title": "forgemd unknown-status",
            "file": PATH,
            "line": str(place.line),
            "endLine": str(place.line),
            "col": str(place.column),
            "endColumn": str(place.column + 5),
        }
        assert "\r" not in command.data
        assert command.data.count("\n") == (diagnostic.hint is not None)


def test_github_says_what_it_was_made_for() -> None:
    report = crowd(1)
    assert rendered("github", report) == (
        "::error title=forgemd bad-date,file=T.md,line=1,endLine=1,col=1,endColumn=2::finding 0\n"
        "::notice title=forgemd bad-date,file=T.md,line=1,endLine=1,col=1,endColumn=2::finding 0\n"
    )
    assert rendered("github", TAME) == ""


def test_github_is_capped_and_says_so() -> None:
    text = rendered("github", crowd(13))
    found = commands(text)
    assert [command.name for command in found].count("error") == 10
    assert [command.name for command in found].count("notice") == 10
    rest = text.split("\n")[20:]
    assert rest[0] == "GitHub shows 10 annotations of a level; the other 6 of 26:"
    assert rest[1] == "| T.md:11:1: error: finding 10 [bad-date]"
    assert len(rest) == 8


@given(ANY, ANY)
def test_github_commands_come_back_as_they_were(path: str, message: str) -> None:
    found = Diagnostic("bad-date", path, Span(0, 0), "error", message)
    (command,) = annotated(Report([path], [found], {}))
    printable = "".join(char for char in path if char.isprintable() and char != "#")
    if path == printable:
        assert command.properties["file"] == path
    assert command.name == "error"
    if message.isprintable() and "##[" not in message:
        assert command.data == message


def html(text: str) -> str:
    made: str = cmarkgfm.github_flavored_markdown_to_html(text)
    return made


def test_the_step_summary_has_no_markup_of_a_tracker() -> None:
    summary = step_summary(HOSTILE)
    assert summary.startswith("### forgemd check\n\n6 errors, 5 warnings, 5 notes in 1 file; failed\n")
    made = html(summary)
    assert set(re.findall(r"</?(\w+)", made)) == {"h3", "p", "ul", "li", "code"}
    plain = re.sub(r"<code>.*?</code>", "", made, flags=re.DOTALL)
    for word in ("evil", "@", "![", "$"):
        assert word not in plain
    assert made.count("<li>") == len(PAYLOADS) * 2 + 1


def test_the_step_summary_has_an_end() -> None:
    assert "- and 300 more\n" in step_summary(crowd(250))


@given(ANY)
def test_text_is_no_markup(text: str) -> None:
    for made in (code_span(text), markdown_text(f"a{text}")):
        found = html(f"x {made} y")
        assert set(re.findall(r"<(\w+)", found)) <= {"p", "code"}


@pytest.mark.parametrize("text", ["P1-001: PENDING → DONE is not allowed", "🔲 é"])
def test_tame_text_stays_as_it_is(text: str) -> None:
    assert markdown_text(text) == text


@pytest.mark.parametrize("report", [HOSTILE, TAME, crowd(30)], ids=["hostile", "tame", "crowd"])
def test_gitlab(report: Report) -> None:
    issues = json.loads(rendered("gitlab", report))
    assert len(issues) == len(report.diagnostics) + len(report.unreadable)
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)
    for issue, found in zip(issues, report.diagnostics, strict=False):
        assert set(issue) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert issue["severity"] in ("info", "minor", "major", "critical", "blocker")
        assert issue["location"]["path"] == found.path
        begin = issue["location"]["positions"]["begin"]
        assert (begin["line"], begin["column"]) == report.place(found, found.span.start)
        assert not DANGEROUS.search(issue["description"])


def sarif(report: Report) -> Any:
    log = json.loads(rendered("sarif", report))
    errors = [f"{list(error.path)}: {error.message}" for error in schema("sarif-schema-2.1.0.json").iter_errors(log)]
    assert errors == []
    (run,) = log["runs"]
    return run


@pytest.mark.parametrize("report", [HOSTILE, TAME, crowd(3)], ids=["hostile", "tame", "crowd"])
def test_sarif_satisfies_oasis(report: Report) -> None:
    run = sarif(report)
    assert len(run["results"]) == len(report.diagnostics)
    for result, found in zip(run["results"], report.diagnostics, strict=True):
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"] == found.rule
        assert result["message"]["text"]
        artifact = result["locations"][0]["physicalLocation"]["artifactLocation"]
        assert artifact["uriBaseId"] == "%SRCROOT%"
        assert unquote(artifact["uri"]) == found.path
        assert re.fullmatch(r"[A-Za-z0-9%/._~-]+", artifact["uri"])
        assert result["partialFingerprints"]["primaryLocationLineHash"]
    assert run["invocations"][0]["exitCode"] == (1 if report.failed else 0)


@pytest.mark.long
@pytest.mark.parametrize("report", [HOSTILE, TAME, crowd(3)], ids=["hostile", "tame", "crowd"])
def test_sarif_satisfies_the_multitool(report: Report, tmp_path: Path) -> None:
    """The validator behind GitHub's, 104 MB: npm install --global @microsoft/sarif-multitool."""
    tool = shutil.which("sarif-multitool") or shutil.which("Sarif.Multitool")
    if tool is None:
        pytest.skip("sarif-multitool is not on the PATH")
    (tmp_path / "in.sarif").write_text(rendered("sarif", report), encoding="utf-8")
    command = [tool, "validate", "in.sarif", "--rule-kind", "Sarif", "--output", "out.sarif"]
    command += ["--level", "Error;Warning"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    (run,) = json.loads((tmp_path / "out.sarif").read_text(encoding="utf-8-sig"))["runs"]
    # There is no page on the web yet that `informationUri` (SARIF2005) could lead to.
    assert [result for result in run["results"] if result["ruleId"] != "SARIF2005"] == []


def test_sarif_calls_no_rule_by_its_id_twice() -> None:
    """What the multitool holds rules to (SARIF1001), and GitHub, for all of them."""
    found = [Diagnostic(name, "T.md", Span(0, 0), "error", "x") for name in ALL]
    rules = sarif(Report(["T.md"], found, {}))["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == sorted(ALL)
    for rule in rules:
        assert rule.get("name", "").casefold() != rule["id"]
        assert all(rule[key]["text"].strip() for key in ("shortDescription", "fullDescription", "help"))
        assert len(rule["fullDescription"]["text"]) <= 1024


def test_sarif_columns_are_code_points() -> None:
    run = sarif(HOSTILE)
    assert run["columnKind"] == "unicodeCodePoints"
    region = run["results"][0]["locations"][0]["physicalLocation"]["region"]
    assert region == {"startLine": 3, "startColumn": 11, "endLine": 3, "endColumn": 16}
    (change,) = run["results"][0]["fixes"][0]["artifactChanges"]
    assert change["replacements"] == [{"deletedRegion": region, "insertedContent": {"text": "DONE"}}]


def test_sarif_messages_hold_no_link_and_no_placeholder() -> None:
    for result in sarif(HOSTILE)["results"]:
        text = result["message"]["text"]
        assert not re.search(r"(?<!\\)\]\(", text)
        assert not re.search(r"(?<!\{)\{[0-9]+\}(?!\})", text)


def test_sarif_tells_what_was_not_judged() -> None:
    told = sarif(HOSTILE)["invocations"][0]["toolExecutionNotifications"]
    assert len(told) == len(PAYLOADS) + 1


def test_a_file_elsewhere_has_no_base() -> None:
    for path, uri in (("/tmp/a b.md", "file:///tmp/a%20b.md"), ("../T.md", "../T.md")):
        found = Diagnostic("bad-date", path, Span(0, 0), "error", "x")
        artifact = sarif(Report([path], [found], {}))["results"][0]["locations"][0]["physicalLocation"]
        assert artifact["artifactLocation"] == {"uri": uri}


def test_fingerprints_outlive_lines_put_in_above() -> None:
    def at(line: int, message: str, task: str | None) -> Report:
        source = Source("x\n" * 40, "T.md")
        span = Span(source.starts[line], source.ends[line])
        return Report(["T.md"], [Diagnostic("bad-date", "T.md", span, "error", message, task)], {"T.md": source})

    assert fingerprints(at(3, "a", "A-1")) == fingerprints(at(7, "b", "A-1"))
    assert fingerprints(at(3, "row 3", None)) == fingerprints(at(7, "row 7", None))
    assert fingerprints(at(3, "a", "A-1")) != fingerprints(at(3, "a", "A-2"))
    assert len(set(fingerprints(crowd(20)))) == 40


def junit(report: Report) -> Any:
    from xml.etree import ElementTree

    text = rendered("junit", report)
    xmlschema.XMLSchema(vendored("junit-10.xsd")).validate(text)
    return ElementTree.fromstring(text)


@pytest.mark.parametrize("report", [HOSTILE, TAME, crowd(3)], ids=["hostile", "tame", "crowd"])
def test_junit_satisfies_jenkins(report: Report) -> None:
    root = junit(report)
    failures = [found for found in report.diagnostics if found.severity in report.failing]
    assert len(root.findall("testsuite/testcase/failure")) == len(failures) == int(root.get("failures"))
    assert len(root.findall("testsuite/testcase")) == int(root.get("tests"))
    assert not [case for case in root.iter("testcase") if case.get("name") == "forged"]


def test_junit_of_a_clean_file_is_a_case_that_passes() -> None:
    (case,) = junit(TAME).findall("testsuite/testcase")
    assert (case.get("name"), case.get("classname"), list(case)) == ("nothing found", "T.md", [])


@pytest.mark.parametrize("report", [HOSTILE, TAME, crowd(3)], ids=["hostile", "tame", "crowd"])
def test_rdjson_satisfies_reviewdog(report: Report) -> None:
    document = json.loads(rendered("rdjson", report))
    assert [error.message for error in schema("rdjson-DiagnosticResult.json").iter_errors(document)] == []
    assert len(document["diagnostics"]) == len(report.diagnostics) + len(report.unreadable)
    for each, found in zip(document["diagnostics"], report.diagnostics, strict=False):
        raw = report.sources[found.path].encode().split(b"\n")
        start, end = each["location"]["range"]["start"], each["location"]["range"]["end"]
        said = raw[start["line"] - 1][start["column"] - 1 : end["column"] - 1].decode()
        assert said == report.sources[found.path].slice(found.span)
        assert set(re.findall(r"<(\w+)", html(each["message"]))) <= {"p", "code"}


def test_rdjson_columns_are_bytes() -> None:
    (first, *_) = json.loads(rendered("rdjson", HOSTILE))["diagnostics"]
    assert first["location"]["range"] == {"start": {"line": 3, "column": 14}, "end": {"line": 3, "column": 19}}
    assert first["suggestions"] == [{"range": first["location"]["range"], "text": "DONE"}]


@pytest.mark.parametrize("report", [HOSTILE, TAME], ids=["hostile", "tame"])
def test_json_and_its_lines_say_the_same(report: Report) -> None:
    whole = hold(json.loads(rendered("json", report)), "check")
    lines = [hold(json.loads(line), "check-line") for line in rendered("jsonl", report).splitlines()]
    assert [line["diagnostic"] for line in lines if "diagnostic" in line] == whole["diagnostics"]
    assert [line["not_run"] for line in lines if "not_run" in line] == whole["not_run"]
    assert [line["unreadable"] for line in lines if "unreadable" in line] == whole["unreadable"]
    assert lines[-1] == {"summary": whole["summary"]}
