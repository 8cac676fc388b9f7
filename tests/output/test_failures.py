"""What there is instead of a report where a check could not be made: as valid, and as harmless."""

from __future__ import annotations

import json

import pytest
import xmlschema

from forgemd.output import FORMATS, Failure, Report, Unreadable, failed, rendered
from tests.cli.shapes import hold
from tests.output.reports import HOSTILE, PATH, PAYLOADS
from tests.output.runner import commands
from tests.output.test_formats import DANGEROUS, schema, vendored

FAILURES = (
    Failure("config", "unknown key `trakers`", "mend .forgemd.yaml", ".forgemd.yaml", 2, 3),
    Failure("git", "git is missing"),
    *(Failure("usage", payload, payload, PATH) for payload in PAYLOADS),
)
OTHERS = [name for name in FORMATS if name != "json"]


@pytest.mark.parametrize("format_", OTHERS)
def test_a_failure_commands_nobody(format_: str) -> None:
    text = failed(format_, FAILURES, 2, ascii_only=True)
    assert [each.name for each in commands(text)] == (["error"] * len(FAILURES) if format_ == "github" else [])
    assert not DANGEROUS.search(text)


def test_annotations_of_failures_stand_at_their_places() -> None:
    first, second, *_ = commands(failed("github", FAILURES, 2))
    assert first.properties == {"title": "forgemd config", "file": ".forgemd.yaml", "line": "2", "col": "3"}
    assert (second.properties, second.data) == ({"title": "forgemd git"}, "git is missing")


def test_gitlab_has_an_issue_for_each() -> None:
    issues = json.loads(failed("gitlab", FAILURES, 2))
    assert [(issue["check_name"], issue["severity"]) for issue in issues[:2]] == [
        ("forgemd config", "blocker"),
        ("forgemd git", "blocker"),
    ]
    assert issues[0]["location"] == {"path": ".forgemd.yaml", "positions": {"begin": {"line": 2, "column": 3}}}
    assert len({issue["fingerprint"] for issue in issues}) == len(FAILURES)


def test_sarif_has_notifications_and_no_results() -> None:
    log = json.loads(failed("sarif", FAILURES, 2))
    assert [error.message for error in schema("sarif-schema-2.1.0.json").iter_errors(log)] == []
    (run,) = log["runs"]
    (ended,) = run["invocations"]
    assert (run["results"], ended["executionSuccessful"], ended["exitCode"]) == ([], False, 2)
    assert len(ended["toolConfigurationNotifications"]) == len(FAILURES)


def test_junit_has_errors() -> None:
    from xml.etree import ElementTree

    text = failed("junit", FAILURES, 2)
    xmlschema.XMLSchema(vendored("junit-10.xsd")).validate(text)
    root = ElementTree.fromstring(text)
    assert root.get("errors") == str(len(FAILURES)) == str(len(root.findall("testsuite/testcase/error")))


def test_rdjson_has_diagnostics() -> None:
    document = json.loads(failed("rdjson", FAILURES, 2))
    assert [error.message for error in schema("rdjson-DiagnosticResult.json").iter_errors(document)] == []
    assert len(document["diagnostics"]) == len(FAILURES)


def test_json_lines_have_failures() -> None:
    lines = [hold(json.loads(line), "check-line") for line in failed("jsonl", FAILURES, 2).splitlines()]
    assert [line["failure"]["code"] for line in lines] == [each.code for each in FAILURES]


@pytest.mark.parametrize(("incomplete", "level"), [(True, "error"), (False, "warning")])
def test_a_file_that_could_not_be_read_is_annotated(incomplete: bool, level: str) -> None:
    """It weighs as much as it does in the exit code."""
    report = Report((), (), {}, unreadable=[Unreadable("T.md", "no text", None)], incomplete=incomplete)
    (command,) = commands(rendered("github", report))
    assert (command.name, command.properties["file"], command.data) == (level, "T.md", "not read: no text")
    (issue,) = json.loads(rendered("gitlab", report))
    assert issue["location"]["path"] == "T.md"
    (found,) = json.loads(rendered("rdjson", report))["diagnostics"]
    assert found["severity"] == level.upper()


def test_what_could_not_be_read_counts_among_the_annotations() -> None:
    report = HOSTILE._replace(unreadable=[Unreadable(f"{number}.md", "x", None) for number in range(12)])
    assert [each.name for each in commands(rendered("github", report))].count("warning") == 10
