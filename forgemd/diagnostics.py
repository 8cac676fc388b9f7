"""Findings as values: what a rule saw, where, and what would mend it; and how their messages count and list."""

from __future__ import annotations

from forgemd.lazy import pattern
from forgemd.text import Edit, Span
from forgemd.typed import Literal, NamedTuple, Sequence

__all__ = ["SEVERITIES", "Diagnostic", "Fix", "Safety", "Severity", "count", "listed"]

Severity = Literal["error", "warning", "note"]
Safety = Literal["safe", "unsafe"]

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")
"""Worst first."""


_DIGITS = pattern("[0-9]+")


class Fix(NamedTuple):
    """Edits that would remove a finding; an unsafe one may say something that its author did not mean.

    One that `reshapes` makes another table of what stands there, or none: that is what it is for.
    """

    title: str
    edits: tuple[Edit, ...]
    safety: Safety
    reshapes: bool = False


class Diagnostic(NamedTuple):
    """One finding. `span` lies in the source that goes by `path`; `task` is the id that people see and
    `role` the column's meaning, where the finding has them; `hint` is what to do next. `commit` is the id of the
    commit that brought it in, where history is judged: then the source is the file as that commit has it."""

    rule: str
    path: str
    span: Span
    severity: Severity
    message: str
    task: str | None = None
    role: str | None = None
    hint: str | None = None
    fix: Fix | None = None
    commit: str | None = None

    @property
    def home(self) -> str:
        """The name of the text that `span` lies in: the path, behind the commit where there is one."""
        return self.path if self.commit is None else f"{self.commit}:{self.path}"

    @property
    def about(self) -> str:
        """What the finding is about, in words that outlive edits elsewhere: its task, else its message without
        the numbers in it."""
        return f"task {self.task}" if self.task is not None else _DIGITS.sub("", self.message)


def count(number: int, one: str, many: str | None = None) -> str:
    """`1 cell`, `2 cells`."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def listed(words: Sequence[str], most: int = 5) -> str:
    """`a, b, c and 4 more`."""
    shown = ", ".join(words[:most])
    return shown if len(words) <= most else f"{shown} and {len(words) - most} more"
