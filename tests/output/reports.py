"""A report that is as hostile as its tracker, and a tame one, for the tests of every format."""

from __future__ import annotations

from forgemd.diagnostics import Diagnostic, Fix
from forgemd.output import NotRun, Report, Unreadable
from forgemd.text import Edit, Source, Span

__all__ = ["HOSTILE", "PATH", "PAYLOADS", "TAME", "crowd"]

PATH = "dö cs/a,b:c%0A 100%\n🚀 [x](y).md"
"""Commas, colons, per cents, a newline, letters and an emoji: all of it is allowed in the name of a file."""

PAYLOADS = (
    "x\n::error file=a.md::forged",
    "x\r\n::set-output name=a::b",
    "  ::add-mask::x",
    "a ##[error]forged",
    "100% %0A::warning::forged",
    "\x1b]8;;https://evil.example\x07click\x1b]8;;\x07",
    "[click](https://evil.example)",
    "[click](javascript:alert(1))",
    "![x](https://evil.example/x.png)",
    "<img src=x onerror=alert(1)> <https://evil.example> https://evil.example www.evil.example",
    "@everyone a@evil.example #1 `code` ``` **bold** $x$ | a | b |",
    "]]></failure><testcase name='forged'/>",
    "{0} {1} \\[x\\](y)",
    "\u202egpj.exe \u200b \ufeff \x00 \ufffe \uffff \udce9 \U000e0041",
    "`",
    " `` ",
)


def _hostile() -> Report:
    lines = "".join(f"| A-{number} | 🔲 BOGUS | é |\n" for number in range(len(PAYLOADS)))
    source = Source("| ID | Status | x |\n|---|---|---|\n" + lines, PATH)
    found = []
    for number, payload in enumerate(PAYLOADS):
        start = source.starts[number + 2] + len(f"| A-{number} | 🔲 ")
        span = Span(start, start + 5)
        fix = Fix(f"write {payload}", (Edit(span, "BOGUS", "DONE"),), "unsafe")
        severity = ("error", "warning", "note")[number % 3]
        task = None if number % 4 == 0 else payload
        hint = None if number % 2 else payload
        found.append(Diagnostic("unknown-status", PATH, span, severity, payload, task, "status", hint, fix))  # type: ignore[arg-type]
    return Report(
        [PATH],
        found,
        {PATH: source},
        [NotRun("illegal-transition", PATH, payload) for payload in PAYLOADS],
        [Unreadable("b\n::error::forged.md", PAYLOADS[0], PAYLOADS[1])],
        ("error", "warning"),
    )


HOSTILE = _hostile()
TAME = Report(["T.md"], (), {"T.md": Source("x\n", "T.md")})


def crowd(count: int) -> Report:
    """`count` errors, and as many notes."""
    source = Source("x\n" * count, "T.md")
    found = [
        Diagnostic("bad-date", "T.md", Span(2 * line, 2 * line + 1), severity, f"finding {line}")
        for line in range(count)
        for severity in ("error", "note")
    ]
    return Report(["T.md"], found, {"T.md": source}, failing=("error",))
