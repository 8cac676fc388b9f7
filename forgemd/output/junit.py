"""JUnit XML as the strictest schema in use takes it (junit-10.xsd of Jenkins' xunit plugin): a suite for each file,
a case for each finding. A finding that makes the check fail is a failure, any other a case that passes and says so."""

from __future__ import annotations

from forgemd.diagnostics import Diagnostic
from forgemd.lazy import pattern
from forgemd.output.escapes import visible
from forgemd.output.listing import concise_line
from forgemd.output.report import Failure, Report
from forgemd.typed import TYPE_CHECKING, Sequence

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

__all__ = ["render"]

_NO_XML = pattern("[\ufffe\uffff]")
"""What XML 1.0 (section 2.2) forbids besides what `visible` replaces."""


def render(report: Report, ascii_only: bool) -> str:
    """The document, in ASCII whatever is asked: letters beyond it are written as references."""
    del ascii_only
    return _document(
        [_suite(report, path) for path in dict.fromkeys((*report.files, *(f.path for f in report.unreadable)))]
    )


def failed(failures: Sequence[Failure], exit_code: int, ascii_only: bool) -> str:
    """A suite of errors."""
    del exit_code, ascii_only
    from xml.etree.ElementTree import Element

    number = str(len(failures))
    suite = Element(
        "testsuite", name="forgemd", package="forgemd", tests=number, failures="0", errors=number, skipped="0"
    )
    suite.extend(map(_complaint, failures))
    return _document([suite])


def _complaint(failure: Failure) -> Element:
    from xml.etree.ElementTree import Element, SubElement

    path = failure.path or "forgemd"
    case = Element("testcase", name=f"{failure.code} {failure.line}:{failure.column}", classname=_xml(path))
    error = SubElement(case, "error", type=failure.code, message=_xml(failure.message))
    error.text = f"hint: {_xml(failure.hint)}" if failure.hint is not None else None
    return case


def _document(suites: Sequence[Element]) -> str:
    from xml.etree.ElementTree import Element, indent, tostring

    root = Element("testsuites", name="forgemd check")
    for name in ("tests", "failures", "errors"):
        root.set(name, str(sum(int(suite.get(name, "0")) for suite in suites)))
    root.extend(suites)
    indent(root)
    written: bytes = tostring(root, encoding="us-ascii")
    return written.decode("ascii") + "\n"


def _suite(report: Report, path: str) -> Element:
    from xml.etree.ElementTree import Element

    cases = [_finding(report, found) for found in report.diagnostics if found.path == path]
    cases += [
        _skipped(path, skipped.rule, f"not run: {skipped.why}") for skipped in report.not_run if skipped.path == path
    ]
    cases += [_skipped(path, "read", f"not read: {file.message}") for file in report.unreadable if file.path == path]
    cases = cases or [Element("testcase", name="nothing found", classname=_xml(path))]
    counts = {"tests": len(cases), "failures": sum(case.find("failure") is not None for case in cases), "errors": 0}
    counts["skipped"] = sum(case.find("skipped") is not None for case in cases)
    suite = Element("testsuite", name=_xml(path), file=_xml(path), package="forgemd")
    for name, number in counts.items():
        suite.set(name, str(number))
    suite.extend(cases)
    return suite


def _finding(report: Report, found: Diagnostic) -> Element:
    from xml.etree.ElementTree import Element, SubElement

    place = report.place(found, found.span.start)
    case = Element("testcase", name=f"{found.rule} {place.line}:{place.column}", classname=_xml(found.path))
    text = _xml(concise_line(report, found))
    if found.hint is not None:
        text += f"\nhint: {_xml(found.hint)}"
    if found.severity in report.failing:
        failure = SubElement(case, "failure", type=found.severity, message=_xml(found.message))
        failure.text = text
    else:
        SubElement(case, "system-out").text = text
    return case


def _skipped(path: str, name: str, why: str) -> Element:
    from xml.etree.ElementTree import Element, SubElement

    case = Element("testcase", name=name, classname=_xml(path))
    SubElement(case, "skipped", message=_xml(why))
    return case


def _xml(text: str) -> str:
    """`text` in characters that XML has."""
    return _NO_XML.sub(lambda match: f"\\u{ord(match.group()):04x}", visible(text))
