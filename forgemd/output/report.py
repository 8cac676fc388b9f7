"""What a check found, as values that every format lays out."""

from __future__ import annotations

from forgemd.diagnostics import SEVERITIES, Diagnostic, Severity
from forgemd.text import Position, Source
from forgemd.typed import TYPE_CHECKING, Any, NamedTuple, Sequence

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Failure", "NotRun", "Report", "Summary", "Unreadable", "counted"]


class NotRun(NamedTuple):
    """A rule that could not judge the file `path`, and why."""

    rule: str
    path: str
    why: str


class Unreadable(NamedTuple):
    """A file that is no text, where it came to an end, and what would help."""

    path: str
    message: str
    hint: str | None


class Failure(NamedTuple):
    """What stopped a check, or kept a file out of it: the kind, which is a word that does not change, what happened and
    what would help; about a file, its `path` and the place in it (1-based)."""

    code: str
    message: str
    hint: str | None = None
    path: str | None = None
    line: int = 1
    column: int = 1
    severity: Severity = "error"


class Summary(NamedTuple):
    """How many of each. `fixable` counts findings with a safe fix."""

    files: int
    errors: int
    warnings: int
    notes: int
    fixable: int

    @property
    def told(self) -> str:
        """The counts in words, those that are 0 left out."""
        kinds = ((self.errors, "error"), (self.warnings, "warning"), (self.notes, "note"))
        found = ", ".join(counted(number, word) for number, word in kinds if number)
        return f"{found or 'nothing found'} in {counted(self.files, 'file')}"


def counted(number: int, word: str) -> str:
    """`1 error`, `2 errors`."""
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


class Report(NamedTuple):
    """`files` are the paths that were read, `sources` their texts by `Diagnostic.home`; `failing`: the severities of
    findings that make the exit code 1; `suppressed` counts findings that are allowed and not told; `commits` are
    the subjects of the commits that findings name, by id; `recovered`: what killed commands had left;
    `incomplete`: one of `unreadable` had to be judged."""

    files: Sequence[str]
    diagnostics: Sequence[Diagnostic]
    sources: Mapping[str, Source]
    not_run: Sequence[NotRun] = ()
    unreadable: Sequence[Unreadable] = ()
    failing: Sequence[Severity] = ()
    suppressed: int = 0
    commits: Mapping[str, str] = {}
    recovered: Sequence[Mapping[str, Any]] = ()
    incomplete: bool = False

    @property
    def exit_code(self) -> int:
        """2 where a tracker could not be read that had to be judged, else what the findings say."""
        return 2 if self.incomplete else int(self.failed)

    @property
    def failures(self) -> list[Failure]:
        """The files that could not be read, for formats that have no other place for them."""
        severity: Severity = "error" if self.incomplete else "warning"
        return [
            Failure("unreadable", f"not read: {file.message}", file.hint, file.path, severity=severity)
            for file in self.unreadable
        ]

    @property
    def failed(self) -> bool:
        """Whether there is a finding that makes the check fail."""
        return any(found.severity in self.failing for found in self.diagnostics)

    @property
    def reasons(self) -> dict[str, list[str]]:
        """Why rules did not run, each reason with its rules."""
        found: dict[str, dict[str, None]] = {}
        for skipped in self.not_run:
            found.setdefault(skipped.why, {})[skipped.rule] = None
        return {why: list(rules) for why, rules in found.items()}

    def source_of(self, found: Diagnostic) -> Source | None:
        """The text that the finding points into, where it is known."""
        return self.sources.get(found.home)

    def place(self, found: Diagnostic, offset: int) -> Position:
        """Where `offset` lies in the text of `found`."""
        source = self.source_of(found)
        return source.position(offset) if source is not None else Position(1, 1)

    @property
    def summary(self) -> Summary:
        """The findings, counted."""
        counts: dict[Severity, int] = dict.fromkeys(SEVERITIES, 0)
        fixable = 0
        for found in self.diagnostics:
            counts[found.severity] += 1
            fixable += found.fix is not None and found.fix.safety == "safe"
        return Summary(len(self.files), counts["error"], counts["warning"], counts["note"], fixable)
